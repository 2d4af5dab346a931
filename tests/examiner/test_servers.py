"""Warm servers that examiners share: started once, each examiner's processes its own."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from support.judged import F, G, judged_course
from support.processes import submission

from grader.examiner.client import Examiner
from grader.examiner.servers import SharedServers
from grader.model import Assignment, Level, ServerKind
from grader.nouns import replace

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks")
RIGHT = submission(a_py=F, b_py=G)


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    return judged_course(tmp_path_factory.mktemp("shared"))


@pytest.fixture
def servers(assignment: Assignment) -> Iterator[SharedServers]:
    with closing(SharedServers(assignment, examiners=2, level=Level.PROCESS)) as servers:
        yield servers


@pytest.fixture
def warm_servers() -> Callable[[], set[int]]:
    """Tells the warm servers that were started within the test, and their copies."""
    before = _servers_below_here()
    return lambda: _servers_below_here() - before


def _servers_below_here() -> set[int]:
    pids = {int(entry) for entry in os.listdir("/proc") if entry.isdigit()}
    return {pid for pid in pids if b"starting.server" in _command(pid) and _comes_from_here(pid)}


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _comes_from_here(pid: int) -> bool:
    while pid > 1 and pid != os.getpid():
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            return False
    return pid == os.getpid()


def test_two_examiners_have_one_server_and_judge_side_by_side(
    assignment: Assignment, servers: SharedServers, warm_servers: Callable[[], set[int]]
) -> None:
    with Examiner(assignment, servers=servers) as one, Examiner(assignment, servers=servers) as two:
        results = [examiner.judge(RIGHT) for examiner in (one, two, one)]
        assert {str(result.earned) for result in results} == {str(results[0].possible)}
        starters = {_parent(pid) for pid in warm_servers()}
        assert os.getpid() in starters
        assert not starters & {one._process.pid, two._process.pid}, "an examiner started its own"


def _parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def test_an_examiner_in_the_place_of_one_that_died_has_a_server_of_its_own(
    assignment: Assignment, servers: SharedServers
) -> None:
    for _ in range(2):
        examiner = Examiner(assignment, servers=servers, level=Level.PROCESS)
        examiner.kill()
        examiner.close()
    with Examiner(assignment, servers=servers, level=Level.PROCESS) as third:
        result = third.judge(RIGHT)
        assert result.earned == result.possible and not result.held


@pytest.mark.parametrize("killed", [0, 1])
def test_an_examiner_that_ends_in_the_middle_takes_no_other_s_server_along(
    assignment: Assignment, servers: SharedServers, killed: int
) -> None:
    """It leaves an answer of its server's unread: the pid of a process that was forked ahead."""
    both = [Examiner(assignment, servers=servers) for _ in range(2)]
    with both[0], both[1]:
        for examiner in both:
            examiner.judge(RIGHT)
            examiner.judge(RIGHT)
        gone, stays = both[killed], both[1 - killed]
        gone.kill()
        gone.close()
        for _ in range(2):
            result = stays.judge(RIGHT)
            assert result.earned == result.possible and not result.held


def test_a_server_that_was_killed_costs_the_other_examiner_nothing(
    assignment: Assignment, servers: SharedServers, warm_servers: Callable[[], set[int]]
) -> None:
    """The work that was asked then is held, as the grader's fault; the next one is judged."""
    with Examiner(assignment, servers=servers, level=Level.PROCESS) as examiner:
        assert not examiner.judge(RIGHT).held
        for pid in warm_servers():
            os.kill(pid, signal.SIGKILL)
        results = []
        for _ in range(3):
            try:
                results.append(examiner.judge(RIGHT))
            except Exception as error:
                assert "warm server ended" in str(error)
        assert results and results[-1].earned == results[-1].possible


def test_the_sockets_of_a_kind_are_as_many_as_examiners(
    assignment: Assignment, servers: SharedServers
) -> None:
    taken = [servers.take(), servers.take(), servers.take()]
    assert [set(each) for each in taken] == [{ServerKind.NUMPY}, {ServerKind.NUMPY}, set()]
    for ends in taken:
        for each in ends.values():
            each.close()


def test_where_processes_are_spawned_nothing_is_shared(
    assignment: Assignment, warm_servers: Callable[[], set[int]]
) -> None:
    with closing(SharedServers(assignment, spawn=True)) as servers:
        servers.start()
        assert servers.take() == {} and not warm_servers()


@pytest.mark.parametrize(
    ("line", "kinds"), [("import torch", [ServerKind.TORCH]), ("import numpy", [])]
)
def test_pytorch_is_warmed_only_where_some_work_names_it(
    assignment: Assignment, line: str, kinds: list[ServerKind]
) -> None:
    tasks = tuple(replace(task, server=ServerKind.TORCH) for task in assignment.tasks)
    work = [RIGHT, submission(a_py=f"{line}\n{F}")]
    with closing(SharedServers(replace(assignment, tasks=tasks), work=work)) as servers:
        ends = servers.take()
        assert list(ends) == kinds
        for each in ends.values():
            each.close()
