"""Moodle, "Download all submissions":

`Full name_N_assignsubmission_file[_]/…` or the same before each file's name.

N is the worksheet's Identifier.  Moodle 4.1 and later write no underscore at the end of a folder's
name; with groups `Group-` stands before the name.  mod/assign/locallib.php and
mod/assign/feedback/file/importziplib.php. https://github.com/moodle/moodle
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from grader.intake.limits import Piece
from grader.intake.pieces import Entry, Source
from grader.intake.recognisers.contract import Found, Recognised, held, named

_NAME = re.compile(
    r"(?P<who>.*)_(?P<number>\d+)_assign(?:submission|feedback)_(?P<how>file|onlinetext)_?(?P<file>.*)"
)


def recognise(source: Source) -> Recognised | None:
    """The attempts in a Moodle download, in folders or flat."""
    matches = {entry.name: _NAME.fullmatch(entry.name) for entry in source.entries}
    if not any(matches.values()):
        return None
    pieces: dict[tuple[str, str], list[Piece]] = defaultdict(list)
    notes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for entry in source.entries:
        match = matches[entry.name]
        if match is None:
            continue
        key = (match["who"], match["number"])
        if match["how"] == "onlinetext":
            notes[key].append(
                f"text in Moodle's own box was handed in too and is not read: {entry.name}"
            )
        pieces[key].extend(_pieces(entry, match))
    return Recognised(
        kind="Moodle download",
        found=tuple(
            Found(
                name=f"{who}_{number}",
                pieces=held(tuple(pieces[who, number])),
                submitters=(named(who, moodle_id=number),),
                notes=tuple(notes[who, number]),
            )
            for who, number in pieces
        ),
        rest=tuple(entry for entry in source.entries if matches[entry.name] is None),
    )


def _pieces(entry: Entry, match: re.Match[str]) -> tuple[Piece, ...]:
    if match["how"] == "onlinetext":
        return ()
    return entry.pieces if entry.folder else (replace(entry.pieces[0], name=match["file"]),)
