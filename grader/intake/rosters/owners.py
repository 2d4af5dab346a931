"""Giving the attempts of a class to the students of its roster; who is left is listed."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from grader.intake.recognisers.contract import Attempt
from grader.language import tr
from grader.model import Blame, Roster, Student, Submission
from grader.nouns import replace

from .choosing import HandedIn, OwnedAttempt
from .identifying import Match, Matcher, join_ids

# Attempts by the name of the submission that they would be.
ByName = dict[str, list[OwnedAttempt]]


class Owners:
    """Owners of attempts, by a roster; without one everything is nobody's.

    `words` are those of the assignment, which say nothing of a person.
    """

    def __init__(self, roster: Roster | None, words: Collection[str] = ()) -> None:
        self._roster = roster
        self._matcher = Matcher(roster, words) if roster is not None else None
        self._claims: dict[Student, list[str]] = defaultdict(list)

    def match(self, attempt: Attempt) -> Match:
        """Return the students of an attempt."""
        if self._matcher is None:
            return Match(how="")
        return self._matcher.match(attempt)

    def share_attempts(self, attempts: Sequence[Attempt]) -> ByName:
        """Return attempts by the name of the submission that they would be.

        A student's id, else the attempt's own name.  A name that joins two students counts for
        both, unless one handed in alone: somebody else can write that number.
        """
        matches = [self.match(attempt) for attempt in attempts]
        clear_students = {
            student for match in matches if not match.doubtful for student in match.students
        }
        by_name: ByName = defaultdict(list)
        for attempt, match in zip(attempts, matches, strict=True):
            for name, owned in self._share_attempt(attempt, match, clear_students):
                by_name[name].append(owned)
        return by_name

    def _share_attempt(
        self, attempt: Attempt, match: Match, clear_students: Collection[Student]
    ) -> Iterator[tuple[str, OwnedAttempt]]:
        """Yield an attempt once for each student it counts for, else once under its own name."""
        alone = [each for each in match.students if match.doubtful and each in clear_students]
        students = [each for each in match.students if each not in alone]
        if not students:
            yield self._stranger_name(attempt), self._to_stranger(attempt, match)
        noted = _with_note(attempt, students if match.doubtful else [], alone)
        for student in students:
            yield student.id, OwnedAttempt(attempt=noted, how=match.how, student=student)

    def _stranger_name(self, attempt: Attempt) -> str:
        is_taken = self._roster is not None and self._roster.find(attempt.name) is not None
        return f"{attempt.name} (not matched)" if is_taken else attempt.name

    def _to_stranger(self, attempt: Attempt, match: Match) -> OwnedAttempt:
        """Return an attempt of nobody that can be told, with what is known about it."""
        for student in match.candidates:
            self._claims[student].append(f"{attempt.name}: {match.how}")
        doubt = match.how if match.candidates else ""
        if match.doubtful:
            doubt = tr(
                "{name} names {number} students whose own work counts",
                name=attempt.name,
                number=len(match.students),
            )
        reason = doubt or match.how
        sentence = tr("not matched to the roster: {why}", why=reason)
        notes = (sentence,) if attempt.submitters or doubt else ()
        if self._matcher is None:
            notes = ()
        return OwnedAttempt(attempt=replace(attempt, notes=(*attempt.notes, *notes)), doubt=doubt)

    def list_without_work(
        self, handed_in: Sequence[HandedIn]
    ) -> tuple[tuple[Submission, ...], tuple[Student, ...]]:
        """Return held submissions of students who may have handed in, and who did not."""
        students_here = {each.submission.student for each in handed_in}
        students = self._roster.students if self._roster is not None else ()
        absent = [each for each in students if each.id not in students_here]
        unsure = tuple(self._hold(each) for each in absent if each in self._claims)
        return unsure, tuple(each for each in absent if each not in self._claims)

    def _hold(self, student: Student) -> Submission:
        """Return a student's submission, held as some attempt may be theirs."""
        problem = tr(
            "nobody can say whether this is theirs: {claim}; rename it and run again",
            claim="; ".join(dict.fromkeys(self._claims[student])),
        )
        return Submission(
            name=student.id, files=(), student=student.id, problem=problem, blame=Blame.COURSE
        )


def _with_note(attempt: Attempt, students: Sequence[Student], alone: Sequence[Student]) -> Attempt:
    """Return an attempt that says whom its name means beside the student that reads it."""
    notes = attempt.notes
    if len(students) > 1:
        notes += (tr("{name} counts for each of {ids}", name=attempt.name, ids=join_ids(students)),)
    if alone:
        notes += (
            tr(
                "{name} names {ids} too, whose own work counts",
                name=attempt.name,
                ids=join_ids(alone),
            ),
        )
    return replace(attempt, notes=notes)
