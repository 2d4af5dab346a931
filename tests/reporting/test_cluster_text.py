"""Clusters as text: who fails alike, what was said to them, and how to say something."""

from __future__ import annotations

from support.results import EVIL

from grader.feedback.columns import width
from grader.reporting.class_report import Cluster, ClusterComment, Person
from grader.reporting.cluster_text import MOST_NAMES, clusters_text, people_names


def people(*called: str) -> tuple[Person, ...]:
    return tuple(Person(submission=name, name=name) for name in called)


def cluster(key: str, *called: str, title: str = "One late") -> Cluster:
    return Cluster(
        key=key,
        task="rescale",
        title=title,
        explanation="",
        named=True,
        checks=("rescale::one",),
        example="",
        people=people(*called),
    )


def said(key: str, text: str = "Look again.", by: str = "amy") -> ClusterComment:
    return ClusterComment(
        cluster=key,
        task="rescale",
        text=text,
        by=by,
        reached=people("ada"),
        joined=people("bob"),
        left=people("cyn"),
    )


def test_each_cluster_has_its_size_its_key_and_its_people() -> None:
    lines = clusters_text([cluster("3f2a91bc", "ada", "bob")], [])
    assert lines[0].split() == ["2", "3f2a91bc", "rescale:", "One", "late"]
    assert lines[1].strip() == "ada, bob"
    assert lines[-1] == 'say it to all of one: grade comment 3f2a91bc "…"'


def test_a_comment_says_whom_it_reaches_and_who_joined_and_left() -> None:
    text = "\n".join(clusters_text([cluster("3f2a91bc", "ada", "bob")], [said("3f2a91bc")]))
    assert "“Look again.”, by amy, reaches 1 student" in text
    assert "joined since, without it: bob" in text and "left since, not shown to: cyn" in text


def test_a_cluster_that_all_have_left_is_listed_with_its_comment() -> None:
    lines = clusters_text([], [said("00000000")])
    assert "rescale: nobody fails so any more" in lines[0] and "Look again." in lines[1]
    assert lines[-1] == "nobody fails a check in this class"


def test_many_names_are_cut_and_counted() -> None:
    called = [f"s{at}" for at in range(MOST_NAMES + 3)]
    assert people_names(people(*called)) == f"{', '.join(called[:MOST_NAMES])} and 3 more"
    assert people_names(people("ada")) == "ada" and people_names(()) == ""


def test_the_lines_fit_a_terminal_and_do_nothing_to_it() -> None:
    wide = cluster("3f2a91bc", *("王小明" * 9,) * 5, title="标题" * 60)
    lines = clusters_text([wide], [said("3f2a91bc", EVIL * 3, by=EVIL)])
    assert max(map(width, lines)) <= 80 and "\x1b" not in "".join(lines)
