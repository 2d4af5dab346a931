"""Every exporter keeps the same promises to a class in which something is held or missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.classes import HELD, NOON, RUBRICS, handed_in, marked, policy
from support.lms import GRADEBOOK, TINY, WORKSHEET, table

from grader.exporters import EXPORTERS, ClassRecords, Exporter, StudentRecord
from grader.exporters.contract import LmsFile, OptionKind
from grader.policy import grade

RESULTS = (
    handed_in("Ada Lovelace", running_mean="2.5"),
    handed_in("O'Neil, Bob", rescale=HELD),
    handed_in("a/b", running_mean=None, rescale=None, answer=None),
)


@pytest.fixture
def records() -> tuple[StudentRecord, ...]:
    return tuple(
        StudentRecord(grade=grade(each, policy(), RUBRICS, marked(each)), result=each)
        for each in RESULTS
    )


def class_of(*records: StudentRecord, exporter: Exporter, folder: Path) -> ClassRecords:
    given = {"gradebook-csv": GRADEBOOK, "worksheet": WORKSHEET}
    tables: dict[str, LmsFile] = {
        option.name: table(folder, given[option.name])
        for option in exporter.options
        if option.kind is OptionKind.TABLE
    }
    return ClassRecords(
        assignment=TINY,
        records=records,
        exported=NOON,
        page=lambda record: f"<p>{record.submission}</p>".encode(),
        tables=tables,
    )


each_exporter = pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda each: each.name)


@each_exporter
def test_files_are_named_below_their_output_and_none_leads_elsewhere(
    exporter: Exporter, records: tuple[StudentRecord, ...], tmp_path: Path
) -> None:
    exported = exporter.files(class_of(*records, exporter=exporter, folder=tmp_path))
    assert exported.files and exported.summary
    for name in exported.files:
        assert ".." not in name and not name.startswith("/") and "\\" not in name
        if not exporter.output.endswith("/"):
            assert name.startswith(exporter.output.partition(".")[0])
    assert len({name.casefold() for name in exported.files}) == len(exported.files)


@each_exporter
def test_a_class_of_nobody_is_no_error(exporter: Exporter, tmp_path: Path) -> None:
    exported = exporter.files(class_of(exporter=exporter, folder=tmp_path))
    assert exported.summary and all(isinstance(each, bytes) for each in exported.files.values())


@each_exporter
def test_the_same_class_gives_the_same_bytes(
    exporter: Exporter, records: tuple[StudentRecord, ...], tmp_path: Path
) -> None:
    class_ = class_of(*records, exporter=exporter, folder=tmp_path)
    assert exporter.files(class_).files == exporter.files(class_).files


def test_names_and_help_say_one_thing_each() -> None:
    names = [each.name for each in EXPORTERS]
    assert len(set(names)) == len(names) and all(each.help.endswith(".") for each in EXPORTERS)
    alone = [each for each in EXPORTERS if each.to_terminal]
    assert all(not each.output.endswith("/") for each in alone)


def test_a_class_knows_its_grades_and_a_file_name_for_each(
    records: tuple[StudentRecord, ...], tmp_path: Path
) -> None:
    class_ = class_of(*records, exporter=EXPORTERS[2], folder=tmp_path)
    assert class_.grades == [record.grade for record in records]
    assert set(class_.file_names) == {"Ada Lovelace", "O'Neil, Bob", "a/b"}
    assert len(set(class_.file_names.values())) == 3
