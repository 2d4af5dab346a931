"""`grade verify` on small courses.

What is right is proved, what is wrong is named, what is known is kept.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.commands import grade_here as grade
from support.proofs import course, problems, proved, rows

from grader.config import load_course_assignment
from grader.model import Assignment, Course
from grader.proof.ground.rows import Report
from grader.proof.verifying import find_passed_proof
from grader.runs.recording import record


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Assignment, Report]:
    assignment = course(tmp_path_factory.mktemp("course"))
    return assignment, proved(assignment)


def test_a_good_assignment_is_proved_part_by_part(whole: tuple[Assignment, Report]) -> None:
    report = whole[1]
    assert report.passed and report.whole, problems(report)
    found = rows(report)
    assert (
        found["reference all tasks"].said == "earns 2 of 2"
        and found["stub all tasks"].said == "earns 0 of 2"
    )
    assert (
        found["blind student the visible checks' answers"].said == "earns nothing on hidden checks"
    )
    assert found["wrong answers a"].said == "1 stored, each fails the check it was written for"
    assert "1 equivalent" in found["mutants a"].said
    assert "0 false failures in 8 runs" in found["flakes a"].said
    assert found["leaks the release"].passed and found["leaks page and CI log"].passed


def test_noise_and_wrong_errors_of_each_check_are_measured(
    whole: tuple[Assignment, Report],
) -> None:
    assert whole[0].solutions is not None
    entries = json.loads((whole[0].solutions / "proof.json").read_text(encoding="utf-8"))["entries"]
    flakes = [entry["value"] for name, entry in entries.items() if name.startswith("flakes ")]
    assert len(flakes) == 4
    assert all(one["tolerance"] > 0 for each in flakes for one in each.values())
    assert entries["wrong a/once"]["value"]["a::sum"]["error"] > 1


def test_what_did_not_change_is_not_proved_again(whole: tuple[Assignment, Report]) -> None:
    again = rows(proved(whole[0]))
    count = int(again["mutants a"].said.split(" of ")[1].split()[0])
    assert again["mutants a"].kept == count and again["wrong answers a"].kept == 1
    assert again["recordings all tasks"].kept == 1 and again["flakes a"].kept == 4


def test_a_release_wants_a_proof_of_what_is_there_now(
    whole: tuple[Assignment, Report], tmp_path: Path
) -> None:
    assignment = whole[0]
    root = assignment.folder.parent.parent
    digest = find_passed_proof(assignment)
    assert digest is not None
    done = grade("release", "demo", "-o", str(tmp_path / "out"), at=root)
    assert done.returncode == 0, done.stderr
    manifest = json.loads((tmp_path / "out" / "demo" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["proof"] == {"verified": True, "digest": digest}


def test_without_a_proof_it_is_refused_and_unverified_is_written_down(tmp_path: Path) -> None:
    course(tmp_path / "course")
    refused = grade("release", "demo", "-o", str(tmp_path / "out"), at=tmp_path / "course")
    assert refused.returncode == 1 and "run `grade verify demo`" in refused.stderr
    assert not (tmp_path / "out").exists()
    done = grade(
        "release", "demo", "-o", str(tmp_path / "out"), "--unverified", at=tmp_path / "course"
    )
    assert done.returncode == 0, done.stderr
    manifest = json.loads((tmp_path / "out" / "demo" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["proof"] == {"verified": False, "digest": None}


def test_one_changed_check_leaves_what_others_proved(tmp_path: Path) -> None:
    assignment = course(tmp_path)
    first = rows(proved(assignment, "mutants"))["mutants a"]
    path = tmp_path / "solutions" / "demo" / "checks" / "test_a.py"
    path.write_text(
        path.read_text(encoding="utf-8").replace("rng.values(3)", "rng.values(2)"), encoding="utf-8"
    )
    record(assignment)
    second = rows(proved(load_course_assignment(Course(folder=tmp_path), "demo"), "mutants"))[
        "mutants a"
    ]
    assert second.passed and second.said == first.said
    assert 0 < second.kept < int(first.said.split(" of ")[1].split()[0])


def test_luck_and_wrong_answers_are_tried_again_on_the_changed_check_only(tmp_path: Path) -> None:
    assignment = course(tmp_path)
    proved(assignment, "wrong", "flakes")
    assert assignment.solutions is not None
    store = tmp_path / "solutions" / "demo" / "proof.json"
    before = json.loads(store.read_text(encoding="utf-8"))
    marked = (
        store.read_text(encoding="utf-8")
        .replace('"error": 0.0', '"error": 0.25')
        .replace('"noise": 0.0', '"noise": 0.25')
    )
    store.write_text(marked, encoding="utf-8")
    path = assignment.solutions / "checks" / "test_a.py"
    path.write_text(
        path.read_text(encoding="utf-8").replace("rng.values(3)", "rng.values(2)"), encoding="utf-8"
    )
    record(assignment)
    report = proved(load_course_assignment(Course(folder=tmp_path), "demo"), "wrong", "flakes")
    assert report.passed, problems(report)
    after = json.loads(store.read_text(encoding="utf-8"))
    seen = 0
    for name, entry in after["entries"].items():
        for check, one in entry["value"].items():
            number = one.get("noise", one.get("error"))
            same = one["key"] == before["entries"][name]["value"][check]["key"]
            seen += same and number == 0.25
            assert same or number != 0.25, (name, check)
    assert seen


def test_the_command_prints_a_table_or_one_object(
    whole: tuple[Assignment, Report], tmp_path: Path
) -> None:
    root = whole[0].folder.parent.parent
    done = grade("verify", "demo", "--plot", str(tmp_path / "plot.svg"), at=root)
    assert done.returncode == 0 and "demo: proved" in done.stdout, done.stderr
    assert (tmp_path / "plot.svg").read_text(encoding="utf-8").startswith("<svg")
    told = json.loads(grade("verify", "demo", "--json", "--only", "lint", at=root).stdout)
    assert told["passed"] is True and told["whole"] is False and told["rows"][0]["proof"] == "lint"
    wrong = grade("verify", "demo", "--only", "luck", at=root)
    assert wrong.returncode == 2 and "there is no part 'luck'" in wrong.stderr


def test_a_check_file_that_is_not_python_is_one_sentence(tmp_path: Path) -> None:
    course(tmp_path)
    path = tmp_path / "assignments" / "demo" / "checks" / "test_a.py"
    path.write_text(path.read_text(encoding="utf-8") + "def (\n", encoding="utf-8")
    done = grade("verify", "demo", at=tmp_path)
    assert done.returncode == 2 and "test_a.py:" in done.stderr and "Traceback" not in done.stderr
