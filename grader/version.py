"""Version, which `pyproject.toml` reads from here, and those of what judges beside it."""

from __future__ import annotations

import functools
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.model import Versions

__version__ = "0.1.0"
_ENDING = ".dist-info"


@functools.cache
def versions() -> Versions:
    """Return the versions of what judges on this machine; nothing is imported to ask."""
    import platform

    from grader.model import Versions

    return Versions(
        grader=__version__,
        python=platform.python_version(),
        numpy=_installed_version("numpy") or "",
        torch=_installed_version("torch"),
    )


def _installed_version(package: str) -> str | None:
    """Return the version of a package that is installed; None where it is not.

    It stands in the name of the folder with the package's metadata.  Where there is no such
    folder, or more than one, Python's own `importlib.metadata` is asked; to import that takes
    longer than all else that an unchanged `grade check` does.
    """
    if find_spec(package) is None:
        return None
    for place in sys.path:
        names = [path.name for path in Path(place).glob(f"{package}-*{_ENDING}")]
        if len(names) == 1:
            return names[0].removesuffix(_ENDING).partition("-")[2]
        if names:
            break
    from importlib import metadata

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None
