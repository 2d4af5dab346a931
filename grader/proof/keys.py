"""Digests of what a proof depends on."""

from __future__ import annotations

import ast
import hashlib
from dataclasses import replace
from pathlib import Path

import msgspec

from grader.checking.transcripts import load_transcripts, transcript_path
from grader.errors import BadFile
from grader.model import Assignment, Task
from grader.proof.store import NAME
from grader.version import versions

_NOT_PROVED = (NAME, f"{NAME}.part", "__pycache__")


def whole_digest(assignment: Assignment) -> str:
    """The digest of every file of the assignment and of its solutions, whatever line ends a
    checkout gave them.
    """
    whole = hashlib.sha256()
    folders = [folder for folder in (assignment.folder, assignment.solutions) if folder is not None]
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not any(part in _NOT_PROVED for part in path.parts):
                content = path.read_bytes().replace(b"\r\n", b"\n")
                whole.update(
                    f"{path.relative_to(folder).as_posix()} {len(content)}\n".encode() + content
                )
    return f"sha256:{whole.hexdigest()}"


def task_key(assignment: Assignment, task: Task) -> str:
    """The digest of all that decides how work on a task is judged.

    Its checks and transcripts, its settings.
    """
    return digest(_settings(assignment, task), *sorted(check_keys(assignment, task).values()))


def check_keys(assignment: Assignment, task: Task) -> dict[str, str]:
    """For each check of a task the digest of its function, of what it calls in its file, and of its
    transcript.

    So a change in one check leaves what others have proved.
    """
    found: dict[str, str] = {}
    settings = _settings(assignment, task)
    for folder in (assignment.folder, assignment.solutions):
        if folder is None or not (folder / "checks" / f"test_{task.id}.py").is_file():
            continue
        path = folder / "checks" / f"test_{task.id}.py"
        file = load_transcripts(transcript_path(path.parent, task.id))
        checks, rest = split_checks(path)
        for name, text in checks.items():
            check = f"{task.id}::{name}"
            transcript = file.of(check) if file else None
            answers = msgspec.json.encode(replace(transcript, seconds=0.0)) if transcript else b""
            found[check] = digest(settings, rest, text, answers)
    return found


def split_checks(path: Path) -> tuple[dict[str, str], str]:
    """The checks of a file by name, and what stands around them, as text without layout and
    comments.
    """
    tree = parsed(path)
    checks = {
        node.name.removeprefix("test_"): ast.unparse(node)
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
    rest = [
        node
        for node in tree.body
        if not (isinstance(node, ast.FunctionDef) and node.name.startswith("test_"))
    ]
    return checks, "\n".join(ast.unparse(node) for node in rest)


def parsed(path: Path) -> ast.Module:
    """The tree of a check file.  Raises BadFile with the line where it is not Python."""
    try:
        return ast.parse(path.read_text(encoding="utf-8"), str(path))
    except SyntaxError as error:
        raise BadFile(
            path, f"it is not valid Python: {error.msg}; correct it", line=error.lineno
        ) from None
    except (ValueError, OSError) as error:
        raise BadFile(
            path, f"it cannot be read as UTF-8 text ({error}); save it as UTF-8"
        ) from None


def digest(*parts: str | bytes) -> str:
    """One digest of several texts."""
    whole = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        whole.update(f"{len(content)}\n".encode() + content)
    return whole.hexdigest()[:32]


def _settings(assignment: Assignment, task: Task) -> bytes:
    seeds = (assignment.visible_seed, assignment.hidden_seed)
    whole = (task, assignment.limits, assignment.tolerances, seeds, versions())
    return msgspec.json.encode(whole, order="deterministic")
