"""Which code of a submission is a task's: by what it defines, wherever that stands."""

from __future__ import annotations

from support.notebooks import code, markdown, notebook
from support.processes import task

from grader.model import SubmittedFile
from grader.similarity.task_texts import CodePart, task_texts

TASKS = [task("a", "f", "Net"), task("b", "g")]


def texts(**files: str | bytes) -> dict[str, list[str]]:
    """The code of each task, without blank lines at its ends."""
    listed = [
        SubmittedFile(
            name=name.replace("_", "."),
            content=text if isinstance(text, bytes) else text.encode(),
        )
        for name, text in files.items()
    ]
    return {
        name: [part.text.strip("\n") for part in parts]
        for name, parts in task_texts(listed, TASKS).items()
    }


def test_a_definition_is_its_task_s_in_any_file() -> None:
    text = "import os\n\ndef g(x):\n    return x\n\n@wraps\ndef f(x):\n    return g(x)\nlast = 1\n"
    assert texts(a_py=text) == {
        "a": ["import os", "@wraps\ndef f(x):\n    return g(x)", "last = 1"],
        "b": ["def g(x):\n    return x"],
    }


def test_what_defines_nothing_is_of_the_first_task_that_the_file_has_code_of() -> None:
    text = "LIMIT = 3\n\ndef helper():\n    return LIMIT\n\ndef g():\n    return helper()\n"
    assert list(texts(mine_py=text)) == ["b"]
    assert list(texts(mine_py="x = 1\n")) == ["a"], "nothing says whose it is: the first task's"


def test_cells_are_of_the_task_that_they_say_and_prose_is_of_none() -> None:
    content = notebook(
        markdown("def f(): never"),
        code("def g():\n    return 1"),
        code("y = 2", "b"),
        code("z = 3"),
    )
    listed = [SubmittedFile(name="week.ipynb", content=content)]
    assert task_texts(listed, TASKS) == {
        "b": (
            CodePart("week.ipynb, cell 2", 1, "def g():\n    return 1"),
            CodePart("week.ipynb, cell 3", 1, "y = 2"),
            CodePart("week.ipynb, cell 4", 1, "z = 3"),
        )
    }


def test_parts_know_the_line_that_they_begin_on() -> None:
    content = b"x = 1\n\n\ndef f():\n    return 1\n"
    parts = task_texts([SubmittedFile(name="a.py", content=content)], TASKS)["a"]
    assert [(part.place, part.first) for part in parts] == [("a.py", 1), ("a.py", 4)]


def test_what_is_no_python_and_no_notebook_is_left_out_and_nothing_breaks() -> None:
    assert texts(a_md="def f(): ...", data_csv="1,2") == {}
    assert texts(week_ipynb=b"{not a notebook") == {}
    assert texts(a_py=b"\xff\xfe def f(:\n")["a"]
    assert task_texts([SubmittedFile(name="a.py", content=b"x = 1")], []) == {}
