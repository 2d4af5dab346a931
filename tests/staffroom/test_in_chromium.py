"""The pages in a real browser: marking by keyboard alone, two browsers, a hostile text, a phone."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from support.classes import NOON, asked, handed_in, hold, tiny_course
from support.courses import TINY
from support.results import EVIL, check, picture, task

from grader.evidence.evidence_folder import evidence_folder
from grader.gradebook.sqlite import SqliteGradebook
from grader.model import (
    BatchEnd,
    BatchProgress,
    HeldWork,
    Outcome,
    Place,
    Result,
    RubricEntry,
    Submission,
    SubmittedFile,
)
from grader.nouns import replace

CHROMIUM = shutil.which("chromium")
ANSWERS = 20
PATIENCE = 180_000.0  # milliseconds: a busy machine is slow and nothing else
HOSTILE = EVIL.replace("\ud800", "") + "\n\n<img src=x onerror=alert(1)>"

HOSTILE_BATCH = BatchProgress(
    key="hostile",
    assignment="tiny",
    by=HOSTILE,
    began=NOON,
    said=NOON,
    total=1,
    held=1,
    held_work=(HeldWork(submission=HOSTILE, why=HOSTILE),),
    end=BatchEnd.FAILED,
    trouble=HOSTILE,
)
WRONG: list[str] = []


@pytest.fixture(autouse=True)
def nothing_goes_wrong() -> Iterator[None]:
    """No page has an error in a script, runs one that is not ours, or meets its own policy."""
    WRONG.clear()
    yield
    assert WRONG == []


pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed here")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tiny_course(tmp_path_factory.mktemp("course") / "course")
    book = SqliteGradebook(folder / "gradebook.sqlite")
    for number in range(ANSWERS):
        book.add(handed_in(f"s{number:02}", answer=f"Answer {number}."), key="k", recorded=NOON)
    book.add(handed_in("eve", answer=None, rescale="0"), key="k", recorded=NOON)
    for result in _alike(_with_code(folder)):
        book.add(result, key="k", recorded=NOON)
    book.close()
    return folder


def _with_code(folder: Path) -> Result:
    """Keep code of zed's, and return a result whose check points into it and drew numbers."""
    code = SubmittedFile(name="rescale.py", content=HOSTILE.encode() + b"\n" + b"x = 1\n" * 60)
    work = Submission(name="zed", files=(code,))
    evidence_folder(folder / "gradebook.sqlite").keep("tiny", work, ["rescale"], b"answers")
    result = handed_in("zed", answer=None, digest=work.digest)
    bad = replace(
        check("rescale::one", Outcome.FAILED, possible=Decimal(5), earned=Decimal(0)),
        title="Another scale, with a title that is as long as few are, and goes on and on",
        place=Place(file="rescale.py", line=50),
        pictures=(picture(),),
    )
    tasks = [task("rescale", bad) if each.id == "rescale" else each for each in result.tasks]
    return replace(result, tasks=tuple(tasks))


def _alike(result: Result) -> list[Result]:
    """The result, and the same of another: a cluster with a long title to choose in the list."""
    other = replace(result, submission=replace(result.submission, name="yan"))
    return [result, other]


@contextmanager
def _serving(course: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run `grade serve` as long as the block lasts; give the link that it prints."""
    command = [sys.executable, "-m", "grader", "serve", "--by", "amy", "--trust-submissions"]
    with subprocess.Popen(
        [*command, *options], cwd=course, stdout=subprocess.PIPE, text=True
    ) as serving:
        assert serving.stdout is not None
        yield serving.stdout.readline().strip(), serving
        serving.terminate()


@pytest.fixture(scope="module")
def link(course: Path) -> Iterator[str]:
    """The link that `grade serve` prints."""
    with _serving(course) as (link, _):
        yield link


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


def _enter(chromium: Browser, link: str, by: str, *, width: int = 1200) -> Page:
    """Open the link in a browser of somebody's own; what scripts do wrong goes into `WRONG`."""
    page = chromium.new_context(viewport={"width": width, "height": 900}).new_page()
    page.context.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: WRONG.append(str(error)))
    page.on("dialog", lambda dialog: WRONG.append(f"a script ran: {dialog.message}"))
    page.on("console", lambda said: WRONG.append(said.text) if "Policy" in said.text else None)
    page.goto(link)
    page.fill("#by", by)
    page.press("#by", "Enter")
    page.wait_for_url("**/")
    return page


