"""Files that a teacher gives beside the stubs, as `assignment.toml` declares them.

And what stubs and handout need that students would not get.
"""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from grader.errors import BadFile
from grader.files.zips import Files
from grader.model import Assignment

from .students.own_files import Needs, files_below

# What lies in `solutions/<id>/` for the staff alone.
STAFF_FOLDERS = ("checks", "wrong", "honest", "equivalent", "lang")
STAFF_FILES = ("hidden.toml", "equivalent.toml", "proof.json")
_FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_TARGET = r"\[[^\]]*\]\(\s*(?:<([^>]*)>|([^)\s]+))"
_PICTURE = re.compile(
    rf"!{_TARGET}|<img\b[^>]*?\bsrc\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\"'\s>]+))"
)
_LINK = re.compile(rf"(?<!!){_TARGET}")
_ELSEWHERE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|/|#)", re.IGNORECASE)


def read_given_files(assignment: Assignment, source: Path) -> Files:
    """Return the files that the course gives, by name; those of a folder one by one.

    Raises BadFile for one that is not there, and for an empty folder.
    """
    files: Files = {}
    for name in assignment.files:
        path = source / name
        paths_inside = files_below(path) if path.is_dir() else {}
        if path.is_file():
            files[name] = path.read_bytes()
        elif not paths_inside:
            raise BadFile(
                source / "assignment.toml",
                f"files names {name!r}, but there is no such file in {source}; put it there, or"
                " take it out",
            )
        files |= {f"{name}/{below}": each.read_bytes() for below, each in paths_inside.items()}
    return files


def need_nothing_more(assignment: Assignment, source: Path, made_files: Files) -> None:
    """See that students get all that stubs and handout need.

    Raises BadFile with a sentence for each file that is neither made nor declared.
    """
    missing = list(
        dict.fromkeys(
            [*_code_needs(assignment, source, made_files), *_handout_needs(source, made_files)]
        )
    )
    if missing:
        raise BadFile(source / "assignment.toml", "\n".join(missing))


def _code_needs(assignment: Assignment, source: Path, made_files: Files) -> Iterator[str]:
    """Yield what stubs and given modules import or read of files that stay with the staff."""
    paths_beside = {
        name: path
        for name, path in files_below(source).items()
        if name.partition("/")[0] not in STAFF_FOLDERS and name not in STAFF_FILES
    }
    for name in sorted(
        name for name in made_files if name.endswith(".py") and name in paths_beside
    ):
        if name.startswith("checks/"):
            continue
        needs = Needs(paths_beside, frozenset(assignment.packages))
        for path in sorted(set(needs.find_in_text(name, made_files[name])) - set(made_files)):
            yield f"{name} needs {path}, which students do not get; {_declare(path)}"


def _handout_needs(source: Path, made_files: Files) -> Iterator[str]:
    """Yield the pictures and files that the handout shows and students do not get."""
    text = _FENCED.sub("", made_files["handout.md"].decode())
    for name in _shown_names(text, source):
        if name in made_files or name.startswith("checks/"):
            continue
        if (source / name).is_file():
            yield f"handout.md shows {name}, which students do not get; {_declare(name)}"
        else:
            yield f"handout.md shows {name}, which is not in {source}; put it there and declare it"


def _shown_names(text: str, source: Path) -> list[str]:
    """Return the pictures that a text shows, and the files of the solutions that it links to."""
    pictures = ["".join(link) for link in _PICTURE.findall(text)]
    links = ["".join(link) for link in _LINK.findall(text)]
    links = [link for link in links if (source / _link_path(link)).is_file()]
    return [_link_path(link) for link in (*pictures, *links) if not _ELSEWHERE.match(link)]


def _link_path(link: str) -> str:
    return str(PurePosixPath(unquote(link.partition("#")[0].partition("?")[0])))


def _declare(name: str) -> str:
    return f'declare it in assignment.toml: files = ["{name}"]'
