"""Which of the files and cells of a submission are a task's: the student's form of it."""

from collections.abc import Iterator

from grader.language import join_items, tr
from grader.model.submission import Form
from grader.nouns import frozen, replace
from grader.sources.magics import find_written_file, restore_exported_lines, without_magics
from grader.sources.notebook_cells import Cell, CellKind, Notebook, read_notebook
from grader.sources.slicing import Unit, needed_units
from grader.sources.tasks import TaskCode, TaskSpec
from grader.sources.text import Source, decode_text, read_source

from .cell_notes import (
    note_left_out,
    note_odd_kinds,
    note_switched_off,
)
from .file_names import is_aside, is_copy, is_litter, plain_name
from .task_cells import (
    Block,
    Claimed,
    OwnCells,
    find_own_cells,
    notebook_blocks,
    read_block,
)
from .task_files import TaskFiles
from .written_answers import find_written_answer

MOST_NAMED = 3  # files of a submission in which nothing of any task was found


@frozen
class _InNotebook:
    """A task's cells in one notebook."""

    notebook: Notebook
    own: OwnCells


class Sources:
    """All sources of a submission, read once."""

    def __init__(self, files: list[tuple[str, bytes]]) -> None:
        useful_files = [(name, content) for name, content in files if not is_litter(name)]
        useful_files.sort(key=lambda file: (file[0].count("/"), file[0]))
        self.contents = dict(useful_files)
        notebooks = [
            read_notebook(name, content)
            for name, content in useful_files
            if name.lower().endswith(".ipynb")
        ]
        # Copies come last; else the order stays.
        self.notebooks = sorted(notebooks, key=lambda notebook: is_copy(notebook.name))
        self.python = {
            name: _repair_script(read_source(name, content))
            for name, content in useful_files
            if name.lower().endswith(".py")
        } | _find_files_in_cells(self.notebooks)

    def find(self, specs: list[TaskSpec]) -> list[TaskCode]:
        """Return the code of each task, in the order of `specs`."""
        return _Search(self, specs).find_codes()


class _Search:
    """One search of a submission for the tasks of an assignment."""

    def __init__(self, sources: Sources, specs: list[TaskSpec]) -> None:
        self._sources = sources
        self._specs = specs
        self._coding = [spec for spec in specs if not spec.by_hand]
        self._files = TaskFiles(sources.python, self._coding)
        self._chosen = {spec.id: self._files.choose(spec) for spec in self._coding}
        self._blocks = {
            notebook.name: notebook_blocks(notebook, self._coding) for notebook in sources.notebooks
        }
        self._claimed: Claimed = set()

    def find_codes(self) -> list[TaskCode]:
        """Return the code of each task."""
        codes = [
            self._find_written(spec) if spec.by_hand else self._find_coded(spec)
            for spec in self._specs
        ]
        if any(code.form is not Form.NONE or code.notes for code in codes):
            return codes
        notes = tuple(self._note_nothing_defined())
        return [
            code if spec.by_hand else replace(code, notes=notes)
            for code, spec in zip(codes, self._specs, strict=True)
        ]

    def _note_nothing_defined(self) -> Iterator[str]:
        """Yield that the files were read, where no task is in any of them."""
        names = [*self._sources.python, *(book.name for book in self._sources.notebooks)]
        if names:
            yield tr(
                "nothing that a task asks for is defined in {names}; its name must be exactly that"
                " of the stub",
                names=join_items(names[:MOST_NAMED]),
            )

    def _find_coded(self, spec: TaskSpec) -> TaskCode:
        in_file, in_notebook = self._find_in_file(spec), self._find_in_notebook(spec)
        if in_file is not None and in_notebook is not None:
            return _choose_one(spec, in_file, in_notebook)
        code = in_file or in_notebook
        return code or self._report_nothing(spec, self._files.note_elsewhere(spec))

    def _report_nothing(self, spec: TaskSpec, notes: tuple[str, ...] = ()) -> TaskCode:
        books = self._sources.notebooks
        broken = [(book.problem, book.is_empty) for book in books if book.problem]
        problems = [problem for problem, _ in broken]
        # An empty one held nothing, unless it is all that came.
        is_all = not self._sources.python and len(broken) == len(books)
        lost = [problem for problem, is_empty in broken if is_all or not is_empty]
        switched_off = note_switched_off(books, spec)
        notes = (*problems, *switched_off, *notes)
        return TaskCode(spec.id, Form.NONE, notes=notes, lost=next(iter(lost), ""))

    def _find_in_file(self, spec: TaskSpec) -> TaskCode | None:
        """Return the code of a task that is in a file.

        A file that stands for several tasks may define a name of theirs twice, once for each.  Run
        as one, its last definition would serve both, so it is taken apart like a notebook.
        """
        file = self._chosen[spec.id]
        if file is None:
            return None
        source = file.source
        whole = TaskCode(spec.id, Form.FILE, source.name, source=source, notes=file.notes)
        sharing = [
            other
            for other in self._coding
            if (others := self._chosen[other.id]) is not None and others.source is source
        ]
        blocks = _statement_blocks(source)
        if len(sharing) < 2 or not _is_defined_twice(blocks, sharing):
            return whole
        own = find_own_cells(blocks, spec, sharing, source.name, self._claimed)
        if own is None:
            return whole
        return replace(whole, source=None, units=_units(blocks, own, spec))

    def _find_in_notebook(self, spec: TaskSpec) -> TaskCode | None:
        """Return a task's code in a notebook: in the one where most of it is written."""
        places: list[_InNotebook] = []
        for notebook in self._sources.notebooks:
            blocks = self._blocks[notebook.name]
            own = find_own_cells(blocks, spec, self._coding, notebook.name, self._claimed)
            if own is not None:
                places.append(_InNotebook(notebook, own))
        if not places:
            return None
        # Of two that are as full, the one whose name is no copy, then the first.
        best, *others = sorted(
            places, key=lambda place: (-len(place.own.written), is_aside(place.notebook.name))
        )
        name = best.notebook.name
        units = _units(self._blocks[name], best.own, spec)
        notes = [*self._list_notes(best, units, spec)]
        notes += [
            tr(
                "{task} is in {name} and in {other}; {name} counts",
                task=spec.id,
                name=name,
                other=other.notebook.name,
            )
            for other in others
            if other.own.written >= {*spec.defines}
        ]
        return TaskCode(spec.id, Form.NOTEBOOK, name, units=units, notes=tuple(notes))

    def _list_notes(
        self, place: _InNotebook, units: tuple[Unit, ...], spec: TaskSpec
    ) -> Iterator[str]:
        """Yield what is to be said of a notebook and of the cells that were taken from it."""
        name, blocks = place.notebook.name, self._blocks[place.notebook.name]
        used_names = {unit.source.name for unit in units}
        yield from place.notebook.notes
        if place.notebook.problem:
            yield place.notebook.problem
        yield from note_left_out(name, blocks, used_names)
        yield from place.own.notes
        yield from note_odd_kinds(name, blocks, used_names, spec)

    def _find_written(self, spec: TaskSpec) -> TaskCode:
        """Return the answer in a file.

        In a notebook when the file is not there or is still as it was handed out.
        """
        answers = list(self._list_answers(spec))
        own = [answer for answer in answers if not spec.is_template(answer.text)]
        if not own:
            return answers[0] if answers else self._report_nothing(spec)
        best = min(own, key=lambda answer: is_aside(answer.name))
        others = [answer.name for answer in own if answer.text.strip() != best.text.strip()]
        names = {"task": spec.id, "name": best.name, "others": join_items(others[:3])}
        note = tr("{task}: {name} counts, not {others}", **names)
        return best.with_note(note) if others else best

    def _list_answers(self, spec: TaskSpec) -> Iterator[TaskCode]:
        """Yield what may be the answer of a written task: files, then notebooks."""
        for name, content in self._sources.contents.items():
            is_text = name.lower().endswith((".md", ".txt"))
            if is_text and plain_name(name) == plain_name(spec.file):
                text, notes = decode_text(name, content)
                yield TaskCode(spec.id, Form.WRITTEN, name, text=text, notes=notes)
        for notebook in self._sources.notebooks:
            answer = find_written_answer(notebook, spec.id, spec.heading)
            if answer is not None:
                yield TaskCode(spec.id, Form.WRITTEN, notebook.name, text=answer)


