"""Encoding and decoding of values; the package's docstring is the specification."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from typing import Any

import numpy as np

from grader.errors import WireError
from grader.model.values import Handle, Opaque, Tensor
from grader.wire.frames import MAX_FRAME

MAX_DEPTH = 16
MAX_VALUES = 10_000
MAX_STRING = 1 << 20
MAX_AXES = 16
MAX_DTYPE_NAME = 40
TOO_LARGE = f"the value is larger than {MAX_FRAME >> 20} MiB"
MAX_INT_DIGITS = 3500  # fewer than the 4,300 decimal digits that Python turns into text

ARRAY_TYPES = frozenset(
    (
        "|b1",
        "|i1",
        "|u1",
        "<i2",
        "<u2",
        "<i4",
        "<u4",
        "<i8",
        "<u8",
        "<f2",
        "<f4",
        "<f8",
        "<c8",
        "<c16",
    )
)

_U32 = struct.Struct(">I")
_I64 = struct.Struct(">q")
_F64 = struct.Struct(">d")
_C128 = struct.Struct(">dd")

Convert = Callable[[object], object]


def encode(value: object, convert: Convert | None = None) -> bytes:
    """The bytes of `value`.

    `convert` is asked about anything that is not one of the wire's own types, and gives a value
    that is. Equal values have equal bytes, so a digest of them names the value.  Raises WireError.
    """
    writer = _Writer(convert)
    writer.write(value, 0)
    whole = b"".join(writer.parts)
    if len(whole) > MAX_FRAME:
        raise WireError(TOO_LARGE)
    return whole


def decode(
    data: bytes | memoryview,
    *,
    tensor: Callable[[Tensor], object] | None = None,
    handle: Callable[[Handle], object] | None = None,
    writable: bool = False,
) -> Any:
    """The value in `data`, all of it.

    Arrays are read-only views of `data` unless `writable`.  `tensor` and `handle` replace what they
    are given.  Raises WireError for anything that breaks the specification.
    """
    reader = _Reader(memoryview(data), tensor, handle, writable)
    value = reader.read(0)
    if reader.at != len(reader.data):
        raise WireError(f"{len(reader.data) - reader.at} bytes follow the value")
    return value


class _Writer:
    """Collects the parts of one encoded value and counts what the ceilings limit."""

    def __init__(self, convert: Convert | None) -> None:
        self.parts: list[bytes] = []
        self.put = self.parts.append
        self.convert = convert
        self.values = 0
        self.size = 0

    def put_large(self, part: bytes) -> None:
        """A part that may be large: `write` limits how many there are of the others."""
        self.size += len(part)
        if self.size > MAX_FRAME:
            raise WireError(TOO_LARGE)
        self.parts.append(part)

    def text(self, text: str, tag: bytes = b"") -> None:
        try:
            raw = text.encode("utf-8")
        except UnicodeEncodeError:  # a lone surrogate
            raw = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode("utf-8")
        self.raw(raw, tag)

    def raw(self, raw: bytes, tag: bytes = b"") -> None:
        if len(raw) > MAX_STRING:
            raise WireError(f"a string of {len(raw)} bytes is longer than 1 MiB")
        self.put_large(tag + _U32.pack(len(raw)) + raw)

    def write(self, value: object, depth: int) -> None:
        self.values += 1
        if self.values > MAX_VALUES:
            raise WireError(f"more than {MAX_VALUES:,} values at once")
        if depth > MAX_DEPTH:
            raise WireError(f"values are nested more than {MAX_DEPTH} deep")
        writer = _WRITERS.get(type(value))
        if writer is not None:
            writer(self, value, depth)
        else:
            self.write_other(value, depth)

    def write_other(self, value: object, depth: int) -> None:
        """Subclasses of the wire's types count as those types; anything else is `convert`'s."""
        for base, writer in _BASES:
            if isinstance(value, base):
                writer(self, value, depth)
                return
        if self.convert is None:
            raise WireError(f"a {type(value).__name__} cannot be sent")
        converted = self.convert(value)
        write = _WRITERS.get(type(converted))
        if write is None:
            raise WireError(f"a {type(value).__name__} cannot be sent")
        write(self, converted, depth)

    def none(self, value: None, depth: int) -> None:
        self.put(b"N")

    def boolean(self, value: bool, depth: int) -> None:
        self.put(b"T" if value else b"F")

    def integer(self, value: int, depth: int) -> None:
        if -(1 << 63) <= value < 1 << 63:
            self.put(b"i" + _I64.pack(value))
            return
        digits = f"{int(value):x}"
        if len(digits) > MAX_INT_DIGITS:
            raise WireError(f"an int of more than {MAX_INT_DIGITS} hexadecimal digits")
        self.text(digits, b"I")

    def floating(self, value: float, depth: int) -> None:
        self.put(b"f" + _F64.pack(value))

    def complex(self, value: complex, depth: int) -> None:
        self.put(b"c" + _C128.pack(value.real, value.imag))

    def string(self, value: str, depth: int) -> None:
        self.text(value, b"s")

    def byte_string(self, value: bytes | bytearray, depth: int) -> None:
        self.raw(bytes(value), b"b")

    def sequence(self, value: tuple[object, ...] | list[object], depth: int) -> None:
        items = list(value)
        self.put((b"t" if isinstance(value, tuple) else b"l") + _U32.pack(len(items)))
        for item in items:
            self.write(item, depth + 1)

    def mapping(self, value: dict[object, object], depth: int) -> None:
        items = list(value.items())
        self.put(b"d" + _U32.pack(len(items)))
        for key, item in items:
            self.write(key, depth + 1)
            self.write(item, depth + 1)

    def array(self, value: np.ndarray[Any, Any] | np.generic, depth: int) -> None:
        array = np.asarray(value)
        if array.dtype.byteorder == ">":
            array = array.astype(array.dtype.newbyteorder("<"))
        if array.dtype.str not in ARRAY_TYPES or array.ndim > MAX_AXES:
            self.opaque(
                Opaque("ndarray", f"an array of dtype {array.dtype} with {array.ndim} axes"), depth
            )
            return
        if array.nbytes > MAX_FRAME:
            raise WireError(f"an array of shape {array.shape} is larger than {MAX_FRAME >> 20} MiB")
        self.text(array.dtype.str, b"a")
        self.put(struct.pack(f">B{array.ndim}q", array.ndim, *array.shape))
        self.put_large(array.tobytes(order="C"))

    def tensor(self, value: Tensor, depth: int) -> None:
        self.text(value.dtype, b"x")
        self.array(value.array, depth)

    def handle(self, value: Handle, depth: int) -> None:
        self.put(b"h" + _I64.pack(value.number))
        self.text(value.kind)

    def opaque(self, value: Opaque, depth: int) -> None:
        self.text(value.kind, b"o")
        self.text(value.description)


_WRITERS: dict[type, Callable[..., None]] = {
    type(None): _Writer.none,
    bool: _Writer.boolean,
    int: _Writer.integer,
    float: _Writer.floating,
    complex: _Writer.complex,
    str: _Writer.string,
    bytes: _Writer.byte_string,
    bytearray: _Writer.byte_string,
    tuple: _Writer.sequence,
    list: _Writer.sequence,
    dict: _Writer.mapping,
    np.ndarray: _Writer.array,
    Tensor: _Writer.tensor,
    Handle: _Writer.handle,
    Opaque: _Writer.opaque,
}
# np.float64 is a float and np.ndarray has subclasses: NumPy's own come first.
_BASES: tuple[tuple[Any, Callable[..., None]], ...] = (
    (np.generic, _Writer.array),
    (np.ndarray, _Writer.array),
    (int, _Writer.integer),
    (float, _Writer.floating),
    (str, _Writer.string),
    (bytes, _Writer.byte_string),
    (tuple, _Writer.sequence),
    (list, _Writer.sequence),
    (dict, _Writer.mapping),
)


class _Reader:
    """Reads one value, never past the end of the data and never past a ceiling."""

    def __init__(
        self,
        data: memoryview,
        tensor: Callable[[Tensor], object] | None,
        handle: Callable[[Handle], object] | None,
        writable: bool,
    ) -> None:
        if len(data) > MAX_FRAME:
            raise WireError(f"a value of {len(data)} bytes is larger than {MAX_FRAME >> 20} MiB")
        self.data = data
        self.at = 0
        self.values = 0
        self.tensor = tensor
        self.handle = handle
        self.writable = writable

    def take(self, count: int) -> memoryview:
        end = self.at + count
        if count < 0 or end > len(self.data):
            raise WireError("the value ends too early")
        piece = self.data[self.at : end]
        self.at = end
        return piece

    def count(self) -> int:
        """A number of values to come; each takes a byte at least, so a lie is found at once."""
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
        if kind not in ARRAY_TYPES:
            raise WireError(f"arrays of dtype {kind[:20]!r} are not sent")
        axes = self.take(1)[0]
        if axes > MAX_AXES:
            raise WireError(f"an array of {axes} axes")
        shape = struct.unpack(f">{axes}q", self.take(8 * axes))
        if any(n < 0 for n in shape):
            raise WireError(f"an array of shape {shape}")
        dtype = np.dtype(kind)
        raw = self.take(math.prod(shape) * dtype.itemsize)
        try:
            array = (
                np.frombuffer(raw, dtype=dtype).reshape(shape)
                if len(raw)
                else np.empty(shape, dtype)
            )
        except (ValueError, MemoryError):
            raise WireError(f"an array of shape {shape}") from None
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
        handle = Handle(self.integer(depth), self.text())
        return self.handle(handle) if self.handle else handle

    def opaque(self, depth: int) -> Opaque:
        return Opaque(self.text(), self.text())


_READERS: dict[int, Callable[[_Reader, int], Any]] = {
    ord("N"): lambda reader, depth: None,
    ord("T"): lambda reader, depth: True,
    ord("F"): lambda reader, depth: False,
    ord("i"): _Reader.integer,
    ord("I"): _Reader.big_integer,
    ord("f"): _Reader.floating,
    ord("c"): _Reader.complex,
    ord("s"): lambda reader, depth: reader.text(),
    ord("b"): lambda reader, depth: reader.raw(),
    ord("t"): lambda reader, depth: tuple(reader.sequence(depth)),
    ord("l"): _Reader.sequence,
    ord("d"): _Reader.mapping,
    ord("a"): _Reader.array,
    ord("x"): _Reader.tagged_tensor,
    ord("h"): _Reader.tagged_handle,
    ord("o"): _Reader.opaque,
}
