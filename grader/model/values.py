"""Values that cross the wall between checks and student code, beside plain data and arrays."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np


@functools.cache
def _name(dtype: np.dtype[Any]) -> str:
    """Return a dtype's name, which NumPy puts together anew each time."""
    return dtype.name


@dataclass(frozen=True, slots=True, eq=False)
class Tensor:
    """A PyTorch tensor as plain data: checks never import torch.

    `array` has the tensor's shape and the nearest NumPy dtype.  `dtype` is PyTorch's name of the
    element type ("float32"); it differs from the array's only for types that NumPy lacks
    ("bfloat16").
    """

    array: np.ndarray[Any, Any]
    dtype: str = ""

    def __post_init__(self) -> None:
        if not self.dtype:
            object.__setattr__(self, "dtype", _name(self.array.dtype))

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(int(n) for n in self.array.shape)

    def __getitem__(self, index: Any) -> Tensor:
        import numpy as np

        return Tensor(np.asarray(self.array[index]), self.dtype)

    def __len__(self) -> int:
        return len(self.array)

    def __repr__(self) -> str:
        return f"Tensor({self.array!r})"


@dataclass(frozen=True, slots=True)
class Handle:
    """A number that stands for an object in the student process, alive for one check.

    `kind` is the name of the object's class as the student process claims it.
    """

    number: int
    kind: str = "object"


@dataclass(frozen=True, slots=True)
class Opaque:
    """Something that cannot cross the wall and has no handle either.

    Only its description comes out.
    """

    kind: str
    description: str


class Record(tuple[Any, ...]):
    """A named tuple as plain data: its items, the names of its fields, its class's name.

    No class is made for it where a student's process could name the fields.
    """

    kind: str
    names: tuple[str, ...]

    def __new__(cls, kind: str, names: tuple[str, ...], items: Iterable[Any]) -> Record:
        record = super().__new__(cls, items)
        record.kind, record.names = kind, names
        return record

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self.names:
            raise AttributeError(f"a {self.kind} has no field {name}")
        return self[self.names.index(name)]

    def _make(self, items: Iterable[Any]) -> Record:
        """Return the same record with other items, as a named tuple's own method does."""
        return Record(self.kind, self.names, items)


@dataclass(frozen=True, slots=True)
class Made:
    """Something that the other side makes anew from plain parts: a generator, a slice, a callback.

    `kind` is one of a closed list, `grader.sandbox.inside.answering.arriving`.
    """

    kind: str
    parts: Any
