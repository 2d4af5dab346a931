"""Making transcripts, and proving on the way that each check can be trusted.

Every check runs with the reference as the student while `compare` only notes; it must note no
difference.  Then it runs again with a student that answers zeros in the first pass's structures:
the two recordings of `reference` must be equal, or something of the student's flows into a call on
the reference.  Last, blind students are judged: none may earn. One of them knows the answers to all
visible checks of the task and gives these, whatever it is asked; it is judged on the hidden checks.
"""

import time
from collections.abc import Iterator

from msgspec import field

from grader.checking.answerers.answers import Answers, Logged, Recorded
from grader.checking.answerers.blind import (
    BLIND_STUDENTS,
    VISIBLE_ANSWERS,
    Blind,
    replay_answers,
    zeros,
)
from grader.checking.answerers.transcribing import build_transcript
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
from grader.errors import NoGpu
from grader.judging.student_processes import StudentProcesses
from grader.judging.suite import Suite, edited_file
from grader.model import Assignment, Proved, Refusal, Submission, Task
from grader.nouns import mutable
from grader.sandbox.starting.launchers import Launchers
from grader.version import versions

from .proving_asserts import prove_asserted
from .proving_carried import listen_to_stages, prove_carried, read_stages
from .trust import (
    CheckRun,
    Pass,
    Untrusted,
    advise_on_blind,
    check_first_pass,
    check_flow,
    judge_run,
)


