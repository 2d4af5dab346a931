"""Grading stored wrong answers: each must fail the check it was written for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from grader.model import Submission, Task
from grader.nouns import frozen
from grader.proof.cache.kept import CheckEnd, current
from grader.proof.cache.store import Slot
from grader.proof.ground.proving import TOLD_APART, Judged, Proving, judging
from grader.proof.ground.rows import ProofRow
from grader.runs.stored import WrongAnswer, submission, wrong_answers

Ends = dict[str, CheckEnd]


@frozen
class _Graded:
    """Ends of the checks for each wrong answer, by its name.

    `held` says why an answer could not be judged; `known` counts those that were judged before.
    """

    ends: dict[str, Ends]
    known: int
    held: dict[str, str] = field(default_factory=dict)


def wrong_rows(proving: Proving) -> Iterator[ProofRow]:
    """Grade each stored wrong answer; yield one row per task."""
    for task in proving.assignment.coding_tasks:
        answers = wrong_answers(proving.assignment, task)
        graded = _grade(proving, task, answers)
        problems = [problem for answer in answers for problem in _problems(answer, graded)]
        summary = f"{len(answers)} stored, {len(problems)} not told apart as they say"
        if not problems:
            summary = f"{len(answers)} stored, each fails the check it was written for"
        yield ProofRow(
            proof="wrong answers",
            of=task.id,
            passed=not problems,
            said=summary if answers else "none is stored",
            problems=tuple(problems),
            kept=graded.known,
        )


def _grade(proving: Proving, task: Task, answers: list[WrongAnswer]) -> _Graded:
    """Judge the wrong answers of a task; only checks that changed are run again."""
    works = {
        answer.name: submission(proving.assignment, task, answer.path.read_bytes(), answer.name)
        for answer in answers
    }
    slots = {name: Slot(f"wrong {name}", work.digest) for name, work in works.items()}
    grading = _Grading(proving, task, works, proving.check_keys(task))
    completed = proving.store.complete(slots, Ends, grading.judge, holds=grading.holds)
    proving.store.forget(f"wrong {task.id}/", slots.values())
    return _Graded(completed.values, completed.known, grading.held)


@frozen
class _Grading:
    """Wrong answers of a task by name, the keys of its checks, and why answers were held."""

    proving: Proving
    task: Task
    works: dict[str, Submission]
    keys: dict[str, str]
    held: dict[str, str] = field(default_factory=dict)

    def holds(self, ends: Ends) -> bool:
        """Return whether no check has changed since an answer was judged."""
        return not self._changed(ends)

    def judge(self, names: list[str], kept: dict[str, Ends]) -> Iterator[tuple[str, Ends]]:
        """Judge answers with the checks that changed; yield how all checks ended."""
        before = {name: current(kept.get(name, {}), self.keys) for name in names}
        waiting = [(self.works[name], self._changed(before[name])) for name in names]
        judge = judging(self.proving.assignment, self.task)
        judged = self.proving.crew.map(judge, waiting)
        for name, each in zip(names, judged, strict=True):
            if each.why_held:
                self.held[name] = each.why_held
            else:
                yield name, before[name] | self._ends(each)

    def _changed(self, ends: Ends) -> tuple[str, ...]:
        known = current(ends, self.keys)
        return tuple(check for check in self.keys if check not in known)

    def _ends(self, judged: Judged) -> Ends:
        return {
            check.id: CheckEnd(self.keys[check.id], check.outcome, judged.errors.get(check.id, 0.0))
            for check in judged.result.checks
        }


def _problems(answer: WrongAnswer, graded: _Graded) -> Iterator[str]:
    """Yield sentences about the checks that should have failed and did not."""
    if answer.name in graded.held:
        yield f"{answer.path}: it could not be judged: {graded.held[answer.name]}"
        return
    ends = graded.ends[answer.name]
    failed = [check for check, end in ends.items() if end.outcome in TOLD_APART]
    for check in answer.fails:
        if check not in ends:
            yield (
                f"{answer.path}: it says that it fails {check}, which is no check; correct its"
                " first lines"
            )
        elif check not in failed:
            instead = "no check tells it from the reference"
            if failed:
                instead = f"it fails {failed[0]} instead"
            yield (
                f"{answer.path}: {check} ended {ends[check].outcome.value}; {instead}: mend the"
                " check or the line"
            )
