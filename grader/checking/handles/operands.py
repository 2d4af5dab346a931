"""Operators of Python, each asked where the object is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Binary = Callable[[Any, Any], Any]


def _left(name: str) -> Binary:
    """Return the operator of that name, the object standing on its left."""

    def ask(self: Operators, other: Any) -> Any:
        return self._operate(name, self, other)

    return ask


def _either(name: str) -> tuple[Binary, Binary]:
    """Return the operator of that name, the object standing on its left, and on its right."""

    def ask(self: Operators, other: Any) -> Any:
        return self._operate(name, other, self)

    return _left(name), ask


def _alone(name: str) -> Callable[[Any], Any]:
    """Return the operator of that name, which takes the object alone."""

    def ask(self: Operators) -> Any:
        return self._operate(name, self)

    return ask


class Operators:
    """Meanings of `a + b`, `a == b`, `-a` and the like for an object that stays over there.

    `==` is one of them: comparing which object it is would say False for everybody, in silence.
    """

    __hash__ = None  # type: ignore[assignment]
    __array_ufunc__ = None  # an array on the left leaves the operator to the object

    def _operate(self, name: str, *operands: Any) -> Any:
        raise NotImplementedError

    __add__, __radd__ = _either("add")
    __sub__, __rsub__ = _either("sub")
    __mul__, __rmul__ = _either("mul")
    __truediv__, __rtruediv__ = _either("truediv")
    __floordiv__, __rfloordiv__ = _either("floordiv")
    __mod__, __rmod__ = _either("mod")
    __pow__, __rpow__ = _either("pow")
    __matmul__, __rmatmul__ = _either("matmul")
    __and__, __rand__ = _either("and_")
    __or__, __ror__ = _either("or_")
    __xor__, __rxor__ = _either("xor")
    __lshift__, __rlshift__ = _either("lshift")
    __rshift__, __rrshift__ = _either("rshift")

    __eq__ = _left("eq")
    __ne__ = _left("ne")
    __lt__ = _left("lt")
    __le__ = _left("le")
    __gt__ = _left("gt")
    __ge__ = _left("ge")

    __neg__ = _alone("neg")
    __pos__ = _alone("pos")
    __abs__ = _alone("abs")
    __invert__ = _alone("invert")

    __iadd__ = _left("iadd")
    __isub__ = _left("isub")
    __imul__ = _left("imul")
    __itruediv__ = _left("itruediv")
    __ifloordiv__ = _left("ifloordiv")
    __imod__ = _left("imod")
    __ipow__ = _left("ipow")
    __imatmul__ = _left("imatmul")

    def __contains__(self, item: Any) -> bool:
        return self._operate("contains", self, item) is True

    def __setitem__(self, index: Any, value: Any) -> None:
        self._operate("setitem", self, index, value)

    def __delitem__(self, index: Any) -> None:
        self._operate("delitem", self, index)
