"""The whole application: its own files, addresses of nothing, what every answer carries."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient
from support.memory_gradebook import MemoryGradebook

from grader.errors import GradebookError
from grader.gradebook.contract import Reach
from grader.nouns import replace
from grader.staffroom.app import make_app
from grader.staffroom.live_class import StaffRoom
from grader.staffroom.sessions import Sessions

SignIn = Callable[..., TestClient]


@pytest.mark.parametrize("page", ["/nowhere", "/submission/", "/submission/a/b", "/enter/x"])
def test_an_address_of_nothing_is_a_page_with_the_way_back(sign_in: SignIn, page: str) -> None:
    answer = sign_in().get(page)
    assert answer.status_code == 404
    assert "there is no page at this address" in answer.text and 'href="/"' in answer.text


def test_only_our_own_files_are_static(sign_in: SignIn) -> None:
    for name in ("..%2fapp.py", "app.py", "%2e%2e/%2e%2e/errors.py"):
        assert sign_in().get(f"/static/{name}").status_code == 404


def test_a_file_of_ours_is_sent_once_and_named_by_its_content(sign_in: SignIn) -> None:
    browser = sign_in()
    first = browser.get("/static/staff.js")
    assert first.headers["content-type"].startswith("text/javascript") and first.text
    again = browser.get("/static/staff.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.text) == (304, "")


def test_a_page_learns_whether_its_session_lives_and_the_key_that_forms_need(
    sign_in: SignIn, place: StaffRoom, sessions: Sessions
) -> None:
    browser = sign_in()
    assert browser.get("/alive").status_code == 204
    assert f'value="{browser.get("/key").text}"' in browser.get("/").text
    stranger = TestClient(make_app(place, sessions), base_url="http://127.0.0.1")
    assert stranger.get("/alive").status_code == stranger.get("/key").status_code == 401


class BrokenBook(MemoryGradebook):
    """A gradebook that does not answer any more."""

    def reach(self, assignment: str) -> Reach:
        raise GradebookError("the server does not answer")


def test_a_gradebook_that_does_not_answer_is_one_sentence(
    place: StaffRoom, sessions: Sessions
) -> None:
    app = make_app(replace(place, gradebook=BrokenBook()), sessions)
    browser = TestClient(app, base_url="http://127.0.0.1")
    browser.post("/enter", data={"token": sessions.token, "by": "amy"}, follow_redirects=False)
    answer = browser.get("/")
    assert answer.status_code == 503
    assert answer.text == "the server does not answer\nNothing was changed by this request.\n"
