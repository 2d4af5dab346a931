"""What student code may not do is told where it is tried."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support.cases import cases
from support.processes import Student

from grader.sandbox.failures import StudentRaised


def text_of(student: Student) -> str:
    """What a call of f raises, as text."""
    with pytest.raises(StudentRaised) as caught:
        student.call()
    return caught.value.raised.text


def test_own_files_are_only_for_reading(open_: Callable[..., Student]) -> None:
    student = open_("def f():\n    open('x.txt', 'w')\n", **{"x.txt": "x"})
    assert text_of(student) == (
        "the grader lets no code change the files that were handed in or given (open in f, a.py:2)"
    )


@pytest.mark.parametrize(
    ("body", "sentence"),
    cases(
        {
            "written elsewhere": (
                "open('/tmp/x.txt', 'w')",
                "write files outside of its own folder",
            ),
            "made elsewhere": ("os.mkdir('/tmp/x')", "write files outside of its own folder"),
            "moved away": ("open('x', 'w'); os.rename('x', '../x')", "write files outside"),
            "removed": ("os.remove('/etc/passwd')", "write files outside of its own folder"),
            "a program": (
                "subprocess.run(['ls'])",
                "start processes (subprocess.run in f, a.py:3)",
            ),
            "a shell": ("os.system('ls')", "start processes (os.system in f, a.py:3)"),
            "a fork": ("os.fork()", "start processes"),
            "a pool": ("multiprocessing.Pool(2)", "start processes (multiprocessing.Pool in f"),
            "a process": ("multiprocessing.Process(target=f).start()", "start processes"),
            "an executor": (
                "list(concurrent.futures.ProcessPoolExecutor(2).map(abs, [1]))",
                "start processes",
            ),
            "a signal": ("os.kill(os.getpid(), 9)", "send signals (os.kill in f, a.py:3)"),
            "the network": ("urllib.request.urlopen('http://127.0.0.1')", "has no network"),
            "https": ("urllib.request.urlopen('https://127.0.0.1')", "has no network"),
            "a socket": ("socket.create_connection(('127.0.0.1', 9))", "has no network"),
        }
    ),
)
def test_what_is_forbidden_is_told_with_its_place(
    open_: Callable[..., Student], body: str, sentence: str
) -> None:
    student = open_(
        "import concurrent.futures, multiprocessing, os, socket, subprocess, urllib.request\n"
        f"def f():\n    {body}\n"
    )
    text = text_of(student)
    assert sentence in text and "a.py:3)" in text


PAST_THE_STAND_IN = {
    "its finder": """
        from importlib import machinery, util
        spec = machinery.PathFinder.find_spec("torch")
        module = util.module_from_spec(spec)
        spec.loader.exec_module(module)
    """,
    "a part of it": """
        from importlib import machinery
        spec = machinery.PathFinder.find_spec("torch")
        spec = machinery.PathFinder.find_spec("types", list(spec.submodule_search_locations))
        spec.loader.load_module("types")
    """,
    "its file": """
        import sys
        from pathlib import Path
        for folder in map(Path, sys.path):
            if (folder / "torch" / "__init__.py").exists():
                return (folder / "torch" / "__init__.py").read_text()[:5]
    """,
    "its text, run": """
        import runpy, sys
        from pathlib import Path
        for folder in map(Path, sys.path):
            if (folder / "torch" / "version.py").exists():
                return sorted(runpy.run_path(str(folder / "torch" / "version.py")))
    """,
}


@pytest.mark.parametrize("way", cases(PAST_THE_STAND_IN))
def test_nothing_of_torch_is_read_for_a_task_without_it(
    open_: Callable[..., Student], way: str
) -> None:
    student = open_(f"def f():{way}\n        return 'nothing'\n")
    try:
        assert student.call() in (None, "nothing")
    except StudentRaised as caught:
        assert caught.raised.kind in ("PermissionError", "AttributeError")
