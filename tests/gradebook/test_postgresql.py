"""What only a server can suffer, and that rows stay as they were added."""

from __future__ import annotations

from datetime import UTC, datetime

import psycopg
import pytest
from support.postgresql import Server, server
from support.results import result

from grader.errors import CalledWrongly, GradebookError
from grader.gradebook.opening import describe_place, open_gradebook
from grader.gradebook.postgresql import PostgresqlGradebook

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_a_password_is_never_shown() -> None:
    assert describe_place("postgresql://amy:secret@db.example/course") == (
        "postgresql+psycopg://amy:***@db.example/course"
    )
    with pytest.raises(GradebookError) as caught:
        PostgresqlGradebook("postgresql://amy:secret@/course?host=/nowhere")
    assert "secret" not in str(caught.value)
    assert "the server does not answer" in str(caught.value)


@pytest.mark.parametrize("field", ["password", "sslpassword"])
def test_a_password_behind_the_database_is_not_shown(field: str) -> None:
    shown = describe_place(f"postgresql://amy@db.example/course?{field}=secret&connect_timeout=5")
    assert "secret" not in shown and "connect_timeout=5" in shown


def test_the_rest_of_a_password_with_an_at_is_no_host_and_is_not_shown() -> None:
    with pytest.raises(CalledWrongly, match="written %40") as caught:
        open_gradebook("postgresql://amy:top@secret@db.example/course")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("address", ["postgresql://[::1", "postgresql://a:b:c@d:e/f"])
def test_an_address_that_is_none_is_told(address: str) -> None:
    with pytest.raises(CalledWrongly, match="is no address"):
        open_gradebook(address)


def test_a_database_that_is_not_there_is_told(postgresql: Server) -> None:
    address = postgresql.address().replace("/postgres?", "/no_such_course?")
    with pytest.raises(GradebookError, match="the server does not let you in"):
        PostgresqlGradebook(address)


@pytest.mark.parametrize(
    "change",
    ["UPDATE results SET earned = '100'", "DELETE FROM results", "TRUNCATE results"],
)
def test_no_program_changes_a_row(postgresql: Server, change: str) -> None:
    address = postgresql.address()
    book = PostgresqlGradebook(address)
    book.add(result(), key="k", recorded=NOON)
    with (
        psycopg.connect(address.replace("+psycopg", "")) as connection,
        pytest.raises(psycopg.errors.RaiseException, match="append-only"),
    ):
        connection.execute(change)
    assert len(book.history("demo", "ada")) == 1
    book.close()


def test_whoever_holds_it_for_long_is_told(
    postgresql: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.gradebook.postgresql.PATIENCE", 1)
    address = postgresql.address()
    book = PostgresqlGradebook(address)
    with psycopg.connect(address.replace("+psycopg", "")) as holder:
        holder.execute("LOCK TABLE results IN EXCLUSIVE MODE")
        with pytest.raises(GradebookError, match="another program holds the gradebook"):
            book.add(result(), key="k", recorded=NOON)
    book.add(result(), key="k", recorded=NOON)
    assert len(book.history("demo", "ada")) == 1
    book.close()


def test_a_server_that_went_away_and_came_back_has_all_that_was_recorded() -> None:
    with server() as running:
        address = running.address()
        book = PostgresqlGradebook(address)
        book.add(result(), key="1", recorded=NOON)
        running.stop()
        with pytest.raises(GradebookError, match="the server does not answer"):
            book.add(result(), key="2", recorded=NOON)
        running.start_again()
        book.add(result(), key="3", recorded=NOON)
        assert [entry.key for entry in book.history("demo", "ada")] == ["1", "3"]
        book.close()
