"""The same answer whatever the input: what only several checks show together."""

from collections.abc import Mapping

from grader.model import Diagnosis, DiagnosisKind

from .case import Case, count_different
from .fingerprints import as_array, fingerprint, measure_distance

ENOUGH = 2  # different numbers that an answer has
SAME = 1e-9

SAME_ANSWER = Diagnosis(
    name="same/answer",
    title="The same answer is given whatever the input",
    explanation=(
        "Your function returns these very numbers for other arguments too. The worked example is"
        " there to check your work by: compute the answer from what comes in."
    ),
    kind=DiagnosisKind.FAMILY,
)


def find_same_answers(cases: Mapping[str, Case]) -> set[str]:
    """Return the checks that were answered alike, although their questions were not."""
    return {
        check
        for check, case in cases.items()
        for other in cases.values()
        if case is not other and _is_same(case, other)
    }


def _is_same(case: Case, other: Case) -> bool:
    if not case.arguments or not other.arguments or not _has_numbers(case):
        return False
    mine, theirs = fingerprint(case.compared.got), fingerprint(other.compared.got)
    question, other_question = (fingerprint(list(each.arguments)) for each in (case, other))
    want, other_want = (fingerprint(each.compared.want) for each in (case, other))
    return (
        measure_distance(mine, theirs) <= SAME
        and measure_distance(question, other_question) > 1e-3
        and measure_distance(want, other_want) > 1e-3
    )


def _has_numbers(case: Case) -> bool:
    got = case.compared.got
    arrays = [as_array(item) for item in (got if isinstance(got, tuple | list) else [got])]
    return any(array is not None and count_different(array) >= ENOUGH for array in arrays)
