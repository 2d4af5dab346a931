"""From what was read to the files of `solutions/<id>/`.

One task a question, its checks the teacher's own asserts.
"""

from __future__ import annotations

import ast
import json
import sys
from decimal import Decimal
from pathlib import Path

from grader.errors import BadFile
from grader.files.markers import SOLUTION, marked_regions
from grader.files.regions import find_regions
from grader.importing.cell_tests import bound_names, function
from grader.importing.cells import Code, Import, ImportedQuestion, Test, identifier
from grader.points import written
from grader.sources.names import used_names
from grader.sources.slicing import needed_units
from grader.sources.stubs import is_unfilled

HERE = frozenset(sys.stdlib_module_names) | {"numpy", "torch"}
RESERVED = frozenset(sys.stdlib_module_names) | {"numpy", "torch", "grader", "pytest"}


class Building:
    """Files of an assignment while they are made."""

    def __init__(self, found: Import, name: str, origin: str) -> None:
        self._found = found
        self._name = name
        self._origin = origin
        self._ids: set[str] = set(RESERVED)
        self._defines: dict[str, tuple[str, ...]] = {}
        self._tasks: list[str] = []
        self._criteria: list[str] = []
        self._used: set[int] = set()
        self._handout: list[str] = []
        self._own = _notebook_names(found)
        self.points = Decimal(0)
        self.files: dict[str, str | bytes] = {}

    def build(self) -> dict[str, str | bytes]:
        """Return the files by name.  Raise BadFile when no question can be carried over."""
        self._give_away_tests()
        for part in self._found.flow:
            if isinstance(part, str):
                self._handout.append(part.strip())
            elif part.written is not None:
                self._written(part)
            elif part.answers:
                self._coded(part)
            else:
                self._found.lose(
                    self._origin,
                    f"{part.name} has neither an answer nor tests that can be carried over;"
                    f" {_lost_points(part)}",
                )
        if not self._tasks:
            raise BadFile(
                self._origin,
                "no question of it can be carried over: " + "; ".join(self._found.lost[:5]),
            )
        for code in self._found.around:
            if code.number not in self._used:
                self._found.lose(code.place, "no task needs this code; it was left out")
        self._settings()
        return self.files

    def _settings(self) -> None:
        head = f"id = {_quoted(self._name)}\ntitle = {_quoted(self._found.title)}\nseed = 1\n"
        if self._found.attached:
            head += f"files = {json.dumps(sorted(self._found.attached), ensure_ascii=False)}\n"
        about = (
            f"# Imported from {self._origin}.  `asserted = true`: the checks are asserts that run"
            " in the student\n# process, which student code could forge.  Checks that compare"
            " values are worth more.\n\n"
        )
        self.files["assignment.toml"] = about + head + "".join(self._tasks)
        title = f"# {self._found.title}"
        parts = self._handout
        if not parts or parts[0].startswith("<!-- task:"):
            parts = [title, *parts]
        self.files["handout.md"] = "\n\n".join([parts[0], "<!-- tasks -->", *parts[1:]]) + "\n"
        self.files |= self._found.attached
        if self._criteria:
            self.files["rubric.toml"] = "\n".join(self._criteria)

    def _give_away_tests(self) -> None:
        """Give tests without an answer of their own to the question that answers what they use."""
        earlier: list[ImportedQuestion] = []
        for question in self._found.questions:
            if question.answers:
                earlier.append(question)
            elif question.tests and question.written is None:
                self._give_away(question, earlier)

    def _give_away(self, question: ImportedQuestion, earlier: list[ImportedQuestion]) -> None:
        statements = [each for test in question.tests for each in test.code.source.statements]
        used = {name for statement in statements for name in used_names(statement)}
        owners = [each for each in earlier if used & set(_defined(each.answers))]
        if owners:
            owners[-1].tests += question.tests
            owners[-1].points += question.points
            self._found.flow.remove(question)

    def _written(self, question: ImportedQuestion) -> None:
        task = self._begin(question)
        prompt = "\n\n".join(question.prompt).strip()
        answer = (question.written or "").strip("\n")
        region = f"### BEGIN {SOLUTION}\n{answer}\n### END {SOLUTION}"
        self.files[f"{task}.md"] = (
            f"# {task}\n\n{prompt}\n\n{region}\n" if prompt else f"# {task}\n\n{region}\n"
        )
        self._tasks.append(
            f"\n[[tasks]]\nid = {_quoted(task)}\ntitle = {_quoted(_title(question, task))}\nfile ="
            f" {_quoted(task + '.md')}\npoints = {_number(question.points)}\n"
        )
        self.points += question.points
        self._criteria.append(
            f'[[criteria]]\ntask = {_quoted(task)}\nid = "all"\ntitle = {_quoted(question.name)}\n'
            f"points = {_number(question.points)}\n"
        )

    def _begin(self, question: ImportedQuestion) -> str:
        """Return the id of a question's task, whose place in the handout is here."""
        task = identifier(question.name, self._ids)
        self._handout.append(f"<!-- task: {task} -->")
        return task

    def _coded(self, question: ImportedQuestion) -> None:
        place = question.answers[0].place
        answers = [
            text for code in question.answers if (text := self._answer_text(code)) is not None
        ]
        defines = tuple(_defined(question.answers))
        tests = [test for test in question.tests if self._can_carry(test)]
        if not answers or not defines or not tests:
            why = (
                "has no test that can be carried over"
                if answers and defines
                else "defines nothing that can be asked for"
            )
            self._found.lose(place, f"{question.name} {why}; {_lost_points(question)}")
            return
        task = self._begin(question)
        context, imports = self._context(question, tests, defines)
        self._defines[task] = defines
        parts = [f'"""{task}: imported from {place}."""', "\n".join([*imports, *context]), *answers]
        self.files[f"{task}.py"] = "\n\n\n".join(part for part in parts if part) + "\n"
        self.files[f"checks/test_{task}.py"] = _checks(task, place, tests, self._own)
        codes = [code.source.text for code in (*question.answers, *(t.code for t in tests))]
        self._add_task(task, question, tests, "torch" in "\n".join([*context, *codes]))

    def _add_task(
        self, task: str, question: ImportedQuestion, tests: list[Test], torch: bool
    ) -> None:
        hidden = sum((test.points for test in tests if test.hides), Decimal(0))
        points = sum((test.points for test in tests), Decimal(0))
        self.points += points
        self._tasks.append(
            f"\n[[tasks]]\nid = {_quoted(task)}\ntitle = {_quoted(_title(question, task))}\n"
            f"points = {_number(points)}\nhidden_points = {_number(hidden)}\ndefines ="
            f" {json.dumps(list(self._defines[task]))}\n"
            + ("" if torch else 'server = "numpy"\n')
            + "asserted = true\n"
        )

    def _answer_text(self, code: Code) -> str | None:
        """Return an answer with the student's part between markers.

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
                find_regions(path, text, tuple(_defined([code])))
                return text
        except BadFile as error:
            self._found.lose(code.place, error.problem)
            return None
        return wrapped(text)

    def _can_carry(self, test: Test) -> bool:
        try:
            text = function("test", test.code.source.text, self._own)
            compile(text, test.code.place, "exec", dont_inherit=True)
        except SyntaxError as error:
            self._found.lose(
                test.code.place, f"the test {test.name} cannot stand in a function ({error.msg})"
            )
            return False
        return True

    def _context(
        self, question: ImportedQuestion, tests: list[Test], defines: tuple[str, ...]
    ) -> tuple[list[str], list[str]]:
        """Return what of the statements around a question needs, with imports of earlier tasks."""
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
    """Return Python with what the student writes between markers.

    The body of each function and method, below its docstring; where there is none, all of it.
    """
    lines = text.split("\n")
    functions = _functions(ast.parse(text))
    if not functions and not any(isinstance(n, ast.ClassDef) for n in ast.parse(text).body):
        return f"### BEGIN {SOLUTION}\n{text}\n### END {SOLUTION}"
    for node in reversed(functions):
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
    functions: list[ast.FunctionDef | ast.AsyncFunctionDef] = []
    for node in tree.body:
        inside = node.body if isinstance(node, ast.ClassDef) else [node]
        functions += [
            item for item in inside if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef)
        ]
    return functions


def _defined(answers: list[Code]) -> list[str]:
    """Return what answers define: functions and classes; where there is none, variables."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    statements = [node for code in answers for node in code.source.statements]
    definitions = [node.name for node in statements if isinstance(node, kinds)]
    assigned = [
        node for node in statements if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign)
    ]
    return definitions or sorted(bound_names(list(assigned)))


