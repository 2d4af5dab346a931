"""What a report says of its clusters: which of them several people share."""

from support.classes import handed_in
from support.reports import judged, report, work

from grader.model import Outcome
from grader.reporting.class_report import ClassReport


def test_a_cluster_is_shared_by_several_people(whole: ClassReport) -> None:
    assert [[each.name for each in cluster.people] for cluster in whole.shared] == [["Bob", "Cleo"]]


def test_a_mistake_of_one_person_is_not_shared() -> None:
    alone = report(judged(work("ada", passes=True)), judged(work("bob", passes=False)))
    assert len(alone.clusters) == 1 and alone.shared == []


def test_where_nobody_fails_nothing_is_shared() -> None:
    passed = handed_in("ada")
    assert all(check.outcome is not Outcome.FAILED for check in passed.checks)
    assert report(judged(passed)).shared == []
