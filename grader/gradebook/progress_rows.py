"""Rows that say how far batches are: one for each, which it changes as long as it runs."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import sqlalchemy as sa

from grader.files.json_text import encoder
from grader.model import BatchProgress

from .schema import as_utc
from .schema import progress as _rows

# A batch that said nothing for so long is gone.
_GONE = timedelta(days=1)


def put(connection: sa.Connection, progress: BatchProgress) -> None:
    """Put what a batch says in place of what it said before.

    At its first word what others said is let go, if they ended or are gone.
    """
    row = {
        "assignment": progress.assignment,
        "said": as_utc(progress.said),
        "ended": progress.end is not None,
        "progress": encoder.encode(progress).decode(),
    }
    own = _rows.c.key == progress.key
    if connection.execute(_rows.update().where(own).values(row)).rowcount:
        return
    over = _rows.c.ended | (_rows.c.said < as_utc(progress.said - _GONE))
    connection.execute(_rows.delete().where((_rows.c.assignment == progress.assignment) & over))
    connection.execute(_rows.insert().values(key=progress.key, **row))


def get(connection: sa.Connection, assignment: str) -> list[BatchProgress]:
    """Return what the batches of an assignment said last, by when they began."""
    query = sa.select(_rows.c.progress).where(_rows.c.assignment == assignment)
    texts = connection.execute(query).scalars()
    batches = [msgspec.json.decode(text, type=BatchProgress) for text in texts]
    return sorted(batches, key=lambda each: (each.began, each.key))
