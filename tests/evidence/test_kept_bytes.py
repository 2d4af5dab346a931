"""Evidence as bytes: there and back, and one error for whatever else stands there."""

from __future__ import annotations

import zlib

import numpy as np
import pytest
from support.cases import cases

from grader.errors import BadEvidence
from grader.evidence.kept_bytes import (
    pack_answers,
    pack_files,
    unpack_answers,
    unpack_files,
)
from grader.evidence.kept_runs import KeptAnswers, KeptRun, Kind, digest_of, run_name, stop_parts
from grader.model import Outcome, Place, SubmittedFile
from grader.sandbox.failures import StudentStopped
from grader.sandbox.hanging import Running
from grader.wire.encoding import encode
from grader.wire.frames import frame
from grader.wire.messages import Answer, Ask, pack

FILES = (
    SubmittedFile(name="a.py", content=b"def f(x): return x\n"),
    SubmittedFile(name="empty.py", content=b""),
    SubmittedFile(name="größe.bin", content=bytes(range(256)) * 9_000),
)


def stopped() -> StudentStopped:
    one = StudentStopped(Outcome.TIMED_OUT, "stopped after 5 s", busy=True)
    one.running = Running(Place(file="a.py", line=3), "line 3")
    return one


def answers() -> KeptAnswers:
    heard = pack(Answer(7, np.arange(3.0), {}))
    run = KeptRun(
        name=run_name("a::f"),
        seed=5,
        alone=False,
        events=[(Kind.SAID, b"0" * 16), (Kind.HEARD, heard)],
        printed="so far\n",
        seconds=0.25,
    )
    ended = KeptRun(name="a::g", seed=5, alone=True, whole=False)
    ended.events.append((Kind.STOPPED, encode(stop_parts(stopped()))))
    return KeptAnswers(
        assignment="demo",
        language="en",
        versions=("1", "2"),
        level="standard",
        surveys=[b"survey"],
        notes={"a": ("one", "two")},
        runs=[run, ended],
    )


def test_answers_come_back_as_they_were() -> None:
    assert unpack_answers(pack_answers(answers())) == answers()


def test_a_stop_comes_back_with_where_it_was() -> None:
    kept = answers()
    kept.unread = stopped()
    back = unpack_answers(pack_answers(kept)).unread
    assert back is not None and back.running == stopped().running
    assert (back.outcome, back.sentence, back.busy) == (
        Outcome.TIMED_OUT,
        "stopped after 5 s",
        True,
    )


def test_files_come_back_as_they_were() -> None:
    assert unpack_files(pack_files(FILES)) == FILES
    assert unpack_files(pack_files(())) == ()


WHOLE = pack_answers(answers())
HEAD = frame(b"H" + encode((1, "demo", "en", (), "")))
BROKEN = {
    "nothing": b"",
    "no zlib": b"evidence",
    "cut off": WHOLE[:-3],
    "longer": WHOLE + b"more",
    "no head": zlib.compress(b""),
    "another format": zlib.compress(frame(b"H" + encode((9, "demo", "en", (), "")))),
    "no tuple": zlib.compress(frame(b"H" + encode(3))),
    "an unknown part": zlib.compress(HEAD + frame(b"@")),
    "an event without a run": zlib.compress(
        frame(b"H" + encode((1, "d", "en", (), ""))) + frame(b"!x")
    ),
    "a run without a check": zlib.compress(HEAD + frame(b"R" + encode((1, 2, 3, 4, 5)))),
    "a frame that lies": zlib.compress(b"\xff\xff\xff\xff"),
    "a bomb": zlib.compress(b"\0" * (200 << 20), 9),
}


@pytest.mark.parametrize("raw", cases(BROKEN))
def test_what_is_no_evidence_is_one_error(raw: bytes) -> None:
    with pytest.raises(BadEvidence):
        unpack_answers(raw)
    if raw != BROKEN["no head"]:
        with pytest.raises(BadEvidence):
            unpack_files(raw)


def test_a_question_has_one_digest_whatever_its_checks_number() -> None:
    def ask(check: int, value: float) -> bytes:
        return pack(Ask(check, "call", 0, "f", (value,), {}, {}, 0, True))

    assert digest_of(ask(1, 2.0)) == digest_of(ask(70_000, 2.0))
    assert digest_of(ask(1, 2.0)) != digest_of(ask(1, 2.5))
