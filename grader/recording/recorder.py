"""Making transcripts, and proving on the way that each check can be trusted.

Every check runs with the reference as the student while `compare` only notes; it must note no
difference.  Then it runs again with a student that answers zeros in the first pass's structures:
the two recordings of `reference` must be equal, or something of the student's flows into a call on
the reference.  Last, blind students are judged: none may earn. One of them knows the answers to all
visible checks of the task and gives these, whatever it is asked; it is judged on the hidden checks.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from grader.checking.answerers.answers import Answers, Logged, Recorded, Replayed
from grader.checking.answerers.blind import BLIND_STUDENTS, VISIBLE_ANSWERS, Blind, replaying, zeros
from grader.checking.answerers.transcribing import made_transcript, replayable
from grader.checking.answerers.transcripts import (
    FORMAT,
    Inputs,
    Transcript,
    TranscriptFile,
    file_digest,
    recorded_inputs,
    reference_digest,
    settings_digest,
)
from grader.checking.comparing.comparison import Comparison
from grader.checking.handles.proxies import Side
from grader.judging.student_processes import StudentProcesses
from grader.judging.suite import Collected, Fixtures, Suite, edited_file
from grader.model import Proved, Refusal, ServerKind, Submission, Task
from grader.recording.proving_asserts import prove_asserted
from grader.recording.trust import (
    Pass,
    Untrusted,
    check_flow,
    check_loads,
    check_margins,
    check_parts,
    check_reference,
)
from grader.sandbox.starting.launchers import Launcher
from grader.version import versions


class Recorder:
    """Records all checks of an assignment with its reference.

    Without `proving` each check runs once: for inputs that no class will meet, where the answers
    are all that is wanted.
    """

    def __init__(
        self,
        suite: Suite,
        reference: Submission,
        launcher: Callable[[ServerKind], Launcher],
        *,
        proving: bool = True,
    ) -> None:
        self._suite = suite
        self._proving = proving
        self._assignment = suite.assignment
        self._reference = reference
        self._launcher = launcher
        self.refusals: list[Refusal] = []
        self._visible: list[Logged] = []
        self._without_draws: dict[str, Transcript] = {}

    def record(self, tasks: tuple[str, ...] = ()) -> list[tuple[Inputs, TranscriptFile]]:
        """Return transcripts for each task and its inputs; what is wrong is in `refusals`."""
        mine = StudentProcesses(self._assignment, self._reference, self._launcher)
        theirs = StudentProcesses(self._assignment, self._reference, self._launcher)
        made: list[tuple[Inputs, TranscriptFile]] = []
        try:
            for task in self._assignment.coding_tasks:
                if not tasks or task.id in tasks:
                    self._visible = []
                    for hidden in (False, True):
                        made.extend(self._of_task(task, hidden, mine, theirs))
        finally:
            mine.close()
            theirs.close()
        return made

    def _of_task(
        self, task: Task, hidden: bool, mine: StudentProcesses, theirs: StudentProcesses
    ) -> Iterator[tuple[Inputs, TranscriptFile]]:
        """Yield the recordings of a task's visible or hidden checks, none when it has none."""
        ours = [one for one in self._suite.of(task.id) if one.check.hidden is hidden]
        if not ours:
            return
        self._without_draws = {}
        for inputs in recorded_inputs(self._assignment, hidden=hidden):
            transcripts = []
            for one in ours:
                try:
                    transcripts.append(self._recorded(one, inputs, task, mine, theirs))
                except Untrusted as error:
                    self.refusals.append(self._refusal(one, inputs, error))
            yield inputs, self._file(task, inputs, ours, tuple(transcripts))

    def _refusal(self, one: Collected, inputs: Inputs, error: Untrusted) -> Refusal:
        file = edited_file(self._assignment, one.path)
        anew = " (with the inputs of grading_seed)" if inputs is Inputs.GRADING else ""
        return Refusal(
            check=one.check.id,
            proof=error.proof,
            sentence=f"{file}: {one.check.id}{anew}{error.sentence}",
            blind=error.blind,
        )

    def _file(
        self, task: Task, inputs: Inputs, ours: list[Collected], transcripts: tuple[Transcript, ...]
    ) -> TranscriptFile:
        assert self._assignment.solutions is not None
        seed = inputs.seed(self._assignment)
        now = versions()
        return TranscriptFile(
            format=FORMAT,
            task=task.id,
            seed=seed,
            checks=file_digest(ours[0].path),
            reference=reference_digest(self._assignment.solutions),
            settings=settings_digest(self._assignment, task, seed),
            versions={"numpy": now.numpy, "torch": now.torch or "", "python": now.python},
            transcripts=transcripts,
        )

    def _recorded(
        self,
        one: Collected,
        inputs: Inputs,
        task: Task,
        mine: StudentProcesses,
        theirs: StudentProcesses,
    ) -> Transcript:
        """Return the transcript of a check.  Raises Untrusted where it cannot be trusted."""
        known = self._without_draws.get(one.check.id)
        if known is not None:  # another seed changes nothing
            return known
        if one.check.asserted:
            transcript = prove_asserted(self._suite, one, task, mine, self._launcher)
            self._without_draws[one.check.id] = transcript
            return transcript
        first = self._pass(one, inputs, task, mine, theirs)
        check_reference(first, task.defines)
        check_loads(first, edited_file(self._assignment, one.path).name)
        check_margins(first)
        check_parts(first, one.check.points)
        tolerance = max(first.compare.loosest, self._usual(task))
        transcript = made_transcript(
            one.check.id, first.reference, first.compare.margins, tolerance, first.seconds / 2
        )
        if self._proving:
            zero = Blind(first.student.log, zeros)
            check_flow(first, self._pass(one, inputs, task, None, theirs, blind=zero))
            self._check_blind(one, inputs, first, transcript)
        if not first.drawn:
            self._without_draws[one.check.id] = transcript
        return transcript

    def _usual(self, task: Task) -> float:
        """Return the relative tolerance of a comparison that says nothing else.

        NumPy tasks compute in float64.
        """
        of_assignment = self._assignment.tolerances
        return (
            of_assignment.float64 if task.server is ServerKind.NUMPY else of_assignment.float32
        ).relative

    def _pass(
        self,
        one: Collected,
        inputs: Inputs,
        task: Task,
        mine: StudentProcesses | None,
        theirs: StudentProcesses,
        blind: Answers | None = None,
    ) -> Pass:
        student_answers = mine.begin(task) if mine else blind
        assert student_answers is not None
        # Another random state in the second pass: a reference that draws at random answers
        # differently there.
        student, reference = (
            Recorded(student_answers),
            Recorded(theirs.begin(task, seed=0 if mine else 1)),
        )
        began = time.monotonic()  # both are loaded by now
        compare = Comparison(self._assignment.tolerances, judging=False)
        draws = self._suite.draws(one, inputs)
        fixtures = Fixtures(Side(student), Side(reference), draws, compare)
        raised = self._suite.run(one, fixtures)
        seconds = time.monotonic() - began
        for processes in (mine, theirs):
            if processes is not None:
                processes.finish(task, began)
        return Pass(
            raised=raised,
            student=student,
            reference=reference,
            compare=compare,
            seconds=seconds,
            drawn=draws.drawn,
        )

    def _check_blind(
        self, one: Collected, inputs: Inputs, first: Pass, transcript: Transcript
    ) -> None:
        """No blind answer may pass a check that has points."""
        students = dict(BLIND_STUDENTS)
        if inputs is Inputs.HIDDEN:
            students[VISIBLE_ANSWERS] = replaying(self._visible)
        elif inputs is Inputs.RELEASED:
            self._visible.extend(first.student.log)
        for name, fill in students.items() if one.check.points else ():
            compare = Comparison(self._assignment.tolerances)
            fixtures = Fixtures(
                Side(Blind(first.student.log, fill)),
                Side(Replayed(one.check.id, replayable(transcript))),
                self._suite.draws(one, inputs),
                compare,
            )
            passed = self._suite.run(one, fixtures) is None and not compare.parts
            earned = one.check.points if passed else compare.earned
            if earned:
                raise Untrusted(
                    Proved.BLIND,
                    f": a blind student that answers {name} passes it and earns {earned}"
                    " points; compare values, not only shapes",
                    blind=name,
                )
