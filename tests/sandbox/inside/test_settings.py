"""Global settings by which one task could change another's numbers."""

from __future__ import annotations

import _thread
import os
import random
import sys
import types
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from support.cases import cases

from grader.sandbox.inside.settings import find_changed, fingerprint, reseed

Change = Callable[[pytest.MonkeyPatch, Path], object]


@pytest.fixture(autouse=True)
def no_other_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread that an earlier test left behind may end at any time: here none is counted."""
    monkeypatch.setattr(_thread, "_count", lambda: 1)


def test_nothing_changed_is_nothing_told() -> None:
    assert find_changed(fingerprint(), fingerprint(to_keep=False)) == ()


@pytest.mark.parametrize(
    ("change", "name"),
    cases(
        {
            "a variable": (lambda patch, _: patch.setenv("SEED", "1"), "environment variables"),
            "the folder": (lambda patch, path: patch.chdir(path), "the current folder"),
            "where imports are found": (
                lambda patch, path: patch.syspath_prepend(path),
                "sys.path",
            ),
            "how imports are found": (
                lambda patch, _: patch.setattr(sys, "meta_path", [*sys.meta_path, object()]),
                "import finders",
            ),
            "what is printed": (
                lambda patch, _: patch.setattr(sys, "stdout", object()),
                "sys.stdout",
            ),
            "a module in another's place": (
                lambda patch, _: patch.setitem(sys.modules, "json", types.ModuleType("json")),
                "loaded modules",
            ),
        }
    ),
)
def test_what_changed_is_told_by_its_name(
    change: Change, name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = fingerprint()
    change(monkeypatch, tmp_path)
    told = find_changed(before, fingerprint(to_keep=False))
    monkeypatch.undo()  # what pytest itself needs of these comes back before it is looked at
    assert told == (name,)


@contextmanager
def recursion_limit() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(before + 7)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


@contextmanager
def warning_filter() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error", ResourceWarning)
        yield


@pytest.mark.parametrize(
    ("setting", "name"),
    cases(
        {
            "how NumPy warns": (lambda: np.errstate(divide="raise"), "NumPy's error state"),
            "the recursion limit": (recursion_limit, "the recursion limit"),
            "warnings": (warning_filter, "warning filters"),
        }
    ),
)
def test_what_holds_within_a_block_is_a_change_while_it_holds(
    setting: Callable[[], Iterator[None]], name: str
) -> None:
    before = fingerprint()
    with setting():  # type: ignore[attr-defined]
        assert find_changed(before, fingerprint(to_keep=False)) == (name,)
    assert find_changed(before, fingerprint(to_keep=False)) == ()


def test_a_thread_that_still_runs_is_a_change(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint()
    monkeypatch.setattr(_thread, "_count", lambda: 2)
    assert find_changed(before, fingerprint(to_keep=False)) == ("running threads",)


def test_a_module_that_was_loaded_since_is_no_change(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint()
    monkeypatch.setitem(sys.modules, "new_module_of_a_test", types.ModuleType("x"))
    assert find_changed(before, fingerprint(to_keep=False)) == ()


def test_a_folder_that_is_gone_is_a_change_and_no_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    before = fingerprint()
    (tmp_path / "here").rmdir()
    assert "the current folder" in find_changed(before, fingerprint(to_keep=False))
    os.chdir(tmp_path)


def test_the_same_seed_gives_the_same_numbers() -> None:
    python, numpy = random.getstate(), np.random.get_state()
    draws = []
    for seed in (7, 8, 7):
        reseed(seed)
        draws.append((random.random(), float(np.random.rand())))
    random.setstate(python)
    np.random.set_state(numpy)
    assert draws[0] == draws[2] != draws[1]
