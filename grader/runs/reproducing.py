"""A failed check as one script that runs in a debugger, without the kit."""

import ast
from pathlib import PurePosixPath

from grader.config import load_assignment
from grader.examiner.client import Examiner
from grader.files.syntax import first_line_of
from grader.language import tr
from grader.model import Assignment, Form, Submission, Task
from grader.sources.matching.search import Sources
from grader.sources.tasks import TaskCode, TaskSpec


def build_reproduction(submission: Submission, assignment: Assignment, check: str) -> str:
    """Return the script of one visible check.

    It expects to lie in a folder beside the student's files.  Raises the GraderError that running
    the check met.
    """
    students = load_assignment(assignment.folder)
    task = students.task(check.partition("::")[0])
    with Examiner(students, tasks=(task.id,)) as examiner:
        script = examiner.script(submission, check)
    return "\n".join([*_head(submission, task, check), script])


def _head(submission: Submission, task: Task, check: str) -> list[str]:
    """Write the docstring, and how the script gets at the student's code."""
    docstring = tr(
        "{check} as a script.  Run it with `python`, or in a debugger with a breakpoint in your"
        " own code.",
        check=check,
    )
    spec = TaskSpec(task.id, task.file, task.heading, task.defines, (), False)
    code = Sources([(file.name, file.content) for file in submission.files]).find([spec])[0]
    if code.form is not Form.NONE and code.source is None:
        return [
            f'"""{docstring}"""',
            "",
            "import sys",
            "",
            "# " + tr("Your code, from {name}.", name=code.name),
            *_notebook_lines(code),
            "",
            "student = sys.modules[__name__]",
        ]
    path = str(PurePosixPath(code.name or task.file))
    return [
        f'"""{docstring}"""',
        "",
        "import importlib.util",
        "import sys",
        "from pathlib import Path",
        "",
        f'NAME = "{task.id}"',
        f"FILE = Path(__file__).resolve().parent.parent / {path!r}",
        "sys.path.insert(0, str(FILE.parent))",
        "spec = importlib.util.spec_from_file_location(NAME, FILE)",
        "student = importlib.util.module_from_spec(spec)",
        "sys.modules[NAME] = student",
        "spec.loader.exec_module(student)",
    ]


def _notebook_lines(code: TaskCode) -> list[str]:
    """Return the statements of a notebook that the task needs.

    What stands under `if __name__ == "__main__"` is left out.
    """
    lines: list[str] = []
    for unit in code.units:
        statement = unit.statement
        if statement is None or (
            isinstance(statement, ast.If) and "__name__" in ast.unparse(statement.test)
        ):
            continue
        first = first_line_of(statement)
        lines += unit.source.text.split("\n")[first - 1 : statement.end_lineno]
    return lines
