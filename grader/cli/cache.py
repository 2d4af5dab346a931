"""The folder of what can be made anew, on this machine and for this person."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path


def cache_folder(environment: Mapping[str, str] = os.environ, home: Path | None = None) -> Path:
    """Return where this platform keeps caches; the folder may not be there yet."""
    if environment.get("XDG_CACHE_HOME"):
        return Path(environment["XDG_CACHE_HOME"]) / "tensorgrade"
    if sys.platform == "win32" and environment.get("LOCALAPPDATA"):
        return Path(environment["LOCALAPPDATA"]) / "tensorgrade" / "Cache"
    own = "Library/Caches" if sys.platform == "darwin" else ".cache"
    return (home or Path.home()) / own / "tensorgrade"
