"""A task's key changes with what can reach the task, and with nothing else."""

from __future__ import annotations

import pytest
from support.cases import cases
from support.judged import F, G, judged_course
from support.processes import submission

from grader.model import Assignment
from grader.runs.batches.task_keys import settings_keys, task_keys

HIDDEN_WAYS = {
    "is imported by a name put together": "import importlib as i; i.import_module(chr(97))",
    "is imported by the built-in": "__import__(chr(97))",
    "is run": "import runpy; runpy.run_path(chr(97) + '.py')",
    "is read and run": "exec(open(chr(97) + '.py').read())",
    "is found in the folder": "import pathlib; list(pathlib.Path().glob('?.py'))",
    "is named in full width": "import \uff41",
    "may be named in another coding": "# coding: utf-7",
}
A, B = {"a_py": F, "b_py": G}, F + "# more\n"


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    return judged_course(tmp_path_factory.mktemp("course"))


def keys(assignment: Assignment, files: dict[str, str]) -> dict[str, str]:
    return task_keys(assignment, submission(**files), settings_keys(assignment))


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    cases(
        {
            "another task's file": (A, {**A, "a_py": B}, {"a"}),
            "another task's file, which is imported": (
                {**A, "b_py": "from a import f\n" + G},
                {"a_py": B, "b_py": "from a import f\n" + G},
                {"a", "b"},
            ),
            "another task's file, imported by a helper": (
                {**A, "c_py": "import a\n"},
                {**A, "c_py": "import a\n", "a_py": B},
                {"a", "b"},
            ),
            "a name that only begins alike": (
                {**A, "b_py": "a_1 = 0\n" + G},
                {"a_py": B, "b_py": "a_1 = 0\n" + G},
                {"a"},
            ),
            "a helper": ({**A, "c_py": F}, {**A, "c_py": B}, {"a", "b"}),
            "a file that may stand for a missing one": ({"a_py": F}, {"a_py": F + G}, {"a", "b"}),
            "nothing": (A, dict(A), set()),
            **{
                f"another task's file, which {way}": (
                    {**A, "b_py": f"{text}\n{G}"},
                    {"a_py": B, "b_py": f"{text}\n{G}"},
                    {"a", "b"},
                )
                for way, text in HIDDEN_WAYS.items()
            },
            "another task's file, imported out of sight by a helper": (
                {**A, "c_py": "import importlib\n"},
                {**A, "c_py": "import importlib\n", "a_py": B},
                {"a", "b"},
            ),
            "a text for people that names a module and says exec": (
                {**A, "read.md": "import a, then exec it\n"},
                {**A, "read.md": "import a, then exec it\n", "a_py": B},
                {"a"},
            ),
            "words that only look like a way to import": (
                {**A, "b_py": f"# open your eyes; model.eval()\n{G}"},
                {"a_py": B, "b_py": f"# open your eyes; model.eval()\n{G}"},
                {"a"},
            ),
        }
    ),
)
def test_a_key_changes_with_what_can_reach_its_task(
    assignment: Assignment, before: dict[str, str], after: dict[str, str], changed: set[str]
) -> None:
    first, second = keys(assignment, before), keys(assignment, after)
    assert {task for task in first if first[task] != second[task]} == changed


def test_one_changed_check_changes_its_task_only(tmp_path_factory: pytest.TempPathFactory) -> None:
    assignment = judged_course(tmp_path_factory.mktemp("changed"))
    before = keys(assignment, A)
    path = assignment.folder / "checks" / "test_a.py"
    path.write_text(path.read_text(encoding="utf-8") + "\n# another\n", encoding="utf-8")
    after = keys(assignment, A)
    assert before["a"] != after["a"] and before["b"] == after["b"]
