"""Reading submissions: folders, archives, notebooks, single files, what an LMS gives.

Whatever state they are in.
"""

from grader.intake.gathering import Gathered, gather, read_class, read_one
from grader.intake.reading import read_folder, read_submission
from grader.intake.rosters.choosing import HandedIn
from grader.intake.rosters.roster import read_roster

__all__ = [
    "Gathered",
    "HandedIn",
    "gather",
    "read_class",
    "read_folder",
    "read_one",
    "read_roster",
    "read_submission",
]
