"""Examiners side by side: each job is done once, whatever dies, fails or is broken off."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from grader.errors import BadCheck, SandboxError
from grader.language import Language, speak, spoken_language
from grader.runs.executors.examiners_at_work import ExaminersAtWork


class Examiner:
    """Stands for an examiner's process; says what became of it."""

    def __init__(self) -> None:
        self.alive = True
        self.ended: list[str] = []

    def close(self) -> None:
        self.alive = False
        self.ended.append("closed")

    def kill(self) -> None:
        self.alive = False
        self.ended.append("killed")


class Room:
    """Examiners as they are started."""

    def __init__(self) -> None:
        self.examiners: list[Any] = []

    def start(self) -> Any:
        self.examiners.append(Examiner())
        return self.examiners[-1]

    def work(
        self, jobs: list[int], do: Callable[[Any, int], str], workers: int = 2
    ) -> dict[int, str]:
        return dict(ExaminersAtWork(jobs, self.start, do).replies(workers))


def test_each_job_is_done_once_and_every_examiner_is_closed() -> None:
    room = Room()
    done = room.work(list(range(20)), lambda _, job: f"reply {job}", workers=3)
    assert done == {job: f"reply {job}" for job in range(20)}
    assert 1 <= len(room.examiners) <= 3
    assert all(each.ended == ["closed"] for each in room.examiners)


def test_no_more_examiners_are_started_than_there_are_jobs() -> None:
    room = Room()
    assert room.work([1], lambda _, job: str(job), workers=8) == {1: "1"}
    assert len(room.examiners) == 1
    assert room.work([], lambda _, job: str(job)) == {} and len(room.examiners) == 1


def test_an_examiner_that_died_is_closed_and_replaced() -> None:
    room = Room()

    def do(examiner: Any, job: int) -> str:
        examiner.alive = job != 1
        return str(job)

    assert room.work([0, 1, 2, 3], do, workers=1) == {job: str(job) for job in range(4)}
    assert [each.ended for each in room.examiners] == [["closed"], ["closed"]]


@pytest.mark.parametrize("error", [BadCheck("odd"), SandboxError("no fork")])
def test_an_error_of_a_thread_ends_the_run_and_reaches_the_desk(error: Exception) -> None:
    room = Room()

    def do(examiner: Any, job: int) -> str:
        if job == 2:
            raise error
        return str(job)

    with pytest.raises(type(error), match=str(error)):
        room.work(list(range(50)), do)
    assert not any(each.alive for each in room.examiners)


def test_a_run_that_is_broken_off_kills_what_is_at_work_and_leaves_no_thread() -> None:
    room, go = Room(), threading.Event()

    def do(examiner: Any, job: int) -> str:
        if job:
            go.wait(10)
        return str(job)

    def kill(examiner: Any) -> None:
        Examiner.kill(examiner)
        go.set()  # a dead process answers nothing more

    before = threading.active_count()
    replies = ExaminersAtWork([0, 1, 2, 3], room.start, do).replies(1)
    assert next(iter(replies)) == (0, "0")
    room.examiners[0].kill = lambda: kill(room.examiners[0])
    replies.close()  # type: ignore[attr-defined]
    assert room.examiners[0].ended[0] == "killed" and threading.active_count() == before


def test_examiners_speak_the_language_of_who_started_them() -> None:
    with speak(Language.ZH):
        done = Room().work([1, 2], lambda _, job: str(spoken_language()))
    assert set(done.values()) == {"zh"}
