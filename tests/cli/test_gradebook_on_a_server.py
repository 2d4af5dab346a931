"""Commands on a gradebook that is on a server, as two TAs use it."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.classes import NOON, tiny_course
from support.commands import grade_here
from support.gradebooks import CLASS, RULES
from support.postgresql import Server

from grader.gradebook.opening import open_gradebook


@pytest.fixture(scope="module")
def address(postgresql: Server) -> str:
    return postgresql.address()


def test_two_people_read_and_decide(tmp_path: Path, address: str) -> None:
    course = tiny_course(tmp_path / "course", RULES)
    book = open_gradebook(address)
    for each in CLASS:
        book.add(each, key="k", recorded=NOON, by="bea")
    book.close()
    amy = {"TENSORGRADE_GRADEBOOK": address, "LOGNAME": "amy"}
    decided = (
        "gradebook",
        "override",
        "bob",
        "--task",
        "rescale",
        "--points",
        "1",
        "--reason",
        "read",
    )
    assert grade_here(*decided, at=course, environment=amy).returncode == 0
    said = grade_here("gradebook", "history", "bob", "--gradebook", address, at=course)
    assert "read" in said.stdout and "amy" in said.stdout
    assert not (course / "gradebook.sqlite").exists()


@pytest.mark.parametrize(
    "address", ["mysql://a@b/c", "postgres://a:secret@b/c", "postgresql:/a:secret@b/c"]
)
def test_another_kind_of_server_is_told(tmp_path: Path, address: str) -> None:
    course = tiny_course(tmp_path / "course")
    done = grade_here("gradebook", "show", "--gradebook", address, at=course)
    assert done.returncode == 2
    assert "only PostgreSQL is known" in done.stderr and "secret" not in done.stderr
