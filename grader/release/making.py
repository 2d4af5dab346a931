"""Making `assignments/<id>/` from `solutions/<id>/`.

Stubs, handout, settings, rubric, answer sheet.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from grader.checking.answerers.transcripts import recording_files, transcript_task
from grader.config import (
    ASSIGNMENT_FILE,
    MANIFEST,
    file_digest,
    handed_out_digests,
    load_assignment,
    need_folder_name,
)
from grader.errors import BadFile
from grader.files.markers import without_hidden
from grader.files.regions import answer_sheet, stub_text
from grader.files.staff_files import read_text
from grader.files.toml import read_toml
from grader.files.writing import MAKE_ROOM, write_whole
from grader.language import Language, speak, tr
from grader.model import Assignment, Course, Task

from .given import need_nothing_more, read_given_files
from .translating.course_catalogue import find_languages, written_language
from .translating.translated_files import TranslatedFiles, build_students_catalogues

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
    need_folder_name(source / ASSIGNMENT_FILE)
    assignment = load_assignment(source)
    texts_by_language = {
        each: _make_texts(source, assignment, each) for each in (None, *find_languages(source))
    }
    texts = texts_by_language.pop(language)
    files = {name: text.encode() for name, text in texts.items()}
    files |= TranslatedFiles.of(source, language).read_given(read_given_files(assignment, source))
    need_nothing_more(assignment, source, files)
    files |= build_students_catalogues(course, assignment)
    handed_in = {task.file: files[task.file] for task in assignment.tasks}
    files[MANIFEST] = build_manifest(files, _other_digests(handed_in, texts_by_language.values()))
    return files


def _make_texts(source: Path, assignment: Assignment, language: Language | None) -> dict[str, str]:
    """Return the made files that are texts, by name, in a language; None is the assignment's."""
    translated_files = TranslatedFiles.of(source, language)
    with speak(language or written_language(assignment, source)):
        settings = read_text(source / ASSIGNMENT_FILE)
        texts = {ASSIGNMENT_FILE: translated_files.with_language(settings)}
        for task in assignment.tasks:
            texts[task.file] = _make_task_file(source, task, translated_files)
            texts |= _make_visible_checks(source, f"checks/test_{task.id}.py")
        table = task_table(translated_files.translate_titles(assignment))
        texts["handout.md"] = read_text(translated_files.prose_path("handout.md")).replace(
            TASKS_MARK, table
        )
        for name in COPIED:
            if (source / name).is_file():
                texts[name] = translated_files.translate_settings(read_text(source / name))
    return texts


def _make_task_file(source: Path, task: Task, translated_files: TranslatedFiles) -> str:
    """Return a task's file as students get it: a stub, or a sheet to write the answer in."""
    if task.by_hand:
        path = translated_files.prose_path(task.file)
        return answer_sheet(path, read_text(path))
    path = source / task.file
    return translated_files.translate_code(path, stub_text(path, read_text(path), task.defines))


def write_files(course: Course, assignment_id: str) -> list[str]:
    """Write the made files into `assignments/<id>/`; return the names of those that changed.

    Raises CannotWrite.
    """
    folder = course.assignments / assignment_id
    changed_names = []
    for name, content in make_files(course, assignment_id).items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != content:
            write_whole(path, content, otherwise=MAKE_ROOM)
            changed_names.append(name)
    return changed_names


def remove_old_files(course: Course, assignment_id: str) -> list[str]:
    """Remove what was made before and is not made now; return the names.

    A file that somebody changed since stays.  With a task go the recordings of its checks, which
    nobody writes by hand.  Call it before `write_files`, which forgets what was made.
    """
    folder = course.assignments / assignment_id
    made_files = make_files(course, assignment_id)
    old_digests = (
        handed_out_digests(load_assignment(folder)) if (folder / ASSIGNMENT_FILE).is_file() else {}
    )
    source = course.solutions / assignment_id
    tasks = {task.id for task in load_assignment(source).tasks}
    old_paths = [
        folder / name
        for name, was in old_digests.items()
        if name not in made_files and _is_unchanged(folder / name, was)
    ]
    old_paths += [*_other_recordings(folder, tasks), *_other_recordings(source, tasks)]
    for path in old_paths:
        path.unlink()
    return [path.relative_to(course.folder).as_posix() for path in old_paths]


