"""Which of the files and cells of a submission are a task's: the student's form of it."""

from __future__ import annotations

import ast
import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from grader.model.submission import Form
from grader.sources.names import bound_names, defined_names, is_unfilled
from grader.sources.notebook import Cell, Notebook, cell_source, read_notebook, written_answer
from grader.sources.slicing import Unit, needed_units
from grader.sources.text import Source, decode_text, read_source


@dataclass(frozen=True, slots=True)
class TaskSpec:
    """What a student process is told about a task: nothing of its checks.

    `template` is the digest of the task's file as it was handed out, so that an untouched one can
    be told; "" where it is not known.
    """

    id: str
    file: str
    heading: str
    defines: tuple[str, ...]
    rules: tuple[tuple[str, str], ...]
    numpy_only: bool
    template: str = ""

    @property
    def by_hand(self) -> bool:
        return not self.file.endswith(".py")


@dataclass(frozen=True, slots=True)
class TaskCode:
    """One task as the student wrote it.

    A file has its `source`, a notebook its `units`, a written answer its `text`.
    """

    task: str
    form: Form
    name: str = ""
    source: Source | None = None
    units: tuple[Unit, ...] = ()
    text: str = ""
    notes: tuple[str, ...] = ()


class Sources:
    """All sources of a submission, read once."""

    def __init__(self, files: list[tuple[str, bytes]]) -> None:
        kept = [(name, content) for name, content in files if not _is_litter(name)]
        kept.sort(key=lambda file: (file[0].count("/"), file[0]))
        self.contents = dict(kept)
        self.python = {
            name: read_source(name, content)
            for name, content in kept
            if name.lower().endswith(".py")
        }
        notebooks = [
            read_notebook(name, content)
            for name, content in kept
            if name.lower().endswith(".ipynb")
        ]
        self.notebooks = sorted(
            notebooks, key=lambda notebook: _is_copy(notebook.name)
        )  # else in their order
        self._cells = {
            notebook.name: [
                (cell, cell_source(notebook, cell)) for cell in notebook.cells if cell.is_code
            ]
            for notebook in self.notebooks
        }

    def find(self, specs: list[TaskSpec]) -> list[TaskCode]:
        """The code of each task, in the order of `specs`."""
        files = self._files(specs)
        claimed: set[tuple[str, int, str]] = set()
        found = []
        for spec in specs:
            if spec.by_hand:
                found.append(self._written(spec))
                continue
            in_notebook = self._in_notebooks(spec, specs, claimed)
            in_file = files.get(spec.id)
            if in_file is not None and in_notebook is not None:
                in_file, in_notebook = self._one_of_both(spec, in_file, in_notebook)
            code = in_file or in_notebook or TaskCode(spec.id, Form.NONE, notes=self._problems())
            found.append(code)
        return found

    def _problems(self) -> tuple[str, ...]:
        return tuple(notebook.problem for notebook in self.notebooks if notebook.problem)

    def _one_of_both(
        self, spec: TaskSpec, in_file: TaskCode, in_notebook: TaskCode
    ) -> tuple[TaskCode | None, TaskCode | None]:
        """The file counts, unless it is still the stub.

        Nothing is said of what lies there as it was handed out.
        """
        own = [unit for unit in in_notebook.units if unit.own]
        in_cells = "\n".join(dict.fromkeys(unit.source.text for unit in own))
        if _is_template(spec, in_cells) or is_unfilled(
            [u.statement for u in own if u.statement], spec.defines
        ):
            return in_file, None
        source = in_file.source
        if source and _is_template(spec, source.text):
            return None, in_notebook
        if source and is_unfilled(source.statements, spec.defines):
            note = (
                f"{in_file.name} is still the stub, so {spec.id} was graded from {in_notebook.name}"
            )
            return None, replace(in_notebook, notes=(*in_notebook.notes, note))
        note = f"{spec.id} is in {in_file.name} and in {in_notebook.name}; the file counts"
        return replace(in_file, notes=(*in_file.notes, note)), None

    def _files(self, specs: list[TaskSpec]) -> dict[str, TaskCode]:
        """The file of each task: by its name, by a name that nearly matches, or by what it defines."""
        coding = [spec for spec in specs if not spec.by_hand]
        found: dict[str, TaskCode] = {}
        for spec in coding:
            exact = [
                source
                for name, source in self.python.items()
                if PurePosixPath(name).name == spec.file
            ]
            if exact:
                found[spec.id] = _file_code(spec, exact[0])
        taken = {code.name for code in found.values()}
        for spec in coding:
            if spec.id not in found:
                near = self._near(spec, coding, taken)
                if near is not None:
                    note = f"{near.name} was taken for {spec.file}"
                    found[spec.id] = replace(_file_code(spec, near), notes=(*near.notes, note))
        return found

    def _near(self, spec: TaskSpec, coding: list[TaskSpec], taken: set[str]) -> Source | None:
        ids = [other.id for other in coding]
        free = [source for name, source in self.python.items() if name not in taken]
        for source in free:
            plain = _plain(source.name)
            if plain == _plain(spec.file):
                return source
        for source in free:
            if _named_in(_plain(source.name), ids) == spec.id and _defines(
                source, spec, any_of=True
            ):
                return source
        for source in free:
            if _defines(source, spec):
                return source
        return None

    def _in_notebooks(
        self, spec: TaskSpec, specs: list[TaskSpec], claimed: set[tuple[str, int, str]]
    ) -> TaskCode | None:
        for at, notebook in enumerate(self.notebooks):
            cells = self._cells[notebook.name]
            own = _own_cells(notebook.name, cells, spec, specs, claimed)
            if own:
                units = needed_units(cells, own, spec.defines)
                notes = [notebook.problem] if notebook.problem else []
                notes += _repairs(notebook.name, cells, units, spec, own)
                notes += self._also_in(self.notebooks[at + 1 :], notebook.name, spec)
                return TaskCode(
                    spec.id, Form.NOTEBOOK, notebook.name, units=units, notes=tuple(notes)
                )
        return None

    def _also_in(self, others: list[Notebook], name: str, spec: TaskSpec) -> list[str]:
        """A note for each further notebook that defines all of a task's names."""
        return [
            f"{spec.id} is in {name} and in {other.name}; {name} counts"
            for other in others
            if set(spec.defines)
            <= set().union(*(_bound_in(source) for _, source in self._cells[other.name]))
        ]

    def _written(self, spec: TaskSpec) -> TaskCode:
        """The answer in a file, or in a notebook when the file is not there or is still the
        template.
        """
        untouched: TaskCode | None = None
        for name, content in self.contents.items():
            if _plain(name) == _plain(spec.file) and name.lower().endswith((".md", ".txt")):
                text, notes = decode_text(name, content)
                untouched = TaskCode(spec.id, Form.WRITTEN, name, text=text, notes=notes)
                if not _is_template(spec, text):
                    return untouched
        for notebook in self.notebooks:
            answer = written_answer(notebook, spec.id, spec.heading)
            if answer is not None and not (untouched and _is_template(spec, answer)):
                return TaskCode(spec.id, Form.WRITTEN, notebook.name, text=answer)
        return untouched or TaskCode(spec.id, Form.NONE, notes=self._problems())


