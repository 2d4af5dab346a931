"""`grade check`: a student's own checks, on her own machine."""

import functools
import sys
from pathlib import Path

import click

from grader.cli.cache import cache_folder
from grader.cli.options import flag, json_option, work_option
from grader.cli.screen.show import show_result, tell_versions
from grader.cli.screen.spinner import spinner
from grader.cli.screen.telling import tell
from grader.cli.speech import lang_option
from grader.cli.student_work import open_work
from grader.errors import CalledWrongly
from grader.feedback.words import failed_checks
from grader.files.writing import write_whole
from grader.language import tr, translatable
from grader.model import Level, Result
from grader.runs.own.following import choose_next_step, has_check_names
from grader.runs.own.remembering import Memory, Recalled, check_changed, failed_names, judge_now
from grader.runs.verdict import exit_code
from grader.runs.work import Work, check_work


@click.command()
@click.argument("tasks", nargs=-1, metavar="[TASK]...")
@work_option
@json_option
@flag("--verbose", "-v", help="Also show what passed, and what your code printed.")
@flag("--last-failed", "--lf", help="Only the checks that failed last time.")
@flag("--again", help="Also run what did not change since the last time.")
@flag("--watch", help="Go on, and check what changed after each save.")
@flag("-x", "stop_first", help="Stop at the first check that does not pass.")
@flag("--open", "page", help="Show the result as a page, with drawings.")
@flag("--repro", help="Write the first failed check as a script for your debugger.")
@lang_option
def command(
    tasks: tuple[str, ...],
    path: Path | None,
    as_json: bool,
    verbose: bool,
    last_failed: bool,
    again: bool,
    watch: bool,
    stop_first: bool,
    repro: bool,
    page: bool,
) -> None:
    """Check your work: every task, or the TASKs you name; TASK::CHECK is one check of a task.

    Looks for the nearest assignment.toml, upward from the current folder. Exit code 0: all passed;
    1: a check failed.
    """
    work = open_work(path)
    memory = Memory(cache_folder(), work)
    if watch:
        _watch(work, tasks, memory, page=page)
        return
    if last_failed:
        tasks = _find_last_failed(memory, tasks)
    recalled = _judge(work, tasks, memory, anew=again, stop_first=stop_first)
    result = recalled.result
    step = choose_next_step(work, tasks, memory, result)
    show_result(result, as_json=as_json, verbose=verbose, step=step)
    if not as_json:
        _tell_about_result(work, recalled, verbose)
    if page:
        _open_page(work, result, step)
    if repro:
        _write_script(work, result)
    sys.exit(exit_code(result))


def _watch(work: Work, tasks: tuple[str, ...], memory: Memory, *, page: bool) -> None:
    if page:
        raise CalledWrongly(tr("--watch shows results here; leave it away to --open a page"))
    from grader.cli.live import watch_work  # an unchanged check answers sooner without it

    watch_work(work, tasks, memory)


def _judge(
    work: Work, tasks: tuple[str, ...], memory: Memory, *, anew: bool, stop_first: bool
) -> Recalled:
    """Return the result of those tasks: what did not change from memory, unless all is run anew."""
    with spinner(tr("checking")) as on_task:
        if anew or stop_first or has_check_names(tasks):
            result = check_work(work, tasks, stop_first=stop_first, on_task=on_task)
            return Recalled(result, ())
        judge = functools.partial(judge_now, on_task=on_task)
        return check_changed(work, tasks, memory, judge=judge)


def _open_page(work: Work, result: Result, step: str) -> None:
    from grader.cli.screen.browsing import open_page  # only a page needs Jinja2

    open_page(work, result, step)


def _find_last_failed(memory: Memory, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the checks that failed last time, of the tasks named or of all.

    Raises CalledWrongly where nothing is known or nothing failed.
    """
    last = memory.last_result()
    if last is None:
        raise CalledWrongly(
            tr("no check of this folder is remembered yet; run `grade check` first")
        )
    failed = failed_names(last)
    checks = tuple(each for each in failed if not names or each.partition("::")[0] in names)
    if not checks:
        raise CalledWrongly(tr("no check failed last time; run `grade check` for all of them"))
    return checks


def _tell_about_result(work: Work, recalled: Recalled, verbose: bool) -> None:
    """Tell what there is to know of a result: what is from memory, versions, the level."""
    if recalled.recalled and len(recalled.recalled) == len(recalled.result.tasks):
        tell(tr("nothing changed since these checks ran; --again runs them again"))
    tell_versions(work.assignment, recalled.result)
    if recalled.result.level is Level.PROCESS and verbose:
        tell(
            tr("level process: your code ran in a process of its own, with time and memory limits")
        )


def _write_script(work: Work, result: Result) -> None:
    """Write the first failed check as `repro/<task>_<check>.py` beside the student's files."""
    failed = [check for task in result.tasks for check in failed_checks(task)]
    if not failed:
        tell(tr("every check passed, so there is nothing to reproduce"))
        return
    from grader.runs.reproducing import build_reproduction  # as in _watch

    script = build_reproduction(work.submission(), work.assignment, failed[0].id)
    path = work.folder / "repro" / f"{failed[0].id.replace('::', '_')}.py"
    write_whole(path, script, otherwise=translatable("make the folder writable"))
    tell(
        tr(
            "wrote {path}: run it with python, or in your debugger; it needs no tensorgrade",
            path=path.relative_to(work.folder),
        )
    )
