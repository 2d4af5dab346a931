"""What students see of a hidden check is what its course lets be seen, wherever they look."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from support.cases import cases
from support.results import check, result, task

from grader.feedback.ci import summary
from grader.feedback.page import Pages
from grader.feedback.redacting import redact_for_students
from grader.files.templates import shipped_templates_folder
from grader.gradebook.result_json import to_json
from grader.model import CheckResult, Diagnosis, Outcome, Result, Shows
from grader.nouns import replace

PAGES = Pages([shipped_templates_folder()])
TITLE, ID, MISTAKE = "A secret title", "a::secret_name", "A mean for a sum"
SECRETS = ("secret message", "secret hint", "secret output", "secret note", "secret_traceback")


def hidden(shows: Shows, outcome: Outcome = Outcome.FAILED) -> CheckResult:
    """A hidden check that failed and knows everything that a check can know."""
    told = check(
        ID,
        outcome,
        hidden=True,
        title=TITLE,
        shows=shows,
        message="secret message",
        hint="secret hint",
        hints=("secret hint",),
        output="secret output",
        notes=("secret note",),
        traceback="secret_traceback",
    )
    diagnosis = Diagnosis(name="mean", title=MISTAKE, explanation="Nothing divides there.")
    return replace(told, diagnosis=diagnosis)


def judged(shows: Shows) -> Result:
    return result(task("a", check("a::one", Outcome.FAILED), hidden(shows)))


LOOKS: dict[str, Callable[[Result], str]] = {
    "page": lambda one: PAGES.page(one, "Homework"),
    "JSON": lambda one: to_json(redact_for_students(one)).decode(),
    "CI": lambda one: summary(redact_for_students(one), advisory=False),
}


@pytest.mark.parametrize("look", cases(LOOKS))
@pytest.mark.parametrize(
    ("shows", "told"),
    [
        (Shows.NOTHING, ()),
        (Shows.OUTCOME, ("Hidden check 1",)),
        (Shows.TITLE, (TITLE,)),
        (Shows.MISTAKE, (TITLE, MISTAKE)),
    ],
)
def test_nothing_else_comes_out(
    look: Callable[[Result], str], shows: Shows, told: tuple[str, ...]
) -> None:
    text = look(judged(shows))
    everything = ("Hidden check 1", TITLE, MISTAKE)
    if look is not LOOKS["CI"] or shows is Shows.NOTHING:  # a summary tells one cause in full
        assert tuple(each for each in everything if each in text) == told
    assert not any(secret in text for secret in SECRETS)
    assert ("secret_name" in text) <= (shows in (Shows.TITLE, Shows.MISTAKE))


def test_points_are_the_same_whatever_is_shown() -> None:
    for shows in Shows:
        shown = redact_for_students(judged(shows))
        assert (shown.earned, shown.possible) == (Decimal(0), Decimal(4))
        assert shown.tasks[0].earned == Decimal(0)


def test_checks_without_a_title_are_counted_by_task() -> None:
    two = task("a", hidden(Shows.OUTCOME), hidden(Shows.OUTCOME, Outcome.PASSED))
    other = task("b", hidden(Shows.OUTCOME), hidden(Shows.NOTHING), check("b::seen", hidden=True))
    shown = redact_for_students(result(two, other))
    assert [each.id for each in shown.checks] == [
        "a::hidden_1",
        "a::hidden_2",
        "b::hidden_1",
        "b::seen",
    ]


def test_a_result_from_before_shows_the_title() -> None:
    assert check(hidden=True).shows is Shows.TITLE
