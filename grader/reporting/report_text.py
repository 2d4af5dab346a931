"""The report of a class as text for a terminal of 80 columns."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from grader.feedback import columns
from grader.feedback.styles import apply_style
from grader.feedback.words import count

from .class_report import (
    Change,
    CheckSummary,
    ClassReport,
    Note,
    TaskSummary,
)
from .cluster_text import MOST_NAMES, cluster_lines, people_names

Item = TypeVar("Item")
WIDTH = 80
MOST = 8  # rows of a list; the page and the JSON have all
HARD = 0.5  # a check of which less was earned is among the hardest
ODD = 0.1  # discrimination below which a check deserves a look


def report_lines(report: ClassReport) -> list[str]:
    """Return the lines of a report: what is most worth a look, and how much more there is."""
    comments = {each.cluster: each for each in report.comments}
    return [
        *_head(report),
        *_tasks(report.tasks),
        *_section("hardest checks", hardest_checks(report.checks), _check_lines),
        *_odd_lines(report.checks),
        *_section(
            "mistakes that several share",
            report.shared,
            lambda each: cluster_lines(each, comments.get(each.key)),
        ),
        *_section("since the last run", report.changes, _change_lines),
        *_people(report),
    ]


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


def _section(
    title: str, items: Sequence[Item], lines_of: Callable[[Item], Iterator[str]]
) -> Iterator[str]:
    """Yield the lines of the first items below a title; nothing without items."""
    if items:
        yield from ("", apply_style(title, "strong"))
    for each in items[:MOST]:
        yield from lines_of(each)
    if len(items) > MOST:
        yield f"        and {len(items) - MOST} more in the page"


def _check_lines(check: CheckSummary) -> Iterator[str]:
    where = f"{percent(check.difficulty):>5}  {check.id}"
    yield columns.cut(f"  {where}  {check.title}", WIDTH)


def _odd_lines(checks: Sequence[CheckSummary]) -> Iterator[str]:
    names = ", ".join(each.id for each in odd_checks(checks))
    if names:
        yield ""
        sentence = f"those who know more do not pass these more often: {names}"
        yield from columns.hang("  ", sentence, WIDTH)


def _change_lines(change: Change) -> Iterator[str]:
    head = f"  {change.person.name}  {change.task}: {change.before} -> {change.after}"
    line = f"{head}  ({change.why})"
    if columns.width(line) <= WIDTH:
        yield line
    else:
        yield columns.cut(head, WIDTH)
        yield from columns.hang(" " * 6, f"({change.why})", WIDTH)


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
