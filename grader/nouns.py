"""Decorators of classes that only hold values: dataclasses that are frozen and have slots."""

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

Noun = TypeVar("Noun")


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def noun(cls: type[Noun]) -> type[Noun]:
    """Make a class a dataclass that is frozen, has slots, and is given its fields by name."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[Noun]) -> type[Noun]:
    """Make a class a dataclass that is frozen, has slots, and may be given its fields by place."""
    return dataclass(frozen=True, slots=True)(cls)
