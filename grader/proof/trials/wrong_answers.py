"""Grading stored wrong answers: each must fail the check it was written for."""

from collections.abc import Iterator

from grader.proof.ground.proving import TOLD_APART, Proving
from grader.proof.ground.rows import ProofRow, proof_row
from grader.runs.stored import WrongAnswer, wrong_answers

from .trying import Trials, try_works


def wrong_rows(proving: Proving) -> Iterator[ProofRow]:
    """Grade each stored wrong answer; yield one row per task."""
    for proof in proving.tasks:
        answers = wrong_answers(proof.assignment, proof.task)
        contents = {each.path.stem: each.path.read_bytes() for each in answers}
        trials = try_works(proof, "wrong", contents)
        problems = [problem for answer in answers for problem in _list_problems(answer, trials)]
        summary = f"{len(answers)} stored, {len(problems)} not told apart as they say"
        if not problems:
            summary = f"{len(answers)} stored, each fails the check it was written for"
        sentence = summary if answers else "none is stored"
        yield proof_row("wrong answers", proof.id, sentence, problems, kept=trials.known)


def _list_problems(answer: WrongAnswer, trials: Trials) -> Iterator[str]:
    """Yield sentences about the checks that should have failed and did not."""
    if answer.path.stem in trials.held:
        yield f"{answer.path}: it could not be judged: {trials.held[answer.path.stem]}"
        return
    ends = trials.ends[answer.path.stem]
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
