"""Tables of cases whose names are the test's ids."""

from __future__ import annotations

from typing import Any

import pytest


def cases(table: dict[str, Any]) -> list[Any]:
    """`{"a name": (one, two)}` for `parametrize`; what is not a tuple is the only argument."""
    return [
        pytest.param(*(row if isinstance(row, tuple) else (row,)), id=name)
        for name, row in table.items()
    ]
