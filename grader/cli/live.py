"""`grade check --watch`: judge what changed whenever a file is saved, from warm processes."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from grader.errors import GraderError
from grader.feedback.columns import hang
from grader.feedback.next_step import next_step
from grader.feedback.terminal import WIDTH, standing_lines
from grader.language import tr, translatable
from grader.model import Result
from grader.nouns import mutable
from grader.runs.own.remembering import Memory, check_changed
from grader.runs.own.warm import WarmJudge
from grader.runs.result_tasks import with_tasks
from grader.runs.task_names import find_requested
from grader.runs.work import Work, find_work

from .screen.hinting import show_next_hint
from .screen.keys import single_keys, take_key
from .screen.show import show_result
from .screen.telling import colour, show_failure, tell

# Milliseconds: how long to wait for further files of one save, and between two looks at the keys.
SETTLE, LOOK = 20, 150
# What student code and this command write, never a student.
NOT_WORK = frozenset({"__pycache__", ".git", ".ipynb_checkpoints", "repro", ".venv"})
KEYS = translatable("h hint   n next task   a all tasks   q quit")


@mutable
class _Screen:
    """What is shown: the task that was worked on last, below the progress over all tasks."""

    work: Work
    memory: Memory
    names: tuple[str, ...]
    judge: WarmJudge
    has_keys: bool
    shown: tuple[str, ...] = ()
    failing: Result | None = None

    def refresh(self, tasks: tuple[str, ...] = ()) -> None:
        """Judge what changed, and show those tasks, or those that were judged now."""
        try:
            self.work = find_work(self.work.folder)
            judgement = check_changed(self.work, self.names, self.memory, judge=self.judge)
        except GraderError as error:
            click.clear()
            show_failure(error)
            return
        judged = tuple(
            task.id for task in judgement.result.tasks if task.id not in judgement.recalled
        )
        self.shown = tasks or judged or self.shown
        click.clear()
        click.echo(standing_lines(judgement.result))
        tasks_shown = [task for task in judgement.result.tasks if task.id in self.shown]
        shown_result = with_tasks(self.work.assignment, judgement.result, tasks_shown)
        self.failing = shown_result
        show_result(shown_result, as_json=False, verbose=False)
        for line in ("", *hang(f"{tr('next')}  ", next_step(judgement.result), WIDTH)):
            click.echo(line)
        if self.has_keys:
            click.echo(colour(tr(KEYS), "faint"))

    def show_hint(self) -> None:
        """Show the next stage of the hint for what is shown."""
        if self.failing is not None:
            show_next_hint(self.work, self.failing)

    def next_task(self) -> tuple[str, ...]:
        """Return the task after the one that is shown."""
        ids = [task.id for task in self.work.assignment.coding_tasks]
        last = self.shown[-1] if self.shown else ids[-1]
        return (ids[(ids.index(last) + 1) % len(ids) if last in ids else 0],)


def watch_work(work: Work, names: tuple[str, ...], memory: Memory) -> None:
    """Check at once, and after each save, until q or ^C.  Raises CalledWrongly for a wrong name.

    ^C is how a student leaves, also in the middle of a judgement: it is never an error.
    """
    wanted = find_requested(work.assignment, names)
    with contextlib.suppress(KeyboardInterrupt), WarmJudge() as judge, single_keys() as has_keys:
        screen = _Screen(work, memory, wanted.tasks, judge, has_keys)
        if not has_keys:
            tell(tr("waiting for a file to be saved; end with ^C"))
        for key in _watch_events(work.folder, has_keys):
            if key == "q":
                return
            _follow_key(screen, key)


def _follow_key(screen: _Screen, key: str | None) -> None:
    """Do what a key asks for; None is a save."""
    steps: dict[str | None, Callable[[], None]] = {
        None: screen.refresh,
        "h": screen.show_hint,
        "n": lambda: screen.refresh(screen.next_task()),
        "a": lambda: screen.refresh(screen.work.assignment.task_ids),
    }
    steps.get(key, lambda: None)()


def _watch_events(folder: Path, has_keys: bool) -> Iterator[str | None]:
    """Yield None at once and when a file was saved, and each key that was pressed; ends with ^C.

    It watches before it yields, so that a save during the first check is seen.
    """
    import watchfiles  # takes longer to load than a remembered check takes in all

    changes = watchfiles.watch(
        folder,
        watch_filter=_is_work,
        debounce=SETTLE * 5,
        step=SETTLE,
        rust_timeout=LOOK,
        yield_on_timeout=True,
        raise_interrupt=False,
    )
    first = True
    for change in changes:
        if change or first:
            yield None
        first = False
        while has_keys and (key := take_key()):
            yield key


def _is_work(change: object, path: str) -> bool:
    """Return whether a change is a student's: not a cache, not a file that an editor hides."""
    place = Path(path)
    hidden = place.name.startswith((".", "#")) or place.name.endswith(("~", ".swp", ".part"))
    return not hidden and not NOT_WORK & set(place.parts)
