"""All checks of an assignment: found by name, narrowed to some, drawn from a seed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from support.cases import cases
from support.courses import TINY, students_tiny, tiny

from grader.checking.answerers.transcripts import Inputs
from grader.errors import CalledWrongly
from grader.judging.suite import Collected, Suite, edited_file
from grader.model import Check, Hints

NO_ITEM: Any = None  # no check is run here


def collected(name: str, *needs: str, hidden: bool = False) -> Collected:
    task = name.partition("::")[0]
    check = Check(
        id=name,
        task=task,
        title=name,
        points=Decimal(1),
        hidden=hidden,
        needs=tuple(f"{task}::{need}" for need in needs),
        hints=Hints(),
    )
    return Collected(check, NO_ITEM, Path(f"test_{task}.py"))


@pytest.fixture
def suite() -> Suite:
    suite = Suite(tiny())
    suite.checks = [
        collected("a::shape"),
        collected("a::sum", "shape"),
        collected("a::mean", "shape"),
        collected("b::sum"),
        collected("b::secret", hidden=True),
    ]
    return suite


def ids(suite: Suite, task: str) -> list[str]:
    return [each.check.id for each in suite.of(task)]


def test_a_task_has_its_own_checks_in_their_order(suite: Suite) -> None:
    assert ids(suite, "a") == ["a::shape", "a::sum", "a::mean"]
    assert ids(suite, "none") == []


@pytest.mark.parametrize(
    ("checks", "of_a", "of_b"),
    cases(
        {
            "one that needs another": (("a::sum",), ["a::shape", "a::sum"], None),
            "one that needs none": (("a::shape",), ["a::shape"], None),
            "of both tasks": (("a::mean", "b::sum"), ["a::shape", "a::mean"], ["b::sum"]),
            "none": ((), None, None),
        }
    ),
)
def test_only_those_checks_and_what_they_need(
    checks: tuple[str, ...], of_a: list[str] | None, of_b: list[str] | None, suite: Suite
) -> None:
    """A task of which none is named keeps all; afterwards every one does."""
    whole = ids(suite, "a"), ids(suite, "b")
    with suite.narrow_to(checks):
        assert (ids(suite, "a"), ids(suite, "b")) == (of_a or whole[0], of_b or whole[1])
    assert (ids(suite, "a"), ids(suite, "b")) == whole


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("a::summ", "there is no check a::summ; did you mean sum?"),
        ("a::zzz", "there is no check a::zzz; they are shape, sum, mean"),
        ("b::", "there is no check b::; they are sum, secret"),
    ],
)
def test_a_check_that_is_not_there_is_told_with_the_nearest(
    name: str, sentence: str, suite: Suite
) -> None:
    with pytest.raises(CalledWrongly) as caught:
        suite.check(name)
    assert str(caught.value) == sentence
    with pytest.raises(CalledWrongly), suite.narrow_to((name,)):
        pass


def drawn(suite: Suite, name: str, **how: Any) -> list[float]:
    return list(suite.draws(suite.check(name), **how).values(3).tolist())


def test_each_check_has_draws_of_its_own_that_come_again(suite: Suite) -> None:
    assert drawn(suite, "a::sum") == drawn(suite, "a::sum") != drawn(suite, "b::sum")


def test_other_inputs_are_other_draws(suite: Suite) -> None:
    judged = drawn(suite, "a::sum")
    assert drawn(suite, "a::sum", inputs=Inputs.HIDDEN) != judged
    assert drawn(suite, "b::secret", inputs=Inputs.HIDDEN) == drawn(suite, "b::secret")


def test_with_another_seed_every_check_draws_from_it_and_student_code_begins_with_it(
    suite: Suite,
) -> None:
    before = drawn(suite, "a::sum")
    with suite.seed_with(7):
        assert suite.random_state == 7
        other = drawn(suite, "a::sum")
    with suite.seed_with(8):
        assert drawn(suite, "a::sum") != other != before
    assert (suite.random_state, drawn(suite, "a::sum")) == (0, before)


def test_an_error_under_another_seed_leaves_the_suite_as_it_was(suite: Suite) -> None:
    with pytest.raises(ZeroDivisionError), suite.seed_with(7):
        _ = 1 / 0
    assert suite.random_state == 0 and suite.assignment == tiny()


def test_a_teacher_is_told_the_file_that_is_edited() -> None:
    """Visible checks are often made of one that lies with the solutions."""
    visible = TINY.assignments / "tiny" / "checks" / "test_rescale.py"
    source = TINY.solutions / "tiny" / "checks" / "test_rescale.py"
    assert edited_file(tiny(), visible) == (source if source.is_file() else visible)
    assert edited_file(students_tiny(), visible) == visible
    assert edited_file(tiny(), Path("test_none.py")) == Path("test_none.py")
