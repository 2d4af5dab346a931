"""Mutants that are excused: in the right form, and tried."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from support.commands import grade_here as grade
from support.courses import write
from support.proofs import BACKWARDS, HIDDEN, SAME, course, problems, proved

from grader.checking.rng import Rng
from grader.config import load_course_assignment
from grader.examiner.client import Examiner
from grader.examiner.jobs import AuditedReply
from grader.model import Course
from grader.runs.recording import record

WEAK = HIDDEN.replace("float(rng.values())", "0.0")
UNTRUE = BACKWARDS.replace("for item in x:", "total = start").replace(
    "for item in list(x)[::-1]:", "total = 0.0"
)


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course that lets a mutant live, with what is known of all its mutants."""
    folder = tmp_path_factory.mktemp("judged")
    proved(course(folder, hidden=WEAK), "mutants")
    return folder


def excused(judged: Path, folder: Path, excuses: str, check: str) -> str:
    """What is said of excuses and their check in a copy of that course."""
    shutil.copytree(judged, folder, dirs_exist_ok=True)
    assignment = load_course_assignment(Course(folder=folder), "demo")
    assert assignment.solutions is not None
    write(assignment.solutions / "equivalent.toml", excuses)
    write(assignment.solutions / "equivalent" / "test_a.py", check)
    return problems(proved(assignment, "mutants"))


def test_a_mutant_that_is_called_equivalent_and_is_not_is_found_out(
    judged: Path, tmp_path: Path
) -> None:
    said = excused(judged, tmp_path, BACKWARDS + UNTRUE, SAME.replace(".f(x)", ".f(x, 0.5)"))
    assert "it is called equivalent, but an input tells it apart" in said


def test_an_excuse_without_a_reason_or_in_the_wrong_form_is_one_sentence(tmp_path: Path) -> None:
    assignment = course(tmp_path)
    assert assignment.solutions is not None
    for text, said in (
        (BACKWARDS.replace("reason", "why"), "equivalent[1].why is not known"),
        ('equivalent = ["x"]', "equivalent must be a list of tables"),
    ):
        write(assignment.solutions / "equivalent.toml", text)
        done = grade("verify", "demo", "--only", "mutants", at=tmp_path)
        assert done.returncode == 2 and said in done.stderr, done.stderr


ONE_LINE = """
    equivalent = [
        { task = "a", was = "for item in x:", now = "for item in list(x)[::-1]:", reason = "Sum." },
    ]
"""


def test_an_excuse_of_one_line_is_tried_by_the_tasks_own_checks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assignment = course(tmp_path)
    assert assignment.solutions is not None
    shutil.rmtree(assignment.solutions / "equivalent")
    write(assignment.solutions / "equivalent.toml", ONE_LINE)
    report = proved(assignment, "mutants")
    assert report.passed, problems(report)
    assert "1 equivalent" in report.rows[0].said

    asked: list[tuple[str, ...]] = []
    audit = Examiner.audit

    def noted(self: Examiner, *args: Any) -> AuditedReply:
        asked.append(args[-1])
        return audit(self, *args)

    monkeypatch.setattr(Examiner, "audit", noted)
    assert proved(assignment, "mutants").passed and not asked
    hidden = assignment.solutions / "checks" / "test_a.py"
    hidden.write_text(hidden.read_text().replace("rng.values(3)", "rng.values(6)"))
    record(assignment)
    assert proved(assignment, "mutants").passed
    assert set(asked) == {("a::start",)}  # the check that changed, and no other


def test_an_excuse_of_one_line_that_other_seeds_tell_apart_is_refused(tmp_path: Path) -> None:
    """The check starts from zero under the course's own seed only."""
    own = float(Rng(6, "a::start").values())
    lucky = HIDDEN.replace(
        "x, start = rng.values(3), float(rng.values())",
        f"start, x = float(rng.values()) - {own!r}, rng.values(3)",
    )
    assignment = course(tmp_path, hidden=lucky)
    assert assignment.solutions is not None
    untrue = ONE_LINE.replace("for item in x:", "total = start").replace(
        "for item in list(x)[::-1]:", "total = 0.0"
    )
    write(assignment.solutions / "equivalent.toml", untrue)
    said = problems(proved(assignment, "mutants"))
    assert "it is called equivalent, but an input tells it apart: seed" in said


@pytest.mark.parametrize(
    "looks",
    [
        "pass",
        "compare.equal(1.0, 1.0)",
        "student.f(rng.values(3))",
        "compare.equal(reference.f(x), reference.f(x))",
    ],
)
def test_a_check_that_looks_at_nothing_is_no_excuse(
    judged: Path, tmp_path: Path, looks: str
) -> None:
    vacuous = SAME.replace("compare.equal(student.f(x), reference.f(x))", looks)
    said = excused(judged, tmp_path, UNTRUE, vacuous)
    assert "tells no wrong function from the reference either" in said


def test_an_excuse_for_a_change_that_is_caught_is_to_be_taken_out(tmp_path: Path) -> None:
    assignment = course(tmp_path)
    assert assignment.solutions is not None
    caught = BACKWARDS.replace("for item in x:", "return total").replace(
        "for item in list(x)[::-1]:", "return np.round(total, 6)"
    )
    write(assignment.solutions / "equivalent.toml", BACKWARDS + caught)
    said = problems(proved(assignment, "mutants"))
    assert "entry 2: no mutant that survives has this change; take the entry out" in said
