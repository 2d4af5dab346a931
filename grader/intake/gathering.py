"""A class's submissions, wherever they come from.

Recognised, matched to the roster, one of several attempts chosen.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from grader.errors import CalledWrongly
from grader.model import Ceilings, Roster, Student, Submission
from grader.nouns import noun, replace

from .kinds import is_archive, is_read, meant_name
from .listing import ClassSource, Item, open_source
from .reading import find_item, read_item
from .recognisers import find_metadata, recognise, recognise_lms
from .recognisers.contract import Attempt, Recognised
from .recognisers.folders import to_attempt
from .rosters.choosing import AttemptReader, HandedIn, OwnedAttempt, choose, with_times
from .rosters.joining import join_files
from .rosters.owners import ByName, Owners

MAX_AROUND = 4  # folders around a class's folder, each with nothing else in it
# The last moment that is on time for a student, by id or by the submission's own name; None when
# nothing is late.
Deadline = Callable[[str], datetime | None]


@noun
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
        """Return the submissions alone."""
        return [each.submission for each in self.handed_in]

    @property
    def strangers(self) -> list[HandedIn]:
        """Return what is of nobody in the roster."""
        return [each for each in self.handed_in if not (each.submission.student or each.doubt)]

    @property
    def doubtful(self) -> list[HandedIn]:
        """Return what may be of several people in the roster."""
        return [each for each in self.handed_in if each.doubt]


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
    holds some of `task_files` is one student's.  Raises CalledWrongly for it, and BadFile.
    """
    known = times or {}
    with _open_class(path, roster) as source:
        refuse_one_students_work(source, task_files)
        recognised = recognise(source, roster)
        tasks = [name.rpartition("/")[2].partition(".")[0] for name in task_files]
        owners = Owners(roster, tasks)
        attempts, unknown_items = _claim_items(path, recognised, owners)
        by_name = owners.share_attempts(attempts)
        reader = AttemptReader(ceilings)
        due = (lambda student: None) if latest else deadline
        handed_in = tuple(
            choose(name, join_files(with_times(by_name[name], known), tasks), reader, due(name))
            for name in sorted(by_name)
        )
    unsure, missing = owners.list_without_work(handed_in)
    return Gathered(
        kind=recognised.kind,
        handed_in=handed_in,
        missing=missing,
        passed_over=(*(item.name for item in unknown_items), *source.passed_over),
        timed=_timed_names(by_name, known),
        unsure=unsure,
    )


def read_one(
    path: Path, ceilings: Ceilings | None = None, *, due: datetime | None = None
) -> Submission:
    """Return the submission at a path, with the time that a download around it says it came.

    Of a clone the commit that counts.

    What cannot be read gives a Submission with a `problem`.  Raises CalledWrongly when there is
    nothing at the path.
    """
    item = find_item(path)
    source = ClassSource(path=path.absolute().parent, items=(*find_metadata(path), item))
    attempts = recognise(source, look_inside=False).attempts
    own_attempts = [
        OwnedAttempt(attempt=each)
        for each in attempts
        if each.name == item.name or len(attempts) == 1
    ]
    if not own_attempts:
        return read_item(item, ceilings)
    return choose(
        own_attempts[0].attempt.name, own_attempts, AttemptReader(ceilings), due
    ).submission


def refuse_one_students_work(source: ClassSource, task_files: Collection[str]) -> None:
    """Raise CalledWrongly for a folder whose own files are the assignment's.

    Its files would become students, called `lab` and `extra`, for ever.
    """
    expected = {name.rpartition("/")[2].casefold() for name in task_files}
    files = (item.name for item in source.items if not item.folder)
    work = [name for name in files if meant_name(name).casefold() in expected]
    if work:
        raise CalledWrongly(
            f"{source.path} looks like one student's work: it holds {', '.join(work)}; use"
            " `grade one` for it, or give the folder in which each student has a folder"
        )


@contextmanager
def _open_class(path: Path, roster: Roster | None) -> Iterator[ClassSource]:
    """Give a class's source; of a folder with nothing but a class's zip or folder, that one."""
    for _ in range(MAX_AROUND):
        with open_source(path) as source:
            inner = _find_only_work(source, Owners(roster))
            if inner is None or not _is_class(inner, roster):
                yield source
                return
        path = inner
    with open_source(path) as source:
        yield source


def _find_only_work(source: ClassSource, owners: Owners) -> Path | None:
    """Return the zip or folder that is all the work there is, and by its name nobody's own."""
    work = [item for item in source.items if item.may_be_work]
    if len(work) != 1 or any(
        owners.match(_to_claimed_attempt(item)).students for item in source.items
    ):
        return None
    (only,) = work
    holds_more = only.folder or is_archive(only.name)
    return only.path if holds_more and only.problem is None else None


def _is_class(path: Path, roster: Roster | None) -> bool:
    """Return whether it is a class's: made by an LMS, or with several students of the roster."""
    try:
        with open_source(path) as source:
            if path.is_file() and recognise_lms(source, roster) is not None:
                return True
            roster_owners = Owners(roster)
            owners = [roster_owners.match(each).students for each in recognise(source).attempts]
            inner = _find_only_work(source, roster_owners)
    except CalledWrongly:
        return False
    several = len({students for students in owners if students}) > 1
    return several or (inner is not None and path.is_dir() and _is_class(inner, roster))


def _claim_items(
    path: Path, recognised: Recognised, owners: Owners
) -> tuple[list[Attempt], list[Item]]:
    """Return the attempts, and the items that are nobody's.

    A file that cannot be work by its name is somebody's all the same when it is called so.  Raises
    CalledWrongly when there are no attempts.
    """
    attempts, unknown_items = list(recognised.attempts), []
    for item in recognised.unknown:
        attempt = _to_claimed_attempt(item)
        if not owners.match(attempt).students:
            unknown_items.append(item)
        elif is_read(item.name):
            attempts.append(attempt)
        else:
            sentence = f"found only {item.name}, which cannot be read; ask for the source files"
            attempts.append(replace(attempt, problem=sentence))
    if not attempts:
        sentence = "no folders, archives, notebooks or .py files"
        raise CalledWrongly(f"{path} has no submissions in it: {sentence}")
    return attempts, unknown_items


def _to_claimed_attempt(item: Item) -> Attempt:
    """Return the attempt that a file of any kind would be, by its name without its ending."""
    own_name = item.own_name if item.may_be_work else Path(item.own_name).stem
    return replace(to_attempt(item), name=own_name)


def _timed_names(by_name: ByName, times: Mapping[str, datetime]) -> frozenset[str]:
    several = (
        each.attempt for attempts in by_name.values() if len(attempts) > 1 for each in attempts
    )
    names = (name for each in several for name in (each.name, each.top or ""))
    return frozenset(name for name in names if name in times)
