"""A class's submissions, wherever they come from.

Recognised, matched to the roster, one of several attempts chosen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from grader.errors import CalledWrongly
from grader.intake.archives import UnreadableArchive
from grader.intake.matching import Match, Matcher
from grader.intake.pieces import Source, folder_entry, open_source
from grader.intake.reading import read_entry, read_pieces
from grader.intake.recognisers import Found, metadata_beside, recognise
from grader.model import Ceilings, Roster, Student, Submission

# The last moment that is on time for a student, by id or by the submission's own name; None when
# nothing is late.
Deadline = Callable[[str], datetime | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """A submission that counts, where it came from, and by what it was told whose it is.

    `how` is empty where the roster does not know it.  `others` are the same student's attempts that
    do not count.
    """

    submission: Submission
    source: str
    how: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A class.

    What kind of source it was, the submissions by name, who is enrolled and handed nothing in, the
    entries that are nobody's work, and the own names of attempts that were given a time.
    """

    kind: str
    handed_in: tuple[HandedIn, ...]
    missing: tuple[Student, ...] = ()
    passed_over: tuple[str, ...] = ()
    timed: frozenset[str] = frozenset()

    @property
    def submissions(self) -> list[Submission]:
        return [each.submission for each in self.handed_in]


def gather(
    path: Path,
    roster: Roster | None = None,
    ceilings: Ceilings | None = None,
    *,
    deadline: Deadline = lambda student: None,
    latest: bool = False,
    times: Mapping[str, datetime] | None = None,
) -> Gathered:
    """All submissions of a folder or a zip.

    Of several attempts of a student the latest that came by the deadline counts, and the latest of
    all when none did or with `latest`.  Without times nobody can say which: then the student is
    held.  `times` are those of attempts whose source has none, by their own names.  Raises
    CalledWrongly and BadFile.
    """
    with open_source(path) as source:
        known = recognise(source)
        if not known.found:
            raise CalledWrongly(
                f"{path} has no submissions in it: no folders, archives, notebooks or .py files"
            )
        read = _Reader(ceilings)
        attempts = {
            name: _timed(each, times or {})
            for name, each in sorted(_attempts(known.found, roster).items())
        }
        handed_in = tuple(
            _chosen(name, each, read, None if latest else deadline(name))
            for name, each in attempts.items()
        )
    here = {each.submission.student for each in handed_in}
    missing = tuple(
        student for student in (roster.students if roster else ()) if student.id not in here
    )
    passed_over = tuple(entry.name for entry in known.rest)
    several = (each.found for listed in attempts.values() if len(listed) > 1 for each in listed)
    timed = frozenset(
        name for found in several for name in (found.name, found.top or "") if name in (times or {})
    )
    return Gathered(
        kind=known.kind, handed_in=handed_in, missing=missing, passed_over=passed_over, timed=timed
    )


def read_class(path: Path, ceilings: Ceilings | None = None) -> list[Submission]:
    """All submissions of a folder or a zip by their own names, without a roster.

    Raises CalledWrongly and BadFile.
    """
    return gather(path, None, ceilings).submissions


def read_one(
    path: Path, ceilings: Ceilings | None = None, *, due: datetime | None = None
) -> Submission:
    """The submission at a path, with the time that a download around it says it came.

    Of a clone the commit that counts.

    What cannot be read gives a Submission with a `problem`.  Raises CalledWrongly when there is
    nothing at the path.
    """
    if not path.exists():
        raise CalledWrongly(
            f"there is nothing at {path}; give a folder, an archive, a notebook or a .py file"
        )
    entry = folder_entry(path)
    around = Source(path=path.absolute().parent, entries=(*metadata_beside(path), entry))
    found = recognise(around, inside=False).found
    mine = [
        _Attempt(each, "", None) for each in found if each.name == entry.name or len(found) == 1
    ]
    if not mine:
        return read_entry(entry, ceilings)
    return _chosen(mine[0].found.name, mine, _Reader(ceilings), due).submission


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One attempt of one student, or of nobody that the roster knows."""

    found: Found
    how: str
    student: Student | None

    @property
    def said(self) -> str:
        """The attempt in a few words: its own name, when it came, and which version it is."""
        when = f" of {_written(self.found.received)}" if self.found.received else ""
        version = f" ({self.found.version})" if self.found.version else ""
        return f"{self.found.name}{when}{version}"


class _Reader:
    """Reads what was found, each once: a group's work is one attempt of several students."""

    def __init__(self, ceilings: Ceilings | None) -> None:
        self._ceilings = ceilings
        self._read: dict[int, Submission] = {}

    def read(self, found: Found) -> Submission:
        if id(found) not in self._read:
            self._read[id(found)] = self._now(found)
        return self._read[id(found)]

    def _now(self, found: Found) -> Submission:
        received = _written(found.received)
        if found.problem is not None:
            return Submission(name=found.name, files=(), received=received, problem=found.problem)
        try:
            pieces = found.pieces()
        except UnreadableArchive as error:
            return Submission(name=found.name, files=(), received=received, problem=str(error))
        read = read_pieces(found.name, pieces, self._ceilings, top=found.top)
        version = (found.version,) if found.version else ()
        return replace(read, received=received, notes=(*version, *found.notes, *read.notes))


