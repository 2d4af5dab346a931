"""Opening the gradebook that a command works on: a file, or a server's address."""

from pathlib import Path

from grader.errors import CalledWrongly
from grader.files.writing import writing

from .contract import Gradebook

MISSING_EXTRA = 'The gradebook needs the staff extra: pip install "tensorgrade[staff]"'
MISSING_DRIVER = (
    'A gradebook on a server needs the extra `postgresql`: pip install "tensorgrade[postgresql]"'
)
SERVERS = ("postgresql://", "postgresql+psycopg://")

# A file, or the address of a database on a server.
GradebookPlace = Path | str


def is_address(text: str) -> bool:
    """Return whether a text is the address of a database, and no file's name."""
    return text.startswith(SERVERS)


def open_gradebook(place: GradebookPlace, *, new: bool = True) -> Gradebook:
    """Open the gradebook at a place; with `new` it is made where there is none.

    Raises CalledWrongly without the extra that it needs and for a gradebook that should be there
    and is not, CannotWrite for a folder that cannot be made, GradebookError for one that is
    damaged or does not answer.
    """
    try:  # optional packages: imported when a gradebook is opened, not when its commands are
        import jinja2  # noqa: F401  the pages need it
        import rich  # noqa: F401  the progress bar needs it

        from .sqlite import SqliteGradebook
    except ImportError as error:
        raise CalledWrongly(MISSING_EXTRA) from error
    if isinstance(place, str):
        return _open_on_server(place)
    if not new and not place.is_file():
        raise CalledWrongly(
            f"there is no gradebook at {place}; run `grade batch` first, or name another with"
            " --gradebook"
        )
    with writing(place.parent, "name another place with --gradebook"):
        place.parent.mkdir(parents=True, exist_ok=True)
    return SqliteGradebook(place)


def describe_place(place: GradebookPlace) -> str:
    """Return how a place is shown: an address without its password."""
    if isinstance(place, Path):
        return str(place)
    from .postgresql import place_of

    return place_of(place)


def _open_on_server(address: str) -> Gradebook:
    try:
        import psycopg  # noqa: F401  the driver

        from .postgresql import PostgresqlGradebook
    except ImportError as error:
        raise CalledWrongly(MISSING_DRIVER) from error
    return PostgresqlGradebook(address)
