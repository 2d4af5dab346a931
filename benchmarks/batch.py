"""A class.

This kit at each level, one pytest process a submission, and the bare limit, interleaved in one run.

Each contender is timed at two sizes; the slope between them is what a further submission costs, the
rest is start-up.
"""

from __future__ import annotations

import json
import os
import pickle
import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from benchmarks.machine import MOST_OF_OTHERS, machine_line
from benchmarks.questions import Asked, capture, save
from benchmarks.spending import Command, Spent, spend
from grader.config import find_course, load_course_assignment
from grader.intake.gathering import gather
from grader.model import Assignment, Submission

HERE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Class:
    """A made class on disk.

    A folder of submissions for the kit, and the same for the bare program and for pytest.
    """

    folder: Path
    bare: Path
    pieces: list[Path]


@dataclass(frozen=True, slots=True)
class Contender:
    """Commands that grade a class, and how many of them run at once.

    `once`: it is slow and its slope is steady, so that one round is enough.
    """

    commands: Callable[[Class], list[Command]]
    at_once: int = 1
    once: bool = False


@click.command()
@click.option(
    "--course", "course_path", type=click.Path(path_type=Path, file_okay=False), default=HERE
)
@click.option("--assignment", "assignment_id", default="rnn", show_default=True)
@click.option(
    "--sizes", nargs=2, type=int, default=(6, 30), show_default=True, help="Two sizes of the class."
)
@click.option("--rounds", default=3, show_default=True)
@click.option("--short", is_flag=True, help="Leave out the tasks that train for long.")
@click.option(
    "--without-pytest",
    is_flag=True,
    help="Leave out one pytest process a submission, which takes most of the time.",
)
@click.option(
    "--json",
    "json_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the figures.",
)
def batch(
    course_path: Path,
    assignment_id: str,
    sizes: tuple[int, int],
    rounds: int,
    short: bool,
    without_pytest: bool,
    json_path: Path | None,
) -> None:
    """Seconds a further submission, as ratios to the bare limit."""
    course = find_course(course_path.resolve())
    assert course is not None
    assignment = load_course_assignment(course, assignment_id)
    leave_out = ("seq2seq.py", "hello_ohlol.py") if short else ()
    with tempfile.TemporaryDirectory() as name:
        classes = {
            size: make_class(Path(name) / str(size), assignment, size, leave_out) for size in sizes
        }
        named = contenders(course.folder, assignment_id)
        if without_pytest:
            named = {name: each for name, each in named.items() if not name.startswith("pytest")}
        spent = measure(named, classes, rounds)
    lines, figures = report(spent, sizes)
    for line in (*lines, machine_line()):
        click.echo(line)
    if json_path:
        json_path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def make_class(
    folder: Path, assignment: Assignment, size: int, leave_out: tuple[str, ...]
) -> Class:
    """Honest and wrong work mixed, each copy with a line of its own so that nothing is a
    repetition.
    """
    originals = [
        submission
        for submission in gather(HERE / "tests" / "samples" / "class").submissions
        if sum(file.name.endswith(".py") for file in submission.files)
        >= len(assignment.coding_tasks)
    ]
    work: list[tuple[dict[str, str], Asked]] = []
    submissions = folder / "submissions"
    copies: list[Submission] = []
    for number in range(size):
        place = submissions / f"s{number:04d}"
        place.mkdir(parents=True)
        for file in originals[number % len(originals)].files:
            name = Path(file.name).name
            if name.endswith(".py") and name not in leave_out:
                (place / name).write_bytes(file.content + f"\n# copy {number}\n".encode())
    copies = gather(submissions).submissions
    asked_by_original = capture(assignment, copies[: len(originals)])
    for number, copy in enumerate(copies):
        sources = {
            Path(file.name).stem: file.content.decode("utf-8", "replace") for file in copy.files
        }
        work.append((sources, asked_by_original[number % len(originals)]))
    save(folder / "bare.pickle", work)
    pieces = []
    for number, item in enumerate(work):
        pieces.append(folder / f"piece{number}.pickle")
        pieces[-1].write_bytes(pickle.dumps(item))
    return Class(submissions, folder / "bare.pickle", pieces)


