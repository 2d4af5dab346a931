"""The same answer whatever the input: what only several checks show together."""

from collections.abc import Mapping

from grader.model import Diagnosis, DiagnosisKind

from .case import Case, different
from .fingerprints import as_array, far, fingerprint

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


def same_answers(cases: Mapping[str, Case]) -> set[str]:
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
    asked, too = (fingerprint(list(each.arguments)) for each in (case, other))
    wanted, too_wanted = (fingerprint(each.compared.want) for each in (case, other))
    return far(mine, theirs) <= SAME and far(asked, too) > 1e-3 and far(wanted, too_wanted) > 1e-3


def _has_numbers(case: Case) -> bool:
    got = case.compared.got
    arrays = [as_array(item) for item in (got if isinstance(got, tuple | list) else [got])]
    return any(array is not None and different(array) >= ENOUGH for array in arrays)
