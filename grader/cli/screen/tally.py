"""Lines of `grade batch`: one for each submission, and the sums at the end."""

from collections import Counter
from collections.abc import Mapping

from grader.feedback import columns
from grader.feedback.intake import class_ends
from grader.feedback.words import count, line
from grader.model import Submission, TaskStatus
from grader.points import overall_status, points_text, status_words
from grader.runs.batches.batch import Graded
from grader.runs.people.roll import Roll
from grader.runs.verdict import explain_hold

from .telling import colour


class Tally:
    """Counts results as they come, so that a class of any size leaves little in memory."""

    def __init__(self) -> None:
        self._states: Counter[str] = Counter()
        self._new = 0
        self._sentences: list[str] = []

    @property
    def held_results(self) -> int:
        """Return how many results are held."""
        return self._states[TaskStatus.HELD]

    def add(self, graded: Graded) -> None:
        """Take a result into account."""
        result = graded.result
        state, name = overall_status(result.tasks), line(result.submission.name)
        self._states[state] += 1
        self._new += graded.new
        if result.held:
            self._sentences.append(line(f"  held  {name}: {explain_hold(result)}"))
        elif state == TaskStatus.NOT_SUBMITTED:
            of_tasks = (note for task in result.tasks for note in task.notes)
            notes = "; ".join([*dict.fromkeys((*result.submission.notes, *of_tasks))][-2:])
            about = f" ({line(notes)})" if notes else ""
            self._sentences.append(
                f"  not submitted  {name}: none of the assignment's files was found{about}"
            )

    def lines(self, expected: int) -> list[str]:
        """Return what is said of the class at the end; `expected` is how many there should be."""
        states, number = self._states, self._states.total()
        waiting = states[TaskStatus.AWAITING]
        parts = [f"{states[TaskStatus.GRADED] + waiting} graded"]
        parts += [f"{waiting} of them await marks by hand"] if waiting else []
        parts += [
            f"{states[TaskStatus.HELD]} held",
            f"{states[TaskStatus.NOT_SUBMITTED]} not submitted",
        ]
        counts = (
            f"{count(number, 'submission')}: {', '.join(parts)} ({self._new} judged now,"
            f" {number - self._new} unchanged)"
        )
        missing_line = [f"{expected - number} not reached"] if number < expected else []
        return ["", counts, *missing_line, *self._sentences]


def label(submission: Submission, names: Mapping[str, str]) -> str:
    """Return what a submission is called in a line: its own name, and the student's."""
    name = names.get(submission.student or "", "")
    parts = (submission.name, name) if name and name != submission.name else (submission.name,)
    return line("  ".join(parts))


def result_line(graded: Graded, labels: Mapping[str, str], width: int) -> str:
    """Return the line of a submission.

    `labels` are by the submission's name, `width` is that of the longest.
    """
    result = graded.result
    state = overall_status(result.tasks)
    name = labels[result.submission.name]
    points = {"not_submitted": "-", "held": "held"}.get(state, points_text(result.earned))
    style = {"held": "held", "not_submitted": "faint"}.get(state, "strong")
    return (
        f"  {columns.pad(name, width)}  {colour(f'{points:>6}', style)} /"
        f" {points_text(result.possible)}  "
        f" {status_words(state)}{'' if graded.new else ', unchanged'}"
    )


def roll_lines(roll: Roll) -> list[str]:
    """Return what a person must know of who handed in: who is not matched, and who is missing."""
    lines = []
    for title, people in class_ends(roll.gathered, roll.roster is not None):
        names = [f"{name} ({about})" if about else name for name, about in people]
        lines += [line(f"{title}: {', '.join(names)}")] if names else []
    return lines
