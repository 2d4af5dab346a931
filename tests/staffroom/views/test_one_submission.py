"""One submission: what is shown, and decisions on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from support.classes import NOON, handed_in
from support.results import EVIL, check, picture, task

from grader.evidence.evidence_folder import EvidenceFolder
from grader.gradebook import Gradebook
from grader.marking.anonymous import anonymous_id
from grader.model import (
    Axis,
    BatchRecord,
    Outcome,
    Override,
    Place,
    Policy,
    Result,
    Submission,
    SubmittedFile,
)
from grader.nouns import replace
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
    if fields.get("points") == "6":  # what was typed stays
        assert 'value="6"' in answer.text and 'value="x"' in answer.text


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


CODE = b"# by ada\ndef rescale(x):\n    return '</pre><script>alert(1)</script>'\n"
WORK = Submission(name="ada", files=(SubmittedFile(name="ada_rescale.py", content=CODE),))


def _failing() -> Result:
    """Work of ada's whose check points at its third line, and compared numbers."""
    bad = replace(
        check("rescale::one", Outcome.FAILED, possible=Decimal(5), earned=Decimal(0)),
        place=Place(file="ada_rescale.py", line=3),
        pictures=(picture(),),
    )
    result = handed_in("ada", digest=WORK.digest)
    tasks = [task("rescale", bad) if each.id == "rescale" else each for each in result.tasks]
    return replace(result, tasks=tuple(tasks))


@pytest.fixture
def place(place: StaffRoom, tmp_path: Path) -> StaffRoom:
    return replace(place, evidence=EvidenceFolder(tmp_path / "evidence"))


@pytest.fixture
def with_code(place: StaffRoom, book: Gradebook) -> None:
    assert place.evidence is not None
    place.evidence.keep("tiny", WORK, ["rescale"], b"answers")
    book.add(_failing(), key="k", recorded=NOON)


@pytest.mark.usefixtures("with_code")
def test_the_code_stands_beside_the_checks_that_point_at_it(sign_in: SignIn, path: str) -> None:
    text = sign_in().get(path).text
    (line,) = re.findall(r'<a href="#(line-\d+-\d+)">ada_rescale.py:3</a>', text)
    assert f'class="line marked" id="{line}" data-number="3"' in text
    assert 'id="check-rescale::one"' in text and 'href="#check-rescale::one"' in text
    assert "<script>alert" not in text and "&lt;script&gt;" in text


@pytest.mark.usefixtures("with_code")
def test_what_was_compared_is_drawn_without_a_style_that_the_policy_forbids(
    sign_in: SignIn, path: str
) -> None:
    text = sign_in().get(path).text
    assert text.count("<svg") == 1 and "style=" not in text and "<style" not in text


def test_a_hostile_number_and_a_hostile_name_of_one_are_drawn_as_text(
    sign_in: SignIn, book: Gradebook, path: str
) -> None:
    evil = EVIL.replace("\ud800", "")
    axis = Axis(name=evil, length=3, places=(0, 1, 2), said=evil)
    numbers = replace(
        picture(axis, name=evil),
        got=(1e308, None, -1e308),
        wrong=(0, 1, 2),
        errors=(None, None, None),
    )
    result = _failing()
    bad = next(each for each in result.checks if each.pictures)
    hostile = task("rescale", replace(bad, pictures=(numbers,), title=evil, message=evil))
    tasks = [hostile if each.id == "rescale" else each for each in result.tasks]
    book.add(replace(result, tasks=tuple(tasks)), key="k", recorded=NOON)
    text = sign_in().get(path).text
    assert text.count("<svg") == 1 and "<script>alert" not in text and "\x1b" not in text


@pytest.mark.usefixtures("with_code")
def test_hidden_names_are_out_of_the_code_too(sign_in: SignIn, path: str) -> None:
    browser = sign_in()
    browser.post("/anonymous", data={"here": path, **_form(browser.get(path).text)})
    text = browser.get(path).text
    assert "def rescale" in text and "ada" not in text.lower()


@pytest.mark.usefixtures("with_code")
def test_the_page_has_the_history_of_results_and_decisions(sign_in: SignIn, path: str) -> None:
    browser = sign_in()
    browser.post(path, data=_form(browser.get(path).text, points="2", reason="agreed"))
    history = browser.get(path).text.split("<h2>History</h2>")[1]
    assert history.count("judged: ") == 2  # the first result stays, the later one counts
    assert "override, 2 points: agreed, by amy" in history


def test_where_no_code_is_kept_it_is_read_out_of_the_folder_when_asked(
    sign_in: SignIn, book: Gradebook, path: str, tmp_path: Path
) -> None:
    work = tmp_path / "class" / "ada" / "ada_rescale.py"
    work.parent.mkdir(parents=True)
    work.write_bytes(CODE)
    batch = BatchRecord(
        assignment="tiny", began=NOON, policy=Policy(), submissions=str(tmp_path / "class")
    )
    book.remember_batch(batch)
    book.add(_failing(), key="k", recorded=NOON)
    browser = sign_in()
    text = browser.get(path).text
    assert "The code is not kept" in text and "def rescale" not in text
    assert (
        'href="?code=folder"' in text and "def rescale" in browser.get(f"{path}?code=folder").text
    )
    work.write_bytes(b"x = 1")
    assert "other work than was judged" in browser.get(f"{path}?code=folder").text


def test_a_grade_is_held_and_released_here(sign_in: SignIn, book: Gradebook, path: str) -> None:
    browser = sign_in("amy")
    page = browser.post(path, data=_form(browser.get(path).text, what="hold", reason="see me"))
    assert "held by amy: see me" in page.text and "Release" in page.text
    assert "held by amy" in browser.get("/?state=held").text
    page = browser.post(path, data=_form(page.text, what="release", reason="seen"))
    assert "held by amy" not in page.text.split("History")[0] and "released: seen" in page.text
    again = browser.post(path, data=_form(page.text, what="release", reason="twice"))
    assert again.status_code == 422 and "nothing to release" in again.text
    assert [each.decision.held for each in book.decisions("tiny")] == [True, False]  # type: ignore[union-attr]
