"""Keeping a submission's words: only so many, and without control characters.

Its output, notes and messages go into the gradebook, a result and a page.  A submission that prints
without end must not fill the disk of the course.
"""

from collections.abc import Iterable

from grader.files.plain_text import clean
from grader.language import tr
from grader.model import CheckResult, Difference, Picture, Place, Result, TaskResult
from grader.nouns import replace

# Characters of one text, and of all texts of a submission together.
MAX_TEXT = 1 << 14
MAX_OUTPUT = 1 << 18
MAX_ALL = 1 << 19
MAX_NOTES = 200
# Numbers in the pictures of a submission, of each side.
MAX_DRAWN = 6_000


def with_kept_text(result: Result) -> Result:
    """Return a result with its texts cleaned, and cut where they are too long together.

    Messages and notes come first, then what was printed.
    """
    budget = _Budget()
    record = result.submission
    notes = budget.take_all(record.notes)
    tasks = [_cut_all_but_output(task, budget) for task in result.tasks]
    return replace(
        result,
        submission=replace(record, notes=notes),
        tasks=tuple(_cut_output(task, budget) for task in tasks),
    )


class _Budget:
    """Characters and numbers that are left of a submission's."""

    def __init__(self) -> None:
        self._left = MAX_ALL
        self._drawn = MAX_DRAWN

    def take(self, text: str, most: int = MAX_TEXT) -> str:
        """Return a text as it is kept: clean, and cut where it is too long."""
        safe = clean(text)
        short_text = safe[: min(most, self._left)]
        self._left -= len(short_text)
        cut = len(safe) - len(short_text)
        if cut:
            short_text += "\n" + tr("(cut: {cut:,} more characters)", cut=cut)
        return short_text

    def take_all(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return several texts as they are kept, without repeats and those that are too many."""
        different = list(dict.fromkeys(clean(text) for text in texts))
        left_over = len(different) - MAX_NOTES
        kept_texts = [self.take(text) for text in different[:MAX_NOTES]]
        if left_over > 0:
            kept_texts.append(tr("and {more:,} more notes", more=left_over))
        return tuple(kept_texts)

    def take_pictures(self, pictures: Iterable[Picture]) -> tuple[Picture, ...]:
        """Return the pictures that there is room for."""
        kept_pictures = []
        for picture in pictures:
            if picture.size <= self._drawn:
                self._drawn -= picture.size
                kept_pictures.append(picture)
        return tuple(kept_pictures)

    def take_place(self, place: Place | None) -> Place | None:
        """Return a place as it is kept, without its lines where there is no room for them."""
        if place is None:
            return None
        file, room = self.take(place.file), sum(map(len, place.lines)) <= self._left
        return replace(place, file=file, lines=tuple(map(self.take, place.lines)) if room else ())


def _cut_all_but_output(task: TaskResult, budget: _Budget) -> TaskResult:
    """Return a task with all texts but the output as they are kept."""
    checks = tuple(_cut_check(check, budget) for check in task.checks)
    return replace(task, checks=checks, notes=budget.take_all(task.notes))


def _cut_output(task: TaskResult, budget: _Budget) -> TaskResult:
    """Return a task with the output of its checks as it is kept."""
    checks = tuple(
        replace(check, output=budget.take(check.output, MAX_OUTPUT)) for check in task.checks
    )
    return replace(task, checks=checks)


def _cut_check(check: CheckResult, budget: _Budget) -> CheckResult:
    return replace(
        check,
        message=budget.take(check.message),
        traceback=budget.take(check.traceback),
        notes=budget.take_all(check.notes),
        difference=_cut_difference(check.difference, budget),
        place=budget.take_place(check.place),
        pictures=budget.take_pictures(check.pictures),
    )


def _cut_difference(difference: Difference | None, budget: _Budget) -> Difference | None:
    if difference is None:
        return None
    return replace(
        difference,
        where=budget.take(difference.where),
        expected=budget.take(difference.expected),
        got=budget.take(difference.got),
    )
