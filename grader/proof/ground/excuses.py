"""Findings that a teacher has excused, each with a reason, in `equivalent.toml`.

A finding has a name and says what it is of: they stand in brackets behind its sentence.  An excuse
that no finding needs is named, so that the list stays true.
"""

from collections.abc import Iterable

from grader.config import ExcusesFile, read_settings
from grader.model import Assignment
from grader.nouns import frozen, noun

FILE = "equivalent.toml"
VARIANT = "variant: "  # before the name of a way to write the reference
DIAGNOSIS = "diagnosis: "  # before the name of a diagnosis that is false
POINTS = "points"  # the one finding without excuse: no check can be run


@frozen
class Remark:
    """Something to mend: its name, the task or check it is of, the sentence about it."""

    name: str
    of: str
    said: str

    def __str__(self) -> str:
        return f"{self.said} [{self.name}, {self.of}]"


@noun
class Excuse:
    """A finding that stays as it is, and why."""

    place: str
    finding: str
    of: str
    reason: str

    def fits(self, remark: Remark) -> bool:
        """Whether it is about this finding."""
        return remark.name != POINTS and (self.finding, self.of) == (remark.name, remark.of)


def load_excuses(assignment: Assignment) -> tuple[Excuse, ...]:
    """Return the excused findings of an assignment.  Raise BadFile where one is not complete."""
    path = assignment.reference_folder / FILE
    if not path.is_file():
        return ()
    return tuple(
        Excuse(
            place=f"{path}: excused entry {at}",
            finding=table.finding.strip(),
            of=table.of.strip(),
            reason=table.reason.strip(),
        )
        for at, table in enumerate(read_settings(path, ExcusesFile).excused, 1)
    )


def list_unexcused(findings: Iterable[Remark], excuses: Iterable[Excuse]) -> list[str]:
    """Return the sentences of findings without an excuse, and of excuses without a finding."""
    all_findings = list(findings)
    of_these = list(excuses)
    open_ones = [str(each) for each in all_findings if not any(one.fits(each) for one in of_these)]
    stale = [
        f"{one.place}: there is no finding {one.finding!r} of {one.of}; take the entry out"
        for one in of_these
        if not any(one.fits(each) for each in all_findings)
    ]
    return open_ones + stale
