"""Reading Otter Assign's notebooks.

Raw cells that begin with `# BEGIN …`, `# END …` or `# ASSIGNMENT CONFIG`.

Format: https://otter-grader.readthedocs.io/en/latest/otter_assign/notebook_format.html.  What
follows a raw cell's first line is YAML.  In answers `# SOLUTION` marks lines; in tests `# HIDDEN`,
or a config in a text, marks hidden ones.
"""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from grader.errors import BadFile
from grader.importing.carried_files import carry_file
from grader.importing.cell_tests import as_assert, with_call, with_scratch_paths
from grader.importing.cells import Code, Import, Test, read_cells, read_code
from grader.importing.pictures import carry_prose

from .marks import (
    HIDDEN,
    TEST_CONFIG,
    is_ignored,
    raw_text,
    read_yaml_settings,
    with_our_markers,
    without_ignored,
)
from .question import OtterQuestion, OtterTest
from .worth import points_of

_BOUNDARY = re.compile(r"#\s*(BEGIN|END)\s+(QUESTION|PROMPT|SOLUTION|TESTS)\s*$", re.IGNORECASE)
_CONFIG = re.compile(r"#\s*ASSIGNMENT\s+CONFIG\s*$", re.IGNORECASE)
_RANDOM = re.compile(r"\brandom\b|\bshuffle\b|\brng\b")


def read_otter(path: Path, more_folders: tuple[Path, ...] = ()) -> Import:
    """Return what the notebook holds.

    Modules and files that it names are looked for beside it and in the folders `more_folders`.
    Raises BadFile for a file that is no such notebook, and for blocks that do not fit.
    """
    reading = _OtterReading(path, more_folders)
    for at, cell in enumerate(read_cells(path), 1):
        reading.add(at, cell)
    reading.end()
    return reading.notebook


