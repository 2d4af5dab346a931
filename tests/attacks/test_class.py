"""`grade batch` from a shell over a class with attacks and bombs in it.

Nobody is lost, nothing gets out.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
from pathlib import Path

import pytest
from support.bombs import BOMBS
from support.commands import grade
from support.ground import attacks, planted_course, submission
from support.samples import ROOT

from grader.model import Level
from grader.sandbox.locking.levels import probe_locks

# One or two of each class; the others are judged in test_attacks.py.
ATTACKS = (
    "injection/answers",
    "injection/bidi",
    "injection/formulas",
    "injection/html",
    "injection/surrogates",
    "leakage/exceptions",
    "leakage/files",
    "leakage/proc",
    "network/tcp",
    "network/unix",
    "resources/fork",
    "resources/loop",
    "tampering/fake_report",
    "tampering/forged_answer",
    "tampering/files_beside",
)
NAMES = ("=HYPERLINK(1)", "<script>alert(1)<", "a\x1b[31mred", "a\u202egnp", "a%2f..", "-rf")


@pytest.mark.skipif(probe_locks().level is Level.PROCESS, reason="no Landlock or no seccomp here")
def test_a_class_with_attacks_in_it_is_graded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course, handed_in, out = (
        planted_course(tmp_path / "course"),
        tmp_path / "class",
        tmp_path / "out",
    )
    for name in ATTACKS:
        folder = handed_in / name.replace("/", "-")
        for file in submission(name, attacks()[name], course).files:
            path = folder / file.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content)
    for name in NAMES:
        (handed_in / name).mkdir()
        shutil.copy(ROOT / "solutions" / "rnn" / "srn.py", handed_in / name)
    for bomb in ("a long PAX header", "a long directory behind a zip64 record"):
        file_name, make = BOMBS[bomb]
        (handed_in / f"bomb-{len(bomb)}{file_name[1:]}").write_bytes(make())
    grade("stubs", "rnn", at=course.root)  # the planted word changed a solution
    monkeypatch.setenv("GRADE_TOKEN", course.token)
    before = course.digest()
    done = grade(
        "batch",
        str(handed_in),
        "--assignment",
        "rnn",
        "--only",
        "srn",
        "-o",
        str(out),
        "--gradebook",
        str(out / "g.sqlite"),
        at=course.root,
    )

    assert done.returncode == 3 and "2 held" in done.stdout, done.stdout + done.stderr
    assert course.digest() == before and course.marks() == []
    earned = [
        (result["submission"]["name"], result["held"], result["earned"])
        for result in (
            json.loads(path.read_text(encoding="utf-8"))
            for path in (out / "results").glob("*.json")
        )
    ]
    assert {(held, points) for name, held, points in earned if name.startswith("bomb-")} == {
        (True, None)
    }
    assert sorted(name for name, _, points in earned if points == 10) == sorted(NAMES)
    assert {points for name, held, points in earned if not held and name not in NAMES} == {0}
    assert len(earned) == len(ATTACKS) + len(NAMES) + 2
    given_out = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    for path, content in given_out.items():
        assert course.token.encode() not in content, path
        assert re.fullmatch(r"[\w.-]+", path.name), path
    assert course.token not in done.stdout + done.stderr
    assert not re.search("[\x1b\u202e]", done.stdout + done.stderr)
    with (out / "results.csv").open(encoding="utf-8", newline="") as table:
        assert all(cell[:1] not in tuple("=+@-") for row in csv.reader(table) for cell in row)
    assert sorted(os.listdir(tmp_path)) == ["class", "course", "out"]
