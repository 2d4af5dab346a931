"""The report in the staff's room, and one sentence for everybody who fails alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient
from support.classes import NOON, handed_in
from support.results import EVIL, check, task

from grader.gradebook import Gradebook
from grader.model import Blame, Comment, Outcome
from grader.nouns import replace

SignIn = Callable[..., TestClient]


@pytest.fixture
def cluster(book: Gradebook) -> list[str]:
    """Three whose work fails alike."""
    names = ["ada", "bob", "cyn"]
    for name in names:
        whole = handed_in(name)
        wrong = task("rescale", check("rescale::one", Outcome.FAILED, blame=Blame.STUDENT))
        tasks = tuple(wrong if each.id == wrong.id else each for each in whole.tasks)
        book.add(replace(whole, tasks=tasks), key="k", recorded=NOON)
    return names


def _form(text: str, said: str) -> dict[str, str]:
    return {
        "form_key": text.split('name="form_key" value="')[1].split('"')[0],
        "cluster": text.split('name="cluster" value="')[1].split('"')[0],
        "text": said,
    }


def _comments(book: Gradebook) -> list[Comment]:
    kept = [each.decision for each in book.decisions("tiny")]
    return [each for each in kept if isinstance(each, Comment)]


def test_one_sentence_reaches_all_and_can_be_changed_and_taken_back(
    sign_in: SignIn, book: Gradebook, cluster: list[str]
) -> None:
    browser = sign_in("amy")
    page = browser.get("/report")
    assert "3 students" in page.text
    said = browser.post("/report", data=_form(page.text, "Scale first."))
    assert said.status_code == 200 and "Scale first." in said.text
    assert [(each.student, each.text, each.by) for each in _comments(book)] == [
        (name, "Scale first.", "amy") for name in cluster
    ]
    browser.post("/report", data=_form(said.text, "Scale last."))
    assert [each.text for each in _comments(book)[3:]] == ["Scale last."] * 3
    browser.post("/report", data=_form(said.text, " "))
    assert [each.text for each in _comments(book)[6:]] == [""] * 3


def test_a_cluster_that_is_gone_is_told(
    sign_in: SignIn, book: Gradebook, cluster: list[str]
) -> None:
    browser = sign_in()
    form = _form(browser.get("/report").text, "x") | {"cluster": "ffffffff"}
    answer = browser.post("/report", data=form)
    assert answer.status_code == 409 and "nobody fails as this cluster" in answer.text
    assert _comments(book) == []


def test_a_hostile_sentence_is_text(sign_in: SignIn, book: Gradebook, cluster: list[str]) -> None:
    browser = sign_in()
    form = _form(browser.get("/report").text, EVIL.replace("\ud800", ""))
    text = browser.post("/report", data=form).text
    assert "<script>alert" not in text and "\x1b" not in text
