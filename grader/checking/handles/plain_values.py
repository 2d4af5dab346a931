"""Answers as plain values, for comparing: objects over there by what tells one from another."""

from __future__ import annotations

from typing import Any

from grader.checking.structures import rebuild
from grader.model.values import Fields, Opaque
from grader.wire.verbs import Verb

from .functions import Function, Member
from .proxies import Object

FUNCTIONS = frozenset(("function", "method", "builtin_function_or_method", "type"))
MOST_FIELDS = 100  # of a dataclass that is compared by its fields
MOST_NESTED = 8  # dataclasses within dataclasses
# Classes whose objects are compared item by item: going through one takes nothing off it.
LISTED = frozenset(("deque", "range", "dict_keys", "dict_values", "dict_items"))


def as_plain(value: Any) -> Any:
    """Return `value` for comparing: dataclasses, dates and the like by their fields.

    A deque, a range and what a dict gives are lists; other objects are handles.  What is named and
    not called, as `model.rate`, is asked for.
    """
    return _as_plain_inside(value, 0)


def _as_plain_inside(value: Any, depth: int) -> Any:
    return rebuild(value, lambda item: _item_as_plain(item, depth))


def _item_as_plain(value: Any, depth: int) -> Any:
    if isinstance(value, Member):
        value = value._value()
        if not isinstance(value, Object):
            return _as_plain_inside(value, depth)
    if isinstance(value, Object):
        return _object_as_plain(value, depth)
    return Opaque("function", "") if isinstance(value, Function) else value


def _object_as_plain(value: Object, depth: int) -> Any:
    """Return what an object is compared by; its handle, where nothing tells it from another."""
    handle = value._handle
    if handle.kind in FUNCTIONS:
        return Opaque("function", "")
    if depth >= MOST_NESTED:
        return handle
    if handle.kind in LISTED:
        return [_as_plain_inside(item, depth + 1) for item in value]
    if handle.kind == "Decimal":
        return Fields(handle.kind, {"value": _decimal_text(value)})
    if not handle.fields:
        return handle
    values = {
        name: _as_plain_inside(value._ask(Verb.ATTRIBUTE, name), depth + 1)
        for name in handle.fields[:MOST_FIELDS]
    }
    return Fields(handle.kind, values)


def _decimal_text(value: Object) -> Any:
    """Return the digits of a Decimal, those of equal ones alike: 1.0 and 1.00 are 1."""
    normal = value._function("normalize")()
    return normal._function("to_eng_string")() if isinstance(normal, Object) else normal
