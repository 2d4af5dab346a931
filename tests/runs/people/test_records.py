"""A class out of the gradebook: who is meant, who has left, and which grade they have."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from support.cases import cases
from support.classes import HELD, NOON, extension, handed_in, hold, marked, override
from support.courses import TINY, tiny
from support.lms import GRADEBOOK, WORKSHEET
from support.memory_gradebook import MemoryGradebook
from support.results import check, task

from grader.errors import CalledWrongly
from grader.exporters import EXPORTERS, Exporter
from grader.model import Outcome, Roster, Student
from grader.nouns import replace
from grader.runs.people.records import LEFT, KeptClass, class_records, read_kept_class

ADA, BOB = Student(id="s1", name="Ada Lovelace"), Student(id="s2", name="Bob Ross")
ROSTER = Roster(students=(ADA, BOB))
NOTHING: dict[str, Any] = {"running_mean": None, "rescale": None, "answer": None}


def kept(*results: Any, roster: Roster | None = None, decisions: Any = ()) -> KeptClass:
    book = MemoryGradebook()
    for result in results:
        book.add(result, key="k", recorded=NOON)
    book.decide(decisions)
    return read_kept_class(book, tiny(), roster)


def test_records_come_in_the_order_of_the_submissions_with_the_latest_result() -> None:
    of_class = kept(
        handed_in("bob"), handed_in("ada", running_mean="0"), handed_in("ada", running_mean="3")
    )
    assert [record.submission for record in of_class.records] == ["ada", "bob"]
    assert of_class.records[0].grade.tasks[0].earned == 3


def test_a_student_has_the_roster_s_name_and_else_the_submission_s() -> None:
    of_class = kept(handed_in("ada_12", student="s1"), handed_in("eve"), roster=ROSTER)
    assert [grade.student.name for grade in of_class.grades] == ["Ada Lovelace", "eve"]
    assert of_class.names == {"s1": "Ada Lovelace"}


def test_decisions_are_those_on_the_student() -> None:
    of_class = kept(
        handed_in("ada_12", student="s1"),
        decisions=(override("1", student="s1"), override("2", student="eve")),
    )
    (record,) = of_class.records
    assert len(record.decisions) == 1 and record.grade.tasks[0].earned == 1


@pytest.mark.parametrize(
    ("result", "decisions", "there"),
    cases(
        {
            "with work": (handed_in("eve", student="s9"), (), True),
            "with nothing": (handed_in("eve", student="s9", **NOTHING), (), False),
            "with nothing but a decision": (
                handed_in("eve", student="s9", **NOTHING),
                (extension("s9", days=2),),
                True,
            ),
            "unknown to any roster": (handed_in("eve", **NOTHING), (), True),
        }
    ),
)
def test_one_who_left_is_there_only_with_something(
    result: Any, decisions: Any, there: bool
) -> None:
    of_class = kept(result, roster=ROSTER, decisions=decisions)
    assert bool(of_class.records) is there
    assert all((LEFT in grade.why) is (result.student == "s9") for grade in of_class.grades)


def test_without_a_roster_nobody_has_left() -> None:
    (grade,) = kept(handed_in("eve", student="s9", **NOTHING)).grades
    assert LEFT not in grade.why


@pytest.mark.parametrize(("points", "held"), [("4", False), (HELD, True)])
def test_a_class_knows_whether_a_grade_is_held(points: str, held: bool) -> None:
    assert kept(handed_in("ada", running_mean=points)).has_held_grades is held


CLASS = kept(
    handed_in("ada_12", student="s1"),
    handed_in("ross_1", student="s2"),
    handed_in("ross_2", student="s2"),
    roster=ROSTER,
)


@pytest.mark.parametrize("typed", ["s1", "ada_12", "Ada Lovelace", "ada lovelace"])
def test_a_record_is_found_by_id_by_name_and_by_submission(typed: str) -> None:
    assert CLASS.find(typed).submission == "ada_12" and CLASS.knows(typed)


@pytest.mark.parametrize(
    ("of_class", "typed", "sentence"),
    cases(
        {
            "who handed in twice": (
                CLASS,
                "Bob Ross",
                "'Bob Ross' handed in 2 times: ross_1, ross_2; name the submission",
            ),
            "a mistyped name": (
                CLASS,
                "ada_21",
                "the gradebook has no submission of 'ada_21'; did you mean ada_12?",
            ),
            "nobody": (
                CLASS,
                "zzz",
                "the gradebook has no submission of 'zzz'; `grade gradebook show` lists them",
            ),
            "an empty gradebook": (
                kept(),
                "ada",
                "the gradebook has no results of tiny yet; run `grade batch` first",
            ),
        }
    ),
)
def test_one_who_cannot_be_told_is_not_guessed(
    of_class: KeptClass, typed: str, sentence: str
) -> None:
    with pytest.raises(CalledWrongly) as caught:
        of_class.find(typed)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("typed", "student"),
    [("Bob Ross", "s2"), ("ross, bob", "ross, bob"), ("s1", "s1"), ("zoe", "zoe"), ("", "")],
)
def test_an_id_is_what_decisions_name_a_student_by(typed: str, student: str) -> None:
    """Of one who has not handed in yet too; what is not in the roster stays as it was typed."""
    assert CLASS.student_id(typed) == student


def test_a_name_that_two_have_is_nobody_s_id() -> None:
    twins = Roster(students=(ADA, Student(id="s3", name="Ada Lovelace")))
    assert kept(roster=twins).student_id("Ada Lovelace") == "Ada Lovelace"


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda each: each.name)
def test_nothing_of_a_grade_goes_out_that_a_person_holds(
    exporter: Exporter, tmp_path: Path
) -> None:
    ada = Student(id="S-1001", name="Ada Lovelace")
    bob = Student(id="S-1002", name="Bob O'Neil")
    tables = {"gradebook-csv": GRADEBOOK, "worksheet": WORKSHEET}
    for name, text in tables.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    roster = Roster(students=(ada, bob))
    results = [_telling("ada", ada), _telling("bob", bob)]
    decisions = [each for result in results for each in marked(result)]

    def written(*more: Any) -> tuple[str, str]:
        records = class_records(
            kept(*results, roster=roster, decisions=[*decisions, *more]),
            TINY,
            NOON,
            roster=roster,
            tables={
                each.name: tmp_path / each.name for each in exporter.options if each.name in tables
            },
            texts={},
        )
        out = exporter.files(records)
        text = "".join(content.decode("utf-8", "replace") for content in out.files.values())
        return text, " ".join(out.warnings)

    both, _ = written()
    held, warned = written(hold("S-1001"), hold("S-1002"), hold("S-1002", held=False))
    telling = [said for said in ("1.25", "4.25", "seven wrong", "Ada's answer") if said in both]
    assert telling, "it is written where nobody holds it"
    assert all(held.count(said) == both.count(said) / 2 for said in telling if "Ada" not in said)
    assert "Ada's answer" not in held
    assert "held" in held + warned


def _telling(name: str, student: Student) -> Any:
    """A result whose points and texts are seen wherever they go out."""
    failed = check(
        "running_mean::one",
        Outcome.FAILED,
        message="seven wrong",
        possible=Decimal(4),
        earned=Decimal("1.25"),
    )
    result = handed_in(name, rescale="0", answer=f"{name.title()}'s answer", student=student.id)
    tasks = tuple(
        task("running_mean", failed) if each.id == "running_mean" else each for each in result.tasks
    )
    return replace(result, tasks=tasks)
