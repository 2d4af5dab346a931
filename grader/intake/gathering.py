"""A class's submissions, wherever they come from.

Recognised, matched to the roster, one of several attempts chosen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from grader.errors import CalledWrongly
from grader.intake.choosing import AttemptReader, HandedIn, OwnedAttempt, choose, timed
from grader.intake.identifying import Match, Matcher
from grader.intake.kinds import is_archive, is_read
from grader.intake.listing import ClassSource, Item, open_source
from grader.intake.reading import named_item, read_item
from grader.intake.recognisers import (
    FoundAttempt,
    Recognised,
    metadata_beside,
    recognise,
    recognise_lms,
)
from grader.intake.recognisers.plain import attempt
from grader.model import Ceilings, Roster, Student, Submission

# The last moment that is on time for a student, by id or by the submission's own name; None when
# nothing is late.
Deadline = Callable[[str], datetime | None]
# Attempts by the name of the submission that they would be.
ByName = dict[str, list[OwnedAttempt]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A class.

    What kind of source it was, the submissions by name, who is enrolled and handed nothing in, the
    entries that are nobody's work, and the own names of attempts that were given a time.  `unsure`
    are held submissions of students of whom nobody can say whether some attempt is theirs.
    """

    kind: str
    handed_in: tuple[HandedIn, ...]
    missing: tuple[Student, ...] = ()
    passed_over: tuple[str, ...] = ()
    timed: frozenset[str] = frozenset()
    unsure: tuple[Submission, ...] = ()

    @property
    def submissions(self) -> list[Submission]:
        """The submissions alone."""
        return [each.submission for each in self.handed_in]


def gather(
    path: Path,
    roster: Roster | None = None,
    ceilings: Ceilings | None = None,
    *,
    deadline: Deadline = lambda student: None,
    latest: bool = False,
    times: Mapping[str, datetime] | None = None,
    task_files: Collection[str] = (),
) -> Gathered:
    """Return all submissions of a folder or a zip.

    Of several attempts of a student the latest that came by the deadline counts, and the latest of
    all when none did or with `latest`.  Without times nobody can say which: then the student is
    held.  `times` are those of attempts whose source has none, by their own names.  A folder that
    holds `task_files`, the files of the assignment, is one student's and is refused.  Raises
    CalledWrongly and BadFile.
    """
    given = times or {}
    with _open_class(path, roster) as source:
        refuse_one_students_work(source, task_files)
        known = recognise(source, roster)
        whose = _Owners(roster)
        attempts, unknown = _with_claimed(known, whose)
        if not attempts:
            raise CalledWrongly(
                f"{path} has no submissions in it: no folders, archives, notebooks or .py files"
            )
        by_name = {
            name: timed(each, given) for name, each in sorted(whose.attempts(attempts).items())
        }
        reader = AttemptReader(ceilings)
        handed_in = tuple(
            choose(name, each, reader, None if latest else deadline(name))
            for name, each in by_name.items()
        )
    unsure, missing = whose.without_work(handed_in)
    return Gathered(
        kind=known.kind,
        handed_in=handed_in,
        missing=missing,
        passed_over=(*(item.name for item in unknown), *source.passed_over),
        timed=_timed_names(by_name, given),
        unsure=unsure,
    )


def read_class(path: Path, ceilings: Ceilings | None = None) -> list[Submission]:
    """Return all submissions of a folder or a zip by their own names, without a roster.

    Raises CalledWrongly and BadFile.
    """
    return gather(path, None, ceilings).submissions


def read_one(
    path: Path, ceilings: Ceilings | None = None, *, due: datetime | None = None
) -> Submission:
    """Return the submission at a path, with the time that a download around it says it came.

    Of a clone the commit that counts.

    What cannot be read gives a Submission with a `problem`.  Raises CalledWrongly when there is
    nothing at the path.
    """
    item = named_item(path)
    around = ClassSource(path=path.absolute().parent, items=(*metadata_beside(path), item))
    attempts = recognise(around, inside=False).attempts
    own = [
        OwnedAttempt(found=each)
        for each in attempts
        if each.name == item.name or len(attempts) == 1
    ]
    if not own:
        return read_item(item, ceilings)
    return choose(own[0].found.name, own, AttemptReader(ceilings), due).submission


def refuse_one_students_work(source: ClassSource, task_files: Collection[str]) -> None:
    """Raise CalledWrongly for a folder whose own files are the assignment's.

    Its files would become students, called `srn` and `rnn_shapes`, for ever.
    """
    files = {item.name for item in source.items if not item.folder}
    work = sorted(files & {name.rpartition("/")[2] for name in task_files})
    if work:
        raise CalledWrongly(
            f"{source.path} looks like one student's work: it holds {', '.join(work)}; use `grade"
            " one` for it, or give the folder in which each student has a folder"
        )