def _choose_one(spec: TaskSpec, in_file: TaskCode, in_notebook: TaskCode) -> TaskCode:
    """Return the file, unless nothing is written in it.

    Nothing is said of what lies there as it was handed out.
    """
    if in_notebook.is_unwritten(spec):
        return in_file
    source = in_file.source
    if source is not None and spec.is_template(source.text):
        return in_notebook
    names = {"task": spec.id, "file": in_file.name, "notebook": in_notebook.name}
    if in_file.is_unwritten(spec):
        note = tr("{file} is still the stub, so {task} was graded from {notebook}", **names)
        return in_notebook.with_note(note)
    if not in_file.defines_any(spec) and in_notebook.defines_any(spec):
        note = tr("{file} does not define it, so {task} was graded from {notebook}", **names)
        return in_notebook.with_note(note)
    return in_file.with_note(tr("{task} is in {file} and in {notebook}; the file counts", **names))


def _repair_script(source: Source) -> Source:
    """Return a file that a notebook was saved as, without what only IPython understands."""
    text = restore_exported_lines(source.text)
    if text == source.text and source.error is not None:
        text = without_magics(source.text)
    repaired = Source(source.name, text, source.notes)
    if text == source.text or repaired.error is not None:
        return source
    note = tr("{name}: lines for IPython (%, !) were left out or read as Python", name=source.name)
    return replace(repaired, notes=(*source.notes, note))


def _find_files_in_cells(notebooks: list[Notebook]) -> dict[str, Source]:
    """Return the Python files that cells write with `%%writefile`, as if they lay in a folder."""
    files: dict[str, Source] = {}
    for notebook in notebooks:
        for cell in notebook.cells:
            file = find_written_file(cell)
            if file is None or not file.name.lower().endswith(".py"):
                continue
            path = f"{notebook.name}/{file.name.lstrip('./')}"
            earlier_text = files[path].text + "\n" if file.appends and path in files else ""
            note = tr(
                "{notebook}: cell {number} begins with %%writefile; it was read as the file {name}",
                notebook=notebook.name,
                number=cell.number,
                name=file.name,
            )
            files[path] = Source(path, earlier_text + file.text, (note,))
    return files


def _units(blocks: list[Block], own: OwnCells, spec: TaskSpec) -> tuple[Unit, ...]:
    """Return the statements to run for a task, of blocks some of which are its own."""
    sources = [(block.number, block.source) for block in blocks]
    return needed_units(sources, own.cells, spec.defines, own.dropped)


def _statement_blocks(source: Source) -> list[Block]:
    """Return a file as blocks, one for each statement."""
    return [
        read_block(Cell(number, CellKind.CODE, None, ""), source.part(statement))
        for number, statement in enumerate(source.statements, 1)
    ]


def _is_defined_twice(blocks: list[Block], specs: list[TaskSpec]) -> bool:
    """Return whether a name that two of the tasks ask for is defined more than once."""
    shared = [
        name
        for name in {name for spec in specs for name in spec.defines}
        if sum(name in spec.defines for spec in specs) > 1
    ]
    return any(sum(block.defines(name) for block in blocks) > 1 for name in shared)
