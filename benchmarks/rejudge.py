"""A class judged again from its evidence, as a share of grading it; and what keeping it costs.

Each is timed at two sizes of a class; the slope between them is what a further submission costs.
"""

from __future__ import annotations

import shutil
import sqlite3
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import click

from benchmarks.batch import HERE, make_class
from benchmarks.machine import machine_line
from benchmarks.spending import Command, Spent, spend
from grader.config import find_course, load_course_assignment

LONG = ("seq2seq.py", "hello_ohlol.py")
WAYS = ("grade batch --no-evidence", "grade batch", "grade rejudge")


@dataclass(frozen=True, slots=True)
class Place:
    """A course of its own and a class to grade in it."""

    course: Path
    submissions: Path
    gradebook: Path

    def command(self, *words: str) -> Command:
        """A command of `grade` on it, with one examiner."""
        common = ("--course", str(self.course), "-j", "1", "-o", str(self.course / "out"))
        return Command(
            (sys.executable, "-m", "grader", *words, *common, "--trust-submissions"),
        )


@click.command()
@click.option("--sizes", nargs=2, type=int, default=(4, 24), show_default=True)
@click.option("--rounds", default=3, show_default=True)
@click.option("--assignment", "assignment_id", default="rnn", show_default=True)
def rejudge(sizes: tuple[int, int], rounds: int, assignment_id: str) -> None:
    """A class judged again from its evidence, as a share of grading it."""
    spent: dict[str, list[float]] = {way: [] for way in WAYS}
    with tempfile.TemporaryDirectory() as name:
        places = [_place(Path(name) / str(size), assignment_id, size) for size in sizes]
        for place in places:  # what is recorded anew is recorded before anything is timed
            spend([place.command("batch", str(place.submissions), "--assignment", assignment_id)])
        for _ in range(rounds):
            measured = [_measured(place, assignment_id) for place in places]
            for way in WAYS:
                small, large = (each[way].cpu for each in measured)
                spent[way].append((large - small) / (sizes[1] - sizes[0]))
    middle = {way: statistics.median(each) for way, each in spent.items()}
    least = {way: min(each) for way, each in spent.items()}
    for way in WAYS:
        share = middle[way] / middle["grade batch"]
        click.echo(
            f"{way:<26} {1000 * middle[way]:7.1f} ms of CPU a further submission (least"
            f" {1000 * least[way]:.1f}), {share:.3f} of grade batch"
        )
    click.echo(machine_line())


def _place(folder: Path, assignment_id: str, size: int) -> Place:
    course = find_course(HERE)
    assert course is not None
    made = make_class(folder / "class", load_course_assignment(course, assignment_id), size, LONG)
    copy = folder / "course"
    for part in ("assignments", "solutions"):
        shutil.copytree(HERE / part / assignment_id, copy / part / assignment_id)
    return Place(copy, made.folder, copy / "gradebook.sqlite")


def _measured(place: Place, assignment_id: str) -> dict[str, Spent]:
    """What each way costs on a class, one after the other."""
    batch = ("batch", str(place.submissions), "--assignment", assignment_id)
    _forget(place)
    plain = spend([place.command(*batch, "--no-evidence")])
    _forget(place)
    kept = spend([place.command(*batch)])
    _judge_all_again(place)
    again = spend([place.command("rejudge", assignment_id)])
    return dict(zip(WAYS, (plain, kept, again), strict=True))


def _forget(place: Place) -> None:
    for path in place.course.glob("gradebook*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _judge_all_again(place: Place) -> None:
    """Have the keys of all tasks be others: results of another time are judged again."""
    with sqlite3.connect(place.gradebook) as file:
        file.execute("DROP TRIGGER results_no_update")
        file.execute("UPDATE results SET key = '{}'")
