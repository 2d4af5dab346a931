"""Archives, made member by member."""

from __future__ import annotations

import io
import zipfile


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", how) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return held.getvalue()
