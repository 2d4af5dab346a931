"""What every gradebook keeps, whatever it is made of; and what only a file can suffer."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from support.cases import cases
from support.classes import (
    RUBRICS,
    answered,
    asked,
    comment,
    extension,
    handed_in,
    hold,
    mark,
    marked,
    override,
    receipt,
)
from support.courses import tiny
from support.memory_gradebook import MemoryGradebook
from support.results import check, everything, result, task

from grader.errors import GradebookError
from grader.gradebook import Gradebook, all_students, latest_roster
from grader.gradebook.grades import decisions_on, group_by_student, waiting_extensions
from grader.gradebook.postgresql import PostgresqlGradebook
from grader.gradebook.sqlite import SqliteGradebook
from grader.model import (
    BatchEnd,
    BatchProgress,
    BatchRecord,
    Decision,
    Grade,
    HeldWork,
    Outcome,
    Policy,
    Roster,
    Student,
)
from grader.nouns import replace
from grader.policy import grade

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Gradebook]:
    made: Gradebook = MemoryGradebook()
    if request.param == "sqlite":
        made = SqliteGradebook(tmp_path / "gradebook.sqlite")
    elif request.param == "postgresql":
        made = PostgresqlGradebook(request.getfixturevalue("postgresql").address())
    yield made
    made.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A gradebook's file with one result in it."""
    path = tmp_path / "gradebook.sqlite"
    book = SqliteGradebook(path)
    book.add(everything(), key="k", recorded=NOON)
    book.close()
    return path


def test_an_empty_gradebook_has_nothing(book: Gradebook) -> None:
    assert book.latest_entries("demo") == {} and book.history("demo", "ada") == []


def test_a_result_comes_back_as_it_was_added(book: Gradebook) -> None:
    book.add(everything(), key="a key", recorded=NOON)
    entry = book.latest_entries("demo")["ada"]
    assert (entry.result, entry.key, entry.recorded) == (everything(), "a key", NOON)


def test_the_latest_of_a_submission_counts_and_earlier_ones_stay(book: Gradebook) -> None:
    first, second = result(task("a", check())), result(task("a", check(outcome=Outcome.FAILED)))
    book.add(first, key="1", recorded=NOON)
    book.add(second, key="2", recorded=NOON - timedelta(hours=1))
    assert book.latest_entries("demo")["ada"].result == second, (
        "the order of adding counts, not the clock"
    )
    assert [entry.key for entry in book.history("demo", "ada")] == ["1", "2"]


def test_submissions_and_assignments_are_kept_apart(book: Gradebook) -> None:
    book.add(result(name="ada"), key="1", recorded=NOON)
    book.add(result(name="bob"), key="2", recorded=NOON)
    book.add(result(name="ada", assignment="other"), key="3", recorded=NOON)
    assert {name: entry.key for name, entry in book.latest_entries("demo").items()} == {
        "ada": "1",
        "bob": "2",
    }
    assert {name: entry.key for name, entry in book.latest_entries("other").items()} == {"ada": "3"}
    assert [entry.key for entry in book.history("demo", "bob")] == ["2"]


def test_points_are_exact(book: Gradebook) -> None:
    exact = check(earned=Decimal("0.1"), possible=Decimal("0.30"))
    book.add(result(task("a", exact, exact, exact)), key="k", recorded=NOON)
    kept = book.latest_entries("demo")["ada"].result
    assert kept.earned == Decimal("0.3") and kept.checks[0].earned == Decimal("0.1")
    assert isinstance(kept.earned, Decimal)


def test_what_is_not_known_stays_unknown_and_is_no_zero(book: Gradebook) -> None:
    book.add(everything(), key="k", recorded=NOON)
    kept = book.latest_entries("demo")["ada"].result
    assert kept.earned is None
    assert {each.id: each.earned for each in kept.tasks if each.id != "graded"} == {
        "secret": Decimal(0),
        "held": None,
        "absent": None,
        "essay": None,
    }


