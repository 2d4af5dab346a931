"""A page knows whether it is older than the gradebook, and nothing is decided on what it missed."""

import re
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient
from support.classes import NOON, handed_in, override

from grader.gradebook import Gradebook
from grader.marking.anonymous import anonymous_id
from grader.staffroom.live_class import StaffRoom

SignIn = Callable[..., TestClient]
PAGES = ("/", "/report", "/submission/{ada}", "/mark/reflection/{ada}")


@pytest.fixture
def keys(place: StaffRoom) -> dict[str, str]:
    return {name: anonymous_id(place.assignment, name) for name in ("ada", "bob")}


def _is_older(browser: TestClient, page: str) -> bool:
    """Whether what a page asks when one comes back to it differs from what stands in it."""
    (shown,) = re.findall(r'data-revision="([^"]+)"', page)
    (ask,) = re.findall(r'data-ask="([^"]+)"', page)
    return bool(browser.get(ask).text != shown)


def _judge_again(book: Gradebook, name: str) -> None:
    book.add(handed_in(name, answer="Another."), key="k2", recorded=NOON)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_older_once_something_is_written_that_it_shows(
    sign_in: SignIn, book: Gradebook, keys: dict[str, str], path: str
) -> None:
    browser = sign_in()
    page = browser.get(path.format(**keys)).text
    assert not _is_older(browser, page)
    book.decide([override("3")])
    assert _is_older(browser, page)
    page = browser.get(path.format(**keys)).text
    assert not _is_older(browser, page)
    _judge_again(book, "ada")
    assert _is_older(browser, page)


@pytest.mark.parametrize("path", PAGES[2:])
def test_a_page_of_one_is_not_older_when_another_is_judged(
    sign_in: SignIn, book: Gradebook, keys: dict[str, str], path: str
) -> None:
    browser = sign_in()
    page = browser.get(path.format(**keys)).text
    _judge_again(book, "bob")
    book.decide([override("3", student="bob")])
    assert not _is_older(browser, page)


@pytest.mark.parametrize("path", PAGES[2:])
def test_nobody_decides_on_a_result_that_was_not_shown(
    sign_in: SignIn, book: Gradebook, keys: dict[str, str], path: str
) -> None:
    browser = sign_in()
    page = browser.get(path.format(**keys)).text
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    form = {**fields, "task": "rescale", "what": "override", "points": "1", "reason": "x"}
    _judge_again(book, "ada")
    refused = browser.post(path.format(**keys), data={**form, "points-why": "1"})
    assert refused.status_code == 409 and "judged again since" in refused.text
    assert book.decisions("tiny") == []


def test_who_is_not_signed_in_learns_nothing(sign_in: SignIn, keys: dict[str, str]) -> None:
    browser = sign_in()
    browser.cookies.clear()
    for path in ("/revision", f"/revision/{keys['ada']}"):
        assert browser.get(path).status_code == 401


def test_what_is_not_there_any_more_has_no_revision(sign_in: SignIn) -> None:
    assert sign_in().get("/revision/ffffffffff").text == ""
