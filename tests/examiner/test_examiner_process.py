"""An examiner's process: which environment it has, and which sockets it is given."""

from __future__ import annotations

import os
import subprocess
from contextlib import closing
from typing import Any

import msgspec
import pytest
from support.courses import tiny

from grader.examiner.examiner_process import start_examiner
from grader.examiner.jobs import Settings
from grader.examiner.servers import SharedServers
from grader.model import Level, ServerKind
from grader.sandbox.starting.interpreter import package_parent


class Started:
    """What a process would have been started with."""

    def __init__(self, command: list[str], **how: Any) -> None:
        self.settings = msgspec.json.decode(command[-1], type=Settings)
        self.environment: dict[str, str] = how["env"]
        self.sockets = {fd: os.fstat(fd) for fd in how["pass_fds"]}  # they are open here


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", Started)


def settings() -> Settings:
    return Settings(assignment=str(tiny().folder), solutions=None)


@pytest.mark.usefixtures("started")
def test_nothing_of_the_person_s_opens_the_closed_session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_ADDOPTS", "-x")
    monkeypatch.setenv("PYTEST_PLUGINS", "theirs")
    monkeypatch.setenv("OMP_NUM_THREADS", "4")
    monkeypatch.setenv("THEIR_OWN", "yes")
    process: Any = start_examiner(settings(), None)
    environment = process.environment
    assert not {"PYTEST_ADDOPTS", "PYTEST_PLUGINS"} & set(environment)
    assert environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] == "1"
    assert environment["PYTHONPATH"] == package_parent()
    assert environment["OMP_NUM_THREADS"] == "4" and environment["OPENBLAS_NUM_THREADS"] == "1"
    assert environment["THEIR_OWN"] == "yes", "check files may read their own settings"


@pytest.mark.usefixtures("started")
def test_its_sockets_are_given_and_then_closed_here_and_the_servers_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with closing(SharedServers(tiny(), level=Level.PROCESS, spawn=False)) as servers:
        begun: list[bool] = []
        monkeypatch.setattr(servers, "start", lambda: begun.append(True))
        process: Any = start_examiner(settings(), servers)
        numbers = process.settings.servers
        assert set(numbers) and set(numbers) <= set(ServerKind)
        assert sorted(numbers.values()) == sorted(process.sockets)
        for fd in process.sockets:
            with pytest.raises(OSError, match="Bad file descriptor"):
                os.fstat(fd)
        second: Any = start_examiner(settings(), servers)
    assert begun == [True, True]
    assert second.settings.servers == {}, "one in the place of another starts its own"


def test_where_it_cannot_be_started_nothing_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **how: Any) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with closing(SharedServers(tiny(), level=Level.PROCESS, spawn=False)) as servers:
        monkeypatch.setattr(servers, "start", lambda: None)
        taken = servers.take()
        monkeypatch.setattr(servers, "take", lambda: taken)
        with pytest.raises(OSError, match="no more processes"):
            start_examiner(settings(), servers)
        assert [each.fileno() for each in taken.values()] == [-1] * len(taken)
