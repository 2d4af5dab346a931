"""The button that has a submission judged anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from support.classes import NOON

from grader.gradebook import Gradebook
from grader.marking.anonymous import anonymous_id
from grader.model import BatchRecord, Policy
from grader.staffroom.live_class import StaffRoom

SignIn = Callable[..., TestClient]


@pytest.fixture
def path(place: StaffRoom) -> str:
    return f"/submission/{anonymous_id(place.assignment, 'ada')}/anew"


@pytest.fixture
def known(book: Gradebook, tmp_path: Path) -> None:
    """The gradebook knows where the class is."""
    book.remember_batch(
        BatchRecord(
            assignment="tiny", began=NOON, policy=Policy(), submissions=str(tmp_path), by="amy"
        )
    )


def key(browser: TestClient) -> dict[str, str]:
    return {"form_key": browser.get("/").text.split('name="form_key" value="')[1].split('"')[0]}


@pytest.mark.usefixtures("known")
def test_what_came_of_it_is_told_on_the_page_of_the_batches(
    sign_in: SignIn, place: StaffRoom, path: str
) -> None:
    browser = sign_in("amy")
    assert "Judge anew" in browser.get(path.removesuffix("/anew")).text
    page = browser.post(path, data=key(browser))
    assert page.url.path == "/batch" and page.status_code == 200
    assert place.anew._thread is not None
    place.anew._thread.join(60)
    text = browser.get("/batch").text
    assert ">ada</a> was not judged anew: no room" in text
    browser.post("/anonymous", data={**key(browser), "here": "/batch"})
    assert "ada" not in browser.get("/batch").text


def test_what_cannot_be_begun_is_one_sentence(sign_in: SignIn, path: str) -> None:
    browser = sign_in()
    told = browser.post(path, data=key(browser))
    assert (
        told.status_code == 409
        and "nothing was begun: the gradebook does not say where" in told.text
    )
    gone = browser.post("/submission/nobody/anew", data=key(browser))
    assert gone.status_code == 404 and "not there any more" in gone.text


@pytest.mark.usefixtures("known")
def test_nobody_else_begins_anything(sign_in: SignIn, place: StaffRoom, path: str) -> None:
    browser = sign_in()
    form = key(browser)
    elsewhere = {"origin": "http://evil.example", "sec-fetch-site": "cross-site"}
    assert browser.post(path, data=form, headers=elsewhere).status_code == 403
    assert browser.post(path, data={"form_key": "guessed"}).status_code == 403
    assert browser.get(path).status_code == 405
    browser.cookies.clear()
    assert browser.post(path, data=form).status_code == 401
    assert place.anew.last is None
