"""Canvas, "Download Submissions".

Files called `lastfirst[_LATE]_userid_attachmentid_file`, all in one folder.

As Canvas writes them, lib/content_zipper.rb: the student's sortable name in lower case without
anything but letters, digits and underscores (for a group its name); `_LATE`; the user's number, or
`anon_` and five characters where students are anonymous; the attachment's number; the file's name.
Text entered in Canvas's own box is `…_text.html`, a link `…_link.html`.
https://github.com/instructure/canvas-lms

A group's name and a file's name are a student's to choose, so that `101_7_102_5001_srn.py` can be
read in several ways.  The roster says which one is meant, its groups before its numbers; where it
allows several, or only one that Canvas would rarely write, the file is nobody's.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from grader.intake.limits import Piece, to_callable
from grader.intake.listing import ClassSource, Item
from grader.intake.rosters.roster_index import RosterIndex
from grader.language import tr
from grader.model import Blame, Roster
from grader.nouns import noun, replace

from .contract import Attempt, Recognised, describe_submitter

_WHO = r"(?:(?P<who>\w+?)_)??(?P<late>LATE_)?(?:anon_(?P<anonymous>[A-Za-z0-9]{5})|(?P<user>\d+))"
_FILE = re.compile(rf"{_WHO}_(?P<attachment>\d+)_(?P<file>.+)")
_BOX = re.compile(rf"{_WHO}_(?P<box>text|link)\.html")
# Where a number and an attachment's number may begin inside a name.
_NUMBERS = re.compile(r"(?<=_)(?P<late>LATE_)?(?P<user>\d+)_(?=(?P<attachment>\d+)_(?P<file>.+))")


@noun
class CanvasName:
    """One way to read a file's name; `box` is "text" or "link" for what is no file."""

    who: str
    user: str
    attachment: str = ""
    file: str = ""
    late: bool = False
    box: str = ""

    @property
    def owner(self) -> str:
        """Return the name of the submission that the file belongs to."""
        return f"{self.who}_{self.user}" if self.who else self.user


class _Reader:
    """Reads names by what is known of a download: the roster, and the names that are clear."""

    def __init__(self, roster: Roster | None, readings: Sequence[Sequence[CanvasName]]) -> None:
        students = roster.students if roster else ()
        clear_ways = [ways[0] for ways in readings if len(ways) == 1]
        self._index = RosterIndex(Roster(students=tuple(students)))
        self._enrolled = {student.canvas_id for student in students} - {""}
        self._known = self._enrolled or {way.user for way in clear_ways}
        self._taken = {way.attachment for way in clear_ways} - {""}
        # How many digits an attachment's number has here.
        self._digits = min(map(len, self._taken), default=1)

    def choose_ways(self, ways: list[CanvasName]) -> list[CanvasName]:
        """Return the ways to read a name that can be meant, the usual one where nothing is known.

        Canvas writes a name before the number.
        """
        plausible = [way for way in ways if self._is_new(way)] or ways
        of_groups = [way for way in plausible if self._is_group(way)]
        return of_groups or self._choose_by_number(plausible)

    def _choose_by_number(self, ways: list[CanvasName]) -> list[CanvasName]:
        """Return the ways whose number is known; the first, which is the usual one, without any.

        The only number that is enrolled may be of a name that a student chose: unless the name
        before it is that student's, the usual way can be meant too.
        """
        known_ways = [way for way in ways if way.who and way.user in self._known]
        if len(known_ways) > 1 or known_ways == ways[:1]:
            return known_ways
        if not known_ways or not self._enrolled:
            return ways[:1]
        return known_ways if self._is_named(known_ways[0]) else [ways[0], *known_ways]

    def _is_new(self, way: CanvasName) -> bool:
        """Return whether a way's attachment may be one: Canvas numbers each once, in order."""
        return len(way.attachment) >= self._digits and way.attachment not in self._taken

    def _is_group(self, way: CanvasName) -> bool:
        """Return whether a way names a group of the roster and the number of one of its members."""
        return any(member.canvas_id in ("", way.user) for member in self._index.find_group(way.who))

    def _is_named(self, way: CanvasName) -> bool:
        """Return whether a way's name and its number are one student's."""
        return any(student.canvas_id == way.user for student in self._index.find_by_name(way.who))