@mutable
class Recorder:
    """Records all checks of an assignment with its reference.

    Without `proving` each check runs once: for inputs that no class will meet, where the answers
    are all that is wanted.
    """

    suite: Suite
    reference: Submission
    launcher: Launchers
    proving: bool = True
    refusals: list[Refusal] = field(default_factory=list)
    _visible: list[Logged] = field(default_factory=list)
    _without_draws: dict[str, Transcript] = field(default_factory=dict)

    @property
    def _assignment(self) -> Assignment:
        return self.suite.assignment

    def record(self, tasks: tuple[str, ...] = ()) -> list[tuple[Inputs, TranscriptFile]]:
        """Return transcripts for each task and its inputs; what is wrong is in `refusals`."""
        mine = StudentProcesses(self._assignment, self.reference, self.launcher)
        theirs = StudentProcesses(self._assignment, self.reference, self.launcher)
        files: list[tuple[Inputs, TranscriptFile]] = []
        try:
            for task in self._assignment.coding_tasks:
                if not tasks or task.id in tasks:
                    self._visible = []
                    for hidden in (False, True):
                        files.extend(self._record_task(task, hidden, mine, theirs))
        finally:
            mine.close()
            theirs.close()
        return files

    def _record_task(
        self, task: Task, hidden: bool, mine: StudentProcesses, theirs: StudentProcesses
    ) -> Iterator[tuple[Inputs, TranscriptFile]]:
        """Yield the recordings of a task's visible or hidden checks, none when it has none."""
        checks = [each for each in self.suite.of(task.id) if each.check.hidden is hidden]
        if not checks:
            return
        self._without_draws = {}
        for inputs in recorded_inputs(self._assignment, hidden=hidden):
            runs = [CheckRun(check, inputs, task, mine, theirs) for check in checks]
            transcripts = tuple(self._record_trusted(runs))
            yield inputs, self._build_file(task, inputs, file_digest(checks[0].path), transcripts)

    def _record_trusted(self, runs: list[CheckRun]) -> Iterator[Transcript]:
        """Yield the transcripts of the checks that can be trusted; the others are refused."""
        for run in runs:
            try:
                yield self._record_check(run)
            except NoGpu as error:
                untrusted = Untrusted(Proved.REFERENCE, f": {error}")
                self.refusals.append(self._build_refusal(run, untrusted))
                return  # nor can the others of its task
            except Untrusted as error:
                self.refusals.append(self._build_refusal(run, error))

    def _build_refusal(self, run: CheckRun, error: Untrusted) -> Refusal:
        file = edited_file(self._assignment, run.collected.path)
        anew = " (with the inputs of grading_seed)" if run.inputs is Inputs.GRADING else ""
        return Refusal(
            check=run.check.id,
            proof=error.proof,
            sentence=f"{file}: {run.check.id}{anew}{error.sentence}",
            blind=error.blind,
        )

    def _build_file(
        self, task: Task, inputs: Inputs, checks: str, transcripts: tuple[Transcript, ...]
    ) -> TranscriptFile:
        """Return the transcripts under the digests of all that they were made from."""
        seed = inputs.seed(self._assignment)
        current = versions()
        return TranscriptFile(
            format=FORMAT,
            task=task.id,
            seed=seed,
            checks=checks,
            reference=reference_digest(self._assignment.reference_folder),
            settings=settings_digest(self._assignment, task, seed),
            versions={
                "numpy": current.numpy,
                "torch": current.torch or "",
                "python": current.python,
            },
            transcripts=transcripts,
        )

    def _record_check(self, run: CheckRun) -> Transcript:
        """Return the transcript of a check.  Raises Untrusted where it cannot be trusted."""
        earlier = self._without_draws.get(run.check.id)
        if earlier is not None:  # another seed changes nothing
            return earlier
        if run.check.asserted:
            transcript = prove_asserted(
                self.suite, run.collected, run.task, run.mine, run.theirs, self.launcher
            )
            drawn = False
        else:
            transcript, drawn = self._transcribe(run)
        if not drawn:
            self._without_draws[run.check.id] = transcript
        return transcript

    def _transcribe(self, run: CheckRun) -> tuple[Transcript, bool]:
        """Return the transcript of a check, and whether the check drew from `rng`.

        Raises Untrusted where it cannot be trusted.
        """
        first = self._run_pass(run)
        check_first_pass(
            first,
            defines=run.task.defines,
            place=edited_file(self._assignment, run.collected.path).name,
            points=run.check.points,
        )
        tolerance = max(first.compare.loosest, self._usual_tolerance(run.task))
        transcript = build_transcript(
            run.check.id,
            first.reference,
            first.compare.margins,
            tolerance,
            first.seconds / 2,
            first.carried,
        )
        if self.proving:
            check_flow(first, self._run_pass(run, Blind(first.student.log, zeros)))
            self._check_blind(run, first, transcript)
            if transcript.carried:
                prove_carried(self.suite, run, first.student.log, transcript)
        return transcript, first.drawn

    def _usual_tolerance(self, task: Task) -> float:
        """Return the relative tolerance of a comparison that says nothing else.

        NumPy tasks compute in float64.
        """
        of_task = self._assignment.tolerances_of(task)
        return (of_task.float32 if task.server.has_torch else of_task.float64).relative

    def _run_pass(self, run: CheckRun, blind: Answers | None = None) -> Pass:
        """Run a check with the reference as its own student, or with a blind student.

        The blind student's is the second pass. The reference has another random state then, so one
        that draws at random answers differently.
        """
        begun_processes = [run.theirs] if blind is not None else [run.mine, run.theirs]
        sides = self._choose_sides(run, blind)
        student, reference = map(Recorded, sides)
        began = time.monotonic()  # both are loaded by now
        compare = Comparison(self._assignment.tolerances_of(run.task), judging=False)
        draws = self.suite.draws(run.collected, run.inputs)
        raised = self.suite.run(run.collected, Side(student), Side(reference), compare, draws)
        seconds = time.monotonic() - began
        for processes in begun_processes:
            processes.finish(run.task, began)
        return Pass(
            raised=raised,
            student=student,
            reference=reference,
            compare=compare,
            seconds=seconds,
            drawn=draws.drawn,
            carried=read_stages(*sides),
        )

    def _choose_sides(self, run: CheckRun, blind: Answers | None) -> tuple[Answers, Answers]:
        """Return who answers for the student, and for the reference.

        Where the reference is both, its earlier stages are listened to.
        """
        stages = run.check.carries if self.proving and blind is None else ()
        student = blind or run.mine.begin(run.task, alone=bool(stages))
        seed = 0 if blind is None else 1
        reference = run.theirs.begin(run.task, seed=seed, alone=bool(stages))
        if not stages:
            return student, reference
        return listen_to_stages(student, stages), listen_to_stages(reference, stages)

    def _check_blind(self, run: CheckRun, first: Pass, transcript: Transcript) -> None:
        """Refuse a check with points that a blind student earns any of."""
        students, log = dict(BLIND_STUDENTS), first.student.log
        if run.inputs is Inputs.HIDDEN:
            students[VISIBLE_ANSWERS] = replay_answers(self._visible)
        elif run.inputs is Inputs.RELEASED:
            self._visible.extend(log)
        for name, fill in students.items() if run.check.points else ():
            _, earned = judge_run(self.suite, run, transcript, Blind(log, fill))
            if earned:
                raise Untrusted(
                    Proved.BLIND,
                    f": a blind student that answers {name} passes it and earns {earned}"
                    f" points; {advise_on_blind(first.compare)}",
                    blind=name,
                )
