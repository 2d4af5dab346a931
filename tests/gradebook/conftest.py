"""A PostgreSQL server that the room's tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.postgresql import PROGRAMS, Server, server


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    if not PROGRAMS:
        pytest.skip("PostgreSQL's programs are not installed here")
    with server() as running:
        yield running
