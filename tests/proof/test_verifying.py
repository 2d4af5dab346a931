"""`grade verify` on small courses.

What is right is proved, what is wrong is named, what is known is kept.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.commands import grade
from support.courses import write, write_course

from grader.config import course_assignment
from grader.model import Assignment, Course
from grader.proof.margins import Margin, near_misses
from grader.proof.plot import picture
from grader.proof.rows import ProofRow, Report
from grader.proof.verifying import passed_proof, verify
from grader.runs.recording import record

SETTINGS = """
    id = "demo"
    title = "A demo"
    seed = 5

    [[tasks]]
    id = "a"
    title = "A sum"
    points = 2
    hidden_points = 1
    defines = ["f"]
    server = "numpy"
"""
SOLUTION = """
    def f(x, start=0.0):
        ### BEGIN SOLUTION
        total = start
        for item in x:
            total = total + 2.0 * item
        return total
        ### END SOLUTION
"""
VISIBLE = """
@check(points=1, title="Twice the sum", hint="Each item counts twice.")
def test_sum(student, reference, rng, compare):
    x = rng.values(4)
    compare.equal(student.f(x), reference.f(x), names="the sum")
"""
HIDDEN = """
@check(points=1, title="From another start", hint="start is where the sum begins.")
def test_start(student, reference, rng, compare):
    x, start = rng.values(3), float(rng.values())
    compare.equal(student.f(x, start), reference.f(x, start), names="the sum from a start")
"""
WRONG = """
    # fails: a::sum
    def f(x, start=0.0):
        return start + sum(x)
"""
BACKWARDS = """
    [[equivalent]]
    task = "a"
    function = "f"
    check = "same"
    was = "for item in x:"
    now = "for item in list(x)[::-1]:"
    reason = "A sum does not depend on the order."
    runs = 100
"""
SAME = """
    from grader.checking import check


    @check(points=0, title="Sums of 1 to 5 items")
    def test_same(student, reference, rng, compare):
        x = rng.values(int(rng.integers(1, 6)))
        compare.equal(student.f(x), reference.f(x))
"""


def course(
    folder: Path, *, checks: str = VISIBLE, hidden: str = HIDDEN, settings: str = SETTINGS
) -> Assignment:
    """A course whose proof holds, but for what is given otherwise."""
    assignment = write_course(
        folder,
        settings=settings,
        solutions={"a": SOLUTION},
        checks={"a": checks},
        hidden={"a": hidden},
    )
    assert assignment.solutions is not None
    write(assignment.solutions / "wrong" / "a" / "once.py", WRONG)
    write(
        assignment.solutions / "honest" / "a" / "reduced.py",
        "def f(x, start=0.0):\n    return start + 2 * sum(x)\n",
    )
    write(assignment.solutions / "equivalent.toml", BACKWARDS)
    write(assignment.solutions / "equivalent" / "test_a.py", SAME)
    record(assignment)
    return assignment


def proved(assignment: Assignment, *only: str, seeds: int = 2) -> Report:
    course_ = Course(folder=assignment.folder.parent.parent)
    return verify(course_, assignment, workers=1, seeds=seeds, only=only)[0]


def rows(report: Report) -> dict[str, ProofRow]:
    return {f"{row.proof} {row.of}": row for row in report.rows}


def problems(report: Report) -> str:
    return "\n".join(problem for row in report.rows for problem in row.problems)


def test_a_task_of_asserts_is_said_to_have_lower_trust(tmp_path: Path) -> None:
    plain, asserted = (
        proved(course(tmp_path / name, settings=SETTINGS + more), "lint")
        for name, more in (("plain", ""), ("asserted", "    asserted = true\n"))
    )
    notes = [note for row in asserted.rows for note in row.notes]
    assert not [note for row in plain.rows for note in row.notes]
    assert (
        len(notes) == 1
        and "a is checked by asserts" in notes[0]
        and "their trust is lower" in notes[0]
    )


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
    digest = passed_proof(assignment)
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
    second = rows(proved(course_assignment(Course(folder=tmp_path), "demo"), "mutants"))[
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
    report = proved(course_assignment(Course(folder=tmp_path), "demo"), "wrong", "flakes")
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


def test_a_weak_check_lets_a_mutant_live_which_is_shown_as_a_diff(tmp_path: Path) -> None:
    weak = HIDDEN.replace("float(rng.values())", "0.0")
    report = proved(course(tmp_path, hidden=weak), "mutants")
    assert not report.passed
    assert "no check tells it from the reference" in problems(report)
    assert "- total = start\n+ total = 0.0" in problems(report)


def test_a_mutant_that_is_called_equivalent_and_is_not_is_found_out(tmp_path: Path) -> None:
    weak = HIDDEN.replace("float(rng.values())", "0.0")
    assignment = course(tmp_path, hidden=weak)
    assert assignment.solutions is not None
    untrue = BACKWARDS.replace("for item in x:", "total = start").replace(
        "for item in list(x)[::-1]:", "total = 0.0"
    )
    write(assignment.solutions / "equivalent.toml", BACKWARDS + untrue)
    write(assignment.solutions / "equivalent" / "test_a.py", SAME.replace(".f(x)", ".f(x, 0.5)"))
    assert "it is called equivalent, but an input tells it apart" in problems(
        proved(assignment, "mutants")
    )


def test_a_wrong_answer_that_passes_its_check_is_named(tmp_path: Path) -> None:
    assignment = course(tmp_path)
    assert assignment.solutions is not None
    write(assignment.solutions / "wrong" / "a" / "once.py", WRONG.replace("sum(x)", "2 * sum(x)"))
    write(assignment.solutions / "wrong" / "a" / "other.py", WRONG.replace("a::sum", "a::product"))
    said = problems(proved(assignment, "wrong"))
    assert "once.py: a::sum ended PASSED; no check tells it from the reference" in said
    assert "other.py: it says that it fails a::product, which is no check" in said


def test_a_tolerance_that_honest_work_does_not_meet_is_a_false_failure(tmp_path: Path) -> None:
    assignment = course(tmp_path)
    assert assignment.solutions is not None
    honest = (
        "import numpy as np\ndef f(x, start=0.0):\n    return float(np.float32(start + 2 * sum(x) +"
        " 1e-7))\n"
    )
    write(assignment.solutions / "honest" / "a" / "narrow.py", honest)
    report = proved(assignment, "flakes", seeds=1)
    assert not report.passed and "narrow: a::sum: the sum" in problems(report)


def test_a_leak_into_the_release_is_found(tmp_path: Path) -> None:
    told = VISIBLE + "# total = total + 2.0 * item\n# return total\n# seed = 6\n"
    said = problems(proved(course(tmp_path, checks=told), "leaks"))
    assert "checks/test_a.py holds the hidden seed" in said


def test_the_lint_names_what_is_missing(tmp_path: Path) -> None:
    checks = """
