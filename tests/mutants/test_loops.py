"""Loops that are mistaken: their ends, their direction, what belongs into a round."""

from __future__ import annotations

from textwrap import dedent

import pytest
from support.cases import cases
from support.mutated import made

from grader.mutants import loops

EARLY, LATE, BACK = "loop ends early", "loop begins late", "loop goes backwards"


@pytest.mark.parametrize(
    ("loop", "kinds"),
    cases(
        {
            "a round that leaves something": (
                "for i in range(n):\n        x = x + i",
                [EARLY, LATE, BACK],
            ),
            "an item that is set": ("for i in range(n):\n        x[i] = i", [EARLY, LATE, BACK]),
            "a list that grows": ("for i in y:\n        x.append(i)", [EARLY, LATE, BACK]),
            "a counter that is not used": ("for _ in range(n):\n        x = 2 * x", [EARLY]),
            "a comprehension": ("x = [i for i in y]", [EARLY, LATE, BACK]),
            "no loop": ("x = y", []),
        }
    ),
)
def test_a_loop_ends_early_begins_late_or_goes_backwards(loop: str, kinds: list[str]) -> None:
    text = f"def f(x, y, n):\n    {loop}\n    return x"
    assert [kind for kind, _ in made(loops.change_rounds, text)] == kinds


def test_the_cut_is_made_of_a_list_of_what_the_loop_goes_over() -> None:
    text = "def f(x):\n    for a, b in zip(x, x):\n        x = a"
    assert [changed.splitlines()[1].strip() for _, changed in made(loops.change_rounds, text)] == [
        "for a, b in list(zip(x, x))[:-1]:",
        "for a, b in list(zip(x, x))[1:]:",
        "for a, b in list(zip(x, x))[::-1]:",
    ]


OFTEN = """
    def f(x):
        s = np.zeros(3)
        for i in x:
            s = s + i
        return s
"""


def test_what_is_made_before_a_loop_is_made_anew_in_each_round() -> None:
    ((kind, text),) = made(loops.make_too_often, dedent(OFTEN).strip())
    assert kind == "made anew in each round"
    assert text == dedent(OFTEN).strip().replace("    s = np.zeros(3)\n", "    pass\n").replace(
        "        s = s + i", "        s = np.zeros(3)\n        s = s + i"
    )


@pytest.mark.parametrize(
    ("was", "now"),
    cases(
        {
            "a value that nobody reads there": ("s = s + i", "t = 2 * i"),
            "something in between": ("    for i in x:", "    print(s)\n    for i in x:"),
            "an array that is not initialised": ("np.zeros(3)", "np.empty(3)"),
            "no call with an argument": ("np.zeros(3)", "[]"),
        }
    ),
)
def test_it_is_not_where_that_changes_nothing_or_only_by_luck(was: str, now: str) -> None:
    text = dedent(OFTEN).strip()
    assert was in text and made(loops.make_too_often, text.replace(was, now)) == []


RARELY = """
    def f(x, n):
        for i in x:
            s = np.zeros(n)
            s = s + i
        return s
"""


def test_what_a_round_begins_with_is_made_once_before_the_loop() -> None:
    ((kind, text),) = made(loops.make_too_rarely, dedent(RARELY).strip())
    assert kind == "made once before the loop"
    assert text.splitlines()[1:4] == ["    s = np.zeros(n)", "    for i in x:", "        pass"]


@pytest.mark.parametrize(
    ("was", "now"),
    cases(
        {
            "what depends on the round": ("np.zeros(n)", "np.zeros(i)"),
            "what depends on the last round": ("np.zeros(n)", "s * n"),
            "an item that is set": ("s = np.zeros(n)", "x[0] = n"),
            "no assignment": ("s = np.zeros(n)", "print(n)"),
        }
    ),
)
def test_what_a_round_needs_of_itself_stays_in_it(was: str, now: str) -> None:
    text = dedent(RARELY).strip()
    assert was in text and made(loops.make_too_rarely, text.replace(was, now)) == []
