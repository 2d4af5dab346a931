"""The first inner step that is wrong: a leaf of a model, or a step that a function returns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from grader.diagnosis.case import near
from grader.diagnosis.evidence import Compared, Evidence, InnerStep
from grader.diagnosis.fingerprints import Array, far, fingerprint
from grader.language import listed, tr, tr_n
from grader.model import Diagnosis, DiagnosisKind

AFTER = "inner/after"
FEWEST = 3  # steps of which the first one is told where it is wrong
CLOSE = 1e-5  # relative: how near what the leaves give has to be


def first_wrong_step(evidence: Evidence) -> Diagnosis | None:
    """Return which inner step of a failed check is wrong first; None where none is known."""
    if evidence.compared is None:
        return None
    if evidence.compared.trace:
        return _of_trace(evidence.compared)
    uncalled = _uncalled(evidence)
    if uncalled:
        return _never_called(uncalled)
    pairs = list(_pairs(evidence.inside, evidence.inside_wanted))
    if not pairs or len(pairs) != len(evidence.inside_wanted):
        return None
    if evidence.compared.of_gradients:
        return _backward(pairs)
    step = _forward(pairs)
    # Where the layers are right, a check that says in words what is wrong says more.
    return None if step.name == AFTER and _is_in_words(evidence.compared) else step


def _is_in_words(compared: Compared) -> bool:
    """Return whether a check told in its own words what it expected and what came."""
    of_structure = compared.difference.kind == "structure"
    return of_structure and isinstance(compared.got, str) and isinstance(compared.want, str)


def _of_trace(compared: Compared) -> Diagnosis | None:
    """Return the first of the marked steps that differs."""
    mine, theirs = (_by_name(value, compared.names) for value in (compared.got, compared.want))
    right: list[str] = []
    for name in compared.trace:
        if name not in mine or name not in theirs:
            return None
        if far(fingerprint(mine[name]), fingerprint(theirs[name])) > CLOSE:
            if not right and len(compared.trace) < FEWEST:
                return None  # of two steps the first is where the answers differ, as is told anyhow
            return _told(
                "step",
                tr("{step} is the first step that is wrong", step=name),
                _before_step(name, right),
            )
        right.append(name)
    return None


def _before_step(name: str, right: list[str]) -> str:
    if not right:
        return tr(
            "What comes after it may only follow from it: look at the lines that compute {step}"
            " first.",
            step=name,
        )
    return tr_n(
        "{right} gives the right numbers, and {step} does not: look at the lines that compute"
        " {step} from what is right.",
        "{right} give the right numbers, and {step} does not: look at the lines that compute"
        " {step} from what is right.",
        len(right),
        right=_joined(right),
        step=name,
    )


def _by_name(value: Any, names: tuple[str, ...]) -> Mapping[str, Any]:
    if isinstance(value, dict):
        return value
    items = value if isinstance(value, tuple | list) else ()
    return dict(zip(names, items, strict=False)) if len(items) == len(names) else {}


def _forward(pairs: list[tuple[InnerStep, InnerStep]]) -> Diagnosis:
    """Return the first leaf that gives other numbers.

    The leaves have the weights of the check on both sides: what differs is what they are handed.
    """
    right: dict[str, int] = {}  # how many calls of a leaf are right, by its name
    for got, want in pairs:
        if not _is_near(got.value, want.value):
            calls_before = right.pop(got.leaf, 0)
            return _from_call(got.leaf, calls_before) or _handed(got.leaf, list(right))
        right[got.leaf] = right.get(got.leaf, 0) + 1
    return _told(
        "after",
        tr("The layers are right, and what comes after them is not"),
        tr_n(
            "{right} gives the right numbers. Look at what you do with them after that.",
            "{right} give the right numbers. Look at what you do with them after that.",
            len(right),
            right=_joined(list(right)),
        ),
    )


def _uncalled(evidence: Evidence) -> str:
    """Return the first layer that the reference calls and the student's model, which has it, not.

    A model whose layers are not called at all computes with their weights, which may be honest.
    """
    called = {step.leaf for step in evidence.inside}
    wanted = dict.fromkeys(step.leaf for step in evidence.inside_wanted)
    missing = [leaf for leaf in wanted if leaf in evidence.placed and leaf not in called]
    return missing[0] if called and missing else ""


def _never_called(leaf: str) -> Diagnosis:
    return _told(
        "uncalled",
        tr("{leaf} is never called", leaf=leaf),
        tr(
            "Your model has {leaf}, and nothing goes through it. See where it belongs, and whether"
            " another layer is called in its place.",
            leaf=leaf,
        ),
    )


def _backward(pairs: list[tuple[InnerStep, InnerStep]]) -> Diagnosis | None:
    """Return the first leaf, from the answer back, that another gradient reaches, or none."""
    for got, want in reversed(pairs):
        if want.gradient is not None and not _is_near(got.gradient, want.gradient):
            return _reached(got)
    return None


def _pairs(
    mine: tuple[InnerStep, ...], theirs: tuple[InnerStep, ...]
) -> Iterator[tuple[InnerStep, InnerStep]]:
    """Yield calls that stand for each other: of one leaf, in the reference's order.

    A leaf that is called more or less often than the reference's has none: it may be honest.
    """
    for leaf in dict.fromkeys(step.leaf for step in theirs):
        got = [step for step in mine if step.leaf == leaf]
        want = [step for step in theirs if step.leaf == leaf]
        if len(got) == len(want) and all(
            one.value.size == other.value.size for one, other in zip(got, want, strict=True)
        ):
            yield from zip(got, want, strict=True)


def _is_near(got: Array | None, want: Array | None) -> bool:
    if got is None or want is None:
        return got is want
    if near(got, want, CLOSE) or np.array_equal(got, want):
        return True
    # Axes in another order are no other numbers: a model may have its own.
    one, other = (np.sort(np.asarray(array, dtype=np.float64).ravel()) for array in (got, want))
    return near(one, other, CLOSE)


def _from_call(leaf: str, right: int) -> Diagnosis | None:
    """Return what a leaf says whose first calls are right; None where it has none."""
    if right == 0:
        return None
    return _told(
        "later",
        tr(
            "{leaf} is handed something else from its call number {call} on",
            leaf=leaf,
            call=right + 1,
        ),
        tr(
            "Before that {leaf} gives the right numbers. Look at what you hand on from one call to"
            " the next, and at which step's input goes in.",
            leaf=leaf,
        ),
    )


def _handed(leaf: str, right: list[str]) -> Diagnosis:
    first = tr(
        "{leaf} is the first layer whose answer differs, with the same weights: look at what goes"
        " into it.",
        leaf=leaf,
    )
    if right:
        first = tr_n(
            "{right} gives the right numbers. {sentence}",
            "{right} give the right numbers. {sentence}",
            len(right),
            right=_joined(right),
            sentence=first,
        )
    title = tr("{leaf} is handed something else than it should be", leaf=leaf)
    return _told("forward", title, first)


def _reached(got: InnerStep) -> Diagnosis:
    if got.gradient is None:
        return _told(
            "no_gradient",
            tr("No gradient reaches {leaf}", leaf=got.leaf),
            tr(
                "Forward all layers give the right numbers. Between {leaf} and the answer the"
                " graph is cut, by .detach(), .data, .item() or torch.no_grad(), or by a new"
                " tensor.",
                leaf=got.leaf,
            ),
        )
    return _told(
        "gradient",
        tr("Another gradient reaches {leaf} than should", leaf=got.leaf),
        tr(
            "Forward all layers give the right numbers. Behind {leaf} a way through the graph is"
            " missing, or one is there twice.",
            leaf=got.leaf,
        ),
    )


def _joined(names: list[str]) -> str:
    """Return names as one says them: `a`, `a, b and c`."""
    return tr(" and ").join(filter(None, (listed(names[:-1]), names[-1])))


def _told(name: str, title: str, explanation: str) -> Diagnosis:
    return Diagnosis(
        name=f"inner/{name}",
        title=title,
        explanation=explanation,
        kind=DiagnosisKind.INTERMEDIATE,
    )
