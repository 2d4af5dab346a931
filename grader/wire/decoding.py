"""Decoding of values; the package's docstring is the specification."""

import math
import struct
from collections.abc import Callable
from typing import Any

import numpy as np

from grader.errors import WireError
from grader.model.values import DataTable, Handle, Made, Opaque, Record, Tensor
from grader.nouns import mutable

from .ceilings import (
    MAX_AXES,
    MAX_DEPTH,
    MAX_DTYPE_NAME,
    MAX_INT_DIGITS,
    MAX_STRING,
    MAX_VALUES,
    TABLES,
    check_shape,
    is_array_type,
)
from .frames import MAX_FRAME

_U32 = struct.Struct(">I")
_I64 = struct.Struct(">q")
_F64 = struct.Struct(">d")
_C128 = struct.Struct(">dd")


def decode(
    data: bytes | memoryview,
    *,
    tensor: Callable[[Tensor], object] | None = None,
    handle: Callable[[Handle], object] | None = None,
    make: Callable[[Record | DataTable | Made], object] | None = None,
    writable: bool = False,
) -> Any:
    """Return the value in `data`, all of it.

    Arrays are read-only views of `data` unless `writable`.  `tensor`, `handle` and `make` replace
    what they are given.  Raises WireError for anything that breaks the specification.
    """
    if len(data) > MAX_FRAME:
        raise WireError(f"a value of {len(data)} bytes is larger than {MAX_FRAME >> 20} MiB")
    reader = _ValueReader(memoryview(data), tensor, handle, make, writable)
    value = reader.read(0)
    if reader.at != len(reader.data):
        raise WireError(f"{len(reader.data) - reader.at} bytes follow the value")
    return value