def _other_recordings(folder: Path, tasks: set[str]) -> list[Path]:
    recordings = recording_files(folder / "checks")
    return [path for path in recordings if transcript_task(path) not in tasks]


def _is_unchanged(path: Path, was: str) -> bool:
    return path.is_file() and file_digest(_with_plain_ends(path.read_bytes())) == was


def _with_plain_ends(content: bytes) -> bytes:
    """Return a file's content with the line ends that it was made with, if it is a text."""
    return content if b"\0" in content else content.replace(b"\r\n", b"\n")


def find_outdated_files(course: Course, assignment_id: str) -> list[str]:
    """Return the made files that are not what `solutions/<id>/` makes now, by name."""
    folder = course.assignments / assignment_id
    made_files = make_files(course, assignment_id)
    return [name for name, content in made_files.items() if _differs(folder / name, content)]


def _differs(path: Path, content: bytes) -> bool:
    """Return whether a file is not there, or has another content but for its line ends."""
    return not path.is_file() or _with_plain_ends(path.read_bytes()) != _with_plain_ends(content)


def find_changed_settings(course: Course, assignment_id: str) -> list[str]:
    """Return of settings and rubric, which are copied as they are, those that are another's copy.

    They are what a class is graded by; no other file has to be made to tell.
    """
    source, folder = course.solutions / assignment_id, course.assignments / assignment_id
    names = (ASSIGNMENT_FILE, *(name for name in COPIED if (source / name).is_file()))
    return [name for name in names if _differs(folder / name, read_text(source / name).encode())]


def task_table(assignment: Assignment) -> str:
    """Return the handout's table of tasks and points, in Markdown."""
    head = tr("| task | file | points | of these by hidden checks | |")
    rows = [head, "|---|---|---|---|---|"]
    for task in assignment.tasks:
        hidden = tr("marked by a person") if task.by_hand else str(task.hidden_points)
        rows.append(f"| `{task.id}` | {task.file} | {task.points} | {hidden} | {task.title} |")
    rows.append(f"| | | **{assignment.points}** | **{assignment.hidden_points}** | |")
    return "\n".join(rows)


def _make_visible_checks(source: Path, name: str) -> dict[str, str]:
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
        visible_checks = _make_visible_checks(source, name)
        if not visible_checks and not (course.assignments / assignment_id / name).is_file():
            raise BadFile(
                source / name,
                "it marks no hidden tests, so all of its checks are hidden, but the task has"
                f" {task.visible_points} visible points; put ### BEGIN HIDDEN TESTS and ### END"
                " HIDDEN TESTS around the hidden ones (around nothing, at its end, if all are"
                " visible)",
            )


def build_manifest(files: Mapping[str, bytes], other_digests: Mapping[str, list[str]]) -> bytes:
    """Return digests of what was handed out, so that an untouched file can be told.

    `other_digests` are the digests that files have in other languages: students may hand in one of
    these.
    """
    table: dict[str, Any] = {
        "format": MANIFEST_FORMAT,
        "files": {name: file_digest(content) for name, content in sorted(files.items())},
    }
    if other_digests:
        table["translated"] = dict(sorted(other_digests.items()))
    return (json.dumps(table, indent=1) + "\n").encode()


def _other_digests(
    files: Mapping[str, bytes], versions: Iterable[Mapping[str, str]]
) -> dict[str, list[str]]:
    """Return the digests of files in other versions of them, where these are others."""
    other_digests: dict[str, list[str]] = {}
    for version in versions:
        for name, text in version.items():
            if name in files and text.encode() != files[name]:
                other_digests.setdefault(name, []).append(file_digest(text.encode()))
    return other_digests
