"""Two people mark while a batch judges, is killed, and is run again: all is kept, and once."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from support.classes import NOON, handed_in, numpy_course
from support.commands import grade_here
from support.courses import TINY
from support.postgresql import Server

from grader.gradebook.opening import open_gradebook
from grader.model import RubricEntry

ANSWERS = 8
RIGHT = (TINY.solutions / "tiny" / "running_mean.py").read_text(encoding="utf-8")
ENDLESS = "import time\ndef running_mean(*a, **k):\n    time.sleep(1e6)\n"
CLASS = {"b0": RIGHT, "b1": RIGHT, "b2": ENDLESS}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return numpy_course(tmp_path_factory.mktemp("course") / "course")


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "gradebook.sqlite")
    running: Server = request.getfixturevalue("postgresql")
    return running.address()


def _grade(course: Path, place: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "grader", *arguments],
        cwd=course,
        env={**os.environ, "TENSORGRADE_GRADEBOOK": place},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


@contextmanager
def _serving(course: Path, place: str) -> Iterator[str]:
    """Run `grade serve` as long as the block lasts; give the link that it prints."""
    with _grade(course, place, "serve") as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


def _batch(submissions: Path) -> tuple[str, ...]:
    """Return the command that judges the class."""
    options = ("-o", str(submissions.parent / "out"), "-j", "1", "--trust-submissions")
    return "batch", str(submissions), *options


def _takes(browser: httpx2.Client, page: httpx2.Response, by: str) -> bool:
    """Mark the answer of a page; return whether nobody was quicker since it was shown."""
    fields = dict(re.findall(r'name="(form_key|seen|judged)" value="([^"]*)"', page.text))
    marks = {"points-why": "2", "points-example": "1", "comment": f"{by} read it."}
    answer = browser.post(page.url, data={**fields, **marks})
    assert answer.status_code in (200, 409), answer.text
    return answer.status_code == 200


def _mark_all(link: str, by: str) -> int:
    """Mark the answer that waits first until none does; return how many marks were taken."""
    start, token = link.split("/enter?token=")
    taken = 0
    with httpx2.Client(base_url=start, follow_redirects=True, timeout=180) as browser:
        browser.post("/enter", data={"token": token, "by": by})
        page = browser.get("/mark/reflection")
        while ", 0 to mark" not in page.text:
            if 'name="points-why" value=""' in page.text:  # nobody was quicker meanwhile
                taken += _takes(browser, page, by)
            page = browser.get("/mark/reflection")
    return taken


def test_nothing_is_lost_and_nothing_is_there_twice(
    course: Path, place: str, tmp_path: Path
) -> None:
    book = open_gradebook(Path(place) if place.startswith("/") else place)
    for number in range(ANSWERS):
        book.add(handed_in(f"s{number}", answer=f"Answer {number}."), key="k", recorded=NOON)
    submissions = tmp_path / "class"
    for name, code in CLASS.items():
        (submissions / name).mkdir(parents=True)
        (submissions / name / "running_mean.py").write_text(code, encoding="utf-8")
    with (
        _serving(course, place) as link,
        ThreadPoolExecutor(2) as people,
        _grade(course, place, *_batch(submissions)) as batch,
    ):
        taken = [people.submit(_mark_all, link, by) for by in ("amy", "bea")]
        assert batch.stdout is not None
        announced = [batch.stdout.readline().split()[0] for _ in range(2)]
        batch.kill()
        counts = {by: each.result() for by, each in zip(("amy", "bea"), taken, strict=True)}
    assert announced == ["b0", "b1"]
    (submissions / "b2" / "running_mean.py").write_text(RIGHT, encoding="utf-8")
    again = grade_here(
        *_batch(submissions), at=course, environment={"TENSORGRADE_GRADEBOOK": place}
    )
    assert "(1 judged now, 2 unchanged)" in again.stdout, again.stderr
    assert [len(book.history("tiny", name)) for name in CLASS] == [1, 1, 1]
    assert len(book.latest_entries("tiny")) == ANSWERS + len(CLASS)
    decided = [kept.decision for kept in book.decisions("tiny")]
    marks = [each for each in decided if isinstance(each, RubricEntry)]
    assert Counter((each.student, each.criterion) for each in marks) == {
        (f"s{number}", criterion): 1
        for number in range(ANSWERS)
        for criterion in ("why", "example", None)
    }
    by = Counter(each.by for each in marks)
    assert by == Counter({name: 3 * number for name, number in counts.items() if number})
    book.close()
