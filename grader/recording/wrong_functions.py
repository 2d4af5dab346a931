"""Recording what stored mistakes answer: each is judged as a student's work is, and remembered."""

from collections.abc import Iterator
from contextlib import contextmanager

from grader.checking.answerers.transcripts import Inputs, judged_inputs, reference_digest
from grader.diagnosis.imprints import as_stored, imprint
from grader.diagnosis.mistakes import FORMAT, Imprint, Mistake, MistakesFile
from grader.judging.judge import Judge
from grader.judging.staleness import digest_mistake_inputs, load_suite_transcripts, mistakes_digest
from grader.judging.suite import Suite
from grader.model import Outcome, StoredMistake
from grader.nouns import replace
from grader.sandbox.starting.launchers import Launchers


def record_mistakes(
    suite: Suite, servers: Launchers, task: str, mistakes: tuple[StoredMistake, ...]
) -> list[tuple[Inputs, MistakesFile]]:
    """Return what the mistakes of a task answer, for each of the inputs of its checks.

    Of what students get, only mistakes that fail a visible check are part.
    """
    judged_with = judged_inputs(suite.assignment, hidden=False)
    all_answers = _judge_mistakes(suite, servers, task, mistakes)
    hidden = {each.check.id for each in suite.of(task) if each.check.hidden}
    visible = {each.check.id for each in suite.of(task)} - hidden
    by_inputs: dict[Inputs, list[Mistake]] = {}
    if visible:
        by_inputs[judged_with] = [_keep_checks(each, visible) for each in all_answers]
        if judged_with is not Inputs.RELEASED:
            with _use_released_inputs(suite, task):
                by_inputs[Inputs.RELEASED] = _judge_mistakes(suite, servers, task, mistakes)
    if hidden:
        by_inputs[Inputs.HIDDEN] = [_keep_checks(each, hidden) for each in all_answers]
    stored = mistakes_digest(mistakes)
    return [
        (inputs, _build_file(suite, task, inputs, answers, stored))
        for inputs, answers in by_inputs.items()
    ]


@contextmanager
def _use_released_inputs(suite: Suite, task: str) -> Iterator[None]:
    """Let the visible checks of a task be judged with the inputs that students have."""
    assignment = suite.assignment
    visible = tuple(each.check.id for each in suite.of(task) if not each.check.hidden)
    suite.assignment = replace(assignment, grading_seed=None)
    try:
        with suite.narrow_to(visible):
            yield
    finally:
        suite.assignment = assignment


def _judge_mistakes(
    suite: Suite, servers: Launchers, task: str, mistakes: tuple[StoredMistake, ...]
) -> list[Mistake]:
    """Return how each mistake ends the checks that it does not pass."""
    judge = Judge(suite, load_suite_transcripts(suite), servers)
    answers = []
    for stored in mistakes:
        result = judge.judge(stored.submission, (task,))
        imprints = {
            check.id: as_stored(imprint(judge.evidence[check.id]))
            if check.id in judge.evidence
            else Imprint(check.outcome)
            for check in result.checks
            if check.outcome is not Outcome.PASSED
        }
        answers.append(Mistake(stored.name, stored.title, stored.explanation, imprints))
    return answers


def _keep_checks(mistake: Mistake, checks: set[str]) -> Mistake:
    return replace(
        mistake,
        imprints={check: each for check, each in mistake.imprints.items() if check in checks},
    )


def _build_file(
    suite: Suite, task: str, inputs: Inputs, answers: list[Mistake], stored: str
) -> MistakesFile:
    return MistakesFile(
        format=FORMAT,
        task=task,
        made_from=digest_mistake_inputs(suite.assignment, task, inputs),
        reference=reference_digest(suite.assignment.reference_folder),
        stored=stored,
        mistakes=tuple(each for each in answers if inputs.secret or each.imprints),
    )