class _OtterReading:
    """Notebook while it is read.

    `open` are the blocks that stand open, with their cells' numbers.
    """

    def __init__(self, path: Path, more_folders: tuple[Path, ...]) -> None:
        self._path = path
        self.notebook = Import(title=path.stem, folders=(path.parent, *more_folders))
        self._open: list[tuple[str, int]] = []
        self._question: OtterQuestion | None = None
        self._begun = 0
        self._seed: tuple[str, ...] = ()  # lines that Otter runs before each cell it grades
        self._has_numpy = False

    def add(self, at: int, cell: Any) -> None:
        """Take over one cell."""
        raw = raw_text(cell)
        if raw is not None:
            self._add_raw(at, raw)
        elif cell.source.strip() and not is_ignored(cell.source):
            self._has_numpy = self._has_numpy or "numpy" in cell.source
            self._add_content(at, cell)

    def _add_raw(self, at: int, text: str) -> None:
        first, _, yaml_text = text.strip().partition("\n")
        boundary = _BOUNDARY.match(first)
        if boundary is not None:
            self._add_boundary(at, boundary[1].upper(), boundary[2].upper(), yaml_text)
        elif _CONFIG.match(first):
            self._apply_config(at, read_yaml_settings(self._path, at, yaml_text))
        else:
            self.notebook.lose(self._place(at), "a raw cell that is not Otter's")

    def end(self) -> None:
        """Raise BadFile when a block is still open, or none ever was."""
        if self._open:
            raise BadFile(
                self._path, f"cell {self._open[-1][1]}: # BEGIN {self._open[-1][0]} is never closed"
            )
        if not self._begun:
            raise BadFile(
                self._path,
                "no raw cell of it begins a question (# BEGIN QUESTION); is it an Otter notebook?",
            )

    @property
    def _block(self) -> str | None:
        """Return the innermost block that stands open; None outside of all."""
        return self._open[-1][0] if self._open else None

    def _add_boundary(self, at: int, way: str, block: str, yaml_text: str) -> None:
        open_block = self._block
        if way == "END":
            if open_block != block:
                raise BadFile(
                    self._path, f"cell {at}: # END {block} without a # BEGIN {block} above it"
                )
            self._open.pop()
            if block == "QUESTION":
                self._close_question()
            return
        if (open_block is None) != (block == "QUESTION") or open_block not in (None, "QUESTION"):
            where = (
                f"inside # BEGIN {open_block} of cell {self._open[-1][1]}"
                if open_block
                else "outside of a question"
            )
            raise BadFile(
                self._path, f"cell {at}: # BEGIN {block} stands {where}; close or begin that first"
            )
        self._open.append((block, at))
        if block == "QUESTION":
            values = read_yaml_settings(self._path, at, yaml_text)
            self._begun += 1
            self._question = OtterQuestion.from_settings(self._path, at, values, self.notebook)

    def _close_question(self) -> None:
        assert self._question is not None
        question = self._question.to_imported(self.notebook)
        self.notebook.points += question.points
        self.notebook.flow.append(question)
        self._question = None

    def _add_content(self, at: int, cell: Any) -> None:
        block = self._block
        if block == "PROMPT":
            self.notebook.lose(
                self._place(at), "a prompt; what students get is made from the answer"
            )
        elif cell.cell_type == "markdown":
            self._add_text(at, cell, block)
        elif block == "TESTS":
            self._add_test(at, cell)
        elif self._question is None:
            code = read_code(self._path, at, at, without_ignored(cell.source), self.notebook)
            self.notebook.around += [] if code is None else [code]
        else:
            self._add_answer(at, without_ignored(cell.source), self._question)

    def _add_answer(self, at: int, text: str, question: OtterQuestion) -> None:
        seeded = [*(self._seed if _RANDOM.search(text) else ()), with_our_markers(text)]
        code = read_code(self._path, at, at, "\n".join(seeded), self.notebook)
        if code is not None:
            question.answers.append(code)
            question.texts.append(text)

    def _add_text(self, at: int, cell: Any, block: str | None) -> None:
        if block == "SOLUTION" and self._question is not None:
            self._question.written = cell.source
            return
        text = carry_prose(self._path, at, cell, self.notebook)
        if self._question is not None:
            self._question.prompt.append(text)
        self.notebook.flow.append(text)

    def _add_test(self, at: int, cell: Any) -> None:
        assert self._question is not None
        settings, text = self._split_test(at, cell.source)
        hidden = settings.get("hidden") is True or bool(HIDDEN.search(text))
        name = str(settings.get("name") or f"{self._question.name}_{len(self._question.tests) + 1}")
        points = points_of(self._path, settings.get("points"), name)
        code = self._read_test_code(at, HIDDEN.sub("", text).strip("\n"), cell)
        hint = settings.get("failure_message")
        test = None
        if code is not None:
            visible = "" if hidden else code.source.text
            test = Test(name, code, visible, Decimal(0), None if hint is None else str(hint))
        self._question.tests.append(OtterTest(test, points))

    def _split_test(self, at: int, source: str) -> tuple[dict[str, Any], str]:
        """Return what a test's config says, and the test below it."""
        config = TEST_CONFIG.match(source)
        if config is None:
            return {}, source
        values = read_yaml_settings(self._path, at, config[2])
        for key in values:
            if key not in ("hidden", "points", "name", "failure_message"):
                self.notebook.lose(self._place(at), f"{key} of this test")
        return values, source[config.end() :]

    def _read_test_code(self, at: int, text: str, cell: Any) -> Code | None:
        """Return a test's code without the author's own lines; None when it asserts nothing."""
        own_text = with_scratch_paths(without_ignored(text))
        was_run = cell.get("execution_count") is not None
        try:
            with_asserts = as_assert(
                with_call(own_text),
                cell.get("outputs", []),
                was_run=was_run,
                has_numpy=self._has_numpy,
            )
        except SyntaxError:
            with_asserts = own_text  # told where it is read
        if with_asserts is None:
            self.notebook.lose(
                self._place(at),
                "a test without an assert whose output was not saved; run the notebook and save it",
            )
            return None
        return read_code(self._path, at, at, with_asserts, self.notebook)

    def _apply_config(self, at: int, settings: dict[str, Any]) -> None:
        for key, value in settings.items():
            if key == "name":
                self.notebook.title = str(value)
            elif key == "config_file":
                self._apply_config_file(at, str(value))
            elif key in ("files", "student_files", "autograder_files"):
                self._carry_files(at, key, value)
            elif key in ("seed", "generate") and (lines := _seed_lines(value)):
                self._seed = lines
            else:
                self.notebook.lose(self._place(at), f"{key} of the assignment")

    def _apply_config_file(self, at: int, name: str) -> None:
        file = self._path.parent / name
        if not file.is_file():
            self.notebook.lose(self._place(at), f"the config file {name}, which is not there")
            return
        self._apply_config(
            at, read_yaml_settings(file, at, file.read_text(encoding="utf-8", errors="replace"))
        )

    def _carry_files(self, at: int, key: str, names: Any) -> None:
        for name in names if isinstance(names, list) else [names]:
            if not carry_file(self.notebook, str(name)):
                self.notebook.lose(self._place(at), f"{name} of {key}, which is not there")

    def _place(self, at: int) -> str:
        return f"{self._path.name} cell {at}" if at else self._path.name


def _seed_lines(value: Any) -> tuple[str, ...]:
    """Return the code that Otter runs before each cell with a seed; nothing where there is none."""
    values = value if isinstance(value, dict) else {"seed": value}
    seed = values.get("autograder_value", values.get("seed"))
    if isinstance(seed, dict):
        return _seed_lines(seed)
    if isinstance(seed, bool) or not isinstance(seed, int):
        return ()
    if isinstance(values.get("variable"), str):
        return (f"{values['variable']} = {seed}",)
    return ("import random", "import numpy", f"random.seed({seed})", f"numpy.random.seed({seed})")
