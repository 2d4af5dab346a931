"""What a student process answers in place of what it cannot do: the work computes the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from support.processes import Student, task

from grader.sandbox.inside.substitutes.harmless import COMPILED

TORCH = task(server="torch")


def notes_of(student: Student) -> tuple[Any, ...]:
    """What is to be said when the check ends."""
    student.process.finish(student.check)
    return student.process.receive_finished(student.check).notes


def test_worker_processes_are_left_out_with_a_note(open_: Callable[..., Student]) -> None:
    student = open_(
        """
        import torch
        from torch.utils.data import DataLoader

        def f():
            data = torch.arange(6.0)
            named = DataLoader(data, 2, num_workers=2, persistent_workers=True, prefetch_factor=2)
            placed = DataLoader(data, 3, False, None, None, 4)
            return [len(list(named)), len(list(placed))]
        """,
        tasks=(TORCH,),
    )
    assert student.call() == [3, 2]
    first, second = notes_of(student)
    assert first.startswith("a DataLoader with num_workers=2 ran with 0: ")
    assert second.startswith("a DataLoader with num_workers=4 ran with 0: ")


def test_compiling_is_left_out_with_a_note(open_: Callable[..., Student]) -> None:
    student = open_(
        """
        import torch

        @torch.compile
        def double(x):
            return 2 * x

        @torch.compile(mode="reduce-overhead")
        def triple(x):
            return 3 * x

        def f():
            model = torch.compile(torch.nn.Linear(2, 2))
            return [int(double(torch.tensor(2))), int(triple(torch.tensor(2))), len(model.weight)]
        """,
        tasks=(TORCH,),
    )
    assert student.call() == [4, 6, 2]
    assert notes_of(student) == (COMPILED,)


def test_a_mode_that_may_not_be_changed_is_no_failure_for_an_own_file(
    open_: Callable[..., Student],
) -> None:
    """`shutil.copy` ends with one: it is let be, also where the kernel refuses it."""
    student = open_("""
        import os

        def f():
            open("mine", "w").close()
            os.chmod("mine", 0o600)
            os.utime("mine", (1, 1))
            return os.listxattr("mine") if hasattr(os, "listxattr") else []
    """)
    assert student.call() == []


def test_the_mode_and_the_times_of_a_file_elsewhere_stay(
    open_: Callable[..., Student], tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.write_text("x")
    before = outside.stat()
    student = open_(f"""
        import contextlib, os

        def f():
            for change, new in ((os.chmod, 0o777), (os.utime, (1, 1))):
                with contextlib.suppress(PermissionError):
                    change({str(outside)!r}, new)
    """)
    student.call()
    after = outside.stat()
    assert (after.st_mode, after.st_mtime) == (before.st_mode, before.st_mtime)