@pytest.mark.parametrize(
    "name", ["你好", "o'neil; DROP TABLE results", 'a "b" %s', "", "x" * 2_000, "line\nbreak", "😀"]
)
def test_a_submission_may_have_any_name(book: Gradebook, name: str) -> None:
    book.add(result(name=name), key="k", recorded=NOON)
    assert list(book.latest_entries("demo")) == [name] and len(book.history("demo", name)) == 1


def test_the_time_of_another_zone_is_the_same_moment(book: Gradebook) -> None:
    there = NOON.astimezone(timezone(timedelta(hours=8)))
    book.add(result(), key="k", recorded=there)
    assert book.latest_entries("demo")["ada"].recorded == NOON


def test_a_result_says_whose_batch_it_was(book: Gradebook) -> None:
    book.add(result(), key="1", recorded=NOON)
    book.add(result(), key="2", recorded=NOON, by="amy")
    assert [entry.by for entry in book.history("demo", "ada")] == [None, "amy"]


EVERY_KIND: list[Decision] = [
    mark(handed_in(), "why", "1.50"),
    mark(handed_in(), "why", None),
    mark(handed_in(), None, None, comment="Say “why”, 你好; = + - @"),
    override("0.1"),
    override(None, reason="a\nb"),
    extension(days=2, reason="ill"),
    extension(until=NOON),
    extension("bob"),
    receipt(handed_in(), "2026-12-01T23:59:00.123456+01:00"),
    comment("Say “why”, 你好; = + - @", "3f2a91bc"),
    asked(reason="Say “why”, 你好; = + - @"),
    asked(task=""),
    answered(changed=True),
    answered(task=""),
    hold(reason="看起来一样"),
    hold(held=False),
]


def test_a_decision_comes_back_as_it_was_made_in_order(book: Gradebook) -> None:
    book.decide(EVERY_KIND[:4])
    for decision in EVERY_KIND[4:]:
        book.decide([decision])
    kept = book.decisions("tiny")
    assert [each.decision for each in kept] == EVERY_KIND
    assert [each.number for each in kept] == sorted({each.number for each in kept})
    assert kept[0].decision.points == Decimal("1.5") and isinstance(
        kept[3].decision.points, Decimal
    )


def test_nothing_decided_is_nothing_kept(book: Gradebook) -> None:
    book.decide([])
    assert book.decisions("tiny") == []


def test_decisions_of_another_assignment_are_kept_apart(book: Gradebook) -> None:
    book.decide([override("1"), override("2", assignment="other")])
    assert [each.decision.points for each in book.decisions("tiny")] == [1]
    assert [each.decision.points for each in book.decisions("other")] == [2]


def test_who_saw_all_decisions_may_add(book: Gradebook) -> None:
    book.decide([override("1")], after=0)
    seen = book.decisions("tiny")[-1].number
    book.decide([override("2", assignment="other")], after=0)
    book.decide([override("2"), override("3")], after=seen)
    assert len(book.decisions("tiny")) == 3


def test_who_missed_a_decision_adds_nothing_and_is_told(book: Gradebook) -> None:
    book.decide([override("1")])
    with pytest.raises(GradebookError, match="somebody else wrote into the gradebook meanwhile"):
        book.decide([override("2"), override("3")], after=0)
    assert [each.decision.points for each in book.decisions("tiny")] == [1]


def test_what_is_new_since_a_moment_is_told_and_read_alone(book: Gradebook) -> None:
    book.add(result(name="ada"), key="1", recorded=NOON)
    book.add(result(name="bob"), key="2", recorded=NOON)
    book.decide([extension("ada")])
    before, decided_before = book.reach("demo"), book.reach("tiny")
    assert book.reach("demo") == before and book.reach("nothing").results == 0
    book.add(result(name="bob"), key="3", recorded=NOON)
    book.add(result(name="cyn", assignment="other"), key="4", recorded=NOON)
    book.decide([extension("bob")])
    assert book.reach("demo").results > before.results
    assert {
        name: each.key for name, each in book.latest_entries("demo", after=before.results).items()
    } == {"bob": "3"}
    new = book.decisions("tiny", after=decided_before.decisions)
    assert [each.decision.student for each in new] == ["bob"]
    assert book.reach("tiny").decisions == new[-1].number


