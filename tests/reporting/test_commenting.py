"""Comments on clusters: whom one sentence reaches, and who joined or left since."""

from __future__ import annotations

from decimal import Decimal

import pytest
from support.classes import NOON
from support.courses import tiny
from support.results import EVIL, check, result, task
from support.standings import standing

from grader.errors import CalledWrongly
from grader.files.templates import shipped_templates_folder
from grader.model import Blame, Comment, Decision, Diagnosis, Outcome
from grader.nouns import replace
from grader.policy import grade
from grader.reporting.class_report import Cluster, ClusterComment
from grader.reporting.cluster_text import clusters_text
from grader.reporting.clustering import find_cluster, find_clusters
from grader.reporting.commenting import cluster_comments, comments_for, empty_clusters
from grader.reporting.graded_work import GradedWork
from grader.reporting.making_reports import make_report
from grader.reporting.report_page import report_page
from grader.reporting.report_text import report_lines

TEXT = "Carry the state on."


def work(name: str, mistake: str | None, *decisions: Decision) -> GradedWork:
    """Somebody whose task running_mean fails by a named mistake, or passes."""
    kept = check("running_mean::a")
    if mistake is not None:
        known = Diagnosis(name=mistake, title=f"It is {mistake}", explanation="Look again.")
        kept = check("running_mean::a", Outcome.FAILED, blame=Blame.STUDENT, diagnosis=known)
    made = result(task("running_mean", kept, possible=Decimal(4)), name=name, assignment="tiny")
    made = replace(made, submission=replace(made.submission, digest=f"sha256:{name}"))
    return GradedWork(now=standing(made, *decisions, grade=grade(made, tiny(), {}, decisions)))


def listed(*class_: GradedWork) -> tuple[Cluster, ...]:
    return find_clusters((each.person, each.result) for each in class_)


def say(text: str, *class_: GradedWork, to: str = "It is late") -> list[Comment]:
    """The comments that `grade comment` adds for the cluster of that title."""
    known = listed(*class_)
    everybody = [*known, *empty_clusters(known, cluster_comments(class_, known))]
    meant = next(each for each in everybody if to in (each.title, each.key))
    return comments_for(meant, class_, text, by="amy", now=NOON)


def told(*class_: GradedWork) -> ClusterComment:
    (comment,) = cluster_comments(class_, listed(*class_))
    return comment


def called(comment: ClusterComment) -> tuple[list[str], list[str], list[str]]:
    groups = (comment.reached, comment.joined, comment.left)
    reached, joined, left = ([person.submission for person in group] for group in groups)
    return reached, joined, left


def test_a_comment_reaches_everybody_in_the_cluster_and_nobody_else() -> None:
    class_ = work("ada", "late"), work("bob", "late"), work("cyn", "early"), work("dan", None)
    new = say(TEXT, *class_)
    assert [each.student for each in new] == ["ada", "bob"]
    assert {(each.task, each.text, each.by) for each in new} == {("running_mean", TEXT, "amy")}


def test_saying_it_twice_adds_nothing_and_another_text_replaces_it() -> None:
    (said,) = say(TEXT, work("ada", "late"))
    assert say(TEXT, work("ada", "late", said)) == []
    (other,) = say("Better so.", work("ada", "late", said))
    assert told(work("ada", "late", said, other)).text == "Better so."


def test_a_comment_that_is_taken_back_is_told_no_more() -> None:
    (said,) = say(TEXT, work("ada", "late"))
    (back,) = say("", work("ada", "late", said))
    ada = work("ada", "late", said, back)
    assert cluster_comments([ada], listed(ada)) == ()
    assert say("", ada, work("bob", "late")) == [], "nobody has it, so nothing is taken back"


def test_who_joins_and_who_leaves_in_a_regrade_is_told() -> None:
    said = say(TEXT, work("ada", "late"), work("bob", "late"))
    after = work("ada", "late", said[0]), work("bob", None, said[1]), work("cyn", "late")
    assert called(told(*after)) == (["ada"], ["cyn"], ["bob"])
    assert [each.student for each in say(TEXT, *after)] == ["cyn"]


def test_a_cluster_that_all_have_left_can_still_be_taken_back() -> None:
    (said,) = say(TEXT, work("ada", "late"))
    gone = work("ada", None, said)
    assert called(told(gone)) == ([], [], ["ada"])
    assert [each.text for each in say("", gone, to=said.cluster)] == [""]


def test_the_beginning_of_a_key_is_enough_where_one_cluster_has_it() -> None:
    late, early = (
        Cluster(
            key=key,
            task="a",
            title=title,
            explanation="",
            named=True,
            checks=(),
            example="",
            people=(),
        )
        for key, title in (("3f2a91bc", "late"), ("3f00aa11", "early"))
    )
    assert find_cluster([late, early], "3f2") == late == find_cluster([late, early], "3F2A91BC")
    for typed, sentence in (
        ("3f", "2 clusters begin with '3f': 3f2a91bc late; 3f00aa11 early"),
        ("9", "there is no cluster '9'; there are 3f2a91bc late"),
        ("", "there is no cluster ''"),
    ):
        with pytest.raises(CalledWrongly, match=sentence):
            find_cluster([late, early], typed)
    with pytest.raises(CalledWrongly, match="nobody fails a check"):
        find_cluster([], "3f")


def test_the_text_and_the_page_tell_a_comment_with_who_joined_and_left() -> None:
    said = say(TEXT, work("ada", "late"), work("bob", "late"))
    class_ = [
        *(work("ada", "late", said[0]), work("bob", None, said[1])),
        *(work("cyn", "late"), work("eve", "early", *say(TEXT, work("eve", "late")))),
    ]
    whole = make_report(tiny(), class_)
    page = report_page(whole, [shipped_templates_folder()])
    for text in ("\n".join(report_lines(whole)), page):
        assert TEXT in text and "joined since" in text and "left since" in text
    lines = "\n".join(clusters_text(whole.clusters, whole.comments))
    assert "joined since, without it: cyn" in lines
    assert f'grade comment {whole.clusters[0].key} "…"' in lines


def test_a_cluster_that_nobody_is_in_any_more_is_told() -> None:
    (said,) = say(TEXT, work("ada", "late"))
    whole = make_report(tiny(), [work("ada", None, said)])
    assert "nobody fails so any more" in "\n".join(clusters_text(whole.clusters, whole.comments))
    assert "Nobody fails so any more" in report_page(whole, [shipped_templates_folder()])


def test_what_a_hostile_comment_says_is_text() -> None:
    (said,) = say(TEXT, work("ada", "late"))
    whole = make_report(tiny(), [work("ada", "late", replace(said, text=EVIL, by=EVIL))])
    assert "<script>alert" not in report_page(whole, [shipped_templates_folder()])
    assert "\x1b" not in "".join(clusters_text(whole.clusters, whole.comments))
