"""What to look at when an answer has another shape, or none: advice where the course has none."""

import math
from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.diagnosis.evidence import Compared
from grader.diagnosis.fingerprints import Array, as_array
from grader.language import tr, translatable
from grader.model import Tensor

Shape = tuple[int, ...]

NOTHING = translatable(
    "Your function returns None: does every way through it end with `return`? What is printed"
    " reaches nobody else."
)
SIZES_SWAPPED = translatable(
    "These are the right sizes, along other axes: say for each axis what it counts, and look at"
    " what you loop over, and at every transpose and batch_first."
)
A_PAIR = translatable(
    "You return several things where one is asked for: return that one alone, and see what is done"
    " with it where it is called."
)
RESULTS_SWAPPED = translatable(
    "The results have each other's kind or shape: are they returned in another order than the task"
    " says?"
)
ONE_HOT = translatable(
    "There is a whole row of numbers where one number is asked for: one-hot vectors or scores,"
    " where the index is wanted?"
)
WHOLE_NUMBERS = translatable(
    "These are whole numbers, and fractions are asked for: look at the dtype of the array that you"
    " write into, at // and int(), and at .float() or astype(float)."
)
ONE_STEP = translatable(
    "That is one row where all are asked for: collect one each time round the loop, and put them"
    " together along a new first axis."
)
ONE_NUMBER = translatable(
    "That is one number where several are asked for: a sum or a mean without `axis` takes all"
    " numbers together."
)
JOINED = translatable(
    "There are as many numbers as there should be, and axes are joined or dropped: look at a cat"
    " where a stack is meant, and at every view, reshape, flatten and squeeze."
)
AXIS_OF_ONE = translatable(
    "An axis of size 1 is too many: look at rows or columns that were made of a plain vector, at"
    " keepdims, unsqueeze and slices such as x[:1]."
)
AXIS_OF_ONE_MISSING = translatable(
    "An axis of size 1 is missing: look at squeeze, at an index such as x[0] that takes an axis"
    " away, where a slice keeps it, and at a cat where a stack is meant, which makes a new axis."
)
ONE_MORE = translatable(
    "There is one more than asked for along one axis: is what the first step starts from among"
    " your results, or does the loop go once too often?"
)
ONE_LESS = translatable(
    "There is one less than asked for along one axis: is everything there that it counts? Look at"
    " where a loop, a slice or an index begins and ends, and at which axis of which argument its"
    " length was read from."
)
ONLY_FIRST = translatable(
    "There is one where several are asked for: does the loop end in its first round, by a"
    " `return` or `break` that stands inside of it, or is its range too short? Is each result put"
    " over the last, or does the append stand behind the loop?"
)
ONE_TEXT = translatable(
    "One text is asked for, and you return its letters one by one: ''.join(...) makes one of them."
    " Numbers have to be turned into letters first."
)
NO_TENSOR = translatable(
    "A tensor is asked for: torch.tensor(...) makes one of a list of numbers or of an array, and"
    " torch.stack(...) of a list of tensors, which stay attached to the graph."
)


def shape_advice(compared: Compared) -> str | None:
    """Return what to look at for a comparison of other shapes; None where nothing is known."""
    if _is_one_of_several(compared):
        names = ", ".join(compared.names)
        return tr("Several results are asked for, in this order: `return {names}`.", names=names)
    advice = _fixed_advice(compared)
    return tr(advice) if advice else None


def _fixed_advice(compared: Compared) -> str | None:
    """Return the advice that needs no names; None where nothing is known."""
    advice = _advise_on_kinds(compared)
    if advice:
        return advice
    for got, want in _pair_arrays(compared.got, compared.want):
        if got.shape != want.shape:
            return _advise_on_shapes(got.shape, want.shape)
    return WHOLE_NUMBERS if _has_whole_numbers(compared) else None


def _advise_on_kinds(compared: Compared) -> str | None:
    """Return what to look at where the answer is of another kind."""
    if compared.got is None and compared.want is not None:
        return NOTHING
    if _are_exchanged(compared.got, compared.want):
        return RESULTS_SWAPPED
    if _is_split_text(compared.got, compared.want):
        return ONE_TEXT
    if _has_several(compared):
        return A_PAIR
    no_tensor = isinstance(compared.got, list | tuple | np.ndarray)
    return NO_TENSOR if no_tensor and isinstance(compared.want, Tensor) else None