def test_what_was_added_is_there_when_the_file_is_opened_again(file: Path) -> None:
    again = SqliteGradebook(file)
    assert again.latest_entries("demo")["ada"].result == everything()
    again.close()


def test_two_connections_see_each_other(file: Path) -> None:
    one, other = SqliteGradebook(file), SqliteGradebook(file)
    one.add(result(name="bob"), key="1", recorded=NOON)
    other.add(result(name="cyn"), key="2", recorded=NOON)
    assert (
        set(one.latest_entries("demo"))
        == set(other.latest_entries("demo"))
        == {"ada", "bob", "cyn"}
    )
    one.close(), other.close()


def test_what_was_added_is_there_for_another_process_and_after_a_kill(file: Path) -> None:
    program = (
        "import os, sys\nsys.path[:0] = [sys.argv[2], sys.argv[3]]\nfrom datetime import datetime,"
        " UTC\nfrom pathlib import Path\nfrom support.results import result\nfrom"
        " grader.gradebook.sqlite import SqliteGradebook\nbook ="
        " SqliteGradebook(Path(sys.argv[1]))\nbook.add(result(name='bob'), key='k',"
        " recorded=datetime.now(UTC))\nos._exit(9)\n"
    )
    tests = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", program, str(file), str(tests), str(tests.parent)], check=False
    )
    assert done.returncode == 9
    book = SqliteGradebook(file)
    assert set(book.latest_entries("demo")) == {"ada", "bob"}
    book.close()


def damaged(path: Path, start: int, content: bytes) -> None:
    whole = bytearray(path.read_bytes())
    whole[start : start + len(content)] = content
    path.write_bytes(bytes(whole))


def sql(path: Path, statement: str) -> None:
    """Damage that no program does by accident: what keeps rows from being changed goes first."""
    with sqlite3.connect(path) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    ("damage", "sentence"),
    cases(
        {
            "another file": (
                lambda path: path.write_bytes(b"student,total\nada,3\n" * 50),
                "this is not a gradebook",
            ),
            "noise": (lambda path: path.write_bytes(b"\xff" * 5_000), "this is not a gradebook"),
            "half of it": (lambda path: path.write_bytes(path.read_bytes()[:5_000]), "damaged"),
            "a page overwritten": (lambda path: damaged(path, 4096, b"\xff" * 12_000), "damaged"),
            "a result that is none": (
                lambda path: sql(path, "UPDATE results SET result = '{}'"),
                "the gradebook cannot be used",
            ),
            "a time that is none": (
                lambda path: sql(path, "UPDATE results SET recorded = 'noon'"),
                "the gradebook cannot be used",
            ),
            "a decision of no kind": (
                lambda path: sql(
                    path,
                    "INSERT INTO decisions VALUES (1, 'demo', 'ada', 'guess', 'amy', '', '{}')",
                ),
                "the gradebook cannot be used",
            ),
            "a decision that is none": (
                lambda path: sql(
                    path, "INSERT INTO decisions VALUES (1, 'demo', 'ada', 'mark', 'amy', '', '{}')"
                ),
                "the gradebook cannot be used",
            ),
            "a column that is gone": (
                lambda path: sql(path, "ALTER TABLE results DROP COLUMN key"),
                "the gradebook cannot be used",
            ),
            "a newer schema": (
                lambda path: sql(path, "UPDATE alembic_version SET version_num = '0006'"),
                (
                    "this gradebook has schema 0006, and this tensorgrade knows 0005; use the"
                    " tensorgrade that made it"
                ),
            ),
        }
    ),
)
def test_a_damaged_file_has_a_sentence_and_stays_as_it_is(
    file: Path, damage: Callable[..., Any], sentence: str
) -> None:
    damage(file)
    before = file.read_bytes()
    with pytest.raises(GradebookError) as caught:
        book = SqliteGradebook(file)
        try:
            book.latest_entries("demo"), book.decisions("demo")
        finally:
            book.close()
    assert str(caught.value).startswith(f"{file}: ") and sentence in str(caught.value)
    assert "\n" not in str(caught.value)
    assert file.read_bytes() == before


