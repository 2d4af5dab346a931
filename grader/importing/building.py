"""From what was read to the files of `solutions/<id>/`.

One task a question, its checks the teacher's own asserts.
"""

import ast
import json
import re
from decimal import Decimal

from grader.errors import BadFile
from grader.files.json_text import quote
from grader.files.markers import SOLUTION
from grader.nouns import frozen
from grader.points import points_text
from grader.sources.names import used_names

from .answer_cells import mark_answer
from .asked import find_asked_names, notebook_names
from .carried_files import HERE, carry_imports, carry_named_files
from .cell_tests import as_function, bound_names
from .cells import (
    Code,
    Import,
    ImportedQuestion,
    Test,
    choose_identifier,
    statement_text,
    statements_of,
)
from .cells_above import bring_helpers
from .check_files import check_file
from .surroundings import EarlierTask, find_surroundings

RESERVED = HERE | {"grader", "pytest"}


@frozen
class _Coded:
    """What of a question's code can be carried over."""

    answers: list[tuple[Code, str]]
    asked: tuple[str, ...]
    tests: list[Test]

    @property
    def why_not(self) -> str | None:
        """Say why it cannot be a task; None when it can."""
        if not self.answers or not self.asked:
            return "defines nothing that can be asked for"
        return None if self.tests else "has no test that can be carried over"


