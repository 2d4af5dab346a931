"""A small class in which two students fail alike."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from subprocess import CompletedProcess

from grader.model import Blame, Diagnosis, Outcome, Result
from grader.nouns import replace
from support.classes import handed_in, tiny_course
from support.commands import grade_here
from support.gradebooks import fill
from support.results import check, task

LATE = Diagnosis(name="late", title="One late", explanation="It comes one step late.")


def failing(name: str, digest: str = "sha256:1") -> Result:
    """A result with the shared mistake."""
    result = handed_in(name, answer=None, digest=digest)
    failed = check(
        "running_mean::one",
        Outcome.FAILED,
        blame=Blame.STUDENT,
        possible=Decimal(4),
        diagnosis=LATE,
    )
    return replace(result, tasks=(task("running_mean", failed), *result.tasks[1:]))


def failing_course(folder: Path) -> Path:
    """A course whose gradebook holds Ada and Bob, who fail alike, and Cyn, who does not."""
    tiny_course(folder)
    fill(folder, [failing("ada"), failing("bob"), handed_in("cyn")])
    return folder


def grade_in(course: Path, *arguments: str) -> CompletedProcess[str]:
    """Runs a command in the course's folder."""
    return grade_here(*arguments, at=course)


def cluster_key(course: Path) -> str:
    """The key of the one cluster there is."""
    listed = json.loads(grade_in(course, "clusters", "--json", "tiny").stdout)
    assert listed["schema"] == "tensorgrade/clusters/1"
    (cluster,) = listed["clusters"]
    assert [each["name"] for each in cluster["people"]] == ["ada", "bob"]
    return str(cluster["key"])
