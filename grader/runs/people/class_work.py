"""A class out of the gradebook, as reports want it."""

from __future__ import annotations

from collections.abc import Mapping

from grader.model import Result
from grader.reporting.class_report import Cluster
from grader.reporting.clustering import clusters
from grader.reporting.graded_work import GradedWork
from grader.runs.people.records import KeptClass


def class_work(kept: KeptClass, before: Mapping[str, Result] | None = None) -> list[GradedWork]:
    """Return each student's grade with what it was made of.

    `before` are the results of the run before, by submission.
    """
    earlier = before or {}
    return [
        GradedWork(
            grade=record.grade,
            result=record.result,
            before=earlier.get(record.submission),
            decisions=record.decisions,
        )
        for record in kept.records
    ]


def class_clusters(kept: KeptClass) -> tuple[Cluster, ...]:
    """Return who fails alike."""
    return clusters((each.person, each.result) for each in class_work(kept))
