"""A task's asserts may use what another task defines."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support.notebooks import code, notebook
from support.processes import Student, task

from grader.sandbox.failures import StudentRaised

TWO = (task("a", "f"), task("b", "g"))


def test_asserts_may_use_the_names_of_other_tasks(open_: Callable[..., Student]) -> None:
    cells = code("def f(): return 1"), code("def g(): return 2")
    student = open_(tasks=TWO, hw_ipynb=notebook(*cells))
    student.begin("b")
    student.ask("run", "t", "def t():\n    assert f() + g() == 3\n")
    with pytest.raises(StudentRaised, match="name 'h' is not defined"):
        student.ask("run", "u", "def u():\n    h()\n")


@pytest.mark.parametrize("how", ["forked"])
def test_of_another_task_only_what_it_must_define_is_lent(open_: Callable[..., Student]) -> None:
    student = open_("def f(): return 1\nBESIDE = 2\n", tasks=TWO, b_py="def g(): return 3\n")
    student.begin("b")
    student.ask("run", "t", "def t():\n    assert f() == 1\n")
    with pytest.raises(StudentRaised, match="name 'BESIDE' is not defined"):
        student.ask("run", "t", "def t():\n    BESIDE\n")


@pytest.mark.parametrize("how", ["forked"])
def test_a_task_s_own_name_counts_before_another_s(open_: Callable[..., Student]) -> None:
    student = open_("def f(): return 1\n", tasks=TWO, b_py="def f(): return 9\ndef g(): ...\n")
    student.begin("b")
    student.ask("run", "t", "def t():\n    assert f() == 9\n")


@pytest.mark.parametrize("how", ["forked"])
@pytest.mark.parametrize("a_py", ["raise SystemExit\n", "1 / 0\n", "def f(:\n"])
def test_another_task_that_does_not_load_lends_nothing_and_costs_nothing(
    open_: Callable[..., Student], a_py: str
) -> None:
    student = open_(a_py, tasks=TWO, b_py="def g(): return 3\n")
    student.begin("b")
    student.ask("run", "t", "def t():\n    assert g() == 3\n")
    with pytest.raises(StudentRaised, match="name 'f' is not defined"):
        student.ask("run", "t", "def t():\n    assert f() == 1\n")
