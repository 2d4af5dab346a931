"""Pictures and files that a notebook's prose shows: attached to its cells, or beside it."""

import base64
import binascii
import re
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from .cells import Import

_SHOWN = re.compile(
    r"(?P<before>!\[[^\]]*\]\(\s*<?|<img\b[^>]*?\bsrc\s*=\s*[\"']?)(?P<link>[^)\s>\"']+)"
)
_ELSEWHERE = re.compile(r"^(?:(?!attachment:)[a-z][a-z0-9+.-]*:|//|/|#)", re.IGNORECASE)
MOST_BYTES = 16 << 20


def carry_prose(path: Path, at: int, cell: Any, notebook: Import) -> str:
    """Return the text of a Markdown cell, its pictures carried over beside it.

    A picture that is not there is told, and its link no longer pretends to be one.
    """
    attached = cell.get("attachments") or {}

    def carry(match: re.Match[str]) -> str:
        link = match["link"]
        if _ELSEWHERE.match(link):
            return match[0]
        name = unquote(link.removeprefix("attachment:").partition("?")[0])
        content = _picture_bytes(path, name, attached if link.startswith("attachment:") else None)
        if content is None:
            notebook.lose(f"{path.name} cell {at}", f"the picture {name}, which is not there")
            return match["before"].replace("![", "[").replace("src", "title") + "#"
        name = PurePosixPath(name).name if name.startswith(("..", "attachment")) else name
        notebook.attached[str(PurePosixPath(name))] = content
        return match["before"] + name

    return _SHOWN.sub(carry, str(cell.source))


def _picture_bytes(path: Path, name: str, attached: dict[str, Any] | None) -> bytes | None:
    """Return a picture's bytes: of an attachment, else of the file beside the notebook."""
    if attached is not None:
        try:
            return base64.b64decode(next(iter(attached[name].values())), validate=False)
        except (KeyError, StopIteration, AttributeError, TypeError, binascii.Error):
            return None
    file = path.parent / name
    inside = file.resolve().is_relative_to(path.parent.resolve())
    if not inside or not file.is_file() or file.stat().st_size > MOST_BYTES:
        return None
    return file.read_bytes()
