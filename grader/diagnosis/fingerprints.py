"""A compact form of an answer in which two answers can be compared within a tolerance.

Its structure is a text: kinds, shapes, letters.  All its numbers are one list. Of a long list some
numbers are kept, at places that only its length decides, and some sums with random signs: two
different lists do not share these.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

import msgspec
import numpy as np

from grader.compare.alike import as_float, is_number, need_same_shape
from grader.model import Handle, Opaque
from grader.model.values import unwrap

from .mistakes import Fingerprint

Array = np.ndarray[Any, Any]

MOST_NUMBERS = 32  # of a longer list, that many stand for all: half are picked, half are sums
MOST_TEXT = 200
# A mistake's answer lies so much nearer to the student's than the reference's does.
NEARER = 20.0
MOST_READ = 1 << 20  # numbers of an answer that are looked at


def numbers_of(one: Fingerprint) -> Array:
    """Return the numbers of a fingerprint, or what stands for a long list of them."""
    wide = len(one.numbers) == 8 * min(one.size, MOST_NUMBERS)
    return np.frombuffer(one.numbers, dtype="<f8" if wide else "<f4").astype("<f8")


def fingerprint(value: Any) -> Fingerprint:
    """Return the fingerprint of an answer."""
    parts = list(_take_apart(value))
    structure = "".join(part for part in parts if isinstance(part, str))
    if len(structure) > MOST_TEXT:
        structure = hashlib.sha256(structure.encode()).hexdigest()
    arrays = [part for part in parts if isinstance(part, np.ndarray)]
    numbers = np.concatenate(arrays or [np.zeros(0)])[:MOST_READ]
    finite = np.isfinite(numbers)
    if not finite.all():
        places = hashlib.sha256(np.packbits(~finite).tobytes()).hexdigest()[:16]
        structure += f" not finite: {places}"
        numbers = np.where(finite, numbers, 0.0)
    scale = float(np.abs(numbers).max(initial=0.0))
    return Fingerprint(structure, _choose_stand_ins(numbers).tobytes(), scale, numbers.size)


def measure_distance(one: Fingerprint, other: Fingerprint) -> float:
    """Return how far two answers are apart, relative to their largest number.

    Infinite where their structures are not the same.
    """
    if one.structure != other.structure or one.size != other.size:
        return float("inf")
    scale = max(one.scale, other.scale)
    if scale == 0.0 or one.size == 0:
        return 0.0
    return float(np.abs(numbers_of(one) - numbers_of(other)).max()) / scale


def count_telling(one: Fingerprint, other: Fingerprint) -> int:
    """Return how many different numbers of an answer differ from those of another.

    Few of them are shared by chance: a count, a label, a zero.
    """
    if one.structure != other.structure or one.size != other.size:
        return len(set(np.round(numbers_of(one), 12)))
    differs = np.abs(numbers_of(one) - numbers_of(other)) > 1e-9 * max(one.scale, other.scale)
    mine = numbers_of(one)[differs]
    return len({number for number in np.round(mine, 12) if number != np.round(number)})


def _take_apart(value: Any) -> Iterator[str | Array]:
    """Yield a value's structure and its numbers; rows and an array of them count alike."""
    array = as_array(value)
    if array is not None:
        if array.dtype.kind == "c":
            array = np.stack((array.real, array.imag))
        yield f"{'x'.join(map(str, array.shape))};" if array.ndim else "n;"
        yield array.ravel()[:MOST_READ].astype(np.float64)
    elif isinstance(value, str):
        yield f"{value!r};"
    elif isinstance(value, dict):
        for key in sorted(value, key=str):
            yield f"{key}:"
            yield from _take_apart(value[key])
    elif isinstance(value, tuple | list):
        yield "("
        for item in value:
            yield from _take_apart(item)
        yield ")"
    else:
        yield f"{_kind_of(value)};"


def as_array(value: Any) -> Array | None:
    """Return the numbers of an array, a tensor, a number or equal rows; None for anything else."""
    if isinstance(value, tuple | list):
        arrays = need_same_shape([as_array(row) for row in value])
        return np.stack(arrays) if arrays else None
    array = unwrap(value)
    if is_number(array):
        return np.asarray(as_float(array))
    return array if isinstance(array, np.ndarray) and array.dtype.kind in "fiubc" else None


def _kind_of(value: Any) -> str:
    if isinstance(value, bool | None):
        return str(value)
    return value.kind if isinstance(value, Handle | Opaque) else type(value).__name__


def _choose_stand_ins(numbers: Array) -> Array:
    """Return the numbers, or of a long list picked ones and sums with random signs.

    What is random comes from a digest: it is the same in every version of NumPy.
    """
    if numbers.size <= MOST_NUMBERS:
        return numbers.astype("<f8")
    half = MOST_NUMBERS // 2
    drawn = np.frombuffer(_draw_bytes(f"places {numbers.size}", 4 * half), dtype="<u4")
    sums = [(numbers * _draw_signs(numbers.size, row)).sum() for row in range(half)]
    picked = numbers[drawn % numbers.size]
    return np.concatenate((picked, np.array(sums) / np.sqrt(numbers.size))).astype("<f8")


def _draw_signs(size: int, row: int) -> Array:
    drawn = np.frombuffer(_draw_bytes(f"signs {size} {row}", -(-size // 8)), dtype=np.uint8)
    return np.unpackbits(drawn)[:size] * 2.0 - 1.0


def _draw_bytes(seed: str, count: int) -> bytes:
    return hashlib.shake_256(seed.encode()).digest(count)


def with_fewer_digits(one: Fingerprint) -> Fingerprint:
    """Return the same with the digits of float32, for a file."""
    return msgspec.structs.replace(one, numbers=numbers_of(one).astype("<f4").tobytes())


_DIGITS = re.compile(r"0x[0-9a-fA-F]+|\d+(\.\d+)?(e[-+]?\d+)?")


def without_digits(text: str) -> str:
    """Return an exception's text without its numbers, which the inputs decide."""
    return _DIGITS.sub("#", text)[:MOST_TEXT]
