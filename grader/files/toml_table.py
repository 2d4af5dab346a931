"""A table of a TOML file that knows where it stands, so that whatever is wrong in it can be said
with its place.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from grader.errors import BadFile

MAX_BYTES = 1 << 20


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file.  Raises BadFile: missing, huge, not UTF-8, not TOML (with its line)."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise BadFile(
            path, "there is no such file; put it there or start from templates/assignment"
        ) from None
    except OSError as error:
        raise BadFile(path, f"it cannot be read ({error.strerror})") from error
    if len(raw) > MAX_BYTES:
        raise BadFile(
            path, f"{len(raw) >> 20} MiB are too much for a settings file; is it the right one?"
        )
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadFile(
            path, "it is not UTF-8; save it as UTF-8", line=raw[: error.start].count(b"\n") + 1
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise BadFile(path, f"it is not valid TOML: {error}") from None
    except RecursionError:
        raise BadFile(path, "it is nested too deeply; write it flat") from None


class TomlTable:
    """A TOML table that says in which file, and in which key, something is wrong."""

    def __init__(self, path: Path, values: dict[str, Any], place: str = "") -> None:
        self._path = path
        self._values = values
        self._place = place

    def wrong(self, problem: str) -> BadFile:
        return BadFile(self._path, problem)

    def items(self) -> Iterator[tuple[str, Any]]:
        return iter(self._values.items())

    def _get(self, key: str, kinds: tuple[type, ...], words: str, default: Any) -> Any:
        value = self._values.get(key, default)
        if value is None:
            raise self.wrong(f"{self._place}{key} is missing; give it {words}")
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise self.wrong(f"{self._place}{key} must be {words}, not {value!r}")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        return str(self._get(key, (str,), "a text", default))

    def integer(self, key: str) -> int:
        return int(self._get(key, (int,), "a whole number", None))

    def whole(self, key: str, default: int) -> int:
        value = int(self._get(key, (int,), "a whole number", default))
        if value < 1:
            raise self.wrong(f"{self._place}{key} must be above zero, not {value}")
        return value

    def counted(self, key: str, most: int, default: int = 0) -> int:
        value = int(self._get(key, (int,), "a whole number", default))
        if not 0 <= value <= most:
            raise self.wrong(f"{self._place}{key} must be from 0 to {most}, not {value}")
        return value

    def moment(self, key: str) -> datetime | None:
        if not self.has(key):
            return None
        words = "a date and time without quotation marks, such as 2026-12-01T23:59:00+01:00"
        value: datetime = self._get(key, (datetime,), words, None)
        if value.tzinfo is None:
            raise self.wrong(
                f"{self._place}{key} = {value.isoformat()} has no zone; write for example +01:00"
                " behind it"
            )
        if not 2000 <= value.year <= 2200:
            raise self.wrong(f"{self._place}{key} is in the year {value.year}; is that meant?")
        return value

    def has(self, key: str) -> bool:
        return key in self._values

    def boolean(self, key: str, default: bool) -> bool:
        return bool(self._get(key, (bool,), "true or false", default))

    def positive(self, key: str, default: float) -> float:
        value = float(self._get(key, (int, float), "a number", default))
        if not 0 < value < float("inf"):
            raise self.wrong(f"{self._place}{key} must be above zero, not {value:g}")
        return value

    def points(self, key: str, default: Decimal | None = None) -> Decimal:
        value = self._get(key, (int, float, str, Decimal), "a number of points", default)
        try:
            points = Decimal(str(value))
        except InvalidOperation:
            raise self.wrong(
                f"{self._place}{key} must be a number of points, not {value!r}"
            ) from None
        if not points.is_finite() or points < 0:
            raise self.wrong(f"{self._place}{key} must be zero or more, not {value!r}")
        return points

    def texts(self, key: str) -> tuple[str, ...]:
        values = self._get(key, (list,), "a list of texts", [])
        if not all(isinstance(value, str) for value in values):
            raise self.wrong(f"{self._place}{key} must be a list of texts")
        return tuple(values)

    def table(self, key: str) -> TomlTable:
        return TomlTable(self._path, self._get(key, (dict,), "a table", {}), f"{self._place}{key}.")

    def tables(self, key: str) -> list[TomlTable]:
        values = self._get(key, (list,), "a list of tables", [])
        if not all(isinstance(value, dict) for value in values):
            raise self.wrong(f"{self._place}{key} must be a list of tables: write [[{key}]]")
        return [TomlTable(self._path, value, f"{key}[{at}].") for at, value in enumerate(values, 1)]