def _has_several(compared: Compared) -> bool:
    """Return whether several arrays came, each like the one that is asked for."""
    got, want = compared.got, None if _is_list(compared.want) else as_array(compared.want)
    if want is None or want.ndim == 0 or not _is_list(got) or len(got) < 2:
        return False
    arrays = [as_array(item) for item in got]
    return any(array is not None and array.shape == want.shape for array in arrays)


def _are_exchanged(got: Any, want: Any) -> bool:
    """Return whether results have the shapes that are asked for, in another order."""
    mine, theirs = (list(map(_form_of, each)) if _is_list(each) else [] for each in (got, want))
    return mine != theirs and None not in mine and Counter(mine) == Counter(theirs)


def _form_of(item: Any) -> Shape | type[str] | None:
    """Return an array's shape, `str` for texts, or None for anything else."""
    if _are_texts(item):
        return str
    array = as_array(item)
    return None if array is None else array.shape


def _are_texts(item: Any) -> bool:
    """Return whether this is a text, or a list of some."""
    items = item if _is_list(item) and item else (item,)
    return all(isinstance(each, str) for each in items)


def _is_split_text(got: Any, want: Any) -> bool:
    """Return whether a list came where a text is asked for, or one of them in a list of texts."""
    if _is_list(got) and _is_list(want) and len(got) == len(want):
        return any(_is_split_text(one, other) for one, other in zip(got, want, strict=True))
    return isinstance(want, str) and _is_list(got)


def _is_list(value: Any) -> bool:
    return isinstance(value, tuple | list)


def _has_whole_numbers(compared: Compared) -> bool:
    """Return whether whole numbers came where others are asked for."""
    pairs = _pair_arrays(compared.got, compared.want)
    return any(got.dtype.kind in "iu" and want.dtype.kind == "f" for got, want in pairs)


def _is_one_of_several(compared: Compared) -> bool:
    """Return whether a single array came where a tuple of named results is asked for."""
    several = _is_list(compared.want) and len(compared.names) > 1
    identifiers = all(name.isidentifier() for name in compared.names)
    single = not _is_list(compared.got) and as_array(compared.got) is not None
    return several and identifiers and single


def _pair_arrays(got: Any, want: Any) -> Iterator[tuple[Array, Array]]:
    """Yield arrays that stand in the same place."""
    if _is_list(got) and _is_list(want) and len(got) == len(want):
        for one, other in zip(got, want, strict=True):
            yield from _pair_arrays(one, other)
    mine, theirs = as_array(got), as_array(want)
    if mine is not None and theirs is not None:
        yield mine, theirs


def _advise_on_shapes(got: Shape, want: Shape) -> str | None:
    """Return what two shapes say; the first that fits counts."""
    if got == () and len(want) > 0 and want != (1,):
        return ONE_NUMBER
    return _advise_on_axes(got, want) or _advise_on_rows(got, want) or _advise_on_lengths(got, want)


def _advise_on_axes(got: Shape, want: Shape) -> str | None:
    """Return advice on axes of size 1, and on axes in another order."""
    if _without_ones(got) == _without_ones(want) and len(got) != len(want):
        return AXIS_OF_ONE if len(got) > len(want) else AXIS_OF_ONE_MISSING
    return SIZES_SWAPPED if sorted(got) == sorted(want) else None


def _advise_on_rows(got: Shape, want: Shape) -> str | None:
    """Return advice on an axis that is missing, or is too many."""
    if len(want) > 1 and got == want[1:]:
        return ONE_STEP
    if want and got[:-1] == want:
        return ONE_HOT
    return JOINED if math.prod(got) == math.prod(want) and len(got) < len(want) else None


def _advise_on_lengths(got: Shape, want: Shape) -> str | None:
    """Return advice on one axis that has another length."""
    differing = [(one, two) for one, two in zip(got, want, strict=False) if one != two]
    if len(got) != len(want) or len(differing) != 1:
        return None
    mine, theirs = differing[0]
    if mine == 1 and got[0] == 1 < want[0]:
        return ONLY_FIRST
    if abs(mine - theirs) == 1:
        return ONE_MORE if mine > theirs else ONE_LESS
    return None


def _without_ones(shape: Shape) -> Shape:
    return tuple(size for size in shape if size != 1)
