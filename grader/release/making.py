"""Making `assignments/<id>/` from `solutions/<id>/`.

Stubs, handout, settings, rubric, answer sheet.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from grader.checking.answerers.transcripts import recording_files, transcript_task
from grader.config import ASSIGNMENT_FILE, MANIFEST, digest, handed_out, load_assignment
from grader.errors import BadFile
from grader.files.markers import without_hidden
from grader.files.regions import answer_sheet, stub_text
from grader.files.staff_files import read_text
from grader.files.toml import read_toml
from grader.files.writing import MAKE_ROOM, write_whole
from grader.language import Language, speaking, tr
from grader.model import Assignment, Course, Task

from .given import given_files, need_nothing_more
from .translating.course_catalogue import languages, written_language
from .translating.said import Said, students_catalogues

MANIFEST_FORMAT = 1
TASKS_MARK = "<!-- tasks -->"
COPIED = ("rubric.toml",)


def make_files(
    course: Course, assignment_id: str, language: Language | None = None
) -> dict[str, bytes]:
    """Return the made files of an assignment by name, without transcripts.

    In its own language, or in one that its solutions have a catalogue of.  Raises BadFile.

    A check file is made where its source marks hidden tests; else the visible one is written by
    hand.
    """
    source = course.solutions / assignment_id
    read_toml(source / ASSIGNMENT_FILE)
    assignment = load_assignment(source)
    versions = {each: _texts(source, assignment, each) for each in (None, *languages(source))}
    made = versions.pop(language)
    files = {name: text.encode() for name, text in made.items()}
    files |= Said.of(source, language).given(given_files(assignment, source))
    need_nothing_more(assignment, source, files)
    files |= students_catalogues(course, assignment)
    handed_in = {task.file: files[task.file] for task in assignment.tasks}
    files[MANIFEST] = manifest(files, _other_digests(handed_in, versions.values()))
    return files


def _texts(source: Path, assignment: Assignment, language: Language | None) -> dict[str, str]:
    """Return the made files that are texts, by name, in a language; None is the assignment's."""
    said = Said.of(source, language)
    with speaking(language or written_language(assignment, source)):
        made = {ASSIGNMENT_FILE: said.settings(read_text(source / ASSIGNMENT_FILE))}
        for task in assignment.tasks:
            made[task.file] = _handed_out(source, task, said)
            made |= _visible_checks(source, f"checks/test_{task.id}.py")
        table = task_table(said.assignment(assignment))
        made["handout.md"] = read_text(said.prose("handout.md")).replace(TASKS_MARK, table)
        for name in COPIED:
            if (source / name).is_file():
                made[name] = said.toml(read_text(source / name))
    return made


def _handed_out(source: Path, task: Task, said: Said) -> str:
    """Return a task's file as students get it: a stub, or a sheet to write the answer in."""
    if task.by_hand:
        path = said.prose(task.file)
        return answer_sheet(path, read_text(path))
    path = source / task.file
    return said.python(path, stub_text(path, read_text(path), task.defines))


def write_files(course: Course, assignment_id: str) -> list[str]:
    """Write the made files into `assignments/<id>/`; return the names of those that changed.

    Raises CannotWrite.
    """
    folder = course.assignments / assignment_id
    changed = []
    for name, content in make_files(course, assignment_id).items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != content:
            write_whole(path, content, otherwise=MAKE_ROOM)
            changed.append(name)
    return changed


def remove_old_files(course: Course, assignment_id: str) -> list[str]:
    """Remove what was made before and is not made now; return the names.

    A file that somebody changed since stays.  With a task go the recordings of its checks, which
    nobody writes by hand.  Call it before `write_files`, which forgets what was made.
    """
    folder = course.assignments / assignment_id
    made = make_files(course, assignment_id)
    before = handed_out(load_assignment(folder)) if (folder / ASSIGNMENT_FILE).is_file() else {}
    gone = {name: was for name, was in before.items() if name not in made}
    old = [folder / name for name, was in gone.items() if _is_unchanged(folder / name, was)]
    source = course.solutions / assignment_id
    tasks = {task.id for task in load_assignment(source).tasks}
    old += [*_other_recordings(folder, tasks), *_other_recordings(source, tasks)]
    for path in old:
        path.unlink()
    return [path.relative_to(course.folder).as_posix() for path in old]


