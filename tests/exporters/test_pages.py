"""A page for each student, but for whom a person holds."""

from __future__ import annotations

from support.classes import NOON, handed_in, hold
from support.courses import tiny
from support.standings import standing

from grader.exporters.contract import ClassRecords, StudentRecord
from grader.exporters.pages import EXPORTER
from grader.model import Hold


def record(name: str, held: Hold | None = None) -> StudentRecord:
    return StudentRecord(grade=standing(handed_in(name), hold=held).grade, result=handed_in(name))


def class_of(*records: StudentRecord) -> ClassRecords:
    return ClassRecords(
        assignment=tiny(),
        records=records,
        exported=NOON,
        page=lambda each: f"the page of {each.submission}".encode(),
    )


def test_everybody_has_a_page_by_their_own_name() -> None:
    made = EXPORTER.files(class_of(record("ada"), record("bob")))
    assert made.files == {"ada.html": b"the page of ada", "bob.html": b"the page of bob"}
    assert (made.summary, made.warnings) == ("2 pages", ())


def test_whom_a_person_holds_gets_none_and_staff_are_told_who_holds_it() -> None:
    made = EXPORTER.files(class_of(record("ada"), record("bob", hold("bob"))))
    assert list(made.files) == ["ada.html"] and made.summary == "1 page"
    assert made.warnings == ("Bob: held by amy, no page is written",)


def test_two_names_that_a_disk_takes_for_one_have_two_pages() -> None:
    made = EXPORTER.files(class_of(record("Mira"), record("mira"), record("a/b"), record("a_b")))
    assert len({name.casefold() for name in made.files}) == 4
    assert not any("/" in name for name in made.files)
