"""Which hints a student has seen, and that a memory of no use costs none."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.runs.own.seen_hints import SeenHints

STAGES = ("Look at 2.", "Multiply.", "2 * x.")


def test_the_count_is_kept_by_work_and_by_the_hints_own_text(tmp_path: Path) -> None:
    seen = SeenHints(tmp_path / "cache")
    assert seen.count(tmp_path / "srn", STAGES) == 0
    assert seen.remember(tmp_path / "srn", STAGES, 2)
    again = SeenHints(tmp_path / "cache")
    assert again.count(tmp_path / "srn", STAGES) == 2
    assert again.count(tmp_path / "other", STAGES) == 0
    assert again.count(tmp_path / "srn", ("Look at 3.", *STAGES[1:])) == 0


def test_no_more_stages_are_counted_than_there_are(tmp_path: Path) -> None:
    seen = SeenHints(tmp_path)
    seen.remember(tmp_path, STAGES, 9)
    assert seen.count(tmp_path, STAGES) == 3


@pytest.mark.parametrize(
    "kept", [b"", b"no JSON", b"[1]", b'{"x": "y"}', b"\xff\xfe", b"[" * 99_999]
)
def test_a_file_that_is_not_ours_counts_as_none(tmp_path: Path, kept: bytes) -> None:
    (tmp_path / "hints.json").write_bytes(kept)
    seen = SeenHints(tmp_path)
    assert seen.count(tmp_path, STAGES) == 0
    assert seen.remember(tmp_path, STAGES, 1) and seen.count(tmp_path, STAGES) == 1


def test_what_cannot_be_written_is_said_to_the_caller(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert not SeenHints(tmp_path / "file").remember(tmp_path, STAGES, 1)


def test_each_hint_has_a_count_of_its_own(tmp_path: Path) -> None:
    seen = SeenHints(tmp_path)
    for stages, count in ((STAGES, 1), (("Other.", "More."), 2), (STAGES, 3)):
        seen.remember(tmp_path, stages, count)
    assert (seen.count(tmp_path, STAGES), seen.count(tmp_path, ("Other.", "More."))) == (3, 2)


def test_a_path_that_is_no_unicode_is_a_path(tmp_path: Path) -> None:
    seen, odd = SeenHints(tmp_path), Path("/home/\udcff/rnn")
    assert seen.remember(odd, STAGES, 1) and seen.count(odd, STAGES) == 1
