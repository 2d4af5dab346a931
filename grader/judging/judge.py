"""Judging one submission: run the checks of its tasks, and add up."""

import time
from collections.abc import Callable

from msgspec import field

from grader.checking.answerers.transcripts import Inputs, judged_inputs
from grader.config import untouched_digests
from grader.diagnosis.evidence import Evidence
from grader.language import tr
from grader.model import (
    Assignment,
    Carry,
    CheckResult,
    Level,
    Outcome,
    Result,
    Seeds,
    Submission,
    SubmissionRecord,
    Task,
    TaskResult,
)
from grader.nouns import mutable, replace
from grader.points import task_result, total
from grader.sandbox.failures import StudentStopped
from grader.sandbox.starting.launchers import Launchers
from grader.sandbox.survey import TaskSurvey
from grader.sources.stubs import digest_of
from grader.version import versions

from .check_processes import CheckProcesses
from .diagnosing import Diagnoser, ask_again
from .machine import Machine
from .running import OnMeasures, Runner, build_check_result
from .staleness import Transcripts
from .student_processes import StudentProcesses
from .suite import Suite
from .telling.excerpts import with_lines
from .telling.findings import describe_stop
from .telling.found import Finding

NOT_SUBMITTED = Finding(outcome=Outcome.NOT_SUBMITTED)


@mutable
class _Work:
    """A task while it is judged.

    `survey` is what its sources say, None when they could not be read; `finding` is what is to be
    said of every check where none can be run.
    """

    task: Task
    survey: TaskSurvey | None
    finding: Finding | None = None
    checks: list[CheckResult] = field(default_factory=list)
    notes: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        return any(check.outcome is not Outcome.PASSED for check in self.checks)


