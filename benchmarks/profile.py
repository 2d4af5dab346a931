"""Where the time of one submission goes: the examiner's CPU time by room, and what the student processes used."""

from __future__ import annotations

import cProfile
import pstats
import time
from collections import Counter
from pathlib import Path

import click

from benchmarks.batch import HERE
from grader.checking.collecting import Suite, with_suite
from grader.checking.examiner import Servers
from grader.checking.jobs import Settings
from grader.checking.judging import Judge
from grader.checking.releases import released_transcripts
from grader.config import course_assignment
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


@click.command()
@click.option("--assignment", "assignment_id", default="rnn", show_default=True)
@click.option("-n", "runs", default=5, show_default=True, help="Times the reference is judged.")
@click.option("--level", type=click.Choice(Level), default=Level.STANDARD, show_default=True)
def profile(assignment_id: str, runs: int, level: Level) -> None:
    """The reference of an assignment, judged in this process as an examiner judges it."""
    assignment = course_assignment(Course(folder=HERE), assignment_id)
    submission = reference_submission(assignment)
    used: list[float] = []
    kill = StudentProcess.kill

    def noting(process: StudentProcess) -> None:
        used.append(process.cpu_seconds() or 0.0)
        kill(process)

    def work(suite: Suite) -> None:
        servers = Servers(assignment.limits, Settings(assignment="", solutions=None, level=level))
        judge = Judge(suite, released_transcripts(suite), servers)
        judge.judge(submission)  # warm
        StudentProcess.kill = noting  # type: ignore[method-assign]
        began, cpu = time.perf_counter(), time.process_time()
        for _ in range(runs):
            judge.judge(submission)
        wall, cpu = (time.perf_counter() - began) / runs, (time.process_time() - cpu) / runs
        click.echo(
            f"a submission  {wall:.3f} s; CPU of the examiner {cpu:.3f} s, of its student processes {sum(used) / runs:.3f} s"
        )
        profiler = cProfile.Profile(time.process_time)
        profiler.enable()
        for _ in range(runs):
            judge.judge(submission)
        profiler.disable()
        servers.close()
        _say(pstats.Stats(profiler))

    with_suite(assignment, work)


def _say(stats: pstats.Stats) -> None:
    """The examiner's CPU time by where the code stands, functions in C by who called them."""
    rooms: Counter[str] = Counter()
    for (path, _, _), (_, _, own, _, callers) in stats.stats.items():  # type: ignore[attr-defined]
        if path.startswith(("/", "<frozen")):
            rooms[_room(path)] += own
        else:
            for (caller, _, _), (_, _, mine, _) in callers.items():
                rooms[_room(caller)] += mine
    for room, seconds in rooms.most_common():
        click.echo(f"  {room:<22}{100 * seconds / rooms.total():>4.0f} %")


def _room(path: str) -> str:
    place = Path(path).as_posix()
    return next((room for room in ROOMS if f"/{room}" in place or f"/_{room}" in place), "NumPy, Python and the checks")
