"""The report of a class as text for a terminal of 80 columns."""

from collections.abc import Iterable, Iterator, Sequence

from grader.feedback import columns
from grader.feedback.styles import apply_style
from grader.feedback.words import count

from .class_report import (
    CheckSummary,
    ClassReport,
    Note,
    TaskSummary,
)
from .cluster_text import MOST_NAMES, cluster_lines, people_names

WIDTH = 80
MOST = 8  # rows of a list; the page and the JSON have all
HARD = 0.5  # a check of which less was earned is among the hardest
ODD = 0.1  # discrimination below which a check deserves a look


def report_lines(report: ClassReport) -> list[str]:
    """Return the lines of a report: what is most worth a look, and how much more there is."""
    parts = [
        _head(report),
        _tasks(report.tasks),
        _hardest_lines(report.checks),
        _clusters(report),
        _changes(report),
        _people(report),
    ]
    return [text for part in parts for text in part]


def hardest_checks(checks: Iterable[CheckSummary]) -> list[CheckSummary]:
    """Return checks of which less than half was earned, the hardest first."""
    hard = [each for each in checks if each.difficulty is not None and each.difficulty < HARD]
    return sorted(hard, key=lambda each: (each.difficulty or 0.0, each.id))


def odd_checks(checks: Iterable[CheckSummary]) -> list[CheckSummary]:
    """Return checks that those who know more do not pass more often: they may ask otherwise."""
    return [
        each for each in checks if each.discrimination is not None and each.discrimination < ODD
    ]


def percent(share: float | None) -> str:
    """Return a share as a percentage, "" for none."""
    return "" if share is None else f"{100 * share:.0f} %"


def _head(report: ClassReport) -> Iterator[str]:
    states = [
        f"{report.graded} graded",
        *([f"{report.awaiting} wait for marks"] if report.awaiting else []),
        *([f"{len(report.held)} held"] if report.held else []),
        *([f"{len(report.missing)} handed nothing in"] if report.missing else []),
    ]
    people = count(report.people, "student")
    yield f"{apply_style(report.assignment, 'strong')}   {people}: {', '.join(states)}"
    if report.spread is not None:
        mean, middle = percent(report.spread.mean), percent(report.spread.median)
        yield f"  of {report.possible} points: mean {mean}, median {middle}"


def _tasks(tasks: Sequence[TaskSummary]) -> Iterator[str]:
    width = max((columns.width(task.id) for task in tasks), default=0)
    for task in tasks:
        spread = f"mean {percent(task.spread.mean):>5}" if task.spread else " " * 10
        details = [count(task.handed_in, "hand-in")]
        if task.held:
            details.append(apply_style(f"{task.held} held", "held"))
        if task.seconds is not None:
            details.append(f"{task.seconds:.2f} s")
        yield f"  {columns.pad(task.id, width)}  {spread}   {', '.join(details)}"


def _hardest_lines(checks: Sequence[CheckSummary]) -> Iterator[str]:
    hard = hardest_checks(checks)
    if hard:
        yield from ("", apply_style("hardest checks", "strong"))
    for each in hard[:MOST]:
        where = f"{percent(each.difficulty):>5}  {each.id}"
        yield columns.cut(f"  {where}  {each.title}", WIDTH)
    yield from _more_line(len(hard))
    strange = odd_checks(checks)
    if strange:
        names = ", ".join(each.id for each in strange)
        sentence = f"those who know more do not pass these more often: {names}"
        yield from ("", *(f"  {text}" for text in columns.wrap(sentence, WIDTH - 2)))


def _clusters(report: ClassReport) -> Iterator[str]:
    shared = [each for each in report.clusters if len(each.people) > 1]
    comments = {each.cluster: each for each in report.comments}
    if shared:
        yield from ("", apply_style("mistakes that several share", "strong"))
    for each in shared[:MOST]:
        yield from cluster_lines(each, comments.get(each.key))
    yield from _more_line(len(shared))


def _changes(report: ClassReport) -> Iterator[str]:
    if report.changes:
        yield from ("", apply_style("since the last run", "strong"))
    for each in report.changes[:MOST]:
        head = f"  {each.person.name}  {each.task}: {each.before} -> {each.after}"
        line = f"{head}  ({each.why})"
        if columns.width(line) <= WIDTH:
            yield line
            continue
        yield columns.cut(head, WIDTH)
        yield from (f"      {part}" for part in columns.wrap(f"({each.why})", WIDTH - 6))
    yield from _more_line(len(report.changes))


def _people(report: ClassReport) -> Iterator[str]:
    sections = [
        ("held", _notes(report.held)),
        ("handed nothing in", people_names(report.missing)),
        ("late", _notes(report.late)),
        (
            "missed by little",
            "; ".join(f"{each.person.name} {each.check}" for each in report.near[:MOST_NAMES]),
        ),
        ("the same work", "; ".join(people_names(group) for group in report.equal)),
    ]
    rows = [(name, text) for name, text in sections if text]
    if rows:
        yield ""
    for name, text in rows:
        label = apply_style(columns.pad(name, 18), "strong")
        yield from columns.hang(f"  {label}", text, WIDTH)


def _notes(notes: Sequence[Note]) -> str:
    text = "; ".join(f"{each.person.name} ({each.text})" for each in notes[:MOST_NAMES])
    more = len(notes) - MOST_NAMES
    return f"{text}; and {more} more" if more > 0 else text


def _more_line(number: int) -> Iterator[str]:
    if number > MOST:
        yield f"        and {number - MOST} more in the page"
