"""From what was read to the files of `solutions/<id>/`.

One task a question, its checks the teacher's own asserts.
"""

from __future__ import annotations

import ast
import io
import json
import sys
import tokenize
from decimal import Decimal
from pathlib import Path

from grader.errors import BadFile
from grader.files.markers import SOLUTION, marked_regions
from grader.files.regions import find_regions
from grader.importing.cells import Code, Found, Question, Test, identifier
from grader.points import written
from grader.sources.names import used_names
from grader.sources.slicing import needed_units
from grader.sources.stubs import is_unfilled

HERE = frozenset(sys.stdlib_module_names) | {"numpy", "torch"}
RESERVED = frozenset(sys.stdlib_module_names) | {"numpy", "torch", "grader", "pytest"}


class Building:
    """The files of an assignment while they are made."""

    def __init__(self, found: Found, name: str, origin: str) -> None:
        self._found = found
        self._name = name
        self._origin = origin
        self._ids: set[str] = set(RESERVED)
        self._defines: dict[str, tuple[str, ...]] = {}
        self._tasks: list[str] = []
        self._criteria: list[str] = []
        self._used: set[int] = set()
        self.files: dict[str, str] = {}

    def build(self) -> dict[str, str]:
        """The files by name.  Raises BadFile when no question can be carried over."""
        for question in self._found.questions:
            if question.written is not None:
                self._written(question)
            elif question.answers:
                self._coded(question)
        if not self._tasks:
            raise BadFile(
                self._origin,
                "no question of it can be carried over: " + "; ".join(self._found.lost[:5]),
            )
        for code in self._found.around:
            if code.number not in self._used:
                self._found.lose(code.place, "no task needs this code; it was left out")
        head = f"id = {_quoted(self._name)}\ntitle = {_quoted(self._found.title)}\nseed = 1\n"
        about = (
            f"# Imported from {self._origin}.  `asserted = true`: the checks are asserts that run"
            " in the student\n"
        )
        about += (
            "# process, which student code could forge.  Checks that compare values are worth"
            " more.\n\n"
        )
        self.files["assignment.toml"] = about + head + "".join(self._tasks)
        self.files["hidden.toml"] = "seed = 2\n"
        first, *rest = self._found.texts or [f"# {self._found.title}"]
        self.files["handout.md"] = (
            "\n\n".join([first.strip(), "<!-- tasks -->", *(text.strip() for text in rest)]) + "\n"
        )
        if self._criteria:
            self.files["rubric.toml"] = "\n".join(self._criteria)
        return self.files

    def _written(self, question: Question) -> None:
        task = identifier(question.name, self._ids)
        prompt = "\n\n".join(question.prompt).strip()
        answer = (question.written or "").strip("\n")
        region = f"### BEGIN {SOLUTION}\n{answer}\n### END {SOLUTION}"
        self.files[f"{task}.md"] = (
            f"# {task}\n\n{prompt}\n\n{region}\n" if prompt else f"# {task}\n\n{region}\n"
        )
        self._tasks.append(
            f"\n[[tasks]]\nid = {_quoted(task)}\ntitle = {_quoted(question.name)}\nfile ="
            f" {_quoted(task + '.md')}\npoints = {_number(question.points)}\n"
        )
        self._criteria.append(
            f'[[criteria]]\ntask = {_quoted(task)}\nid = "all"\ntitle = {_quoted(question.name)}\n'
            f"points = {_number(question.points)}\n"
        )

    def _coded(self, question: Question) -> None:
        place = question.answers[0].place
        answers = [
            text for code in question.answers if (text := self._answer_text(code)) is not None
        ]
        defines = tuple(_defined(question.answers))
        if not answers or not defines:
            self._found.lose(
                place,
                f"{question.name} defines no function and no class, so nothing can be called;"
                f" {_lost_points(question)}",
            )
            return
        tests = [test for test in question.tests if self._can_carry(test)]
        if not tests:
            self._found.lose(place, f"{question.name} has no test that can be carried over")
            return
        task = identifier(question.name, self._ids)
        context, imports = self._context(question, tests, defines)
        self._defines[task] = defines
        self.files[f"{task}.py"] = (
            "\n\n\n".join(
                part
                for part in (
                    f'"""{task}: imported from {place}."""',
                    "\n".join([*imports, *context]),
                    *answers,
                )
                if part
            )
            + "\n"
        )
        self.files[f"checks/test_{task}.py"] = _checks(task, place, tests)
        whole = "\n".join(
            [
                *context,
                *(code.source.text for code in question.answers),
                *(t.code.source.text for t in tests),
            ]
        )
        hidden = sum((test.points for test in tests if test.hides), Decimal(0))
        points = sum((test.points for test in tests), Decimal(0))
        self._tasks.append(
            f"\n[[tasks]]\nid = {_quoted(task)}\ntitle = {_quoted(question.name)}\npoints ="
            f" {_number(points)}\nhidden_points = {_number(hidden)}\ndefines ="
            f" {json.dumps(list(defines))}\n"
            + ("" if "torch" in whole else 'server = "numpy"\n')
            + "asserted = true\n"
        )

    def _answer_text(self, code: Code) -> str | None:
        """An answer with the student's part between markers.

        None, with a sentence, when that cannot be told.
        """
        statements = code.source.statements
        functions = [
            node for node in statements if isinstance(node, ast.FunctionDef | ast.ClassDef)
        ]
        if is_unfilled(statements, tuple(node.name for node in functions)):
            self._found.lose(
                code.place,
                "it is a stub without a solution; import the teacher's notebook, not the students'",
            )
            return None
        text = code.source.text.strip("\n")
        path = Path(code.place)
        try:
            if marked_regions(path, text, allowed=SOLUTION):
                find_regions(path, text)
                return text
        except BadFile as error:
            self._found.lose(code.place, error.problem)
            return None
        return wrapped(text)

    def _can_carry(self, test: Test) -> bool:
        try:
            compile(
                _function("test", test.code.source.text), test.code.place, "exec", dont_inherit=True
            )
        except SyntaxError as error:
            self._found.lose(
                test.code.place, f"the test {test.name} cannot stand in a function ({error.msg})"
            )
            return False
        return True

    def _context(
        self, question: Question, tests: list[Test], defines: tuple[str, ...]
    ) -> tuple[list[str], list[str]]:
        """The statements around that a question needs, and imports of what earlier tasks define."""
        own = [*question.answers, *(test.code for test in tests)]
        cells = sorted([*self._found.around, *own], key=lambda code: code.number)
        numbers = {code.number for code in own}
        units = needed_units([(code.cell, code.source) for code in cells], numbers, defines)
        places = {id(code.source): code for code in self._found.around}
        lines, used = [], set()
        for unit in units:
            if unit.statement is None:
                continue
            used |= used_names(unit.statement)
            if not unit.own:
                code = places[id(unit.source)]
                self._used.add(code.number)
                lines.append(_text_of(unit.source.text, unit.statement))
                self._look_at_imports(code, unit.statement)
        imports = [
            f"from {task} import {', '.join(shared)}"
            for task, names in self._defines.items()
            if (shared := sorted(set(names) & used - set(defines)))
        ]
        return lines, imports

    def _look_at_imports(self, code: Code, statement: ast.stmt) -> None:
        names = (
            [alias.name for alias in statement.names] if isinstance(statement, ast.Import) else []
        )
        names += (
            [statement.module] if isinstance(statement, ast.ImportFrom) and statement.module else []
        )
        for name in (name.partition(".")[0] for name in names):
            if name not in HERE:
                self._found.lose(
                    code.place, f"it imports {name}, which the student process does not have"
                )


