"""Going through an answer's structure: tuples, lists and dicts, whatever stands in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def rebuilt(value: Any, change: Callable[[Any], Any]) -> Any:
    """Return the same structure with `change` of each item that holds no others."""
    if isinstance(value, tuple | list):
        make = getattr(value, "_make", type(value))  # a named tuple is made in its own way
        return make([rebuilt(item, change) for item in value])
    if isinstance(value, dict):
        return {key: rebuilt(item, change) for key, item in value.items()}
    return change(value)
