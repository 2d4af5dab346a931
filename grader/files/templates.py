"""Finding the templates: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .plain_text import clean

if TYPE_CHECKING:
    import jinja2


def template_folders(course_folder: Path) -> list[Path]:
    """Return where templates lie: the course's own come before those that ship with tensorgrade."""
    return [course_folder / "templates", shipped_templates_folder()]


def template_text(course_folder: Path, name: str) -> str:
    """Return the text of the course's own template where it has one, else of ours."""
    places = [folder / name for folder in template_folders(course_folder)]
    path = next((each for each in places if each.is_file()), places[-1])
    return path.read_text(encoding="utf-8")


def shipped_templates_folder() -> Path:
    """Return the folder of the templates that ship with tensorgrade."""
    package = Path(__file__).parent.parent
    packaged_folder = package / "_templates"
    return packaged_folder if packaged_folder.is_dir() else package.parent / "templates"


def page_environment(folders: Sequence[Path]) -> jinja2.Environment:
    """Return what makes pages of the templates in those folders, the first that has one.

    Everything is escaped; the filter `clean` is for text of a student's.
    """
    import jinja2  # only pages need it

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["clean"] = clean
    return environment
