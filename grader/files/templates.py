"""Finding the templates: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path


def templates_folder() -> Path:
    """Return the folder of the templates that ship with tensorgrade."""
    package = Path(__file__).parent.parent
    inside = package / "_templates"
    return inside if inside.is_dir() else package.parent / "templates"
