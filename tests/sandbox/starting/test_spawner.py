"""Student processes that are started one by one, each from a fresh Python."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.processes import LIMITS

from grader.errors import SandboxError
from grader.model import ServerKind
from grader.sandbox.starting.server_requests import KILLED_BY_US
from grader.sandbox.starting.spawner import Spawner
from grader.sandbox.starting.started import Started
from grader.wire.messages import Ready, unpack


@pytest.fixture
def spawner() -> Iterator[Spawner]:
    launcher = Spawner(ServerKind.NUMPY, LIMITS, train=False, packages=())
    yield launcher
    launcher.close()


def ready(started: Started) -> Ready:
    """Return the first message of a process, however long it takes to start."""
    while (payload := started.link.receive(1.0)) is None:
        continue
    message = unpack(payload)
    assert isinstance(message, Ready)
    return message


def test_a_process_says_that_it_is_ready_and_unlocked_and_ends_by_itself(spawner: Spawner) -> None:
    started = spawner.start()
    assert ready(started).level == "process"
    assert started.pid is not None
    folder = Path(f"/proc/{started.pid}/cwd")
    assert not folder.exists() or not list(folder.iterdir()), "a folder of its own, empty"
    assert started.written_bytes() == 0
    os.kill(started.pid, signal.SIGKILL)
    with pytest.raises(EOFError):
        while started.link.receive(1.0) is None:
            continue
    assert started.end(patient=True) == -signal.SIGKILL


def test_what_lies_in_its_folder_is_counted_and_goes_with_it(spawner: Spawner) -> None:
    started = spawner.start()
    assert started.pid is not None
    folder = spawner._folders[started.pid]
    (folder / "file").write_bytes(b"12345")
    assert spawner.written_bytes(started) == 5
    assert started.end() == KILLED_BY_US
    assert not folder.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(started.pid, 0)


def test_one_that_was_killed_before_its_turn_is_replaced(spawner: Spawner) -> None:
    ahead = spawner._ahead
    assert ahead is not None
    ahead.kill()
    ahead.wait()
    started = spawner.start()
    assert started.pid != ahead.pid and ready(started)
    started.end()


def test_a_machine_that_starts_no_process_is_the_grader_s_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.executable", "/no/such/python")
    with pytest.raises(SandboxError, match="a student process could not be started"):
        Spawner(ServerKind.NUMPY, LIMITS, train=False, packages=())