@contextmanager
def _open_class(path: Path, roster: Roster | None) -> Iterator[ClassSource]:
    """Give a class's source; of a folder whose only file is a class's zip, that zip."""
    with open_source(path) as source:
        inner = _only_zip(source)
        if inner is None or not _is_class(inner, roster):
            yield source
            return
    with open_source(inner) as download:
        yield download


def _only_zip(source: ClassSource) -> Path | None:
    if len(source.items) != 1:
        return None
    path = source.items[0].path
    return path if path is not None and path.is_file() and is_archive(path.name) else None


def _is_class(path: Path, roster: Roster | None) -> bool:
    """Return whether a zip is a class's: made by an LMS, or with several students of the roster."""
    try:
        with open_source(path) as source:
            if recognise_lms(source, roster) is not None:
                return True
            whose = _Owners(roster)
            owners = [whose.match(each).students for each in recognise(source).attempts]
    except CalledWrongly:
        return False
    return len({students for students in owners if students}) > 1


def _with_claimed(known: Recognised, whose: _Owners) -> tuple[list[FoundAttempt], list[Item]]:
    """Return the attempts, and the items that are nobody's.

    A file that cannot be work by its name is somebody's all the same when it is called so.
    """
    attempts, unknown = list(known.attempts), []
    for item in known.unknown:
        found = attempt(item)
        if not whose.match(found).students:
            unknown.append(item)
        elif is_read(item.name):
            attempts.append(found)
        else:
            what = f"found only {item.name}, which cannot be read; ask for the source files"
            attempts.append(replace(found, problem=what))
    return attempts, unknown


def _timed_names(by_name: ByName, times: Mapping[str, datetime]) -> frozenset[str]:
    several = (
        each.found for attempts in by_name.values() if len(attempts) > 1 for each in attempts
    )
    names = (name for found in several for name in (found.name, found.top or ""))
    return frozenset(name for name in names if name in times)


class _Owners:
    """Whose attempts are, by a roster; without one everything is nobody's."""

    def __init__(self, roster: Roster | None) -> None:
        self._roster = roster
        self._matcher = Matcher(roster) if roster is not None else None
        self._claims: dict[Student, list[str]] = defaultdict(list)

    def match(self, found: FoundAttempt) -> Match:
        """Return the students of an attempt."""
        if self._matcher is None:
            return Match(students=(), how="")
        return self._matcher.match(found)

    def attempts(self, attempts: Sequence[FoundAttempt]) -> ByName:
        """Return attempts by the name of the submission that they would be.

        A student's id, else the attempt's own name.  A name that joins two students counts for
        both, unless one handed in alone: somebody else can write that number.
        """
        matches = [self.match(found) for found in attempts]
        clear = {student for match in matches if not match.doubtful for student in match.students}
        by_name: ByName = defaultdict(list)
        for found, match in zip(attempts, matches, strict=True):
            alone = [each for each in match.students if match.doubtful and each in clear]
            students = [each for each in match.students if each not in alone]
            if not students:
                by_name[self._own_name(found)].append(self._stranger(found, match))
                continue
            noted = _with_note(found, alone)
            for student in students:
                owned = OwnedAttempt(found=noted, how=match.how, student=student)
                by_name[student.id].append(owned)
        return by_name

    def _own_name(self, found: FoundAttempt) -> str:
        known = self._roster is not None and self._roster.find(found.name) is not None
        return f"{found.name} (not matched)" if known else found.name

    def _stranger(self, found: FoundAttempt, match: Match) -> OwnedAttempt:
        """Return an attempt of nobody that can be told, with what is known about it."""
        for student in match.candidates:
            self._claims[student].append(f"{found.name}: {match.how}")
        doubt = match.how if match.candidates else ""
        if match.doubtful:
            doubt = f"{found.name} names {len(match.students)} students whose own work counts"
        why = doubt or match.how
        notes = (f"not matched to the roster: {why}",) if found.submitters or doubt else ()
        if self._matcher is None:
            notes = ()
        return OwnedAttempt(found=replace(found, notes=(*found.notes, *notes)), doubt=doubt)

    def without_work(
        self, handed_in: Sequence[HandedIn]
    ) -> tuple[tuple[Submission, ...], tuple[Student, ...]]:
        """Return held submissions of students who may have handed in, and who did not."""
        here = {each.submission.student for each in handed_in}
        unsure, missing = [], []
        for student in self._roster.students if self._roster is not None else ():
            if student.id in here:
                continue
            if student not in self._claims:
                missing.append(student)
                continue
            claim = "; ".join(dict.fromkeys(self._claims[student]))
            problem = f"nobody can say whether this is theirs: {claim}; rename it and run again"
            unsure.append(
                Submission(name=student.id, files=(), student=student.id, problem=problem)
            )
        return tuple(unsure), tuple(missing)


def _with_note(found: FoundAttempt, alone: Sequence[Student]) -> FoundAttempt:
    if not alone:
        return found
    ids = ", ".join(student.id for student in alone)
    note = f"{found.name} names {ids} too, whose own work counts"
    return replace(found, notes=(*found.notes, note))
