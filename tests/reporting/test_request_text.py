"""Requests for a second look as text."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from support.classes import NOON, answered, asked, handed_in
from support.results import EVIL
from support.standings import standing

from grader.feedback.columns import width
from grader.model import Grade, Regrading
from grader.reporting.request_text import requests_text


def grade(name: str, *requests: Regrading, **more: Any) -> Grade:
    return standing(handed_in(name), requests=requests, **more).grade


def test_open_ones_are_listed_the_oldest_first() -> None:
    later = Regrading(request=asked(recorded=NOON + timedelta(days=1), reason="Mine too."))
    first = Regrading(request=asked("rescale", reason="Look."))
    lines = requests_text([grade("bob", later), grade("ada", first)])
    assert [line.strip() for line in lines] == [
        "Ada  rescale  2026-12-05  open",
        "“Look.”",
        "Bob  running_mean  2026-12-06  open",
        "“Mine too.”",
        "",
        "2 requests open, 0 answered",
    ]


def test_answered_ones_are_listed_only_where_they_are_asked_for() -> None:
    done = Regrading(request=asked(""), answer=answered(""))
    assert requests_text([grade("ada", done)]) == ["0 requests open, 1 answered"]
    lines = requests_text([grade("ada", done)], also_answered=True)
    assert "all of the work" in lines[0] and lines[0].endswith("kept")
    assert lines[2].strip() == "bea: “It is right as it is.”"


def test_a_class_in_which_nobody_asks_says_so() -> None:
    assert requests_text([grade("ada")]) == ["nobody asks for a second look"]
    assert requests_text([]) == ["nobody asks for a second look"]


def test_long_and_hostile_words_fit_and_do_nothing_to_a_terminal() -> None:
    lines = requests_text([grade("ada", Regrading(request=asked(reason=EVIL + "说" * 300)))])
    assert max(map(width, lines)) <= 80 and "\x1b" not in "".join(lines)