def wrapped(text: str) -> str:
    """Python with the body of each function and method, below its docstring, between markers."""
    lines = text.split("\n")
    for node in reversed(_functions(ast.parse(text))):
        body = node.body[1:] if ast.get_docstring(node) is not None else node.body
        if not body or body[0].lineno == node.lineno:
            continue
        indent = " " * body[0].col_offset
        first, last = body[0].lineno, body[-1].end_lineno or body[0].lineno
        lines[first - 1 : last] = [
            f"{indent}### BEGIN {SOLUTION}",
            *lines[first - 1 : last],
            f"{indent}### END {SOLUTION}",
        ]
    return "\n".join(lines)


def _functions(tree: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    found: list[ast.FunctionDef | ast.AsyncFunctionDef] = []
    for node in tree.body:
        inside = node.body if isinstance(node, ast.ClassDef) else [node]
        found += [
            item for item in inside if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef)
        ]
    return found


def _defined(answers: list[Code]) -> list[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return [
        node.name for code in answers for node in code.source.statements if isinstance(node, kinds)
    ]


def _checks(task: str, place: str, tests: list[Test]) -> str:
    """The check file.

    A test with hidden asserts is seen in part for no points, and decides whole and hidden.
    """
    taken: set[str] = set()
    parts, hidden = [], []
    for test in tests:
        name = identifier(test.name, taken)
        if not test.hides:
            parts.append(_check(f"test_{name}", test.name, test.points, test.code.source.text))
            continue
        if test.visible.strip():
            parts.append(
                _check(
                    f"test_{name}", f"{test.name}, as far as it is shown", Decimal(0), test.visible
                )
            )
        whole = identifier(f"{name}_whole", taken)
        hidden.append(
            _check(
                f"test_{whole}",
                f"{test.name}, with hidden tests",
                test.points,
                test.code.source.text,
            )
        )
    head = (
        f'"""Checks of {task}, the asserts of {place} and below: they run in the student process,'
        ' at lower trust."""'
    )
    shown = "\n\n\n".join([f"{head}\n\nfrom grader.checking import asserts", *parts])
    region = [
        "### BEGIN HIDDEN TESTS",
        *(["\n\n\n".join(hidden)] if hidden else []),
        "### END HIDDEN TESTS",
    ]
    return f"{shown}\n\n\n" + "\n".join(region) + "\n"


def _check(function: str, title: str, points: Decimal, code: str) -> str:
    return f"@asserts(points={_number(points)}, title={_quoted(title)})\n{_function(function, code)}".rstrip(
        "\n"
    )


def _function(name: str, code: str) -> str:
    """A function with that body; lines inside a text of several lines stay where they are."""
    inside: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type == tokenize.STRING:
            inside |= set(range(token.start[0] + 1, token.end[0] + 1))
    lines = code.strip("\n").split("\n") if code.strip() else ["pass"]
    skipped = len(code) - len(code.lstrip("\n"))
    shown = [
        line if at + skipped in inside or not line.strip() else f"    {line}"
        for at, line in enumerate(lines, 1)
    ]
    only_comments = not ast.parse(code).body
    return (
        f"def {name}():\n"
        + "\n".join([*shown, *(["    pass"] if only_comments and code.strip() else [])])
        + "\n"
    )


def _spaced(statements: list[str]) -> str:
    """Statements below each other, definitions two lines apart."""
    text = ""
    for before, after in zip(["", *statements], statements, strict=False):
        apart = any(part.startswith(("def ", "class ", "@", "async ")) for part in (before, after))
        text += ("\n\n\n" if apart else "\n") * bool(before) + after
    return text


def _text_of(text: str, statement: ast.stmt) -> str:
    first = min(
        [statement.lineno, *(each.lineno for each in getattr(statement, "decorator_list", ()))]
    )
    return "\n".join(text.split("\n")[first - 1 : statement.end_lineno])


def _lost_points(question: Question) -> str:
    return (
        f"its {written(question.points)} points are lost" if question.points else "it has no points"
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _number(points: Decimal) -> str:
    return f"{points.normalize():f}"
