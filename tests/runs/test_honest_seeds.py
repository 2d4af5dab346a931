"""Honest work gets full points whatever the inputs are drawn to be: it never fails by luck."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from support.samples import SAMPLES, about, copied_course, rnn

from grader.errors import RecordingRefused
from grader.intake.reading import read_submission
from grader.model import Outcome, Submission, SubmittedFile
from grader.runs.batches.batch import Job
from grader.runs.executors.local import LocalExecutor
from grader.runs.recording import record

HONEST = sorted(name for name, case in about().items() if case["honest"])
TWO_THREADS = (
    b"\ntry:\n    import torch\n    torch.set_num_threads(2)\nexcept Exception:\n    pass\n"
)


def failures(
    root: Path, seed: int, cases: list[str], *, threads: int = 1, workers: int = 1
) -> list[str]:
    """Checks that an honest submission does not pass when all inputs come from another seed."""
    for path, line in (
        ("assignments/rnn/assignment.toml", "seed = "),
        ("solutions/rnn/hidden.toml", "seed = "),
    ):
        lines = (root / path).read_text(encoding="utf-8").split("\n")
        changed = [f"{line}{seed}" if text.startswith(line) else text for text in lines]
        (root / path).write_text("\n".join(changed), encoding="utf-8", newline="\n")
    (root / "solutions/rnn/assignment.toml").write_bytes(
        (root / "assignments/rnn/assignment.toml").read_bytes()
    )
    for path in ("assignments/rnn/assignment.toml", "solutions/rnn/assignment.toml"):
        allow_threads(root / path, threads)
    assignment = rnn(root)
    record(assignment)
    jobs = [
        Job(submission=threaded(read_submission(SAMPLES / "cases" / case), threads), tasks=())
        for case in cases
    ]
    return [
        f"seed {seed}, {threads} threads, {job.submission.name}, {check.id}:"
        f" {check.message or check.outcome}"
        for job, result in LocalExecutor(assignment, workers=workers).judge(jobs)
        for check in result.checks
        if check.outcome not in (Outcome.PASSED, Outcome.NOT_SUBMITTED)
    ]


def allow_threads(path: Path, threads: int) -> None:
    """Sets the limit of threads in an assignment.toml."""
    lines = [
        line
        for line in path.read_text(encoding="utf-8").split("\n")
        if not line.startswith("threads = ")
    ]
    lines.insert(lines.index("[limits]") + 1, f"threads = {threads}")
    path.write_text("\n".join(lines), encoding="utf-8", newline="\n")


def threaded(submission: Submission, threads: int) -> Submission:
    """The submission with a line at the end of its files that lets torch use two threads."""
    if threads == 1:
        return submission
    files = tuple(
        SubmittedFile(
            name=file.name,
            content=file.content + (TWO_THREADS if file.name.endswith(".py") else b""),
        )
        for file in submission.files
    )
    return Submission(name=submission.name, files=files)


def test_honest_work_is_full_under_another_seed(tmp_path: Path) -> None:
    """One seed, two threads, every third; the long test has all, a hundred seeds, one and two."""
    assert failures(copied_course(tmp_path / "course"), 5, HONEST[::3], threads=2) == []


@pytest.mark.long
@pytest.mark.parametrize("threads", [1, 2])
def test_honest_work_is_full_under_100_seeds_with_so_many_threads(
    threads: int, tmp_path: Path
) -> None:
    """Samples about form compute the same in other wrappings, and some train while they load.

    Every twentieth seed.

    A seed under which two scores of the reference's lie too close together is refused by the
    recorder, and no class would ever meet it; another one is taken.
    """
    course = copied_course(tmp_path / "course")
    about_computing = [case for case in HONEST if not case.startswith("form-")]
    wrong: list[str] = []
    runs = refused = done = 0
    for seed in itertools.count(1000 * threads):
        cases = HONEST if done % 20 == 0 else about_computing
        try:
            wrong += failures(course, seed, cases, threads=threads)
        except RecordingRefused:
            refused += 1
            continue
        done += 1
        runs += len(cases)
        print(
            f"{threads} threads, seed {seed}: {runs} submissions so far, {len(wrong)} checks"
            " failed",
            flush=True,
        )
        if done == 100:
            break
    print(
        f"{threads} threads: 100 seeds ({refused} refused), {runs} submissions, {len(wrong)} checks"
        " failed",
        flush=True,
    )
    assert wrong == []
