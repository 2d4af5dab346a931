"""What this machine can lock, and what a better level needs."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable

import pytest
from support.cases import cases

from grader.model.outcomes import Level
from grader.sandbox.locking import levels


def landlock(version: int) -> types.ModuleType:
    module = types.ModuleType("landlockpy")
    module.abi_version = lambda: version  # type: ignore[attr-defined]
    return module


def seccomp(fails: type[Exception] | None = None) -> types.ModuleType:
    def make(action: object) -> None:
        if fails is not None:
            raise fails("libseccomp.so.2")

    module = types.ModuleType("pyseccomp")
    module.ERRNO, module.SyscallFilter = (lambda number: number), make  # type: ignore[attr-defined]
    return module


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Callable[..., levels.Possible]:
    """What a machine can do that has these parts; None stands for what is not installed."""

    def made(
        *,
        platform: str = "linux",
        landlockpy: types.ModuleType | None = None,
        pyseccomp: types.ModuleType | None = None,
        namespaces: bool = True,
    ) -> levels.Possible:
        monkeypatch.setattr(sys, "platform", platform)
        monkeypatch.setitem(sys.modules, "landlockpy", landlockpy)
        monkeypatch.setitem(sys.modules, "pyseccomp", pyseccomp)
        monkeypatch.setattr("grader.sandbox.locking.namespaces.works", lambda: namespaces)
        found = levels.probe_locks()
        monkeypatch.undo()
        return found

    return made


def test_with_everything_it_is_strict(machine: Callable[..., levels.Possible]) -> None:
    found = machine(landlockpy=landlock(4), pyseccomp=seccomp())
    assert found == levels.Possible(Level.STRICT, ())


def test_without_namespaces_it_is_standard(machine: Callable[..., levels.Possible]) -> None:
    found = machine(landlockpy=landlock(1), pyseccomp=seccomp(), namespaces=False)
    assert found.level is Level.STANDARD
    assert len(found.missing) == 1 and "bubblewrap" in found.missing[0]


@pytest.mark.parametrize(
    ("parts", "missing"),
    cases(
        {
            "an old kernel": (
                {"landlockpy": landlock(0), "pyseccomp": seccomp()},
                ["a kernel with Landlock"],
            ),
            "nothing installed": ({}, ["landlockpy: pip install", "pyseccomp: pip install"]),
            "no system library": (
                {"landlockpy": landlock(4), "pyseccomp": seccomp(RuntimeError)},
                ["pyseccomp: pip install"],
            ),
            "a library that cannot be loaded": (
                {"landlockpy": landlock(4), "pyseccomp": seccomp(OSError)},
                ["pyseccomp: pip install"],
            ),
            "another system": ({"platform": "darwin"}, ["Linux: the kernel's locks"]),
        }
    ),
)
def test_what_is_missing_is_told_and_processes_are_all_there_is(
    machine: Callable[..., levels.Possible],
    parts: dict[str, types.ModuleType],
    missing: list[str],
) -> None:
    found = machine(**parts)
    assert found.level is Level.PROCESS
    assert [words for words, start in zip(found.missing, missing, strict=True) if start in words]
    assert all(start in words for words, start in zip(found.missing, missing, strict=True))
