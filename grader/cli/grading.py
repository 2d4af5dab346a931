"""What `grade batch` shows and writes while a class is graded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import click

from grader.cli.progress import progress
from grader.cli.show import colour, said
from grader.errors import EXIT_DONE, EXIT_HELD, CalledWrongly, GraderError
from grader.exporters.results_csv import result_row, rows_csv, status
from grader.feedback.result_json import to_json
from grader.feedback.words import count, line
from grader.files.templates import templates_folder
from grader.files.writing import file_name, write_whole
from grader.gradebook import Entry, Gradebook
from grader.intake import Gathered
from grader.model import Assignment, Course, Level, Result, Submission
from grader.points import written
from grader.runs.batch import Executor, Graded, Rerun, grade_batch
from grader.sandbox.levels import possible

MISSING_EXTRA = 'The gradebook needs the staff extra: pip install "tensorgrade[staff]"'
EXIT_INTERRUPTED = 130
LEVEL_WORDS = {
    Level.STRICT: "student code is locked down by the kernel, in namespaces of its own",
    Level.STANDARD: "student code is locked down by the kernel (Landlock, seccomp)",
    Level.PROCESS: (
        "student code runs in processes of its own with limits, not locked down by the kernel"
    ),
}


def open_gradebook(path: Path, *, new: bool = True) -> Gradebook:
    """The gradebook at that path; `new` says that it is made where there is none.

    Raises CalledWrongly without the staff extra, and for a gradebook that should be there and is
    not.
    """
    try:
        import jinja2  # noqa: F401  the pages need it
        import rich  # noqa: F401  the progress bar needs it

        from grader.gradebook.sqlite import SqliteGradebook
    except ImportError as error:
        raise CalledWrongly(MISSING_EXTRA) from error
    if not new and not path.is_file():
        raise CalledWrongly(
            f"there is no gradebook at {path}; run `grade batch` first, or name another with"
            " --gradebook"
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CalledWrongly(
            f"{path.parent} cannot be made ({error.strerror}); name another place with --gradebook"
        ) from error
    return SqliteGradebook(path)


def locked_level(*, trusted: bool, at_most: str | None = None) -> Level:
    """The best level of this machine, said in one line.

    Raises CalledWrongly when it is too weak for a class.

    `trusted` says that somebody answers for the submissions.
    """
    here = possible()
    level = max(here.level, Level(at_most or here.level), key=list(Level).index)
    if level is Level.PROCESS and not trusted:
        raise CalledWrongly(
            "this machine cannot lock student code down, so a class is not graded here; missing: "
            + ("; ".join(here.missing) or "--level process was asked for")
            + ". If you trust every submission, say --trust-submissions"
        )
    said(f"level {level}: {LEVEL_WORDS[level]}")
    return level


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How a batch is run and shown.

    Names by student id, earlier results of those who are not in it, the last lines.
    """

    rerun: Rerun = Rerun.CHANGED
    only: tuple[str, ...] = ()
    as_json: bool = False
    by: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    earlier: tuple[Result, ...] = ()
    last: tuple[str, ...] = ()


def absent(class_: Gathered, known: Mapping[str, Entry]) -> tuple[list[Submission], list[Result]]:
    """Who is enrolled and not in this batch.

    An empty submission each, or the result that stands in the gradebook.
    """
    ids = [student.id for student in class_.missing]
    nothing = [Submission(name=each, files=(), student=each) for each in ids if each not in known]
    return nothing, [known[each].result for each in ids if each in known]


def chosen(submissions: list[Submission], names: tuple[str, ...]) -> list[Submission]:
    """The submissions of those names, or all.

    Raises CalledWrongly for a name that is not there.
    """
    there = {submission.name for submission in submissions}
    for name in names:
        if name not in there:
            raise CalledWrongly(
                f"there is no submission {name!r}; there are {', '.join(sorted(there)[:20])}"
            )
    return [submission for submission in submissions if not names or submission.name in names]


