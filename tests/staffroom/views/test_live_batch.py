"""The page of a running batch, and what is sent to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient
from support.classes import NOON
from support.results import EVIL

from grader.errors import GradebookError
from grader.files.templates import shipped_templates_folder
from grader.gradebook import Gradebook
from grader.marking.anonymous import anonymous_id
from grader.model import BatchEnd, BatchProgress, HeldWork
from grader.staffroom.live_class import StaffRoom
from grader.staffroom.rendering import StaffPages
from grader.staffroom.sessions import Sessions
from grader.staffroom.views import live_batch as view
from grader.staffroom.views.live_batch import BatchPage

SignIn = Callable[..., TestClient]
MINUTE = timedelta(minutes=1)
EVIL_TEXT = EVIL.replace("\ud800", "")


def say(book: Gradebook, **more: Any) -> None:
    plain = {"key": "one", "by": "bea", "began": NOON - 2 * MINUTE, "said": NOON, "total": 8}
    book.report_progress(BatchProgress(assignment="tiny", **{**plain, **more}))


def test_without_a_batch_it_says_so(sign_in: SignIn) -> None:
    assert "No batch runs" in sign_in().get("/batch").text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            {"done": 5, "judged": 4, "judging": ("ada", "bob")},
            ["running", "bea", "5 of 8 submissions done, 2 a minute, about 2 minutes left", "ada"],
        ),
        ({"done": 5}, ["5 of 8 submissions done"]),
        (
            {"done": 3, "held": 1, "held_work": (HeldWork(submission="eve", why="no file"),)},
            ["1 held", "eve", "no file"],
        ),
        ({"held": 90}, ["90 held", "the latest 0"]),
        (
            {"said": NOON - MINUTE},
            ["silent", "nothing was heard for 1 minute: it was killed", "run the same"],
        ),
        ({"end": BatchEnd.FINISHED, "done": 8}, ["finished", "8 of 8"]),
        ({"end": BatchEnd.INTERRUPTED}, ["then somebody interrupted it"]),
        ({"end": BatchEnd.FAILED, "trouble": "no such task"}, ["then it stopped: no such task"]),
        ({"total": 0}, ["0 of 0 submissions done"]),
    ],
)
def test_how_it_goes_is_told(
    sign_in: SignIn, book: Gradebook, said: dict[str, Any], told: list[str]
) -> None:
    say(book, **said)
    text = sign_in().get("/batch").text
    assert [each for each in told if each not in text] == []


def test_who_sees_no_names_sees_none_here(
    sign_in: SignIn, book: Gradebook, place: StaffRoom
) -> None:
    held = (HeldWork(submission="bob", why="no"),)
    say(book, judging=("ada",), held=1, held_work=held)
    browser = sign_in()
    text = browser.get("/batch").text
    key = text.split('name="form_key" value="')[1].split('"')[0]
    hidden = browser.post("/anonymous", data={"form_key": key, "here": "/batch"}).text
    assert "ada" not in hidden and ">bob<" not in hidden
    assert anonymous_id(place.assignment, "ada") in hidden


def test_names_and_reasons_are_text(sign_in: SignIn, book: Gradebook) -> None:
    held = (HeldWork(submission=EVIL_TEXT, why=EVIL_TEXT),)
    say(book, by=EVIL_TEXT, judging=(EVIL_TEXT,), held=1, held_work=held)
    text = sign_in().get("/batch").text
    assert "<script>alert" not in text and "\x1b" not in text and "&lt;script&gt;" in text


@pytest.mark.parametrize("path", ["/batch", "/batch/now", "/alive"])
def test_nobody_without_a_session_is_told(place: StaffRoom, sign_in: SignIn, path: str) -> None:
    browser = sign_in()
    browser.cookies.clear()
    assert browser.get(path).status_code == 401


class Page:
    """The page of the class's batches, whose stream is read event by event."""

    def __init__(self, place: StaffRoom) -> None:
        self.ending = False
        self.sessions = Sessions()
        self.session = self.sessions.begin("amy")
        pages = StaffPages((shipped_templates_folder(),))
        self.page = BatchPage(pages, place, self.sessions, lambda: self.ending)

    def events(self) -> AsyncIterator[bytes]:
        return self.page._send_events(self.session)


@pytest.fixture
def page(place: StaffRoom, monkeypatch: pytest.MonkeyPatch) -> Page:
    monkeypatch.setattr(view, "LOOK", 0.001)
    monkeypatch.setattr(view, "HEARD", 0.01)
    monkeypatch.setattr("grader.runs.batches.at_work.FRESH", timedelta(0))
    return Page(place)


def test_what_is_new_is_sent_and_nothing_twice(page: Page, book: Gradebook) -> None:
    async def follow() -> list[bytes]:
        events = page.events()
        heard = [await anext(events)]
        say(book, done=1)
        heard.append(await anext(events))
        heard.append(await anext(events))
        say(book, done=2)
        heard.append(await anext(events))
        return heard

    none, first, alive, second = asyncio.run(follow())
    assert none.startswith(b"event: batch\ndata: ") and b"No batch runs" in none
    assert b"1 of 8" in first and b"2 of 8" in second
    assert alive == b"event: alive\ndata: \n\n"
    assert all(line.startswith(b"data: ") for line in second.strip().split(b"\n")[1:])


@pytest.mark.parametrize("over", ["signed out", "the server ends"])
def test_the_stream_ends(page: Page, over: str) -> None:
    async def follow() -> int:
        number = 0
        async for _ in page.events():
            number += 1
            if over == "signed out":
                page.sessions.end(page.session)
            else:
                page.ending = True
        return number

    assert asyncio.run(follow()) == 1


def test_a_gradebook_that_does_not_answer_is_told_and_looked_at_again(
    page: Page, book: Gradebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(assignment: str) -> list[BatchProgress]:
        raise GradebookError("the server does not answer")

    async def follow() -> list[bytes]:
        events = page.events()
        with monkeypatch.context() as patched:
            patched.setattr(book, "progress", broken)
            heard = [await anext(events)]
        return [*heard, await anext(events)]

    trouble, after = asyncio.run(follow())
    assert trouble == b"event: trouble\ndata: the server does not answer\n\n"
    assert after.startswith(b"event: batch\n")


def test_too_many_open_pages_are_refused(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "MOST_STREAMS", 0)
    answer = sign_in().get("/batch/now")
    assert answer.status_code == 503 and "close one" in answer.text
