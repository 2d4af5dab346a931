"""Ways in which a class's submissions come, each known by one small module."""

from pathlib import Path

from grader.intake.kinds import TEXTS, WORK
from grader.intake.listing import ClassSource, Item, list_item, to_source
from grader.model import Roster

from . import canvas, clones, folders, gradescope, moodle
from .contract import Recognised, Recogniser

# In this order; what one does not know the next may.
RECOGNISERS: tuple[Recogniser, ...] = (
    gradescope.recognise,
    moodle.recognise,
    canvas.recognise,
    clones.recognise,
)


def recognise(
    source: ClassSource, roster: Roster | None = None, *, look_inside: bool = True
) -> Recognised:
    """Return what a source is, and the attempts in it.

    With `look_inside` it also looks one folder further in, where an LMS or a person put one around
    everything. Raises BadFile and CalledWrongly.
    """
    recognised = recognise_lms(source, roster, look_inside=look_inside)
    if recognised is None:
        return folders.recognise(_unwrap(source) if look_inside else source)
    other_items = folders.recognise(ClassSource(path=source.path, items=recognised.unknown))
    return Recognised(
        kind=recognised.kind,
        attempts=recognised.attempts + other_items.attempts,
        unknown=other_items.unknown,
    )


def recognise_lms(
    source: ClassSource, roster: Roster | None, *, look_inside: bool = True
) -> Recognised | None:
    """Return what a source is, when an LMS or git made it; else None."""
    inner = _open_only_folder(source) if look_inside else None
    for each in (source, *([inner] if inner else [])):
        for recogniser in RECOGNISERS:
            recognised = recogniser(each, roster)
            if recognised is not None:
                return recognised
    return None


def find_metadata(path: Path) -> tuple[Item, ...]:
    """Return what lies beside a submission and says whose it is and when it came."""
    metadata_path = path.absolute().parent / gradescope.METADATA
    return (
        (list_item(metadata_path),)
        if metadata_path.is_file() and metadata_path != path.absolute()
        else ()
    )


def _unwrap(source: ClassSource) -> ClassSource:
    """Return a zip without its only folder, when that holds no work but folders and archives."""
    inner = _open_only_folder(source)
    if inner is None or source.items[0].path is not None:
        return source
    holds_work = any(
        not item.folder and item.name.lower().endswith((*WORK, *TEXTS)) for item in inner.items
    )
    return source if holds_work else inner


def _open_only_folder(source: ClassSource) -> ClassSource | None:
    """Return the source that the only item is, when that is a folder with more than one item.

    Else it is somebody's own.
    """
    if len(source.items) != 1 or not source.items[0].folder or source.items[0].problem:
        return None
    inner = to_source(source.items[0])
    if len(inner.items) < 2:
        return None
    return ClassSource(
        path=source.path / source.items[0].name,
        items=inner.items,
        passed_over=source.passed_over + inner.passed_over,
    )
