"""A task as it is asked for, and as a student wrote it."""

from __future__ import annotations

from grader.model.submission import Form
from grader.nouns import frozen, replace

from .names import defined_names
from .slicing import Unit, file_units, statements_in
from .stubs import digest_of, is_unfilled
from .text import Source


@frozen
class TaskSpec:
    """A task as a student process is told of it: nothing of its checks.

    `templates` are the digests of the task's file as it was handed out, one per language, to tell
    an untouched one; none where they are not known.
    """

    id: str
    file: str
    heading: str
    defines: tuple[str, ...]
    rules: tuple[tuple[str, str], ...]
    numpy_only: bool
    templates: tuple[str, ...] = ()

    @property
    def by_hand(self) -> bool:
        return not self.file.endswith(".py")

    def is_template(self, text: str) -> bool:
        """Return whether a text is the task's file as it was handed out."""
        return bool(self.templates) and digest_of(text) in self.templates


@frozen
class TaskCode:
    """One task as the student wrote it.

    A file has its `source`.  A notebook, or a file with several tasks in it, has `units` instead:
    the statements that are this task's.  A written answer has its `text`.  `lost` says of a task
    that was not found which broken notebook it may be in.
    """

    task: str
    form: Form
    name: str = ""
    source: Source | None = None
    units: tuple[Unit, ...] = ()
    text: str = ""
    notes: tuple[str, ...] = ()
    lost: str = ""

    def is_unwritten(self, spec: TaskSpec) -> bool:
        """Return whether the task's own statements are still the stub."""
        own = [unit for unit in self.units_to_run() if unit.own]
        text = "\n".join(dict.fromkeys(unit.source.text for unit in own))
        return spec.is_template(text) or is_unfilled(statements_in(own), spec.defines)

    def with_note(self, note: str) -> TaskCode:
        """Return the same with one note more."""
        return replace(self, notes=(*self.notes, note))

    def defines_any(self, spec: TaskSpec) -> bool:
        """Return whether some name that the task asks for is defined here, as far as it is read."""
        defined = defined_names(statements_in(self.units_to_run()))
        return not defined.keys().isdisjoint(spec.defines)

    def units_to_run(self) -> tuple[Unit, ...]:
        """Return all that is run for the task."""
        return file_units(self.source) if self.source is not None else self.units
