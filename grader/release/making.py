"""What `assignments/<id>/` holds is made from `solutions/<id>/`.

Stubs, handout, settings, rubric, answer sheet.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from grader.config import ASSIGNMENT_FILE, MANIFEST, load_assignment
from grader.errors import BadFile
from grader.files.markers import without_hidden
from grader.files.regions import answer_sheet, stub_text
from grader.files.toml import read_toml
from grader.model import Assignment, Course

MANIFEST_FORMAT = 1
TASKS_MARK = "<!-- tasks -->"
COPIED = ("rubric.toml",)


def make_files(course: Course, assignment_id: str) -> dict[str, bytes]:
    """Return the made files of an assignment by name, without transcripts.

    Raises BadFile.

    A check file is made where its source marks hidden tests; else the visible one is written by
    hand.
    """
    source = course.solutions / assignment_id
    settings = source / ASSIGNMENT_FILE
    read_toml(settings)
    made = {ASSIGNMENT_FILE: _text(settings)}
    assignment = load_assignment(source)
    for task in assignment.tasks:
        path = source / task.file
        text = _text(path)
        made[task.file] = answer_sheet(path, text) if task.by_hand else stub_text(path, text)
        made |= _visible_checks(source, f"checks/test_{task.id}.py")
    made["handout.md"] = _text(source / "handout.md").replace(TASKS_MARK, task_table(assignment))
    for name in COPIED:
        if (source / name).is_file():
            made[name] = _text(source / name)
    files = {name: text.encode() for name, text in made.items()}
    files[MANIFEST] = manifest(files)
    return files


def write_files(course: Course, assignment_id: str) -> list[str]:
    """Write the made files into `assignments/<id>/`; return the names of those that changed."""
    folder = course.assignments / assignment_id
    changed = []
    for name, content in make_files(course, assignment_id).items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            changed.append(name)
    return changed


def outdated_files(course: Course, assignment_id: str) -> list[str]:
    """Return the made files that are not what `solutions/<id>/` makes now, by name."""
    folder = course.assignments / assignment_id
    made = make_files(course, assignment_id)
    return [
        name
        for name, content in made.items()
        if not (folder / name).is_file()
        or (folder / name).read_bytes().replace(b"\r\n", b"\n") != content
    ]


def task_table(assignment: Assignment) -> str:
    """Return the handout's table of tasks and points, in Markdown."""
    rows = ["| task | file | points | of these by hidden checks | |", "|---|---|---|---|---|"]
    for task in assignment.tasks:
        hidden = "marked by a person" if task.by_hand else str(task.hidden_points)
        rows.append(f"| `{task.id}` | {task.file} | {task.points} | {hidden} | {task.title} |")
    rows.append(f"| | | **{assignment.points}** | **{assignment.hidden_points}** | |")
    return "\n".join(rows)


def _visible_checks(source: Path, name: str) -> dict[str, str]:
    """Return the visible check file made from a source with hidden tests.

    Nothing when there is no such source.
    """
    path = source / name
    visible = without_hidden(path, _text(path)) if path.is_file() else None
    return {} if visible is None else {name: visible}


def digest(content: bytes) -> str:
    """Return the digest of a file, as a manifest has it."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def manifest(files: dict[str, bytes]) -> bytes:
    """Return digests of what was handed out, so that an untouched file can be told."""
    digests = {name: digest(content) for name, content in sorted(files.items())}
    return (json.dumps({"format": MANIFEST_FORMAT, "files": digests}, indent=1) + "\n").encode()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BadFile(
            path, "there is no such file, but assignment.toml needs it; write it"
        ) from None
    except (UnicodeDecodeError, OSError) as error:
        raise BadFile(
            path, f"it cannot be read as UTF-8 text ({error}); save it as UTF-8"
        ) from None
