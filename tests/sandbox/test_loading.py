"""Loading a task's code.

Files as a whole, notebooks statement by statement, the student's own modules beside them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from support.cases import cases
from support.notebooks import code, markdown, notebook
from support.processes import Student, task

from grader.sandbox.failures import StudentRaised

pytestmark = pytest.mark.parametrize("how", ["forked"])

TWO = task("a"), task("b", "g")


def notes(student: Student) -> list[str]:
    student.process.finish(student.check)
    return list(student.process.receive_finished(student.check).notes)


@pytest.mark.parametrize(
    "a_py",
    cases(
        {
            "UTF-8 with a mark": b"\xef\xbb\xbfdef f():\n    return '\xe4\xbd\xa0'\n",
            "GBK": "def f():\n    return '你'\n".encode("gbk"),
            "UTF-16 without a mark": "def f():\n    return '你'\n".encode("utf-16-be"),
            "UTF-32": "def f():\n    return '你'\n".encode("utf-32"),
            "UTF-32 without a mark": "def f():\n    return '你'\n".encode("utf-32-le"),
            "UTF-16": "def f():\n    return '你'\n".encode("utf-16"),
            "line ends of Windows": "def f():\r\n    return '你'\r\n".encode(),
            "without __main__": (
                "if __name__ == '__main__':\n    1 / 0\ndef f():\n    return '你'\n"
            ),
            "its own globals": (
                "WORD = '你'\n__all__ = ['f']\ndef f():\n    return globals()['WORD']\n"
            ),
            "future annotations": (
                "from __future__ import annotations\ndef f() -> nothing:\n    return '你'\n"
            ),
            "a dataclass": (
                "import dataclasses\n@dataclasses.dataclass\nclass A:\n    x: str\ndef f():\n   "
                " return A('你').x\n"
            ),
            "a pickle of its own class": (
                "import pickle\nclass A:\n    x = '你'\ndef f():\n    return"
                " pickle.loads(pickle.dumps(A())).x\n"
            ),
        }
    ),
)
def test_a_file_is_loaded(open_: Callable[..., Student], a_py: Any) -> None:
    student = open_(a_py)
    assert student.call() == "你" and student.finish() == ((), ())


@pytest.mark.parametrize(
    ("a_py", "kind", "line"),
    cases(
        {
            "a syntax error": ("def f():\nreturn 1\n", "IndentationError", 2),
            "a name that is missing": ("import os\nx = nonsense\ndef f(): ...\n", "NameError", 2),
            "a library that is missing": (
                "import klingon\nklingon.say()\ndef f(): ...\n",
                "ModuleNotFoundError",
                2,
            ),
            "leaving": ("import sys\nsys.exit(0)\ndef f(): ...\n", "SystemExit", 2),
            "a file that is not there": (
                "\ntext = open('there/is/none').read()\ndef f(): ...\n",
                "FileNotFoundError",
                2,
            ),
            "asking the keyboard": ("n = input()\ndef f(): ...\n", "EOFError", 1),
        }
    ),
)
def test_what_stops_the_loading_is_raised_at_every_question(
    open_: Callable[..., Student], a_py: str, kind: str, line: int
) -> None:
    student = open_(a_py)
    for _ in range(2):
        with pytest.raises(StudentRaised) as caught:
            student.call()
        raised = caught.value.raised
        assert (raised.kind, raised.file, raised.line, raised.while_loading) == (
            kind,
            "a.py",
            line,
            True,
        )


@pytest.mark.parametrize(
    "line",
    cases(
        {
            "a package installed": "import os\nos.system('pip install x')",
            "another way": "import subprocess\nsubprocess.run(['pip', 'install', 'x'])",
            "a download": "import urllib.request as u\nr = u.urlopen('http://localhost/')\nr.read()",
            "a pool": "import multiprocessing as m\nwith m.Pool(2) as p:\n    p.map(abs, [1])",
            "the terminal": "import sys\nsys.stdout.seek(5)",
        }
    ),
)
def test_what_the_machine_refuses_before_the_definitions_is_skipped_with_a_note(
    open_: Callable[..., Student], line: str
) -> None:
    student = open_(f"{line}\n\ndef f():\n    return 1\n")
    assert student.call() == 1
    assert re.match(r"a\.py, line [12] was skipped: ", notes(student)[0])


def test_what_stands_before_the_stop_is_graded_with_a_note(open_: Callable[..., Student]) -> None:
    student = open_("def f():\n    return 1\n\nf() / 0\n")
    assert student.call() == 1
    assert "a.py stopped with ZeroDivisionError" in notes(student)[0]


@pytest.mark.parametrize(
    "demo",
    cases(
        {
            "a loop that goes on after errors": (
                "while True:\n    try:\n        helper()\n    except Exception:\n        pass\n"
            ),
            "training": "def train():\n    while True:\n        abs(1)\n\nprint(train())\n",
        }
    ),
)
def test_a_demonstration_that_takes_too_long_is_stopped_with_a_note(
    open_: Callable[..., Student], demo: str
) -> None:
    student = open_(f"def f():\n    return helper()\n\n{demo}\ndef helper():\n    return 1\n")
    student.process.load(student.check, "a", "a.py")
    assert student.call() == 1
    (note,) = notes(student)
    assert re.fullmatch(r"a\.py, line [48] was skipped: it took too long", note)


def test_a_name_that_is_not_there_is_told(open_: Callable[..., Student]) -> None:
    with pytest.raises(StudentRaised) as caught:
        open_("def F():\n    return 1\n").call()
    assert (caught.value.raised.kind, caught.value.raised.text) == ("NoSuchName", "f")


def test_a_task_is_loaded_once(open_: Callable[..., Student]) -> None:
    student = open_("print('loading')\ndef f():\n    return 1\n")
    student.call(), student.call()
    student.finish()
    student.begin("a")
    student.call()
    assert student.process.take_output() == "loading\n"


@pytest.mark.parametrize(
    ("importing", "files"),
    cases(
        {
            "beside": ("from tools import one", {"tools_py": "def one(): return 1"}),
            "in a folder": (
                "from lib.tools import one",
                {"lib_in_tools_py": "def one(): return 1"},
            ),
            "in a folder, without naming it": (
                "from tools import one",
                {"lib_in_tools_py": "def one(): return 1"},
            ),
            "a folder's module": (
                "from lib import tools; one = tools.one",
                {"lib_in_tools_py": "def one(): return 1"},
            ),
            "a folder with an __init__": (
                "from lib import one",
                {"lib_in___init___py": "def one(): return 1"},
            ),
            "one that imports another": (
                "from x import one",
                {"x_py": "from y import one", "y_py": "def one(): return 1"},
            ),
            "in GBK": (
                "from tools import one",
                {"tools_py": "def one(): return 1  # 你".encode("gbk")},
            ),
            "with a name that is installed here": (
                "from yaml import one",
                {"yaml_py": "def one(): return 1"},
            ),
            "a star": ("from tools import *", {"tools_py": "def one(): return 1"}),
        }
    ),
)
def test_a_file_may_import_the_student_s_own_files(
    open_: Callable[..., Student], importing: str, files: Any
) -> None:
    student = open_(f"{importing}\ndef f():\n    return one()\n", **files)
    assert student.call() == 1


def test_a_student_s_file_does_not_take_the_place_of_the_standard_library_or_numpy(
    open_: Callable[..., Student],
) -> None:
    files = {"random_py": "1 / 0", "numpy_py": "1 / 0", "json_py": "1 / 0"}
    student = open_(
        "import json, numpy, random\ndef f():\n    return json.dumps(numpy.ones(1).tolist())\n",
        **files,
    )
    assert student.call() == "[1.0]"


def test_tasks_may_import_each_other(open_: Callable[..., Student]) -> None:
    student = open_(
        "from b import g\ndef f():\n    return g() + 1\n",
        b_py="def g():\n    import a\n    return 1\n",
        tasks=TWO,
    )
    assert student.call() == 2
    student.begin("b")
    assert student.ask("call", "g") == 1


def test_a_renamed_file_can_be_imported_by_its_own_name_and_by_the_task_s(
    open_: Callable[..., Student],
) -> None:
    files = {
        "zhang_a_final_py": "def f():\n    return 1\n",
        "b_py": "import a, zhang_a_final\ndef g():\n    return a.f()\n",
    }
    student = open_(**files, tasks=TWO)
    assert student.call() == 1
    student.begin("b")
    assert student.ask("call", "g") == 1


def in_notebook(open_: Callable[..., Student], *cells: Any, tasks: Any = TWO[:1]) -> Student:
    return open_(a_ipynb=notebook(*cells), tasks=tasks)


def test_a_notebook_s_task_runs_from_its_cells_and_what_they_need(
    open_: Callable[..., Student],
) -> None:
    student = in_notebook(
        open_,
        markdown("# Homework"),
        code("import numpy as np\n%matplotlib inline\nscale = 2"),
        code("raise SystemExit"),
        code("def f(x):\n    return float(np.sum(x) * scale)", "a"),
    )
    assert student.call([1, 2]) == 6.0 and notes(student) == []


def test_a_statement_that_fails_is_skipped_with_a_note(open_: Callable[..., Student]) -> None:
    student = in_notebook(
        open_, code("size = 1 / 0"), code("size = len('ab')"), code("def f():\n    return size")
    )
    assert student.call() == 2
    assert notes(student) == [
        "a.ipynb cell 1, line 1 was skipped: ZeroDivisionError: division by zero"
    ]


def test_a_statement_that_takes_too_long_is_skipped_with_a_note(
    open_: Callable[..., Student],
) -> None:
    student = in_notebook(
        open_,
        code("def train():\n    while True: pass"),
        code("size = train()"),
        code("size = 3"),
        code("def f():\n    return size"),
    )
    student.process.load(student.check, "a", "a.ipynb")
    assert student.call() == 3
    assert notes(student) == ["a.ipynb cell 2, line 1 was skipped: it took too long"]


def test_a_task_s_own_cell_that_fails_is_told_as_the_failure(open_: Callable[..., Student]) -> None:
    student = in_notebook(open_, code("x = 1"), code("y = x +\ndef f(): ...", "a"))
    with pytest.raises(StudentRaised) as caught:
        student.call()
    assert (caught.value.raised.kind, caught.value.raised.file) == ("SyntaxError", "a.ipynb cell 2")


def test_lines_of_a_cell_are_told_by_its_number(open_: Callable[..., Student]) -> None:
    student = in_notebook(open_, markdown("a"), code("def f():\n    return 1 / 0"))
    with pytest.raises(StudentRaised) as caught:
        student.call()
    raised = caught.value.raised
    assert (raised.file, raised.line) == (
        "a.ipynb cell 2",
        2,
    ) and "return 1 / 0" in raised.traceback


def test_each_task_of_a_notebook_has_names_of_its_own(open_: Callable[..., Student]) -> None:
    cells = (
        code("def build(): return 1"),
        code("def f(): return build()"),
        code("def build(): return 2"),
        code("def g(): return build()"),
    )
    student = in_notebook(open_, *cells, tasks=(task("a", "build", "f"), task("b", "build", "g")))
    assert student.call() == 1
    student.begin("b")
    assert student.ask("call", "g") == 2


def test_a_task_in_a_notebook_may_use_the_file_of_another(open_: Callable[..., Student]) -> None:
    student = open_(
        "def f():\n    return 1\n",
        n_ipynb=notebook(code("from a import f"), code("def g(): return f() + 1")),
        tasks=TWO,
    )
    student.begin("b")
    assert student.ask("call", "g") == 2


def test_get_ipython_absorbs_what_is_done_to_it(open_: Callable[..., Student]) -> None:
    assert (
        in_notebook(open_, code("get_ipython().system('ls')\ndef f():\n    return 1")).call() == 1
    )
