"""A result as text of 80 columns: a table of tasks, then what each failed check has to say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from grader.feedback import columns, words
from grader.model import CheckResult, Outcome, Result, TaskResult, TaskStatus
from grader.points import task_view, written

WIDTH = 80
Style = Callable[[str, str], str]


def plain(text: str, style: str) -> str:
    """No style at all."""
    return text


def result_text(result: Result, *, style: Style = plain, verbose: bool = False) -> str:
    """The whole text.

    `style(text, name)` colours it, name being good, bad, held, faint or strong.
    """
    lines = [f"{style(result.assignment, 'strong')}   {words.headline(result)}"]
    lines.extend(_task_row(task, _width(result), style) for task in result.tasks)
    lines.append(_total_row(result, _width(result), style))
    for task in result.tasks:
        for check in words.failed_checks(task):
            lines.extend(["", *_check_block(check, style, verbose)])
        blocked = words.blocked(task)
        if blocked:
            lines.append(
                style(
                    f"    {words.count(blocked, 'check')} of {task.id} not run: they need what"
                    " failed",
                    "faint",
                )
            )
    if verbose:
        lines.extend(["", *_passed(result, style)])
    noted = words.notes(result)
    if noted:
        lines.append("")
    for note in noted:
        lines.extend(_wrapped("note  ", note))
    return "\n".join(lines)


def _width(result: Result) -> int:
    return max([len(task.id) for task in result.tasks] + [len("total")])


def _task_row(task: TaskResult, width: int, style: Style) -> str:
    earned, possible = task_view(task)
    line = words.task_line(task)
    if task.status is not TaskStatus.GRADED:
        kind = "held" if task.status is TaskStatus.HELD else "faint"
        return f"  {task.id:<{width}}     {style(columns.cut(line, WIDTH - width - 7), kind)}"
    good = earned == possible and not line
    score = f"{written(earned):>5} / {written(possible):<3}"
    rest = columns.cut(line, WIDTH - width - len(score) - 5)
    return f"  {task.id:<{width}} {style(score, 'good' if good else 'bad')}  {rest}".rstrip()


def _total_row(result: Result, width: int, style: Style) -> str:
    possible = result.possible - result.undecided - result.awaiting
    by_hand = [
        task for task in result.tasks if task.status is TaskStatus.NOT_SUBMITTED and not task.checks
    ]
    possible -= sum((task.possible for task in by_hand), Decimal(0))
    if result.held:
        return f"  {'total':<{width}}     {style('held', 'held')}"
    text = f"  {'total':<{width}} {written(result.earned):>5} / {written(possible):<3}"
    return style(text.rstrip(), "strong")


def _check_block(check: CheckResult, style: Style, verbose: bool) -> Iterator[str]:
    yield from _title(check, style)
    if check.outcome not in (Outcome.FAILED, Outcome.RAISED):
        yield f"    {words.OUTCOME_WORDS[check.outcome]}"
    for line in words.clean(check.message).split("\n"):
        yield from _wrapped("", line)
    if check.traceback:
        yield from (_indented(line) for line in words.clean(check.traceback).split("\n")[-6:])
    if check.hint:
        yield from _wrapped(style("hint  ", "faint"), check.hint, 6)
    if check.output and verbose:
        yield style("    it printed:", "faint")
        yield from (
            _indented(line) for line in words.clean(check.output).rstrip().split("\n")[-20:]
        )


def _title(check: CheckResult, style: Style) -> Iterator[str]:
    """The check's title, and at the right the student's file and line."""
    mark = style("!", "held") if check.outcome is Outcome.GRADER_FAULT else style("x", "bad")
    where = words.place(check)
    title = f"{check.task}  {check.title}  {words.mark(check)}".rstrip()
    room = WIDTH - 2 - columns.width(title) - columns.width(where)
    if room >= 2:
        yield f"{mark} {title}{' ' * room}{where}".rstrip()
        return
    first, *more = columns.wrap(title, WIDTH - 2)
    yield f"{mark} {first}"
    yield from (f"  {line}" for line in more)
    if where:
        short = columns.cut(where, WIDTH - 2)
        yield f"{' ' * (WIDTH - columns.width(short))}{short}"


def _wrapped(label: str, text: str, label_width: int | None = None) -> Iterator[str]:
    indent = len(label) if label_width is None else label_width
    first, *more = columns.wrap(text, WIDTH - 4 - indent)
    yield f"    {label}{first}"
    yield from (f"    {' ' * indent}{line}" for line in more)


def _indented(line: str) -> str:
    return f"      {columns.cut(line.expandtabs(4), WIDTH - 6)}"


def _passed(result: Result, style: Style) -> Iterator[str]:
    for check in result.checks:
        if check.outcome is Outcome.PASSED:
            title = f"{check.task}  {check.title}  {words.mark(check)}".rstrip()
            yield (
                f"{style('.', 'good')} {title:<60.60} {written(check.earned):>5}"
                f" {check.seconds:8.3f} s"
            )
