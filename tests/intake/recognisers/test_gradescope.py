"""A Gradescope export: its metadata says whose the folders are and when they came."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from support.cases import cases

from grader.errors import BadFile
from grader.intake.limits import Piece
from grader.intake.listing import ClassSource, Item
from grader.intake.recognisers.contract import Attempt
from grader.intake.recognisers.gradescope import MAX_BYTES, METADATA, recognise
from grader.model import Blame


def item(name: str, content: bytes = b"", *, folder: bool = False, size: int = -1) -> Item:
    length = len(content) if size < 0 else size
    piece = Piece(name=name, size=lambda: length, open=lambda: io.BytesIO(content))
    return Item(name=name, folder=folder, path=None, pieces=(piece,))


def export(metadata: str | bytes, *folders: str) -> ClassSource:
    content = metadata.encode() if isinstance(metadata, str) else metadata
    items = (item(METADATA, content), *(item(name, folder=True) for name in folders))
    return ClassSource(path=Path("export"), items=items)


def attempts(metadata: str, *folders: str) -> tuple[Attempt, ...]:
    found = recognise(export(metadata, *folders))
    assert found is not None and found.kind == "Gradescope export"
    return found.attempts


def one(about: str) -> Attempt:
    (attempt,) = attempts(f"submission_1:\n{about}", "submission_1")
    return attempt


def test_a_folder_s_people_are_known_by_name_number_and_address() -> None:
    attempt = one(
        "  :submitters:\n  - :name: Ada\n    :sid: 7\n    :email: ' a@b.c '\n  - :name: 王伟\n"
    )
    assert [(each.name, each.sis_id, each.email) for each in attempt.submitters] == [
        ("Ada", "7", "a@b.c"),
        ("王伟", "", ""),
    ]
    assert attempt.problem is None and len(attempt.pieces()) == 1


@pytest.mark.parametrize(
    ("said", "moment"),
    cases(
        {
            "in UTC": ("2026-12-01 20:10:44 Z", datetime(2026, 12, 1, 20, 10, 44, tzinfo=UTC)),
            "in words": (
                "'2026-12-01 20:10:44 UTC'",
                datetime(2026, 12, 1, 20, 10, 44, tzinfo=UTC),
            ),
            "without a zone, as Rails writes it": (
                "2026-12-01 20:10:44",
                datetime(2026, 12, 1, 20, 10, 44, tzinfo=UTC),
            ),
            "in a zone": (
                "2026-12-01 20:10:44 -08:00",
                datetime(2026, 12, 1, 20, 10, 44, tzinfo=timezone(timedelta(hours=-8))),
            ),
            "with a tag of Ruby's": (
                "!ruby/object:ActiveSupport::TimeWithZone 2026-12-02 09:00:00 Z",
                datetime(2026, 12, 2, 9, tzinfo=UTC),
            ),
            "only a day": ("2026-12-01", None),
            "a word": ("soon", None),
            "a number": ("17", None),
            "nothing": ("", None),
        }
    ),
)
def test_when_it_came_is_read_where_it_is_a_time(said: str, moment: datetime | None) -> None:
    assert one(f"  :created_at: {said}\n").received == moment


@pytest.mark.parametrize(
    "about", ["  :submitters: 7\n", "  :submitters: [1, a, null]\n", "  7\n", "  :other: x\n"]
)
def test_a_folder_of_which_nothing_is_said_is_nobody_s(about: str) -> None:
    assert one(about).submitters == ()


def test_a_folder_that_the_export_lacks_is_held_and_one_that_it_does_not_name_is_unknown() -> None:
    found = recognise(export("submission_1: {}\n", "submission_2"))
    assert found is not None
    (missing,) = found.attempts
    assert (missing.blame, missing.pieces()) == (Blame.COURSE, ())
    assert missing.problem == (
        "submission_metadata.yml names submission_1, but the export does not have it; export the"
        " submissions again"
    )
    assert [each.name for each in found.unknown] == ["submission_2"]


@pytest.mark.parametrize(
    ("metadata", "sentence"),
    cases(
        {
            "no mapping": ("- 1\n", "submission_metadata.yml:1: it does not say whose the folders"),
            "nothing": ("", "submission_metadata.yml:1: it does not say whose the folders are"),
            "no YAML": ("a: [\nb", "submission_metadata.yml:"),
            "no text": (b"\xff\xfe\x00", "submission_metadata.yml"),
            "nested without end": ("[" * 3000, "submission_metadata.yml"),
        }
    ),
)
def test_metadata_that_cannot_be_read_is_one_sentence(metadata: str | bytes, sentence: str) -> None:
    with pytest.raises(BadFile) as caught:
        recognise(export(metadata, "submission_1"))
    assert sentence in str(caught.value)
    assert str(caught.value).endswith("; export the submissions again")
    assert "\n" not in str(caught.value)


def test_metadata_that_is_far_too_large_is_not_read() -> None:
    huge = item(METADATA, size=MAX_BYTES + 1)
    with pytest.raises(BadFile, match="it has more than 64 MiB; export the submissions again"):
        recognise(ClassSource(path=Path("export"), items=(huge,)))


def test_nothing_in_the_metadata_is_made_an_object() -> None:
    attempt = one(
        "  :created_at: !ruby/object:Kernel {a: 1}\n  :x: !python/object/apply:os.getcwd\n"
    )
    assert attempt.received is None


@pytest.mark.parametrize("items", [(), (item(METADATA, folder=True),), (item("a.py"),)])
def test_without_metadata_it_is_no_export(items: tuple[Item, ...]) -> None:
    assert recognise(ClassSource(path=Path("x"), items=items)) is None