@check(points=0, title="It is there")
def test_f(student, reference, rng, compare):
    compare.like(student.f(rng.values(2)), 0.0)

@check(points=1, title="")
def test_sum(student, reference, rng, compare):
    x = rng.values(4)
    got = student.f(x)
    compare.that(got > reference.f(got) - 100, "it", expected="more", got="less")
"""
    settings = SETTINGS.replace('title = "A demo"', "").replace('["f"]', '["f", "g"]')
    assignment = write_course(
        tmp_path,
        settings=settings,
        solutions={"a": SOLUTION},
        checks={"a": checks},
        hidden={"a": HIDDEN},
    )
    report = proved(assignment, "lint")
    said = problems(report)
    for sentence in (
        "f has 0 points and no check needs it",
        "sum has no title",
        "sum has no hint",
        "sum has points and compares no values, only that",
        "got, which came from student, is an argument of reference",
        "a defines g, which no check asks for",
        "it has no title; write one",
    ):
        assert sentence in said, said


def test_points_that_do_not_add_up_and_a_task_without_hidden_checks(tmp_path: Path) -> None:
    assignment = write_course(
        tmp_path,
        settings=SETTINGS,
        solutions={"a": SOLUTION},
        checks={"a": VISIBLE + HIDDEN},
        hidden={},
    )
    said = problems(proved(assignment, "lint"))
    assert "a has no hidden check" in said and "its visible checks add up to 2" in said


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


def test_a_check_that_the_recorder_refuses_is_a_row_and_no_proof(tmp_path: Path) -> None:
    blind = VISIBLE.replace(
        'compare.equal(student.f(x), reference.f(x), names="the sum")', "student.f(x)"
    )
    write_course(
        tmp_path,
        settings=SETTINGS,
        solutions={"a": SOLUTION},
        checks={"a": blind},
        hidden={"a": HIDDEN},
    )
    done = grade("verify", "demo", at=tmp_path)
    assert done.returncode == 1, done.stderr
    assert (
        "FAILED recordings" in done.stdout
        and "a blind student that answers zeros passes it" in done.stdout
    )
    assert "sum has points and compares no values" in done.stdout
    assert passed_proof(course_assignment(Course(folder=tmp_path), "demo")) is None


def test_a_check_file_that_is_not_python_is_one_sentence(tmp_path: Path) -> None:
    course(tmp_path)
    path = tmp_path / "assignments" / "demo" / "checks" / "test_a.py"
    path.write_text(path.read_text(encoding="utf-8") + "def (\n", encoding="utf-8")
    done = grade("verify", "demo", at=tmp_path)
    assert done.returncode == 2 and "test_a.py:" in done.stderr and "Traceback" not in done.stderr


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


def test_a_broken_store_is_one_sentence(tmp_path: Path) -> None:
    assignment = course(tmp_path)
    (tmp_path / "solutions" / "demo" / "proof.json").write_text("{", encoding="utf-8")
    done = grade("verify", "demo", at=tmp_path)
    assert done.returncode == 2 and "delete it and run `grade verify` again" in done.stderr
    assert assignment.id == "demo" and "Traceback" not in done.stderr


def test_near_misses_are_named_with_a_tolerance_in_the_gap() -> None:
    close = Margin(check="a::sum", tolerance=1e-5, noise=0.5, wrong=5e5)
    (said,) = near_misses([close])
    assert "honest work uses 0.5 of the tolerance 1e-05" in said and "rtol = atol = 5e-03" in said
    (hopeless,) = near_misses([Margin(check="a::sum", tolerance=1e-5, noise=0.5, wrong=2.0)])
    assert "no tolerance parts them well" in hopeless
    assert list(near_misses([Margin(check="a::sum", tolerance=1e-5, noise=1e-3, wrong=1e4)])) == []


def test_the_picture_has_a_line_a_check() -> None:
    rooms = [
        Margin(check="a::<b>", tolerance=1e-5, noise=0.0, wrong=None),
        Margin(check="a::c", tolerance=1e-5, noise=1e-3, wrong=1e30),
    ]
    drawn = picture("Noise & error", rooms)
    assert "a::&lt;b&gt;" in drawn and "Noise &amp; error" in drawn and drawn.count("<circle") == 2
