"""What every page of a class does with a form: it decides, or says why nothing was decided."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.requests import Request
from support.classes import NOON, handed_in, hold
from support.courses import tiny
from support.memory_gradebook import MemoryGradebook

from grader.errors import CalledWrongly
from grader.files.templates import shipped_templates_folder
from grader.marking.answer import DecidedMeanwhile
from grader.model import Kept
from grader.runs.people.records import KeptRecord, read_kept_class
from grader.staffroom.live_class import Classroom, StaffRoom
from grader.staffroom.rendering import StaffPages
from grader.staffroom.sessions import Sessions, SignedIn
from grader.staffroom.views.freshness import JUDGED_MEANWHILE
from grader.staffroom.views.view import View


@pytest.fixture
def record() -> KeptRecord:
    book = MemoryGradebook()
    book.add(handed_in("ada", student="s1"), key="k", recorded=NOON)
    return read_kept_class(book, tiny(), None).find("ada")


@pytest.fixture
def amy(sessions: Sessions) -> SignedIn:
    return sessions.begin("amy")


@pytest.fixture
def view(place: StaffRoom, sessions: Sessions) -> View:
    return View(StaffPages((shipped_templates_folder(),)), Classroom(place), sessions)


def request(session: SignedIn, **form: str) -> Request:
    """A form that was let in."""
    sent = Request({"type": "http", "method": "POST", "path": "/", "headers": [], "state": {}})
    sent.state.session, sent.state.form = session, form
    return sent


def refuse(error: Exception) -> Callable[[], object]:
    def write() -> object:
        raise error

    return write


def test_a_decision_is_written_once_and_leads_back(
    view: View, amy: SignedIn, record: KeptRecord
) -> None:
    written: list[str] = []
    answer = view._decide(request(amy), record, lambda: written.append("held"), "held it")
    assert (answer, written) == (("", 303), ["held"])


def test_a_form_that_makes_no_sense_is_told_as_it_is(
    view: View, amy: SignedIn, record: KeptRecord
) -> None:
    refused = refuse(CalledWrongly("say why"))
    assert view._decide(request(amy), record, refused, "held it") == ("say why", 422)


def test_nothing_is_written_where_the_work_was_judged_since(
    view: View, amy: SignedIn, record: KeptRecord
) -> None:
    written: list[str] = []
    sent = request(amy, judged="another")
    answer = view._decide(sent, record, lambda: written.append("held"), "held it")
    assert (answer, written) == ((JUDGED_MEANWHILE, 409), [])


def test_of_two_at_the_same_time_both_are_told(
    view: View, sessions: Sessions, amy: SignedIn, record: KeptRecord
) -> None:
    bea = sessions.begin("bea")
    first = DecidedMeanwhile(Kept(number=1, decision=hold("ada", by="bea")))
    sentence, status = view._decide(request(amy), record, refuse(first), "held it")
    assert status == 409 and sentence.startswith("bea decided on this meanwhile")
    assert bea.notices == ["amy held it at the same time as you; yours counts, amy was told so"]
    assert amy.notices == []
