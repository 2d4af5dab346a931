"""Recording a check of lower trust: what its asserts return, and the proof needs real processes."""

import time

from msgspec import field

from grader.checking.answerers.answers import Answers, Given, Question, Recorded
from grader.checking.answerers.transcribing import build_transcript, replay
from grader.checking.answerers.transcripts import Transcript
from grader.checking.comparing.comparison import Comparison
from grader.checking.handles.proxies import Side
from grader.judging.student_processes import StudentProcesses
from grader.judging.suite import Collected, Suite
from grader.model import Proved, Submission, SubmittedFile, Task
from grader.model.values import CallBack
from grader.nouns import frozen
from grader.sandbox.failures import StudentStopped
from grader.sandbox.starting.launchers import Launchers

from .trust import Untrusted, explain_raised

BLIND_BODIES = {"None": "None", "zero": "0", "its input": "args[0] if args else None"}


def prove_asserted(
    suite: Suite,
    collected: Collected,
    task: Task,
    mine: StudentProcesses,
    theirs: StudentProcesses,
    launcher: Launchers,
) -> Transcript:
    """Return the transcript of a check of lower trust: the values that its asserts return, if any.

    `mine` and `theirs` both run the reference.  Raises Untrusted when the reference does not pass
    it, or functions that answer None, zero or their input pass all asserts of the task that have
    points.  A teacher's first example is often one that a blind answer passes; the question as a
    whole must tell it apart.
    """
    runs = _AssertedRuns(suite, task, mine, theirs)
    transcript, raised = runs.record(collected)
    if raised is not None:
        raise Untrusted(Proved.REFERENCE, f": the reference fails it: {explain_raised(raised)}")
    asserting = [collected, *_other_asserts(suite, collected, task)]
    for answer, body in BLIND_BODIES.items() if collected.check.points else ():
        processes = StudentProcesses(
            suite.assignment, _blind_submission(task, answer, body), launcher
        )
        try:
            passed = all(runs.passes(each, processes) for each in asserting)
        finally:
            processes.close()
        if passed:
            raise Untrusted(
                Proved.BLIND,
                f": a blind student whose functions answer {answer} passes it, and all other"
                f" asserts of {task.id}, and earns {collected.check.points} points; assert values,"
                " or give it 0 points",
                blind=answer,
            )
    return transcript


def _blind_submission(task: Task, name: str, body: str) -> Submission:
    """Return a submission in which each of a task's functions returns one expression."""
    functions = (f"def {name}(*args, **kwargs):\n    return {body}\n\n\n" for name in task.defines)
    content = "".join(functions).encode()
    return Submission(name=name, files=(SubmittedFile(name=task.file, content=content),))


def _other_asserts(suite: Suite, collected: Collected, task: Task) -> list[Collected]:
    """Return the other checks of the task that assert and have points."""
    asserting = (each for each in suite.checks if each.check.asserted and each.check.points)
    return [each for each in asserting if each is not collected and each.check.task == task.id]


@frozen
class _AssertedRuns:
    """Runs a task's asserts, with the reference on one side or on both."""

    suite: Suite
    task: Task
    mine: StudentProcesses
    theirs: StudentProcesses
    known: dict[str, tuple[Transcript, BaseException | None]] = field(default_factory=dict)

    def record(self, collected: Collected) -> tuple[Transcript, BaseException | None]:
        """Return a check's transcript, and what the reference raised in it."""
        if collected.check.id not in self.known:
            reference = Recorded(_Late(self.theirs, self.task))
            began = time.monotonic()
            raised = self._run(collected, self.mine, reference)
            seconds = time.monotonic() - began
            transcript = build_transcript(collected.check.id, reference, [], 0.0, seconds)
            self.known[collected.check.id] = transcript, raised
        return self.known[collected.check.id]

    def passes(self, collected: Collected, processes: StudentProcesses) -> bool:
        """Return whether these processes' submission passes a check."""
        transcript, _ = self.record(collected)
        return self._run(collected, processes, replay(transcript)) is None

    def _run(
        self, collected: Collected, processes: StudentProcesses, reference: Answers
    ) -> BaseException | None:
        began = time.monotonic()
        raised: BaseException | None
        try:
            student = Side(processes.begin(self.task, alone=True))
            compare = Comparison(self.suite.assignment.tolerances_of(self.task))
            raised = self.suite.run(collected, student, Side(reference), compare)
        except StudentStopped as error:  # while its file was loaded
            raised = error
        processes.finish(self.task, began)
        return raised


@frozen
class _Late:
    """A process that begins when it is asked first: most asserts never ask the reference."""

    processes: StudentProcesses
    task: Task

    def ask(self, question: Question, call_back: CallBack | None = None) -> Given:
        """Return the answer of the one question that the check has."""
        began = time.monotonic()
        try:
            return self.processes.begin(self.task, alone=True).ask(question, call_back)
        finally:
            self.processes.finish(self.task, began)