class Judge:
    """Judges submissions, one after the other, with one suite and its transcripts."""

    def __init__(
        self,
        suite: Suite,
        transcripts: Transcripts,
        launcher: Launchers,
        machine: Machine | None = None,
        on_measures: OnMeasures | None = None,
        on_task: Callable[[str], None] | None = None,
    ) -> None:
        self._suite = suite
        self._assignment: Assignment = suite.assignment
        self._on_measures = on_measures
        self._on_task = on_task or (lambda task: None)
        self._transcripts = transcripts
        self._launcher = launcher
        self._machine = machine or Machine(None)
        self._untouched = untouched_digests(suite.assignment)
        self._diagnoser = Diagnoser(suite.assignment)
        self.evidence: dict[str, Evidence] = {}  # of the checks that failed last

    def judge(
        self,
        submission: Submission,
        tasks: tuple[str, ...] = (),
        *,
        stop_first: bool = False,
        processes: CheckProcesses | None = None,
    ) -> Result:
        """Return the result of a submission, for those tasks or for all.

        `processes` are asked in place of student processes of its own.
        """
        began = time.monotonic()
        chosen_tasks = [task for task in self._assignment.tasks if not tasks or task.id in tasks]
        if processes is None:
            processes = StudentProcesses(self._assignment, submission, self._launcher)
        runner = Runner(
            self._suite,
            self._transcripts,
            processes,
            self._machine,
            self._on_measures,
            stop_first=stop_first,
        )
        self.evidence = runner.evidence
        try:
            processes.prepare(chosen_tasks)
            works = self._judge_tasks(chosen_tasks, runner)
        finally:
            processes.close()
        results = [self._build_task_result(work, submission) for work in works]
        return self._build_result(submission, results, processes.level, time.monotonic() - began)

    def _judge_tasks(self, tasks: list[Task], runner: Runner) -> list[_Work]:
        """Return the tasks with all their checks run.

        Hidden checks come last, for all tasks: what student code saw in them must not come out
        through the message of a visible one.
        """
        works = self._run_visible(tasks, runner)
        for work in works:
            if not (runner.stop_first and any(earlier.failed for earlier in works)):
                self._run_checks(work, runner, hidden=True)
        self._carry([] if runner.stop_first else works, runner)
        return works

    def _build_result(
        self, submission: Submission, tasks: list[TaskResult], level: str, seconds: float
    ) -> Result:
        sums = total(tasks)
        return Result(
            assignment=self._assignment.id,
            student=submission.student,
            submission=SubmissionRecord.of(submission, *filter(None, (submission.problem,))),
            held=sums.held,
            earned=sums.earned,
            possible=sums.possible,
            awaiting=sums.awaiting,
            undecided=sums.undecided,
            tasks=tuple(tasks),
            level=Level(level),
            seeds=self._build_seeds(),
            versions=versions(),
            seconds=round(seconds, 3),
        )

    def _build_seeds(self) -> Seeds:
        assignment = self._assignment
        anew = judged_inputs(assignment, hidden=False) is Inputs.GRADING
        return Seeds(
            visible=assignment.visible_seed,
            hidden=assignment.hidden_seed,
            grading=assignment.grading_seed if anew else None,
            drawn_anew=anew,
        )

    def _run_visible(self, tasks: list[Task], runner: Runner) -> list[_Work]:
        """Return the tasks with their visible checks run, up to the first failure if asked so."""
        works: list[_Work] = []
        for task in tasks:
            self._on_task(task.id)
            work = self._survey_task(task, runner.processes)
            works.append(work)
            self._run_checks(work, runner, hidden=False)
            work.notes = runner.processes.notes(task)
            if runner.stop_first and work.failed:
                break
        return works

    def _survey_task(self, task: Task, processes: CheckProcesses) -> _Work:
        try:
            survey = processes.survey(task)
        except StudentStopped as stopped:  # the sources could not even be read
            return _Work(task, None, describe_stop(stopped))
        return _Work(task, survey, None if survey.submitted else NOT_SUBMITTED)

    def _run_checks(self, work: _Work, runner: Runner, *, hidden: bool) -> None:
        """Run the visible or the hidden checks of a task, and say what was misunderstood.

        None of one that may be lost in a broken notebook: it is held, and its note says why.
        """
        if work.survey is not None and work.survey.lost:
            return
        self._run_each(work, runner, hidden=hidden)
        work.checks = self._diagnoser.diagnose(work.checks, runner.evidence, hidden=hidden)
        if not hidden:
            work.checks = ask_again(work.checks, runner)

    def _run_each(self, work: _Work, runner: Runner, *, hidden: bool) -> None:
        """Run the visible or the hidden checks of a task, or give them what stands already."""
        for collected in self._suite.of(work.task.id):
            if collected.check.hidden is not hidden:
                continue
            if work.finding is not None:
                work.checks.append(build_check_result(collected, work.finding))
                continue
            result = runner.judge_check(collected, work.checks)
            work.checks.append(result)
            if runner.stop_first and result.outcome is not Outcome.PASSED:
                return

    def _carry(self, works: list[_Work], runner: Runner) -> None:
        """Run what failed once more, with the reference in an earlier stage's place.

        This comes last: each run has a process of its own.
        """
        settled = (Outcome.PASSED, Outcome.GRADER_FAULT, Outcome.NOT_SUBMITTED)
        for work in works:
            can_run = work.survey is not None and work.survey.submitted and not work.survey.uses
            if work.task.carry is Carry.NONE or not can_run:
                continue
            for at, result in enumerate(work.checks):
                if result.outcome not in settled and result.possible:
                    work.checks[at] = runner.carry_check(result)

    def _build_task_result(self, work: _Work, submission: Submission) -> TaskResult:
        with_hidden = self._assignment.solutions is not None
        checks = tuple(_with_excerpt(check, submission) for check in work.checks)
        if work.survey is None:
            return task_result(work.task, checks, submitted=True, with_hidden=with_hidden)
        survey, task = work.survey, work.task
        notes = [*survey.notes, *work.notes]
        unchanged = self._is_unchanged(task, survey)
        if unchanged and task.by_hand:
            notes.insert(0, tr("{file} is unchanged from the template", file=survey.name))
        return task_result(
            task,
            checks,
            submitted=survey.submitted,
            with_hidden=with_hidden,
            notes=tuple(dict.fromkeys(notes)),
            answer=survey.text if task.by_hand and survey.submitted else None,
            unchanged=unchanged,
            lost=bool(survey.lost),
        )

    def _is_unchanged(self, task: Task, survey: TaskSurvey) -> bool:
        """Return whether a task is still as it was handed out."""
        if not task.by_hand or not survey.submitted:
            return survey.unwritten
        return digest_of(survey.text) in self._untouched.get(task.file, ())


def _with_excerpt(check: CheckResult, submission: Submission) -> CheckResult:
    """Return a result whose place has its lines."""
    if check.place is None:
        return check
    return replace(check, place=with_lines(check.place, submission.files))
