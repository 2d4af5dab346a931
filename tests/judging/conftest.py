"""One examiner for all tests that judge with the course of `support.judged`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.judged import judged_course

from grader.examiner.client import Examiner
from grader.model import Assignment


@pytest.fixture(scope="package")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    return judged_course(tmp_path_factory.mktemp("judged"))


@pytest.fixture(scope="package")
def examiner(assignment: Assignment) -> Iterator[Examiner]:
    with Examiner(assignment) as one:
        yield one
