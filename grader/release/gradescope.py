"""Zip that Gradescope builds an autograder from:

`setup.sh`, `run_autograder`, and what they need.

Gradescope unpacks it to /autograder/source, copies run_autograder one folder up, runs setup.sh
once, and run_autograder for each submission, which then lies in /autograder/submission.
https://gradescope-autograders.readthedocs.io/en/latest/specs/

It holds the hidden checks with their recorded answers, and no reference: solutions stay with the
staff.
"""

from pathlib import Path
from string import Template

from grader import __version__
from grader.files.staff_files import read_plain
from grader.files.templates import template_text
from grader.files.writing import write_whole
from grader.files.zips import zip_bytes
from grader.language import Language
from grader.model import Assignment, Course
from grader.version import versions

from .packing import read_check_files, release_files
from .translating.course_catalogue import read_catalogue_files
from .wheel import Wheel

SETUP, RUN = "setup.sh", "run_autograder"


def write_gradescope_zip(
    course: Course,
    assignment: Assignment,
    out: Path,
    *,
    trusted: bool = False,
    wheel: Wheel | None = None,
    language: Language | None = None,
) -> Path:
    """Write `out/<id>-gradescope.zip`; return its path.

    Its pages are in `language`, else in the assignment's own.  `trusted` says that it also runs
    where the kernel cannot keep student code away from the hidden checks; `wheel` is a tensorgrade
    to install in place of the one that pip finds.
    """
    files = gradescope_files(course, assignment, trusted=trusted, language=language)
    if wheel is not None:
        files[wheel.name] = wheel.content
    path = out / f"{assignment.id}-gradescope.zip"
    write_whole(path, zip_bytes(dict(sorted(files.items())), executable=(SETUP, RUN)))
    return path


def gradescope_files(
    course: Course,
    assignment: Assignment,
    *,
    trusted: bool = False,
    language: Language | None = None,
) -> dict[str, bytes]:
    """Return all that is in the zip, by name."""
    hidden = {
        "hidden.toml": read_plain(assignment.reference_folder / "hidden.toml"),
        **read_check_files(assignment.reference_folder),
        **read_catalogue_files(assignment.reference_folder),
    }
    released = release_files(course, assignment, language=language)
    values = _template_values("--trust-submissions" if trusted else "")
    scripts = {
        name: _fill_template(template_text(course.folder, f"gradescope/{name}"), values).encode()
        for name in (SETUP, RUN)
    }
    return {
        **{f"assignment/{name}": content for name, content in released.items()},
        **{f"hidden/{name}": content for name, content in hidden.items()},
        **scripts,
    }


def _template_values(options: str) -> dict[str, str]:
    """Return what stands in the scripts for each `$name` of the templates."""
    version_info = versions()
    return {
        "python": ".".join(version_info.python.split(".")[:2]),
        "torch": (version_info.torch or "").partition("+")[0],
        "numpy": version_info.numpy,
        "version": __version__,
        "options": options,
    }


def _fill_template(text: str, values: dict[str, str]) -> str:
    """Return a template with its values, without spaces at the ends of lines."""
    text = Template(text).safe_substitute(values)
    return "\n".join(line.rstrip() for line in text.split("\n"))
