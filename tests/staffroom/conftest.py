"""A class with written answers, and browsers that are signed in."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest
from starlette.testclient import TestClient
from support.classes import NOON, handed_in
from support.courses import tiny
from support.memory_gradebook import MemoryGradebook

from grader.files.templates import shipped_templates_folder
from grader.gradebook import Gradebook
from grader.model import Course
from grader.runs.batches.judging_anew import JudgingAnew
from grader.staffroom.app import make_app
from grader.staffroom.live_class import StaffRoom
from grader.staffroom.sessions import Sessions

SignIn = Callable[..., TestClient]
# In place of `grade batch`: judging anew fails with a sentence.
FAILS = (sys.executable, "-c", "import sys; sys.exit('grade: no room')")
NAMES = ("ada", "bob", "cyn", "dan")


@pytest.fixture
def book() -> Iterator[Gradebook]:
    made = MemoryGradebook()
    for name in NAMES:
        made.add(handed_in(name, answer=f"I am *{name}*."), key="k", recorded=NOON, by="batch")
    yield made
    made.close()


@pytest.fixture
def sessions() -> Sessions:
    return Sessions()


@pytest.fixture
def place(book: Gradebook) -> StaffRoom:
    assignment = tiny()
    return StaffRoom(
        course=Course(folder=assignment.folder.parent.parent),
        assignment=assignment,
        gradebook=book,
        roster=lambda: None,
        templates=(shipped_templates_folder(),),
        now=lambda: NOON,
        anew=JudgingAnew(FAILS, {}, book, assignment.id),
    )


@pytest.fixture
def sign_in(place: StaffRoom, sessions: Sessions) -> SignIn:
    """Signs somebody in, each in a browser of their own."""
    app = make_app(place, sessions)

    def enter(by: str = "amy", *, base_url: str = "http://127.0.0.1") -> TestClient:
        browser = TestClient(app, base_url=base_url)
        browser.post("/enter", data={"token": sessions.token, "by": by})
        return browser

    return enter
