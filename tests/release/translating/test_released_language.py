"""A release in Chinese: all of it, and how what students hand in of it is graded.

Staff grade with the assignment as it is written, whatever language a student had it in.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from typing import Any

import pytest
from support.cases import cases
from support.courses import TINY, tiny
from support.processes import submission

from grader.examiner.client import Examiner
from grader.language import Language
from grader.model import Outcome, Result, TaskStatus
from grader.release.gradescope import gradescope_files
from grader.release.making import make_files
from grader.release.packing import release_files
from grader.release.translating.python_texts import translate_python
from grader.release.translating.translated_files import TranslatedFiles

ZH = Language.ZH
SOURCE = TINY.solutions / "tiny"
CODE = ("running_mean.py", "rescale.py")


@pytest.fixture(scope="module")
def released() -> dict[str, bytes]:
    return release_files(TINY, tiny(), language=ZH)


@pytest.fixture(scope="module")
def examiner() -> Iterator[Examiner]:
    with Examiner(tiny()) as one:
        yield one


def text(released: dict[str, bytes], name: str) -> str:
    return released[name].decode()


def solved(name: str) -> str:
    """The Chinese stub with the reference put in."""
    say = TranslatedFiles.of(SOURCE, ZH).texts.say
    return translate_python(SOURCE / name, (SOURCE / name).read_text(encoding="utf-8"), say)


def notebook(released: dict[str, bytes], answers: dict[str, str]) -> bytes:
    """The released notebook with those texts in the cells of tasks."""
    content = json.loads(released["tiny.ipynb"])
    for cell in content["cells"]:
        task = cell["metadata"].get("tensorgrade", {}).get("task")
        cell["source"] = answers.get(task, cell["source"])
    return json.dumps(content).encode()


def told(result: Result) -> dict[str, Any]:
    return {task.id: (task.earned, task.unchanged) for task in result.tasks}


@pytest.mark.parametrize(
    ("name", "words"),
    cases(
        {
            "README": (
                "README.md",
                ["# 均值与缩放", "- `running_mean.py`: 用 NumPy"],
            ),
            "handout": ("handout.md", ["# 均值与缩放", "| `rescale` | rescale.py | 5 |", "把输入"]),
            "answer sheet": ("reflection.md", ["请把这一行换成你的回答。"]),
            "rubric": ("rubric.toml", ["为什么均值比各个值变动得少"]),
            "stub": ("running_mean.py", ["running_mean 还没有写", "第 1 题"]),
            "notebook": ("tiny.ipynb", ["补全代码", "第 2 题", "请把这一行换成你的回答。"]),
        }
    ),
)
def test_every_file_that_people_read_is_in_chinese(
    name: str, words: list[str], released: dict[str, bytes]
) -> None:
    for each in words:
        assert each in text(released, name)


def test_the_code_is_that_of_the_english_release(released: dict[str, bytes]) -> None:
    english = make_files(TINY, "tiny")
    for name in CODE:
        mine, theirs = (ast.parse(files[name].decode()) for files in (released, english))
        assert _without_words(mine) == _without_words(theirs), name
        assert released[name].count(b"\n") == english[name].count(b"\n")
    for name in (each for each in released if each.startswith("checks/") and "stubs" not in each):
        assert released[name] == release_files(TINY, tiny())[name], name


def _without_words(tree: ast.Module) -> str:
    """Code as text, every string in it blank."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(tree)


def test_a_release_in_chinese_speaks_chinese_by_itself(released: dict[str, bytes]) -> None:
    assert 'lang = "zh"' in text(released, "assignment.toml")
    assert "lang" not in text(make_files(TINY, "tiny"), "assignment.toml")
    assert "除以到此为止的个数" in text(released, "lang/zh.po")


def test_the_stubs_that_reset_brings_back_are_the_chinese_ones(released: dict[str, bytes]) -> None:
    stubs = json.loads(released["checks/stubs.json"])
    assert stubs == {name: text(released, name) for name in (*CODE, "reflection.md")}


def test_untouched_stubs_are_not_started_for_the_staff(
    released: dict[str, bytes], examiner: Examiner
) -> None:
    files = {name.replace(".py", "_py"): released[name] for name in (*CODE, "reflection.md")}
    result = examiner.judge(submission(**files))
    assert told(result) == {
        "running_mean": (0, True),
        "rescale": (0, True),
        "reflection": (None, True),
    }
    assert any("unchanged from the template" in note for note in result.tasks[2].notes)
    assert {check.outcome for check in result.checks} == {Outcome.RAISED, Outcome.BLOCKED}


def test_an_untouched_notebook_is_not_started_for_the_staff(
    released: dict[str, bytes], examiner: Examiner
) -> None:
    result = examiner.judge(submission(tiny_ipynb=released["tiny.ipynb"]))
    assert told(result) == {
        "running_mean": (0, True),
        "rescale": (0, True),
        "reflection": (None, True),
    }


@pytest.mark.parametrize("form", ["files", "notebook"])
def test_the_reference_in_chinese_stubs_earns_everything(
    form: str, released: dict[str, bytes], examiner: Examiner
) -> None:
    written = {name.removesuffix(".py"): solved(name) for name in CODE}
    written["reflection"] = text(released, "reflection.md") + "\n因为分母越来越大。\n"
    if form == "notebook":
        work = submission(tiny_ipynb=notebook(released, written))
    else:
        named = {f"{task}_py": written[task] for task in ("running_mean", "rescale")}
        work = submission(**named, **{"reflection.md": written["reflection"]})
    result = examiner.judge(work)
    assert (result.held, result.earned) == (False, 9)
    assert told(result)["reflection"] == (None, False)
    assert result.tasks[2].status is TaskStatus.AWAITING
    assert not any(note for task in result.tasks for note in task.notes)


def test_an_untouched_chinese_stub_gives_way_to_the_notebook_without_a_word(
    released: dict[str, bytes], examiner: Examiner
) -> None:
    """A student hands in the whole folder, and wrote in the notebook only."""
    written = {name.removesuffix(".py"): solved(name) for name in CODE}
    files = {name.replace(".py", "_py"): released[name] for name in (*CODE, "reflection.md")}
    result = examiner.judge(submission(tiny_ipynb=notebook(released, written), **files))
    assert result.earned == 9


def test_english_and_chinese_students_have_the_same_digests_of_what_is_untouched() -> None:
    own = json.loads(make_files(TINY, "tiny")["manifest.json"])
    theirs = json.loads(make_files(TINY, "tiny", ZH)["manifest.json"])
    for name in (*CODE, "reflection.md"):
        assert {own["files"][name], *own["translated"][name]} == {
            theirs["files"][name],
            *theirs["translated"][name],
        }


def test_gradescope_speaks_the_language_and_knows_the_words_of_hidden_checks() -> None:
    files = gradescope_files(TINY, tiny(), language=ZH)
    assert b'lang = "zh"' in files["assignment/assignment.toml"]
    assert "一个值的均值就是它自己" in files["hidden/lang/zh/texts.po"].decode()
    assert "一个值的均值就是它自己" not in files["assignment/lang/zh.po"].decode()
