"""Opening the gradebook that a command works on."""

from __future__ import annotations

from pathlib import Path

from grader.errors import CalledWrongly
from grader.files.writing import writing
from grader.gradebook.contract import Gradebook

MISSING_EXTRA = 'The gradebook needs the staff extra: pip install "tensorgrade[staff]"'


def open_gradebook(path: Path, *, new: bool = True) -> Gradebook:
    """Open the gradebook at a path; with `new` it is made where there is none.

    Raises CalledWrongly without the staff extra and for a gradebook that should be there and is
    not, CannotWrite for a folder that cannot be made, GradebookError for one that is damaged.
    """
    try:  # optional packages: imported when a gradebook is opened, not when its commands are
        import jinja2  # noqa: F401  the pages need it
        import rich  # noqa: F401  the progress bar needs it

        from grader.gradebook.sqlite import SqliteGradebook
    except ImportError as error:
        raise CalledWrongly(MISSING_EXTRA) from error
    if not new and not path.is_file():
        raise CalledWrongly(
            f"there is no gradebook at {path}; run `grade batch` first, or name another with"
            " --gradebook"
        )
    with writing(path.parent, "name another place with --gradebook"):
        path.parent.mkdir(parents=True, exist_ok=True)
    return SqliteGradebook(path)