def recognise(source: ClassSource, roster: Roster | None = None) -> Recognised | None:
    """Return the attempts in a Canvas download.  Most of its files must be called so."""
    readable_items, unknown_items = [], []
    for item in source.items:
        ways = [] if item.folder else list(_readings(item.name))
        if ways:
            readable_items.append((item, ways))
        else:
            unknown_items.append(item)
    if not readable_items or len(readable_items) < len(unknown_items):
        return None
    attempts = _build_attempts(readable_items, roster)
    return Recognised(kind="Canvas download", attempts=attempts, unknown=tuple(unknown_items))


def _build_attempts(
    readable_items: Sequence[tuple[Item, list[CanvasName]]], roster: Roster | None
) -> tuple[Attempt, ...]:
    """Return an attempt for each owner of files, and one for each file that may be of several."""
    reader = _Reader(roster, [ways for _, ways in readable_items])
    owned: dict[tuple[str, str], list[tuple[Item, CanvasName]]] = defaultdict(list)
    doubtful_attempts = []
    for item, ways in readable_items:
        likely_ways = reader.choose_ways(ways) if len(ways) > 1 else ways
        if len(likely_ways) == 1:
            owned[likely_ways[0].who, likely_ways[0].user].append((item, likely_ways[0]))
        else:
            doubtful_attempts.append(_doubtful_attempt(item, likely_ways))
    return (*(_build_attempt(files) for files in owned.values()), *doubtful_attempts)


def _readings(name: str) -> Iterator[CanvasName]:
    """Yield the ways to read a file's name, the usual one first; nothing when there is none."""
    box = _BOX.fullmatch(name)
    if box is not None:
        yield CanvasName(
            who=box["who"] or "", user=_user(box), late=bool(box["late"]), box=box["box"]
        )
        return
    first = _FILE.fullmatch(name)
    if first is None:
        return
    usual = _build_name(first["who"] or "", _user(first), first)
    yield usual
    if first["anonymous"]:
        return
    for match in _NUMBERS.finditer(name):
        who = name[: match.start() - 1]
        if who and re.fullmatch(r"\w+", who) and who != usual.who:
            yield _build_name(who, match["user"], match)


def _build_name(who: str, user: str, match: re.Match[str]) -> CanvasName:
    return CanvasName(
        who=who,
        user=user,
        attachment=match["attachment"],
        file=match["file"],
        late=bool(match["late"]),
    )


def _user(match: re.Match[str]) -> str:
    return match["user"] or f"anon_{match['anonymous']}"


def _doubtful_attempt(item: Item, ways: list[CanvasName]) -> Attempt:
    users = tr(" or ").join(dict.fromkeys(way.user for way in ways))
    problem = tr(
        "{name} may be of the Canvas user {users}; look it up in Canvas and rename it",
        name=item.name,
        users=users,
    )
    return Attempt(
        name=item.own_name, pieces=to_callable(item.pieces), problem=problem, blame=Blame.COURSE
    )


def _unread_note(box: str, name: str) -> str:
    if box == "text":
        return tr("text in Canvas's own box was handed in too and is not read: {name}", name=name)
    return tr("a link was handed in too and is not read: {name}", name=name)


def _build_attempt(files: list[tuple[Item, CanvasName]]) -> Attempt:
    pieces: list[Piece] = []
    notes = []
    for item, name in files:
        if name.box:
            notes.append(_unread_note(name.box, item.name))
        else:
            pieces.append(replace(item.pieces[0], name=name.file))
        if name.late:
            notes.append(tr("Canvas says that it was late; the download has no time"))
    first = files[0][1]
    anonymous = first.user.startswith("anon_")
    return Attempt(
        name=first.owner,
        pieces=to_callable(tuple(pieces)),
        submitters=() if anonymous else (describe_submitter(first.who, canvas_id=first.user),),
        notes=tuple(dict.fromkeys(notes)),
        problem=next((item.problem for item, _ in files if item.problem), None),
    )
