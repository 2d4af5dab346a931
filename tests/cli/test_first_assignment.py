"""The page "Write your first assignment", followed line by line."""

from __future__ import annotations

import re
import shlex
import zipfile
from pathlib import Path

from support.commands import grade_here as grade
from support.samples import ROOT

PAGE = ROOT / "docs" / "first-assignment.md"
BLOCK = re.compile(r"^```(\w+)(?: (file|append)=(\S+))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def test_the_page_can_be_followed(tmp_path: Path) -> None:
    said = ""
    for language, how, name, text in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        if how:
            path = tmp_path / name
            path.write_text((path.read_text() if how == "append" else "") + text, encoding="utf-8")
            continue
        assert language == "sh"
        for line in text.splitlines():
            command, *arguments = shlex.split(line)
            assert command == "grade"
            workers = ("-j", "1") if arguments[0] == "build" else ()
            done = grade(*arguments, *workers, at=tmp_path)
            assert done.returncode == 0, (line, done.stdout, done.stderr)
            said += done.stdout
    assert "the reference earns 16 of 16" in said
    with zipfile.ZipFile(tmp_path / "release" / "hw1.zip") as archive:
        assert {"hw1/clip.py", "hw1/hw1.ipynb", "hw1/checks/test_clip.py"} <= set(
            archive.namelist()
        )
        assert b"test_a_table" not in archive.read("hw1/checks/test_clip.py")