class Building:
    """Files of an assignment while they are made."""

    def __init__(self, notebook: Import, name: str, origin: str) -> None:
        self._notebook = notebook
        self._name = name
        self._origin = origin
        self._ids: set[str] = set(RESERVED)
        self._earlier: list[EarlierTask] = []
        self._tasks: list[str] = []
        self._criteria: list[str] = []
        self._used: set[int] = set()
        self._handout: list[str] = []
        self.points = Decimal(0)
        self.all_shown: list[str] = []  # tasks without hidden tests
        self.files: dict[str, str | bytes] = {}

    def build(self) -> dict[str, str | bytes]:
        """Return the files by name.  Raise BadFile when no question can be carried over."""
        bring_helpers(self._notebook)
        self._give_away_tests()
        self._give_untested_code()
        self._own = notebook_names(self._notebook)
        for part in self._notebook.flow:
            if isinstance(part, str):
                self._handout.append(part.strip())
            elif part.written is not None:
                self._add_written(part)
            elif part.answers:
                self._add_coded(part)
            else:
                self._notebook.lose(
                    self._origin,
                    f"{part.name} has neither an answer nor tests that can be carried over;"
                    f" {_lost_points_words(part)}",
                )
        if not self._tasks:
            raise BadFile(
                self._origin,
                "no question of it can be carried over: " + "; ".join(self._notebook.lost[:5]),
            )
        for code in self._notebook.around:
            if code.number not in self._used:
                self._notebook.lose(code.place, "no task needs this code; it was left out")
        self._write_settings()
        return self.files

    def _write_settings(self) -> None:
        head = f"id = {quote(self._name)}\ntitle = {quote(self._notebook.title)}\n"
        head += "seed = 1\n"
        for key, names in (
            ("files", self._notebook.attached),
            ("packages", self._notebook.packages),
        ):
            if names:
                head += f"{key} = {json.dumps(sorted(names), ensure_ascii=False)}\n"
        comment = (
            f"# Imported from {self._origin}.  `asserted = true`: the checks are asserts that run"
            " in the student\n# process, which student code could forge.  Checks that compare"
            " values are worth more.\n\n"
        )
        self.files["assignment.toml"] = comment + head + "".join(self._tasks)
        title = f"# {self._notebook.title}"
        parts = self._handout
        if not parts or parts[0].startswith("<!-- task:"):
            parts = [title, *parts]
        self.files["handout.md"] = "\n\n".join([parts[0], "<!-- tasks -->", *parts[1:]]) + "\n"
        self.files |= self._notebook.attached
        if self._criteria:
            self.files["rubric.toml"] = "\n".join(self._criteria)

    def _give_away_tests(self) -> None:
        """Give tests that look at nothing of their own answers to the question that they look at.

        Some have no answer of their own; some stand below code that nobody tests.
        """
        earlier_questions: list[ImportedQuestion] = []
        for question in self._notebook.questions:
            if question.tests and question.written is None:
                self._give_away(question, earlier_questions)
            if question.answers:
                earlier_questions.append(question)

    def _give_away(
        self, question: ImportedQuestion, earlier_questions: list[ImportedQuestion]
    ) -> None:
        statements = statements_of(test.code for test in question.tests)
        names = {name for statement in statements for name in used_names(statement)}
        owners = [each for each in earlier_questions if names & _bound_names(each.answers)]
        if not owners or names & _bound_names(question.answers):
            return
        owners[-1].tests += question.tests
        owners[-1].points += question.points
        question.tests, question.points = [], Decimal(0)
        if not question.answers:
            self._notebook.flow.remove(question)

    def _give_untested_code(self) -> None:
        """Give code that nobody grades to the tasks that need it."""
        for question in self._notebook.questions:
            if question.answers and not question.tests and not question.points:
                self._notebook.flow.remove(question)
                self._notebook.around += question.answers
                self._used |= {code.number for code in question.answers}
                self._notebook.lose(
                    question.answers[0].place,
                    f"{question.name} has no tests and no points: it is no task, and its code is"
                    " given to students where a task needs it",
                )

    def _add_written(self, question: ImportedQuestion) -> None:
        task = self._begin_task(question)
        prompt = "\n\n".join(question.prompt).strip()
        answer = (question.written or "").strip("\n")
        region = f"### BEGIN {SOLUTION}\n{answer}\n### END {SOLUTION}"
        self.files[f"{task}.md"] = "\n\n".join(filter(None, (f"# {task}", prompt, region))) + "\n"
        self._tasks.append(
            f"\n[[tasks]]\nid = {quote(task)}\ntitle = {quote(_title(question, task))}\nfile ="
            f" {quote(task + '.md')}\npoints = {points_text(question.points)}\n"
        )
        self.points += question.points
        self._criteria.append(
            f'[[criteria]]\ntask = {quote(task)}\nid = "all"\ntitle = {quote(question.name)}\n'
            f"points = {points_text(question.points)}\n"
        )

    def _begin_task(self, question: ImportedQuestion) -> str:
        """Return the id of a question's task, whose place in the handout is here."""
        task = choose_identifier(question.name, self._ids)
        self._handout.append(f"<!-- task: {task} -->")
        return task

    def _add_coded(self, question: ImportedQuestion) -> None:
        place = question.answers[0].place
        coded = self._read_coded(question)
        if coded.why_not is not None:
            self._notebook.lose(
                place, f"{question.name} {coded.why_not}; {_lost_points_words(question)}"
            )
            return
        task = self._begin_task(question)
        surroundings = find_surroundings(
            self._notebook, question, coded.tests, coded.asked, self._earlier
        )
        own_code = [*question.answers, *(test.code for test in coded.tests)]
        self._carry(
            [*surroundings.used, *((code, node) for code in own_code for node in code.statements)]
        )
        self._used |= {code.number for code, _ in surroundings.used}
        self._earlier.append(EarlierTask(task, tuple(question.answers)))
        parts = [
            f'"""{task}: imported from {place}."""',
            "\n".join(surroundings.imports),
            *surroundings.list_texts(coded.answers),
        ]
        self.files[f"{task}.py"] = "\n\n\n".join(part for part in parts if part) + "\n"
        self.files[f"checks/test_{task}.py"] = check_file(task, place, coded.tests, self._own)
        texts = [code.source.text for code in own_code]
        texts += [statement_text(code.source.text, node) for code, node in surroundings.used]
        self._add_task(task, question, coded, torch=_imports_torch(texts))

    def _carry(self, statements: list[tuple[Code, ast.stmt]]) -> None:
        """Carry the modules and files that statements name."""
        for code, statement in statements:
            carry_imports(self._notebook, code, statement)
            carry_named_files(self._notebook, statement)

    def _read_coded(self, question: ImportedQuestion) -> _Coded:
        """Return what of a question's code can be carried over; the rest is told."""
        tests = [test for test in question.tests if self._can_carry(test)]
        wanted_names = find_asked_names(question.answers, tests)
        marked_answers = [
            (code, mark_answer(code, wanted_names, self._notebook)) for code in question.answers
        ]
        answers = [(code, text) for code, text in marked_answers if text is not None]
        return _Coded(answers, wanted_names, tests)

    def _add_task(
        self, task: str, question: ImportedQuestion, coded: _Coded, *, torch: bool
    ) -> None:
        hidden = sum((test.points for test in coded.tests if test.hides), Decimal(0))
        points = sum((test.points for test in coded.tests), Decimal(0))
        self.points += points
        self.all_shown += [] if any(test.hides for test in coded.tests) else [task]
        self._tasks.append(
            f"\n[[tasks]]\nid = {quote(task)}\ntitle = {quote(_title(question, task))}\n"
            f"points = {points_text(points)}\nhidden_points = {points_text(hidden)}\ndefines ="
            f" {json.dumps(list(coded.asked))}\n"
            + ("" if torch else 'server = "numpy"\n')
            + "asserted = true\n"
        )

    def _can_carry(self, test: Test) -> bool:
        try:
            text = as_function("test", test.code.source.text, self._own)
            compile(text, test.code.place, "exec", dont_inherit=True)
        except SyntaxError as error:
            self._notebook.lose(
                test.code.place, f"the test {test.name} cannot stand in a function ({error.msg})"
            )
            return False
        return True


def _imports_torch(texts: list[str]) -> bool:
    return any(re.search(r"^\s*(?:import|from) torch\b", text, re.MULTILINE) for text in texts)


def _bound_names(answers: list[Code]) -> set[str]:
    return bound_names(statements_of(answers))


def _title(question: ImportedQuestion, task: str) -> str:
    """Return a title for people, which is not the task's id again."""
    title = question.name.replace("_", " ").replace("-", " ").strip()
    title = title[:1].upper() + title[1:]
    return title if title != task else f"Question {title}"


def _lost_points_words(question: ImportedQuestion) -> str:
    return (
        f"its {points_text(question.points)} points are lost"
        if question.points
        else "it has no points"
    )
