"""Digests of what a proof depends on."""

import ast
import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from grader.checking.answerers.transcripts import load_transcripts, transcript_path
from grader.config import MANIFEST
from grader.config.course_texts import LANGUAGES_FOLDER
from grader.files.staff_files import files_digest, read_plain, read_text
from grader.files.syntax import parse_python
from grader.model import Assignment, Task
from grader.nouns import replace
from grader.version import versions

from .store import NAME

# Translations decide nothing, and the manifest is made of the other files.
_NOT_PROVED = (NAME, f"{NAME}.part", "__pycache__", LANGUAGES_FOLDER, MANIFEST)


def assignment_digest(assignment: Assignment) -> str:
    """Return the digest of every file of the assignment and of its solutions, without translations.

    The line ends that a checkout gave them do not count.
    """
    folders = [folder for folder in (assignment.folder, assignment.solutions) if folder is not None]
    files = (
        (path.relative_to(folder).as_posix(), read_plain(path))
        for folder in folders
        for path in _proved_files(folder)
    )
    return f"sha256:{files_digest(files)}"


def _proved_files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part in _NOT_PROVED for part in path.parts):
            yield path


def task_key(assignment: Assignment, task: Task) -> str:
    """Return the digest of all that decides how work on a task is judged.

    Its checks and transcripts, its settings.
    """
    return digest(
        _encode_settings(assignment, task), *sorted(check_keys(assignment, task).values())
    )


def check_keys(assignment: Assignment, task: Task) -> dict[str, str]:
    """Return a digest for each check of a task: its function, its helpers, its transcript.

    So a change in one check leaves what others have proved.
    """
    keys: dict[str, str] = {}
    settings = _encode_settings(assignment, task)
    for folder in (assignment.folder, assignment.solutions):
        if folder is None or not (folder / "checks" / f"test_{task.id}.py").is_file():
            continue
        path = folder / "checks" / f"test_{task.id}.py"
        file = load_transcripts(transcript_path(path.parent, task.id))
        checks, around = split_checks(path)
        for name, text in checks.items():
            check = f"{task.id}::{name}"
            transcript = file.find(check) if file else None
            answers = msgspec.json.encode(replace(transcript, seconds=0.0)) if transcript else b""
            keys[check] = digest(settings, around, text, answers)
    return keys


def split_checks(path: Path) -> tuple[dict[str, str], str]:
    """Return the checks of a file by name, and what stands around them.

    Both as text without layout and comments.
    """
    checks: dict[str, str] = {}
    around = []
    for node in parse_check_file(path).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            checks[node.name.removeprefix("test_")] = ast.unparse(node)
        else:
            around.append(ast.unparse(node))
    return checks, "\n".join(around)


def parse_check_file(path: Path) -> ast.Module:
    """Return the tree of a check file.  Raise BadFile with the line where it is not Python."""
    return parse_python(path, read_text(path))


def digest(*parts: str | bytes) -> str:
    """Return one digest of several texts."""
    hasher = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        hasher.update(f"{len(content)}\n".encode() + content)
    return hasher.hexdigest()[:32]


def _encode_settings(assignment: Assignment, task: Task) -> bytes:
    seeds = (assignment.visible_seed, assignment.hidden_seed)
    settings = (
        *(task, assignment.limits, assignment.tolerances_of(task), assignment.packages),
        *(seeds, versions()),
    )
    return msgspec.json.encode(settings, order="deterministic")
