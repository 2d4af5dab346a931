"""Examiners side by side: in order, each started once, none left behind."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from support.courses import tiny

from grader.proof.ground import crew
from grader.proof.ground.crew import Crew


class Examiner:
    """Counts who is made and who is gone, in place of a process."""

    made: list[Examiner]

    def __init__(self, assignment: Any, **how: Any) -> None:
        self.assignment = assignment
        self.how = how
        self.alive = True
        self.ended = ""
        self.made.append(self)

    def close(self) -> None:
        self.ended = self.ended or "closed"

    def kill(self) -> None:
        self.ended = "killed"


@pytest.fixture(autouse=True)
def made(monkeypatch: pytest.MonkeyPatch) -> list[Examiner]:
    Examiner.made = []
    monkeypatch.setattr(crew, "Examiner", Examiner)
    return Examiner.made


def test_answers_come_in_the_order_of_the_items_whoever_was_first(made: list[Examiner]) -> None:
    second_is_done = threading.Event()

    def work(examiner: Any, item: int) -> int:
        if item == 0:
            assert second_is_done.wait(10)
        second_is_done.set()
        return item * 10

    with Crew(tiny(), 2) as of_two:
        assert of_two.map(work, range(4)) == [0, 10, 20, 30]
    assert 1 < len(made) <= 2 and {each.ended for each in made} == {"closed"}


def test_an_examiner_is_kept_from_one_proof_to_the_next(made: list[Examiner]) -> None:
    with Crew(tiny(), 1) as alone:
        for _ in range(3):
            alone.map(lambda examiner, item: item, [1, 2])
    assert len(made) == 1


def test_nobody_is_started_for_nothing(made: list[Examiner]) -> None:
    with Crew(tiny(), 4) as idle:
        assert idle.map(lambda examiner, item: item, []) == []
    assert made == []


def test_an_examiner_measures_and_carries_nothing_forward(made: list[Examiner]) -> None:
    with Crew(tiny(), 1, threads=2) as alone:
        alone.map(lambda examiner, item: item, [1])
    assert made[0].how == {"measure": True, "threads": 2, "checks": None}
    assert made[0].assignment == tiny().without_carry()


def fail(examiner: Any, item: int) -> int:
    if item == 1:
        raise ValueError("no")
    return item


def test_what_work_raises_is_raised_and_its_examiner_is_not_used_again(
    made: list[Examiner],
) -> None:
    with Crew(tiny(), 1) as alone:
        with pytest.raises(ValueError, match="no"):
            alone.map(fail, [0, 1, 2])
        assert alone.map(fail, [5]) == [5]
    assert len(made) == 2


def test_one_that_died_is_replaced(made: list[Examiner]) -> None:
    with Crew(tiny(), 1) as alone:
        alone.map(fail, [0])
        made[0].alive = False
        alone.map(fail, [0])
    assert len(made) == 2


def test_an_error_on_the_way_kills_what_may_still_be_working(made: list[Examiner]) -> None:
    with pytest.raises(KeyboardInterrupt), Crew(tiny(), 1) as alone:
        alone.map(fail, [0])
        raise KeyboardInterrupt
    assert [each.ended for each in made] == ["killed"]
