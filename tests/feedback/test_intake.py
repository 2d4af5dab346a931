"""Submissions before grading, as staff see them and as JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from support.cases import cases
from support.courses import tiny

from grader.feedback.columns import width
from grader.feedback.intake import Looked, TaskForm, class_ends, intake_json, intake_text
from grader.intake.gathering import Gathered
from grader.intake.rosters.choosing import HandedIn
from grader.model import Form, Roster, Student, Submission, SubmittedFile

ADA, WANG = Student(id="s1", name="Ada Lovelace"), Student(id="s2", name="王小明")
ROSTER = Roster(students=(ADA, WANG))


def form(task: str, kind: Form = Form.FILE, file: str = "", **more: Any) -> TaskForm:
    file = file or ("" if kind is Form.NONE else f"{task}.py")
    return TaskForm(id=task, form=kind, file=file, notes=more.pop("notes", ()), **more)


def looked(
    name: str = "ada",
    *tasks: TaskForm,
    student: str | None = None,
    how: str = "",
    doubt: str = "",
    problem: str | None = None,
    told: tuple[str, ...] = (),
    others: tuple[str, ...] = (),
    **more: Any,
) -> Looked:
    files = (SubmittedFile(name="a.py", content=b""),)
    submission = Submission(name=name, files=files, student=student, problem=problem, **more)
    handed_in = HandedIn(
        submission=submission, source=f"{name}.zip", how=how, doubt=doubt, others=others
    )
    listed = tasks or (form("a"), form("b"))
    return Looked(handed_in=handed_in, tasks=listed, problem=problem, told=told)


def class_of(*each: Looked, **more: Any) -> Gathered:
    return Gathered(kind="folders", handed_in=tuple(one.handed_in for one in each), **more)


def text(*each: Looked, roster: Roster | None = None, **more: Any) -> list[str]:
    return intake_text(class_of(*each, **more), each, roster)


@pytest.mark.parametrize(
    ("shown", "roster", "line"),
    cases(
        {
            "nothing": ([], None, "folders: 0 submissions"),
            "one": ([looked()], None, "folders: 1 submission"),
            "with a roster": (
                [looked(student="s1", how="id")],
                ROSTER,
                "folders: 1 submission, 1 of 2 students",
            ),
            "strangers, doubts and problems": (
                [
                    looked("a", student="s1"),
                    looked("b"),
                    looked("c", doubt="two are called so"),
                    looked("d", problem="it is empty"),
                ],
                ROSTER,
                "folders: 4 submissions, 1 of 2 students, 2 not in the roster, 1 of whom nobody can"
                " say, 1 held",
            ),
        }
    ),
)
def test_the_first_line_counts(shown: list[Looked], roster: Roster | None, line: str) -> None:
    assert text(*shown, roster=roster)[:2] == [line, ""]


@pytest.mark.parametrize(
    ("shown", "row"),
    cases(
        {
            "all tasks": (looked(), "ada  2 of 2 tasks"),
            "when it came": (
                looked(received="2026-12-01T20:00:00+01:00"),
                "ada  2 of 2 tasks  2026-12-01 20:00:00+01:00",
            ),
            "by what it was told": (
                looked(student="s1", how="its e-mail"),
                "ada  Ada Lovelace  2 of 2 tasks  by its e-mail",
            ),
            "a stranger": (looked(), "ada  2 of 2 tasks  not in the roster"),
            "a doubt": (looked(doubt="two are called so"), "ada  2 of 2 tasks  whose?"),
            "half": (
                looked("ada", form("a"), form("b", Form.NONE)),
                "ada  1 of 2 tasks",
            ),
            "one task": (looked("ada", form("a")), "ada  1 of 1 task"),
            "held": (looked(problem="it is empty"), "ada  held"),
        }
    ),
)
def test_a_row_says_what_there_is_and_whose(shown: Looked, row: str) -> None:
    roster = ROSTER if "roster" in row or "whose" in row or "by" in row else None
    assert text(shown, roster=roster)[2] == f"  {row}"


def test_rows_stand_below_each_other_and_long_names_are_cut() -> None:
    lines = text(looked("王小明"), looked("ada"), looked("x" * 60), roster=None)
    starts = {width(line[: line.index("2 of")]) for line in lines[2:5]}
    assert starts == {2 + 40 + 2} and "…" in lines[4]


@pytest.mark.parametrize(
    ("shown", "notes"),
    cases(
        {
            "nothing": (looked(), []),
            "some missing": (looked("a", form("a"), form("b", Form.NONE)), ["missing: b"]),
            "all missing": (
                looked("a", form("a", Form.NONE), form("b", Form.NONE)),
                ["no task's work was found"],
            ),
            "perhaps in what is broken": (
                looked("a", form("a"), form("b", Form.NONE, lost="n.ipynb"), form("c", Form.NONE)),
                ["missing: c", "held, as it may be in what is broken: b"],
            ),
            "in a folder": (
                looked("a", form("a", file="hw/1/a.py"), form("b", file="b.py")),
                ["found in hw/1"],
            ),
            "a problem, once": (
                looked("a", problem="it is empty", notes=("it is empty",)),
                ["it is empty"],
            ),
            "a note of two tasks, once": (
                looked("a", form("a", notes=("UTF-16",)), form("b", notes=("UTF-16", "x"))),
                ["UTF-16", "x"],
            ),
            "what staff are told comes first": (
                looked("a", told=("two attempts",), notes=("UTF-16",)),
                ["two attempts", "UTF-16"],
            ),
            "a note that would write elsewhere": (
                looked("a", notes=("\x1b[2Ja\nb",)),
                ["a b"],
            ),
        }
    ),
)
def test_below_a_row_stands_what_was_repaired_or_is_missing(
    shown: Looked, notes: list[str]
) -> None:
    assert text(shown)[3:] == [f"      {note}" for note in notes]


def test_a_long_note_is_wrapped() -> None:
    lines = text(looked("a", notes=("word " * 40,)))
    assert len(lines) > 4 and max(map(width, lines)) <= 80


def test_at_the_end_stands_who_must_be_looked_at() -> None:
    doubtful = looked("b", doubt="two are called so")
    stranger = looked("c")
    lines = text(
        looked("a", student="s1"),
        doubtful,
        stranger,
        roster=ROSTER,
        missing=(WANG,),
        passed_over=("notes.pdf",),
        unsure=(Submission(name="d", files=(), problem="which?"),),
    )
    end = lines[lines.index("") + 1 :]
    assert end[end.index("") :] == [
        *("", "not in the roster, graded under their own names:", "  c"),
        *("", "nobody can say whose, graded under their own names:", "  b  two are called so"),
        *("", "held until that is known:", "  d"),
        *("", "handed nothing in:", "  s2  王小明"),
        *("", "passed over, nobody's work:", "  notes.pdf"),
    ]


def test_without_a_roster_nobody_is_a_stranger() -> None:
    titles = [title for title, _ in class_ends(class_of(looked()), has_roster=False)]
    assert not any("roster" in title for title in titles)
    assert text(looked())[3:] == []


def test_the_json_has_all_of_it() -> None:
    shown = looked(
        "ada",
        form("a", notes=("UTF-16",)),
        form("b", Form.NONE),
        student="s1",
        how="id",
        told=("for staff",),
        notes=("repaired",),
        others=("first try",),
        received="2026-12-01T20:00:00+01:00",
    )
    gathered = class_of(shown, missing=(WANG,), passed_over=("x.pdf",))
    content = json.loads(intake_json(gathered, [shown], tiny(), ROSTER))
    (submission,) = content.pop("submissions")
    assert content == {
        "schema": "tensorgrade/intake/1",
        "assignment": "tiny",
        "kind": "folders",
        "roster": 2,
        "missing": [{"id": "s2", "name": "王小明"}],
        "unsure": [],
        "passed_over": ["x.pdf"],
    }
    assert submission.pop("digest").startswith("sha256:")
    assert submission == {
        "name": "ada",
        "student": "s1",
        "source": "ada.zip",
        "matched_by": "id",
        "doubt": None,
        "received": "2026-12-01T20:00:00+01:00",
        "files": ["a.py"],
        "attempts": 2,
        "other_attempts": ["first try"],
        "problem": None,
        "notes": ["repaired", "for staff"],
        "tasks": [
            {"id": "a", "form": "file", "file": "a.py", "notes": ["UTF-16"], "lost": ""},
            {"id": "b", "form": "none", "file": "", "notes": [], "lost": ""},
        ],
    }


def test_without_a_roster_the_json_says_null_and_not_zero() -> None:
    content = json.loads(intake_json(class_of(), [], tiny(), None))
    assert content["roster"] is None and content["submissions"] == []