def _attempts(found: Iterable[Found], roster: Roster | None) -> dict[str, list[_Attempt]]:
    """Attempts by the name of the submission that they would be.

    A student's id, else the attempt's own name.
    """
    matcher = Matcher(roster) if roster is not None else None
    by_name: dict[str, list[_Attempt]] = defaultdict(list)
    for each in found:
        match = matcher.match(each) if matcher else Match(students=(), how="")
        for student in match.students:
            by_name[student.id].append(_Attempt(each, match.how, student))
        if not match.students:
            known = roster is not None and roster.find(each.name) is not None
            name = f"{each.name} (not matched)" if known else each.name
            why = (f"not matched to the roster: {match.how}",) if each.submitters else ()
            by_name[name].append(_Attempt(replace(each, notes=(*each.notes, *why)), "", None))
    return by_name


def _timed(attempts: list[_Attempt], times: Mapping[str, datetime]) -> list[_Attempt]:
    """Several attempts with the times that somebody gave them, by their own names or those of their
    files.
    """
    if len(attempts) == 1:
        return attempts
    given = [
        (each, times.get(each.found.name) or times.get(each.found.top or "")) for each in attempts
    ]
    return [
        (
            replace(each, found=replace(each.found, received=time))
            if time and each.found.received is None
            else each
        )
        for each, time in given
    ]


def _chosen(name: str, attempts: list[_Attempt], read: _Reader, due: datetime | None) -> HandedIn:
    """The attempt that counts, as a submission of that name."""
    student = attempts[0].student.id if attempts[0].student else None
    timed = [(each.found.received, each) for each in attempts if each.found.received is not None]
    if len(attempts) > 1 and len(timed) < len(attempts):
        listed = ", ".join(sorted({each.found.name for each in attempts}))
        problem = (
            f"handed in {len(attempts)} times ({listed}), and when is not known; say when with"
            " --received, or leave one"
        )
        held = Submission(name=name, files=(), student=student, problem=problem)
        return HandedIn(submission=held, source=listed, how=attempts[0].how)
    chosen = attempts[0]
    if len(attempts) > 1:
        on_time = [(received, each) for received, each in timed if due is None or received <= due]
        _, chosen = max(on_time or timed, key=lambda one: one[0])
    others = tuple(each.said for each in attempts if each is not chosen)
    found = read.read(chosen.found)
    notes = found.notes
    if chosen.how in ("name", "a number in its name"):
        notes = (
            *notes,
            (
                f"{chosen.found.name} is {name} by"
                f" {'its name' if chosen.how == 'name' else chosen.how}"
            ),
        )
    if others:
        notes = (*notes, f"one of {len(attempts)} attempts; {_why(chosen, due)}")
    submission = replace(found, name=name, student=student, notes=notes)
    return HandedIn(submission=submission, source=chosen.found.name, how=chosen.how, others=others)


def _why(chosen: _Attempt, due: datetime | None) -> str:
    received = chosen.found.received
    if due is None or received is None:
        return "the latest counts"
    return (
        "the latest by the deadline counts"
        if received <= due
        else "none came by the deadline, so the latest counts"
    )


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None
