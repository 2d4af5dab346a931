"""Reading nbgrader's source notebooks, cell metadata schema 1 to 3.

Format: https://nbgrader.readthedocs.io/en/stable/contributor_guide/metadata.html.  `grade` and not
`solution`: a test; `solution` and not `grade`: an answer; both: an answer that a person marks;
`task`: a task that a person marks.
"""

from decimal import Decimal
from pathlib import Path
from typing import Any

from grader.errors import BadFile
from grader.files.markers import HIDDEN_TESTS, SOLUTION, marked_regions

from .asked import definitions
from .autotests import has_autotests, with_answers
from .cell_tests import with_lone_call, with_scratch_paths
from .cells import Code, Import, ImportedQuestion, Test, read_cells, read_code, read_points
from .pictures import carry_prose

SCHEMAS = (1, 2, 3)
FIRST_SCHEMA = None  # nbgrader's first notebooks, and those kept as Python files, name none


def read_nbgrader(paths: list[Path], more_folders: tuple[Path, ...] = ()) -> Import:
    """Return what the notebooks hold.

    Modules and files that their code names are looked for beside them and in the folders
    `more_folders`. Raises BadFile for a file that is no nbgrader notebook, and for broken markers.
    """
    folders = (*(path.parent for path in paths), *more_folders)
    notebook = Import(title=paths[0].stem, folders=tuple(dict.fromkeys(folders)))
    number = 0
    for path in paths:
        reading = _NbgraderReading(path, notebook)
        for at, cell in enumerate(read_cells(path), 1):
            number += 1
            reading.add(at, number, cell)
        if not reading.graded:
            raise BadFile(
                path, "no cell of it is nbgrader's (metadata.nbgrader); import the source notebook"
            )
    return notebook


class _NbgraderReading:
    """One notebook while it is read: a test belongs to the answers above it."""

    def __init__(self, path: Path, notebook: Import) -> None:
        self._path = path
        self._notebook = notebook
        self._answered: ImportedQuestion | None = None
        self._prompt: list[str] = []
        self.graded = 0

    def add(self, at: int, number: int, cell: Any) -> None:
        """Take over one cell."""
        metadata = cell.metadata.get("nbgrader")
        if not isinstance(metadata, dict) or not any(
            map(metadata.get, ("grade", "solution", "task"))
        ):
            self._add_surrounding(at, number, cell, f"{self._path.name} cell {at}")
            return
        self._need_known_schema(at, metadata)
        self.graded += 1
        if metadata.get("grade") or metadata.get("task"):
            self._notebook.points += self._read_points(metadata)
        name = str(metadata.get("grade_id") or f"cell_{at}")
        if metadata.get("task") or (metadata.get("grade") and metadata.get("solution")):
            self._add_written(at, cell, name, metadata)
        else:
            self._add_code(at, number, cell, name, metadata)

    def _need_known_schema(self, at: int, metadata: dict[str, Any]) -> None:
        if metadata.get("schema_version") not in (FIRST_SCHEMA, *SCHEMAS):
            raise BadFile(
                self._path,
                f"cell {at} has nbgrader's schema {metadata.get('schema_version')}, which is none"
                " of"
                f" those that can be read ({SCHEMAS[0]} to {SCHEMAS[-1]}); save the notebook with"
                " a version of nbgrader that writes one of these, or ask for the newer one here",
            )

    def _add_code(
        self, at: int, number: int, cell: Any, name: str, metadata: dict[str, Any]
    ) -> None:
        if cell.cell_type != "code":
            place = f"{self._path.name} cell {at}"
            self._notebook.lose(place, f"{name} is graded by tests but is no code")
            return
        text = (
            _without_marker_lines(cell.source, SOLUTION) if metadata.get("grade") else cell.source
        )
        code = read_code(self._path, at, number, text, self._notebook)
        if code is not None and metadata.get("solution"):
            self._add_answer(name, code)
        elif code is not None:
            self._add_test(name, code, metadata)

    def _add_surrounding(self, at: int, number: int, cell: Any, place: str) -> None:
        if cell.cell_type == "markdown":
            text = carry_prose(self._path, at, cell, self._notebook)
            self._notebook.flow.append(text)
            self._prompt = [text]
        elif cell.cell_type == "code" and cell.source.strip():
            code = read_code(self._path, at, number, cell.source, self._notebook)
            if code is not None:
                self._notebook.around.append(code)
        elif cell.cell_type == "raw":
            self._notebook.lose(place, "a raw cell")

    def _add_answer(self, name: str, code: Code) -> None:
        marked_regions(self._path, code.source.text, allowed=SOLUTION)
        question = self._answered
        if question is not None and not question.tests:
            if not definitions(question.answers) and definitions([code]):
                question.name = name  # imports and constants went before it
            question.answers.append(code)
            return
        self._answered = ImportedQuestion(name, prompt=self._prompt, answers=[code])
        self._notebook.flow.append(self._answered)

    def _add_test(self, name: str, code: Code, metadata: dict[str, Any]) -> None:
        points = self._read_points(metadata)
        if self._answered is None:
            self._notebook.lose(
                code.place, f"the test {name} ({points} points) has no answer above it"
            )
            return
        text = with_scratch_paths(code.source.text)
        if not has_autotests(text):
            text = with_lone_call(text)
        else:
            try:
                text = with_answers(text)
            except SyntaxError as error:
                reason = f"an AUTOTEST line of {name} ({points} points) cannot be read: {error.msg}"
                self._notebook.lose(code.place, reason)
                return
        visible = text
        for region in reversed(marked_regions(self._path, text, allowed=HIDDEN_TESTS)):
            lines = visible.split("\n")
            del lines[region.first - 1 : region.last]
            visible = "\n".join(lines)
        whole_code = code.with_text(_without_marker_lines(text, HIDDEN_TESTS))
        self._answered.tests.append(Test(name, whole_code, visible, points))
        self._answered.points += points

    def _add_written(self, at: int, cell: Any, name: str, metadata: dict[str, Any]) -> None:
        text = cell.source
        if cell.cell_type == "code":
            text = f"```python\n{text}\n```"
            self._notebook.lose(
                f"{self._path.name} cell {at}",
                f"{name}, code that a person marks, became a written answer",
            )
        question = ImportedQuestion(
            name,
            prompt=self._prompt,
            written=_without_marker_lines(text, SOLUTION),
            points=self._read_points(metadata),
        )
        if metadata.get("task"):
            question.prompt, question.written = [text], ""
        self._notebook.flow.append(question)

    def _read_points(self, metadata: dict[str, Any]) -> Decimal:
        points = metadata.get("points", 0)
        return read_points(self._path, points, f"{metadata.get('grade_id')} has points =")


def _without_marker_lines(text: str, kind: str) -> str:
    """Return the text without the lines of one kind of marker."""
    return "\n".join(
        line
        for line in text.split("\n")
        if kind not in line.upper() or not line.lstrip().startswith("###")
    )