def _is_template(spec: TaskSpec, text: str) -> bool:
    """Whether the text is the task's file as it was handed out; blank lines around it do not count."""
    whole = text.strip("\n") + "\n"
    return (
        bool(spec.template)
        and f"sha256:{hashlib.sha256(whole.encode('utf-8', 'replace')).hexdigest()}"
        == spec.template
    )


def _file_code(spec: TaskSpec, source: Source) -> TaskCode:
    return TaskCode(spec.id, Form.FILE, source.name, source=source, notes=source.notes)


def _is_litter(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(
        part in ("__MACOSX", "__pycache__", ".ipynb_checkpoints") or part.startswith(".")
        for part in parts
    )


def _plain(name: str) -> str:
    """A file's name without its folder, ending, case, and what browsers and people add:

    " (1)", " copy".
    """
    stem = PurePosixPath(name).name.rpartition(".")[0].lower().strip()
    stem = re.sub(r"\s*\(\d+\)$|[\s_-]*copy(\s*\d+)?$|^copy of\s+", "", stem)
    return re.sub(r"[\s-]+", "_", stem.strip())


def _is_copy(name: str) -> bool:
    """Whether a name says that it is a copy of another file."""
    stem = PurePosixPath(name).name.rpartition(".")[0].lower().strip()
    return _plain(name) != re.sub(r"[\s-]+", "_", stem)


def _repairs(
    name: str,
    cells: list[tuple[Cell, Source]],
    units: tuple[Unit, ...],
    spec: TaskSpec,
    own: set[int],
) -> list[str]:
    """What of a notebook was left out, and which of several definitions counts."""
    used = {unit.source.name for unit in units}
    magic = [
        cell.number for cell, source in cells if source.name in used and source.text != cell.text
    ]
    notes = []
    if magic:
        notes.append(f"{name}: lines for IPython (%, !) in {_numbered(magic)} were left out")
    for defined in spec.defines:
        places = [
            cell.number
            for cell, source in cells
            if cell.task in (None, spec.id) and defined in _bound_in(source)
        ]
        counting = [number for number in places if number in own]
        if len(places) > 1 and counting:
            notes.append(
                f"{name}: {defined} is defined in {_numbered(places)}; the one in cell"
                f" {max(counting)} counts"
            )
    return notes


def _numbered(numbers: list[int]) -> str:
    listed = ", ".join(str(number) for number in sorted(numbers))
    return f"cell {listed}" if len(numbers) == 1 else f"cells {listed}"


def _named_in(plain: str, ids: list[str]) -> str | None:
    """The longest id that stands in a file's name between separators:

    `zhang_mean_square_final` has mean_square, not mean.
    """
    within = [id_ for id_ in ids if f"_{id_.lower()}_" in f"_{plain}_"]
    return max(within, key=len) if within else None


def _defines(source: Source, spec: TaskSpec, *, any_of: bool = False) -> bool:
    there = defined_names(source.statements)
    return bool(spec.defines) and (any if any_of else all)(name in there for name in spec.defines)


def _own_cells(
    notebook: str,
    cells: list[tuple[Cell, Source]],
    spec: TaskSpec,
    specs: list[TaskSpec],
    claimed: set[tuple[str, int, str]],
) -> set[int]:
    """Numbers of the cells that are the task's own: by their metadata, else the last complete set.

    The last set ends where a name that only this task has is defined last.  A name that two tasks
    share is taken from the nearest cell at or above that place, else below it, leaving out what an
    earlier task took.
    """
    marked = {cell.number for cell, _ in cells if cell.task == spec.id}
    binds = {
        cell.number: _bound_in(source) for cell, source in cells if cell.task in (None, spec.id)
    }
    if marked and set(spec.defines) <= set().union(*(binds[number] for number in marked)):
        return marked
    if any(source.error for cell, source in cells if cell.number in marked):
        return marked
    shared = {name for other in specs if other.id != spec.id for name in other.defines}
    alone = [name for name in spec.defines if name not in shared] or list(spec.defines)
    ends = [max((n for n, names in binds.items() if name in names), default=0) for name in alone]
    if not all(ends):
        return marked or _incomplete(binds, alone)
    end = max(ends)
    own = set(ends) | marked
    for name in spec.defines:
        if name in alone:
            continue
        places = [n for n, names in binds.items() if name in names]
        free = [n for n in places if (notebook, n, name) not in claimed] or places
        above = [n for n in free if n <= end]
        if free:
            chosen = max(above) if above else min(free)
            own.add(chosen)
            claimed.add((notebook, chosen, name))
    return own


def _incomplete(binds: dict[int, set[str]], alone: list[str]) -> set[int]:
    """Cells that define some of a task's own names: handed in, though not complete."""
    return {number for number, names in binds.items() if names & set(alone)}


def _bound_in(source: Source) -> set[str]:
    definitions = (
        ast.FunctionDef,
        ast.AsyncFunctionDef,
        ast.ClassDef,
        ast.Assign,
        ast.AnnAssign,
        ast.Import,
        ast.ImportFrom,
    )
    return {
        name
        for item in source.statements
        if isinstance(item, definitions)
        for name in bound_names(item)
    }
