"""Where the time of one submission goes.

The examiner's CPU time by room, and what the student processes used.
"""

from __future__ import annotations

import contextlib
import signal
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import click

from benchmarks.batch import HERE
from grader.config import load_course_assignment
from grader.examiner.jobs import Settings
from grader.examiner.servers import Servers
from grader.judging.collecting import call_with_suite
from grader.judging.judge import Judge
from grader.judging.staleness import load_suite_transcripts
from grader.judging.suite import Suite
from grader.model import Course, Level
from grader.runs.recording import reference_submission
from grader.sandbox.process import StudentProcess

ROOMS = (
    "grader/wire",
    "grader/compare",
    "grader/checking/rng",
    "grader/checking",
    "grader/sandbox",
    "pytest",
    "pluggy",
)
ELSEWHERE = "NumPy, Python and the checks"


@click.command()
@click.option("--assignment", "assignment_id", default="rnn", show_default=True)
@click.option("-n", "runs", default=20, show_default=True, help="Times the reference is judged.")
@click.option(
    "--level",
    type=click.Choice([each.value for each in Level]),
    default="standard",
    show_default=True,
)
def profile(assignment_id: str, runs: int, level: str) -> None:
    """The reference of an assignment, judged in this process as an examiner judges it."""
    assignment = load_course_assignment(Course(folder=HERE), assignment_id)
    submission = reference_submission(assignment)
    used: list[float] = []
    kill = StudentProcess.kill

    def noting(process: StudentProcess) -> None:
        used.append(process.cpu_seconds() or 0.0)
        kill(process)

    def work(suite: Suite) -> None:
        servers = Servers(assignment, Settings(assignment="", solutions=None, level=Level(level)))
        judge = Judge(suite, load_suite_transcripts(suite), servers)
        judge.judge(submission)  # warm
        StudentProcess.kill = noting  # type: ignore[method-assign]
        began, cpu = time.perf_counter(), time.process_time()
        for _ in range(runs):
            judge.judge(submission)
        wall, cpu = (time.perf_counter() - began) / runs, (time.process_time() - cpu) / runs
        click.echo(
            f"a submission  {wall:.3f} s; CPU of the examiner {cpu:.3f} s, of its student processes"
            f" {sum(used) / runs:.3f} s"
        )
        with sampled() as rooms:
            for _ in range(runs):
                judge.judge(submission)
        servers.close()
        for room, samples in rooms.most_common():
            click.echo(f"  {room:<30}{100 * samples / rooms.total():>4.0f} %")

    call_with_suite(assignment, work)


@contextlib.contextmanager
def sampled() -> Iterator[Counter[str]]:
    """Within it, now and then by CPU time, in which room the code stands.

    A profiler that is called at every function would charge most to what has many small ones, as
    the wire has.
    """
    rooms: Counter[str] = Counter()

    def look(number: int, frame: FrameType | None) -> None:
        while frame is not None and frame.f_code.co_filename.startswith("<"):  # made by dataclasses
            frame = frame.f_back
        rooms[_room(frame.f_code.co_filename) if frame else ELSEWHERE] += 1

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, 0.001, 0.001)
    try:
        yield rooms
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _room(path: str) -> str:
    place = Path(path).as_posix()
    return next((room for room in ROOMS if f"/{room}" in place or f"/_{room}" in place), ELSEWHERE)
