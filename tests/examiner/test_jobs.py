"""Messages between the desk and an examiner: one line each, read as it was written."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pytest
from support.results import EVIL, check, everything, result, task

from grader.checking.answerers.transcripts import Inputs, RecordedCall, Transcript, TranscriptFile
from grader.diagnosis.fingerprints import fingerprint
from grader.diagnosis.mistakes import Imprint, Mistake, MistakesFile
from grader.examiner.jobs import (
    AuditedReply,
    AuditJob,
    ComparedReply,
    CompareJob,
    FailedReply,
    Job,
    JudgeJob,
    MeasuresReply,
    MistakesJob,
    MistakesReply,
    RecordedReply,
    RecordJob,
    Reply,
    ResultReply,
    ScriptJob,
    ScriptReply,
    TaskReply,
    encoder,
    job_decoder,
    reply_decoder,
)
from grader.model import (
    AuditRun,
    Blame,
    Measure,
    Outcome,
    Proved,
    Refusal,
    StoredMistake,
    Submission,
    SubmittedFile,
)

WORK = Submission(
    name="王小明",
    files=(
        SubmittedFile(name="a.py", content=b"\x00\xff\r\n"),
        SubmittedFile(name="e", content=b""),
    ),
    student="s1",
    notes=("odd\nname",),
    blame=Blame.COURSE,
)
MEASURE = Measure(where="loss", error=1e99, absolute=1e-9, relative=1e-9)
REFUSAL = Refusal(check="a::x", proof=Proved.BLIND, sentence="earns 1 point", blind="zeros")
FILE = TranscriptFile(
    format=1,
    task="a",
    seed=1 << 127,
    checks="c",
    reference="r",
    settings="s",
    versions={"numpy": "2"},
    transcripts=(
        Transcript(
            check="a::x",
            calls=(RecordedCall(said="call f", key="k", answer=b"\x00\xff"),),
            margins=(0.5,),
            tolerance=1e-9,
            seconds=0.1,
        ),
    ),
)
MISTAKES = MistakesFile(
    1,
    "a",
    "m",
    "r",
    "s",
    (Mistake("late", "t", "e", {"a::x": Imprint(Outcome.FAILED, answer=fingerprint([1.0]))}),),
)
STORED = StoredMistake(name="late", title="t", explanation="e", source="s", submission=WORK)

JOBS: list[Job] = [
    JudgeJob(WORK, ("a",), stop_first=True, checks=("a::x",)),
    RecordJob(WORK),
    AuditJob(WORK, (WORK,), "a", 1 << 127),
    CompareJob(WORK, WORK, "a::x", 5, 10),
    ScriptJob("a::x", WORK),
    MistakesJob("a", (STORED,)),
]
REPLIES: list[Reply] = [
    ResultReply(everything()),
    MeasuresReply("a::x", (MEASURE,)),
    RecordedReply(((Inputs.GRADING, FILE),), (REFUSAL,)),
    AuditedReply((REFUSAL,), (AuditRun(variant="v", result=result(), measures={"x": (MEASURE,)}),)),
    ComparedReply(3, "y: expected 1, got 2"),
    ScriptReply("x = 1\n"),
    MistakesReply(((Inputs.HIDDEN, MISTAKES),)),
    FailedReply("BadCheck", "the check is odd"),
    TaskReply("srn"),
]


def line(message: Any) -> bytes:
    written = encoder.encode(message)
    assert b"\n" not in written
    return written


@pytest.mark.parametrize("job", JOBS, ids=lambda job: type(job).__name__)
def test_a_job_is_one_line_and_arrives_as_it_was(job: Job) -> None:
    assert job_decoder.decode(line(job)) == job


@pytest.mark.parametrize("reply", REPLIES, ids=lambda reply: type(reply).__name__)
def test_a_reply_is_one_line_and_arrives_as_it_was(reply: Reply) -> None:
    assert reply_decoder.decode(line(reply)) == reply


def test_every_kind_of_message_is_tried() -> None:
    assert {type(job) for job in JOBS} == set(Job.__args__)
    assert {type(reply) for reply in REPLIES} == set(Reply.__args__)


def test_points_are_exact_on_the_way() -> None:
    third = check(earned=Decimal("0.3333333333333333333333333333"))
    reply = reply_decoder.decode(line(ResultReply(result(task("a", third)))))
    assert isinstance(reply, ResultReply) and reply.result.checks[0].earned == third.earned


def test_what_a_student_printed_breaks_no_line() -> None:
    said = check("a::x", Outcome.FAILED, output=EVIL.replace("\ud800", "") + "\n\u2028\x85\n")
    reply = ResultReply(result(task("a", said)))
    assert reply_decoder.decode(line(reply)) == reply


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b"[]",
        b'{"type": "judge"}',
        b'{"type": "format the disk"}',
        line(ScriptReply("x")).replace(b'"x"', b"3"),
        line(FailedReply("a", "b")),
    ],
    ids=["nothing", "no type", "a list", "no fields", "no such job", "another type", "a reply"],
)
def test_what_is_no_job_is_refused(raw: bytes) -> None:
    with pytest.raises((msgspec.DecodeError, msgspec.ValidationError)):
        job_decoder.decode(raw)
