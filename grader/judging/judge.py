"""Judging one submission: run the checks of its tasks against transcripts, and add up."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from grader.checking.answers import Replayed
from grader.checking.comparison import Comparison
from grader.checking.proxies import Side
from grader.checking.rng import Rng
from grader.checking.transcribing import replayable
from grader.config import handed_out
from grader.errors import NotReleased
from grader.judging.attempt import Attempt
from grader.judging.collecting import Bench, Collected, Suite
from grader.judging.findings import Finding, blocked, broken_rule, finding, stopped_finding
from grader.judging.machine import Machine
from grader.judging.staleness import Transcripts
from grader.model import (
    Assignment,
    CheckResult,
    Level,
    Measure,
    Outcome,
    Result,
    Seeds,
    ServerKind,
    Submission,
    SubmissionRecord,
    Task,
    TaskResult,
)
from grader.points import UNCHANGED, task_result, total
from grader.sandbox.failures import StudentStopped
from grader.sandbox.launchers import Launcher
from grader.sandbox.survey import TaskSurvey
from grader.version import versions

OnCheck = Callable[[CheckResult], None]
OnMeasures = Callable[[str, list[Measure]], None]


@dataclass(slots=True)
class _Work:
    """A task while it is judged.

    What its sources say, or what is to be said of every check when they say nothing.
    """

    task: Task
    survey: TaskSurvey | None
    finding: Finding | None = None
    checks: list[CheckResult] = field(default_factory=list)
    notes: tuple[str, ...] = ()


class Judge:
    """Judges submissions, one after the other, with one suite and its transcripts."""

    def __init__(
        self,
        suite: Suite,
        transcripts: Transcripts,
        launcher: Callable[[ServerKind], Launcher],
        attempt: type[Attempt] = Attempt,
        machine: Machine | None = None,
        on_measures: OnMeasures | None = None,
    ) -> None:
        self._suite = suite
        self._assignment: Assignment = suite.assignment
        self._on_measures = on_measures
        self._transcripts = transcripts
        self._launcher = launcher
        self._attempt = attempt
        self._machine = machine or Machine(None)
        self._handed_out = handed_out(suite.assignment)

    def judge(
        self,
        submission: Submission,
        tasks: tuple[str, ...] = (),
        on_check: OnCheck | None = None,
        *,
        stop_first: bool = False,
    ) -> Result:
        """The result of a submission, for those tasks or for all."""
        began = time.monotonic()
        chosen = [task for task in self._assignment.tasks if not tasks or task.id in tasks]
        attempt = self._attempt(self._assignment, submission, self._launcher)
        try:
            attempt.prepare(chosen)
            works = self._visible(chosen, attempt, on_check or _ignore, stop_first)
            # Hidden checks come last, for all tasks: what student code saw in them must not come
            # out through the message of a visible one.
            for work in works:
                if not (stop_first and any(_did_not_pass(earlier) for earlier in works)):
                    self._run_checks(
                        work, attempt, on_check or _ignore, hidden=True, stop_first=stop_first
                    )
        finally:
            attempt.close()
        results = [self._task_result(work) for work in works]
        sums = total(results)
        return Result(
            assignment=self._assignment.id,
            student=submission.student,
            submission=SubmissionRecord(
                name=submission.name,
                digest=submission.digest,
                received=submission.received,
                notes=(*submission.notes, *((submission.problem,) if submission.problem else ())),
            ),
            held=sums.held,
            earned=sums.earned,
            possible=sums.possible,
            awaiting=sums.awaiting,
            undecided=sums.undecided,
            tasks=tuple(results),
            level=Level(attempt.level),
            seeds=Seeds(visible=self._assignment.visible_seed, hidden=self._assignment.hidden_seed),
            versions=versions(),
            seconds=round(time.monotonic() - began, 3),
        )

    def _visible(
        self, chosen: list[Task], attempt: Attempt, on_check: OnCheck, stop_first: bool
    ) -> list[_Work]:
        """The tasks with their visible checks run.

        With `stop_first`, up to the first that does not pass.
        """
        works: list[_Work] = []
        for task in chosen:
            work = self._survey(task, attempt)
            works.append(work)
            self._run_checks(work, attempt, on_check, hidden=False, stop_first=stop_first)
            work.notes = attempt.notes(task)
            if stop_first and _did_not_pass(work):
                break
        return works

    def _survey(self, task: Task, attempt: Attempt) -> _Work:
        try:
            return _Work(task, attempt.survey(task))
        except StudentStopped as stopped:  # the sources could not even be read
            return _Work(task, None, stopped_finding(stopped))

    def _run_checks(
        self,
        work: _Work,
        attempt: Attempt,
        on_check: OnCheck,
        *,
        hidden: bool,
        stop_first: bool = False,
    ) -> None:
        """Runs the visible or the hidden checks of a task, or gives them the finding that stands
        already.
        """
        found = work.finding
        if work.survey is not None and not work.survey.submitted:
            found = Finding(outcome=Outcome.NOT_SUBMITTED)
        for one in self._suite.of(work.task.id):
            if one.check.hidden is not hidden:
                continue
            if found is not None or work.survey is None:
                work.checks.append(_result(one, found or Finding(outcome=Outcome.NOT_SUBMITTED)))
                continue
            result = self._check(one, work.task, attempt, work.survey, work.checks)
            work.checks.append(result)
            on_check(result)
            if stop_first and result.outcome is not Outcome.PASSED:
                return

    def _task_result(self, work: _Work) -> TaskResult:
        with_hidden = self._assignment.solutions is not None
        if work.survey is None:
            return task_result(
                work.task, tuple(work.checks), submitted=True, with_hidden=with_hidden
            )
        survey, task = work.survey, work.task
        unchanged = self._unchanged(task, survey)
        unchanged_note = (f"{survey.name} is {UNCHANGED}",) if unchanged else ()
        return task_result(
            task,
            tuple(work.checks),
            submitted=survey.submitted,
            with_hidden=with_hidden,
            notes=tuple(dict.fromkeys((*survey.notes, *work.notes, *unchanged_note))),
            answer=survey.text if task.by_hand and survey.submitted else None,
            unchanged=unchanged,
        )

    def _unchanged(self, task: Task, survey: TaskSurvey) -> bool:
        """Return whether a written answer is still the template."""
        if not task.by_hand or not survey.submitted:
            return False
        text = survey.text.strip("\n") + "\n"
        digest = f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
        return digest == self._handed_out.get(task.file)

    def _check(
        self,
        one: Collected,
        task: Task,
        attempt: Attempt,
        survey: TaskSurvey,
        before: list[CheckResult],
    ) -> CheckResult:
        if survey.uses:
            return _result(one, broken_rule(survey.uses[0], before))
        passed = {result.id for result in before if result.outcome is Outcome.PASSED}
        missing = [need for need in one.check.needs if need not in passed]
        if missing:
            return _result(one, blocked(missing[0], before))
        return self._run(one, task, attempt, survey)

    def _run(self, one: Collected, task: Task, attempt: Attempt, survey: TaskSurvey) -> CheckResult:
        began = time.monotonic()
        with self._machine.beside_others():
            raised, called, compare, printed = self._once(one, task, attempt)
        if (
            isinstance(raised, StudentStopped) and raised.busy
        ):  # it looks like a busy machine: alone, then judge
            with self._machine.alone():
                raised, called, compare, printed = self._once(one, task, attempt)
        if self._on_measures is not None:
            self._on_measures(one.check.id, compare.measures or [])
        found = finding(raised, survey, called, one.path, self._reference_seconds(one))
        return _result(
            one, found, notes=tuple(compare.notes), seconds=time.monotonic() - began, output=printed
        )

    def _once(
        self, one: Collected, task: Task, attempt: Attempt
    ) -> tuple[BaseException | None, str, Comparison, str]:
        """Runs a check.

        What it raised, the function it called last, what was compared, what was printed.
        """
        began = time.monotonic()
        compare = Comparison(self._assignment.tolerances, measuring=self._on_measures is not None)
        called = ""
        raised: BaseException | None
        try:
            student = Side(attempt.begin(task, alone=one.check.asserted))
            bench = Bench(
                student, Side(self._replayed(one)), check_rng(self._assignment, one), compare
            )
            raised = self._suite.run(one, bench)
            called = student._session.called
        except (StudentStopped, NotReleased) as error:
            raised = error
        return raised, called, compare, attempt.finish(task, began)

    def _reference_seconds(self, one: Collected) -> float:
        file = self._transcripts.get((one.check.task, one.check.hidden))
        transcript = file.of(one.check.id) if file else None
        return transcript.seconds if transcript else 0.0

    def _replayed(self, one: Collected) -> Replayed:
        file = self._transcripts[(one.check.task, one.check.hidden)]
        transcript = file.of(one.check.id)
        if transcript is None:
            raise NotReleased(
                f"there is no transcript of {one.check.id}; run `grade record"
                f" {self._assignment.id}`"
            )
        return Replayed(one.check.id, replayable(transcript))


def _did_not_pass(work: _Work) -> bool:
    return any(check.outcome is not Outcome.PASSED for check in work.checks)


def check_rng(assignment: Assignment, one: Collected) -> Rng:
    """The draws of a check.

    From the hidden seed for a hidden one, from the visible seed for a visible one.
    """
    seed = assignment.hidden_seed if one.check.hidden else assignment.visible_seed
    assert seed is not None
    return Rng(seed, one.check.id)


def _result(
    one: Collected,
    found: Finding,
    *,
    notes: tuple[str, ...] = (),
    seconds: float = 0.0,
    output: str = "",
) -> CheckResult:
    earned: Decimal | None = one.check.points if found.outcome is Outcome.PASSED else Decimal(0)
    if found.outcome in (Outcome.GRADER_FAULT, Outcome.NOT_SUBMITTED):
        earned = None
    return CheckResult(
        id=one.check.id,
        title=one.check.title,
        outcome=found.outcome,
        earned=earned,
        possible=one.check.points,
        hidden=one.check.hidden,
        message=found.message,
        hint=one.check.hint if found.outcome is Outcome.FAILED else None,
        difference=found.difference,
        place=found.place,
        traceback=found.traceback,
        notes=notes,
        seconds=round(seconds, 4),
        output=output,
        asserted=one.check.asserted,
        blame=found.blame,
    )


def _ignore(result: CheckResult) -> None:
    return None
