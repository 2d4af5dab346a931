"""Keeping the evidence of a class while it is graded."""

from grader.errors import CannotWrite
from grader.evidence.evidence_folder import EvidenceFolder
from grader.examiner.jobs import ResultReply
from grader.feedback.words import count
from grader.model import Assignment, Submission

MIB = 1 << 20


class EvidenceKeeping:
    """Puts what student code answered into the folder, and says at the end what it did not take.

    Grading goes on where evidence cannot be written: no grade hangs on it.
    """

    def __init__(self, assignment: Assignment, folder: EvidenceFolder) -> None:
        self.mib = assignment.evidence_mib
        self._assignment = assignment.id
        self._folder = folder
        self._problem = ""
        self._checks_cut: dict[str, int] = {}

    def keep(self, submission: Submission, tasks: tuple[str, ...], reply: ResultReply) -> None:
        """Keep the evidence that came with a result, if any did."""
        if not reply.evidence or self._problem:
            return
        if reply.cut:
            self._checks_cut[submission.name] = len(reply.cut)
        judged_tasks = tasks or tuple(task.id for task in reply.result.tasks)
        try:
            self._folder.keep(self._assignment, submission, judged_tasks, reply.evidence)
        except CannotWrite as error:
            self._problem = str(error)

    def lines(self) -> list[str]:
        """Return what is to be said of it at the end."""
        self._folder.sweep()
        if self._problem:
            return [f"evidence   not kept any more: {self._problem}"]
        if not self._checks_cut:
            return []
        checks, submissions = sum(self._checks_cut.values()), len(self._checks_cut)
        return [
            f"evidence   {count(checks, 'check')} of {count(submissions, 'submission')} answered"
            f" more than the {self.mib} MiB that are kept; `grade rejudge` will run them"
        ]
