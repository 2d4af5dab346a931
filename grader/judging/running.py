"""Running the checks of one submission: one after the other, each against its transcript."""

import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from grader.checking.answerers.answers import Replayed
from grader.checking.answerers.carrying import Carrying
from grader.checking.answerers.transcribing import replay
from grader.checking.answerers.transcripts import Stage, Transcript
from grader.checking.comparing.comparison import Comparison
from grader.checking.handles.proxies import Side
from grader.config.course_texts import load_translator
from grader.diagnosis.evidence import Evidence
from grader.errors import NoGpu, NotReleased
from grader.evidence.kept_runs import NotKept, run_name
from grader.language import tr
from grader.model import Carried, CheckResult, Measure, Outcome, Picture, Task
from grader.nouns import replace
from grader.sandbox.failures import StudentStopped
from grader.sandbox.packages import find_missing

from .check_processes import CheckProcesses
from .failed_runs import Run, evidence_of, rule_evidence
from .machine import Machine
from .staleness import Transcripts
from .suite import Collected, Suite
from .telling.findings import describe_blocked, describe_broken_rule, describe_ending
from .telling.found import Ending, Finding
from .telling.picturing import pictures_of

QUICK = 0.5  # seconds that the reference may take for a check that is asked again
OnMeasures = Callable[[str, list[Measure]], None]


