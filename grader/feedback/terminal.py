"""A result as text of 80 columns: a table of tasks, then what each failed check has to say.

And in short: how far a student is over all tasks.
"""

from collections.abc import Iterator

from grader.language import tr
from grader.model import Blame, CheckResult, Outcome, Result, TaskResult, TaskStatus
from grader.points import carried_line, points_text, task_view

from . import columns, words
from .causes import causes, others_line
from .next_step import next_step
from .styles import apply_style

WIDTH = 80


def result_text(
    result: Result,
    *,
    verbose: bool = False,
    for_student: bool = False,
    step: str = "",
) -> str:
    """Return the whole text: the table, then of each task what explains most of its failures.

    `verbose` tells every failure, what passed and what was printed.  `for_student` adds what to do
    next: `step`, or what follows from the result.
    """
    names = [
        *(task.id for task in result.tasks),
        tr("total"),
        *([tr("next")] if for_student else []),
    ]
    width = max(map(columns.width, names))
    lines = [f"{apply_style(result.assignment, 'strong')}   {words.headline(result)}"]
    lines.extend(_task_row(task, width) for task in result.tasks)
    lines.append(_total_row(result, width))
    if for_student:
        label = apply_style(columns.pad(tr("next"), width), "strong")
        lines.extend(columns.hang(f"  {label}  ", step or next_step(result), WIDTH))
    for task in result.tasks:
        lines.extend(_task_blocks(task, verbose))
    if verbose:
        lines.extend(["", *_passed_lines(result)])
    notes = words.notes(result)
    if notes:
        lines.append("")
    for note in notes:
        lines.extend(_labelled_lines(tr("note"), note))
    return "\n".join(lines)


def _task_blocks(task: TaskResult, verbose: bool) -> Iterator[str]:
    """Yield what explains most of a task's failures, in full, and one line on the others."""
    task_causes = causes(task)
    checks = words.failed_checks(task) if verbose else [task_causes.first] if task_causes else []
    for check in checks:
        yield from ("", *_check_block(check, verbose))
    if task_causes is not None and task_causes.others and not verbose:
        yield from _faint_lines(others_line(task_causes))
    if checks and words.count_blocked(task):
        yield from _faint_lines(words.waiting(task))


def _faint_lines(text: str) -> Iterator[str]:
    """Yield text of less weight."""
    yield from (apply_style(each, "faint") for each in _wrapped_lines("", text))


def _task_row(task: TaskResult, width: int) -> str:
    earned, possible = task_view(task)
    name, line = columns.pad(task.id, width), words.task_line(task)
    if task.status is not TaskStatus.GRADED:
        kind = "held" if task.status is TaskStatus.HELD else "faint"
        return f"  {name}     {apply_style(columns.cut(line, WIDTH - width - 7), kind)}"
    good = earned == possible and not line
    score = f"{points_text(earned):>5} / {points_text(possible):<3}"
    text = columns.cut(line, WIDTH - width - len(score) - 5)
    return f"  {name} {apply_style(score, 'good' if good else 'bad')}  {text}".rstrip()


def _total_row(result: Result, width: int) -> str:
    name = columns.pad(tr("total"), width)
    if result.held:
        return f"  {name}     {apply_style(tr('held'), 'held')}"
    possible = words.decided_points(result)
    text = f"  {name} {points_text(result.earned):>5} / {points_text(possible):<3}"
    return apply_style(text.rstrip(), "strong")


def _check_block(check: CheckResult, verbose: bool) -> Iterator[str]:
    """Yield what a failed check has to say."""
    yield from _title_lines(check)
    if check.diagnosis:
        yield from _labelled_lines(tr("cause"), check.diagnosis.title, "strong")
        yield from _wrapped_lines("      ", check.diagnosis.explanation)
    if check.outcome not in (Outcome.FAILED, Outcome.RAISED):
        yield f"    {words.outcome_words(check.outcome)}"
    for line in words.clean(check.message).split("\n"):
        yield from _wrapped_lines("", line)
    if check.traceback:
        yield from (_indent(line) for line in words.clean(check.traceback).split("\n")[-6:])
    yield from _help_lines(check, verbose)
    if check.output and verbose:
        yield apply_style(f"    {tr('it printed:')}", "faint")
        printed = words.clean(check.output).rstrip().split("\n")
        yield from (_indent(line) for line in printed[-20:])


