"""From how the checks of a task ended to the diagnoses of those that failed."""

from collections import defaultdict
from collections.abc import Collection, Mapping

import numpy as np

from grader.model import Diagnosis, DiagnosisKind

from .case import Case, case_of, count_different
from .evidence import Evidence
from .families import FAMILIES, conduct, rules
from .families.contract import BY_CHANCE, Family
from .fingerprints import Array
from .imprints import imprint
from .inner import AFTER, first_wrong_step
from .matching import ENOUGH_NUMBERS, Ended, match_mistakes
from .mistakes import Mistake
from .same_answer import SAME_ANSWER, find_same_answers
from .training import GUISE, PLACE

# A family that recognises two checks, or one with three different numbers, or six whole ones.
ENOUGH_CHECKS = 2
ENOUGH_STRENGTH = 6
# So many numbers that follow from the arguments by a rule are no chance, whatever else fails.
CERTAIN_STRENGTH = 24
# What these say is seen in one check for certain.
CERTAIN = ("argument", "graph", "repeated", "losses", "training", "text")
FROM_THE_FIRST = f"{PLACE.name}/first"
# The first that recognises a case: where a curve parts is said when nothing else can be.
ALL = (GUISE, *FAMILIES, PLACE)


def diagnose_checks(
    failed: Mapping[str, Evidence],
    passed: Collection[str],
    mistakes: Collection[Mistake],
    *,
    hidden: bool = False,
) -> dict[str, Diagnosis]:
    """Return a diagnosis for each failed check that has one.

    `passed` are the ids of the task's checks that passed, `mistakes` its stored ones; `hidden` says
    that the hidden checks are among all these.
    """
    with np.errstate(all="ignore"):
        ends = {check: _as_ended(evidence) for check, evidence in failed.items()}
        named = {
            check: Diagnosis(name=each.name, title=each.title, explanation=each.explanation)
            for check, each in match_mistakes(ends, passed, mistakes, hidden=hidden).items()
        }
        unnamed = {check: it for check, it in failed.items() if check not in named}
        return _diagnose_unnamed(unnamed, certain=named)


def _diagnose_unnamed(
    failed: Mapping[str, Evidence], certain: Mapping[str, Diagnosis]
) -> dict[str, Diagnosis]:
    """Return those that are certain, and what families and inner steps say of the other checks."""
    cases = {check: case for check, it in failed.items() if (case := case_of(it)) is not None}
    inner = {check: step for check in cases if (step := first_wrong_step(failed[check]))}
    # Of a gradient a step says more than a family.  Of an answer it says only where, which no
    # longer helps when another check says what.
    backward = {check: it for check, it in inner.items() if cases[check].compared.of_gradients}
    exact = [check for check, step in inner.items() if step.name == AFTER]
    return {**_diagnose_by_families(cases, exact), **backward, **certain} or inner


def _as_ended(evidence: Evidence) -> Ended:
    mine, compared = imprint(evidence), evidence.compared
    if compared is None:
        return Ended(mine, 0.0)
    of_shape = compared.difference.kind == "shape" and mine.telling < ENOUGH_NUMBERS
    return Ended(mine, compared.relative, compared.of_structure, of_shape)


def _diagnose_by_families(
    cases: Mapping[str, Case], exact: Collection[str]
) -> dict[str, Diagnosis]:
    """Return the diagnoses of families that recognise enough of what failed.

    In the checks `exact` all layers give the right numbers: what is wrong comes after them.
    """
    diagnoses = dict.fromkeys(find_same_answers(cases), SAME_ANSWER)
    for (family, name), alike in _group_by_member(cases).items():
        if _is_enough(family, alike, cases, exact):
            diagnoses = dict.fromkeys(alike, _build_diagnosis(family, name)) | diagnoses
    if diagnoses.keys() >= cases.keys():
        return diagnoses
    # What else fails, and nothing is known of, may be why a first loss is another one.
    return {check: it for check, it in diagnoses.items() if it.name != FROM_THE_FIRST}


def _group_by_member(cases: Mapping[str, Case]) -> dict[tuple[Family, str], list[str]]:
    """Return the checks that each member of a family recognises."""
    names_seen: dict[tuple[Family, str], dict[str, str]] = defaultdict(dict)
    for check, case in cases.items():
        named = ((family, name) for family in ALL if (name := family.recognise(case)) is not None)
        first = next(named, None)
        if first is not None:
            family, name = first
            names_seen[family, name.partition(BY_CHANCE)[0]][check] = name
    members: dict[tuple[Family, str], list[str]] = defaultdict(list)
    for (family, name), checks in names_seen.items():
        names = set(checks.values())
        sure = name in names or len(names) > 1
        members[family, name if sure else family.doubtful].extend(checks)
    return members


def _is_enough(
    family: Family, alike: list[str], cases: Mapping[str, Case], exact: Collection[str]
) -> bool:
    """Return whether what a family recognises is no chance.

    Two checks are no chance. One check is none if it has many numbers that follow a rule. One with
    several numbers is none if no other check has any to speak of, or if all that goes into its
    answer is known to be right.
    """
    if family.name in CERTAIN or len(alike) >= ENOUGH_CHECKS:
        return True
    arrays = [array for pair in cases[alike[0]].pairs for array in (pair.got, pair.want)]
    if family in rules.FAMILIES and _say_enough(arrays, CERTAIN_STRENGTH):
        return True
    if alike[0] not in exact and _others_say_enough(alike, cases):
        return False
    return _say_enough(arrays)


def _others_say_enough(alike: list[str], cases: Mapping[str, Case]) -> bool:
    """Return whether a check that a family does not recognise has several numbers."""
    others = [case for check, case in cases.items() if check not in alike]
    return _say_enough([pair.want for case in others for pair in case.pairs])


def _say_enough(arrays: list[Array], enough: int = ENOUGH_STRENGTH) -> bool:
    return any(_weigh_numbers(array) >= enough for array in arrays)


def _weigh_numbers(numbers: Array) -> int:
    """Return how much numbers say; a whole one may be there by chance."""
    whole = numbers[numbers == np.round(numbers)]
    return 2 * count_different(numbers) - count_different(whole)


def _build_diagnosis(family: Family, member: str) -> Diagnosis:
    title, explanation = family.members[member]
    return Diagnosis(
        name=f"{family.name}/{member}",
        title=title,
        explanation=explanation,
        kind=_kind_of(family),
    )


def _kind_of(family: Family) -> DiagnosisKind:
    if family in (GUISE, PLACE):
        return DiagnosisKind.TRAINING
    return DiagnosisKind.CONDUCT if family in conduct.FAMILIES else DiagnosisKind.FAMILY
