"""Wrong answers and honest variants that stand in `solutions/<id>/` beside the reference."""

import ast
import hashlib
import re
from pathlib import Path, PurePosixPath

from grader.errors import BadFile
from grader.files.staff_files import read_text
from grader.files.syntax import imported_modules
from grader.model import Assignment, StoredMistake, Submission, SubmittedFile, Task
from grader.nouns import noun

_FAILS = re.compile(r"^#\s*fails:\s*(\S+)\s*$", re.MULTILINE)
_SAID = re.compile(r"^#[ ]*(title|explanation|diagnosis):[ ]*(.*(?:\n#[ ]{3,}\S.*)*)", re.MULTILINE)
_TOP = 4_000


@noun
class WrongAnswer:
    """A stored wrong answer and the checks that it was written to fail.

    `title` and `explanation` are what is said to a student with the same mistake, "" where the
    mistake has no name; `diagnosis` is the name of the diagnosis that it must get, if that is not
    its own.
    """

    path: Path
    task: Task
    fails: tuple[str, ...]
    title: str = ""
    explanation: str = ""
    diagnosis: str = ""

    @property
    def name(self) -> str:
        return f"{self.task.id}/{self.path.stem}"


def wrong_answers(assignment: Assignment, task: Task) -> list[WrongAnswer]:
    """Return the wrong answers of a task.  Raise BadFile where one does not say what it fails."""
    answers = []
    for path in _stored_files(assignment, "wrong", task):
        text = read_text(path)[:_TOP]
        fails = tuple(_FAILS.findall(text))
        if not fails:
            raise BadFile(
                path,
                f"it does not say which check it fails; write `# fails: {task.id}::…` at its top",
                line=1,
            )
        answers.append(WrongAnswer(path=path, task=task, fails=fails, **_read_head(path, text)))
    return answers


def _read_head(path: Path, text: str) -> dict[str, str]:
    """Return what the first lines say of a mistake, each key once, its lines joined."""
    head = {key: " ".join(said.replace("\n#", " ").split()) for key, said in _SAID.findall(text)}
    if ("title" in head) != ("explanation" in head):
        raise BadFile(
            path,
            "a mistake has `# title: …` and `# explanation: …`, or neither; write both",
            line=1,
        )
    return head


def stored_mistakes(assignment: Assignment, task: Task) -> tuple[StoredMistake, ...]:
    """Return the wrong answers of a task that have a title, as named mistakes."""
    return tuple(
        StoredMistake(
            name=answer.name,
            title=answer.title,
            explanation=answer.explanation,
            source=_code_digest(answer.path),
            submission=build_submission(assignment, task, answer.path.read_bytes(), answer.name),
        )
        for answer in wrong_answers(assignment, task)
        if answer.title
    )


def _code_digest(path: Path) -> str:
    """Return the digest of a file without its comment lines: what is said of it may change."""
    lines = [line for line in read_text(path).splitlines() if not line.startswith("#")]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]


def honest_variants(assignment: Assignment, task: Task) -> list[Submission]:
    """Return the honest variants of a task as submissions, by name."""
    return [
        build_submission(assignment, task, path.read_bytes(), path.stem)
        for path in _stored_files(assignment, "honest", task)
    ]


def build_submission(assignment: Assignment, task: Task, content: bytes, name: str) -> Submission:
    """Return content as the file of a task, with what it imports of the reference."""
    files = {task.file: content}
    contents = [content]
    while contents:
        for module in _imported_files(contents.pop()):
            path = assignment.reference_folder / module
            if path.is_file() and module not in files:
                files[module] = path.read_bytes()
                contents.append(files[module])
    return Submission(
        name=name,
        files=tuple(SubmittedFile(name=file, content=text) for file, text in files.items()),
    )


def build_reference(assignment: Assignment, task: Task) -> Submission:
    """Return the reference's file of a task, with what it imports."""
    return build_submission(
        assignment, task, (assignment.reference_folder / task.file).read_bytes(), "the reference"
    )


def _stored_files(assignment: Assignment, kind: str, task: Task) -> list[Path]:
    return sorted((assignment.reference_folder / kind / task.id).glob("*.py"))


def _imported_files(content: bytes) -> list[str]:
    """Return the files that may be meant by what a file imports; none of one that is not Python."""
    try:
        tree = ast.parse(content)
    except (SyntaxError, ValueError):
        return []
    places = {name.replace(".", "/") for name in imported_modules(tree)}
    packages = {str(above) for place in places for above in PurePosixPath(place).parents}
    inits = {f"{place}/__init__.py" for place in (places | packages) - {"."}}
    return sorted({f"{place}.py" for place in places} | inits)
