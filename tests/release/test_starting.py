"""`grade new`: an assignment that works as made."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.courses import TINY, write

from grader.config import load_course_assignment
from grader.errors import BadFile, CalledWrongly
from grader.examiner.client import Examiner
from grader.model import Course, Outcome, Submission, SubmittedFile
from grader.release.packing import release
from grader.release.seeds import SecretSeeds
from grader.release.starting import find_template, start_assignment


def test_it_is_released_as_made(tmp_path: Path) -> None:
    course = Course(folder=tmp_path)
    source = start_assignment(
        course, "hw1", find_template(course, "assignment"), seed=7, secret=SecretSeeds(8)
    )
    assignment = load_course_assignment(course, "hw1")
    assert (assignment.visible_seed, assignment.hidden_seed, source.name) == (7, 8, "hw1")
    made = release(course, assignment, tmp_path / "out")
    assert (
        made.proof == "the reference earns 14 of 14; the stub and every blind answer earn nothing"
    )
    assert b"One learning rate serves all weights. A column" not in b"".join(
        path.read_bytes() for path in made.folder.rglob("*") if path.is_file()
    )


def test_an_assignment_of_the_course_serves_as_a_template(tmp_path: Path) -> None:
    course = Course(folder=tmp_path)
    start_assignment(
        course, "hw1", find_template(course, "assignment"), seed=7, secret=SecretSeeds(8)
    )
    write(tmp_path / "solutions" / "hw1" / "handout.md", "# Changed\n")
    start_assignment(course, "hw2", find_template(course, "hw1"), seed=9, secret=SecretSeeds(10))
    assert (tmp_path / "assignments" / "hw2" / "handout.md").read_text() == "# Changed\n"
    assert load_course_assignment(course, "hw2").id == "hw2"
    start_assignment(
        course,
        "hw3",
        find_template(course, str(TINY.solutions / "tiny")),
        seed=1,
        secret=SecretSeeds(2),
    )
    assert load_course_assignment(course, "hw3").tasks[0].id == "running_mean"


@pytest.mark.parametrize(
    "template",
    [
        "layers",
        "module",
        pytest.param("training", marks=pytest.mark.long),
        pytest.param("data", marks=pytest.mark.long),
    ],
)
def test_a_template_of_each_kind_is_released_as_made(tmp_path: Path, template: str) -> None:
    course = Course(folder=tmp_path)
    source = start_assignment(
        course, "hw", find_template(course, template), seed=7, secret=SecretSeeds(8)
    )
    made = release(course, load_course_assignment(course, "hw"), tmp_path / "out")
    assert made.proof == "the reference earns 8 of 8; the stub and every blind answer earn nothing"
    assignment = load_course_assignment(course, "hw")
    (task,) = assignment.tasks
    with Examiner(assignment) as examiner:
        for path in sorted((source / "wrong" / task.id).glob("*.py")):
            file = SubmittedFile(name=task.file, content=path.read_bytes())
            result = examiner.judge(Submission(name=path.stem, files=(file,)))
            failed = {check.id for check in result.checks if check.outcome is Outcome.FAILED}
            named = re.findall(r"^# fails: (\S+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert named and failed >= set(named), path.stem
        for path in sorted((source / "honest" / task.id).glob("*.py")):
            file = SubmittedFile(name=task.file, content=path.read_bytes())
            assert examiner.judge(Submission(name=path.stem, files=(file,))).earned == 8, path.stem


@pytest.mark.parametrize("name", ["../x", "", "a b", "-x", ".x"])
def test_a_name_that_is_none_is_told(tmp_path: Path, name: str) -> None:
    course = Course(folder=tmp_path)
    with pytest.raises(CalledWrongly, match="cannot name an assignment"):
        start_assignment(
            course, name, find_template(course, "assignment"), seed=1, secret=SecretSeeds(2)
        )
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_left_alone_and_what_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    course = Course(folder=tmp_path)
    write(tmp_path / "assignments" / "hw1" / "thesis.md", "mine")
    with pytest.raises(CalledWrongly, match="is there already"):
        start_assignment(
            course, "hw1", find_template(course, "assignment"), seed=1, secret=SecretSeeds(2)
        )
    with pytest.raises(CalledWrongly, match="there is no template 'nothing'"):
        find_template(course, "nothing")
    broken = tmp_path / "broken"
    write(
        broken / "assignment.toml", 'id = "x"\n[[tasks]]\nid = "a"\npoints = 1\ndefines = ["f"]\n'
    )
    with pytest.raises(BadFile, match=r"a\.py: there is no such file"):
        start_assignment(course, "hw2", broken, seed=1, secret=SecretSeeds(2))
    assert sorted(path.name for path in (tmp_path / "solutions").iterdir()) == []
