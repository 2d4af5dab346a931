"""A gradebook that does not answer is one sentence, and nothing that somebody typed is lost."""

import re
from collections.abc import Callable, Sequence

import pytest
from starlette.testclient import TestClient
from support.classes import NOON, handed_in
from support.memory_gradebook import MemoryGradebook
from support.results import EVIL

from grader.errors import GradebookError
from grader.gradebook.contract import Reach
from grader.marking.anonymous import anonymous_id
from grader.model import Decision, Override, RegradeRequest, RubricEntry
from grader.staffroom.live_class import StaffRoom

SignIn = Callable[..., TestClient]
LOCKED = "gradebook.sqlite: another program holds the gradebook; try again"


class LockedBook(MemoryGradebook):
    """Refuses to write while it is locked, and to read too while it is broken."""

    locked = broken = False

    def decide(self, decisions: Sequence[Decision], *, after: int | None = None) -> None:
        if self.locked:
            raise GradebookError(LOCKED)
        super().decide(decisions, after=after)

    def reach(self, assignment: str) -> Reach:
        if self.broken:
            raise GradebookError(LOCKED)
        return super().reach(assignment)


@pytest.fixture
def book() -> LockedBook:
    made = LockedBook()
    made.add(handed_in("ada"), key="k", recorded=NOON)
    return made


FORMS: dict[str, tuple[str, dict[str, str], type[Decision]]] = {
    "marks": ("/mark/reflection/{key}", {"points-why": "2", "comment": "Mine."}, RubricEntry),
    "points": (
        "/submission/{key}",
        {"what": "override", "task": "rescale", "points": "1", "reason": "Mine."},
        Override,
    ),
    "a request": (
        "/submission/{key}",
        {"what": "ask", "task": "rescale", "reason": "Mine."},
        RegradeRequest,
    ),
}


@pytest.mark.parametrize("trouble", ["locked", "broken"])
@pytest.mark.parametrize(("path", "fields", "kind"), FORMS.values(), ids=FORMS)
def test_what_was_sent_stands_in_the_page_and_is_sent_again(
    sign_in: SignIn,
    place: StaffRoom,
    book: LockedBook,
    path: str,
    fields: dict[str, str],
    kind: type[Decision],
    trouble: str,
) -> None:
    browser, path = sign_in(), path.format(key=anonymous_id(place.assignment, "ada"))
    page = browser.get(path).text
    hidden = dict(re.findall(r'name="(form_key|seen|judged)" value="([^"]*)"', page))
    setattr(book, trouble, True)
    told = browser.post(path, data={**hidden, **fields})
    assert told.status_code == 503 and LOCKED in told.text and "<pre>Mine.</pre>" in told.text
    assert book.decisions("tiny") == []
    setattr(book, trouble, False)
    again = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', told.text))
    assert browser.post(path, data=again).status_code == 200
    assert kind in {type(kept.decision) for kept in book.decisions("tiny")}
    assert "Mine." in browser.get(path).text


def test_what_was_sent_is_text(sign_in: SignIn, place: StaffRoom, book: LockedBook) -> None:
    browser, path = sign_in(), f"/submission/{anonymous_id(place.assignment, 'ada')}"
    page = browser.get(path).text
    hidden = dict(re.findall(r'name="(form_key|seen|judged)" value="([^"]*)"', page))
    book.locked = True
    evil = EVIL.replace("\ud800", "")
    form = {**hidden, "what": "override", "task": "rescale", "points": "1", "reason": evil}
    told = browser.post(path, data={**form, "<script>alert(2)": "x"}).text
    assert "<script>alert" not in told and "&lt;script&gt;" in told


def test_a_page_that_cannot_be_read_is_one_sentence(sign_in: SignIn, book: LockedBook) -> None:
    browser = sign_in()
    book.broken = True
    for path in ("/", "/report", "/requests", "/revision"):
        answer = browser.get(path)
        assert answer.status_code == 503 and answer.text.startswith(LOCKED)
