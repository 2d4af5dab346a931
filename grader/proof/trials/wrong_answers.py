"""Grading stored wrong answers: each must fail the check it was written for."""

from collections.abc import Iterator

from grader.model import Task
from grader.proof.cache.store import Slot
from grader.proof.ground.proving import TOLD_APART, Proving
from grader.proof.ground.rows import ProofRow, proof_row
from grader.runs.stored import WrongAnswer, build_submission, wrong_answers

from .trying import Trials, try_works


def wrong_rows(proving: Proving) -> Iterator[ProofRow]:
    """Grade each stored wrong answer; yield one row per task."""
    for task in proving.assignment.coding_tasks:
        answers = wrong_answers(proving.assignment, task)
        grades = _judge_answers(proving, task, answers)
        problems = [problem for answer in answers for problem in _list_problems(answer, grades)]
        summary = f"{len(answers)} stored, {len(problems)} not told apart as they say"
        if not problems:
            summary = f"{len(answers)} stored, each fails the check it was written for"
        sentence = summary if answers else "none is stored"
        yield proof_row("wrong answers", task.id, sentence, problems, kept=grades.known)


def _judge_answers(proving: Proving, task: Task, answers: list[WrongAnswer]) -> Trials:
    """Judge the wrong answers of a task; only checks that changed are run again."""
    works = {
        answer.name: build_submission(
            proving.assignment, task, answer.path.read_bytes(), answer.name
        )
        for answer in answers
    }
    slots = {name: Slot(f"wrong {name}", work.digest) for name, work in works.items()}
    proving.store.forget(f"wrong {task.id}/", slots.values())
    return try_works(proving, task, works, slots)


def _list_problems(answer: WrongAnswer, grades: Trials) -> Iterator[str]:
    """Yield sentences about the checks that should have failed and did not."""
    if answer.name in grades.held:
        yield f"{answer.path}: it could not be judged: {grades.held[answer.name]}"
        return
    ends = grades.ends[answer.name]
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
