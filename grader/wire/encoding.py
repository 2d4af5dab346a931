"""Encoding of values; the package's docstring is the specification."""

import struct
import sys
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from typing import Any

import numpy as np

from grader.errors import WireError
from grader.language import tr
from grader.model.values import Array, DataTable, Handle, Made, Opaque, Record, Tensor

from .ceilings import (
    MAX_AXES,
    MAX_DEPTH,
    MAX_INT_DIGITS,
    MAX_MIB,
    MAX_STRING,
    MAX_VALUES,
    TOO_LARGE,
    check_shape,
    is_array_type,
)
from .frames import MAX_FRAME

_U32 = struct.Struct(">I")
_I64 = struct.Struct(">q")
_F64 = struct.Struct(">d")
_C128 = struct.Struct(">dd")

Convert = Callable[[object], object]


def encode(value: object, convert: Convert = lambda value: value) -> bytes:
    """Return the bytes of `value`.

    `convert` is asked about anything that is not one of the wire's own types, and gives a value
    that is. Equal values have equal bytes, so a digest of them names the value.  Raises WireError.
    """
    writer = _Writer(convert)
    writer.write_value(value)
    encoded = b"".join(writer.parts)
    if len(encoded) > MAX_FRAME:
        raise WireError(tr(TOO_LARGE, mib=MAX_MIB))
    return encoded


def _has_masked(value: object) -> bool:
    """Return whether an array has masked values.

    `numpy.ma` is not imported to find that out: it takes longer than a submission's other answers.
    """
    ma = sys.modules.get("numpy.ma")
    return ma is not None and isinstance(value, ma.MaskedArray) and bool(ma.is_masked(value))


class _Writer:
    """Collects the parts of one encoded value and counts what the ceilings limit."""

    def __init__(self, convert: Convert, depth: int = 0) -> None:
        self.parts: list[bytes] = []
        self.put = self.parts.append
        self.convert = convert
        self.depth = depth  # of the value that is being written
        self.values = 0
        self.size = 0

    def put_large(self, part: bytes) -> None:
        """Add a part that may be large.

        The small ones need no such look: `write_value` limits how many there are.
        """
        self.size += len(part)
        if self.size > MAX_FRAME:
            raise WireError(tr(TOO_LARGE, mib=MAX_MIB))
        self.parts.append(part)

    def write_text(self, text: str, tag: bytes = b"") -> None:
        try:
            raw = text.encode("utf-8")
        except UnicodeEncodeError:  # a lone surrogate
            raw = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode("utf-8")
        self.write_bytes(raw, tag)

    def write_bytes(self, raw: bytes, tag: bytes = b"") -> None:
        if len(raw) > MAX_STRING:
            raise WireError(tr("a string of {number} bytes is longer than 1 MiB", number=len(raw)))
        self.put_large(tag + _U32.pack(len(raw)) + raw)

    def write_value(self, value: object) -> None:
        self.values += 1
        if self.values > MAX_VALUES:
            raise WireError(tr("more than {most:,} values at once", most=MAX_VALUES))
        if self.depth > MAX_DEPTH:
            raise WireError(tr("values are nested more than {most} deep", most=MAX_DEPTH))
        self.depth += 1
        _WRITERS.get(type(value), _Writer.write_other)(self, value)
        self.depth -= 1

    def write_other(self, value: object) -> None:
        """Write a subclass of a type of the wire as that type; ask `convert` about the others."""
        for base, kind in _BASES:
            if isinstance(value, base):
                _WRITERS[kind](self, value)
                return
        converted = self.convert(value)
        write = _WRITERS.get(type(converted))
        if write is None:
            raise WireError(tr("a {name} cannot be sent", name=type(value).__name__))
        write(self, converted)

    def write_int(self, value: int) -> None:
        if -(1 << 63) <= value < 1 << 63:
            self.put(b"i" + _I64.pack(value))
            return
        digits = f"{int(value):x}"
        if len(digits) > MAX_INT_DIGITS:
            raise WireError(
                tr("an int of more than {most} hexadecimal digits", most=MAX_INT_DIGITS)
            )
        self.write_text(digits, b"I")

    def write_sequence(self, value: tuple[object, ...] | list[object]) -> None:
        fields = getattr(type(value), "_fields", None)
        names: Any = value.names if isinstance(value, Record) else fields
        if isinstance(value, tuple) and _are_names(names, len(value)):
            self.write_record(value, names)
            return
        items = list(value)
        self.put((b"t" if isinstance(value, tuple) else b"l") + _U32.pack(len(items)))
        for item in items:
            self.write_value(item)

    def write_record(self, value: tuple[object, ...], names: tuple[str, ...]) -> None:
        kind = value.kind if isinstance(value, Record) else type(value).__name__
        self.write_text(str(kind), b"n")
        self.write_value(list(names))
        self.write_value(list(value))

    def write_set(self, value: AbstractSet[object]) -> None:
        """Write a set in the order of its items' bytes, so that equal sets have equal bytes."""
        items = []
        for item in list(value):
            inner = _Writer(self.convert, self.depth)
            inner.write_value(item)
            self.values += inner.values
            items.append(b"".join(inner.parts))
        self.put((b"Z" if isinstance(value, frozenset) else b"S") + _U32.pack(len(items)))
        for encoded in sorted(items):
            self.put_large(encoded)

    def write_made(self, value: Made) -> None:
        self.write_text(value.kind, b"m")
        self.write_value(value.parts)

    def write_dict(self, value: dict[object, object]) -> None:
        items = list(value.items())
        self.put(b"d" + _U32.pack(len(items)))
        for key, item in items:
            self.write_value(key)
            self.write_value(item)

    def write_array(self, value: Array | np.generic) -> None:
        if _has_masked(value):
            self.write_opaque(Opaque("MaskedArray", tr("an array with masked values; fill them")))
            return
        array = np.asarray(value)
        if array.dtype.byteorder == ">":
            array = array.astype(array.dtype.newbyteorder("<"))
        if array.dtype == object and array.ndim <= MAX_AXES:
            self.put(b"O")
            self.write_value([int(size) for size in array.shape])
            self.write_value(array.ravel().tolist())
            return
        if not is_array_type(array.dtype.str) or array.ndim > MAX_AXES:
            why = tr(
                "an array of dtype {dtype} with {ndim} axes", dtype=array.dtype, ndim=array.ndim
            )
            self.write_opaque(Opaque("ndarray", why))
            return
        check_shape(array.shape, array.itemsize)
        self.write_text(array.dtype.str, b"a")
        self.put(struct.pack(f">B{array.ndim}q", array.ndim, *array.shape))
        self.put_large(array.tobytes(order="C"))

    def write_tensor(self, value: Tensor) -> None:
        self.write_text(value.dtype, b"x")
        self.write_array(value.array)

    def write_handle(self, value: Handle) -> None:
        more = bool(value.fields or value.decides)
        self.put((b"H" if more else b"h") + _I64.pack(value.number))
        self.write_text(value.kind)
        if more:
            self.write_value(list(value.fields))
            self.write_value(value.decides)

    def write_table(self, value: DataTable) -> None:
        self.write_text(value.kind, b"p")
        for part in (list(value.names), list(value.columns), value.index):
            self.write_value(part)

    def write_opaque(self, value: Opaque) -> None:
        self.write_text(value.kind, b"o")
        self.write_text(value.description)


