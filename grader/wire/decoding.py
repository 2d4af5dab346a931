"""Decoding of values; the package's docstring is the specification."""

import math
import re
import struct
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from grader.errors import WireError
from grader.model.values import Array, DataTable, Handle, Made, Opaque, Record, Tensor
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
_HEXADECIMAL = re.compile("-?[0-9a-fA-F]+")


def _unmade(value: object) -> object:
    """Return a value as it is, or a description of what nobody makes anew here."""
    return Opaque(value.kind, "") if isinstance(value, Made) else value


def decode(
    data: bytes | memoryview,
    *,
    tensor: Callable[[Tensor], object] = lambda value: value,
    handle: Callable[[Handle], object] = lambda value: value,
    make: Callable[[Record | DataTable | Made], object] = _unmade,
    writable: bool = False,
) -> Any:
    """Return the value in `data`, all of it.

    Arrays are read-only views of `data` unless `writable`.  `tensor`, `handle` and `make` replace
    what they are given.  Raises WireError for anything that breaks the specification.
    """
    if len(data) > MAX_FRAME:
        raise WireError(f"a value of {len(data)} bytes is larger than {MAX_FRAME >> 20} MiB")
    reader = _ValueReader(memoryview(data), tensor, handle, make, writable)
    value = reader.read_value()
    if reader.at != len(reader.data):
        raise WireError(f"{len(reader.data) - reader.at} bytes follow the value")
    return value


@mutable
class _ValueReader:
    """Reads one value, never past the end of the data and never past a ceiling."""

    data: memoryview
    tensor: Callable[[Tensor], object]
    handle: Callable[[Handle], object]
    make: Callable[[Record | DataTable | Made], object]
    writable: bool
    at: int = 0
    values: int = 0
    depth: int = 0  # of the value that is being read

    def take(self, count: int) -> memoryview:
        end = self.at + count
        if count < 0 or end > len(self.data):
            raise WireError("the value ends too early")
        piece = self.data[self.at : end]
        self.at = end
        return piece

    def read_count(self) -> int:
        """Read a number of values to come.

        Each takes a byte at least, so a lie is found before anything is built.
        """
        count = self.read_length()
        if count > MAX_VALUES or count > len(self.data) - self.at:
            raise WireError(f"a count of {count:,} values is more than there can be")
        return count

    def read_length(self) -> int:
        if self.at + 4 > len(self.data):
            raise WireError("the value ends too early")
        length: int = _U32.unpack_from(self.data, self.at)[0]
        self.at += 4
        return length

    def read_bytes(self) -> bytes:
        length = self.read_length()
        if length > MAX_STRING:
            raise WireError(f"a string of {length} bytes is longer than 1 MiB")
        return bytes(self.take(length))

    def read_text(self) -> str:
        try:
            return self.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            raise WireError(f"a string is not UTF-8: {error.reason}") from None

    def read_value(self) -> Any:
        self.values += 1
        if self.values > MAX_VALUES:
            raise WireError(f"more than {MAX_VALUES:,} values at once")
        if self.depth > MAX_DEPTH:
            raise WireError(f"values are nested more than {MAX_DEPTH} deep")
        if self.at >= len(self.data):
            raise WireError("the value ends too early")
        tag = self.data[self.at]  # not by `take`: this is where decoding spends its time
        self.at += 1
        read = _READERS.get(tag)
        if read is None:
            raise WireError(f"unknown tag {bytes((tag,))!r}")
        self.depth += 1
        value = read(self)
        self.depth -= 1
        return value

    def read_int(self) -> int:
        return int(_I64.unpack(self.take(8))[0])

    def read_big_int(self) -> int:
        digits = self.read_text()
        if len(digits) > MAX_INT_DIGITS or not _HEXADECIMAL.fullmatch(digits):
            raise WireError("an int that is not written in hexadecimal")
        return int(digits, 16)

    def read_float(self) -> float:
        return float(_F64.unpack(self.take(8))[0])

    def read_complex(self) -> complex:
        return complex(*_C128.unpack(self.take(16)))

    def read_list(self) -> list[Any]:
        return [self.read_value() for _ in range(self.read_count())]

    def read_dict(self) -> dict[Any, Any]:
        items = {}
        for _ in range(self.read_count()):
            key = self.read_value()
            try:
                items[key] = self.read_value()
            except TypeError:
                raise WireError(f"a {type(key).__name__} cannot be a key") from None
        return items

    def read_array(self) -> Array:
        kind = self.read_text()
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

    def read_tensor(self) -> object:
        dtype = self.read_text()
        if bytes(self.take(1)) != b"a":
            raise WireError("a tensor without its array")
        if len(dtype) > MAX_DTYPE_NAME:
            raise WireError("a tensor's dtype with a name that long")
        return self.tensor(Tensor(self.read_array(), dtype))

    def read_handle(self) -> object:
        return self.handle(Handle(self.read_int(), self.read_text()))

    def read_handle_with_fields(self) -> object:
        number, kind, names = self.read_int(), self.read_text(), tuple(self.read_items())
        decides = self.read_value()
        if not all(isinstance(name, str) for name in names) or not isinstance(decides, bool):
            raise WireError("an object whose fields have no names")
        return self.handle(Handle(number, kind, names, decides))

    def read_items(self) -> list[Any]:
        """Read a value that has to be a list."""
        items = self.read_value()
        if not isinstance(items, list):
            raise WireError(f"a {type(items).__name__} in place of a list")
        return items

    def read_record(self) -> object:
        kind, names, items = self.read_text(), tuple(self.read_items()), self.read_items()
        if len(names) != len(items) or not all(isinstance(name, str) for name in names):
            raise WireError("a named tuple whose names are not those of its items")
        return self.make(Record(kind, names, items))

    def read_table(self) -> object:
        kind, names, columns = self.read_text(), tuple(self.read_items()), tuple(self.read_items())
        index = self.read_value()
        arrays = [item for item in (*columns, index) if isinstance(item, np.ndarray)]
        if len(arrays) != len(columns) + 1 or len(names) != len(columns) or kind not in TABLES:
            raise WireError("a table without its columns")
        if any(array.shape != (index.size,) for array in arrays):
            raise WireError("a table whose columns are not as long as its index")
        return self.make(DataTable(kind, names, columns, index))

    def read_set(self) -> set[Any]:
        try:
            return set(self.read_list())
        except TypeError as error:
            raise WireError(f"a set of what cannot be in one: {error}") from None

    def read_object_array(self) -> Array:
        shape, items = self.read_items(), self.read_items()
        sizes = all(type(size) is int and 0 <= size <= MAX_VALUES for size in shape)
        if not sizes or len(shape) > MAX_AXES or math.prod(shape) != len(items):
            raise WireError("an array of objects whose shape is not that of its items")
        return object_array(items).reshape(shape)

    def read_made(self) -> object:
        return self.make(Made(self.read_text(), self.read_value()))

    def read_opaque(self) -> Opaque:
        return Opaque(self.read_text(), self.read_text())


