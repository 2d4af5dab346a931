"""Which of a student's attempts counts."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath

from grader.intake.limits import UnreadableArchive
from grader.intake.reading import read_pieces
from grader.intake.recognisers.contract import Attempt
from grader.language import tr, translatable
from grader.model import Blame, Ceilings, Student, Submission
from grader.nouns import noun, replace

from .identifying import BUT_FOR_ZEROS, IN_ITS_NAME

# What only a name says is told, so that somebody can see that it is wrong.
_TOLD = {"name": translatable("its name"), IN_ITS_NAME: IN_ITS_NAME, BUT_FOR_ZEROS: BUT_FOR_ZEROS}


@noun
class HandedIn:
    """A submission that counts, where it came from, and by what it was told whose it is.

    `how` is empty where the roster does not know it.  `doubt` says why nobody can tell whose it is
    though the roster has who is meant.  `others` are the same student's attempts that do not count.
    """

    submission: Submission
    source: str
    how: str
    others: tuple[str, ...] = ()
    doubt: str = ""


@noun
class OwnedAttempt:
    """One attempt of one student, or of nobody that can be told; then `doubt` may say why."""

    attempt: Attempt
    how: str = ""
    student: Student | None = None
    doubt: str = ""

    @property
    def words(self) -> str:
        """Return the attempt in a few words: its own name, when it came, which version it is."""
        when = f" of {self.attempt.received.isoformat()}" if self.attempt.received else ""
        version = f" ({self.attempt.version})" if self.attempt.version else ""
        return f"{self.attempt.name}{when}{version}"


class AttemptReader:
    """Reads attempts, each once: a group's work is one attempt of several students."""

    def __init__(self, ceilings: Ceilings | None) -> None:
        self._ceilings = ceilings
        self._read: dict[int, Submission] = {}

    def read(self, attempt: Attempt) -> Submission:
        """Return the submission that an attempt is, by the attempt's own name."""
        if id(attempt) not in self._read:
            self._read[id(attempt)] = self._read_now(attempt)
        return self._read[id(attempt)]

    def _read_now(self, attempt: Attempt) -> Submission:
        received = attempt.received.isoformat() if attempt.received is not None else None
        submission = Submission(name=attempt.name, files=(), received=received, notes=attempt.notes)
        if attempt.problem is not None:
            return replace(submission, problem=attempt.problem, blame=attempt.blame)
        try:
            pieces = attempt.pieces()
        except UnreadableArchive as error:
            return replace(submission, problem=str(error))
        read_submission = read_pieces(attempt.name, pieces, self._ceilings, top=attempt.top)
        version = (attempt.version,) if attempt.version else ()
        return replace(
            read_submission,
            received=received,
            notes=(*version, *attempt.notes, *read_submission.notes),
        )


def with_times(
    attempts: Sequence[OwnedAttempt], times: Mapping[str, datetime]
) -> list[OwnedAttempt]:
    """Return attempts with the times that somebody gave them, where their source has none.

    `times` are by the attempts' own names or those of their files; a single attempt needs none.
    """
    if len(attempts) == 1:
        return list(attempts)
    return [_with_time(each, times) for each in attempts]


def _with_time(owned: OwnedAttempt, times: Mapping[str, datetime]) -> OwnedAttempt:
    time = times.get(owned.attempt.name) or times.get(owned.attempt.top or "")
    if time is None or owned.attempt.received is not None:
        return owned
    return replace(owned, attempt=replace(owned.attempt, received=time))


def choose(
    name: str, attempts: Sequence[OwnedAttempt], reader: AttemptReader, due: datetime | None
) -> HandedIn:
    """Return the attempt that counts, as a submission of that name.

    The latest by the deadline, and the latest of all when none came by then.  Held when there are
    several that differ and nobody can say when they came.
    """
    if len(attempts) > 1 and any(each.attempt.received is None for each in attempts):
        if not _are_equal(attempts, reader):
            return _hold(name, attempts)
        attempts = attempts[:1]
    choice = max(attempts, key=lambda each: _rank(each, due)) if len(attempts) > 1 else attempts[0]
    others = tuple(each.words for each in attempts if each is not choice)
    submission = reader.read(choice.attempt)
    notes = (*submission.notes, *_choice_notes(name, choice, len(attempts), due))
    return HandedIn(
        submission=replace(submission, name=name, student=_student_id(choice), notes=notes),
        source=choice.attempt.name,
        how=choice.how,
        others=others,
        doubt=choice.doubt,
    )


def _are_equal(attempts: Sequence[OwnedAttempt], reader: AttemptReader) -> bool:
    """Return whether attempts hold the same files, as a zip and what was unpacked from it do."""
    submissions = [reader.read(each.attempt) for each in attempts]
    works = {
        frozenset((PurePosixPath(file.name).name, file.content) for file in each.files)
        for each in submissions
    }
    return len(works) == 1 and all(each.files and each.problem is None for each in submissions)


def _choice_notes(
    name: str, choice: OwnedAttempt, attempts: int, due: datetime | None
) -> Iterator[str]:
    """Yield by what an attempt was told whose it is, and why it counts."""
    if choice.how in _TOLD:
        yield tr(
            "{attempt} is {name} by {how}",
            attempt=choice.attempt.name,
            name=name,
            how=tr(_TOLD[choice.how]),
        )
    if attempts > 1:
        reason = _reason(choice, due)
        yield tr("one of {attempts} attempts; {reason}", attempts=attempts, reason=reason)


def _rank(owned: OwnedAttempt, due: datetime | None) -> tuple[bool, datetime]:
    """Return what orders attempts: in time before late, then the later ones."""
    received = owned.attempt.received
    assert received is not None
    return due is None or received <= due, received


def _hold(name: str, attempts: Sequence[OwnedAttempt]) -> HandedIn:
    names = ", ".join(sorted({each.attempt.name for each in attempts}))
    problem = tr(
        "handed in {number} times ({names}), and when is not known; say when with "
        "--received, or leave one",
        number=len(attempts),
        names=names,
    )
    submission = Submission(
        name=name,
        files=(),
        student=_student_id(attempts[0]),
        problem=problem,
        blame=Blame.COURSE,
    )
    return HandedIn(submission=submission, source=names, how=attempts[0].how)


def _student_id(owned: OwnedAttempt) -> str | None:
    return owned.student.id if owned.student is not None else None


def _reason(choice: OwnedAttempt, due: datetime | None) -> str:
    received = choice.attempt.received
    if due is None or received is None:
        return tr("the latest counts")
    if received <= due:
        return tr("the latest by the deadline counts")
    return tr("none came by the deadline, so the latest counts")
