"""Files side by side in a class's folder that are one student's submission."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.cases import cases
from support.downloads import SRN, roster, written

from grader.intake.gathering import Gathered, gather
from grader.intake.rosters.roster import read_roster

TASKS = ("srn.py", "srn_tanh.py", "rnn.ipynb")


def given(tmp_path: Path, files: list[str], times: dict[str, datetime] | None = None) -> Gathered:
    written(tmp_path / "class", {name: SRN + name.encode() for name in files})
    people = read_roster(roster(tmp_path))
    return gather(tmp_path / "class", people, task_files=TASKS, times=times)


@pytest.mark.parametrize(
    "files",
    cases(
        {
            "a file a task": ["s001_srn.py", "s001_srn_tanh.py"],
            "by name": ["AdaLovelace_srn.py", "AdaLovelace-srn_tanh.py"],
            "a notebook too": ["s001_rnn.ipynb", "s001_srn.py", "s001_srn_tanh.py"],
            "another kind": ["s001.ipynb", "s001_answers.md", "s001_srn.py"],
            "what an LMS adds": ["hw_alove_attempt_2026-11-20.txt", "hw_alove_attempt_srn.py"],
        }
    ),
)
def test_files_for_several_tasks_are_one_submission(tmp_path: Path, files: list[str]) -> None:
    (one,) = given(tmp_path, files).handed_in
    submission = one.submission
    assert (submission.student, submission.problem) == ("s001", None)
    assert sorted(file.name for file in submission.files) == sorted(files)
    assert "side by side" in submission.notes[0] and all(
        name in submission.notes[0] for name in files
    )


@pytest.mark.parametrize(
    "files",
    cases(
        {
            "a task twice": ["s001_srn.py", "s001_srn_v2.py"],
            "a task twice and another": ["s001_srn.py", "s001_srn_new.py", "s001_srn_tanh.py"],
            "two notebooks": ["s001.ipynb", "s001_final.ipynb"],
            "a folder too": ["s001/srn.py", "s001_srn_tanh.py"],
        }
    ),
)
def test_two_versions_are_two_attempts(tmp_path: Path, files: list[str]) -> None:
    (one,) = given(tmp_path, files).handed_in
    assert "when is not known" in (one.submission.problem or "")


def test_a_paper_beside_the_work_does_not_hold_it(tmp_path: Path) -> None:
    (one,) = given(tmp_path, ["s001.pdf", "s001_srn.py"]).handed_in
    assert one.submission.problem is None
    assert [file.name for file in one.submission.files] == ["s001_srn.py"]


def test_files_that_came_at_known_times_are_attempts(tmp_path: Path) -> None:
    times = {
        "s001_srn": datetime(2026, 11, 1, tzinfo=UTC),
        "s001_srn_tanh": datetime(2026, 11, 2, tzinfo=UTC),
    }
    (one,) = given(tmp_path, ["s001_srn.py", "s001_srn_tanh.py"], times).handed_in
    assert [file.name for file in one.submission.files] == ["s001_srn_tanh.py"]


def test_a_file_of_two_people_joins_each_one_s(tmp_path: Path) -> None:
    class_ = given(tmp_path, ["AdaLovelace_JoseGarcia_srn.py", "s001_srn_tanh.py"])
    names = {each.submission.name: len(each.submission.files) for each in class_.handed_in}
    assert names == {"s001": 1, "s004": 1}, "who handed in alone keeps that"