def contenders(course: Path, assignment_id: str) -> dict[str, Contender]:
    """Commands by name."""
    bare = (sys.executable, "-m", "benchmarks.bare")
    pytest = (
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--noconftest",
        "-c",
        os.devnull,
    )
    one = str(HERE / "benchmarks" / "one_submission.py")

    def kit(level: str, jobs: int) -> Contender:
        return Contender(
            lambda made: [batch_command(made.folder, course, assignment_id, level, jobs)]
        )

    def pytest_each(made: Class) -> list[Command]:
        return [
            Command((*pytest, one), {"BENCHMARK_SUBMISSION": str(piece)}) for piece in made.pieces
        ]

    return {
        "bare, 1 worker": Contender(lambda made: [Command((*bare, str(made.bare), "fork"))]),
        "bare, 2 workers": Contender(lambda made: [Command((*bare, str(made.bare), "fork2"))]),
        "strict, -j 1": kit("strict", 1),
        "standard, -j 1": kit("standard", 1),
        "process, -j 1": kit("process", 1),
        "strict, -j 2": kit("strict", 2),
        "standard, -j 2": kit("standard", 2),
        "pytest each": Contender(pytest_each, once=True),
        "pytest, 2 at once": Contender(pytest_each, at_once=2, once=True),
    }


def batch_command(folder: Path, course: Path, assignment_id: str, level: str, jobs: int) -> Command:
    """`grade batch` over a class, into a new folder beside it."""
    out = tempfile.mkdtemp(dir=folder.parent)
    options = ("--assignment", assignment_id, "--course", str(course), "-o", out, "-j", str(jobs))
    options += ("--gradebook", f"{out}/gradebook.sqlite", "--level", level, "--trust-submissions")
    return Command((sys.executable, "-m", "grader", "batch", str(folder), *options))


def measure(
    named: dict[str, Contender], classes: dict[int, Class], rounds: int
) -> dict[str, dict[int, list[Spent]]]:
    """Every contender at every size, in turn, round after round.

    What ran while others used much of the machine is run once more, and the calmer run counts.
    """
    spent: dict[str, dict[int, list[Spent]]] = {
        name: {size: [] for size in classes} for name in named
    }
    for number in range(rounds):
        for name, contender in named.items():
            if contender.once and number:
                continue
            for size, made in classes.items():
                run = spend(contender.commands(made), contender.at_once)
                if run.others > MOST_OF_OTHERS:
                    again = spend(contender.commands(made), contender.at_once)
                    run = min(run, again, key=lambda each: each.others)
                spent[name][size].append(run)
    return spent


def report(
    spent: dict[str, dict[int, list[Spent]]], sizes: tuple[int, int]
) -> tuple[list[str], dict[str, object]]:
    """The table, and the same as data."""
    small, large = sizes
    rows: dict[str, dict[str, float]] = {}
    for name, by_size in spent.items():
        walls = {
            size: statistics.median(run.wall for run in runs) for size, runs in by_size.items()
        }
        cpus = {size: statistics.median(run.cpu for run in runs) for size, runs in by_size.items()}
        slope = (walls[large] - walls[small]) / (large - small)
        rows[name] = {
            "seconds_each": slope,
            "start_up": walls[small] - slope * small,
            "cpu_each": (cpus[large] - cpus[small]) / (large - small),
            "tree_mib": max(run.tree_mib for runs in by_size.values() for run in runs),
            "others": max(run.others for runs in by_size.values() for run in runs),
            "own_mib": max(run.own_mib for runs in by_size.values() for run in runs),
        }
    lines = [
        f"{'':<18}{'s each':>9}{'to bare':>9}{'CPU s each':>12}{'start-up s':>12}"
        f"{'tree MiB':>10}{'own MiB':>9}{'others':>8}"
    ]
    for name, row in rows.items():
        bare = rows["bare, 2 workers" if "2" in name else "bare, 1 worker"]
        row["ratio_to_bare"] = row["seconds_each"] / bare["seconds_each"]
        lines.append(
            f"{name:<18}{row['seconds_each']:>9.3f}{row['ratio_to_bare']:>9.2f}{row['cpu_each']:>12.3f}"
            f"{row['start_up']:>12.2f}{row['tree_mib']:>10.0f}{row['own_mib']:>9.0f}"
            f"{row['others']:>8.0%}"
        )
    one, two = (rows[f"standard, -j {jobs}"]["seconds_each"] for jobs in (1, 2))
    figures: dict[str, object] = {"sizes": sizes, "rows": rows, "speed_up": one / two}
    if "pytest each" in rows:
        faster = tuple(rows["pytest each"]["seconds_each"] / each for each in (one, two))
        figures["faster_than_pytest"] = faster
        lines.append(
            f"standard is {faster[0]:.1f} times faster than one pytest process after the other,"
            f" with -j 2 {faster[1]:.1f} times"
        )
    lines.append(f"-j 2 is {one / two:.2f} times -j 1")
    return lines, figures