def _marks(course: Path) -> list[RubricEntry]:
    book = SqliteGradebook(course / "gradebook.sqlite")
    kept = [each.decision for each in book.decisions("tiny")]
    book.close()
    return [each for each in kept if isinstance(each, RubricEntry)]


def test_twenty_answers_are_marked_by_keyboard_alone(
    chromium: Browser, link: str, course: Path
) -> None:
    page = _enter(chromium, link, "amy")
    page.goto(f"{link.split('/enter')[0]}/mark/reflection")
    for number in range(ANSWERS):
        assert f"{ANSWERS - number} to mark" in page.inner_text("main")
        page.keyboard.press("1")
        page.keyboard.press("2")
        page.keyboard.press("2")  # the second criterion gets 0
        if number == 0:
            page.keyboard.press("c")
            page.keyboard.type("Say why.")
            page.keyboard.press("Escape")
        elif number == 1:
            page.keyboard.press("Shift+Digit1")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    assert "0 to mark" in page.inner_text("main")
    marks = _marks(course)
    assert len([each for each in marks if each.criterion == "why" and each.points == 2]) == ANSWERS
    assert len([each for each in marks if each.points == 0]) == ANSWERS
    assert [each.comment for each in marks if each.criterion is None] == ["Say why."] * 2
    before = page.url
    with page.expect_navigation():
        page.keyboard.press("n")
    with page.expect_navigation():
        page.keyboard.press("p")
    assert page.url == before


def test_two_browsers_at_one_answer(chromium: Browser, link: str) -> None:
    amy, bea = _enter(chromium, link, "amy"), _enter(chromium, link, "bea")
    amy.goto(f"{link.split('/enter')[0]}/mark/reflection")
    bea.goto(amy.url)
    for page, digit in ((amy, "1"), (bea, "2")):
        page.keyboard.press(digit)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    assert "amy decided on this meanwhile" in bea.inner_text("[role=alert]")
    amy.reload()
    assert "bea marked the answer" in amy.inner_text("[role=status]")


@pytest.mark.parametrize("width", [1200, 360])
def test_a_hostile_submission_is_text_on_every_page_and_nothing_is_cut(
    chromium: Browser, link: str, course: Path, width: int
) -> None:
    book = SqliteGradebook(course / "gradebook.sqlite")
    book.add(handed_in(f"{HOSTILE} {width}", answer=HOSTILE), key="k", recorded=NOON)
    book.decide([asked(student=f"{HOSTILE} {width}", reason=HOSTILE)])
    book.decide([hold(f"{HOSTILE} {width}", reason=HOSTILE)])
    book.report_progress(HOSTILE_BATCH)
    book.close()
    page = _enter(chromium, link, "amy", width=width)
    start = link.split("/enter")[0]
    page.goto(f"{start}/?search=alert&order=name")
    inside = page.locator("tbody a").first.get_attribute("href") or ""
    key = inside.rsplit("/", 1)[1]
    for address in ("/", inside, f"/mark/reflection/{key}", "/report", "/requests", "/batch"):
        page.goto(start + address)
        assert page.locator("main script, main img").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


