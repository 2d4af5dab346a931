"""The class as it is now: what is new in the gradebook is read, and nothing twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.classes import HELD, NOON, handed_in, override
from support.memory_gradebook import MemoryGradebook

from grader.gradebook import Gradebook
from grader.model import Entry, Roster, Student
from grader.nouns import replace
from grader.staffroom.live_class import Classroom, StaffRoom, judgement_digest, revision_of


class CountingBook(MemoryGradebook):
    """A gradebook that counts how many entries were read from it."""

    def __init__(self) -> None:
        super().__init__()
        self.entries_read = 0

    def latest_entries(self, assignment: str, *, after: int = 0) -> dict[str, Entry]:
        entries = super().latest_entries(assignment, after=after)
        self.entries_read += len(entries)
        return entries


@pytest.fixture
def book() -> CountingBook:
    made = CountingBook()
    for name in ("ada", "bob"):
        made.add(handed_in(name), key="k", recorded=NOON)
    return made


@pytest.fixture
def classroom(place: StaffRoom) -> Classroom:
    return Classroom(place)


def test_while_nothing_is_new_the_class_is_the_same_object_and_nothing_is_read(
    classroom: Classroom, book: CountingBook
) -> None:
    first = classroom.now()
    assert [each.submission for each in first.records] == ["ada", "bob"]
    assert classroom.now() is first and book.entries_read == 2


def test_a_new_result_and_a_new_decision_are_read_alone(
    classroom: Classroom, book: CountingBook
) -> None:
    before = classroom.now()
    book.add(handed_in("ada", "1"), key="k", recorded=NOON)
    book.decide([override("0", student="bob")])
    after = classroom.now()
    assert book.entries_read == 3
    points = {each.submission: each.grade.raw for each in after.records}
    assert points == {"ada": 6, "bob": 5}
    assert {each.submission: each.grade.raw for each in before.records} == {"ada": 9, "bob": 9}


def test_a_submission_is_found_by_a_name_that_does_not_say_whose_it_is(
    classroom: Classroom,
) -> None:
    record = classroom.now().records[0]
    key = classroom.key_of(record)
    assert "ada" not in key and classroom.find(key) == record
    assert classroom.find("ada") is None


def test_the_decisions_on_a_record_are_those_that_it_shows(
    classroom: Classroom, book: Gradebook
) -> None:
    book.decide([override("0", student="bob"), override("1", student="ada")])
    shown = next(each for each in classroom.now().records if each.submission == "ada")
    assert [each.number for each in classroom.decisions_on(shown).kept] == [2]
    book.decide([override("2", student="ada")])
    classroom.now()  # somebody else has it read
    known = classroom.decisions_on(shown)
    assert ([each.number for each in known.kept], known.until) == ([2], 2)


def test_a_decision_by_the_student_s_id_or_the_submission_s_name_is_the_same(
    place: StaffRoom, book: Gradebook
) -> None:
    roster = Roster(students=(Student(id="s1", name="Ada"),))
    classroom = Classroom(replace(place, roster=lambda: roster))
    book.add(handed_in("ada", student="s1"), key="k", recorded=NOON)
    book.decide([override("1", student="s1"), override("2", student="ada")])
    record = next(each for each in classroom.now().records if each.submission == "ada")
    assert [each.number for each in classroom.decisions_on(record).kept] == [1, 2]


def test_the_revision_changes_with_all_that_is_written(
    classroom: Classroom, book: Gradebook
) -> None:
    seen = {classroom.revision()}
    book.add(handed_in("ada", rescale=HELD), key="k", recorded=NOON)
    seen.add(classroom.revision())
    book.decide([override("0", student="bob")])
    assert len(seen | {classroom.revision()}) == 3


def test_a_submission_s_revision_changes_with_what_is_written_about_it_alone(
    classroom: Classroom, book: Gradebook
) -> None:
    def of(name: str) -> tuple[str, str]:
        record = next(each for each in classroom.now().records if each.submission == name)
        return judgement_digest(record), revision_of(record)

    ada, bob = of("ada"), of("bob")
    book.decide([override("0", student="ada")])
    decided = of("ada")
    assert decided[0] == ada[0] and decided[1] != ada[1] and of("bob") == bob
    book.add(handed_in("ada"), key="k", recorded=NOON + timedelta(seconds=1))
    assert of("ada")[0] != ada[0] and of("bob") == bob


def test_who_fails_alike_is_looked_for_once_for_each_state_of_the_class(
    classroom: Classroom, book: Gradebook
) -> None:
    kept = classroom.now()
    assert classroom.clusters(kept) is classroom.clusters(kept)
    book.decide([override("0", student="bob")])
    assert classroom.clusters(classroom.now()) == classroom.clusters(kept)
