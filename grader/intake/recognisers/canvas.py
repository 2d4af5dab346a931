"""Canvas, "Download Submissions".

Files called `lastfirst[_LATE]_userid_attachmentid_file`, all in one folder.

As Canvas writes them, lib/content_zipper.rb: the student's sortable name in lower case without
anything but letters, digits and underscores (for a group its name); `_LATE`; the user's number, or
`anon_` and five characters where students are anonymous; the attachment's number; the file's name.
Text entered in Canvas's own box is `…_text.html`, a link `…_link.html`.
https://github.com/instructure/canvas-lms
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from grader.intake.limits import Piece
from grader.intake.pieces import Entry, Source
from grader.intake.recognisers.contract import Found, Recognised, held, named

_WHO = r"(?:(?P<who>\w+?)_)??(?P<late>LATE_)?(?:anon_(?P<anonymous>[A-Za-z0-9]{5})|(?P<user>\d+))"
_FILE = re.compile(rf"{_WHO}_\d+_(?P<file>.+)")
_BOX = re.compile(rf"{_WHO}_(?P<box>text|link)\.html")


def recognise(source: Source) -> Recognised | None:
    """The attempts in a Canvas download.  Most of its files must be called so."""
    matches = {entry.name: _match(entry) for entry in source.entries}
    known = [entry for entry in source.entries if matches[entry.name] is not None]
    if not known or 2 * len(known) < len(source.entries):
        return None
    grouped: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in known:
        match = matches[entry.name]
        assert match is not None
        grouped[match["who"] or "", match["user"] or f"anon_{match['anonymous']}"].append(entry)
    return Recognised(
        kind="Canvas download",
        found=tuple(_found(who, user, [(entry, _need(matches[entry.name])) for entry in grouped[who, user]])
                    for who, user in grouped),
        rest=tuple(entry for entry in source.entries if matches[entry.name] is None),
    )  # fmt: skip


def _match(entry: Entry) -> re.Match[str] | None:
    if entry.folder:
        return None
    return _FILE.fullmatch(entry.name) or _BOX.fullmatch(entry.name)


def _need(match: re.Match[str] | None) -> re.Match[str]:
    assert match is not None
    return match


def _found(who: str, user: str, files: list[tuple[Entry, re.Match[str]]]) -> Found:
    pieces: list[Piece] = []
    notes = []
    for entry, match in files:
        if "box" in match.re.groupindex:
            what = "text in Canvas's own box" if match["box"] == "text" else "a link"
            notes.append(f"{what} was handed in too and is not read: {entry.name}")
        else:
            pieces.append(replace(entry.pieces[0], name=match["file"]))
        if match["late"]:
            notes.append("Canvas says that it was late; the download has no time")
    anonymous = user.startswith("anon_")
    return Found(
        name=f"{who}_{user}" if who else user,
        pieces=held(tuple(pieces)),
        submitters=() if anonymous else (named(who, canvas_id=user),),
        notes=tuple(dict.fromkeys(notes)),
    )