class Output:
    """The folder that a batch writes to."""

    def __init__(
        self, folder: Path, gradebook: Path, course: Course, assignment: Assignment
    ) -> None:
        from grader.feedback.page import Pages

        self.folder = folder
        self.gradebook = gradebook
        self._assignment = assignment
        self._pages = Pages([course.folder / "templates", templates_folder()])
        try:
            for part in ("results", "feedback"):
                (folder / part).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CalledWrongly(
                f"{folder} cannot be written ({error.strerror}); name another folder with -o"
            ) from error

    def write(self, result: Result) -> None:
        """A result's own files: for staff its JSON, for the student a page."""
        name = file_name(result.submission.name)
        self._write(self.folder / "results" / f"{name}.json", to_json(result, indent=1) + b"\n")
        page = self._pages.page(result, self._assignment.title or self._assignment.id)
        self._write(self.folder / "feedback" / f"{name}.html", page.encode("utf-8", "replace"))

    def write_table(self, rows: Mapping[str, Sequence[str]]) -> None:
        """`results.csv`, of rows by submission name."""
        self._write(
            self.folder / "results.csv", rows_csv(self._assignment, rows).encode("utf-8", "replace")
        )

    def has(self, result: Result) -> bool:
        """Whether a result's files are there already."""
        name = file_name(result.submission.name)
        return (self.folder / "results" / f"{name}.json").is_file() and (
            self.folder / "feedback" / f"{name}.html"
        ).is_file()

    def _write(self, path: Path, content: bytes) -> None:
        try:
            write_whole(path, content)
        except OSError as error:
            raise GraderError(
                f"{path} cannot be written ({error.strerror}); what was graded is in the gradebook,"
                " run it again"
            ) from error


def run_batch(
    listed: list[Submission],
    assignment: Assignment,
    gradebook: Gradebook,
    executor: Executor,
    output: Output,
    how: Shown,
) -> int:
    """Grades and shows a row a submission; gives the exit code."""
    tally = _Tally(assignment, how.names)
    interrupted = False
    width = max(len(submission.name) for submission in listed)
    try:
        with progress(len(listed), as_json=how.as_json) as shown:
            for graded in grade_batch(
                listed,
                assignment,
                gradebook,
                executor,
                now=lambda: datetime.now(UTC),
                rerun=how.rerun,
                only=how.only,
                by=how.by,
            ):
                tally.add(graded)
                if graded.new or not output.has(graded.result):
                    output.write(graded.result)
                shown.row(
                    graded, to_json(graded.result).decode() if how.as_json else _row(graded, width)
                )
    except KeyboardInterrupt:
        interrupted = True
    earlier = {
        result.submission.name: result_row(assignment, result, how.names) for result in how.earlier
    }
    output.write_table(earlier | tally.rows)
    for text in [*tally.last_lines(len(listed), output), *how.last]:
        click.echo(text, err=how.as_json)
    if interrupted:
        said("interrupted: what was graded so far is kept; run the same command again for the rest")
        return EXIT_INTERRUPTED
    return EXIT_HELD if tally.states["held"] else EXIT_DONE


class _Tally:
    """What is kept of results as they come, so that a class of any size leaves little in memory.

    Counts, rows, sentences.
    """

    def __init__(self, assignment: Assignment, names: Mapping[str, str]) -> None:
        self._assignment = assignment
        self._names = names
        self._new = 0
        self._told: list[str] = []
        self.rows: dict[str, tuple[str, ...]] = {}
        self.states: Counter[str] = Counter()

    def add(self, graded: Graded) -> None:
        """Takes a result into account."""
        result = graded.result
        state, name = status(result), line(result.submission.name)
        self.rows[result.submission.name] = result_row(self._assignment, result, self._names)
        self.states[state] += 1
        self._new += graded.new
        if result.held:
            self._told.append(line(f"  held  {name}: {why_held(result)}"))
        elif state == "not_submitted":
            self._told.append(f"  not submitted  {name}: none of the assignment's files was found")

    def last_lines(self, listed: int, output: Output) -> list[str]:
        """What is said of the whole class at the end; `listed` is how many there should be."""
        states, done = self.states, self.states.total()
        parts = [f"{states['graded'] + states['awaiting']} graded"]
        if states["awaiting"]:
            parts.append(f"{states['awaiting']} of them await marks by hand")
        parts += [f"{states['held']} held", f"{states['not_submitted']} not submitted"]
        whole = (
            f"{count(done, 'submission')}: {', '.join(parts)} ({self._new} judged now,"
            f" {done - self._new} unchanged)"
        )
        return [
            "",
            whole,
            *([f"{listed - done} not reached"] if done < listed else []),
            *self._told,
            f"gradebook  {output.gradebook}",
            f"table      {output.folder / 'results.csv'}",
            f"pages      {output.folder / 'feedback'}",
        ]


def _row(graded: Graded, width: int) -> str:
    result = graded.result
    state = status(result)
    shown = {"not_submitted": "-", "held": "held"}.get(state, written(result.earned))
    style = {"held": "held", "not_submitted": "faint"}.get(state, "strong")
    return (
        f"  {line(result.submission.name):<{width}}  {colour(f'{shown:>6}', style)} /"
        f" {written(result.possible)}  "
        f" {state.replace('_', ' ')}{'' if graded.new else ', unchanged'}"
    )


def why_held(result: Result) -> str:
    """The sentence that says why a result is held."""
    faults = [check.message for check in result.checks if check.outcome == "GRADER_FAULT"]
    return (faults or list(result.submission.notes[-1:]) or ["a check could not be judged"])[0]
