"""What stands in `solutions/<id>/` beside the reference.

Wrong answers, and honest work in other wrappings.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from grader.errors import BadFile
from grader.model import Assignment, Submission, SubmittedFile, Task

_FAILS = re.compile(r"^#\s*fails:\s*(\S+)\s*$", re.MULTILINE)
_TOP = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongAnswer:
    """A stored wrong answer and the checks that it was written to fail."""

    path: Path
    task: Task
    fails: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.task.id}/{self.path.stem}"


def wrong_answers(assignment: Assignment, task: Task) -> list[WrongAnswer]:
    """Return the wrong answers of a task.  Raise BadFile where one does not say what it fails."""
    answers = []
    for path in _stored(assignment, "wrong", task):
        fails = tuple(_FAILS.findall(_text(path)[:_TOP]))
        if not fails:
            raise BadFile(
                path,
                f"it does not say which check it fails; write `# fails: {task.id}::…` at its top",
                line=1,
            )
        answers.append(WrongAnswer(path=path, task=task, fails=fails))
    return answers


def honest_variants(assignment: Assignment, task: Task) -> list[Submission]:
    """Return the honest variants of a task as submissions, by name."""
    return [
        submission(assignment, task, path.read_bytes(), path.stem)
        for path in _stored(assignment, "honest", task)
    ]


def submission(assignment: Assignment, task: Task, content: bytes, name: str) -> Submission:
    """Return content as the file of a task, with what it imports of the reference."""
    assert assignment.solutions is not None
    files = {task.file: content}
    waiting = [content]
    while waiting:
        for module in _modules(waiting.pop()):
            path = assignment.solutions / module
            if path.is_file() and module not in files:
                files[module] = path.read_bytes()
                waiting.append(files[module])
    return Submission(
        name=name,
        files=tuple(SubmittedFile(name=file, content=text) for file, text in files.items()),
    )


def reference(assignment: Assignment, task: Task) -> Submission:
    """Return the reference's file of a task, with what it imports."""
    assert assignment.solutions is not None
    return submission(
        assignment, task, (assignment.solutions / task.file).read_bytes(), "the reference"
    )


def _stored(assignment: Assignment, kind: str, task: Task) -> list[Path]:
    assert assignment.solutions is not None
    return sorted((assignment.solutions / kind / task.id).glob("*.py"))


def _modules(content: bytes) -> list[str]:
    """Return the files that may be meant by what a file imports; none of one that is not Python."""
    try:
        tree = ast.parse(content)
    except (SyntaxError, ValueError):
        return []
    places = {name.replace(".", "/") for node in ast.walk(tree) for name in _imported(node)}
    packages = {str(above) for place in places for above in PurePosixPath(place).parents}
    inits = {f"{place}/__init__.py" for place in (places | packages) - {"."}}
    return sorted({f"{place}.py" for place in places} | inits)


def _imported(node: ast.AST) -> Iterator[str]:
    """Yield the names of the modules that a node may import."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(
            path, f"it cannot be read as UTF-8 text ({error}); save it as UTF-8"
        ) from None
