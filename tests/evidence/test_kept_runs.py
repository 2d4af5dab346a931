"""What is kept of a run: its name says what it was for, a stop comes back, room has an end."""

from __future__ import annotations

import pytest

from grader.evidence.kept_runs import (
    MIB,
    KeptAnswers,
    KeptRun,
    Room,
    check_of_run,
    digest_of,
    run_name,
    stop_of,
    stop_parts,
)
from grader.model import Outcome, Place
from grader.sandbox.failures import StudentStopped
from grader.sandbox.hanging import Running
from grader.wire.messages import Ask, pack


@pytest.mark.parametrize(
    ("more", "check"),
    [({}, "a::f"), ({"carried": True}, "a::f"), ({"again": True}, None)],
    ids=["a check", "with the reference in a stage's place", "for a diagnosis alone"],
)
def test_a_run_s_name_says_which_check_it_decides(more: dict[str, bool], check: str | None) -> None:
    assert check_of_run(run_name("a::f", **more)) == check


def test_names_of_different_runs_differ() -> None:
    flags = [(carried, again) for carried in (True, False) for again in (True, False)]
    assert len({run_name("a::f", carried=one, again=other) for one, other in flags}) == 4


def test_a_check_that_was_cut_is_told_once_and_one_for_a_diagnosis_not() -> None:
    kept = KeptAnswers(assignment="demo", language="en", versions=())
    for name in ("a::f", "a::f carried", "a::g", "a::h again"):
        kept.runs.append(KeptRun(name=name, seed=1, alone=False, whole=name == "a::g"))
    assert kept.checks_cut == ("a::f",)


def test_room_is_taken_until_there_is_none() -> None:
    room = Room(1)
    assert room.take(MIB - 10) and not room.take(11) and room.take(10) and not room.take(1)


@pytest.mark.parametrize("place", [None, Place(file="a.py", line=3)])
def test_a_stop_comes_back_as_it_was(place: Place | None) -> None:
    stopped = StudentStopped(Outcome.TIMED_OUT, "stopped after 5 s", busy=True)
    stopped.running = Running(place, "line 3") if place else None
    again = stop_of(stop_parts(stopped))
    assert (again.outcome, again.sentence, again.busy) == (
        Outcome.TIMED_OUT,
        "stopped after 5 s",
        True,
    )
    assert again.running == stopped.running


def test_a_question_is_the_same_whichever_check_of_its_process_asks_it() -> None:
    first, later, other = (
        pack(Ask(check, "call", 0, name, (1.0,), {}, {}, 0, True))
        for check, name in ((1, "f"), (900, "f"), (1, "g"))
    )
    assert digest_of(first) == digest_of(later) != digest_of(other)
