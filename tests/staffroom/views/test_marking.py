"""Marking written answers: by rubric, anonymously, by two people at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from starlette.testclient import TestClient
from support.classes import NOON, handed_in
from support.results import EVIL

from grader.gradebook import Gradebook
from grader.marking.anonymous import anonymous_id
from grader.model import RubricEntry
from grader.staffroom.live_class import StaffRoom

SignIn = Callable[..., TestClient]


def _form(text: str, **fields: str) -> dict[str, str]:
    """The form of a marking page as it stands there, with some fields filled in."""
    form = text.split('id="marks"')[1].split("</form>")[0]
    values = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]* value="([^"]*)"', form))
    return {**values, "comment": "", **fields}


def _entries(book: Gradebook) -> list[RubricEntry]:
    return [
        kept.decision for kept in book.decisions("tiny") if isinstance(kept.decision, RubricEntry)
    ]


def test_the_answers_come_one_after_the_other_until_none_waits(
    sign_in: SignIn, book: Gradebook
) -> None:
    browser = sign_in("amy")
    page = browser.get("/mark/reflection")
    for waiting in (4, 3, 2, 1):
        assert f"{waiting} to mark" in page.text
        form = _form(page.text, **{"points-why": "2", "points-example": "1"})
        page = browser.post(page.url.path, data=form)
    assert "0 to mark" in page.text
    given = _entries(book)
    assert len(given) == 8 and {each.by for each in given} == {"amy"}
    assert {(each.criterion, each.points) for each in given} == {
        ("why", Decimal(2)),
        ("example", Decimal(1)),
    }


def test_what_is_so_already_is_not_written_again(sign_in: SignIn, book: Gradebook) -> None:
    browser = sign_in()
    page = browser.get("/mark/reflection")
    path, form = page.url.path, _form(page.text, **{"points-why": "2", "comment": "Good."})
    browser.post(path, data=form)
    assert len(_entries(book)) == 2
    again = browser.get(path)
    assert 'value="2"' in again.text and "Good." in again.text
    browser.post(path, data=_form(again.text, comment="Good."))
    assert len(_entries(book)) == 2
    browser.post(path, data=_form(browser.get(path).text, **{"points-why": "", "comment": "Good."}))
    assert [each.points for each in _entries(book)][-1] is None


def test_two_at_one_answer_are_both_told_and_nobody_is_overwritten(
    sign_in: SignIn, book: Gradebook
) -> None:
    amy, bea = sign_in("amy"), sign_in("bea")
    page = amy.get("/mark/reflection")
    path = page.url.path
    hers = _form(bea.get(path).text, **{"points-why": "0", "comment": "No."})
    amy.post(path, data=_form(page.text, **{"points-why": "2"}))
    refused = bea.post(path, data=hers)
    assert refused.status_code == 409
    assert "amy decided on this meanwhile" in refused.text
    assert 'value="0"' in refused.text and "No." in refused.text, "what she wrote is still there"
    assert [each.by for each in _entries(book)] == ["amy"]
    assert "bea marked the answer" in amy.get("/").text
    assert "bea marked the answer" not in amy.get("/").text, "told once"
    bea.post(path, data=_form(refused.text, comment="No."))
    assert [each.by for each in _entries(book)] == ["amy", "bea", "bea"]


def test_two_at_two_answers_do_not_stand_in_each_other_s_way(
    sign_in: SignIn, book: Gradebook
) -> None:
    amy, bea = sign_in("amy"), sign_in("bea")
    first = amy.get("/mark/reflection")
    second = bea.get(re.findall(r'id="next" href="([^"]+)"', first.text)[0])
    amy.post(first.url.path, data=_form(first.text, **{"points-why": "2"}))
    bea.post(second.url.path, data=_form(second.text, **{"points-why": "1"}))
    assert [each.by for each in _entries(book)] == ["amy", "bea"]


@pytest.mark.parametrize("points", ["3", "-1", "two", "1e9", "NaN"])
def test_points_that_a_criterion_does_not_have_are_refused_and_stay_in_the_field(
    sign_in: SignIn, book: Gradebook, points: str
) -> None:
    browser = sign_in()
    page = browser.get("/mark/reflection")
    form = _form(page.text, **{"points-why": points, "points-example": "1"})
    answer = browser.post(page.url.path, data=form)
    assert answer.status_code == 422
    assert "is no number from 0 to 2" in answer.text and f'value="{points}"' in answer.text
    assert _entries(book) == []


def test_names_can_be_hidden_and_nothing_else_tells_them(
    sign_in: SignIn, place: StaffRoom, book: Gradebook
) -> None:
    browser = sign_in()
    shown = browser.get("/mark/reflection")
    key = shown.text.split('name="form_key" value="')[1].split('"')[0]
    browser.post("/anonymous", data={"form_key": key, "here": "/"})
    for page in ("/", "/mark/reflection"):
        text = browser.get(page).text
        for name in ("bob", "cyn", "dan"):
            answers = text.replace(f"I am <em>{name}</em>.", "")
            assert name not in answers
    assert anonymous_id(place.assignment, "ada") in browser.get("/").text


def test_a_hostile_answer_is_text(sign_in: SignIn, book: Gradebook) -> None:
    bad = f"{EVIL}\n\n[click](javascript:alert(1)) ![x](http://evil.example/x.png)\n\n<img src=x>"
    for name in ("ada", "bob", "cyn", "dan"):
        book.add(handed_in(name, answer=bad), key="k", recorded=NOON)
    page = sign_in().get("/mark/reflection").text
    article = page.split('aria-label="The answer"')[1].split("</article>")[0]
    assert (
        "<script" not in article
        and "<img" not in article
        and "javascript:" not in re.sub(r">[^<]*<", "><", article)
    )
    assert "&lt;script&gt;" in article and "\x1b" not in page


def test_comments_that_were_used_are_offered(sign_in: SignIn) -> None:
    browser = sign_in()
    page = browser.get("/mark/reflection")
    said = _form(page.text, **{"points-why": "1", "comment": 'Say "why" <b>more</b>.'})
    page = browser.post(page.url.path, data=said)
    assert "data-comment=" in page.text and "<b>more" not in page.text


@pytest.mark.parametrize("page", ["/mark/rescale", "/mark/nothing", "/mark/reflection/0123456789"])
def test_what_is_not_there_is_said(sign_in: SignIn, page: str) -> None:
    answer = sign_in().get(page)
    assert answer.status_code == 404 and 'role="alert"' in answer.text
