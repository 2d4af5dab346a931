"""Which stored mistake a student has: exactly one, with nothing that speaks against it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.cases import cases

from grader.diagnosis.evidence import Compared, Evidence
from grader.diagnosis.imprints import imprint
from grader.diagnosis.matching import Ended, is_alike, match_mistakes
from grader.diagnosis.mistakes import Imprint, Mistake
from grader.model import Difference, Outcome
from grader.nouns import replace

RANDOM = np.random.default_rng(11)
WANT = {name: RANDOM.normal(size=6) for name in ("one", "two", "three")}


def failed(check: str, got: Any, want: Any = None, kind: str = "values", at: int = 1) -> Evidence:
    compared = Compared(
        at=at,
        got=got,
        want=WANT[check] if want is None else want,
        names=("y",),
        difference=Difference(kind=kind, where="y", expected="", got=""),
        relative=1e-9,
    )
    return Evidence(check=check, outcome=Outcome.FAILED, compared=compared)


def raised(check: str, text: str) -> Evidence:
    return Evidence(check=check, outcome=Outcome.RAISED, raised=text)


def mistake(name: str, *ends: Evidence) -> Mistake:
    imprints = {each.check: imprint(each) for each in ends}
    return Mistake(name, f"{name} is wrong", "", imprints)


def names(
    ends: list[Evidence], *mistakes: Mistake, passed: Any = (), hidden: bool = True
) -> dict[str, str]:
    of_checks = {each.check: Ended(imprint(each), 1e-9) for each in ends}
    told = match_mistakes(of_checks, passed, mistakes, hidden=hidden)
    return {check: each.name for check, each in told.items()}


ONE, TWO = failed("one", WANT["one"] * 2), failed("two", WANT["two"] * 2)
DOUBLED = mistake("doubled", ONE, TWO)


def test_a_student_who_answers_as_the_mistake_does_has_it() -> None:
    assert names([ONE, TWO], DOUBLED) == {"one": "doubled", "two": "doubled"}


@pytest.mark.parametrize(
    "digits", [1e-8, 1e-6], ids=["last digits", "the digits that a file keeps"]
)
def test_digits_at_the_end_do_not_count(digits: float) -> None:
    near = failed("one", WANT["one"] * 2 * (1 + digits))
    assert names([near, TWO], DOUBLED) == {"one": "doubled", "two": "doubled"}


def test_a_check_that_passes_speaks_against_a_mistake_that_fails_it() -> None:
    assert names([ONE], DOUBLED, passed=["two"]) == {}


def test_other_numbers_in_one_place_speak_against_it_everywhere() -> None:
    other = failed("two", WANT["two"] * 3)
    assert names([ONE, other], DOUBLED) == {}


def test_a_check_that_the_mistake_does_not_know_stays_unexplained() -> None:
    other = failed("three", WANT["three"] * 3)
    assert names([ONE, TWO, other], DOUBLED) == {"one": "doubled", "two": "doubled"}


def test_one_check_with_numbers_is_enough_only_where_nothing_else_fails() -> None:
    single = mistake("doubled", ONE)
    assert names([ONE], single) == {"one": "doubled"}
    assert names([ONE, failed("three", WANT["three"] * 3)], single) == {}


def test_of_two_mistakes_the_one_that_explains_more_is_named() -> None:
    narrow = mistake("narrow", ONE)
    assert names([ONE, TWO], narrow, DOUBLED) == {"one": "doubled", "two": "doubled"}


def test_of_two_that_explain_as_much_neither_is_named() -> None:
    assert names([ONE, TWO], DOUBLED, mistake("twice", ONE, TWO)) == {}


def test_two_that_say_the_same_may_both_be_right() -> None:
    again = Mistake("again", DOUBLED.title, "", DOUBLED.imprints)
    assert names([ONE, TWO], DOUBLED, again) == {"one": "doubled", "two": "doubled"}


def test_nothing_failed_and_nothing_stored_are_nothing() -> None:
    assert names([], DOUBLED) == {} and names([ONE]) == {}


@pytest.mark.parametrize(
    ("text", "alike"),
    [
        ("ValueError: shapes (3,) and (4,)", True),
        ("ValueError: shapes (9,) and (10,)", True),
        ("TypeError: shapes (3,) and (4,)", False),
    ],
    ids=["the same", "other inputs", "another exception"],
)
def test_an_exception_is_the_same_but_for_its_numbers(text: str, alike: bool) -> None:
    stored = mistake("mixed", raised("one", "ValueError: shapes (3,) and (4,)"))
    told = names([raised("one", text)], stored)
    assert told == ({"one": "mixed"} if alike else {})


FAILED = imprint(ONE)


@pytest.mark.parametrize(
    ("theirs", "alike"),
    cases(
        {
            "itself": (FAILED, True),
            "another comparison": (imprint(failed("one", WANT["one"] * 2, at=2)), False),
            "another outcome": (Imprint(Outcome.RAISED, at=1, answer=FAILED.answer), False),
            "no answer": (Imprint(Outcome.FAILED, at=1), False),
            "another shape": (imprint(failed("one", WANT["one"][:3])), False),
        }
    ),
)
def test_when_a_check_ends_alike(theirs: Imprint, alike: bool) -> None:
    assert is_alike(Ended(FAILED, 1e-9), theirs) is alike


def test_an_answer_has_to_be_nearer_to_the_mistake_s_than_to_the_reference_s() -> None:
    """A mistake that changes the sixth digit only would explain every small error."""
    slight = imprint(failed("one", WANT["one"] * (1 + 1e-5)))
    student = imprint(failed("one", WANT["one"] * (1 + 1.2e-5)))
    assert not is_alike(Ended(student, 1e-9), slight)
    assert is_alike(Ended(slight, 1e-9), slight)


def test_where_numbers_were_not_looked_at_only_the_structure_counts() -> None:
    other = imprint(failed("one", WANT["one"] * 7))
    assert not is_alike(Ended(other, 1e-9), FAILED)
    assert is_alike(Ended(other, 1e-9, of_structure=True), FAILED)


def test_one_check_tells_nothing_by_its_shape_while_hidden_ones_may_say_otherwise() -> None:
    short = failed("one", WANT["one"][:2], kind="shape")
    stored = mistake("short", short)
    of_shape = {"one": replace_shape(short)}
    assert match_mistakes(of_shape, (), [stored], hidden=False) == {}
    assert match_mistakes(of_shape, (), [stored], hidden=True) == {"one": stored}


def replace_shape(evidence: Evidence) -> Ended:
    return Ended(imprint(evidence), 1e-9, of_shape=True)


def test_an_imprint_of_an_argument_that_was_changed_says_so() -> None:
    """Its answer has no numbers, and would look like any other answer without them."""
    changed = failed("one", ["x"], ["x"], kind="changed")
    assert imprint(changed).text == "changed"
    assert imprint(replace(changed, compared=None)).text == ""
