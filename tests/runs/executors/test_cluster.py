"""A real Dask scheduler with two worker processes, one of which is killed in the middle."""

from __future__ import annotations

import gc
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import distributed
import pytest
from support.classes import tiny_course
from support.commands import grade_here as grade
from support.samples import SAMPLES, outcomes, rnn

from grader.errors import CalledWrongly, ExaminerError
from grader.intake.gathering import gather
from grader.language import Language, speak
from grader.model import Level
from grader.runs.batches.batch import Job
from grader.runs.executors.cluster import ClusterExecutor, connect, is_open
from grader.runs.executors.cluster_keys import create_temporary_keys
from grader.runs.executors.local import LocalExecutor
from grader.runs.executors.shipping import Parcel, pack, unpack

TASKS = ("srn", "srn_tanh")


@pytest.fixture(scope="module")
def jobs(tmp_path_factory: pytest.TempPathFactory) -> list[Job]:
    folder = tmp_path_factory.mktemp("class")
    for case in (
        "srn-honest-einsum",
        "srn-wrong-h0-ignored",
        "srn_tanh-honest-math-tanh",
        "srn_tanh-wrong-no-tanh",
    ):
        for copy in ("a", "b", "c"):
            shutil.copytree(SAMPLES / "cases" / case, folder / f"{case}-{copy}")
    return [Job(submission=submission, tasks=TASKS) for submission in gather(folder).submissions]


@pytest.fixture(scope="module")
def cluster() -> Iterator[distributed.LocalCluster]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as running:
        yield running


def test_a_worker_that_dies_has_its_submissions_run_elsewhere(
    jobs: list[Job], cluster: distributed.LocalCluster
) -> None:
    assignment = rnn()
    here = {
        job.submission.name: result
        for job, result in LocalExecutor(assignment, workers=1).judge(jobs)
    }
    with distributed.Client(cluster) as client:
        pids = list(client.run(os.getpid).values())
    there = []
    for job, result in ClusterExecutor(assignment, cluster.scheduler_address).judge(jobs):
        there.append((job.submission.name, result))
        if len(there) == 2:
            os.kill(pids[0], signal.SIGKILL)
    assert sorted(name for name, _ in there) == sorted(here)  # each once
    assert {name: outcomes(result) for name, result in there} == {
        name: outcomes(r) for name, r in here.items()
    }
    assert not any(result.held for _, result in there)


def test_a_cluster_of_its_own_can_be_started(jobs: list[Job]) -> None:
    wrong = next(job for job in jobs if "h0-ignored" in job.submission.name)
    with speak(Language.ZH):
        found = list(ClusterExecutor(rnn(), "local:1", level=Level.PROCESS).judge([wrong]))
    assert [result.submission.name for _, result in found] == [wrong.submission.name]
    assert found[0][1].level == Level.PROCESS
    # It speaks the language of the desk.
    assert any("应为" in (check.message or "") for check in found[0][1].checks)


@pytest.mark.parametrize("address", ["local:", "local:none", "local:0"])
def test_an_address_that_makes_no_sense_is_called_wrongly(address: str, jobs: list[Job]) -> None:
    with pytest.raises(CalledWrongly, match="say how many workers"):
        list(ClusterExecutor(rnn(), address).judge(jobs))


def test_a_parcel_arrives_whole_or_not_at_all(tmp_path: Path) -> None:
    parcel = pack(rnn())
    arrived = unpack(parcel, tmp_path)
    assert arrived.tasks == rnn().tasks and arrived.hidden_seed == rnn().hidden_seed
    name, content = parcel.files[0]
    damaged = Parcel(parcel.assignment, ((name, content + b" "), *parcel.files[1:]), parcel.digest)
    with pytest.raises(ExaminerError, match="damaged"):
        unpack(damaged, tmp_path / "again")


def test_who_has_no_key_is_not_let_into_a_cluster_of_our_own() -> None:
    with connect(distributed, "local:1", None) as client:
        address = client.scheduler.address
        assert client.submit(pow, 2, 5).result(timeout=60) == 32
        assert address.startswith("tls://127.0.0.1:")
        for knock in (address, address.replace("tls://", "tcp://")):
            is_refused(knock)
        is_refused(address, security=create_temporary_keys(distributed.Security))


def is_refused(address: str, **how: Any) -> None:
    """Dask ends a client that came to nothing when it is let go of, and waits for itself for ever
    where that happens while the next one starts: so it is let go of here.
    """
    with pytest.raises((OSError, TypeError)):
        distributed.Client(address, timeout=3, **how)
    gc.collect()


def test_a_folder_without_keys_is_named(tmp_path: Path) -> None:
    (tmp_path / "cert.pem").write_text("x")
    with pytest.raises(CalledWrongly, match=r"there is no ca\.pem and no key\.pem"):
        connect(distributed, "tls://127.0.0.1:1", tmp_path)


@pytest.mark.parametrize(
    ("address", "keys", "open_"),
    [
        ("tcp://host:1", None, True),
        ("host:1", None, True),
        ("tls://host:1", None, False),
        ("tcp://host:1", Path("keys"), False),
        ("local:2", None, False),
    ],
)
def test_a_cluster_without_keys_is_known(address: str, keys: Path | None, open_: bool) -> None:
    assert is_open(address, keys) is open_


def test_a_cluster_without_keys_is_asked_for_or_refused(tmp_path: Path) -> None:
    course = tiny_course(tmp_path / "course")
    (tmp_path / "class" / "ada").mkdir(parents=True)
    (tmp_path / "class" / "ada" / "running_mean.py").write_text("def running_mean(x): return x\n")
    command = ("batch", str(tmp_path / "class"), "--assignment", "tiny", "--cluster")
    means = "whoever can reach its port can read the solutions, change grades and run code there"
    for address in ("tcp://127.0.0.1:1", "127.0.0.1:1"):
        refused = grade(*command, address, at=course)
        assert refused.returncode == 2 and means in refused.stderr
        assert "--cluster-tls FOLDER" in refused.stderr and "--cluster-open" in refused.stderr
    asked = grade(*command, "127.0.0.1:1", "--cluster-open", at=course)
    assert asked.returncode == 2 and means in asked.stderr
    assert "there is no Dask scheduler" in asked.stderr
