"""Making transcripts, and proving on the way that each check can be trusted.

Every check runs with the reference as the student while `compare` only notes; it must note no
difference.  Then it runs again with a student that answers zeros in the first pass's structures:
the two recordings of `reference` must be equal, or something of the student's flows into a call on
the reference.  Last, blind students are judged: none may earn. One of them knows the answers to all
visible checks of the task and gives these, whatever it is asked; it is judged on the hidden checks.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from grader.checking.answers import (
    BLIND_STUDENTS,
    VISIBLE_ANSWERS,
    Answers,
    Blind,
    Given,
    Logged,
    Recorded,
    Replayed,
    replaying,
    zeros,
)
from grader.checking.comparison import SMALLEST_MARGIN, Comparison
from grader.checking.proxies import Side
from grader.checking.transcribing import made_transcript, replayable
from grader.checking.transcripts import (
    FORMAT,
    Transcript,
    TranscriptFile,
    file_digest,
    reference_digest,
    settings_digest,
)
from grader.compare import sentence
from grader.judging.attempt import Attempt
from grader.judging.collecting import Bench, Collected, Suite
from grader.judging.judge import check_rng
from grader.model import Proved, Refusal, ServerKind, Submission, Task
from grader.recording.proving_asserts import prove_asserted
from grader.sandbox.launchers import Launcher
from grader.version import versions
from grader.wire.encoding import encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """One run of a check while recording."""

    raised: BaseException | None
    student: Recorded
    reference: Recorded
    compare: Comparison
    seconds: float


class _Refused(Exception):
    def __init__(self, proof: Proved, sentence: str, blind: str = "") -> None:
        super().__init__(sentence)
        self.proof = proof
        self.sentence = sentence
        self.blind = blind


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

    def record(self, tasks: tuple[str, ...] = ()) -> list[tuple[bool, TranscriptFile]]:
        """(hidden, transcripts) a task and kind of check; what is wrong is in `refusals`."""
        mine = Attempt(self._assignment, self._reference, self._launcher)
        theirs = Attempt(self._assignment, self._reference, self._launcher)
        made: list[tuple[bool, TranscriptFile]] = []
        try:
            for task in self._assignment.coding_tasks:
                if tasks and task.id not in tasks:
                    continue
                self._visible = []
                for hidden in (False, True):
                    ours = [one for one in self._suite.of(task.id) if one.check.hidden is hidden]
                    transcripts = []
                    for one in ours:
                        try:
                            transcripts.append(self._record(one, task, mine, theirs))
                        except _Refused as error:
                            self.refusals.append(
                                Refusal(
                                    check=one.check.id,
                                    proof=error.proof,
                                    sentence=f"{one.path}: {one.check.id}{error.sentence}",
                                    blind=error.blind,
                                )
                            )
                    if ours:
                        made.append((hidden, self._file(task, hidden, ours, tuple(transcripts))))
        finally:
            mine.close()
            theirs.close()
        return made

    def _file(
        self, task: Task, hidden: bool, ours: list[Collected], transcripts: tuple[Transcript, ...]
    ) -> TranscriptFile:
        assert self._assignment.solutions is not None
        seed = self._assignment.hidden_seed if hidden else self._assignment.visible_seed
        assert seed is not None
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

    def _record(self, one: Collected, task: Task, mine: Attempt, theirs: Attempt) -> Transcript:
        if one.check.asserted:
            return prove_asserted(self._suite, one, task, mine, self._launcher)
        first = self._first(one, task, mine, theirs)
        tolerance = max(first.compare.loosest, self._usual(task))
        transcript = made_transcript(
            one.check.id, first.reference, first.compare.margins, tolerance, first.seconds / 2
        )
        if not self._proving:
            return transcript
        second = self._pass(one, task, None, theirs, blind=Blind(first.student.log, zeros))
        if second.raised is not None:
            raise _Refused(
                Proved.FLOW,
                f": with a student that answers zeros it ends early, with {_said(second.raised)}; a"
                " check must run to its end whatever the numbers are",
            )
        _check_equal(first.reference, second.reference)
        self._check_blind(one, first, transcript)
        return transcript

    def _first(self, one: Collected, task: Task, mine: Attempt, theirs: Attempt) -> Pass:
        """The reference as its own student.

        Raises _Refused when that fails, or two scores lie too close together.
        """
        first = self._pass(one, task, mine, theirs)
        if first.raised is not None:
            said = f": with the reference as the student it ends with {_said(first.raised)}"
            raise _Refused(Proved.REFERENCE, said)
        if first.compare.found:
            raise _Refused(
                Proved.REFERENCE, f": the reference fails it: {sentence(first.compare.found[0])}"
            )
        _check_margins(first)
        return first

    def _usual(self, task: Task) -> float:
        """The relative tolerance of a comparison that says nothing else:

        NumPy tasks compute in float64.
        """
        of_assignment = self._assignment.tolerances
        return (
            of_assignment.float64 if task.server is ServerKind.NUMPY else of_assignment.float32
        ).relative

    def _pass(
        self,
        one: Collected,
        task: Task,
        mine: Attempt | None,
        theirs: Attempt,
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
        bench = Bench(Side(student), Side(reference), check_rng(self._assignment, one), compare)
        raised = self._suite.run(one, bench)
        seconds = time.monotonic() - began
        for attempt in (mine, theirs):
            if attempt is not None:
                attempt.finish(task, began)
        return Pass(
            raised=raised, student=student, reference=reference, compare=compare, seconds=seconds
        )

    def _check_blind(self, one: Collected, first: Pass, transcript: Transcript) -> None:
        """No blind answer may pass a check that has points."""
        students = dict(BLIND_STUDENTS)
        if one.check.hidden:
            students[VISIBLE_ANSWERS] = replaying(self._visible)
        else:
            self._visible.extend(first.student.log)
        for name, fill in students.items() if one.check.points else ():
            compare = Comparison(self._assignment.tolerances)
            bench = Bench(
                Side(Blind(first.student.log, fill)),
                Side(Replayed(one.check.id, replayable(transcript))),
                check_rng(self._assignment, one),
                compare,
            )
            if self._suite.run(one, bench) is None:
                raise _Refused(
                    Proved.BLIND,
                    f": a blind student that answers {name} passes it and earns {one.check.points}"
                    " points; compare values, not only shapes",
                    blind=name,
                )


def _check_margins(first: Pass) -> None:
    if any(gap < SMALLEST_MARGIN for gap in first.compare.margins):
        smallest = min(first.compare.margins)
        raise _Refused(
            Proved.MARGIN,
            f": two scores lie {smallest:.1e} apart, relative to the largest, so honest work may"
            " read off another letter; draw other numbers until the gap is above"
            f" {SMALLEST_MARGIN:g}",
        )


def _check_equal(first: Recorded, second: Recorded) -> None:
    """Both passes asked the reference the same and heard the same."""
    for at, (one, other) in enumerate(zip(first.log, second.log, strict=False), 1):
        if one[1] != other[1]:
            raise _Refused(
                Proved.FLOW,
                f": call {at} on reference (“{one[0]}”) depends on what the student answered; give"
                " it literals, draws of rng, or earlier answers of the reference's",
            )
        if _bytes(one[2]) != _bytes(other[2]):
            raise _Refused(
                Proved.FLOW,
                f": the reference answers call {at} (“{one[0]}”) differently the second time; it"
                " may not draw at random",
            )
    if len(first.log) != len(second.log):
        raise _Refused(
            Proved.FLOW, ": how often it asks the reference depends on what the student answered"
        )


def _bytes(given: Given) -> bytes:
    return encode((given.value, given.trace))


def _said(raised: BaseException) -> str:
    return f"{type(raised).__name__}: {raised}"
