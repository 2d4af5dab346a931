"""Values that cross the wall between checks and student code, beside plain data and arrays."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from grader.language import tr
from grader.nouns import frozen

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]
else:
    Array = Any  # the desk has no NumPy, and a noun's types are looked up where it is shown


# Arguments of a call, by place and by name; and what calls a function of a check's by its number.
Args = tuple[Any, ...]
Kwargs = dict[str, Any]
CallBack = Callable[[int, Args, Kwargs], Any]
Namespace = dict[str, Any]  # what the names of a task stand for
Watch = dict[str, Any]  # what is to be seen of a call
Trace = dict[str, Any]  # and what was seen


@functools.cache
def _dtype_name(dtype: np.dtype[Any]) -> str:
    """Return a dtype's name, which NumPy puts together anew each time."""
    return dtype.name


class Tensor(msgspec.Struct, frozen=True, eq=False):
    """A PyTorch tensor as plain data: checks never import torch.

    `array` has the tensor's shape and the nearest NumPy dtype.  `dtype` is PyTorch's name of the
    element type ("float32"); it differs from the array's only for types that NumPy lacks
    ("bfloat16").
    """

    array: Array
    dtype: str = ""

    def __post_init__(self) -> None:
        if not self.dtype:
            msgspec.structs.force_setattr(self, "dtype", _dtype_name(self.array.dtype))

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


def unwrap(value: Any) -> Any:
    """Return the array in a tensor; anything else as it is."""
    return value.array if isinstance(value, Tensor) else value


@frozen
class Handle:
    """A number that stands for an object in the student process, alive for one check.

    `kind` is the name of the object's class as the student process claims it; `fields` are the
    names of its fields, where it is a dataclass; `decides` says that its class tells what it is
    worth in an `if`.
    """

    number: int
    kind: str = "object"
    fields: tuple[str, ...] = ()
    decides: bool = False


@frozen
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

    def __getattribute__(self, name: str) -> Any:
        """Give a field also where a tuple has a method of that name."""
        if name in ("count", "index"):
            names = super().__getattribute__("names")
            if name in names:
                return self[names.index(name)]
        return super().__getattribute__(name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self.names:
            raise AttributeError(tr("a {kind} has no field {name}", kind=self.kind, name=name))
        return self[tuple.index(self.names, name)]

    def _make(self, items: Iterable[Any]) -> Record:
        """Return the same record with other items, as a named tuple's own method does."""
        return Record(self.kind, self.names, items)


class Fields(msgspec.Struct, frozen=True, eq=False):
    """A dataclass's values by the names of its fields, for comparing."""

    kind: str
    values: dict[str, Any]


class DataTable(msgspec.Struct, frozen=True, eq=False):
    """A DataFrame or a Series of pandas as plain data: checks never import pandas.

    `kind` is the class's name, `names` are those of the columns, each of which is an array of as
    many items as `index` has.  A Series has one column, under its own name.
    """

    kind: str
    names: tuple[Any, ...]
    columns: tuple[Array, ...]
    index: Array

    @property
    def array(self) -> np.ndarray[Any, Any]:
        """The values of a Series, or of a table's only column."""
        if len(self.columns) != 1:
            raise TypeError(
                tr(
                    "a {kind} of {number} columns is not one array",
                    kind=self.kind,
                    number=len(self.columns),
                )
            )
        return self.columns[0]

    @property
    def shape(self) -> tuple[int, ...]:
        rows = len(self.index)
        return (rows,) if self.kind == "Series" else (rows, len(self.names))

    def __getitem__(self, name: Any) -> Any:
        """Return a column by its name; of a Series the item at a label of its index."""
        if self.kind == "Series":
            return self.array[self.index.tolist().index(name)]
        if name not in self.names:
            raise KeyError(name)
        return self.columns[self.names.index(name)]

    def __len__(self) -> int:
        return len(self.index)


@frozen
class Made:
    """Something that the other side makes anew from plain parts: a generator, a slice, a callback.

    `kind` is one of a closed list, `grader.sandbox.inside.answering.arriving`.
    """

    kind: str
    parts: Any
