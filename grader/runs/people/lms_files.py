"""Tables that an LMS gave, and rosters, as exporters get them: with the matching of students."""

from pathlib import Path

from grader.exporters.contract import LmsFile, People
from grader.intake.rosters.identifying import Matcher
from grader.intake.rosters.roster import read_lms_table, roster_of, worksheet_numbers
from grader.model import Roster


def people(roster: Roster) -> People:
    """Return the students of a roster, and who of them somebody is."""
    return People(students=roster.students, match=Matcher(roster).match_student)


def read_lms_file(path: Path) -> LmsFile:
    """Read a table that an LMS gave, whatever the language of its header.  Raises BadFile."""
    table = read_lms_table(path)
    return LmsFile(
        table=table, people=lambda: people(roster_of(table)), numbers=worksheet_numbers(table)
    )
