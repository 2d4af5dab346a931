"""Reading Otter Assign's notebooks.

Raw cells that begin with `# BEGIN …`, `# END …` or `# ASSIGNMENT CONFIG`.

Format: https://otter-grader.readthedocs.io/en/latest/otter_assign/notebook_format.html.  What
follows a raw cell's first line is YAML.  In answers `# SOLUTION` marks lines; in tests `# HIDDEN`,
or a config in a text, marks hidden ones.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from grader.errors import BadFile, CalledWrongly
from grader.importing.cell_tests import asserted, called
from grader.importing.cells import Code, Import, ImportedQuestion, Test, code_of, read_cells
from grader.importing.pictures import carried_prose

_BOUNDARY = re.compile(r"#\s*(BEGIN|END)\s+(QUESTION|PROMPT|SOLUTION|TESTS)\s*$", re.IGNORECASE)
_CONFIG = re.compile(r"#\s*ASSIGNMENT\s+CONFIG\s*$", re.IGNORECASE)
_TEST_CONFIG = re.compile(
    r'^\s*("""|\'\'\')\s*#\s*BEGIN TEST CONFIG\n(.*?)\1\s*#\s*END TEST CONFIG[^\n]*\n?', re.DOTALL
)
_PROMPT = re.compile(
    r'^[ \t]*("""|\'\'\')\s*#\s*BEGIN PROMPT\n.*?\1;?\s*#\s*END PROMPT[^\n]*\n?',
    re.DOTALL | re.MULTILINE,
)
_MARK = re.compile(r"\s*#\s*(?:SOLUTION(?: NO PROMPT)?|SEED)\s*$", re.IGNORECASE)
_LINES = re.compile(r"^\s*#\s*(?:BEGIN|END) SOLUTION(?: NO PROMPT)?\s*$", re.IGNORECASE)
_HIDDEN = re.compile(r"^\s*#\s*HIDDEN\s*$", re.IGNORECASE | re.MULTILINE)
_FENCE = re.compile(r"\A```\s*otter\s*\n(.*?)\n?```\s*\Z", re.DOTALL)
_IGNORED = re.compile(r"#\s*IGNORE\s*$", re.IGNORECASE)
_USED = ("name", "points", "manual")


def read_otter(path: Path) -> Import:
    """Return what the notebook holds.

    Raises BadFile for a file that is no such notebook, and for blocks that do not fit.
    """
    reading = _OtterReading(path)
    for at, cell in enumerate(read_cells(path), 1):
        reading.add(at, cell)
    reading.end()
    return reading.found


