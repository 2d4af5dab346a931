"""The first inner step that is wrong: a leaf of a model, or a step that a function returns."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.language import join_items, tr, tr_n
from grader.model import Diagnosis, DiagnosisKind

from .case import is_near
from .evidence import Compared, Evidence, InnerStep
from .fingerprints import Array, fingerprint, measure_distance

AFTER = "inner/after"
FEWEST = 3  # steps of which the first one is told where it is wrong
CLOSE = 1e-5  # relative: how near what the leaves give has to be


# Calls of a leaf that stand for each other: the student's and the reference's.
_Pairs = list[tuple[InnerStep, InnerStep]]


def first_wrong_step(evidence: Evidence) -> Diagnosis | None:
    """Return which inner step of a failed check is wrong first; None where none is known."""
    if evidence.compared is None:
        return None
    if evidence.compared.trace:
        return _find_in_trace(evidence.compared)
    uncalled = _find_uncalled(evidence)
    if uncalled is not None:
        return uncalled
    pairs = _pair_calls(evidence.inside, evidence.inside_wanted)
    if not pairs or _is_honest(pairs):
        return None
    if evidence.compared.of_gradients:
        return _find_backward(pairs)
    step = _find_forward(pairs)
    # Where the layers are right, a check that says in words what is wrong says more.
    return None if step.name == AFTER and _is_in_words(evidence.compared) else step


def _is_in_words(compared: Compared) -> bool:
    """Return whether a check told in its own words what it expected and what came."""
    of_structure = compared.difference.kind == "structure"
    return of_structure and isinstance(compared.got, str) and isinstance(compared.want, str)


def _find_in_trace(compared: Compared) -> Diagnosis | None:
    """Return the first of the marked steps that differs."""
    mine, theirs = (_map_names(value, compared.names) for value in (compared.got, compared.want))
    right: list[str] = []
    for name in compared.trace:
        if name not in mine or name not in theirs:
            return None
        if measure_distance(fingerprint(mine[name]), fingerprint(theirs[name])) > CLOSE:
            if not right and len(compared.trace) < FEWEST:
                return None  # of two steps the first is where the answers differ, as is told anyhow
            return _build_diagnosis(
                "step",
                tr("{step} is the first step that is wrong", step=name),
                _explain_step(name, right),
            )
        right.append(name)
    return None


def _explain_step(name: str, right: list[str]) -> str:
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
        right=_join_names(right),
        step=name,
    )


def _map_names(value: Any, names: tuple[str, ...]) -> Mapping[str, Any]:
    if isinstance(value, dict):
        return value
    items = value if isinstance(value, tuple | list) else ()
    return dict(zip(names, items, strict=False)) if len(items) == len(names) else {}


def _find_forward(pairs: _Pairs) -> Diagnosis:
    """Return the first leaf that gives other numbers.

    The leaves have the weights of the check on both sides: what differs is what they are handed.
    """
    right: dict[str, int] = {}  # how many calls of a leaf are right, by its name
    for got, want in pairs:
        if not _is_near(got.value, want.value):
            calls_before = right.pop(got.leaf, 0)
            if calls_before:
                return _describe_later_call(got.leaf, calls_before + 1)
            return _describe_handed(got, want, list(right))
        right[got.leaf] = right.get(got.leaf, 0) + 1
    return _build_diagnosis(
        "after",
        tr("The layers are right, and what comes after them is not"),
        tr_n(
            "{right} gives the right numbers. Look at what you do with them after that.",
            "{right} give the right numbers. Look at what you do with them after that.",
            len(right),
            right=_join_names(list(right)),
        ),
    )


def _find_uncalled(evidence: Evidence) -> Diagnosis | None:
    """Return the first layer that the reference calls and the student's model, which has it, not.

    A model may call none of its layers and compute with their weights, which may be honest. What
    the check hands to a function itself is there to be called.
    """
    called_leaves = {step.leaf for step in evidence.inside}
    present_leaves = evidence.handed.union(evidence.placed if called_leaves else ())
    wanted = dict.fromkeys(step.leaf for step in evidence.inside_wanted)
    for leaf in wanted:
        if leaf in present_leaves and leaf not in called_leaves:
            return _build_diagnosis(
                "uncalled",
                tr("{leaf} is never called", leaf=leaf),
                tr(
                    "{leaf} is there, and nothing goes through it. See where it belongs, and"
                    " whether another layer is called in its place.",
                    leaf=leaf,
                ),
            )
    return None


def _find_backward(pairs: _Pairs) -> Diagnosis | None:
    """Return the first leaf, from the answer back, that another gradient reaches, or none."""
    if _sizes_differ(pairs):
        return None
    for got, want in reversed(pairs):
        if want.gradient is not None and not _is_near(got.gradient, want.gradient):
            return _describe_gradient(got)
    return None


def _pair_calls(mine: tuple[InnerStep, ...], theirs: tuple[InnerStep, ...]) -> _Pairs:
    """Return calls that stand for each other: of one leaf, in the reference's order.

    There are none where a leaf is called more or less often than the reference's, which may be
    honest. Calling a layer once for all steps, or once for each, is the same.
    """
    pairs: _Pairs = []
    for leaf in dict.fromkeys(step.leaf for step in theirs):
        got = [step for step in mine if step.leaf == leaf]
        want = [step for step in theirs if step.leaf == leaf]
        if len(got) != len(want):
            got, want = _match_calls(got, want)
            if not got:
                return []
        pairs += zip(got, want, strict=True)
    return pairs


def _is_honest(pairs: _Pairs) -> bool:
    """Return whether a leaf answers with another size, and the last is right all the same."""
    got, want = pairs[-1]
    return _sizes_differ(pairs) and _is_near(got.value, want.value)


def _sizes_differ(pairs: _Pairs) -> bool:
    return any(got.value.size != want.value.size for got, want in pairs)


def _match_calls(
    got: list[InnerStep], want: list[InnerStep]
) -> tuple[list[InnerStep], list[InnerStep]]:
    """Return the calls of a leaf on both sides that stand for each other; none where none do.

    What the reference gives in one call for all steps is cut into the student's calls, where it
    is not the same in another order.
    """
    mine, theirs = _as_one_call(got), _as_one_call(want)
    if not mine or mine[0].value.size != theirs[0].value.size:
        return [], []
    if len(want) > 1 or _is_near(mine[0].value, theirs[0].value):
        return mine, theirs
    ends = np.cumsum([step.value.size for step in got])[:-1]
    values = np.split(theirs[0].value, ends)
    whole_gradient = theirs[0].gradient
    gradients = [None] * len(got) if whole_gradient is None else np.split(whole_gradient, ends)
    return got, [
        InnerStep(leaf=step.leaf, value=value.reshape(step.value.shape), gradient=gradient)
        for step, value, gradient in zip(got, values, gradients, strict=True)
    ]


def _as_one_call(steps: list[InnerStep]) -> list[InnerStep]:
    """Return the calls of a leaf as a single one; none where there was none."""
    if not steps:
        return []
    gradients = [step.gradient.ravel() for step in steps if step.gradient is not None]
    has_gradients = len(gradients) == len(steps)
    value = np.concatenate([step.value.ravel() for step in steps])
    gradient = np.concatenate(gradients) if has_gradients else None
    return [InnerStep(leaf=steps[0].leaf, value=value, gradient=gradient)]


def _is_near(got: Array | None, want: Array | None) -> bool:
    if got is None or want is None:
        return got is want
    if is_near(got, want, CLOSE) or np.array_equal(got, want):
        return True
    # Axes in another order are no other numbers: a model may have its own.
    one, other = (np.sort(np.asarray(array, dtype=np.float64).ravel()) for array in (got, want))
    return is_near(one, other, CLOSE)


def _describe_later_call(leaf: str, call: int) -> Diagnosis:
    return _build_diagnosis(
        "later",
        tr("{leaf} is handed something else from its call number {call} on", leaf=leaf, call=call),
        tr(
            "Before that {leaf} gives the right numbers. Look at what you hand on from one call to"
            " the next, at which step's input goes in, and, in a training, at whether the weights"
            " are changed in between.",
            leaf=leaf,
        ),
    )


def _describe_handed(got: InnerStep, want: InnerStep, right: list[str]) -> Diagnosis:
    leaf = got.leaf
    first = tr(
        "{leaf} is the first layer whose answer differs, with the same weights: look at what goes"
        " into it.",
        leaf=leaf,
    )
    if got.value.size != want.value.size:
        first = tr(
            "{leaf} answers with the shape {got}, and should with {want}: look at the sizes of what"
            " goes into it.",
            leaf=leaf,
            got=got.value.shape,
            want=want.value.shape,
        )
    if right:
        first = tr_n(
            "{right} gives the right numbers. {sentence}",
            "{right} give the right numbers. {sentence}",
            len(right),
            right=_join_names(right),
            sentence=first,
        )
    title = tr("{leaf} is handed something else than it should be", leaf=leaf)
    return _build_diagnosis("forward", title, first)


def _describe_gradient(got: InnerStep) -> Diagnosis:
    if got.gradient is None:
        return _build_diagnosis(
            "no_gradient",
            tr("No gradient reaches {leaf}", leaf=got.leaf),
            tr(
                "Forward all layers give the right numbers. Between {leaf} and the answer the"
                " graph is cut, by .detach(), .data, .item() or torch.no_grad(), or by a new"
                " tensor.",
                leaf=got.leaf,
            ),
        )
    return _build_diagnosis(
        "gradient",
        tr("Another gradient reaches {leaf} than should", leaf=got.leaf),
        tr(
            "Forward all layers give the right numbers. Behind {leaf} a way through the graph is"
            " missing, or one is there twice.",
            leaf=got.leaf,
        ),
    )


def _join_names(names: list[str]) -> str:
    """Return names as one says them: `a`, `a, b and c`."""
    return tr(" and ").join(filter(None, (join_items(names[:-1]), names[-1])))


def _build_diagnosis(name: str, title: str, explanation: str) -> Diagnosis:
    return Diagnosis(
        name=f"inner/{name}",
        title=title,
        explanation=explanation,
        kind=DiagnosisKind.INTERMEDIATE,
    )
