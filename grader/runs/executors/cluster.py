"""Judging on a Dask cluster: each Dask worker keeps an examiner with servers of its own.

The desk stays the only writer.  A Dask worker that dies has its submissions run elsewhere: Dask
gives them to another, and each result comes back, and is recorded, once.
https://distributed.dask.org/en/stable/
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from grader.errors import CalledWrongly, GraderError
from grader.examiner.client import Examiner
from grader.examiner.jobs import JudgeJob, ResultReply, encoder, reply_decoder
from grader.language import Language, speak, spoken_language, tr
from grader.model import Assignment, Level, Result
from grader.nouns import frozen, mutable
from grader.runs.batches.batch import Job
from grader.runs.batches.evidence_keeping import EvidenceKeeping
from grader.runs.held import held_result
from grader.runs.one import reply_or_hold

from .cluster_keys import create_temporary_keys, load_keys
from .shipping import Parcel, pack, unpack

MISSING_EXTRA = 'A cluster needs the extra for it: pip install "tensorgrade[staff,cluster]"'
CONNECT_SECONDS = 30
RETRIES = 3


class ClusterExecutor:
    """Judges on the cluster at an address such as tls://host:8786.

    The address `local:N` starts one with N workers on this machine, which lets in nobody else.
    """

    def __init__(
        self,
        assignment: Assignment,
        address: str,
        *,
        level: Level | None = None,
        keys: Path | None = None,
        evidence: EvidenceKeeping | None = None,
    ) -> None:
        """Say where; `keys` is the folder with the keys of a cluster that runs elsewhere."""
        self._assignment = assignment
        self._address = address
        self._level = level
        self._keys = keys
        self._evidence = evidence

    def judge(self, jobs: list[Job]) -> Iterator[tuple[Job, Result]]:
        """Yield each job with its result, as they are ready.

        Raises CalledWrongly when there is no cluster.
        """
        distributed = _import_distributed()
        if not jobs:
            return
        with connect(distributed, self._address, self._keys) as client:
            parcel = client.scatter(pack(self._assignment), broadcast=True)
            mib = self._evidence.mib if self._evidence else 0
            manner = Manner(self._level, spoken_language(), mib)
            jobs_by_future = {
                client.submit(judge_here, parcel, job, manner, pure=False, retries=RETRIES): job
                for job in jobs
            }
            for future in distributed.as_completed(list(jobs_by_future)):
                job = jobs_by_future[future]
                reply = self._reply(future, job)
                if self._evidence is not None:
                    self._evidence.keep(job.submission, job.tasks, reply)
                yield job, reply.result

    def _reply(self, future: Any, job: Job) -> ResultReply:
        """Return a future's reply; a job that no Dask worker could finish is held."""
        try:
            reply = reply_decoder.decode(future.result())
        except GraderError:
            raise
        except (
            Exception
        ) as error:  # whatever a cluster raises is the machine's doing, and never ends the run
            return self._held_reply(
                job, tr("no worker of the cluster could finish it: {error}", error=error)
            )
        assert isinstance(reply, ResultReply)
        if reply.result.submission.digest != job.submission.digest:
            return self._held_reply(
                job, tr("the cluster answered with another submission's result")
            )
        return reply

    def _held_reply(self, job: Job, sentence: str) -> ResultReply:
        return ResultReply(held_result(job.submission, self._assignment, sentence))


@frozen
class Manner:
    """How jobs are done: at which level, in whose language, with how much evidence kept."""

    level: Level | None
    language: Language
    evidence_mib: int = 0


def judge_here(parcel: Parcel, job: Job, manner: Manner) -> bytes:
    """Judge a job, on a Dask worker, with the examiner that its process keeps for this parcel.

    Sentences are in the desk's language: the machine of a Dask worker says nothing of it.
    """
    state = _WorkerState.of(parcel, manner)
    with state.lock, speak(manner.language):
        judge_job = JudgeJob(job.submission, job.tasks)
        return encoder.encode(reply_or_hold(state.ensure_examiner(), judge_job, state.assignment))


@mutable
class _WorkerState:
    """State of a Dask worker.

    The unpacked assignment and its examiner, for as long as its process lives.
    """

    assignment: Assignment
    folder: tempfile.TemporaryDirectory[str]
    manner: Manner
    lock: threading.Lock
    examiner: Examiner | None = None

    @staticmethod
    def of(parcel: Parcel, manner: Manner) -> _WorkerState:
        """Return what this process keeps for that parcel and manner, made at the first job."""
        with _making:
            key = (parcel.digest, manner)
            if key not in _states:
                folder = tempfile.TemporaryDirectory(prefix="grade-", ignore_cleanup_errors=True)
                _states[key] = _WorkerState(
                    unpack(parcel, Path(folder.name)), folder, manner, threading.Lock()
                )
            return _states[key]

    def ensure_examiner(self) -> Examiner:
        """Return an examiner that runs."""
        if self.examiner is None or not self.examiner.alive:
            level, mib = self.manner.level, self.manner.evidence_mib
            self.examiner = Examiner(self.assignment, level=level, evidence_mib=mib)
        return self.examiner


# State of a Dask worker's process, which outlives each of its jobs: the one place where there is no
# other owner.
_states: dict[tuple[str, Manner], _WorkerState] = {}
_making = threading.Lock()


def _import_distributed() -> Any:
    try:
        import distributed
    except ImportError as error:
        raise CalledWrongly(MISSING_EXTRA) from error
    return distributed


def connect(distributed: Any, address: str, keys: Path | None) -> Any:
    """Connect, for use as a context manager; `local:N` starts a cluster that ends with it."""
    kind, _, number = address.partition(":")
    if kind == "local":
        if not number.isdigit() or not int(number):
            raise CalledWrongly(f"--cluster {address}: say how many workers, for example local:2")
        cluster = distributed.LocalCluster(
            n_workers=int(number),
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            host="127.0.0.1",
            protocol="tls://",
            security=create_temporary_keys(distributed.Security),
        )
        return _client_of(distributed, cluster)
    security = load_keys(keys, distributed.Security) if keys is not None else None
    try:
        return distributed.Client(
            with_keys(address) if keys else address, timeout=CONNECT_SECONDS, security=security
        )
    except (OSError, ValueError, TypeError, TimeoutError) as error:
        raise CalledWrongly(
            f"there is no Dask scheduler at {address} that lets us in ({error}); start one, use"
            " local:N, or give its keys with --cluster-tls"
        ) from error


def is_open(address: str, keys: Path | None) -> bool:
    """Return whether a cluster is reached without a key."""
    return keys is None and address.partition(":")[0] not in ("local", "tls")


def with_keys(address: str) -> str:
    """Return the address as it is with keys: tls:// in place of tcp://."""
    return f"tls://{address.removeprefix('tcp://').removeprefix('tls://')}"


@contextmanager
def _client_of(distributed: Any, cluster: Any) -> Iterator[Any]:
    """Give a client whose cluster ends with it."""
    with cluster, distributed.Client(cluster) as client:
        yield client
