"""`grader.check()` in a notebook and in a plain Python session: what `grade check` shows."""

import os
import sys
from pathlib import Path

from grader.feedback.styles import use_style, without_style
from grader.feedback.table_html import result_html
from grader.feedback.terminal import result_text
from grader.language import Language, language_of_locale, speak
from grader.model import Result
from grader.runs.own.following import choose_next_step
from grader.runs.own.remembering import Memory
from grader.runs.verdict import exit_code
from grader.runs.work import check_work, find_work

from .cache import cache_folder
from .screen.telling import colour, wants_colours


class Checked:
    """Result of checks, shown as the table of `grade check`.

    Text in a session, HTML in a notebook.
    """

    def __init__(self, result: Result, language: Language = Language.EN, step: str = "") -> None:
        self.result = result
        self._language, self._step = language, step

    @property
    def passed(self) -> bool:
        """Return whether nothing is held and every check that ran passed."""
        return exit_code(self.result) == 0

    def __str__(self) -> str:
        with speak(self._language):
            return result_text(self.result, for_student=True, step=self._step)

    def __repr__(self) -> str:
        wanted = wants_colours(os.environ)
        coloured = sys.stdout.isatty() if wanted is None else wanted
        with use_style(colour if coloured else without_style):
            return str(self)

    def _repr_html_(self) -> str:
        with speak(self._language):
            return result_html(self.result, self._step)


def check(tasks: tuple[str, ...], path: str | Path | None) -> Checked:
    """See `grader.check`."""
    with speak(language_of_locale(os.environ)):
        work = find_work(Path(path) if path is not None else Path.cwd())
    language = work.assignment.language or language_of_locale(os.environ)
    with speak(language):
        result = check_work(work, tasks, live=_list_cells_run())
        step = choose_next_step(work, tasks, Memory(cache_folder(), work), result)
        return Checked(result, language, step)


def _list_cells_run() -> tuple[str, ...]:
    """Return what was run in this notebook or IPython session so far; nothing elsewhere."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    history = getattr(shell, "history_manager", None)
    return tuple(history.input_hist_raw[1:]) if history is not None else ()