@pytest.mark.parametrize("width", [1200, 360])
def test_code_and_drawings_are_seen_and_linked(chromium: Browser, link: str, width: int) -> None:
    page = _enter(chromium, link, "amy", width=width)
    page.goto(f"{link.split('/enter')[0]}/?search=zed")
    page.locator("tbody a").click()
    page.wait_for_url("**/submission/*")
    line = page.locator("svg path[stroke*=--mine]").first
    assert line.evaluate("each => getComputedStyle(each).stroke") == "rgb(213, 94, 0)"
    assert page.locator("main script, main img").count() == 0
    page.get_by_role("link", name="rescale.py:50").click()
    assert "marked" in (page.locator(".line:target").get_attribute("class") or "")
    details = page.locator("details.check")
    details.evaluate("each => { each.open = false; }")
    page.locator(".told a").click()
    page.locator("details.check[open]").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _batch(course: Path, submissions: Path) -> subprocess.Popen[bytes]:
    """Begin a batch of a task in NumPy; it is ended with the test."""
    options = ["--only", "running_mean", "--trust-submissions", "-j", "1", "-o", "out"]
    return subprocess.Popen(
        [sys.executable, "-m", "grader", "batch", str(submissions), *options],
        cwd=course,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_a_batch_is_watched(chromium: Browser, link: str, course: Path, tmp_path: Path) -> None:
    right = (TINY.solutions / "tiny" / "running_mean.py").read_text(encoding="utf-8")
    endless = "import time\ndef running_mean(*a, **k):\n    time.sleep(1e6)\n"
    for name, code in (("ada", right), ("zoe", endless)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "running_mean.py").write_text(code, encoding="utf-8")
    page = _enter(chromium, link, "amy")
    page.click("text=Batch")
    page.wait_for_selector("h1:has-text('Batch')")
    with _batch(course, tmp_path) as batch:
        page.wait_for_selector("h2:has-text('running')")
        page.wait_for_selector("p:has-text('being judged: zoe')")
        assert "1 of 2 submissions done" in page.inner_text("#batches")
        batch.send_signal(signal.SIGINT)
        page.wait_for_selector("text=then somebody interrupted it")
    (tmp_path / "zoe" / "running_mean.py").write_text(right, encoding="utf-8")
    with _batch(course, tmp_path):
        page.wait_for_selector("h2:has-text('finished')")
    assert "2 of 2 submissions done" in page.inner_text("#batches")
    page.goto(f"{link.split('/enter')[0]}/?search=zoe")
    page.locator("tbody a").click()
    page.click("text=Judge anew")
    page.wait_for_selector("p:has-text('zoe was judged anew')")
    assert page.locator("#connection").is_hidden()
    page.click("#batches a")
    page.wait_for_url("**/submission/*")
    history = page.locator("ul").last.inner_text()
    assert history.count("judged") == 2 and history.startswith("20") and "by amy" in history


def test_who_comes_back_to_an_old_page_is_told_and_a_gone_server_loses_nothing(
    chromium: Browser, link: str, course: Path
) -> None:
    page = _enter(chromium, link, "amy")
    page.goto(f"{link.split('/enter')[0]}/?search=s05")
    page.get_by_role("link", name="s05").click()
    page.get_by_role("link", name="Mark this answer").click()
    page.wait_for_url("**/mark/**")  # and until its scripts have run
    comment = page.locator("#comment")
    comment.fill("Typed before.")
    book = SqliteGradebook(course / "gradebook.sqlite")
    book.add(handed_in("s05", answer="Handed in again."), key="k2", recorded=NOON)
    book.close()
    page.evaluate("() => { window.dispatchEvent(new Event('focus')); }")
    page.locator("#older").wait_for(state="visible")
    page.context.set_offline(True)
    page.locator("#save").click()
    page.locator("#gone").wait_for(state="visible")
    assert comment.input_value() == "Typed before."
    page.context.set_offline(False)  # then it is sent by itself
    page.locator("main > [role=alert]").wait_for()
    assert "judged again since" in page.inner_text("main > [role=alert]")
    assert page.locator("#comment").input_value() == "Typed before."


def test_what_was_typed_outlives_the_server(chromium: Browser, tmp_path: Path) -> None:
    course = tiny_course(tmp_path / "course")
    book = SqliteGradebook(course / "gradebook.sqlite")
    book.add(handed_in("ada", answer="Because."), key="k", recorded=NOON)
    book.close()
    with _serving(course) as (link, server):
        page = _enter(chromium, link, "amy")
        start = link.split("/enter")[0]
        watching = page.context.new_page()
        watching.goto(f"{start}/batch")
        page.goto(f"{start}/mark/reflection")
        page.keyboard.press("1")
        page.keyboard.press("2")
        page.fill("#comment", "Mine.")
        server.kill()
        server.wait()
    page.press("#comment", "Control+Enter")
    page.wait_for_selector("#gone", state="visible")
    watching.wait_for_selector("text=The connection was lost")
    page.fill("#comment", "Mine, and more.")
    with _serving(course, "--port", start.rsplit(":", 1)[1]) as (link, _):
        page.wait_for_selector("#signed-out", state="visible")
        again = page.context.new_page()
        again.goto(link)
        again.fill("#by", "amy again")
        again.press("#by", "Enter")
        page.wait_for_selector("text=0 to mark")
        watching.wait_for_selector("#connection", state="hidden")
        assert "No batch runs" in watching.inner_text("#batches")
    marks = _marks(course)
    assert [str(each.points) for each in marks if each.criterion] == ["2", "1"]
    assert [each.comment for each in marks if each.criterion is None] == ["Mine, and more."]
    assert {each.by for each in marks} == {"amy again"}
