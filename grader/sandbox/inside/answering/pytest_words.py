"""`pytest.raises` and `pytest.approx` for a teacher's asserts, which run where pytest is not read.

Only these two: they are what asserts of a notebook use.
"""

from __future__ import annotations

import contextlib
import math
import re
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import ModuleType, TracebackType
from typing import Any

from grader.sandbox.inside.substitutes.imports import OF_CHECKS

RELATIVE, ABSOLUTE = 1e-6, 1e-12  # pytest's own


class Raises:
    """A block that must raise, as `pytest.raises` gives; `value` is what it raised."""

    def __init__(self, kinds: Any, match: str | None) -> None:
        self._kinds = kinds
        self._match = match
        self.value: BaseException | None = None

    def __enter__(self) -> Raises:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if kind is None:
            raise AssertionError(f"DID NOT RAISE {self._kinds}")
        if not issubclass(kind, self._kinds):
            return False
        self.value = error
        if self._match is not None and not re.search(self._match, str(error)):
            raise AssertionError(f"{str(error)!r} does not match {self._match!r}")
        return True


def raises(kinds: Any, *call: Any, match: str | None = None, **kwargs: Any) -> Raises:
    """Return a block that must raise; with a function and arguments, call it in such a block."""
    block = Raises(kinds, match)
    if call:
        function, *args = call
        with block:
            function(*args, **kwargs)
    return block


class Approx:
    """A value that equals what is about the same: numbers, sequences, dicts and arrays of them."""

    __array_ufunc__ = None  # an array on the left leaves `==` to this class
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, expected: Any, rel: float, abs_: float) -> None:
        self._expected = expected
        self._rel = rel
        self._abs = abs_

    def __eq__(self, other: object) -> bool:
        return self._is_alike(other, self._expected)

    def __repr__(self) -> str:
        return f"approx({self._expected!r})"

    def _is_alike(self, got: Any, want: Any) -> bool:
        got, want = _as_list(got), _as_list(want)
        if isinstance(want, Mapping):
            has_same_keys = isinstance(got, Mapping) and got.keys() == want.keys()
            return has_same_keys and self._are_alike(got.values(), [want[key] for key in got])
        if isinstance(want, Sequence) and not isinstance(want, str):
            return isinstance(got, Sequence) and self._are_alike(got, want)
        if isinstance(want, int | float) and isinstance(got, int | float):
            return math.isclose(got, want, rel_tol=self._rel, abs_tol=self._abs)
        return bool(got == want)

    def _are_alike(self, got: Collection[Any], want: Collection[Any]) -> bool:
        return len(got) == len(want) and all(map(self._is_alike, got, want))


def _as_list(value: Any) -> Any:
    """Return arrays and tensors as lists of numbers."""
    return value.tolist() if hasattr(value, "tolist") else value


def approx(expected: Any, rel: float | None = None, abs: float | None = None) -> Approx:
    """Return a value that equals what is about the same."""
    relative = rel if rel is not None else (0.0 if abs is not None else RELATIVE)
    return Approx(expected, relative, ABSOLUTE if abs is None else abs)


@contextlib.contextmanager
def provide_pytest() -> Iterator[None]:
    """Let `import pytest` give these two words in the block."""
    module = ModuleType("pytest")
    module.raises, module.approx = raises, approx  # type: ignore[attr-defined]
    setattr(module, OF_CHECKS, True)
    former = sys.modules.get("pytest")
    sys.modules["pytest"] = module
    try:
        yield
    finally:
        if former is None:
            del sys.modules["pytest"]
        else:
            sys.modules["pytest"] = former
