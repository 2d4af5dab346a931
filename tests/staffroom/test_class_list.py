"""The list of the class: searched, filtered, sorted, in pages."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient
from support.classes import HELD, NOON, handed_in
from support.results import EVIL

from grader.gradebook import Gradebook
from grader.staffroom.views.class_list import A_PAGE

SignIn = Callable[..., TestClient]


@pytest.fixture
def mixed(book: Gradebook) -> Gradebook:
    book.add(handed_in("eva", rescale=HELD), key="k", recorded=NOON)
    book.add(handed_in("fay", "4", "0", answer=None), key="k", recorded=NOON)
    book.add(handed_in("gus", None, None, answer=None), key="k", recorded=NOON)
    return book


def _listed(browser: TestClient, query: str = "") -> list[str]:
    text = browser.get(f"/?{query}").text
    return re.findall(r'href="/submission/\w+">([^<]+)<', text)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["ada", "bob", "cyn", "dan", "eva", "fay", "gus"]),
        ("search=A", ["ada", "dan", "eva", "fay"]),
        ("search=%20bo%20", ["bob"]),
        ("state=held", ["eva"]),
        ("state=graded", ["fay"]),
        ("state=not+submitted", ["gus"]),
        ("order=points&state=awaiting", ["ada", "bob", "cyn", "dan"]),
        ("order=nonsense&page=x", ["ada", "bob", "cyn", "dan", "eva", "fay", "gus"]),
        ("search=nobody", []),
        ("page=2", []),
    ],
)
def test_it_shows_what_is_asked_for(
    sign_in: SignIn, mixed: Gradebook, query: str, names: list[str]
) -> None:
    assert _listed(sign_in(), query) == names


def test_what_is_graded_meanwhile_is_there(sign_in: SignIn, book: Gradebook) -> None:
    browser = sign_in()
    assert len(_listed(browser)) == 4
    book.add(handed_in("zoe"), key="k", recorded=NOON)
    assert _listed(browser)[-1] == "zoe"


def test_a_large_class_comes_in_pages(sign_in: SignIn, book: Gradebook) -> None:
    for number in range(A_PAGE):
        book.add(handed_in(f"s{number:03}"), key="k", recorded=NOON)
    browser = sign_in()
    first, second = _listed(browser), _listed(browser, "page=2")
    assert len(first) == A_PAGE and len(second) == 4
    assert not set(first) & set(second)
    assert 'rel="next"' in browser.get("/").text and 'rel="prev"' in browser.get("/?page=2").text


def test_a_cluster_is_a_filter(sign_in: SignIn, book: Gradebook) -> None:
    report = sign_in().get("/report")
    assert report.status_code == 200
    assert _listed(sign_in(), "cluster=ffffffff") == []


def test_a_hostile_name_is_text(sign_in: SignIn, book: Gradebook) -> None:
    book.add(handed_in(EVIL.replace("\ud800", "")), key="k", recorded=NOON)
    text = sign_in().get("/").text
    assert "<script>alert" not in text and "\x1b" not in text
