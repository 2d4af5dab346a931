"""Gradebook in PostgreSQL: several people and programs write at once."""

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError

from grader.errors import CalledWrongly, GradebookNotWritten

from .database import DatabaseGradebook, Meaning

# The seconds after which a server that does not answer, or a lock that is held, is told.
PATIENCE = 10
# The number under which our programs wait for each other (pg_advisory_xact_lock).
_OUR_TURN = 0x74656E73

NO_ADDRESS = (
    "--gradebook is no address; write postgresql+psycopg://NAME@HOST/DATABASE, the password in"
    " PGPASSWORD or in ~/.pgpass"
)

# What PostgreSQL and its driver say, and what it means; the first that fits counts.
_MEANINGS = (
    Meaning(
        ("No space left", "could not extend", "disk full", "read-only transaction"),
        "the gradebook cannot be written ({}); make room on the server and run the command again,"
        " what was graded is kept",
        GradebookNotWritten,
    ),
    Meaning(
        ("lock timeout", "deadlock"),
        "another program holds the gradebook; wait for it to end and run the command again",
    ),
    Meaning(
        ("authentication failed", "no password supplied", "does not exist", "permission denied"),
        "the server does not let you in ({}); correct the address given with --gradebook, or ask"
        " whoever keeps the server",
    ),
    Meaning(
        ("connection failed", "connection is bad", "connection is closed", "server closed",
         "terminating connection", "timeout expired", "consuming input", "SSL",
         "failed to resolve"),
        "the server does not answer ({}); run the command again when it does, what was recorded"
        " is kept",
    ),
)  # fmt: skip


class PostgresqlGradebook(DatabaseGradebook):
    """See `Gradebook`.

    Raises CalledWrongly for an address that is none, GradebookError with one sentence when the
    server cannot be used.
    """

    meanings = _MEANINGS

    def __init__(self, address: str) -> None:
        url = _read_url(address)
        engine = sa.create_engine(
            url, pool_pre_ping=True, connect_args={"connect_timeout": PATIENCE}
        )
        sa.event.listen(engine, "connect", _set_up_connection)
        super().__init__(place_of(address), engine)

    def _wait_for_turn(self, connection: sa.Connection) -> None:
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_OUR_TURN)))


def place_of(address: str) -> str:
    """Return an address as it may be shown: without the password."""
    url = _read_url(address)
    secrets = [name for name in url.query if name.startswith(("pass", "sslpass"))]
    return url.update_query_dict(dict.fromkeys(secrets, "***")).render_as_string(hide_password=True)


def _read_url(address: str) -> sa.URL:
    """Return the address with our driver in it.  Raises CalledWrongly."""
    try:
        url = sa.make_url(address)
    except (ArgumentError, ValueError) as error:
        raise CalledWrongly(NO_ADDRESS) from error
    if "@" in (url.host or ""):  # of a password: what is behind its @ is no host, and is not shown
        raise CalledWrongly(f"{NO_ADDRESS}; in the address, an @ of a password is written %40")
    return url.set(drivername="postgresql+psycopg")


def _set_up_connection(connection: object, record: object) -> None:
    """Wait for locks no longer than a person does."""
    with connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f"SET lock_timeout = '{PATIENCE}s'")
    connection.commit()  # type: ignore[attr-defined]
