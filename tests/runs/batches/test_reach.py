"""Which files of a submission can decide a task's result: what is left out is certain."""

from __future__ import annotations

import pytest
from support.cases import cases
from support.courses import tiny

from grader.model import Submission, SubmittedFile, Task
from grader.nouns import replace
from grader.runs.batches.reach import with_reaching_files

A, B = (replace(tiny().task("rescale"), id=name, file=f"{name}.py") for name in ("alpha", "beta"))
TASKS: tuple[Task, ...] = (A, B)
OWN = "def f(x):\n    return x\n"


def left(**files: str | bytes) -> list[str]:
    """The names of the files that can decide task alpha; `a_py` stands for a.py."""
    submitted = tuple(
        SubmittedFile(
            name=name.replace("_", "."),
            content=content if isinstance(content, bytes) else content.encode(),
        )
        for name, content in files.items()
    )
    return [
        file.name
        for file in with_reaching_files(Submission(name="s", files=submitted), A, TASKS).files
    ]


def test_another_task_s_file_is_left_out() -> None:
    assert left(alpha_py=OWN, beta_py=OWN) == ["alpha.py"]


@pytest.mark.parametrize(
    "text",
    cases(
        {
            "imported": "import beta\n",
            "in part": "from beta import f\n",
            "in a string": "name = 'beta'\n",
            "in a comment": "# see beta\n",
            "in full width": "import ｂｅｔａ\n",
        }
    ),
)
def test_a_file_that_is_named_may_be_imported(text: str) -> None:
    assert left(alpha_py=text + OWN, beta_py=OWN) == ["alpha.py", "beta.py"]


@pytest.mark.parametrize("text", ["betas = 1\n", "my_beta = 1\n", "beta2 = 1\n", "Beta = 1\n"])
def test_a_name_that_only_looks_alike_names_nothing(text: str) -> None:
    assert left(alpha_py=text + OWN, beta_py=OWN) == ["alpha.py"]


def test_a_file_that_names_one_that_names_another_keeps_both() -> None:
    other = replace(B, id="gamma", file="gamma.py")
    files = tuple(
        SubmittedFile(name=name, content=text.encode())
        for name, text in (
            ("alpha.py", "import helper\n"),
            ("helper.py", "import beta\n"),
            ("beta.py", "import gamma\n"),
            ("gamma.py", OWN),
        )
    )
    submission = Submission(name="s", files=files)
    assert with_reaching_files(submission, A, (*TASKS, other)).files == files


@pytest.mark.parametrize(
    "text",
    cases(
        {
            "by a name put together": "import importlib\n",
            "by the built-in": "__import__('be' + 'ta')\n",
            "evaluated": "eval('1')\n",
            "executed": "exec(text)\n",
            "run": "import runpy\n",
            "a file that is opened": "open(name)\n",
            "a folder that is listed": "os.listdir()\n",
            "a path that is read": "path.read_text()\n",
            "another's modules": "sys . modules\n",
            "a magic": "%run it\n",
            "a notebook's escape": '"\\u0062eta"\n',
        }
    ),
)
def test_what_no_text_shows_keeps_everything(text: str) -> None:
    assert left(alpha_py=text + OWN, beta_py=OWN) == ["alpha.py", "beta.py"]


@pytest.mark.parametrize(
    "text", ["model.eval()\n", "reopen(x)\n", "evaluate(x)\n", "executed = 1\n"]
)
def test_what_only_looks_like_it_does_not(text: str) -> None:
    assert left(alpha_py=text + OWN, beta_py=OWN) == ["alpha.py"]


@pytest.mark.parametrize(
    "content",
    [b"x\0y", b"# coding: utf-7\nx = 1\n", "x = 1\n".encode("utf-16")],
    ids=["a zero", "another coding", "two bytes a character"],
)
def test_a_file_that_cannot_be_read_might_name_anything(content: bytes) -> None:
    assert left(alpha_py=content, beta_py=OWN) == ["alpha.py", "beta.py"]


@pytest.mark.parametrize("coding", ["utf-8", "UTF_8", "latin-1", "gbk"])
def test_a_plain_coding_is_read(coding: str) -> None:
    assert left(alpha_py=f"# -*- coding: {coding} -*-\n{OWN}", beta_py=OWN) == ["alpha.py"]


def test_without_the_task_s_own_file_any_may_stand_for_it() -> None:
    assert left(Alpha_py=OWN, beta_py=OWN) == ["Alpha.py", "beta.py"]


def test_data_can_name_a_module_and_not_import_it() -> None:
    assert left(alpha_py=OWN, data_csv="beta\n", beta_py=OWN) == ["alpha.py", "data.csv"]
    assert left(alpha_py=OWN, data_pkl="beta", beta_py=OWN) == ["alpha.py", "data.pkl", "beta.py"]


def test_the_order_of_the_files_stays() -> None:
    assert left(z_py="x = 1\n", alpha_py=OWN, beta_py=OWN, a_py="y = 1\n") == [
        "z.py",
        "alpha.py",
        "a.py",
    ]
