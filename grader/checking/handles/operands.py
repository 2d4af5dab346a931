"""Operators of Python, each asked where the object is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Binary = Callable[[Any, Any], Any]


def _binary_operator(name: str) -> Binary:
    """Return the operator of that name, the object standing on its left."""

    def ask(self: Operators, other: Any) -> Any:
        return self._operate(name, self, other)

    return ask


def _operator_pair(name: str) -> tuple[Binary, Binary]:
    """Return the operator of that name, the object standing on its left, and on its right."""

    def ask(self: Operators, other: Any) -> Any:
        return self._operate(name, other, self)

    return _binary_operator(name), ask


def _unary_operator(name: str) -> Callable[[Any], Any]:
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

    __add__, __radd__ = _operator_pair("add")
    __sub__, __rsub__ = _operator_pair("sub")
    __mul__, __rmul__ = _operator_pair("mul")
    __truediv__, __rtruediv__ = _operator_pair("truediv")
    __floordiv__, __rfloordiv__ = _operator_pair("floordiv")
    __mod__, __rmod__ = _operator_pair("mod")
    __pow__, __rpow__ = _operator_pair("pow")
    __matmul__, __rmatmul__ = _operator_pair("matmul")
    __and__, __rand__ = _operator_pair("and_")
    __or__, __ror__ = _operator_pair("or_")
    __xor__, __rxor__ = _operator_pair("xor")
    __lshift__, __rlshift__ = _operator_pair("lshift")
    __rshift__, __rrshift__ = _operator_pair("rshift")

    __eq__ = _binary_operator("eq")
    __ne__ = _binary_operator("ne")
    __lt__ = _binary_operator("lt")
    __le__ = _binary_operator("le")
    __gt__ = _binary_operator("gt")
    __ge__ = _binary_operator("ge")

    __neg__ = _unary_operator("neg")
    __pos__ = _unary_operator("pos")
    __abs__ = _unary_operator("abs")
    __invert__ = _unary_operator("invert")

    __iadd__ = _binary_operator("iadd")
    __isub__ = _binary_operator("isub")
    __imul__ = _binary_operator("imul")
    __itruediv__ = _binary_operator("itruediv")
    __ifloordiv__ = _binary_operator("ifloordiv")
    __imod__ = _binary_operator("imod")
    __ipow__ = _binary_operator("ipow")
    __imatmul__ = _binary_operator("imatmul")

    def __contains__(self, item: Any) -> bool:
        return self._operate("contains", self, item) is True

    def __setitem__(self, index: Any, value: Any) -> None:
        self._operate("setitem", self, index, value)

    def __delitem__(self, index: Any) -> None:
        self._operate("delitem", self, index)
