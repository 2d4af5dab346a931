"""The files of one submission again, for staff who look at it."""

from pathlib import Path

from grader.errors import BadEvidence, GraderError
from grader.evidence.evidence_folder import EvidenceFolder
from grader.gradebook import Gradebook
from grader.model import Assignment, Course, Result, Roster, Submission, SubmittedFile
from grader.nouns import noun

from .roll import gather_class, last_batch_folder


@noun
class HandedInFiles:
    """Files of a submission, or why there are none; `folder` is where they may be read again."""

    files: tuple[SubmittedFile, ...] = ()
    problem: str = ""
    folder: str = ""


def read_kept_files(
    evidence: EvidenceFolder | None, gradebook: Gradebook, result: Result
) -> HandedInFiles:
    """Return the files of the very work that was judged, as they are kept beside the gradebook."""
    if result.submission.digest == Submission(name="", files=()).digest:
        return HandedInFiles(problem="Nothing was handed in.")
    problem = "The code is not kept beside the gradebook."
    try:
        digest = result.submission.digest
        work = evidence.work(result.assignment, digest) if evidence is not None else None
        if evidence is not None and work is not None:
            return HandedInFiles(files=evidence.files(work))
    except BadEvidence as error:
        problem = f"The code that is kept beside the gradebook cannot be read: {error}."
    return HandedInFiles(problem=problem, folder=_last_folder(gradebook, result.assignment))


def read_files_again(
    gradebook: Gradebook,
    course: Course,
    assignment: Assignment,
    roster: Roster | None,
    result: Result,
) -> HandedInFiles:
    """Return a submission's files out of the folder that the last batch read, if still the same.

    All of the folder is read for it.
    """
    folder = _last_folder(gradebook, assignment.id)
    if not folder:
        return HandedInFiles(problem="The folder that the last batch read is not there any more.")
    try:
        gathered = gather_class(
            Path(folder),
            course,
            assignment,
            roster,
            gradebook=gradebook,
            times=gradebook.attempt_times(assignment.id),
        )
    except (GraderError, OSError) as error:
        return HandedInFiles(problem=f"The folder of the class cannot be read: {error}.")
    matches = [each for each in gathered.submissions if each.name == result.submission.name]
    if not matches:
        return HandedInFiles(problem=f"{folder} has no such submission any more.")
    if matches[0].digest != result.submission.digest:
        return HandedInFiles(
            problem=f"What lies in {folder} is other work than was judged; grade it again first."
        )
    if not matches[0].files:
        return HandedInFiles(problem="None of its files could be read.")
    return HandedInFiles(files=matches[0].files)


def _last_folder(gradebook: Gradebook, assignment: str) -> str:
    """Return where the last batch read the class's work, if it is there; else "" ."""
    folder = last_batch_folder(gradebook, assignment)
    return folder if folder and Path(folder).exists() else ""
