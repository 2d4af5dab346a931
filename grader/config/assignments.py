"""Assignments of a course: finding them, and reading `assignment.toml` and `hidden.toml`."""

import hashlib
import json
from pathlib import Path
from typing import Any

import msgspec

from grader.errors import BadFile, CalledWrongly
from grader.files.toml import find_line, parse_toml, read_toml_text
from grader.language import join_items, tr
from grader.model import (
    Assignment,
    Carry,
    Ceilings,
    Course,
    Limits,
    Policy,
    Rule,
    Shows,
    Task,
    Tolerance,
    Tolerances,
)

from .declared import (
    AssignmentFile,
    ExpectsTable,
    HiddenFile,
    TaskTable,
    TolerancesTable,
)
from .validation import read_settings

ASSIGNMENT_FILE = "assignment.toml"
HIDDEN_FILE = "hidden.toml"
MANIFEST = "manifest.json"


def find_course(start: Path) -> Course | None:
    """Return the nearest folder upward that has `assignments/` and `solutions/`."""
    for folder in (start, *start.parents):
        if (folder / "assignments").is_dir() and (folder / "solutions").is_dir():
            return Course(folder=folder)
    return None


def find_assignment_folder(start: Path) -> Path | None:
    """Return the nearest folder upward that has an `assignment.toml`."""
    for folder in (start, *start.parents):
        if (folder / ASSIGNMENT_FILE).is_file():
            return folder
    return None


def assignment_ids(course: Course) -> list[str]:
    """Return the ids of a course's assignments, sorted."""
    return sorted(path.parent.name for path in course.assignments.glob(f"*/{ASSIGNMENT_FILE}"))


def load_course_assignment(course: Course, assignment_id: str) -> Assignment:
    """Return an assignment of a course with its hidden settings.

    Raises CalledWrongly and BadFile.
    """
    folder = course.assignments / assignment_id
    if not (folder / ASSIGNMENT_FILE).is_file():
        raise no_such_assignment(course, assignment_id)
    assignment = load_assignment(folder, course.solutions / assignment_id)
    if assignment.id != assignment_id:
        for each in (course.solutions / assignment_id, folder):
            need_folder_name(each / ASSIGNMENT_FILE)
    return assignment


def no_such_assignment(course: Course, assignment_id: str) -> CalledWrongly:
    """Return the error of an assignment that a course does not have, with those that it has."""
    names = assignment_ids(course)
    choices = tr("there is {names}", names=join_items(names)) if names else tr("there is none yet")
    sentence = tr(
        "the course in {folder} has no assignment {assignment!r}; {known}",
        folder=course.folder,
        assignment=assignment_id,
        known=choices,
    )
    return CalledWrongly(sentence)


def need_folder_name(path: Path) -> None:
    """See that an `assignment.toml` of a course, if it is there, has its folder's name as its id.

    Commands name an assignment by its folder, results by its id.  Raises BadFile.
    """
    if not path.is_file():
        return
    text, folder_name = read_toml_text(path), path.absolute().parent.name
    own_id = parse_toml(path, text).get("id")
    if own_id != folder_name:
        sentence = tr(
            "id = {id} must be the name of its folder, {folder}; change one of the two",
            id=json.dumps(own_id, ensure_ascii=False),
            folder=folder_name,
        )
        raise BadFile(path, sentence, line=find_line(text, ("id",)))


