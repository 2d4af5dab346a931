"""Requests for a second look on the pages: written down, listed, answered."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from starlette.testclient import TestClient
from support.classes import answered, asked
from support.results import EVIL

from grader.gradebook import Gradebook
from grader.marking.anonymous import anonymous_id
from grader.model import Override, RegradeAnswer, RegradeRequest
from grader.staffroom.live_class import StaffRoom

SignIn = Callable[..., TestClient]


@pytest.fixture
def path(place: StaffRoom) -> str:
    return f"/submission/{anonymous_id(place.assignment, 'ada')}"


def _form(page: str, what: str, **fields: str) -> dict[str, str]:
    hidden = dict(re.findall(r'name="(form_key|seen|judged)" value="([^"]*)"', page))
    return {**hidden, "what": what, "task": "running_mean", **fields}


def test_a_request_is_written_down_listed_and_answered(
    sign_in: SignIn, book: Gradebook, path: str
) -> None:
    browser = sign_in("amy")
    page = browser.post(path, data=_form(browser.get(path).text, "ask", reason="Row 3 is right."))
    assert "Row 3 is right." in page.text and "Answer about running_mean" in page.text
    listed = browser.get("/requests").text
    assert f'href="{path}">ada</a> running_mean' in listed and "1 open, of 1" in listed
    said = _form(page.text, "answer", reason="So it is.", outcome="points", points="3")
    assert "So it is." in browser.post(path, data=said).text
    assert "0 open, of 1" in browser.get("/requests").text
    assert "So it is." in browser.get("/requests?all").text
    kept = [each.decision for each in book.decisions("tiny")]
    assert [type(each) for each in kept] == [RegradeRequest, Override, RegradeAnswer]
    assert [each.points for each in kept if isinstance(each, Override)] == [Decimal(3)]


@pytest.mark.parametrize(
    ("what", "fields", "told"),
    [
        ("ask", {"reason": " "}, "reason is empty"),
        ("ask", {"reason": "My words.", "task": "gone"}, "no task"),
        ("answer", {"reason": "", "outcome": "kept"}, "answer is empty"),
        ("answer", {"reason": "My words.", "outcome": "points", "points": "x"}, "no number"),
        ("answer", {"reason": "My words.", "outcome": "points", "points": "9"}, "from 0 to 4"),
        ("answer", {"reason": "My words.", "task": "rescale"}, "nobody waits"),
    ],
)
def test_what_makes_no_sense_is_told_and_what_was_typed_stays(
    sign_in: SignIn, book: Gradebook, path: str, what: str, fields: dict[str, str], told: str
) -> None:
    book.decide([asked()])
    browser = sign_in()
    page = browser.post(path, data=_form(browser.get(path).text, what, **fields))
    assert page.status_code == 422 and told in page.text and len(book.decisions("tiny")) == 1
    if fields["reason"] == "My words." and fields.get("task") != "rescale":
        assert page.text.count(">My words.</textarea>") == 1


def test_two_who_answer_at_once_are_told(sign_in: SignIn, book: Gradebook, path: str) -> None:
    book.decide([asked()])
    amy, bea = sign_in("amy"), sign_in("bea")
    hers = _form(bea.get(path).text, "answer", reason="No.", outcome="kept")
    amy.post(path, data=_form(amy.get(path).text, "answer", reason="Yes.", outcome="changed"))
    refused = bea.post(path, data=hers)
    assert refused.status_code == 409 and "amy decided on this meanwhile" in refused.text
    assert len(book.decisions("tiny")) == 2
    assert "bea decided on the submission" in amy.get("/").text


def test_hostile_words_are_text_and_hidden_names_stay_hidden(
    sign_in: SignIn, book: Gradebook, path: str
) -> None:
    evil = EVIL.replace("\ud800", "")
    book.decide([asked(reason=f"{evil} says ada"), answered(answer=evil), asked(reason="ada asks")])
    browser = sign_in()
    key = _form(browser.get(path).text, "")["form_key"]
    for address in ("/requests?all", path):
        text = browser.get(address).text
        assert "<script>alert" not in text and "\x1b" not in text and "says ada" in text
    browser.post("/anonymous", data={"here": "/", "form_key": key})
    for address in ("/requests?all", path):
        text = browser.get(address).text
        assert "ada" not in text.split("<main>")[1]