def _are_names(names: object, count: int) -> bool:
    """Return whether these are the names of a named tuple's fields."""
    return (
        isinstance(names, tuple)
        and len(names) == count
        and all(isinstance(name, str) for name in names)
    )


_WRITERS: dict[type, Callable[[_Writer, Any], None]] = {
    type(None): lambda writer, value: writer.put(b"N"),
    bool: lambda writer, value: writer.put(b"T" if value else b"F"),
    int: _Writer.write_int,
    float: lambda writer, value: writer.put(b"f" + _F64.pack(value)),
    complex: lambda writer, value: writer.put(b"c" + _C128.pack(value.real, value.imag)),
    str: lambda writer, value: writer.write_text(value, b"s"),
    bytes: lambda writer, value: writer.write_bytes(bytes(value), b"b"),
    bytearray: lambda writer, value: writer.write_bytes(bytes(value), b"b"),
    tuple: _Writer.write_sequence,
    list: _Writer.write_sequence,
    dict: _Writer.write_dict,
    np.ndarray: _Writer.write_array,
    Tensor: _Writer.write_tensor,
    Handle: _Writer.write_handle,
    DataTable: _Writer.write_table,
    Opaque: _Writer.write_opaque,
    Record: _Writer.write_sequence,
    Made: _Writer.write_made,
    set: _Writer.write_set,
    frozenset: _Writer.write_set,
}
# Which type a subclass is written as.  np.float64 is a float and np.ndarray has subclasses: NumPy's
# own come first, but for its strings.
_BASES: tuple[tuple[type, type], ...] = (
    (np.str_, str),
    (np.bytes_, bytes),
    (np.generic, np.ndarray),
    (np.ndarray, np.ndarray),
    *((kind, kind) for kind in (int, float, str, bytes, tuple, list, dict, set, frozenset)),
)