def _other_recordings(folder: Path, tasks: set[str]) -> list[Path]:
    recordings = recording_files(folder / "checks")
    return [path for path in recordings if transcript_task(path) not in tasks]


def _is_unchanged(path: Path, was: str) -> bool:
    return path.is_file() and digest(_plain(path.read_bytes())) == was


def _plain(content: bytes) -> bytes:
    """Return a file's content with the line ends that it was made with, if it is a text."""
    return content if b"\0" in content else content.replace(b"\r\n", b"\n")


def outdated_files(course: Course, assignment_id: str) -> list[str]:
    """Return the made files that are not what `solutions/<id>/` makes now, by name."""
    folder = course.assignments / assignment_id
    made = make_files(course, assignment_id)
    return [
        name
        for name, content in made.items()
        if not (folder / name).is_file() or _plain((folder / name).read_bytes()) != _plain(content)
    ]


def changed_settings(course: Course, assignment_id: str) -> list[str]:
    """Return of settings and rubric, which are copied as they are, those that are another's copy.

    They are what a class is graded by; no other file has to be made to tell.
    """
    source, folder = course.solutions / assignment_id, course.assignments / assignment_id
    names = (ASSIGNMENT_FILE, *(name for name in COPIED if (source / name).is_file()))
    return [
        name
        for name in names
        if not (folder / name).is_file()
        or _plain((folder / name).read_bytes()) != _plain(read_text(source / name).encode())
    ]


def task_table(assignment: Assignment) -> str:
    """Return the handout's table of tasks and points, in Markdown."""
    head = tr("| task | file | points | of these by hidden checks | |")
    rows = [head, "|---|---|---|---|---|"]
    for task in assignment.tasks:
        hidden = tr("marked by a person") if task.by_hand else str(task.hidden_points)
        rows.append(f"| `{task.id}` | {task.file} | {task.points} | {hidden} | {task.title} |")
    rows.append(f"| | | **{assignment.points}** | **{assignment.hidden_points}** | |")
    return "\n".join(rows)


def _visible_checks(source: Path, name: str) -> dict[str, str]:
    """Return the visible check file made from a source with hidden tests.

    Nothing when there is no such source; then the visible one is written by hand.
    """
    path = source / name
    visible = without_hidden(path, read_text(path)) if path.is_file() else None
    return {} if visible is None else {name: visible}


def need_visible_checks(course: Course, assignment_id: str) -> None:
    """See that a task with visible points has visible checks.

    Raises BadFile where its check file marks no hidden tests and none is written by hand.
    """
    source = course.solutions / assignment_id
    for task in load_assignment(source).coding_tasks:
        name = f"checks/test_{task.id}.py"
        if not task.visible_points or not (source / name).is_file():
            continue
        made = _visible_checks(source, name)
        if not made and not (course.assignments / assignment_id / name).is_file():
            raise BadFile(
                source / name,
                "it marks no hidden tests, so all of its checks are hidden, but the task has"
                f" {task.visible_points} visible points; put ### BEGIN HIDDEN TESTS and ### END"
                " HIDDEN TESTS around the hidden ones (around nothing, at its end, if all are"
                " visible)",
            )


def manifest(
    files: Mapping[str, bytes], others: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> bytes:
    """Return digests of what was handed out, so that an untouched file can be told.

    `others` are the digests that files have in other languages: students may hand in one of these.
    """
    table: dict[str, Any] = {
        "format": MANIFEST_FORMAT,
        "files": {name: digest(content) for name, content in sorted(files.items())},
    }
    if others:
        table["translated"] = {name: list(digests) for name, digests in sorted(others.items())}
    return (json.dumps(table, indent=1) + "\n").encode()


def _other_digests(
    files: Mapping[str, bytes], versions: Iterable[Mapping[str, str]]
) -> dict[str, list[str]]:
    """Return the digests of files in other versions of them, where these are others."""
    others: dict[str, list[str]] = {}
    for version in versions:
        for name, text in version.items():
            if name in files and text.encode() != files[name]:
                others.setdefault(name, []).append(digest(text.encode()))
    return others


def translated(manifest: bytes) -> dict[str, list[str]]:
    """Return the digests of files in other languages, from a manifest that was made here."""
    others: dict[str, list[str]] = json.loads(manifest).get("translated", {})
    return others
