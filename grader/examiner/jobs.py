"""Messages between the desk and an examiner.

One line of JSON a job and a reply, typed by the classes below.
"""

import msgspec
from msgspec import field

from grader.checking.answerers.transcripts import Inputs, TranscriptFile
from grader.diagnosis.mistakes import MistakesFile
from grader.language import Language
from grader.model import (
    AuditRun,
    Level,
    Measure,
    Refusal,
    Result,
    ServerKind,
    StoredMistake,
    Submission,
)
from grader.nouns import noun


@noun
class Settings:
    """Settings that an examiner is started with; `language` is what its sentences are said in.

    `tasks` says which servers to warm; `spawn` and `level` None leave it to the platform.

    `turns` is a folder that all examiners of a run on one machine share, see
    `grader.judging.machine`.

    For proving an assignment: `measure` also replies with how close comparisons were, `threads`
    overrides the assignment's limit, `checks` is another folder of check files.  `tell_tasks` also
    replies with each task as it begins.

    `servers` are the sockets of warm servers that the desk started, by kind; what is not among them
    the examiner starts itself.

    `evidence_mib` says how much of what student code answers is kept, and given with a result;
    `from_evidence` that submissions are judged from that alone, so that no server is started.
    """

    assignment: str
    solutions: str | None
    tasks: tuple[str, ...] = ()
    spawn: bool | None = None
    level: Level | None = None
    turns: str | None = None
    measure: bool = False
    threads: int | None = None
    checks: str | None = None
    language: Language = Language.EN
    tell_tasks: bool = False
    evidence_mib: int = 0
    from_evidence: bool = False
    servers: dict[ServerKind, int] = field(default_factory=dict)


class JudgeJob(msgspec.Struct, tag="judge", frozen=True):
    """Judge a submission; `checks` leaves only those and what they need.

    With `evidence` that answers, and no student code runs.
    """

    submission: Submission
    tasks: tuple[str, ...] = ()
    stop_first: bool = False
    checks: tuple[str, ...] = ()
    evidence: bytes = b""


class RecordJob(msgspec.Struct, tag="record", frozen=True):
    """Record transcripts with this reference."""

    reference: Submission
    tasks: tuple[str, ...] = ()


class AuditJob(msgspec.Struct, tag="audit", frozen=True):
    """Judge variants of the reference with inputs from another seed; `checks` as in JudgeJob."""

    reference: Submission
    variants: tuple[Submission, ...]
    task: str
    seed: int
    checks: tuple[str, ...] = ()


class CompareJob(msgspec.Struct, tag="compare", frozen=True):
    """Run two submissions against each other on a check.

    Its inputs are drawn from `count` seeds from `first` on.
    """

    one: Submission
    other: Submission
    check: str
    first: int
    count: int


class ScriptJob(msgspec.Struct, tag="script", frozen=True):
    """Run one visible check of a submission again, and say it as a script."""

    check: str
    submission: Submission


class MistakesJob(msgspec.Struct, tag="mistakes", frozen=True):
    """Record what stored mistakes of a task answer to its checks."""

    task: str
    mistakes: tuple[StoredMistake, ...]


Job = JudgeJob | RecordJob | AuditJob | CompareJob | ScriptJob | MistakesJob


class ResultReply(msgspec.Struct, tag="result", frozen=True):
    """A submission has been judged.

    `evidence` is what its code answered, where that is kept, `cut` the checks that answered too
    much to be kept.  Of one that was judged from evidence, `lacking` says of each check that asks
    something else what that is: their results are none.
    """

    result: Result
    evidence: bytes = b""
    cut: tuple[str, ...] = ()
    lacking: dict[str, str] = {}


class TaskReply(msgspec.Struct, tag="task", frozen=True):
    """A task that is begun now."""

    task: str


class MeasuresReply(msgspec.Struct, tag="measures", frozen=True):
    """Closeness of the comparisons of a check that has ended."""

    check: str
    measures: tuple[Measure, ...]


class RecordedReply(msgspec.Struct, tag="recorded", frozen=True):
    """Recordings of each task and its inputs, and the checks that cannot be trusted."""

    files: tuple[tuple[Inputs, TranscriptFile], ...]
    refused: tuple[Refusal, ...] = ()


class AuditedReply(msgspec.Struct, tag="audited", frozen=True):
    """Runs of an audit, or the checks that the recorder refused, and why."""

    refused: tuple[Refusal, ...]
    runs: tuple[AuditRun, ...]


class ComparedReply(msgspec.Struct, tag="compared", frozen=True):
    """On how many inputs two submissions were alike, and what told them apart."""

    alike: int
    difference: str


class ScriptReply(msgspec.Struct, tag="script", frozen=True):
    """Script of a check below its head: its questions, what was expected, what came."""

    script: str


class MistakesReply(msgspec.Struct, tag="mistakes", frozen=True):
    """Answers of stored mistakes, for each kind of inputs."""

    files: tuple[tuple[Inputs, MistakesFile], ...]


class FailedReply(msgspec.Struct, tag="failed", frozen=True):
    """A job that could not be done: the error's class and sentence."""

    error: str
    sentence: str


Reply = (
    MeasuresReply
    | TaskReply
    | ResultReply
    | RecordedReply
    | AuditedReply
    | ComparedReply
    | ScriptReply
    | MistakesReply
    | FailedReply
)

encoder = msgspec.json.Encoder(decimal_format="string")
job_decoder: msgspec.json.Decoder[Job] = msgspec.json.Decoder(Job)
reply_decoder: msgspec.json.Decoder[Reply] = msgspec.json.Decoder(Reply)
