"""The ways in which a class's submissions come, each known by one small module."""

from __future__ import annotations

from pathlib import Path

from grader.intake.pieces import Entry, Source, below, folder_entry
from grader.intake.recognisers import canvas, clones, gradescope, moodle, plain
from grader.intake.recognisers.contract import Found, Recognised, Recogniser

# In this order; what one does not know the next may.
RECOGNISERS: tuple[Recogniser, ...] = (
    gradescope.recognise,
    moodle.recognise,
    canvas.recognise,
    clones.recognise,
)


def recognise(source: Source, *, inside: bool = True) -> Recognised:
    """What a source is, and the attempts in it.

    `rest` is what is nobody's work.

    With `inside` it also looks one folder further in, where an LMS or a person put one around
    everything. Raises BadFile and CalledWrongly.
    """
    for one in _with_inside(source) if inside else [source]:
        for recogniser in RECOGNISERS:
            known = recogniser(one)
            if known is not None:
                beside = _plain(Source(path=one.path, entries=known.rest))
                return Recognised(
                    kind=known.kind, found=known.found + beside.found, rest=beside.rest
                )
    return _plain(_unwrapped(source) if inside else source)


def metadata_beside(path: Path) -> tuple[Entry, ...]:
    """What lies beside a submission and says whose it is and when it came."""
    beside = path.absolute().parent / gradescope.METADATA
    return (folder_entry(beside),) if beside.is_file() and beside != path.absolute() else ()


def _plain(source: Source) -> Recognised:
    found = plain.recognise(source)
    assert found is not None
    return found


def _with_inside(source: Source) -> list[Source]:
    inside = _inside(source)
    return [source, inside] if inside is not None else [source]


def _unwrapped(source: Source) -> Source:
    """A zip's only folder taken off, when it holds folders and archives and no work of its own."""
    inside = _inside(source)
    if inside is None or source.entries[0].path is not None:
        return source
    work = any(
        not entry.folder and entry.name.lower().endswith((".py", ".ipynb", ".md"))
        for entry in inside.entries
    )
    return source if work else inside


def _inside(source: Source) -> Source | None:
    """The source that the only entry is, when that is a folder with more than one entry.

    Else it is somebody's own.
    """
    if (
        len(source.entries) != 1
        or not source.entries[0].folder
        or len(below(source.entries[0])) < 2
    ):
        return None
    return Source(path=source.path / source.entries[0].name, entries=below(source.entries[0]))


__all__ = ["RECOGNISERS", "Found", "Recognised", "Recogniser", "metadata_beside", "recognise"]
