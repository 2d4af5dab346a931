"""Signing in by the link, and out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from grader.staffroom.app import make_app
from grader.staffroom.live_class import StaffRoom
from grader.staffroom.sessions import Sessions

SignIn = Callable[..., TestClient]


@pytest.mark.parametrize("token", ["", "x", "é"])
def test_the_entrance_needs_the_token(place: StaffRoom, sessions: Sessions, token: str) -> None:
    stranger = TestClient(make_app(place, sessions), base_url="http://127.0.0.1")
    assert stranger.get("/enter", params={"token": token}).status_code == 401
    entered = stranger.post("/enter", data={"token": token, "by": "eve"})
    assert entered.status_code == 401 and not stranger.cookies


def test_the_link_signs_in_under_a_name(place: StaffRoom, sessions: Sessions) -> None:
    browser = TestClient(make_app(place, sessions, name="amy"), base_url="http://127.0.0.1")
    asked = browser.get("/enter", params={"token": sessions.token})
    assert 'value="amy"' in asked.text
    entered = browser.post("/enter", data={"token": sessions.token, "by": "amy"})
    assert entered.status_code == 200 and "Sign out amy" in entered.text
    cookie = entered.history[0].headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie


def test_signed_out_is_out(sign_in: SignIn) -> None:
    browser = sign_in()
    key = browser.get("/").text.split('name="form_key" value="')[1].split('"')[0]
    old = dict(browser.cookies)
    left = browser.post("/leave", data={"form_key": key})
    assert "You are signed out" in left.text and 'name="viewport"' in left.text
    browser.cookies.update(old)
    assert browser.get("/").status_code == 401


@pytest.mark.parametrize("by", ["", "  ", "\x1b[2J"])
def test_who_gives_no_name_is_asked_again(place: StaffRoom, sessions: Sessions, by: str) -> None:
    stranger = TestClient(make_app(place, sessions), base_url="http://127.0.0.1")
    answer = stranger.post("/enter", data={"token": sessions.token, "by": by})
    assert answer.status_code == 200 and sessions.token in answer.text and not stranger.cookies


def test_behind_a_proxy_with_tls_the_cookie_goes_no_other_way(
    place: StaffRoom, sessions: Sessions
) -> None:
    app = make_app(place, sessions, hosts=["marking.example.edu"], secure=True)
    browser = TestClient(app, base_url="https://marking.example.edu")
    entered = browser.post("/enter", data={"token": sessions.token, "by": "amy"})
    assert "Secure" in entered.history[0].headers["set-cookie"]
