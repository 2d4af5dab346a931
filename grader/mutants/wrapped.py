"""Functions whose answers come in another wrapping: a list, a view, numbers computed in float64."""

import ast
from collections.abc import Callable

from grader.sources.trees import nodes_of

from .written import Rewritten, Written

_LIST = """
def _wrapped(function):
    import functools

    @functools.wraps(function)
    def call(*args, **kwargs):
        answer = function(*args, **kwargs)
        return list(answer) if type(answer) is tuple else answer

    return call
"""
_VIEW = """
def _view(value):
    import numpy as np

    if type(value) is np.ndarray and value.ndim and value.dtype != object:
        room = np.empty((*value.shape, 2), value.dtype)
        room[..., 0] = value
        return room[..., 0]
    if type(value) in (tuple, list):
        return type(value)(_view(item) for item in value)
    return value


def _wrapped(function):
    import functools

    @functools.wraps(function)
    def call(*args, **kwargs):
        return _view(function(*args, **kwargs))

    return call
"""
_WIDE = """
def _cast(value, was, now):
    import torch

    if isinstance(value, torch.Tensor) and value.dtype == was:
        return value.to(now)
    if type(value) in (tuple, list):
        return type(value)(_cast(item, was, now) for item in value)
    return value


def _wrapped(function):
    import functools

    import torch

    @functools.wraps(function)
    def call(*args, **kwargs):
        wide = [_cast(value, torch.float32, torch.float64) for value in args]
        named = {name: _cast(value, torch.float32, torch.float64) for name, value in kwargs.items()}
        return _cast(function(*wide, **named), torch.float64, torch.float32)

    return call
"""


def answer_with_list(written: Written) -> Rewritten:
    """Answer with a list where the reference answers with a tuple."""
    yield from _wrap_functions(written, _returns_tuples, _LIST, "a list")


def answer_with_view(written: Written) -> Rewritten:
    """Answer with a view into a larger array, whose numbers do not lie side by side."""
    if not written.torch and written.imports("numpy"):
        yield from _wrap_functions(written, _returns, _VIEW, "a view")


def compute_in_float64(written: Written) -> Rewritten:
    """Compute in float64, and answer in float32."""
    if written.torch and written.imports("torch"):
        yield from _wrap_functions(written, _only_computes, _WIDE, "computed in float64")


def _wrap_functions(
    written: Written, is_wanted: Callable[[ast.FunctionDef], bool], wrapper: str, description: str
) -> Rewritten:
    """Yield the text in which the functions that are wanted, and nobody calls, are wrapped."""
    wrapped = (node.name for node in written.functions() if is_wanted(node))
    functions = [name for name in wrapped if not written.is_called(name)]
    if functions:
        bindings = "".join(f"{name} = _wrapped({name})\n" for name in functions)
        text = f"{written.text.rstrip()}\n\n\n{wrapper.strip()}\n\n\n{bindings}"
        yield f"the answers of {', '.join(functions)} are {description}", text


def _returns_tuples(function: ast.FunctionDef) -> bool:
    """Return whether a function ends with a tuple that is written there."""
    return any(isinstance(each.value, ast.Tuple) for each in nodes_of(function, ast.Return))


def _returns(function: ast.FunctionDef) -> bool:
    """Return whether a function answers anything."""
    return any(each.value for each in nodes_of(function, ast.Return))


def _only_computes(function: ast.FunctionDef) -> bool:
    """Return whether a function calls none of its arguments and writes into none of them.

    It makes no tensors of its own either: those would be narrow still.
    """
    names = {each.arg for each in (*function.args.args, *function.args.kwonlyargs)}
    return not any(_does_more(node, names) for node in ast.walk(function))


# Attributes by which a function makes tensors of its own, writes into one, or leaves PyTorch.
_MORE = frozenset(
    (
        *("zeros", "ones", "full", "empty", "eye", "tensor", "arange", "linspace", "rand", "randn"),
        *("Linear", "RNN", "GRU", "LSTM", "Parameter", "Module", "manual_seed", "float", "item"),
        *("randperm", "multinomial", "bernoulli", "normal", "dropout", "load", "Generator", "to"),
        *("backward", "tolist", "numpy", "dtype"),
    )
)


def _does_more(node: ast.AST, arguments: set[str]) -> bool:
    match node:
        case ast.AugAssign() | ast.Subscript(ctx=ast.Store()) | ast.Attribute(ctx=ast.Store()):
            return True
        case ast.Attribute(attr=name):
            return name in _MORE or name.endswith("_")
        case ast.Call(func=ast.Name(id=name)):
            return name in arguments
    return False