@pytest.mark.parametrize("place", ["nowhere/gradebook.sqlite", "a_file/gradebook.sqlite", "."])
def test_a_place_that_cannot_be_written_has_a_sentence(tmp_path: Path, place: str) -> None:
    (tmp_path / "a_file").write_text("x")
    with pytest.raises(GradebookError, match="the gradebook cannot be written there"):
        SqliteGradebook(tmp_path / place)


def test_a_gradebook_that_another_program_holds_has_a_sentence(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits ten seconds for the other; the test does not."""
    make = sqlalchemy.create_engine
    monkeypatch.setattr(
        sqlalchemy,
        "create_engine",
        lambda url, connect_args: make(url, connect_args={"timeout": 0.01}),
    )
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    book = SqliteGradebook(file)
    with pytest.raises(GradebookError, match="another program holds the gradebook"):
        book.add(result(), key="k", recorded=NOON)
    holder.close()
    book.add(result(name="bob"), key="k", recorded=NOON)
    assert set(book.latest_entries("demo")) == {"ada", "bob"}
    book.close()


def class_grades(book: Gradebook) -> list[Grade]:
    decided = group_by_student(book.decisions(tiny().id))
    latest = sorted(book.latest_entries(tiny().id).items())
    return [
        grade(entry.result, tiny(), RUBRICS, decisions_on(entry.result, decided))
        for _, entry in latest
    ]


def test_grades_come_of_what_is_kept(book: Gradebook) -> None:
    """Of the latest result and of each student's own decisions, whether they name the id or the
    submission.
    """
    ada, bob = (
        handed_in("folder 1", student="s1"),
        handed_in("bob", running_mean="held", answer=None),
    )
    book.add(handed_in("folder 1", running_mean="0"), key="1", recorded=NOON)
    book.add(ada, key="2", recorded=NOON)
    book.add(bob, key="3", recorded=NOON)
    book.decide(
        [*marked(ada, "1", "1"), override("5", "rescale", "folder 1"), extension("later", days=1)]
    )
    grades = class_grades(book)
    assert [(grade.student.id, grade.status, grade.adjusted) for grade in grades] == [
        ("bob", "held", None),
        ("s1", "graded", 11),
    ]
    assert [waiting.student for waiting in waiting_extensions(book, tiny())] == ["later"]


def roster(*ids: str) -> Roster:
    return Roster(students=tuple(Student(id=each, name=each.title()) for each in ids))


def test_a_roster_is_remembered_and_the_last_one_holds(book: Gradebook) -> None:
    assert latest_roster(book) is None and all_students(book) == {}
    for each in (roster("ada", "bob"), roster("ada", "bob"), roster("ada", "cyd")):
        book.remember_roster(each, recorded=NOON, by="amy")
    assert book.rosters() == [roster("ada", "bob"), roster("ada", "cyd")]
    assert latest_roster(book) == roster("ada", "cyd")
    assert [student.name for student in all_students(book).values()] == ["Ada", "Bob", "Cyd"]


def test_a_roster_is_no_decision_of_an_assignment(book: Gradebook) -> None:
    book.remember_roster(roster("ada"), recorded=NOON, by="amy")
    came = handed_in(assignment="demo")
    book.decide([mark(came, "why", "1")], after=0)
    assert len(book.decisions("demo")) == 1


def test_a_roster_is_there_for_the_next_program(tmp_path: Path) -> None:
    first = SqliteGradebook(tmp_path / "gradebook.sqlite")
    first.remember_roster(roster("ada"), recorded=NOON, by="amy")
    first.close()
    second = SqliteGradebook(tmp_path / "gradebook.sqlite")
    assert latest_roster(second) == roster("ada")
    second.close()


def test_times_of_attempts_are_remembered_and_are_no_decisions(book: Gradebook) -> None:
    later = NOON + timedelta(days=1)
    book.remember_times("tiny", {"ana_1": NOON, "ana_2": NOON}, recorded=NOON, by="amy")
    book.remember_times("tiny", {"ana_2": later}, recorded=NOON, by="amy")
    assert book.attempt_times("tiny") == {"ana_1": NOON, "ana_2": later}
    assert book.attempt_times("other") == {} and book.decisions("tiny") == []


def test_a_result_from_before_unchanged_was_a_field_reads_as_it_was_meant(file: Path) -> None:
    """A gradebook keeps results for years; then only a note said that an answer is unchanged."""
    noted = task("reflection", notes=("essay.md is unchanged from the template",), unchanged=True)
    book = SqliteGradebook(file)
    book.add(result(noted, name="early", assignment=tiny().id), key="1", recorded=NOON)
    book.close()
    with sqlite3.connect(file) as raw:
        old = raw.execute("SELECT result FROM results WHERE submission = 'early'").fetchone()[0]
        without = json.loads(old)
        del without["tasks"][0]["unchanged"]
        raw.execute("DROP TRIGGER results_no_update")
        raw.execute(
            "UPDATE results SET result = ? WHERE submission = 'early'", [json.dumps(without)]
        )
    assert SqliteGradebook(file).latest_entries(tiny().id)["early"].result.tasks[0].unchanged


def test_what_stood_before_a_moment_is_the_latest_from_before_it(book: Gradebook) -> None:
    for hours, (name, key) in enumerate((("ada", "1"), ("ada", "2"), ("bob", "3"), ("ada", "4"))):
        book.add(result(name=name), key=key, recorded=NOON + timedelta(hours=hours))
    book.add(result(assignment="other"), key="5", recorded=NOON)

    def keys(moment: datetime | None) -> dict[str, str]:
        return {name: entry.key for name, entry in book.entries_before("demo", moment).items()}

    assert keys(NOON) == {} and keys(NOON + timedelta(minutes=1)) == {"ada": "1"}
    assert keys(NOON + timedelta(hours=2)) == {"ada": "2"}
    assert keys(NOON + timedelta(hours=9)) == {"ada": "4", "bob": "3"}
    assert keys(None) == {"ada": "2"}, "the last but one, where there are two"


def test_runs_are_remembered_with_their_rules_in_order(book: Gradebook) -> None:
    first = BatchRecord(
        assignment="demo",
        began=NOON,
        policy=Policy(due=NOON, penalty_percent_a_day=Decimal("12.5"), drop=("a",)),
        submissions="/a/你好",
        by="amy",
    )
    second = replace(first, began=NOON + timedelta(hours=1), policy=Policy(), submissions="")
    for each in (first, replace(first, assignment="other"), second):
        book.remember_batch(each)
    assert book.batches("demo") == [first, second] and book.batches("none") == []


def told(key: str, hours: int = 0, **more: Any) -> BatchProgress:
    """What a batch says that began so many hours after noon."""
    began = NOON + timedelta(hours=hours)
    said = {"by": "amy", "total": 4, "began": began, "said": began, **more}
    return BatchProgress(key=key, assignment="demo", **said)


def test_of_what_a_batch_says_the_last_is_there(book: Gradebook) -> None:
    first, second = told("b"), told("a", 1)
    last = replace(
        first,
        said=NOON + timedelta(seconds=3),
        done=2,
        judging=("你好",),
        held=1,
        held_work=(HeldWork(submission="eve", why="no"),),
    )
    for each in (first, second, replace(first, key="c", assignment="other"), last):
        book.report_progress(each)
    assert book.progress("demo") == [last, second] and book.progress("none") == []


def test_news_of_batches_that_are_over_goes_when_another_begins(book: Gradebook) -> None:
    ended, gone = told("ended", end=BatchEnd.FINISHED), told("gone", -25)
    elsewhere = replace(ended, key="elsewhere", assignment="other")
    for each in (gone, told("runs", -1), elsewhere, ended):
        book.report_progress(each)
    assert [each.key for each in book.progress("demo")] == ["runs", "ended"]
    book.report_progress(told("new"))
    assert [each.key for each in book.progress("demo")] == ["runs", "new"]
    assert book.progress("other") == [elsewhere]
