"""What was proved, by what it was proved of: work that did not change is not done again.

One JSON file, `solutions/<id>/proof.json`.  It holds digests, check ids and numbers, and is worth
nothing without the files that it is about: `docs/decisions/0011-proofs-are-kept.md` says why it
stands there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from grader.errors import BadFile

NAME = "proof.json"
FORMAT = 2


class _Entry(msgspec.Struct, frozen=True):
    key: str
    value: Any


class _File(msgspec.Struct):
    format: int
    entries: dict[str, _Entry]


class Store:
    """Kept work by name; an entry holds as long as its key is the same."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._entries = _read(path)

    def get(self, name: str, key: str) -> Any:
        """What was kept under that name and key; None when there is nothing."""
        entry = self._entries.get(name)
        return entry.value if entry is not None and entry.key == key else None

    def values(self, prefix: str) -> list[Any]:
        """Everything that is kept under names of that prefix."""
        return [entry.value for name, entry in self._entries.items() if name.startswith(prefix)]

    def put(self, name: str, key: str, value: Any) -> None:
        """Keeps plain data."""
        self._entries[name] = _Entry(key, value)

    def forget(self, prefix: str, names: set[str]) -> None:
        """Drops the entries of that prefix that are not among `names`.

        What they were about is no more.
        """
        for name in [
            name for name in self._entries if name.startswith(prefix) and name not in names
        ]:
            del self._entries[name]

    def save(self) -> None:
        """Writes the file whole or not at all."""
        beside = self.path.with_name(self.path.name + ".part")
        text = msgspec.json.encode(_File(FORMAT, dict(sorted(self._entries.items()))))
        beside.write_bytes(msgspec.json.format(text, indent=1) + b"\n")
        beside.replace(self.path)


def _read(path: Path) -> dict[str, _Entry]:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise BadFile(
            path, f"it cannot be read ({error.strerror}); delete it and run `grade verify` again"
        ) from error
    try:
        file = msgspec.json.decode(raw, type=_File)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadFile(
            path, f"this is no kept proof ({error}); delete it and run `grade verify` again"
        ) from error
    return file.entries if file.format == FORMAT else {}