class Runner:
    """Runs checks of one submission in its student processes."""

    def __init__(
        self,
        suite: Suite,
        transcripts: Transcripts,
        processes: CheckProcesses,
        machine: Machine,
        on_measures: OnMeasures | None,
        *,
        stop_first: bool = False,
    ) -> None:
        self._suite = suite
        self._transcripts = transcripts
        self.processes = processes
        self._machine = machine
        self._on_measures = on_measures
        self._not_installed = find_missing(suite.assignment.packages)
        self._say = load_translator(suite.assignment)
        self.stop_first = stop_first
        self.evidence: dict[str, Evidence] = {}

    def judge_check(self, collected: Collected, before: list[CheckResult]) -> CheckResult:
        """Return the result of a check; `before` are those of the task's checks that came before.

        It is not run where a broken rule or a check that it needs has decided it already.
        """
        uses = self.processes.survey(self._task_of(collected)).uses
        if uses:
            use, check = uses[0], collected.check.id
            if not before:
                self.evidence[check] = rule_evidence(check, use)
            return build_check_result(collected, describe_broken_rule(use, before))
        passed = {result.id for result in before if result.outcome is Outcome.PASSED}
        missing = [need for need in collected.check.needs if need not in passed]
        if missing:
            return build_check_result(collected, describe_blocked(missing[0], before))
        return self._run_and_judge(collected)

    def carry_check(self, result: CheckResult) -> CheckResult:
        """Return a result with what its check earns with the reference in an earlier stage's place.

        Such a run has a process of its own, so that what student code hears there reaches no other
        check.  It counts only where the stage was asked, and nothing but what was recorded.
        """
        collected = self._suite.check(result.id)
        transcript = self._find_transcript(collected)
        if transcript is None or not transcript.carried:
            return result
        run = self._run_in_turn(collected, transcript.carried)
        if run.carrying is None or not run.carrying.applies:
            return result
        finding = describe_ending(self._build_ending(collected, run))
        earned = build_check_result(collected, finding).earned or Decimal(0)
        earned_before = result.earned or Decimal(0)
        gained = (earned - earned_before) * self._task_of(collected).carry.share
        if gained <= 0:
            return result
        carried = Carried(stages=tuple(run.carrying.asked), earned=gained)
        return replace(result, earned=earned_before + gained, carried=carried)

    def _run_and_judge(self, collected: Collected) -> CheckResult:
        began = time.monotonic()
        run = self._run_in_turn(collected)
        if self._on_measures is not None:
            self._on_measures(collected.check.id, run.compare.measures or [])
        finding = describe_ending(self._build_ending(collected, run))
        evidence = evidence_of(collected.check.id, finding, run)
        if evidence is not None:
            self.evidence[collected.check.id] = evidence
        return replace(
            build_check_result(collected, finding),
            notes=tuple(run.compare.notes),
            seconds=round(self.processes.measure_seconds(began), 4),
            output=run.printed,
            pictures=self._draw_pictures(collected, evidence),
        )

    def _draw_pictures(
        self, collected: Collected, evidence: Evidence | None
    ) -> tuple[Picture, ...]:
        """Return what can be drawn of a check that failed; of a hidden one nothing."""
        if evidence is None or evidence.outcome is not Outcome.FAILED or collected.check.hidden:
            return ()
        tolerances = self._suite.assignment.tolerances_of(self._task_of(collected))
        return pictures_of(evidence.compared, tolerances, self._say)

    def _build_ending(self, collected: Collected, run: Run) -> Ending:
        return Ending(
            raised=run.raised,
            survey=self.processes.survey(self._task_of(collected)),
            check_file=collected.path,
            session=run.session,
            transcript=self._find_transcript(collected),
            parts=run.compare.parts,
            compared=run.compare.first_wrong,
            not_installed=self._not_installed,
        )

    def _run_in_turn(self, collected: Collected, stages: tuple[Stage, ...] = ()) -> Run:
        """Run a check beside others; once more, alone, where it was stopped by a busy machine."""
        with self._machine.share_machine(self._task_of(collected).device):
            run = self._run(collected, stages=stages)
        if isinstance(run.raised, StudentStopped) and self.processes.needs_retry(run.raised):
            with self._machine.reserve_machine():
                run = self._run(collected, stages=stages)
        return run

    def _run(
        self,
        collected: Collected,
        seed: int = 0,
        *,
        alone: bool = False,
        stages: tuple[Stage, ...] = (),
        again: bool = False,
    ) -> Run:
        """Run a check once from that random state, with the reference in those stages' place.

        `again` says that it is asked again, for a diagnosis alone.
        """
        began, task = time.monotonic(), self._task_of(collected)
        compare = Comparison(
            self._suite.assignment.tolerances_of(task),
            measuring=self._on_measures is not None,
            say=self._say,
        )
        run = Run(compare=compare)
        try:
            live = self.processes.begin(
                task,
                seed or self._suite.random_state,
                alone=alone or collected.check.asserted or bool(stages),
                run=run_name(collected.check.id, carried=bool(stages), again=again),
            )
            run.carrying = Carrying(live, stages) if stages else None
            student, reference = Side(run.carrying or live), Side(self._replay_reference(collected))
            run.session, run.reference = student._session, reference._session
            run.raised = self._suite.run(collected, student, reference, compare)
        except (StudentStopped, NotReleased, NotKept, NoGpu) as error:
            run.raised = error
        run.printed = self.processes.finish(task, began)
        return run

    def is_quick(self, check: str) -> bool:
        """Return whether the reference takes no time to speak of for a check."""
        transcript = self._find_transcript(self._suite.check(check))
        return transcript is not None and transcript.seconds <= QUICK

    def answer_again(self, check: str, seed: int, fresh: bool) -> Any:
        """Return what a check compares first that does not hold, when it is run again.

        It is run from that random state, and in a new process if wanted.  None where all holds.
        Raises NotKept where the evidence in a process's place does not say.
        """
        run = self._run(self._suite.check(check), seed, alone=fresh, again=True)
        if isinstance(run.raised, NotKept):
            raise run.raised
        return run.compare.first_wrong.got if run.compare.first_wrong else None

    def _task_of(self, collected: Collected) -> Task:
        return self._suite.assignment.task(collected.check.task)

    def _find_transcript(self, collected: Collected) -> Transcript | None:
        file = self._transcripts.get((collected.check.task, collected.check.hidden))
        return file.find(collected.check.id) if file else None

    def _replay_reference(self, collected: Collected) -> Replayed:
        transcript = self._find_transcript(collected)
        if transcript is None:
            raise NotReleased(
                tr(
                    "there is no transcript of {check}; run `grade record {assignment}`",
                    check=collected.check.id,
                    assignment=self._suite.assignment.id,
                )
            )
        return replay(transcript)


def build_check_result(collected: Collected, finding: Finding) -> CheckResult:
    """Return the result that goes with what there is to say of a check."""
    check = collected.check
    earned: Decimal | None = check.points if finding.outcome is Outcome.PASSED else Decimal(0)
    if finding.earned is not None:
        earned = min(finding.earned, check.points)
    if finding.outcome in (Outcome.GRADER_FAULT, Outcome.NOT_SUBMITTED):
        earned = None
    hints = finding.hints(check.hints)
    return CheckResult(
        id=check.id,
        title=check.title,
        outcome=finding.outcome,
        earned=earned,
        possible=check.points,
        hidden=check.hidden,
        message=finding.message,
        hint=hints[0] if hints else None,
        hints=hints,
        difference=finding.difference,
        place=finding.place,
        traceback=finding.traceback,
        asserted=check.asserted,
        blame=finding.blame,
        shows=check.shows,
    )
