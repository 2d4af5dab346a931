"""Which hints a student has seen: a small file in the cache folder, never beside the work."""

import hashlib
import json
from pathlib import Path

from grader.errors import GraderError
from grader.files.writing import write_whole
from grader.language import translatable

OTHERWISE = translatable("make the folder writable, or set XDG_CACHE_HOME")


class SeenHints:
    """How many stages of each hint were shown, by the work's folder and the hint's own text."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "hints.json"

    def count(self, work: Path, stages: tuple[str, ...]) -> int:
        """Return how many of those stages were shown for the work in that folder."""
        count = self._read().get(_key(work, stages), 0)
        return min(count, len(stages)) if isinstance(count, int) and count > 0 else 0

    def remember(self, work: Path, stages: tuple[str, ...], count: int) -> bool:
        """Keep how many were shown; return whether that could be written."""
        seen = {**self._read(), _key(work, stages): count}
        try:
            write_whole(self._path, json.dumps(seen, indent=1), otherwise=OTHERWISE)
        except (OSError, GraderError):
            return False
        return True

    def _read(self) -> dict[str, object]:
        """Return what is kept; a file that is not ours counts as none."""
        try:
            seen = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return seen if isinstance(seen, dict) else {}


def _key(work: Path, stages: tuple[str, ...]) -> str:
    identity = json.dumps([str(work), *stages])
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:16]
