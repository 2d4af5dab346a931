"""What is sent again, since nobody heard the answer, is there once; and how a script sends."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy
from starlette.testclient import TestClient
from support.classes import NOON, handed_in, hold

from grader.gradebook import Gradebook
from grader.gradebook.sqlite import SqliteGradebook
from grader.marking.anonymous import anonymous_id
from grader.staffroom.live_class import StaffRoom
from grader.staffroom.sessions import Sessions

SignIn = Callable[..., TestClient]
BY_SCRIPT = {"x-sent-by": "script"}
MARKS = {"points-why": "2", "points-example": "1", "comment": "Mine."}
FORMS = {
    "marks": ("/mark/reflection/{key}", MARKS),
    "points": (
        "/submission/{key}",
        {"what": "override", "task": "rescale", "points": "1", "reason": "Mine."},
    ),
    "a hold": ("/submission/{key}", {"what": "hold", "reason": "Mine."}),
    "a request": ("/submission/{key}", {"what": "ask", "task": "rescale", "reason": "Mine."}),
}
each_form = pytest.mark.parametrize(("path", "fields"), FORMS.values(), ids=FORMS)


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(form_key|seen|judged)" value="([^"]*)"', page))


@pytest.fixture
def key(place: StaffRoom) -> str:
    return anonymous_id(place.assignment, "ada")


@each_form
def test_the_same_again_is_taken_and_there_once(
    sign_in: SignIn, book: Gradebook, key: str, path: str, fields: dict[str, str]
) -> None:
    browser, path = sign_in("amy"), path.format(key=key)
    form = {**hidden(browser.get(path).text), **fields}
    for _ in range(2):
        assert browser.post(path, data=form, follow_redirects=False).status_code == 303
        kept = [each.decision for each in book.decisions("tiny")]
        assert len(kept) == (3 if "comment" in fields else 1)


@each_form
def test_another_s_is_told_even_when_one_s_own_was_sent_before(
    sign_in: SignIn, book: Gradebook, key: str, path: str, fields: dict[str, str]
) -> None:
    amy, bea, path = sign_in("amy"), sign_in("bea"), path.format(key=key)
    form = {**hidden(amy.get(path).text), **fields}
    hers = "comment" if "comment" in fields else "reason"
    bea.post(path, data={**fields, **hidden(bea.get(path).text), hers: "Hers."})
    written = book.decisions("tiny")
    told = amy.post(path, data=form)
    assert told.status_code == 409 and "bea decided on this meanwhile" in told.text
    assert book.decisions("tiny") == written


@each_form
def test_a_script_is_told_where_to_go_and_reads_no_page_meanwhile(
    sign_in: SignIn, key: str, path: str, fields: dict[str, str]
) -> None:
    browser, path = sign_in(), path.format(key=key)
    form = {**hidden(browser.get(path).text), **fields}
    form["form_key"] = browser.get("/key").text
    answer = browser.post(path, data=form, headers=BY_SCRIPT)
    assert (answer.status_code, answer.text) == (200, "") and "location" not in answer.headers
    assert browser.get(answer.headers["x-go-to"]).status_code == 200


def test_what_is_refused_leads_nowhere(sign_in: SignIn, book: Gradebook, key: str) -> None:
    browser, path = sign_in(), f"/submission/{key}"
    form = {**hidden(browser.get(path).text), "what": "hold", "reason": " "}
    answer = browser.post(path, data=form, headers=BY_SCRIPT)
    assert answer.status_code == 422 and "x-go-to" not in answer.headers
    assert book.decisions("tiny") == []


def test_what_waits_to_be_told_is_not_told_to_a_script(
    sign_in: SignIn, sessions: Sessions, key: str
) -> None:
    browser, path = sign_in("amy"), f"/submission/{key}"
    form = {**hidden(browser.get(path).text), "what": "hold", "reason": " "}
    sessions.tell("amy", "bea was here")
    browser.post(path, data=form, headers=BY_SCRIPT)
    assert "bea was here" in browser.post(path, data=form).text
    assert "bea was here" not in browser.get("/").text


def test_nobody_without_a_session_gets_its_key(sign_in: SignIn) -> None:
    browser = sign_in()
    assert browser.get("/key").text != sign_in().get("/key").text
    browser.cookies.clear()
    assert browser.get("/key").status_code == 401


class TestOnAFile:
    """With a gradebook in a file that another program locks."""

    @pytest.fixture
    def book(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gradebook]:
        make = sqlalchemy.create_engine
        monkeypatch.setattr(
            sqlalchemy,
            "create_engine",
            lambda url, connect_args: make(url, connect_args={"timeout": 0.01}),
        )
        made = SqliteGradebook(tmp_path / "gradebook.sqlite")
        made.add(handed_in("ada"), key="k", recorded=NOON)
        yield made
        made.close()

    def test_what_was_sent_is_taken_when_the_file_is_free(
        self, sign_in: SignIn, book: Gradebook, key: str, tmp_path: Path
    ) -> None:
        browser, path = sign_in("amy"), f"/submission/{key}"
        form = {**hidden(browser.get(path).text), "what": "hold", "reason": hold().reason}
        holder = sqlite3.connect(tmp_path / "gradebook.sqlite", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        told = browser.post(path, data=form, headers=BY_SCRIPT)
        assert told.status_code == 503 and "another program holds the gradebook" in told.text
        assert browser.get(path).status_code == 200, "it is read meanwhile"
        holder.close()
        assert browser.post(path, data=form, headers=BY_SCRIPT).status_code == 200
        assert [each.decision.by for each in book.decisions("tiny")] == ["amy"]

    def test_a_file_that_breaks_is_one_sentence(
        self, sign_in: SignIn, book: Gradebook, key: str, tmp_path: Path
    ) -> None:
        browser, path = sign_in("amy"), f"/submission/{key}"
        form = {**hidden(browser.get(path).text), "what": "hold", "reason": "Mine."}
        book.close()
        for each in tmp_path.glob("gradebook.sqlite*"):
            each.write_bytes(b"this is no database" * 500)
        for answer in (browser.post(path, data=form), browser.get("/")):
            assert answer.status_code == 503 and "Traceback" not in answer.text
            assert "this is not a gradebook, or it is damaged" in answer.text