class _OtterReading:
    """Notebook while it is read.

    `open` are the blocks that stand open, with their cells' numbers.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.found = Import(title=path.stem)
        self._open: list[tuple[str, int]] = []
        self._question: ImportedQuestion | None = None
        self._manual = False
        self._asked: Any = None
        self._seen = 0
        self._lost_points = Decimal(0)  # of this question's tests that cannot be carried over

    def add(self, at: int, cell: Any) -> None:
        """Take over one cell."""
        fence = _FENCE.match(cell.source.strip()) if cell.cell_type == "markdown" else None
        if fence is not None or cell.cell_type == "raw":
            self._raw(at, fence[1] if fence else cell.source)
        elif cell.source.strip() and not _IGNORED.match(cell.source.strip().split("\n")[0]):
            self._content(at, cell)

    def _raw(self, at: int, text: str) -> None:
        first, _, rest = text.strip().partition("\n")
        boundary = _BOUNDARY.match(first)
        if boundary is not None:
            self._boundary(at, boundary.group(1).upper(), boundary.group(2).upper(), rest)
        elif _CONFIG.match(first):
            self._config(at, rest)
        else:
            self.found.lose(self._place(at), "a raw cell that is not Otter's")

    def end(self) -> None:
        """Raise BadFile when a block is still open, or none ever was."""
        if self._open:
            raise BadFile(
                self._path, f"cell {self._open[-1][1]}: # BEGIN {self._open[-1][0]} is never closed"
            )
        if not self._seen:
            raise BadFile(
                self._path,
                "no raw cell of it begins a question (# BEGIN QUESTION); is it an Otter notebook?",
            )

    def _boundary(self, at: int, way: str, block: str, rest: str) -> None:
        inside = self._open[-1][0] if self._open else None
        if way == "END":
            if inside != block:
                raise BadFile(
                    self._path, f"cell {at}: # END {block} without a # BEGIN {block} above it"
                )
            self._open.pop()
            if block == "QUESTION":
                self._close()
            return
        if (inside is None) != (block == "QUESTION") or inside not in (None, "QUESTION"):
            where = (
                f"inside # BEGIN {inside} of cell {self._open[-1][1]}"
                if inside
                else "outside of a question"
            )
            raise BadFile(
                self._path, f"cell {at}: # BEGIN {block} stands {where}; close or begin that first"
            )
        self._open.append((block, at))
        if block == "QUESTION":
            self._begin(at, rest)

    def _begin(self, at: int, rest: str) -> None:
        said = self._yaml(at, rest)
        self._seen += 1
        self._question = ImportedQuestion(str(said.get("name") or f"question_{at}"))
        self._manual, self._asked = said.get("manual") is True, said.get("points")
        for key in said:
            if key not in _USED:
                self.found.lose(self._place(at), f"{key} of {self._question.name}")

    def _close(self) -> None:
        question = self._question
        assert question is not None
        if self._manual:
            question.written = question.written or "\n".join(
                code.source.text for code in question.answers
            )
            question.answers = []
            for test in question.tests:
                self.found.lose(
                    test.code.place,
                    f"{question.name} is marked by a person, so this test is left out",
                )
            question.points = self._number(self._asked, question.name) or Decimal(1)
        else:
            if question.written is not None and question.answers:
                question.written = None
                self.found.lose(
                    self._place(0),
                    f"the Markdown inside of the solution of {question.name}, which has code",
                )
            self._share(question)
        self.found.points += question.points
        self.found.flow.append(question)
        self._question = None

    def _share(self, question: ImportedQuestion) -> None:
        """Share a question's points among its tests.

        Those that a test names are its own, the rest is shared, exactly.  A question without tests
        keeps its points, so that they can be missed.
        """
        own = [test.points for test in question.tests]
        listed = self._asked if isinstance(self._asked, list) else None
        if listed and len(listed) == len(own):
            shares = [self._number(item, question.name) or Decimal(0) for item in listed]
        else:
            question.points = self._asked_points(question)
            shares = shared(question.points, own)
        if shares:
            question.points = sum(shares, Decimal(0)) + self._lost_points
        question.tests = [
            replace(test, points=points)
            for test, points in zip(question.tests, shares, strict=True)
        ]
        self._lost_points = Decimal(0)

    def _asked_points(self, question: ImportedQuestion) -> Decimal:
        """Return the points that a question names; 1 where it names none, or none that fit."""
        if isinstance(self._asked, int | float | str):
            return self._number(self._asked, question.name) or Decimal(0)
        if self._asked is not None:
            self.found.lose(
                self._place(0),
                f"points of {question.name}, {self._asked!r}; each test got an equal share of 1",
            )
        return Decimal(1)

    def _content(self, at: int, cell: Any) -> None:
        block = self._open[-1][0] if self._open else None
        if block == "PROMPT":
            self.found.lose(self._place(at), "a prompt; what students get is made from the answer")
        elif cell.cell_type == "markdown":
            self._text(at, cell, block)
        elif block == "TESTS":
            self._test(at, cell)
        else:
            self._code(at, cell, block)

    def _code(self, at: int, cell: Any, block: str | None) -> None:
        is_answer = block == "SOLUTION" or self._question is not None
        text = "\n".join(line for line in cell.source.split("\n") if not _IGNORED.search(line))
        code = code_of(self._path, at, at, answer_text(text) if is_answer else text, self.found)
        if code is None:
            return
        if self._question is None:
            self.found.around.append(code)
            return
        if "# SOLUTION" in cell.source.upper() or _MARK.search(cell.source.split("\n")[0]):
            self.found.lose(
                code.place,
                "its # SOLUTION lines: the whole body of each function is the student's",
            )
        self._question.answers.append(code)

    def _text(self, at: int, cell: Any, block: str | None) -> None:
        if block == "SOLUTION" and self._question is not None:
            self._question.written = cell.source
            return
        text = carried_prose(self._path, at, cell, self.found)
        if self._question is not None:
            self._question.prompt.append(text)
        self.found.flow.append(text)

    def _test(self, at: int, cell: Any) -> None:
        assert self._question is not None
        said, text = self._test_settings(at, cell.source)
        hidden = said.get("hidden") is True or bool(_HIDDEN.search(text))
        name = f"{self._question.name}_{len(self._question.tests) + 1}"
        points = self._number(said.get("points"), name)
        code = self._test_code(at, _HIDDEN.sub("", text).strip("\n"), cell)
        if code is None:
            self._lost_points += points or Decimal(0)
            return
        visible = "" if hidden else code.source.text
        self._question.tests.append(
            Test(name, code, visible, Decimal(-1) if points is None else points)
        )

    def _test_settings(self, at: int, source: str) -> tuple[dict[str, Any], str]:
        """Return what a test's config says, and the test below it."""
        config = _TEST_CONFIG.match(source)
        if config is None:
            return {}, source
        said = self._yaml(at, config.group(2))
        for key in said:
            if key not in ("hidden", "points"):
                self.found.lose(self._place(at), f"{key} of this test")
        return said, source[config.end() :]

    def _test_code(self, at: int, text: str, cell: Any) -> Code | None:
        """Return a test's code without the author's own lines; None when it asserts nothing."""
        kept = "\n".join(line for line in text.split("\n") if not _IGNORED.search(line))
        try:
            with_asserts = asserted(called(kept), cell.get("outputs", []))
        except SyntaxError:
            with_asserts = kept  # told where it is read
        if with_asserts is None:
            self.found.lose(
                self._place(at),
                "a test without an assert whose output was not saved; run the notebook and save it",
            )
            return None
        return code_of(self._path, at, at, with_asserts, self.found)

    def _config(self, at: int, rest: str) -> None:
        for key, value in self._yaml(at, rest).items():
            if key == "name":
                self.found.title = str(value)
            else:
                self.found.lose(self._place(at), f"{key} of the assignment")

    def _yaml(self, at: int, text: str) -> dict[str, Any]:
        try:
            import yaml
        except ImportError:
            raise CalledWrongly(
                'Otter notebooks need the staff extra: pip install "tensorgrade[staff]"'
            ) from None
        try:
            said = yaml.safe_load(text) if text.strip() else {}
        except yaml.YAMLError as error:
            raise BadFile(
                self._path, f"cell {at}: it is not valid YAML ({str(error).split(chr(10))[0]})"
            ) from None
        if not isinstance(said, dict):
            raise BadFile(
                self._path,
                f"cell {at}: below its first line stand settings (key: value), not {said!r}",
            )
        return {str(key): value for key, value in said.items()}

    def _number(self, value: Any, name: str) -> Decimal | None:
        if value is None:
            return None
        try:
            points = Decimal(str(value))
        except InvalidOperation:
            points = Decimal(-1)
        if not points.is_finite() or points < 0:
            raise BadFile(self._path, f"{name} has points: {value!r}; give it zero or more")
        return points

    def _place(self, at: int) -> str:
        return f"{self._path.name} cell {at}" if at else self._path.name


def answer_text(text: str) -> str:
    """Return an answer without Otter's marks and without the prompts that stand in for it."""
    lines = _PROMPT.sub("", text).split("\n")
    return "\n".join(_MARK.sub("", line) for line in lines if not _LINES.match(line))


def shared(total: Decimal, own: list[Decimal]) -> list[Decimal]:
    """Return each test's points: its own, else a share of what is left; below zero means none."""
    left = max(total - sum((points for points in own if points >= 0), Decimal(0)), Decimal(0))
    open_ = [at for at, points in enumerate(own) if points < 0]
    shares = [max(points, Decimal(0)) for points in own]
    if open_:
        share = (left / len(open_)).quantize(Decimal("0.01"))
        for at in open_:
            shares[at] = share
        shares[open_[0]] += left - share * len(open_)
    return shares
