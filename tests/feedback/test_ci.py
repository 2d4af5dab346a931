"""What a CI job shows: the failures that explain most first, long lists folded."""

from __future__ import annotations

from support.results import check, result, task

from grader.feedback.ci import MAX_ANNOTATIONS, MAX_UNFOLDED, error_lines, summary
from grader.model import Outcome, Result


def failing(tasks: int, checks: int) -> Result:
    """A result of so many tasks, each with so many failed checks."""
    return result(
        *(
            task(
                id=f"t{number}",
                checks=tuple(
                    check(
                        id=f"t{number}::c{place}",
                        title=f"check {place} of t{number}",
                        outcome=Outcome.FAILED,
                        message=f"wrong {place}",
                    )
                    for place in range(checks)
                ),
            )
            for number in range(tasks)
        )
    )


def test_each_task_s_first_cause_is_annotated_before_any_other_failure() -> None:
    lines = list(error_lines(failing(tasks=4, checks=5)))
    assert len(lines) == MAX_ANNOTATIONS
    assert [f"title=t{number}" in line for number, line in enumerate(lines[:4])] == [True] * 4
    assert all("title=t0" in line for line in lines[4:8])


def test_a_long_summary_is_folded_and_loses_nothing() -> None:
    text = summary(failing(tasks=6, checks=1), advisory=True)
    open_part, _, folded = text.partition("<details>")
    assert folded.startswith("<summary>3 more tasks") and folded.rstrip().endswith("</details>")
    assert [f"**t{number}:" in open_part for number in range(6)] == [True] * MAX_UNFOLDED + [
        False
    ] * (6 - MAX_UNFOLDED)
    assert all(f"**t{number}:" in text for number in range(6))


def test_a_short_summary_has_nothing_folded() -> None:
    assert "<details>" not in summary(failing(tasks=2, checks=3), advisory=False)
