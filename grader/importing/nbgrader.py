"""Reading nbgrader's source notebooks, cell metadata schema 1 to 3.

Format: https://nbgrader.readthedocs.io/en/stable/contributor_guide/metadata.html.  `grade` and not
`solution`: a test; `solution` and not `grade`: an answer; both: an answer that a person marks;
`task`: a task that a person marks.
"""

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from grader.errors import BadFile
from grader.files.markers import HIDDEN_TESTS, SOLUTION, marked_regions

from .asked import definitions
from .autotests import has_autotests, with_answers
from .cell_tests import called_alone, in_scratch
from .cells import Code, Import, ImportedQuestion, Test, code_of, read_cells
from .pictures import carried_prose

SCHEMAS = (1, 2, 3)
FIRST_SCHEMA = None  # nbgrader's first notebooks, and those kept as Python files, name none


def read_nbgrader(paths: list[Path], beside: tuple[Path, ...] = ()) -> Import:
    """Return what the notebooks hold.

    Modules and files that their code names are looked for beside them and in the folders `beside`.
    Raises BadFile for a file that is no nbgrader notebook, and for broken markers.
    """
    folders = (*(path.parent for path in paths), *beside)
    found = Import(title=paths[0].stem, folders=tuple(dict.fromkeys(folders)))
    number = 0
    for path in paths:
        reading = _NbgraderReading(path, found)
        for at, cell in enumerate(read_cells(path), 1):
            number += 1
            reading.add(at, number, cell)
        if not reading.graded:
            raise BadFile(
                path, "no cell of it is nbgrader's (metadata.nbgrader); import the source notebook"
            )
    return found


class _NbgraderReading:
    """One notebook while it is read: a test belongs to the answers above it."""

    def __init__(self, path: Path, found: Import) -> None:
        self._path = path
        self._found = found
        self._answered: ImportedQuestion | None = None
        self._prompt: list[str] = []
        self.graded = 0

    def add(self, at: int, number: int, cell: Any) -> None:
        """Take over one cell."""
        said = cell.metadata.get("nbgrader")
        if not isinstance(said, dict) or not _is_graded(said):
            self._around(at, number, cell, f"{self._path.name} cell {at}")
            return
        self._need_known_schema(at, said)
        self.graded += 1
        if said.get("grade") or said.get("task"):
            self._found.points += self._points(said)
        name = str(said.get("grade_id") or f"cell_{at}")
        if said.get("task") or (said.get("grade") and said.get("solution")):
            self._by_hand(at, cell, name, said)
        else:
            self._code(at, number, cell, name, said)

    def _need_known_schema(self, at: int, said: dict[str, Any]) -> None:
        if said.get("schema_version") not in (FIRST_SCHEMA, *SCHEMAS):
            raise BadFile(
                self._path,
                f"cell {at} has nbgrader's schema {said.get('schema_version')}, which is none of"
                f" those that can be read ({SCHEMAS[0]} to {SCHEMAS[-1]}); save the notebook with"
                " a version of nbgrader that writes one of these, or ask for the newer one here",
            )

    def _code(self, at: int, number: int, cell: Any, name: str, said: dict[str, Any]) -> None:
        if cell.cell_type != "code":
            place = f"{self._path.name} cell {at}"
            self._found.lose(place, f"{name} is graded by tests but is no code")
            return
        text = _without(cell.source, SOLUTION) if said.get("grade") else cell.source
        code = code_of(self._path, at, number, text, self._found)
        if code is not None and said.get("solution"):
            self._answer(name, code)
        elif code is not None:
            self._test(name, code, said)

    def _around(self, at: int, number: int, cell: Any, place: str) -> None:
        if cell.cell_type == "markdown":
            text = carried_prose(self._path, at, cell, self._found)
            self._found.flow.append(text)
            self._prompt = [text]
        elif cell.cell_type == "code" and cell.source.strip():
            code = code_of(self._path, at, number, cell.source, self._found)
            if code is not None:
                self._found.around.append(code)
        elif cell.cell_type == "raw":
            self._found.lose(place, "a raw cell")

    def _answer(self, name: str, code: Code) -> None:
        marked_regions(self._path, code.source.text, allowed=SOLUTION)
        question = self._answered
        if question is not None and not question.tests:
            if not definitions(question.answers) and definitions([code]):
                question.name = name  # imports and constants went before it
            question.answers.append(code)
            return
        self._answered = ImportedQuestion(name, prompt=self._prompt, answers=[code])
        self._found.flow.append(self._answered)

    def _test(self, name: str, code: Code, said: dict[str, Any]) -> None:
        points = self._points(said)
        if self._answered is None:
            self._found.lose(
                code.place, f"the test {name} ({points} points) has no answer above it"
            )
            return
        text = in_scratch(code.source.text)
        if not has_autotests(text):
            text = called_alone(text)
        else:
            try:
                text = with_answers(text)
            except SyntaxError as error:
                why = f"an AUTOTEST line of {name} ({points} points) cannot be read: {error.msg}"
                self._found.lose(code.place, why)
                return
        visible = text
        for region in reversed(marked_regions(self._path, text, allowed=HIDDEN_TESTS)):
            lines = visible.split("\n")
            del lines[region.first - 1 : region.last]
            visible = "\n".join(lines)
        whole = code.with_text(_without(text, HIDDEN_TESTS))
        self._answered.tests.append(Test(name, whole, visible, points))
        self._answered.points += points

    def _by_hand(self, at: int, cell: Any, name: str, said: dict[str, Any]) -> None:
        text = cell.source
        if cell.cell_type == "code":
            text = f"```python\n{text}\n```"
            self._found.lose(
                f"{self._path.name} cell {at}",
                f"{name}, code that a person marks, became a written answer",
            )
        question = ImportedQuestion(
            name, prompt=self._prompt, written=_without(text, SOLUTION), points=self._points(said)
        )
        if said.get("task"):
            question.prompt, question.written = [text], ""
        self._found.flow.append(question)

    def _points(self, said: dict[str, Any]) -> Decimal:
        try:
            points = Decimal(str(said.get("points", 0)))
        except InvalidOperation:
            points = Decimal(-1)
        if not points.is_finite() or points < 0:
            raise BadFile(
                self._path,
                f"{said.get('grade_id')} has points = {said.get('points')!r}; give it zero or more",
            )
        return points


def _is_graded(said: dict[str, Any]) -> bool:
    return any(said.get(key) for key in ("grade", "solution", "task"))


def _without(text: str, kind: str) -> str:
    """Return the text without the lines of one kind of marker."""
    return "\n".join(
        line
        for line in text.split("\n")
        if kind not in line.upper() or not line.lstrip().startswith("###")
    )