def load_assignment(folder: Path, solutions: Path | None = None) -> Assignment:
    """Return the assignment in `folder`.

    Raises BadFile with a sentence for whatever is wrong in its files.
    """
    settings = read_settings(folder / ASSIGNMENT_FILE, AssignmentFile)
    hidden = None if solutions is None else _read_hidden(solutions, settings.id)
    # What is not made anew here has the same name in the noun as in the file.
    values = msgspec.structs.asdict(settings) | {
        "tasks": tuple(_build_task(table, settings.carry) for table in settings.tasks),
        "limits": Limits(**msgspec.structs.asdict(settings.limits)),
        "tolerances": _build_tolerances(settings.tolerances),
        "cuda_tolerances": _build_cuda_tolerances(settings.tolerances),
        "files": tuple(name.removesuffix("/") for name in settings.files),
        "expects": _expected_versions(settings.expects),
        "policy": Policy(**msgspec.structs.asdict(settings.policy)),
    }
    del values["carry"]  # each task has its own
    return Assignment(
        folder=folder,
        solutions=solutions,
        language=values.pop("lang"),
        visible_seed=values.pop("seed"),
        hidden_seed=None if hidden is None else hidden.seed,
        grading_seed=None if hidden is None else hidden.grading_seed,
        hidden_shows=Shows.TITLE if hidden is None else hidden.shows,
        ceilings=Ceilings(**msgspec.structs.asdict(values.pop("intake"))),
        **values,
    )


def file_digest(content: bytes) -> str:
    """Return the digest of a file, as a manifest has it."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def handed_out_digests(assignment: Assignment) -> dict[str, str]:
    """Return the digests of the files that students got, by name, from the assignment's manifest.

    Empty without one.
    """
    return {name: str(each) for name, each in _read_manifest_table(assignment, "files").items()}


def untouched_digests(assignment: Assignment) -> dict[str, tuple[str, ...]]:
    """Return the digests that a file has as it was handed out, by name: one a language."""
    digests: dict[str, tuple[str, ...]] = {
        name: (each,) for name, each in handed_out_digests(assignment).items()
    }
    for name, others in _read_manifest_table(assignment, "translated").items():
        if isinstance(others, list):
            digests[name] = (*digests.get(name, ()), *map(str, others))
    return digests


def _read_manifest_table(assignment: Assignment, key: str) -> dict[str, Any]:
    """Return a table of the assignment's manifest; empty where there is none."""
    try:
        text = (assignment.folder / MANIFEST).read_text(encoding="utf-8")
        table = json.loads(text)[key]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {str(name): value for name, value in table.items()} if isinstance(table, dict) else {}


def _read_hidden(solutions: Path, assignment_id: str) -> HiddenFile:
    if not solutions.is_dir():
        raise BadFile(
            solutions,
            tr("the assignment has no solutions; make this folder with its reference files"),
        )
    path = solutions / HIDDEN_FILE
    if not path.exists():
        sentence = tr(
            "there is no such file; draw its secret seeds: grade seeds {assignment}",
            assignment=assignment_id,
        )
        raise BadFile(path, sentence)
    return read_settings(path, HiddenFile)


def _build_task(table: TaskTable, carry: Carry) -> Task:
    """Return the task of a table; keys that were left out are filled in."""
    filled_in = {
        "title": table.id if table.title is None else table.title,
        "file": table.file_name,
        "by_hand": table.marked_by_hand,
        "rules": tuple(Rule(forbid=rule.forbid, say=rule.say) for rule in table.rules),
        "carry": carry if table.carry is None else table.carry,
        "server": table.server_kind,
        "heading": table.id if table.heading is None else table.heading,
    }
    values = msgspec.structs.asdict(table) | filled_in
    del values["device"]  # the server's kind says it
    return Task(**values)


def _build_tolerances(table: TolerancesTable) -> Tolerances:
    wide, narrow = table.float64, table.float32
    return Tolerances(
        float64=Tolerance(absolute=wide.atol, relative=wide.rtol),
        float32=Tolerance(absolute=narrow.atol, relative=narrow.rtol),
    )


def _build_cuda_tolerances(table: TolerancesTable) -> Tolerances | None:
    """Return the tolerances on a GPU; what is not said there is as on a CPU."""
    if table.cuda is None:
        return None
    usual = {"float64": table.float64, "float32": table.float32}
    own_tables = {name: each for name, each in msgspec.structs.asdict(table.cuda).items() if each}
    return _build_tolerances(TolerancesTable(**usual | own_tables))


def _expected_versions(table: ExpectsTable) -> tuple[tuple[str, str], ...]:
    versions = msgspec.structs.asdict(table).items()
    return tuple(sorted((name, str(version)) for name, version in versions if version is not None))
