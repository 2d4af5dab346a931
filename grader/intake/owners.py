"""Whose the attempts of a class are, by its roster; and of whom nobody can say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from grader.intake.choosing import HandedIn, OwnedAttempt
from grader.intake.identifying import Match, Matcher
from grader.intake.recognisers import FoundAttempt
from grader.model import Blame, Roster, Student, Submission

# Attempts by the name of the submission that they would be.
ByName = dict[str, list[OwnedAttempt]]


class Owners:
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
            for name, owned in self._owned(found, match, clear):
                by_name[name].append(owned)
        return by_name

    def _owned(
        self, found: FoundAttempt, match: Match, clear: Collection[Student]
    ) -> Iterator[tuple[str, OwnedAttempt]]:
        """Yield an attempt once for each student it counts for, else once under its own name."""
        alone = [each for each in match.students if match.doubtful and each in clear]
        students = [each for each in match.students if each not in alone]
        if not students:
            yield self._own_name(found), self._stranger(found, match)
        noted = _with_note(found, alone)
        for student in students:
            yield student.id, OwnedAttempt(found=noted, how=match.how, student=student)

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
                Submission(
                    name=student.id,
                    files=(),
                    student=student.id,
                    problem=problem,
                    blame=Blame.COURSE,
                )
            )
        return tuple(unsure), tuple(missing)


def _with_note(found: FoundAttempt, alone: Sequence[Student]) -> FoundAttempt:
    if not alone:
        return found
    ids = ", ".join(student.id for student in alone)
    note = f"{found.name} names {ids} too, whose own work counts"
    return replace(found, notes=(*found.notes, note))
