"""Answers that come a step early or late."""

import numpy as np

from grader.diagnosis.case import Case, Pair, count_different, is_near
from grader.diagnosis.fingerprints import Array

from .contract import Family, match_every_pair

ENOUGH = 2


def _recognise_shifted(pair: Pair, case: Case) -> str | None:
    got, want = pair.got, pair.want
    if want.ndim == 0 or got.shape != want.shape or len(want) < 3:
        return None
    if count_different(want[1:]) >= ENOUGH and is_near(got[:-1], want[1:], pair.near):
        return "early"
    if count_different(want[:-1]) < ENOUGH or not is_near(got[1:], want[:-1], pair.near):
        return None
    return "previous" if _is_start(got[0], case) else "late"


def _is_start(first: Array, case: Case) -> bool:
    """Return whether a first row is what a state starts from: zeros, or an argument."""
    if not np.any(first):
        return True
    return any(is_near(first, array, 1e-6) for array in case.arguments)


def _recognise_cut(pair: Pair, case: Case) -> str | None:
    """Recognise an answer in which steps are missing or too many."""
    got, want = pair.got, pair.want
    if want.ndim == 0 or len(want) < 2 or count_different(want) < ENOUGH:
        return None
    if got.shape == want.shape[1:] and is_near(got, want[-1], pair.near):
        return "last"
    return _recognise_length(got, want, pair.near)


def _recognise_length(got: Array, want: Array, tolerance: float) -> str | None:
    if got.ndim != want.ndim or got.shape[1:] != want.shape[1:] or count_different(want) <= ENOUGH:
        return None
    shorter = min(len(got), len(want))
    if shorter < 2 or len(got) == len(want):
        return None
    what = "missing" if len(got) < len(want) else "more"
    if is_near(got[:shorter], want[:shorter], tolerance):
        return f"{what}_end"
    return f"{what}_start" if is_near(got[-shorter:], want[-shorter:], tolerance) else None


def _recognise_unfilled(pair: Pair, case: Case) -> str | None:
    """Recognise an answer whose first rows are right and whose others are all zero."""
    got, want = pair.got, pair.want
    if want.ndim == 0 or got.shape != want.shape or len(want) < 2:
        return None
    right = count_right_rows(got, want, pair.near)
    if not right or np.any(got[right:]) or count_different(want[right:]) < ENOUGH:
        return None
    return "first" if right == 1 else "some"


def _recognise_same_rows(pair: Pair, case: Case) -> str | None:
    """Recognise an answer all of whose rows are one row of the right one."""
    got, want = pair.got, pair.want
    if want.ndim < 2 or got.shape != want.shape or len(want) < 2 or count_different(want) <= ENOUGH:
        return None
    if not is_near(got, np.broadcast_to(got[:1], got.shape), pair.near):
        return None
    if is_near(got[-1], want[-1], pair.near):
        return "last"
    return "first" if is_near(got[0], want[0], pair.near) else None


def count_right_rows(got: Array, want: Array, tolerance: float) -> int:
    """Return how many rows are right before the first that is not."""
    rows = zip(got, want, strict=True)
    is_right = [np.array_equal(one, other) or is_near(one, other, tolerance) for one, other in rows]
    return len(is_right) if all(is_right) else is_right.index(False)


UNFILLED = Family(
    "unfilled",
    {
        "first": (
            "Only the first row of the answer is filled",
            "It is right, and all others are zero, as they were made. Does the loop end in its"
            " first round, by a `return` or `break` that stands inside of it?",
        ),
        "some": (
            "The end of the answer is not filled",
            "The first rows are right, and all others are zero, as they were made. Look at"
            " where your loop ends.",
        ),
    },
    match_every_pair(_recognise_unfilled),
)
FAMILIES = (
    Family(
        "steps",
        {
            "previous": (
                "The state before each step is returned instead of the one after it",
                "Your answer begins with the state that the first step starts from, and the last"
                " one is missing. Look at whether you keep the state before or after you renew it.",
            ),
            "late": (
                "The answer comes one step late",
                "Each step has the number of the step before it. Look at the index, and at what"
                " is kept first: the value, or the next one.",
            ),
            "early": (
                "The answer comes one step early",
                "Each step has the number of the step after it. Look at the index, and at what is"
                " renewed before it is kept.",
            ),
        },
        match_every_pair(_recognise_shifted),
    ),
    Family(
        "same_rows",
        {
            "last": (
                "Every row of the answer is the last one",
                "The last one is right, and all others are the same. Is one array put into the list"
                " each time and written into again, or is what comes after the loop used for every"
                " step?",
            ),
            "first": (
                "Every row of the answer is the first one",
                "The first one is right, and all others are the same: look at what should go on"
                " from one round of the loop to the next.",
            ),
        },
        match_every_pair(_recognise_same_rows),
    ),
    Family(
        "cut",
        {
            "last": (
                "Only the last one along the first axis is returned",
                "What you return is right for the last step, or the last layer. The task asks for"
                " all of them.",
            ),
            "missing_end": (
                "The end of the answer is missing",
                "What is there is right. Look at where your loop or your slice ends.",
            ),
            "missing_start": (
                "The beginning of the answer is missing",
                "What is there is right. Look at where your loop or your slice begins.",
            ),
            "more_end": (
                "The answer goes on where it should end",
                "What was asked for is right, and more comes after it. Look at where your loop or"
                " your slice ends.",
            ),
            "more_start": (
                "The answer begins too early",
                "What was asked for is right, and more comes before it. Is the state that the"
                " first step starts from among your results?",
            ),
        },
        match_every_pair(_recognise_cut),
    ),
)
