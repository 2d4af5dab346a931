"""How a check ended, and what there is to say of it: the two nouns between running and results."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from grader.checking.answerers.transcribing import answers_of
from grader.checking.answerers.transcripts import Transcript
from grader.checking.comparing.verdicts import Part
from grader.checking.handles.proxies import Session
from grader.compare import describe
from grader.diagnosis.evidence import Compared
from grader.language import tr, translatable
from grader.model import Blame, Difference, HintKind, Hints, Outcome, Place
from grader.model.hints import Stages
from grader.nouns import noun
from grader.sandbox.survey import TaskSurvey

LOOK = translatable(
    "Print what goes into that line just before it: its type, and its shape or length. Which of"
    " them is not what you thought?"
)


@noun
class Finding:
    """What there is to say of a check that has ended.

    `earned` are the points of its parts that hold, None for a check without parts.  `fails` is how
    it failed, which chooses the course's hint; None where no hint of the check's can be about it.
    `advice` is ours; `is_certain` says that it holds whatever the check is about.
    """

    outcome: Outcome
    message: str = ""
    blame: Blame | None = None
    difference: Difference | None = None
    place: Place | None = None
    traceback: str = ""
    earned: Decimal | None = None
    fails: HintKind | None = None
    advice: str | None = None
    is_certain: bool = False

    def hints(self, hints: Hints) -> Stages:
        """Return the stages of the hint that goes with it.

        The course's own hint for such a failure counts first, then our advice, then what the course
        says whatever the failure is.  Advice that is certain goes before all of the course's.
        """
        if self.fails is None:
            return (self.advice,) if self.advice else ()
        stages = hints.of(self.fails)
        is_own_first = self.fails in dict(hints.by_kind) and not self.is_certain
        if self.fails is HintKind.RAISED and not stages and not self.advice:
            return (tr(LOOK),)
        return stages if is_own_first or not self.advice else (self.advice, *stages)


PASSED = Finding(outcome=Outcome.PASSED)


def failed_finding(
    message: str,
    place: Place | None,
    fails: HintKind | None,
    difference: Difference | None = None,
    advice: str | None = None,
) -> Finding:
    """Return the finding of a check that the student's answer does not pass."""
    return Finding(
        outcome=Outcome.FAILED,
        message=message,
        blame=Blame.STUDENT,
        place=place,
        fails=fails,
        difference=difference,
        advice=advice,
    )


def held_finding(message: str, blame: Blame = Blame.GRADER) -> Finding:
    """Return the finding of a check that could not be judged: no points hang on it."""
    return Finding(outcome=Outcome.GRADER_FAULT, message=message, blame=blame)


@noun
class Ending:
    """How a check ended, and what is needed to tell it.

    `session` has what it asked of the student, None when it never began. `transcript` has what the
    reference answered. `compared` is the first comparison that did not hold. `not_installed` are
    packages that the course allows and this machine lacks.
    """

    raised: BaseException | None
    survey: TaskSurvey
    check_file: Path
    session: Session | None = None
    transcript: Transcript | None = None
    parts: Sequence[Part] = ()
    compared: Compared | None = None
    not_installed: frozenset[str] = frozenset()

    @property
    def last_function(self) -> str:
        """Return the function of the task that was called last."""
        return self.session.called if self.session else ""

    @property
    def needs_seconds(self) -> float:
        """Return what the reference takes for the check."""
        return self.transcript.seconds if self.transcript else 0.0

    @property
    def place(self) -> Place | None:
        """Return where the function stands that was called last, else the task's first one."""
        places = self.survey.places
        return places.get(self.last_function) or next(iter(places.values()), None)

    def find_unlike_answer(self) -> tuple[str, str, str]:
        """Return the first answer of another kind than the reference's: question, expected, got.

        Else it is the last answer, and nothing is known of what was expected.
        """
        answers = self.session.calls if self.session else []
        reference_answers = answers_of(self.transcript) if self.transcript else []
        for call in answers:
            question, got = call.said, call.answer
            at = next(
                (at for at, (other, _) in enumerate(reference_answers) if other == question), None
            )
            if at is None:
                continue
            _, want = reference_answers.pop(at)  # each answers the same question once
            if describe(want) != describe(got):
                return question, describe(want), describe(got)
        question, got = (answers[-1].said, answers[-1].answer) if answers else ("", None)
        return question, tr("something that the check can work with"), describe(got)
