"""Cells of a teacher's notebook, as both formats are read into.

The handout's text, the code around, and questions with answers and tests.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import nbformat
from msgspec import field
from nbformat.warnings import MissingIDFieldWarning

from grader.errors import BadFile
from grader.files.syntax import first_line_of
from grader.nouns import frozen, mutable, replace
from grader.sources.magics import cell_source, without_magics
from grader.sources.notebook_cells import Cell, CellKind, Notebook
from grader.sources.text import Source

from .cell_tests import without_nose
from .jupytext import percent_cells


@frozen
class Code:
    """A code cell: its number over all files, what to call it in a sentence, and its source."""

    number: int
    place: str
    source: Source

    @property
    def cell(self) -> Cell:
        return Cell(self.number, CellKind.CODE, None, self.source.text)

    @property
    def statements(self) -> list[ast.stmt]:
        return self.source.statements

    def with_text(self, text: str) -> Code:
        """Return the same cell with another text."""
        return replace(self, source=Source(self.source.name, text))


def statements_of(codes: Iterable[Code]) -> list[ast.stmt]:
    """Return the statements of several cells."""
    return [node for code in codes for node in code.statements]


def statement_text(text: str, statement: ast.stmt) -> str:
    """Return the lines of a statement, with its decorators."""
    return "\n".join(text.split("\n")[first_line_of(statement) - 1 : statement.end_lineno])


@frozen
class Test:
    """A teacher's asserts: all of them, and those that students may see; a hint when they fail."""

    name: str
    code: Code
    visible: str
    points: Decimal
    hint: str | None = None

    @property
    def hides(self) -> bool:
        return self.visible.strip() != self.code.source.text.strip()


@mutable
class ImportedQuestion:
    """A question: its answer as code with tests, or as text that a person marks."""

    name: str
    prompt: list[str] = field(default_factory=list)
    answers: list[Code] = field(default_factory=list)
    tests: list[Test] = field(default_factory=list)
    written: str | None = None
    points: Decimal = Decimal(0)


@mutable
class Import:
    """All of one import.

    `folders` are where modules and files are looked for that code names.  `flow` has prose and
    questions in the notebooks' order; `attached` are pictures and files by name; `packages` what
    code imports beside NumPy and PyTorch; `points` are all that the source gives.
    `lost` has a sentence for everything that cannot be carried over.
    """

    title: str = ""
    folders: tuple[Path, ...] = ()
    flow: list[str | ImportedQuestion] = field(default_factory=list)
    around: list[Code] = field(default_factory=list)
    attached: dict[str, bytes] = field(default_factory=dict)
    packages: set[str] = field(default_factory=set)
    points: Decimal = Decimal(0)
    lost: list[str] = field(default_factory=list)

    @property
    def questions(self) -> list[ImportedQuestion]:
        return [each for each in self.flow if isinstance(each, ImportedQuestion)]

    @property
    def answers(self) -> list[Code]:
        return [code for question in self.questions for code in question.answers]

    def lose(self, place: str, reason: str) -> None:
        """Remember that something of a cell was left behind."""
        self.lost.append(f"{place}: {reason}")


def read_cells(path: Path) -> list[Any]:
    """Return the cells of a notebook, also of one kept as a Python file.

    Raises BadFile: missing, no notebook, not valid.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise BadFile(path, "there is no such file; name a notebook") from None
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text in UTF-8"
        raise BadFile(path, f"it cannot be read ({reason})") from error
    try:
        if path.suffix == ".py":
            return [nbformat.from_dict(cell) for cell in percent_cells(path, text)]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", MissingIDFieldWarning)  # ids of cells are not used
            return list(nbformat.reads(text, as_version=4).cells)
    except BadFile:
        raise
    except (
        Exception
    ) as error:  # nbformat and jsonschema raise a dozen classes for a file that is no notebook
        raise BadFile(
            path, f"it is not a notebook ({str(error).split(chr(10))[0][:200]}); save it again"
        ) from None


def read_code(path: Path, at: int, number: int, text: str, notebook: Import) -> Code | None:
    """Return a cell's code, without magics; None and a sentence when it is not Python."""
    place = f"{path.name} cell {at}"
    text = without_nose(text)
    source = cell_source(Notebook(path.name, ()), Cell(at, CellKind.CODE, None, text))
    if source.error is not None:
        notebook.lose(place, f"it is not Python ({source.error.text}, line {source.error.line})")
        return None
    if source.text != text and without_magics(text) == source.text:
        notebook.lose(place, "its magics (%, !) were left out")
    return Code(number, place, source)


def read_points(path: Path, value: Any, said: str) -> Decimal:
    """Return points as a notebook has them.  Raises BadFile; `said` begins its sentence."""
    try:
        points = Decimal(str(value))
    except InvalidOperation:
        points = Decimal(-1)
    if not points.is_finite() or points < 0:
        raise BadFile(path, f"{said} {value!r}; give it zero or more")
    return points


def choose_identifier(name: str, taken_names: set[str]) -> str:
    """Return a name that can be a file's and a function's; it is taken from now on."""
    base = re.sub(r"\W+", "_", name, flags=re.ASCII).strip("_") or "question"
    base = f"q_{base}" if base[0].isdigit() else base
    identifier, number = base, 1
    while identifier in taken_names:
        number += 1
        identifier = f"{base}_{number}"
    taken_names.add(identifier)
    return identifier
