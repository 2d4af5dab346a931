"""What a teacher's own pile of pytest files does.

One pytest process a submission, its solution and checks beside it.
"""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from benchmarks.bare import Bare

SOURCES, ASKED = pickle.loads(Path(os.environ["BENCHMARK_SUBMISSION"]).read_bytes())
SUBMISSION = Bare(SOURCES)


@pytest.mark.parametrize("number", range(len(ASKED)))
def test_check(number: int) -> None:
    SUBMISSION.answer(*ASKED[number])
