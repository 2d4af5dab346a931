"""Recording what stored mistakes answer: each is judged as a student's work is, and remembered."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from grader.checking.answerers.transcripts import Inputs, judged_inputs, reference_digest
from grader.diagnosis.imprints import imprint, kept
from grader.diagnosis.mistakes import FORMAT, Imprint, Mistake, MistakesFile
from grader.judging.judge import Judge
from grader.judging.staleness import mistakes_digest, mistakes_made_from, released_transcripts
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
    judged = judged_inputs(suite.assignment, hidden=False)
    of_all = _answers(suite, servers, task, mistakes)
    hidden = {each.check.id for each in suite.of(task) if each.check.hidden}
    made: dict[Inputs, list[Mistake]] = {}
    if len(hidden) < len(suite.of(task)):
        made[judged] = [_only(each, lambda check: check not in hidden) for each in of_all]
        if judged is not Inputs.RELEASED:
            with _released(suite, task):
                made[Inputs.RELEASED] = _answers(suite, servers, task, mistakes)
    if hidden:
        made[Inputs.HIDDEN] = [_only(each, lambda check: check in hidden) for each in of_all]
    stored = mistakes_digest(mistakes)
    return [
        (inputs, _file(suite, task, inputs, answers, stored)) for inputs, answers in made.items()
    ]


@contextmanager
def _released(suite: Suite, task: str) -> Iterator[None]:
    """Let the visible checks of a task be judged with the inputs that students have."""
    before = suite.assignment
    visible = tuple(each.check.id for each in suite.of(task) if not each.check.hidden)
    suite.assignment = replace(before, grading_seed=None)
    try:
        with suite.narrowed(visible):
            yield
    finally:
        suite.assignment = before


def _answers(
    suite: Suite, servers: Launchers, task: str, mistakes: tuple[StoredMistake, ...]
) -> list[Mistake]:
    """Return how each mistake ends the checks that it does not pass."""
    judge = Judge(suite, released_transcripts(suite), servers)
    answers = []
    for stored in mistakes:
        result = judge.judge(stored.submission, (task,))
        imprints = {
            check.id: kept(imprint(judge.evidence[check.id]))
            if check.id in judge.evidence
            else Imprint(check.outcome)
            for check in result.checks
            if check.outcome is not Outcome.PASSED
        }
        answers.append(Mistake(stored.name, stored.title, stored.explanation, imprints))
    return answers


def _only(mistake: Mistake, wanted: Callable[[str], bool]) -> Mistake:
    imprints = {check: each for check, each in mistake.imprints.items() if wanted(check)}
    return Mistake(mistake.name, mistake.title, mistake.explanation, imprints)


def _file(
    suite: Suite, task: str, inputs: Inputs, answers: list[Mistake], stored: str
) -> MistakesFile:
    return MistakesFile(
        format=FORMAT,
        task=task,
        made_from=mistakes_made_from(suite.assignment, task, inputs),
        reference=reference_digest(suite.assignment.reference_folder),
        stored=stored,
        mistakes=tuple(each for each in answers if inputs.secret or each.imprints),
    )
