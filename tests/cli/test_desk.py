"""The desk of a command: which course, which assignment, which gradebook, who decides."""

from __future__ import annotations

import getpass
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from support.classes import NOON, handed_in, tiny_course
from support.courses import TINY
from support.downloads import roster

from grader.cli.desk import (
    Desk,
    decider,
    find_assignment,
    login_name,
    need_assignment,
    need_course,
    need_results,
    open_existing_gradebook,
    read_stored_class,
    take_times,
    with_desk,
)
from grader.cli.main import cli
from grader.errors import BadFile, CalledWrongly
from grader.gradebook.sqlite import SqliteGradebook
from grader.language import Language, spoken_language
from grader.model import Course, Receipt


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(folder=tiny_course(tmp_path / "course"))


def run(at: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str, new: bool = False) -> Result:
    """What a command shows that says where its desk stands."""

    @click.command()
    @with_desk(new=new)
    def show(desk: Desk) -> None:
        click.echo(f"{desk.course.folder} {desk.assignment.id} {desk.gradebook_place}")
        desk.gradebook.add(handed_in("ada"), key="k", recorded=NOON)

    monkeypatch.chdir(at)
    return CliRunner().invoke(show, arguments)


def test_the_desk_of_the_current_folder_is_that_of_the_course_around_it(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = run(course.folder / "solutions" / "tiny", monkeypatch, new=True)
    assert done.stdout == f"{course.folder} tiny {course.gradebook}\n"
    book = SqliteGradebook(course.gradebook)  # it was closed, and what was written is there
    assert list(book.latest_entries("tiny")) == ["ada"]
    book.close()


def test_course_assignment_and_gradebook_may_be_named(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    place = tmp_path / "other.sqlite"
    named = ("--course", str(course.folder), "--assignment", "tiny", "--gradebook", str(place))
    done = run(tmp_path / "elsewhere", monkeypatch, *named, new=True)
    assert done.stdout == f"{course.folder} tiny {place}\n" and place.is_file()


def test_a_command_that_makes_no_gradebook_says_what_to_run_first(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = run(course.folder, monkeypatch)
    assert isinstance(done.exception, CalledWrongly) and "run `grade batch` first" in str(
        done.exception
    )
    assert not course.gradebook.exists()


def test_settings_that_were_not_made_are_told_before_the_gradebook_is_opened(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = course.solutions / "tiny" / "assignment.toml"
    path.write_text(f"{path.read_text('utf-8')}\n[policy]\nlate_days = 2\n", "utf-8")
    done = run(course.folder, monkeypatch, new=True)
    assert done.exception is not None and "grade stubs tiny" in str(done.exception)
    assert not course.gradebook.exists()


@pytest.mark.parametrize(
    ("path", "sentence"),
    [("nowhere", "there is nothing at"), (".", "is not in a course"), ("c/solutions", "is not in")],
)
def test_a_folder_that_is_no_course_has_a_sentence(
    tmp_path: Path, path: str, sentence: str
) -> None:
    tiny_course(tmp_path / "c")
    with pytest.raises(CalledWrongly, match=sentence):
        need_course(tmp_path / path)


def test_which_assignment_is_asked_for_where_there_is_not_one(course: Course) -> None:
    assert need_assignment(course, None).id == "tiny"
    shutil.copytree(course.assignments / "tiny", course.assignments / "zebra")
    with pytest.raises(CalledWrongly, match=r"which assignment\? .* has tiny, zebra; name it"):
        need_assignment(course, None)
    shutil.rmtree(course.assignments)
    with pytest.raises(CalledWrongly, match="has none yet"):
        need_assignment(course, None)


def test_outside_of_a_course_the_released_assignment_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    released = Path(shutil.copytree(TINY.assignments / "tiny", tmp_path / "hand"))
    monkeypatch.chdir(released / "checks")
    assert find_assignment(None, None).solutions is None
    assert find_assignment(str(released), None).folder == released
    with pytest.raises(CalledWrongly, match="the assignment here is tiny, not large"):
        find_assignment("large", None)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CalledWrongly, match=r"there is no course and no assignment\.toml here"):
        find_assignment(None, None)


def test_in_a_course_the_hidden_checks_are_at_hand(
    course: Course, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(course.folder)
    assert find_assignment(None, None).solutions == course.solutions / "tiny"
    assert find_assignment("tiny", course.folder).solutions == course.solutions / "tiny"
    assert capsys.readouterr().err == "", "nothing was stale, so nothing is said"


def test_a_gradebook_is_opened_only_where_there_is_one(course: Course) -> None:
    with open_existing_gradebook(course.gradebook) as none:
        assert none is None
    assert not course.gradebook.exists()
    SqliteGradebook(course.gradebook).close()
    with open_existing_gradebook(course.gradebook) as gradebook:
        assert gradebook is not None and gradebook.latest_entries("tiny") == {}


@pytest.fixture
def desk(course: Course) -> Desk:
    book = SqliteGradebook(course.gradebook)
    return Desk(
        course=course,
        assignment=need_assignment(course, None),
        gradebook=book,
        gradebook_place=course.gradebook,
    )


def test_a_class_has_the_names_of_the_roster(desk: Desk) -> None:
    with pytest.raises(CalledWrongly, match="the gradebook has no results of tiny yet"):
        need_results(desk)
    desk.gradebook.add(handed_in("x", student="s001"), key="k", recorded=NOON)
    assert need_results(desk).find("x").grade.student.name == "x"
    roster(desk.course.folder)
    assert read_stored_class(desk).find("x").grade.student.name == "Ada Lovelace"


def test_times_of_a_table_are_kept_once(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.gradebook.add(handed_in("ada"), key="k", recorded=NOON)
    table = tmp_path / "times.csv"
    table.write_text("student,received\nada,2026-12-01T23:00:00+01:00\n", encoding="utf-8")
    take_times(desk, table, "amy")
    take_times(desk, table, "amy")
    told = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[1] for line in told] == [
        "1 new time of receipt recorded",
        "0 new times of receipt recorded",
    ]
    (receipt,) = [each.decision for each in desk.gradebook.decisions("tiny")]
    assert isinstance(receipt, Receipt) and receipt.by == "amy"
    table.write_text("student,received\nzoe,2026-12-01T23:00:00+01:00\n", encoding="utf-8")
    with pytest.raises(BadFile, match="there is no submission of 'zoe'"):
        take_times(desk, table, "amy")


def test_evidence_lies_beside_the_gradebook_s_file_else_in_the_course(
    desk: Desk, tmp_path: Path
) -> None:
    def folder(place: Path | str) -> Path:
        moved = Desk(
            course=desk.course,
            assignment=desk.assignment,
            gradebook=desk.gradebook,
            gradebook_place=place,
        )
        return moved.evidence.folder

    assert folder(tmp_path / "term" / "g.sqlite").parent == tmp_path / "term"
    assert folder("postgresql://host/db").parent == desk.course.folder


def test_who_decides_is_who_says_so_else_the_login_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "amy\x1b[31m")
    assert (decider(None), decider(" bea \n"), login_name()) == ("amy", "bea", "amy")


@pytest.mark.parametrize("error", [OSError, KeyError, ImportError])
def test_without_a_login_name_one_must_be_said(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def fail() -> str:
        raise error("nobody")

    monkeypatch.setattr(getpass, "getuser", fail)
    assert login_name() is None and decider("amy") == "amy"
    for by in (None, "", " "):
        with pytest.raises(CalledWrongly, match="say who you are with --by"):
            decider(by)


def test_an_assignment_s_language_is_spoken_once_it_is_known(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = course.solutions / "tiny" / "assignment.toml"
    path.write_text(f'lang = "zh"\n{path.read_text("utf-8")}', "utf-8")
    monkeypatch.chdir(course.folder)
    CliRunner().invoke(cli, ["stubs", "tiny"])
    heard: list[Language] = []

    @click.command()
    @with_desk(new=True)
    def listen(desk: Desk) -> None:
        heard.append(spoken_language())

    assert CliRunner().invoke(listen).exit_code == 0
    assert (heard, spoken_language()) == ([Language.ZH], Language.EN)
