"""A command that was called wrongly is told in the language that is spoken."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.commands import grade_here


@pytest.mark.parametrize(
    ("arguments", "english", "chinese"),
    [
        (("check", "--nosuch"), "No such option", "没有选项"),
        (("check", "--limit-seconds"), "No such option", "没有选项"),
        (("pack", "-o"), "requires an argument", "不合适"),
        (("explain-nothing",), "there is no command", "没有"),
        (("report", "--course", "file.txt"), "Invalid value", "不合适"),
    ],
)
def test_each_mistake_in_both_languages(
    tmp_path: Path, arguments: tuple[str, ...], english: str, chinese: str
) -> None:
    (tmp_path / "file.txt").write_text("")
    told = {
        language: grade_here("--lang", language, *arguments, at=tmp_path)
        for language in ("en", "zh")
    }
    assert {done.returncode for done in told.values()} == {2}
    assert english in told["en"].stderr
    assert chinese in told["zh"].stderr
    assert "Traceback" not in told["en"].stderr + told["zh"].stderr
