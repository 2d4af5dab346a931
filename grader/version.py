"""Version, which `pyproject.toml` reads from here, and those of what judges beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.model import Versions

__version__ = "0.1.0"


def versions() -> Versions:
    """Return the versions of what judges on this machine; nothing is imported to ask."""
    import platform
    from importlib import metadata

    from grader.model import Versions

    try:
        torch: str | None = metadata.version("torch")
    except metadata.PackageNotFoundError:
        torch = None
    return Versions(
        grader=__version__,
        python=platform.python_version(),
        numpy=metadata.version("numpy"),
        torch=torch,
    )