@mutable
class _ValueReader:
    """Reads one value, never past the end of the data and never past a ceiling."""

    data: memoryview
    tensor: Callable[[Tensor], object] | None
    handle: Callable[[Handle], object] | None
    made: Callable[[Record | DataTable | Made], object] | None
    writable: bool
    at: int = 0
    values: int = 0

    def take(self, count: int) -> memoryview:
        end = self.at + count
        if count < 0 or end > len(self.data):
            raise WireError("the value ends too early")
        piece = self.data[self.at : end]
        self.at = end
        return piece

    def count(self) -> int:
        """Read a number of values to come.

        Each takes a byte at least, so a lie is found before anything is built.
        """
        count = self.length()
        if count > MAX_VALUES or count > len(self.data) - self.at:
            raise WireError(f"a count of {count:,} values is more than there can be")
        return count

    def length(self) -> int:
        if self.at + 4 > len(self.data):
            raise WireError("the value ends too early")
        length: int = _U32.unpack_from(self.data, self.at)[0]
        self.at += 4
        return length

    def raw(self) -> bytes:
        length = self.length()
        if length > MAX_STRING:
            raise WireError(f"a string of {length} bytes is longer than 1 MiB")
        return bytes(self.take(length))

    def text(self) -> str:
        try:
            return self.raw().decode("utf-8")
        except UnicodeDecodeError as error:
            raise WireError(f"a string is not UTF-8: {error.reason}") from None

    def read(self, depth: int) -> Any:
        self.values += 1
        if self.values > MAX_VALUES:
            raise WireError(f"more than {MAX_VALUES:,} values at once")
        if depth > MAX_DEPTH:
            raise WireError(f"values are nested more than {MAX_DEPTH} deep")
        if self.at >= len(self.data):
            raise WireError("the value ends too early")
        tag = self.data[self.at]
        self.at += 1
        reader = _READERS.get(tag)
        if reader is None:
            raise WireError(f"unknown tag {bytes((tag,))!r}")
        return reader(self, depth)

    def integer(self, depth: int) -> int:
        number: int = _I64.unpack(self.take(8))[0]
        return number

    def big_integer(self, depth: int) -> int:
        digits = self.text()
        if (
            len(digits) > MAX_INT_DIGITS
            or not digits.removeprefix("-").isalnum()
            or not digits.isascii()
        ):
            raise WireError("an int that is not written in hexadecimal")
        try:
            return int(digits, 16)
        except ValueError:
            raise WireError("an int that is not written in hexadecimal") from None

    def floating(self, depth: int) -> float:
        number: float = _F64.unpack(self.take(8))[0]
        return number

    def complex(self, depth: int) -> complex:
        return complex(*_C128.unpack(self.take(16)))

    def sequence(self, depth: int) -> list[Any]:
        return [self.read(depth + 1) for _ in range(self.count())]

    def mapping(self, depth: int) -> dict[Any, Any]:
        items = {}
        for _ in range(self.count()):
            key = self.read(depth + 1)
            try:
                items[key] = self.read(depth + 1)
            except TypeError:
                raise WireError(f"a {type(key).__name__} cannot be a key") from None
        return items

    def array(self, depth: int) -> np.ndarray[Any, Any]:
        kind = self.text()
        if not is_array_type(kind):
            raise WireError(f"arrays of dtype {kind[:20]!r} are not sent")
        axes = self.take(1)[0]
        if axes > MAX_AXES:
            raise WireError(f"an array of {axes} axes")
        shape = struct.unpack(f">{axes}q", self.take(8 * axes))
        if any(size < 0 for size in shape):
            raise WireError(f"an array of shape {shape}")
        dtype = np.dtype(kind)
        raw = self.take(math.prod(shape) * dtype.itemsize)
        check_shape(shape, dtype.itemsize)
        try:
            array = (
                np.frombuffer(raw, dtype=dtype).reshape(shape)
                if len(raw)
                else np.empty(shape, dtype)
            )
        except (ValueError, MemoryError):
            raise WireError(f"an array of shape {shape}") from None
        if dtype.kind == "U":
            _check_characters(raw)
        if kind == "|b1":  # any byte but 0 and 1 would be a truth value that differs from True
            return np.asarray(array.view(np.uint8) != 0)
        return array.copy() if self.writable else array

    def tagged_tensor(self, depth: int) -> object:
        dtype = self.text()
        if bytes(self.take(1)) != b"a":
            raise WireError("a tensor without its array")
        if len(dtype) > MAX_DTYPE_NAME:
            raise WireError("a tensor's dtype with a name that long")
        tensor = Tensor(self.array(depth), dtype)
        return self.tensor(tensor) if self.tensor else tensor

    def tagged_handle(self, depth: int) -> object:
        return self.replaced_handle(Handle(self.integer(depth), self.text()))

    def replaced_handle(self, handle: Handle) -> object:
        return self.handle(handle) if self.handle else handle

    def handle_with_fields(self, depth: int) -> object:
        number, kind, names = self.integer(depth), self.text(), tuple(self.items(depth))
        decides = self.read(depth + 1)
        if not all(isinstance(name, str) for name in names) or not isinstance(decides, bool):
            raise WireError("an object whose fields have no names")
        return self.replaced_handle(Handle(number, kind, names, decides))

    def items(self, depth: int) -> list[Any]:
        """Read a value that has to be a list."""
        items = self.read(depth + 1)
        if not isinstance(items, list):
            raise WireError(f"a {type(items).__name__} in place of a list")
        return items

    def record(self, depth: int) -> object:
        kind, names, items = self.text(), tuple(self.items(depth)), self.items(depth)
        if len(names) != len(items) or not all(isinstance(name, str) for name in names):
            raise WireError("a named tuple whose names are not those of its items")
        record = Record(kind, names, items)
        return self.made(record) if self.made else record

    def table(self, depth: int) -> object:
        kind, names, columns = self.text(), tuple(self.items(depth)), tuple(self.items(depth))
        index = self.read(depth + 1)
        arrays = [item for item in (*columns, index) if isinstance(item, np.ndarray)]
        if len(arrays) != len(columns) + 1 or len(names) != len(columns) or kind not in TABLES:
            raise WireError("a table without its columns")
        if any(array.shape != (index.size,) for array in arrays):
            raise WireError("a table whose columns are not as long as its index")
        table = DataTable(kind, names, columns, index)
        return self.made(table) if self.made else table

    def collection(self, depth: int) -> set[Any]:
        try:
            return set(self.sequence(depth))
        except TypeError as error:
            raise WireError(f"a set of what cannot be in one: {error}") from None

    def object_array(self, depth: int) -> np.ndarray[Any, Any]:
        shape, items = self.items(depth), self.items(depth)
        sizes = all(type(size) is int and 0 <= size <= MAX_VALUES for size in shape)
        if not sizes or len(shape) > MAX_AXES or math.prod(shape) != len(items):
            raise WireError("an array of objects whose shape is not that of its items")
        array = np.empty(len(items), dtype=object)
        for at, item in enumerate(items):
            array[at] = item
        return array.reshape(shape)

    def tagged_made(self, depth: int) -> object:
        value = Made(self.text(), self.read(depth + 1))
        return self.made(value) if self.made else Opaque(value.kind, "")

    def opaque(self, depth: int) -> Opaque:
        return Opaque(self.text(), self.text())


def _check_characters(raw: memoryview) -> None:
    """Refuse numbers that stand for no character: NumPy fails on them only when they are read."""
    codes = np.frombuffer(raw, dtype="<u4")
    if codes.size and (codes.max() > 0x10FFFF or ((codes >= 0xD800) & (codes <= 0xDFFF)).any()):
        raise WireError("an array of strings with what is no character")


_READERS: dict[int, Callable[[_ValueReader, int], Any]] = {
    ord("N"): lambda reader, depth: None,
    ord("T"): lambda reader, depth: True,
    ord("F"): lambda reader, depth: False,
    ord("i"): _ValueReader.integer,
    ord("I"): _ValueReader.big_integer,
    ord("f"): _ValueReader.floating,
    ord("c"): _ValueReader.complex,
    ord("s"): lambda reader, depth: reader.text(),
    ord("b"): lambda reader, depth: reader.raw(),
    ord("t"): lambda reader, depth: tuple(reader.sequence(depth)),
    ord("l"): _ValueReader.sequence,
    ord("d"): _ValueReader.mapping,
    ord("a"): _ValueReader.array,
    ord("x"): _ValueReader.tagged_tensor,
    ord("h"): _ValueReader.tagged_handle,
    ord("H"): _ValueReader.handle_with_fields,
    ord("p"): _ValueReader.table,
    ord("o"): _ValueReader.opaque,
    ord("n"): _ValueReader.record,
    ord("S"): _ValueReader.collection,
    ord("Z"): lambda reader, depth: frozenset(reader.collection(depth)),
    ord("O"): _ValueReader.object_array,
    ord("m"): _ValueReader.tagged_made,
}
