"""Kept answers in place of student processes: no student code runs."""

from collections import defaultdict
from collections.abc import Iterable

from grader.checking.answerers.answers import Live
from grader.errors import BadEvidence, WireError
from grader.evidence.kept_runs import (
    KeptAnswers,
    KeptRun,
    Kind,
    NotKept,
    check_of_run,
    current_versions,
    digest_of,
    stop_of,
)
from grader.language import spoken_language
from grader.model import Assignment, Task
from grader.nouns import replace
from grader.sandbox.exchange import CallBack, ask_process, shorten
from grader.sandbox.failures import StudentStopped
from grader.sandbox.survey import TaskSurvey, read_survey
from grader.sandbox.waiting import Allowance
from grader.wire.decoding import decode
from grader.wire.messages import Answer, Ask, Called, Message, Raised, Surveyed, pack, unpack


class _KeptProcess:
    """What stands in a student process's place during one run of a check."""

    def __init__(self, run: KeptRun, lacking: dict[str, str]) -> None:
        self._name = run.name
        self._events = iter(run.events)
        self._lacking = lacking
        self._number = 0
        self._asked = 0

    def ask(
        self, ask: Ask, allowance: Allowance, call_back: CallBack | None = None
    ) -> Answer | None:
        self._number = ask.check
        return ask_process(self, ask, allowance, call_back)

    def send(self, message: Message) -> None:
        """Let a message pass that was said then too."""
        self._asked += 1
        kind, content = next(self._events, (None, b""))
        if kind is not Kind.SAID or content != digest_of(pack(message)):
            raise self._lack(f"its question {self._asked} is not in the evidence")

    def receive(self, allowance: Allowance) -> Message:
        kind, content = next(self._events, (None, b""))
        if kind is Kind.STOPPED:
            raise read_stop(self._name, content, self._lacking)
        if kind is not Kind.HEARD:
            raise self._lack("an answer of it is not in the evidence")
        try:
            message = shorten(unpack(content))
        except WireError as error:
            raise self._lack(f"an answer cannot be read ({error})") from None
        if not isinstance(message, Answer | Raised | Called):
            raise self._lack("an answer of it is none")
        return replace(message, check=self._number)  # it was another one in that process

    def end_broken(self, how: str) -> StudentStopped | NotKept:
        """Return why the process was ended then; what was kept says it next."""
        kind, content = next(self._events, (None, b""))
        if kind is not Kind.STOPPED:
            raise self._lack("an answer of it is not in the evidence")
        return read_stop(self._name, content, self._lacking)

    def cpu_seconds(self) -> float | None:
        return None

    def _lack(self, why: str) -> NotKept:
        return note_lack(self._lacking, self._name, why)


def note_lack(lacking: dict[str, str], run: str, why: str) -> NotKept:
    """Return the error of a run that asks something else, once it is noted of its check.

    It is noted apart from the error, because a check's own code may catch that.
    """
    check = check_of_run(run)
    if check is not None:
        lacking.setdefault(check, why)
    return NotKept(f"{run}: {why}")


def read_stop(run: str, content: bytes, lacking: dict[str, str]) -> StudentStopped | NotKept:
    """Return the stop in an event of a run, or the error of one that cannot be read."""
    try:
        return stop_of(decode(content))
    except (WireError, ValueError, TypeError) as error:
        return note_lack(lacking, run, f"how it ended cannot be read ({error})")


class KeptProcesses:
    """Answers of a submission's code, in place of its processes.

    `lacking` says of each check that asks something else what it asks.
    """

    def __init__(self, answers: KeptAnswers) -> None:
        self.level = answers.level
        self.lacking: dict[str, str] = {}
        self._kept = answers
        self._surveys = _read_surveys(answers)
        # Of each check from each random state, the runs that are to come, in the order of then.
        self._runs: dict[tuple[str, int, bool], list[KeptRun]] = defaultdict(list)
        for each in answers.runs:
            self._runs[each.name, each.seed, each.alone].append(each)
        self._run: KeptRun | None = None
        self._later_runs: list[KeptRun] = []
        self._number = 0

    def prepare(self, tasks: Iterable[Task]) -> None:
        """Do nothing: all there is to read was read."""

    def survey(self, task: Task) -> TaskSurvey:
        if task.id in self._surveys:
            return self._surveys[task.id]
        if self._kept.unread is not None:
            raise self._kept.unread
        raise BadEvidence(f"it does not say what was handed in for {task.id}")

    def begin(self, task: Task, seed: int = 0, *, alone: bool = False, run: str = "") -> Live:
        self._later_runs = self._runs[run, seed, alone]
        self._run = self._later_runs.pop(0) if self._later_runs else None
        if self._run is None or not self._run.whole:
            too_large = "its answers were too large to keep"
            raise note_lack(self.lacking, run, too_large if self._run else "it was not run then")
        first_events = self._run.events[:1]
        if first_events and first_events[0][0] is Kind.STOPPED:
            raise read_stop(run, first_events[0][1], self.lacking)
        self._number += 1
        return Live(_KeptProcess(self._run, self.lacking), self._number, 0.0, None)

    def finish(self, task: Task, began: float) -> str:
        return self._run.printed if self._run else ""

    def measure_seconds(self, began: float) -> float:
        return self._run.seconds if self._run else 0.0

    def needs_retry(self, stopped: StudentStopped) -> bool:
        """Return whether the check was run again after that stop; then that run counts."""
        return stopped.busy and bool(self._later_runs)

    def notes(self, task: Task) -> tuple[str, ...]:
        return self._kept.notes.get(task.id, ())

    def close(self) -> None:
        """Do nothing: no process was started."""


def _read_surveys(answers: KeptAnswers) -> dict[str, TaskSurvey]:
    """Return the surveys by task; the last one counts.  Raises BadEvidence."""
    surveys: dict[str, TaskSurvey] = {}
    try:
        for payload in answers.surveys:
            message = unpack(payload)
            if not isinstance(message, Surveyed):
                raise WireError("it says something else than what was handed in")
            surveys |= read_survey(message.tasks)
    except WireError as error:
        raise BadEvidence(f"it cannot be read ({error})") from None
    return surveys


def refuse_other_makers(answers: KeptAnswers, assignment: Assignment) -> None:
    """Raise BadEvidence where other versions, or another language, made it than would run today."""
    if answers.assignment != assignment.id:
        raise BadEvidence(f"it is of {answers.assignment}")
    if answers.versions != current_versions():
        raise BadEvidence("other versions of the grader, Python, NumPy or PyTorch ran the work")
    if answers.language != str(spoken_language()):
        raise BadEvidence("its sentences are in another language")
