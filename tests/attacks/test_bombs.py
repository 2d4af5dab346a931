"""Archives and notebooks that unpack to more than they seem.

Read within bounds, held or left out with a sentence.

An archive is read by the desk, which has no limits of its own; a notebook by the student process,
which has.
"""

from __future__ import annotations

import json
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.bombs import BOMBS
from support.cases import cases
from support.ground import Arena, planted_course, told

from grader.intake.reading import read_submission
from grader.model import Blame, Ceilings, Level, Outcome, Submission, SubmittedFile, TaskStatus
from grader.sandbox.locking.levels import probe_locks

SECONDS = 10.0  # of CPU time: the slowest takes one, and what is not held in bounds takes minutes
MEMORY = 120 << 20
SMALL = Ceilings()


@pytest.mark.parametrize(("file", "make"), cases(BOMBS))
def test_an_archive_costs_little_time_and_memory(
    tmp_path: Path, file: str, make: Callable[[], bytes]
) -> None:
    path = tmp_path / file
    path.write_bytes(make())
    tracemalloc.start()
    began = time.process_time()
    try:
        found = read_submission(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert time.process_time() - began < SECONDS
    assert peak < MEMORY
    assert sum(len(one.content) for one in found.files) <= SMALL.total_mib << 20
    assert len(found.files) <= SMALL.files and all(
        len(one.name) <= SMALL.name_length for one in found.files
    )
    said = [*found.notes, *([found.problem] if found.problem else [])]
    assert said and all(len(text) < 600 for text in said)
    assert [other.name for other in tmp_path.iterdir()] == [file]


HOLDS = '{"cells": ['
CODE = '{"cell_type": "code", "source": '
NOTEBOOKS: dict[str, Callable[[], str]] = {
    "nested without end": lambda: "[" * 1_000_000,
    "nested objects": lambda: '{"cells":' * 300_000,
    "many empty lists": lambda: HOLDS + "[]," * 1_000_000 + "[]]}",
    "many objects": lambda: HOLDS + '{"":{}},' * 900_000 + "{}]}",
    "many cells": lambda: HOLDS + (CODE + '"x=1"},') * 9_000 + "{}]}",
    "many cells before a cut": lambda: HOLDS + (CODE + '"x=1"},') * 9_000,
    "one long cell": lambda: HOLDS + CODE + json.dumps("x = 1\n" * 100_000) + "}]}",
    "one long line": lambda: HOLDS + CODE + json.dumps("x = " + "1+" * 1_000_000 + "1") + "}]}",
    "deep brackets": lambda: HOLDS + CODE + json.dumps("x = " + "(" * 100_000) + "}]}",
    "a long number": lambda: HOLDS + "1" * 5_000_000 + "]}",
    "a number as an exponent": lambda: HOLDS + "1e999999999," * 1_000 + "1]}",
    "long escapes": lambda: HOLDS + CODE + '"' + "\\ud83d\\ude00" * 500_000 + '"}]}',
    "spaces before a magic": lambda: HOLDS + CODE + json.dumps("%x\n" + " " * 60_000 + "x") + "}]}",
    "headings in headings": lambda: (
        HOLDS + '{"cell_type": "markdown", "source": ' + json.dumps("# answers " * 200_000) + "}]}"
    ),
    "one key again and again": lambda: "{" + '"cells": [],' * 800_000 + '"cells": []}',
    "lines of a long list": lambda: HOLDS + CODE + json.dumps(["x = 1\n"] * 20_000) + "}]}",
    "definitions that need each other": lambda: (
        HOLDS
        + CODE
        + json.dumps(
            "\n".join(f"def srn_forward{n}(): return srn_forward{n + 1}()" for n in range(4_000))
        )
        + "}]}"
    ),
}


@pytest.fixture(scope="module")
def arena(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    arena = Arena(
        planted_course(tmp_path_factory.mktemp("planted") / "course"), Level.STANDARD, "srn"
    )
    yield arena
    arena.close()


@pytest.mark.skipif(probe_locks().level is Level.PROCESS, reason="no Landlock or no seccomp here")
@pytest.mark.parametrize("make", cases(NOTEBOOKS))
def test_a_notebook_costs_its_own_process_and_nothing_else(
    arena: Arena, make: Callable[[], str]
) -> None:
    notebook = SubmittedFile(name="hw.ipynb", content=make().encode())
    result, honest = arena.judge_before_honest_work(
        Submission(name="bomb", files=(notebook,)), "srn"
    )
    assert not result.earned
    assert {check.outcome for check in result.checks} & {
        Outcome.PASSED,
        Outcome.GRADER_FAULT,
    } == set()
    held = [task.blame for task in result.tasks if task.status is TaskStatus.HELD]
    assert set(held) <= {Blame.STUDENT}, "what cannot be read is its author's to mend"
    assert len(told(result)) < 40_000
    assert result.seconds < 60
    assert arena.left() == set() and arena.gone() == set()
    assert honest.earned == 10
