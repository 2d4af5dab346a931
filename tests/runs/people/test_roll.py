"""Calling the roll: who is graded, who is absent, whose earlier work counts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.cases import cases
from support.classes import NOON, handed_in
from support.courses import TINY, tiny
from support.memory_gradebook import MemoryGradebook

from grader.errors import CalledWrongly
from grader.gradebook import Entry
from grader.intake.gathering import Gathered
from grader.intake.rosters.choosing import HandedIn
from grader.model import Course, Roster, Student, Submission
from grader.nouns import replace
from grader.runs.people.roll import Roll, call_roll, find_roster, gather_class

ADA, BOB, CYN = (
    Student(id=f"s{at}", name=name) for at, name in enumerate(("Ada", "Bob", "Cyn"), 1)
)
ROSTER = Roster(students=(ADA, BOB, CYN))
NOTHING: dict[str, Any] = {"running_mean": None, "rescale": None, "answer": None}


def submission(name: str, student: str | None = None, **more: Any) -> Submission:
    return Submission(name=name, files=(), student=student, **more)


def roll(
    *handed: Submission, missing: Any = (), unsure: Any = (), known: Any = (), roster: Any = ROSTER
) -> Roll:
    gathered = Gathered(
        kind="folder",
        handed_in=tuple(HandedIn(submission=each, source=each.name, how="id") for each in handed),
        missing=tuple(missing),
        unsure=tuple(unsure),
    )
    entries = {
        result.submission.name: Entry(result=result, key="k", recorded=NOON) for result in known
    }
    return call_roll(gathered, roster, entries)


def test_one_who_handed_nothing_in_is_graded_with_nothing() -> None:
    called = roll(submission("ada_1", "s1"), missing=(BOB,))
    assert [(each.name, each.student, each.files) for each in called.listed] == [
        ("ada_1", "s1", ()),
        ("s2", "s2", ()),
    ]


def test_earlier_work_of_one_who_is_not_in_this_batch_stays() -> None:
    before = handed_in("s2", student="s2")
    called = roll(submission("ada_1", "s1"), missing=(BOB, CYN), known=(before,))
    assert [each.name for each in called.listed] == ["ada_1", "s3"]
    assert called.earlier == (before,)
    assert called.submission_names == ["ada_1", "s3", "s2"]


def test_an_earlier_nothing_is_nothing_again() -> None:
    called = roll(missing=(BOB,), known=(handed_in("s2", student="s2", **NOTHING),))
    assert [each.name for each in called.listed] == ["s2"] and called.earlier == ()


def test_what_is_of_nobody_for_sure_is_held_in_its_student_s_place() -> None:
    """A student of whom somebody's file may be is not told that nothing came."""
    unsure = submission("s2", "s2", problem="two students are called so")
    (held,) = roll(missing=(BOB,), unsure=(unsure,)).listed
    assert held.name == "s2"


@pytest.mark.parametrize(
    ("roster", "names"), [(ROSTER, {"s1": "Ada", "s2": "Bob", "s3": "Cyn"}), (None, {})]
)
def test_names_are_the_roster_s(roster: Roster | None, names: dict[str, str]) -> None:
    assert roll(roster=roster).names == names


CLASS = roll(submission("ada_1", "s1"), submission("bob_1", "s2"), submission("bob_2", "s2"))


@pytest.mark.parametrize(
    ("asked", "listed"),
    cases(
        {
            "nobody: all": ((), ["ada_1", "bob_1", "bob_2"]),
            "a submission": (("bob_2",), ["bob_2"]),
            "a student by id": (("s2",), ["bob_1", "bob_2"]),
            "a student by name": (("bob",), ["bob_1", "bob_2"]),
            "two": (("Bob", "ada_1"), ["ada_1", "bob_1", "bob_2"]),
            "the same twice": (("s1", "Ada"), ["ada_1"]),
        }
    ),
)
def test_only_those_who_are_named(asked: tuple[str, ...], listed: list[str]) -> None:
    assert [each.name for each in CLASS.choose_submissions(asked)] == listed


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("ada_2", "there is no submission 'ada_2'; did you mean ada_1?"),
        ("zzz", "there is no submission 'zzz'; there are ada_1, bob_1, bob_2"),
        ("", "there is no submission ''; there are ada_1, bob_1, bob_2"),
    ],
    ids=["mistyped", "nobody", "nothing"],
)
def test_a_name_that_is_not_there_is_told_with_those_that_are(name: str, sentence: str) -> None:
    with pytest.raises(CalledWrongly) as caught:
        CLASS.choose_submissions((name,))
    assert str(caught.value) == sentence


class TestTheRoster:
    def course(self, folder: Path, text: str | None) -> Course:
        if text is not None:
            (folder / "roster.csv").write_text(text, encoding="utf-8")
        return Course(folder=folder)

    def test_the_one_that_is_named_goes_before_the_course_s_own(self, tmp_path: Path) -> None:
        course = self.course(tmp_path, "id,name\ns1,Ada\n")
        named = tmp_path / "other.csv"
        named.write_text("id,name\ns2,Bob\n")
        for path, student in ((named, "s2"), (None, "s1")):
            roster = find_roster(path, course)
            assert roster is not None and [each.id for each in roster.students] == [student]

    def test_else_it_is_what_the_gradebook_remembers(self, tmp_path: Path) -> None:
        book = MemoryGradebook()
        assert find_roster(None, self.course(tmp_path, None), book) is None
        book.remember_roster(ROSTER, recorded=NOON, by="amy")
        assert find_roster(None, self.course(tmp_path, None), book) == ROSTER
        assert find_roster(None, self.course(tmp_path, None)) is None


class TestGathering:
    def test_a_folder_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(CalledWrongly, match="does not exist; give the folder or the zip"):
            gather_class(tmp_path / "none", TINY, tiny(), None)

    @pytest.mark.parametrize("place", ["", "assignments", "solutions", "solutions/tiny"])
    def test_the_course_s_own_files_are_no_submissions(self, place: str) -> None:
        with pytest.raises(CalledWrongly, match="holds the course's own files, not submissions"):
            gather_class(TINY.folder / place, TINY, tiny(), None)

    def test_a_folder_beside_them_may_lie_in_the_course(self, tmp_path: Path) -> None:
        work = tmp_path / "submissions" / "ada"
        work.mkdir(parents=True)
        (work / "rescale.py").write_text("x = 1\n")
        course = replace(TINY, folder=tmp_path)
        gathered = gather_class(tmp_path / "submissions", course, tiny(), None)
        assert [each.name for each in gathered.submissions] == ["ada"]
