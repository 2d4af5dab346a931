"""Which of a submission's Python files is a task's, and what is said of the choice."""

from __future__ import annotations

import pytest
from support.cases import cases

from grader.nouns import replace
from grader.sources.matching.task_files import FEW, ChosenFile, Fit, TaskFiles
from grader.sources.stubs import digest_of
from grader.sources.tasks import TaskSpec
from grader.sources.text import Source

STUB = "def mean(x):\n    raise NotImplementedError\n"
WORK = "def mean(x):\n    return sum(x) / len(x)\n"
MEAN = TaskSpec("mean", "mean.py", "Mean", ("mean",), (), True, (digest_of(STUB),))
PAIR = TaskSpec("pair", "pair.py", "Pair", ("forward", "backward"), (), True)
OTHER = TaskSpec("other", "other.py", "Other", ("forward", "train"), (), True)


def files(python: dict[str, str], *specs: TaskSpec) -> TaskFiles:
    return TaskFiles({name: Source(name, text) for name, text in python.items()}, specs)


def choose(python: dict[str, str], spec: TaskSpec = MEAN) -> ChosenFile:
    chosen = files(python, spec).choose(spec)
    assert chosen is not None
    return chosen


@pytest.mark.parametrize(
    ("name", "fit"),
    cases(
        {
            "its name": ("mean.py", Fit.NAME),
            "its name in a folder": ("hw/mean.py", Fit.NAME),
            "but for case": ("MEAN.PY", Fit.NEAR),
            "a second download": ("mean (2).py", Fit.NEAR),
            "its name among others": ("zhang_mean_final.py", Fit.WITHIN),
            "another name": ("homework.py", Fit.CONTENT),
        }
    ),
)
def test_a_name_fits_more_or_less(name: str, fit: Fit) -> None:
    assert choose({name: WORK}).fit is fit


def test_a_path_that_the_task_asks_for_fits_best() -> None:
    spec = replace(MEAN, file="src/mean.py")
    assert choose({"src/mean.py": WORK}, spec).fit is Fit.PATH
    assert choose({"hw/src/mean.py": WORK}, spec).fit is Fit.PATH
    chosen = choose({"mean.py": WORK + "#", "src/mean.py": WORK}, spec)
    assert (chosen.source.name, chosen.fit) == ("src/mean.py", Fit.PATH)


def test_a_misspelt_name_in_another_file_is_the_weakest_fit() -> None:
    assert choose({"hw.py": "def fordward(): ...\n"}, PAIR).fit is Fit.ALIKE


@pytest.mark.parametrize(
    "text",
    cases(
        {
            "nothing": "",
            "other names": "def average(x): return 1\n",
            "a short name that is nearly so": "def maen(x): return 1\n",
            "a name in a text": "'def mean(x)'\n",
        }
    ),
)
def test_a_file_with_nothing_of_the_task_is_not_taken(text: str) -> None:
    assert files({"hw.py": text}, MEAN).choose(MEAN) is None


def test_no_file_is_chosen_of_none() -> None:
    assert files({}, MEAN).choose(MEAN) is None


def test_a_name_that_two_tasks_ask_for_says_nothing_of_either() -> None:
    both = files({"hw.py": "def forward(): ...\n"}, PAIR, OTHER)
    assert both.choose(PAIR) is None and both.choose(OTHER) is None
    alone = files({"hw.py": "def forward(): ...\ndef train(): ...\n"}, PAIR, OTHER)
    assert alone.choose(PAIR) is None
    chosen = alone.choose(OTHER)
    assert chosen is not None and chosen.fit is Fit.CONTENT


@pytest.mark.parametrize(
    ("python", "spec", "note"),
    cases(
        {
            "a stub": (
                {"hw/mean.py": "#\n" + STUB, "mean (1).py": WORK},
                MEAN,
                "mean: mean (1).py counts, not hw/mean.py (the task is written in it)",
            ),
            "the stub as it was handed out": (
                {"mean.py": STUB, "hw.py": WORK},
                MEAN,
                "mean: hw.py counts, not mean.py (which is still the stub)",
            ),
            "no Python": (
                {"a/mean.py": "x = 1\ndef mean(x)\n", "b/mean.py": WORK},
                MEAN,
                "mean: b/mean.py counts, not a/mean.py (line 2 of it is not Python)",
            ),
            "less of the task": (
                {
                    "a/pair.py": "def forward(): return 1\n",
                    "b/pair.py": "def forward(): return 1\ndef backward(): return 2\n",
                },
                PAIR,
                "pair: b/pair.py counts, not a/pair.py (more of the task is written in it)",
            ),
            "put aside": (
                {"old/mean.py": WORK + "#", "z/mean.py": WORK},
                MEAN,
                "mean: z/mean.py counts, not old/mean.py (the other's name says that it was put"
                " aside)",
            ),
            "as good": (
                {"a/mean.py": WORK, "b/mean.py": WORK + "#"},
                MEAN,
                "mean: a/mean.py counts, not b/mean.py (hand in one of them only, to be sure which"
                " one counts)",
            ),
            "several": (
                {f"{folder}/mean.py": WORK + folder for folder in "abcdef"},
                MEAN,
                "mean: a/mean.py counts, not b/mean.py, c/mean.py, d/mean.py and 2 more (hand in"
                " one of them only, to be sure which one counts)",
            ),
        }
    ),
)
def test_a_choice_is_told_with_its_reason(
    python: dict[str, str], spec: TaskSpec, note: str
) -> None:
    assert choose(python, spec).notes[-1] == note


@pytest.mark.parametrize(
    ("python", "notes"),
    cases(
        {
            "one file": ({"mean.py": WORK}, ()),
            "the same work twice": ({"a/mean.py": WORK, "b/mean.py": f"\n{WORK}\n"}, ()),
            "the stub beside the work": ({"mean.py": WORK, "b/mean.py": STUB}, ()),
            "less in a file of another name": ({"mean.py": WORK, "notes.py": "#\n" + STUB}, ()),
            "its file under another name": (
                {"Mean.py": WORK},
                ("mean: Mean.py was taken for mean.py",),
            ),
        }
    ),
)
def test_where_nothing_is_to_be_chosen_nothing_is_said(
    python: dict[str, str], notes: tuple[str, ...]
) -> None:
    assert choose(python).notes == notes


def test_what_was_said_of_the_text_comes_first() -> None:
    source = Source("hw.py", WORK, ("hw.py is not written in UTF-8",))
    chosen = TaskFiles({"hw.py": source}, [MEAN]).choose(MEAN)
    assert chosen is not None
    assert chosen.notes == ("hw.py is not written in UTF-8", "mean: hw.py was taken for mean.py")


def test_among_very_many_files_the_task_s_own_one_is_taken_without_reading_the_others() -> None:
    many = {f"week_{number}.py": WORK + "# longer" for number in range(FEW + 1)}
    assert choose({"mean.py": WORK, **many}).notes == ()
    # Where its own file has not all of the task, the others are read all the same.
    assert choose({"mean.py": STUB, **many}).source.name == "week_0.py"


def test_another_task_s_file_that_defines_the_missing_name_is_told() -> None:
    found = files({"mean.py": WORK + "def forward(): ...\ndef backward(): ...\n"}, MEAN, PAIR)
    assert found.note_elsewhere(PAIR) == (
        "pair: mean.py defines backward and forward; this task's file is pair.py",
    )
    assert files({"mean.py": WORK}, MEAN, PAIR).note_elsewhere(PAIR) == ()
