"""A new assignment from a template: a folder of the shape of `solutions/<id>/`."""

import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from grader.config import ASSIGNMENT_FILE, HIDDEN_FILE
from grader.errors import CalledWrongly
from grader.files.staff_files import read_text
from grader.files.templates import shipped_templates_folder
from grader.files.writing import MAKE_ROOM, write_below, writing
from grader.model import Course

from .making import write_files
from .seeds import SecretSeeds, with_seeds

STANDARD = "assignment"
LEFT_OUT = shutil.ignore_patterns("__pycache__", "transcripts", "mistakes", ".*")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


def find_template(course: Course, template: str) -> Path:
    """Return the folder of a template.

    A path, a name in the course's `templates/`, an assignment of the course, or one of
    tensorgrade's own. Raises CalledWrongly.
    """
    places = (Path(template), course.folder / "templates" / template, course.solutions / template)
    for folder in (*places, shipped_templates_folder() / template):
        if (folder / ASSIGNMENT_FILE).is_file():
            return folder
    raise CalledWrongly(
        f"there is no template {template!r}: no folder of that name, in"
        f" {course.folder / 'templates'} or in {course.solutions}, has an {ASSIGNMENT_FILE}; name a"
        " folder, or leave --from out"
    )


def start_assignment(
    course: Course, name: str, template: Path, *, seed: int, secret: SecretSeeds
) -> Path:
    """Make `solutions/<name>/` of the template and `assignments/<name>/` of that.

    `seed` is that of the visible checks.  Raises CalledWrongly and BadFile; then nothing is left.
    """
    settings = _with_value(_read_optional(template / ASSIGNMENT_FILE), "id", f'"{name}"')
    files = {
        ASSIGNMENT_FILE: _with_value(settings, "seed", str(seed)),
        HIDDEN_FILE: with_seeds(_read_optional(template / HIDDEN_FILE), secret),
    }
    return install(course, name, files, copied_folder=template)


def install(
    course: Course,
    name: str,
    files: Mapping[str, str | bytes],
    *,
    copied_folder: Path | None = None,
) -> Path:
    """Write these files as `solutions/<name>/`, over a copy of the folder `copied_folder`.

    Makes `assignments/<name>/` too.  Whole or not at all.  Raise CalledWrongly when the name is
    taken or no name, BadFile when nothing can be made of it, CannotWrite.
    """
    source, made_folder = _free_folders(course, name)
    with writing(course.folder, MAKE_ROOM):
        course.solutions.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=course.solutions, prefix=".new-") as workshop:
            draft = Path(workshop) / "solutions" / name
            if copied_folder is not None:
                shutil.copytree(copied_folder, draft, ignore=LEFT_OUT)
            write_below(draft, files)
            write_files(Course(folder=Path(workshop)), name)
            course.assignments.mkdir(parents=True, exist_ok=True)
            draft.replace(source)
            (Path(workshop) / "assignments" / name).replace(made_folder)
    return source


def _free_folders(course: Course, name: str) -> tuple[Path, Path]:
    """Return the two folders of a new assignment.  Raises CalledWrongly when there is one so."""
    if not _NAME.fullmatch(name):
        raise CalledWrongly(
            f"{name!r} cannot name an assignment; use letters, digits, - and _, such as homework-1"
        )
    source, made_folder = course.solutions / name, course.assignments / name
    for folder in (source, made_folder):
        if folder.exists():
            raise CalledWrongly(f"{folder} is there already; take another name, or move it away")
    return source, made_folder


def _with_value(text: str, key: str, value: str) -> str:
    """Return a TOML text with another value for a key of its top, added where it is not there."""
    line = re.compile(rf"^{key}\s*=.*$", re.MULTILINE)
    top, mark, tables = text.partition("\n[")
    new_top, times = line.subn(f"{key} = {value}", top, count=1)
    return (new_top if times else f"{key} = {value}\n{top}") + mark + tables


def _read_optional(path: Path) -> str:
    return read_text(path).removeprefix("\ufeff") if path.is_file() else ""
