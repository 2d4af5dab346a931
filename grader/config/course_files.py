"""Files that a course gives beside the stubs: `files` in assignment.toml."""

from pathlib import Path

from grader.errors import CalledWrongly
from grader.language import tr
from grader.model import Assignment, SubmittedFile


def read_course_files(assignment: Assignment) -> tuple[SubmittedFile, ...]:
    """Return the files that student code may read, by the names that it uses.

    Of a folder each file.  They lie where students get them, and before that is made in the
    solutions.  Raises CalledWrongly for one that is in neither.
    """
    files: dict[str, bytes] = {}
    for name in assignment.files:
        top, path = _find_file(assignment, name)
        paths = sorted(path.rglob("*")) if path.is_dir() else [path]
        for each in paths:
            if each.is_file() and "__pycache__" not in each.parts:
                files[each.relative_to(top).as_posix()] = each.read_bytes()
    return tuple(SubmittedFile(name=name, content=content) for name, content in files.items())


def _find_file(assignment: Assignment, name: str) -> tuple[Path, Path]:
    for folder in (assignment.folder, assignment.solutions):
        if folder is not None and (folder / name).exists():
            return folder, folder / name
    raise CalledWrongly(
        tr(
            "{place} is not there, though `files` in assignment.toml names it; put it "
            "there, or take it out of `files`",
            place=assignment.folder / name,
        )
    )
