"""Decorators of classes that hold values: structs, most of them frozen.

A struct of msgspec is made in ten microseconds, a dataclass with slots in some hundreds, and every
process of ours makes a hundred of them before it does anything.
"""

from typing import Any, TypeVar, dataclass_transform

import msgspec
from msgspec import field, structs

Noun = TypeVar("Noun")
OF_PLAIN_CLASSES = ("__dict__", "__weakref__")


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def noun(cls: type[Noun]) -> type[Noun]:
    """Make a class a struct that is frozen and is given its fields by name."""
    return _struct(cls, frozen=True, kw_only=True)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[Noun]) -> type[Noun]:
    """Make a class a struct that is frozen and may be given its fields by place."""
    return _struct(cls, frozen=True)


@dataclass_transform(field_specifiers=(field,))
def mutable(cls: type[Noun]) -> type[Noun]:
    """Make a class a struct whose fields may be set anew."""
    return _struct(cls, frozen=False)


def replace(value: Noun, **changes: Any) -> Noun:
    """Return a value again, with other values in those fields."""
    like: Any = structs.replace
    copy: Noun = like(value, **changes)
    return copy


def fields_of(value: object) -> dict[str, Any]:
    """Return the fields of a value by name; what they hold stays as it is."""
    fields: Any = structs.asdict
    by_name: dict[str, Any] = fields(value)
    return by_name


def _struct(cls: type[Noun], **how: bool) -> type[Noun]:
    """Return a class again, as a struct."""
    members = {name: each for name, each in vars(cls).items() if name not in OF_PLAIN_CLASSES}
    bases = (msgspec.Struct, *(base for base in cls.__bases__ if base is not object))
    make: Any = type(msgspec.Struct)
    struct: type[Noun] = make(cls.__name__, bases, members, **how)
    return struct
