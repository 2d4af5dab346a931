"""The staff's pages of a large class: what each costs the server, and what the server holds."""

from __future__ import annotations

import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import click
from starlette.testclient import TestClient

from benchmarks.machine import machine_line
from grader.config import find_course, load_course_assignment
from grader.evidence.evidence_folder import evidence_folder
from grader.files.templates import shipped_templates_folder
from grader.gradebook.opening import open_gradebook
from grader.gradebook.result_json import from_json
from grader.model import RegradeRequest, Result, Submission, SubmittedFile, TaskStatus
from grader.nouns import replace
from grader.runs.batches.judging_anew import JudgingAnew
from grader.staffroom.app import make_app
from grader.staffroom.live_class import StaffRoom
from grader.staffroom.sessions import Sessions

HERE = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 12, 1, tzinfo=UTC)
MUST_SECONDS = 0.1
WORK = HERE / "tests" / "samples" / "cases"
MORE = b"x = [number ** 2 for number in range(9)]\n"
RIGHT, WRONG = "srn-honest-einsum", "srn-wrong-state-not-carried"


@click.command()
@click.option("--size", default=1000, show_default=True, help="Submissions in the class.")
@click.option("-n", "runs", default=9, show_default=True, help="Times each page is asked for.")
def pages(size: int, runs: int) -> None:
    """Each page of the staff's room, for a class of the `rnn` homework."""
    course = find_course(HERE)
    assert course is not None
    assignment = load_course_assignment(course, "rnn")
    with tempfile.TemporaryDirectory() as name:
        book = open_gradebook(Path(name) / "gradebook.sqlite")
        class_, work = _class(size), _long_work()
        evidence = evidence_folder(Path(name) / "gradebook.sqlite")
        evidence.keep("rnn", work, ["srn"], b"answers")
        first = replace(class_[0].submission, digest=work.digest)
        class_[0] = replace(class_[0], submission=first)
        for number, result in enumerate(class_):
            book.add(result, key=str(number), recorded=NOW, by="batch")
        book.decide([_request(number) for number in range(0, size, 10)])
        sessions = Sessions()
        room = StaffRoom(
            course=course,
            assignment=assignment,
            gradebook=book,
            roster=lambda: None,
            templates=(shipped_templates_folder(),),
            evidence=evidence,
            now=lambda: datetime.now(UTC),
            anew=JudgingAnew((), {}, book, assignment.id),
        )
        before = _peak_mib()
        browser = TestClient(make_app(room, sessions), base_url="http://127.0.0.1")
        began = time.perf_counter()
        browser.post("/enter", data={"token": sessions.token, "by": "amy"})
        click.echo(f"the first page, which reads the class  {time.perf_counter() - began:.2f} s")
        for label, path in _paths(browser).items():
            times = [_seconds(browser, path) for _ in range(runs)]
            click.echo(
                f"{label:<38} {1000 * statistics.median(times):.0f} ms"
                f" (median of {runs}; at most {1000 * MUST_SECONDS:.0f})"
            )
        marks = [_mark(browser) for _ in range(runs)]
        click.echo(f"{'a mark, and the next answer':<38} {1000 * statistics.median(marks):.0f} ms")
        click.echo(f"memory for {size} submissions  {_peak_mib() - before:.0f} MiB")
        book.close()
    click.echo(machine_line())


def _class(size: int) -> list[Result]:
    """Results of real work under so many names, each with a written answer; a third fails alike."""
    right, wrong = (_judged(WORK / name) for name in (RIGHT, WRONG))
    return [_named(wrong if number % 3 == 0 else right, number) for number in range(size)]


def _judged(work: Path) -> Result:
    """A result of a folder of work, with the digest of its files."""
    command = [sys.executable, "-m", "grader", "one", str(work), "--assignment", "rnn", "--json"]
    done = subprocess.run(command, cwd=HERE, capture_output=True, check=False)
    judged = from_json(json.dumps(json.loads(done.stdout)).encode())
    tasks = tuple(
        replace(task, status=TaskStatus.AWAITING, earned=None, answer="It *forgets*. " * 100)
        if task.id == "answers"
        else task
        for task in judged.tasks
    )
    return replace(judged, tasks=tasks)


def _named(result: Result, number: int) -> Result:
    return replace(result, submission=replace(result.submission, name=f"s{number:04}"))


def _long_work() -> Submission:
    """The wrong work with as much more code as a page shows."""
    files = [
        SubmittedFile(name=path.name, content=path.read_bytes())
        for path in sorted((WORK / WRONG).iterdir())
        if path.is_file()
    ]
    more = SubmittedFile(
        name="more.py", content=b"x = [number ** 2 for number in range(9)]\n" * 5000
    )
    return Submission(name="s0000", files=(*files, more))


def _request(number: int) -> RegradeRequest:
    return RegradeRequest(
        assignment="rnn",
        student=f"s{number:04}",
        task="srn",
        reason="I only mixed up rows and columns.",
        by="amy",
        recorded=NOW,
    )


def _paths(browser: TestClient) -> dict[str, str]:
    listed = browser.get("/").text
    submission = re.findall(r'href="(/submission/\w+)"', listed)[0]
    cluster = re.findall(r'<option value="([0-9a-f]{8})"', listed)[0]
    return {
        "the class": "/",
        "the class, searched and sorted": "/?search=s09&order=points&state=awaiting",
        "the class, filtered by who fails alike": f"/?cluster={cluster}&task=srn&state=graded",
        "a submission with its code": submission,
        "requests for a second look": "/requests",
        "whether a page is older": "/revision",
        "an answer to mark": browser.get("/mark/answers").url.path,
        "the report": "/report",
        "the batches": "/batch",
    }


def _mark(browser: TestClient) -> float:
    """Mark the first answer that waits, and give the seconds until the next is there."""
    page = browser.get("/mark/answers")
    form = page.text.split('id="marks"')[1]
    fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
    points = {name: "0" for name in fields if name.startswith("points-")}
    began = time.perf_counter()
    browser.post(page.url.path, data={**fields, **points})
    return time.perf_counter() - began


def _seconds(browser: TestClient, path: str) -> float:
    began = time.perf_counter()
    answer = browser.get(path)
    if answer.status_code != 200:
        raise click.ClickException(f"{path} answered {answer.status_code}: {answer.text[:500]}")
    return time.perf_counter() - began


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
