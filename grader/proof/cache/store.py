"""A cache of proofs.

Each is kept under a digest of its inputs and reused while that digest is the same.

One JSON file, `solutions/<id>/proof.json`.  It holds digests, check ids and numbers, and is worth
nothing without the files that it is about: `docs/decisions/0011-proofs-are-kept.md` says why it
stands there.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

import msgspec

from grader.errors import BadFile
from grader.nouns import frozen

NAME = "proof.json"
FORMAT = 3

Item = TypeVar("Item")
Value = TypeVar("Value")


class Slot(NamedTuple):
    """A place for a value, and the digest of what it depends on."""

    name: str
    key: str


@frozen
class Completed(Generic[Item, Value]):
    """A value for each item that could be worked out, and how many of them were known before."""

    values: dict[Item, Value]
    known: int


class _Kept(msgspec.Struct, frozen=True):
    key: str
    value: msgspec.Raw


class _File(msgspec.Struct):
    format: int
    entries: dict[str, _Kept]


class Store:
    """Kept values by name; a value holds as long as its key is the same."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._entries = _read_entries(path)

    def get(self, slot: Slot, kind: type[Value]) -> Value | None:
        """Return what is kept in a slot; None when there is nothing, or nothing of that type."""
        entry = self._entries.get(slot.name)
        return _decode(entry, kind) if entry is not None and entry.key == slot.key else None

    def put(self, slot: Slot, value: object) -> None:
        """Keep a struct, or plain data."""
        self._entries[slot.name] = _Kept(slot.key, msgspec.Raw(msgspec.json.encode(value)))

    def recall(
        self, slot: Slot, kind: type[Value], find: Callable[[], Value]
    ) -> tuple[Value, bool]:
        """Return what is kept in a slot, else what `find` returns; and whether it was kept."""
        value = self.get(slot, kind)
        if value is not None:
            return value, True
        value = find()
        self.put(slot, value)
        return value, False

    def values(self, prefix: str, kind: type[Value]) -> list[Value]:
        """Return everything that is kept under names of that prefix."""
        entries = [entry for name, entry in self._entries.items() if name.startswith(prefix)]
        decoded = (_decode(entry, kind) for entry in entries)
        return [value for value in decoded if value is not None]

    def complete(
        self,
        slots: Mapping[Item, Slot],
        kind: type[Value],
        work: Callable[[list[Item], dict[Item, Value]], Iterable[tuple[Item, Value]]],
        *,
        holds: Callable[[Value], bool] = lambda value: True,
    ) -> Completed[Item, Value]:
        """Return what is kept for each item; work out the others and keep them.

        `holds` says whether a kept value needs no work.  `work` gets the items that need some and
        what was kept for all of them; what it leaves out is not kept.
        """
        stored = {
            item: value
            for item, slot in slots.items()
            if (value := self.get(slot, kind)) is not None
        }
        values = {item: value for item, value in stored.items() if holds(value)}
        known_count = len(values)
        for item, value in work([item for item in slots if item not in values], stored):
            values[item] = value
            self.put(slots[item], value)
        return Completed(values, known_count)

    def forget(self, prefix: str, slots: Iterable[Slot]) -> None:
        """Drop the entries of that prefix that are in none of the slots: their subject is gone."""
        names = {slot.name for slot in slots}
        self._entries = {
            name: entry
            for name, entry in self._entries.items()
            if not name.startswith(prefix) or name in names
        }

    def save(self) -> None:
        """Write the file whole or not at all.  Raise BadFile where it cannot be written."""
        beside = self.path.with_name(self.path.name + ".part")
        text = msgspec.json.encode(_File(FORMAT, dict(sorted(self._entries.items()))))
        try:
            beside.write_bytes(msgspec.json.format(text, indent=1) + b"\n")
            beside.replace(self.path)
        except OSError as error:
            raise BadFile(
                self.path,
                f"what was proved cannot be kept ({error.strerror}); make room or mend the"
                " folder's rights, then run `grade verify` again",
            ) from error


def _decode(entry: _Kept, kind: type[Value]) -> Value | None:
    try:
        return msgspec.json.decode(entry.value, type=kind)
    except msgspec.DecodeError:  # kept by another version: proved again
        return None


def _read_entries(path: Path) -> dict[str, _Kept]:
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