def _help_lines(check: CheckResult, verbose: bool) -> Iterator[str]:
    """Yield the course's hint, what was carried forward, and who has to mend it if not you."""
    yield from _hints(check, verbose)
    if check.carried:
        yield from _wrapped_lines("", carried_line(check))
    if check.blame not in (None, Blame.STUDENT):
        yield from _wrapped_lines("", words.blame(check))


def _hints(check: CheckResult, verbose: bool) -> Iterator[str]:
    """Yield the first stage of the hint, or all of them."""
    if check.hint and not verbose:
        yield from _labelled_lines(tr("hint"), check.hint)
        if more := words.more_hints(check):
            yield apply_style(f"          {more}", "faint")
        return
    stages = check.hints or filter(None, (check.hint,))
    for stage in stages:
        yield from _labelled_lines(tr("hint"), stage)


def hint_text(check: CheckResult, stage: int) -> str:
    """Return one stage of a check's hint with the title above it; of 0 stages, that there is none.

    Stages count from 1.
    """
    lines = [*_title_lines(check)]
    if not stage:
        none = tr("the course gives no hint for this; the message says where")
        return "\n".join([*lines, *_wrapped_lines("", none)])
    label = tr("hint {stage} of {stages}", stage=stage, stages=len(check.hints)) + "  "
    return "\n".join([*lines, *_wrapped_lines(label, check.hints[stage - 1])])


def _title_lines(check: CheckResult) -> Iterator[str]:
    """Yield the check's title, and at the right the student's file and line."""
    mark = (
        apply_style("!", "held")
        if check.outcome is Outcome.GRADER_FAULT
        else apply_style("x", "bad")
    )
    where = words.place(check)
    title = f"{check.task}  {check.title}  {words.mark(check)}".rstrip()
    room = WIDTH - 2 - columns.width(title) - columns.width(where)
    if room >= 2:
        yield f"{mark} {title}{' ' * room}{where}".rstrip()
        return
    yield from columns.hang(f"{mark} ", title, WIDTH)
    if where:
        short = columns.cut(where, WIDTH - 2)
        yield f"{' ' * (WIDTH - columns.width(short))}{short}"


def _labelled_lines(label: str, text: str, style: str = "faint") -> Iterator[str]:
    """Yield text beside a styled label."""
    yield from _wrapped_lines(apply_style(columns.pad(f"{label} ", 6), style), text)


def _wrapped_lines(label: str, text: str) -> Iterator[str]:
    return columns.hang(f"    {label}", text, WIDTH)


def _indent(line: str) -> str:
    return f"      {columns.cut(line.expandtabs(4), WIDTH - 6)}"


def _passed_lines(result: Result) -> Iterator[str]:
    for check in result.checks:
        if check.outcome is Outcome.PASSED:
            title = f"{check.task}  {check.title}  {words.mark(check)}".rstrip()
            padded = columns.pad(columns.cut(title, 60), 60)
            score = f"{points_text(check.earned):>5} {check.seconds:8.3f} s"
            yield f"{apply_style('.', 'good')} {padded} {score}"


def standing_lines(result: Result) -> str:
    """Return each task with its points, green where it has all, and the total.

    The lines have at most 80 columns.
    """
    parts = [_standing_part(task) for task in result.tasks if task.checks]
    first, *more = [*parts, apply_style(f"{tr('total')} {words.total(result)}", "strong")]
    lines = [first]
    for part in more:
        joined = f"{lines[-1]}   {part}"
        if columns.width(joined) > WIDTH:
            lines.append(part)
        else:
            lines[-1] = joined
    return "\n".join(lines)


def _standing_part(task: TaskResult) -> str:
    earned, possible = task_view(task)
    if task.status is TaskStatus.HELD:
        return apply_style(tr("{task} held", task=task.id), "held")
    text = f"{task.id} {points_text(earned or possible * 0)}/{points_text(possible)}"
    if words.is_not_started(task) or task.status is TaskStatus.NOT_SUBMITTED:
        return apply_style(text, "faint")
    return apply_style(text, "good" if earned == possible else "bad")