def _notebook_names(found: Import) -> set[str]:
    """Return the names that code and answers of the notebook bind."""
    answers = [code for question in found.questions for code in question.answers]
    codes = [*found.around, *answers]
    return {name for code in codes for name in bound_names(code.source.statements)}


def _title(question: ImportedQuestion, task: str) -> str:
    """Return a title for people, which is not the task's id again."""
    title = question.name.replace("_", " ").replace("-", " ").strip()
    title = title[:1].upper() + title[1:]
    return title if title != task else f"Question {title}"


def _checks(task: str, place: str, tests: list[Test], own: set[str]) -> str:
    """Return the check file.

    A test with hidden asserts is seen in part for no points, and decides whole and hidden.
    """
    taken: set[str] = set()
    parts, hidden = [], []
    for test in tests:
        name, text = identifier(test.name, taken), test.code.source.text
        if not test.hides:
            parts.append(_check(f"test_{name}", test.name, test.points, text, own))
            continue
        if test.visible.strip():
            title = f"{test.name}, as far as it is shown"
            parts.append(_check(f"test_{name}", title, Decimal(0), test.visible, own))
        title = f"{test.name}, with hidden tests"
        check = f"test_{identifier(f'{name}_whole', taken)}"
        hidden.append(_check(check, title, test.points, text, own))
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


def _check(name: str, title: str, points: Decimal, code: str, own: set[str]) -> str:
    decorator = f"@asserts(points={_number(points)}, title={_quoted(title)})"
    return f"{decorator}\n{function(name, code, own)}".rstrip("\n")


def _text_of(text: str, statement: ast.stmt) -> str:
    first = min(
        [statement.lineno, *(each.lineno for each in getattr(statement, "decorator_list", ()))]
    )
    return "\n".join(text.split("\n")[first - 1 : statement.end_lineno])


def _lost_points(question: ImportedQuestion) -> str:
    return (
        f"its {written(question.points)} points are lost" if question.points else "it has no points"
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _number(points: Decimal) -> str:
    return f"{points.normalize():f}"
