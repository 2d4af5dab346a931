"""Reading TOML files, and the line on which a key stands."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from grader.errors import BadFile
from grader.language import tr

MAX_BYTES = 1 << 20
# A statement that takes more is not looked into: where a key stands is not worth minutes.
MAX_TRIES = 500
# How the last line of a statement over several lines ends, where it is not all one text.
_LAST_LINE = re.compile(r"""(?:[\]}]|\"{3}|'{3})\s*(?:#.*)?$""")
_TEXT = re.compile(r"""^[^=]*=\s*(\"{3}|'{3})""")
_LINE_IN_ERROR = re.compile(r"\(at line (\d+),")  # Python 3.14 has it as a field
# A path of keys and of indices from 0.
Place = tuple[str | int, ...]


def read_toml(path: Path) -> dict[str, Any]:
    """Return what a TOML file says; numbers with a point are exact decimals.

    Raises BadFile: missing, huge, not UTF-8, not TOML (with its line).
    """
    return parse_toml(path, read_toml_text(path))


def read_toml_text(path: Path) -> str:
    """Return the text of a TOML file.  Raises BadFile."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise BadFile(
            path, tr("there is no such file; put it there or start from templates/assignment")
        ) from None
    except OSError as error:
        raise BadFile(path, tr("it cannot be read ({why})", why=error.strerror)) from error
    if len(content) > MAX_BYTES:
        raise BadFile(
            path,
            tr(
                "{size} MiB are too much for a settings file; is it the right one?",
                size=len(content) >> 20,
            ),
        )
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise BadFile(
            path,
            tr("it is not UTF-8; save it as UTF-8"),
            line=content[: error.start].count(b"\n") + 1,
        ) from None


def parse_toml(path: Path, text: str) -> dict[str, Any]:
    """Return what the text of the file at `path` says.  Raises BadFile."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        place = _LINE_IN_ERROR.search(str(error))
        line = int(place[1]) if place else None
        raise BadFile(path, tr("it is not valid TOML: {error}", error=error), line=line) from None
    except RecursionError:
        raise BadFile(path, tr("it is nested too deeply; write it flat")) from None


def find_line(text: str, place: Place) -> int | None:
    """Return the line (from 1) that says `place`, or else the nearest table around it.

    `place` is a path of keys and of indices from 0 in valid TOML: `("tasks", 1, "points")`.  None
    where nothing of it stands in the text.
    """
    best, line = 0, None
    for start, keys in _statements(text):
        depth = _count_shared_keys(keys, place)
        if depth > best:
            best, line = depth, start
    return line


def _count_shared_keys(keys: Place, place: Place) -> int:
    """Return how many keys of a statement lead to `place`; 0 when it is about something else."""
    depth = min(len(keys), len(place))
    return depth if keys[:depth] == place[:depth] else 0


def _statements(text: str) -> Iterator[tuple[int, Place]]:
    """Yield each header and each key with its first line, as a path from the top of the file."""
    header: Place = ()
    counts: Counter[Place] = Counter()
    for start, first_line, values in _parse_statements(text):
        if first_line.lstrip().startswith("["):
            header = _with_indices(_key_path(values), counts, first_line.lstrip().startswith("[["))
            yield start, header
        else:
            yield start, header + _key_path(values)


def _parse_statements(text: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Yield each statement that says something: its first line's number and text, and its values.

    A statement is as many lines as it takes until they are TOML by themselves: so strings and lists
    over several lines need no parser of our own.
    """
    start, lines, tries = 1, list[str](), 0
    for number, line in enumerate(text.split("\n"), 1):
        lines.append(line)
        if len(lines) > 1 and not _may_end(lines[0], line):
            continue
        values, tries = _try_parsing("\n".join(lines)), tries + 1
        if values:
            yield start, lines[0], values
        if values is not None:
            start, lines, tries = number + 1, [], 0
        elif tries == MAX_TRIES:
            return


def _may_end(first_line: str, line: str) -> bool:
    """Return whether a statement that begins with one line may end with another."""
    text = _TEXT.match(first_line)
    return text[1] in line if text else _LAST_LINE.search(line) is not None


def _try_parsing(statement: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(statement)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def _key_path(values: dict[str, Any]) -> tuple[str, ...]:
    """Return the keys that a statement names: `a.b = 1` and `[a.b]` both give `("a", "b")`."""
    path: tuple[str, ...] = ()
    inner: Any = values
    while isinstance(inner, dict) and len(inner) == 1:
        ((key, inner),) = inner.items()
        path += (key,)
        inner = inner[0] if isinstance(inner, list) and inner == [{}] else inner
    return path


def _with_indices(keys: tuple[str, ...], counts: Counter[Place], repeated: bool) -> Place:
    """Return a header's keys with the index of each list of tables on the way."""
    path: Place = ()
    for at, key in enumerate(keys):
        path += (key,)
        if repeated and at == len(keys) - 1:
            counts[path] += 1
        if counts[path]:
            path += (counts[path] - 1,)
    return path
