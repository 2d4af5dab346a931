"""Ways in which a class's submissions come, each known by one small module."""

from pathlib import Path

from grader.intake.kinds import TEXTS, WORK
from grader.intake.listing import ClassSource, Item, below, listed_item
from grader.model import Roster

from . import canvas, clones, folders, gradescope, moodle
from .contract import Attempt, Recognised, Recogniser

# In this order; what one does not know the next may.
RECOGNISERS: tuple[Recogniser, ...] = (
    gradescope.recognise,
    moodle.recognise,
    canvas.recognise,
    clones.recognise,
)


def recognise(
    source: ClassSource, roster: Roster | None = None, *, inside: bool = True
) -> Recognised:
    """Return what a source is, and the attempts in it.

    With `inside` it also looks one folder further in, where an LMS or a person put one around
    everything. Raises BadFile and CalledWrongly.
    """
    known = recognise_lms(source, roster, inside=inside)
    if known is None:
        return folders.recognise(_unwrapped(source) if inside else source)
    others = folders.recognise(ClassSource(path=source.path, items=known.unknown))
    return Recognised(
        kind=known.kind, attempts=known.attempts + others.attempts, unknown=others.unknown
    )


def recognise_lms(
    source: ClassSource, roster: Roster | None, *, inside: bool = True
) -> Recognised | None:
    """Return what a source is, when an LMS or git made it; else None."""
    further = _inside(source) if inside else None
    for each in (source, *([further] if further else [])):
        for recogniser in RECOGNISERS:
            known = recogniser(each, roster)
            if known is not None:
                return known
    return None


def metadata_beside(path: Path) -> tuple[Item, ...]:
    """Return what lies beside a submission and says whose it is and when it came."""
    beside = path.absolute().parent / gradescope.METADATA
    return (listed_item(beside),) if beside.is_file() and beside != path.absolute() else ()


def _unwrapped(source: ClassSource) -> ClassSource:
    """Return a zip without its only folder, when that holds no work but folders and archives."""
    inside = _inside(source)
    if inside is None or source.items[0].path is not None:
        return source
    work = any(
        not item.folder and item.name.lower().endswith((*WORK, *TEXTS)) for item in inside.items
    )
    return source if work else inside


def _inside(source: ClassSource) -> ClassSource | None:
    """Return the source that the only item is, when that is a folder with more than one item.

    Else it is somebody's own.
    """
    if len(source.items) != 1 or not source.items[0].folder or source.items[0].problem:
        return None
    inside = below(source.items[0])
    if len(inside.items) < 2:
        return None
    return ClassSource(
        path=source.path / source.items[0].name,
        items=inside.items,
        passed_over=source.passed_over + inside.passed_over,
    )


__all__ = [
    "RECOGNISERS",
    "Attempt",
    "Recognised",
    "Recogniser",
    "metadata_beside",
    "recognise",
    "recognise_lms",
]
