"""Lines of `grade batch` as they come, and its progress bar."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

import click

from grader.points import overall_status, status_words
from grader.runs.batches.batch import Graded


class Rows:
    """Lines as they come, above a progress bar where the terminal has room for one."""

    def __init__(self, total: int, bar: Any = None) -> None:
        self._bar = bar
        self._task = bar.add_task("grading", total=total, states="") if bar else None
        self._states: Counter[str] = Counter()

    def show_row(self, graded: Graded, text: str) -> None:
        """Show a submission that is done."""
        self._states[status_words(overall_status(graded.result.tasks))] += 1
        if self._bar is None:
            click.echo(text)
            return
        from rich.text import Text

        self._bar.console.print(Text.from_ansi(text))
        states = ", ".join(f"{number} {state}" for state, number in sorted(self._states.items()))
        self._bar.update(self._task, advance=1, states=states)


@contextmanager
def _show_bar(total: int, *, coloured: bool) -> Iterator[Rows]:
    """Show a bar with counts of outcomes, rate and time left."""
    from rich import progress as bars  # needs the staff extra
    from rich.console import Console

    with bars.Progress(
        bars.TextColumn("{task.description}"),
        bars.BarColumn(bar_width=20),
        bars.MofNCompleteColumn(),
        bars.TimeElapsedColumn(),
        bars.TimeRemainingColumn(),
        bars.TextColumn("{task.fields[states]}"),
        transient=True,
        console=None if coloured else Console(color_system=None),
    ) as bar:
        yield Rows(total, bar)


def show_progress(total: int, *, as_json: bool) -> AbstractContextManager[Rows]:
    """Show what is done of `total` submissions: with a bar on a terminal, else lines alone."""
    if as_json or not sys.stdout.isatty():
        return nullcontext(Rows(total))
    context = click.get_current_context(silent=True)
    return _show_bar(total, coloured=context is None or context.color is not False)
