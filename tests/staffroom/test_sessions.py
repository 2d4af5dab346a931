"""Who is signed in, and as whom."""

from __future__ import annotations

import pytest

from grader.staffroom.sessions import MOST_SESSIONS, Sessions, cookie_name


def test_the_token_of_one_server_is_none_of_another() -> None:
    first, second = Sessions(), Sessions()
    assert first.is_token(first.token) and not first.is_token(second.token)
    assert not first.is_token("") and not first.is_token("é")


def test_a_session_is_found_by_its_key_until_it_ends() -> None:
    sessions = Sessions()
    amy, bea = sessions.begin("amy"), sessions.begin("bea")
    assert sessions.find(amy.key) is amy and amy.form_key != bea.form_key
    sessions.end(amy)
    assert sessions.find(amy.key) is None and sessions.find(bea.key) is bea
    sessions.end(amy)  # twice is no error


def test_of_too_many_sessions_the_oldest_ends() -> None:
    sessions = Sessions()
    opened = [sessions.begin(f"s{number}") for number in range(MOST_SESSIONS + 2)]
    assert [sessions.find(each.key) for each in opened[:2]] == [None, None]
    assert all(sessions.find(each.key) is each for each in opened[2:])


def test_a_sentence_reaches_every_browser_of_that_person_once() -> None:
    sessions = Sessions()
    one, other, bea = sessions.begin("amy"), sessions.begin("amy"), sessions.begin("bea")
    sessions.tell("amy", "bea marked too")
    sessions.tell("amy", "bea marked too")
    assert one.notices == other.notices == ["bea marked too"] and bea.notices == []


@pytest.mark.parametrize("port", [None, 80, 8001])
def test_each_port_has_a_cookie_of_its_own(port: int | None) -> None:
    names = {cookie_name(each) for each in (None, 80, 8001)}
    assert len(names) == 3 and cookie_name(port) in names