def object_array(items: Sequence[Any]) -> Array:
    """Return an array of objects; one by one, because an item may be a list itself."""
    array = np.empty(len(items), dtype=object)
    for at, item in enumerate(items):
        array[at] = item
    return array


def _check_characters(raw: memoryview) -> None:
    """Refuse numbers that stand for no character: NumPy fails on them only when they are read."""
    codes = np.frombuffer(raw, dtype="<u4")
    if codes.size and (codes.max() > 0x10FFFF or ((codes >= 0xD800) & (codes <= 0xDFFF)).any()):
        raise WireError("an array of strings with what is no character")


_BY_TAG: dict[bytes, Callable[[_ValueReader], Any]] = {
    b"N": lambda reader: None,
    b"T": lambda reader: True,
    b"F": lambda reader: False,
    b"i": _ValueReader.read_int,
    b"I": _ValueReader.read_big_int,
    b"f": _ValueReader.read_float,
    b"c": _ValueReader.read_complex,
    b"s": _ValueReader.read_text,
    b"b": _ValueReader.read_bytes,
    b"t": lambda reader: tuple(reader.read_list()),
    b"l": _ValueReader.read_list,
    b"d": _ValueReader.read_dict,
    b"a": _ValueReader.read_array,
    b"x": _ValueReader.read_tensor,
    b"h": _ValueReader.read_handle,
    b"H": _ValueReader.read_handle_with_fields,
    b"p": _ValueReader.read_table,
    b"o": _ValueReader.read_opaque,
    b"n": _ValueReader.read_record,
    b"S": _ValueReader.read_set,
    b"Z": lambda reader: frozenset(reader.read_set()),
    b"O": _ValueReader.read_object_array,
    b"m": _ValueReader.read_made,
}
_READERS = {ord(tag): read for tag, read in _BY_TAG.items()}  # a byte that is read is a number
