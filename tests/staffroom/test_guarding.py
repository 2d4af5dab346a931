"""Nobody without the token sees or changes anything, and no other site does."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from grader.gradebook import Gradebook
from grader.staffroom.app import make_app
from grader.staffroom.live_class import StaffRoom
from grader.staffroom.sessions import Sessions

SignIn = Callable[..., TestClient]
PAGES = ("/", "/report", "/mark/reflection", "/submission/1234567890")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_needs_a_session(place: StaffRoom, sessions: Sessions, page: str) -> None:
    stranger = TestClient(make_app(place, sessions), base_url="http://127.0.0.1")
    answer = stranger.get(page)
    assert answer.status_code == 401
    assert "ada" not in answer.text and "open the link" in answer.text


def test_every_address_but_the_entrance_and_our_files_needs_a_session(
    place: StaffRoom, sessions: Sessions, book: Gradebook
) -> None:
    """Also addresses that are added later: they are taken from the application itself."""
    app: Any = make_app(place, sessions)
    stranger = TestClient(app, base_url="http://127.0.0.1")
    asked = 0
    for route in app._app.routes:
        if route.path in ("/enter", "/static/{file}"):
            continue
        path = re.sub(r"\{\w+\}", "reflection", route.path)
        for method in route.methods:
            assert stranger.request(method, path).status_code in (401, 403), route.path
            asked += 1
    assert asked > 10 and book.decisions("tiny") == []


def _marks(browser: TestClient) -> tuple[str, dict[str, str]]:
    """The address of an answer, and a form that gives it a point."""
    page = browser.get("/mark/reflection")
    key = page.text.split('name="form_key" value="')[1].split('"')[0]
    return page.url.path, {"form_key": key, "points-why": "1", "seen": "0"}


@pytest.mark.parametrize(
    ("headers", "left_out"),
    [
        ({}, "form_key"),
        ({"Origin": "http://evil.example"}, ""),
        ({"Origin": "null"}, ""),
        ({"Origin": "http://["}, ""),
        ({"Origin": "http://x@127.0.0.1"}, ""),
        ({"Sec-Fetch-Site": "cross-site"}, ""),
        ({"Sec-Fetch-Site": "same-site"}, ""),
    ],
    ids=[
        "without the form's key",
        "another origin",
        "no origin",
        "a broken one",
        "one with a name",
        "another site",
        "a neighbour",
    ],
)
def test_no_request_from_another_site_changes_anything(
    sign_in: SignIn, book: Gradebook, headers: dict[str, str], left_out: str
) -> None:
    browser = sign_in()
    path, form = _marks(browser)
    form.pop(left_out, None)
    assert browser.post(path, data=form, headers=headers).status_code == 403
    assert book.decisions("tiny") == []


def test_another_session_s_key_is_no_key(sign_in: SignIn, book: Gradebook) -> None:
    path, form = _marks(sign_in("amy"))
    assert sign_in("bea").post(path, data=form).status_code == 403
    assert book.decisions("tiny") == []


@pytest.mark.parametrize(
    "host",
    [
        "rebound.example",
        "re_bound.example",
        "127.0.0.1@rebound.example",
        "[",
        "",
        "127.0.0.1:x",
        "127.0.0.1/x",
    ],
)
def test_a_name_that_points_here_is_refused(sign_in: SignIn, host: str) -> None:
    browser = sign_in()
    assert browser.get("/", headers={"Host": host}).status_code == 421


def test_signing_in_to_another_port_leaves_the_first_session(
    place: StaffRoom, sessions: Sessions
) -> None:
    """A browser has one jar for all ports of a host."""
    others = Sessions()
    browser = TestClient(make_app(place, sessions), base_url="http://127.0.0.1:8001")
    second = TestClient(make_app(place, others), base_url="http://127.0.0.1:8002")
    second.cookies = browser.cookies
    browser.post("/enter", data={"token": sessions.token, "by": "amy"})
    second.post("/enter", data={"token": others.token, "by": "amy"})
    assert browser.get("/").status_code == second.get("/").status_code == 200


@pytest.mark.parametrize("digits", ["9" * 5000, "9" * 30, "²"], ids=["endless", "long", "odd"])
def test_a_number_that_is_none_is_no_trouble_of_ours(sign_in: SignIn, digits: str) -> None:
    browser = sign_in()
    path, form = _marks(browser)
    assert browser.get("/", params={"page": digits}).status_code == 200
    work = path.replace("/mark/reflection", "/submission")
    days = {"what": "extension", "days": digits, "reason": "ill", **form}
    told = browser.post(work, data=days)
    assert told.status_code == 422 and "is no number of days" in told.text
    assert browser.post(path, data={**form, "seen": digits}).status_code == 200


def test_a_form_without_end_is_refused(sign_in: SignIn, book: Gradebook) -> None:
    browser = sign_in()
    path, form = _marks(browser)
    answer = browser.post(path, data={**form, "comment": "x" * 300_000})
    assert answer.status_code == 413 and book.decisions("tiny") == []


@pytest.mark.parametrize("page", [*PAGES, "/static/staff.js", "/static/../app.py", "/nowhere"])
def test_every_answer_has_the_headers(sign_in: SignIn, page: str) -> None:
    answer = sign_in().get(page)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
