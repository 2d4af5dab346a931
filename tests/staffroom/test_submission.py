"""One submission: what is shown, and decisions on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from starlette.testclient import TestClient
from support.classes import NOON, handed_in
from support.results import EVIL, check, task

from grader.gradebook import Gradebook
from grader.marking.anonymous import anonymous_id
from grader.model import Outcome, Override
from grader.staffroom.live_class import StaffRoom

SignIn = Callable[..., TestClient]


@pytest.fixture
def path(place: StaffRoom) -> str:
    return f"/submission/{anonymous_id(place.assignment, 'ada')}"


def _form(text: str, **fields: str) -> dict[str, str]:
    key = text.split('name="form_key" value="')[1].split('"')[0]
    seen = re.findall(r'name="seen" value="(\d+)"', text)[0]
    return {"form_key": key, "seen": seen, "what": "override", "task": "rescale", **fields}


def test_points_are_replaced_with_a_reason_and_taken_back(
    sign_in: SignIn, book: Gradebook, path: str
) -> None:
    browser = sign_in("amy")
    page = browser.post(path, data=_form(browser.get(path).text, points="1.5", reason="agreed"))
    assert page.status_code == 200 and "agreed" in page.text and "1.5" in page.text
    browser.post(path, data=_form(page.text, points="", reason="a mistake"))
    decided = [kept.decision for kept in book.decisions("tiny")]
    assert [each.points for each in decided if isinstance(each, Override)] == [Decimal("1.5"), None]
    assert {each.by for each in decided} == {"amy"}


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"points": "1", "reason": " "}, "the reason is empty"),
        ({"points": "6", "reason": "x"}, "is no number from 0 to 5"),
        ({"task": "gone", "points": "1", "reason": "x"}, "not in the assignment any more"),
        ({"what": "extension", "until": "tomorrow", "reason": "x"}, "not a time with its zone"),
        ({"what": "extension", "days": "-2", "reason": "x"}, "no number of days"),
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_is_kept(
    sign_in: SignIn, book: Gradebook, path: str, fields: dict[str, str], told: str
) -> None:
    browser = sign_in()
    answer = browser.post(path, data=_form(browser.get(path).text, **fields))
    assert answer.status_code == 422 and told in answer.text
    assert book.decisions("tiny") == []


def test_who_decides_on_an_old_page_is_told(sign_in: SignIn, book: Gradebook, path: str) -> None:
    amy, bea = sign_in("amy"), sign_in("bea")
    hers = _form(bea.get(path).text, points="0", reason="no")
    amy.post(path, data=_form(amy.get(path).text, points="5", reason="yes"))
    refused = bea.post(path, data=hers)
    assert refused.status_code == 409 and "amy decided on this meanwhile" in refused.text
    assert len(book.decisions("tiny")) == 1


def test_what_a_check_said_is_text(
    sign_in: SignIn, place: StaffRoom, book: Gradebook, path: str
) -> None:
    evil = EVIL.replace("\ud800", "")
    bad = task("rescale", check("rescale::one", Outcome.FAILED, message=evil, title=evil))
    whole = handed_in("ada")
    tasks = tuple(bad if each.id == bad.id else each for each in whole.tasks)
    book.add(replace(whole, tasks=tasks), key="k", recorded=NOON)
    text = sign_in().get(path).text
    assert "<script>alert" not in text and "\x1b" not in text and "&lt;script&gt;" in text
