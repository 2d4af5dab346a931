"""The rows of `grade batch` as they come, and its progress bar."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import click

from grader.exporters.results_csv import status
from grader.runs.batch import Graded


class Rows:
    """Rows as they come, above a progress bar where the terminal has room for one."""

    def __init__(self, total: int, bar: Any = None) -> None:
        self._bar = bar
        self._task = bar.add_task("grading", total=total, states="") if bar else None
        self._states: Counter[str] = Counter()

    def row(self, graded: Graded, text: str) -> None:
        """Shows a submission that is done."""
        self._states[status(graded.result).replace("_", " ")] += 1
        if self._bar is None:
            click.echo(text)
            return
        from rich.text import Text

        self._bar.console.print(Text.from_ansi(text))
        states = ", ".join(f"{number} {state}" for state, number in sorted(self._states.items()))
        self._bar.update(self._task, advance=1, states=states)


class WithBar(AbstractContextManager[Rows]):
    """A bar with counts of outcomes, rate and time left."""

    def __init__(self, total: int) -> None:
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=20),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[states]}"),
            transient=True,
        )
        self._total = total

    def __enter__(self) -> Rows:
        self._bar.start()
        return Rows(self._total, self._bar)

    def __exit__(self, *error: object) -> None:
        self._bar.stop()


def progress(total: int, *, as_json: bool) -> AbstractContextManager[Rows]:
    """Shows what is done of `total` submissions: with a bar on a terminal, else rows alone."""
    return WithBar(total) if sys.stdout.isatty() and not as_json else nullcontext(Rows(total))
