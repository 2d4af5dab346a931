"""From a check that failed to what its diagnosis can be made of."""

from grader.checking.answerers.carrying import Carrying
from grader.checking.comparing.comparison import Comparison
from grader.checking.handles.proxies import Session
from grader.checking.mismatch import Mismatch
from grader.diagnosis.evidence import Evidence, InnerStep
from grader.model import Blame, Outcome
from grader.nouns import mutable, replace
from grader.sandbox.failures import StudentRaised
from grader.sandbox.survey import RuleUse

from .telling.found import Finding

# A check that ended so has a hint and a diagnosis: the student's code answered, or raised.
TELLING = (Outcome.FAILED, Outcome.RAISED)


@mutable
class Run:
    """One run of a check, as it ended.

    What it raised, what it asked of the student, what was compared, what was printed, and who
    answered for earlier stages.
    """

    compare: Comparison
    raised: BaseException | None = None
    session: Session | None = None
    reference: Session | None = None
    printed: str = ""
    carrying: Carrying | None = None


def evidence_of(check: str, finding: Finding, run: Run) -> Evidence | None:
    """Return what is known of a check that failed; None where there is nothing to diagnose."""
    if finding.outcome not in TELLING or finding.blame is not Blame.STUDENT:
        return None
    compared = run.compare.first_wrong
    return Evidence(
        check=check,
        outcome=finding.outcome,
        compared=compared,
        raised="" if compared else _describe_end(run.raised),
        asked=tuple(run.session.calls) if run.session else (),
        inside=_name_steps(run.session),
        inside_wanted=run.reference.inner_steps if run.reference else (),
        placed=tuple(run.session.leaf_names.values()) if run.session else (),
        handed=run.session.handed if run.session else frozenset(),
    )


def _name_steps(session: Session | None) -> tuple[InnerStep, ...]:
    """Return the student's inner steps under the names that the check gives the leaves."""
    if session is None:
        return ()
    names = session.leaf_names
    return tuple(
        replace(step, leaf=names.get(step.leaf, step.leaf)) for step in session.inner_steps
    )


def rule_evidence(check: str, use: RuleUse) -> Evidence:
    """Return what is known of a check that is not run, because what it judges breaks a rule."""
    return Evidence(check=check, outcome=Outcome.FAILED, raised=f"rule {use.used}")


def _describe_end(raised: BaseException | None) -> str:
    """Return what ended a check in which nothing was compared."""
    match raised:
        case StudentRaised(raised=told):
            return f"{told.cause} {told.kind}: {told.text}"
        case Mismatch(in_english=difference):
            return f"{difference.kind} {difference.where}: {difference.got}"
    return type(raised).__name__
