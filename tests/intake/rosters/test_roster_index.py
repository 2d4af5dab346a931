"""Looking students up: by number, by name, by what stands inside a name."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import cases

from grader.intake.rosters.roster_index import RosterIndex, plain_text
from grader.model import Roster, Student

ADA = Student(id="s1001", name="Lovelace, Ada", login="alove", email="Ada@Example.org", group="Red")
BOB = Student(id="0042", name="Bob O'Neil", sis_id="S-77", canvas_id="12", group="Red")
WANG = Student(id="2023003", name="王小明", login="wangxm")
JOSE = Student(id="2023004", name="José García", group="Blue Team")
TWIN = Student(id="t1", name="Ada Lovelace", login="ada2")
CLASS = (ADA, BOB, WANG, JOSE)


def index(*students: Student) -> RosterIndex:
    return RosterIndex(Roster(students=students or CLASS))


def ids(students: object) -> list[str]:
    assert isinstance(students, tuple | list)
    return [student.id for student in students]


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("Ada", "ada"),
        ("  Ada \t Lovelace\n", "ada lovelace"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Jose\u0301", "jos\u00e9"),
        ("ＡＤＡ１", "ada1"),
        ("", ""),
    ],
)
def test_text_is_compared_without_case_spelling_of_accents_and_spaces(
    text: str, compared: str
) -> None:
    assert plain_text(text) == compared


@given(st.text(max_size=12))
def test_what_is_compared_is_compared_as_itself(text: str) -> None:
    assert plain_text(unicodedata.normalize("NFKC", text)) == plain_text(text)
    assert plain_text(f"  {text} ") == plain_text(text)


@pytest.mark.parametrize(
    ("fields", "value", "known"),
    cases(
        {
            "an id": (("id",), "S1001", ["s1001"]),
            "an address": (("email", "login"), "ada@example.ORG", ["s1001"]),
            "in another field": (("login",), "s1001", []),
            "zeros count": (("id",), "42", []),
            "nothing": (("email",), "", []),
            "a group's": (("group",), "red", ["s1001", "0042"]),
            "one student by two fields": (("id", "login"), "alove", ["s1001"]),
        }
    ),
)
def test_a_value_is_looked_up_in_its_fields(
    fields: tuple[str, ...], value: str, known: list[str]
) -> None:
    assert ids(index().find_by_field(fields, value)) == known


@pytest.mark.parametrize(
    ("name", "known"),
    cases(
        {
            "as it is": ("Lovelace, Ada", ["s1001"]),
            "the other way round": ("Ada Lovelace", ["s1001"]),
            "without its comma": ("LOVELACE ADA", ["s1001"]),
            "squeezed by Canvas": ("lovelaceada", ["s1001"]),
            "with underscores": ("ada_lovelace", ["s1001"]),
            "behind a group of Moodle's": ("Red-Ada Lovelace", ["s1001"]),
            "behind a group with a dash": ("Red-1-Ada Lovelace", ["s1001"]),
            "an apostrophe that Canvas left out": ("oneilbob", ["0042"]),
            "Chinese": ("王小明", ["2023003"]),
            "accents spelt apart": ("Jose\u0301 Garci\u0301a", ["2023004"]),
            "without accents": ("Jose Garcia", []),
            "the last name only": ("Lovelace", []),
            "nothing": ("", []),
        }
    ),
)
def test_a_name_is_looked_up_in_the_forms_that_systems_give_it(name: str, known: list[str]) -> None:
    assert ids(index().find_by_name(name)) == known


def test_a_name_that_two_have_gives_both() -> None:
    assert ids(index(ADA, TWIN).find_by_name("Ada Lovelace")) == ["s1001", "t1"]


@pytest.mark.parametrize(
    ("name", "members"),
    [("Red", ["s1001", "0042"]), ("blueteam", ["2023004"]), ("Green", []), ("", []), ("-", [])],
)
def test_a_group_is_looked_up_also_where_canvas_squeezed_it(name: str, members: list[str]) -> None:
    assert ids(index().find_group(name)) == members


@pytest.mark.parametrize(
    ("number", "known"),
    [("42", ["0042"]), ("00042", ["0042"]), ("0042", ["0042"]), ("4.2", []), ("S42", []), ("", [])],
)
def test_a_number_is_known_but_for_zeros(number: str, known: list[str]) -> None:
    assert ids(index().find_but_zeros(number)) == known


@pytest.mark.parametrize(
    ("name", "known"),
    cases(
        {
            "the whole name": ("2023003", ["2023003"]),
            "among others": ("hw1_2023003_final", ["2023003"]),
            "in brackets": ("作业(2023003)", ["2023003"]),
            "beside Chinese letters": ("王2023003作业", ["2023003"]),
            "two": ("2023003_2023004", ["2023003", "2023004"]),
            "inside a longer number": ("12023003", []),
            "inside a word": ("x2023003", []),
            "letters and digits": ("hw S1001", ["s1001"]),
            "a login without digits": ("alove_hw", []),
            "a number that is too short": ("hw_12", []),
            "nothing": ("", []),
        }
    ),
)
def test_numbers_inside_a_name_are_found_as_words(name: str, known: list[str]) -> None:
    assert sorted(ids(index().find_by_numbers(name))) == known


def test_a_number_inside_a_longer_one_of_the_roster_does_not_count() -> None:
    long = Student(id="S-1001-2", name="A")
    short = Student(id="1001", name="B")
    assert ids(index(long, short).find_by_numbers("hw S-1001-2 x")) == ["S-1001-2"]
    assert ids(index(long, short).find_by_numbers("hw 1001 x")) == ["1001"]


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("42", ["0042"]),
        ("hw 42", []),
        ("hw 002023003 x", ["2023003"]),
        ("a002023003", []),
    ],
)
def test_a_short_number_without_zeros_must_be_the_whole_name(name: str, known: list[str]) -> None:
    assert ids(index().find_by_zeros(name)) == known


@pytest.mark.parametrize(
    ("name", "known", "others"),
    cases(
        {
            "the name": ("Ada Lovelace", ["s1001"], ""),
            "with the homework": ("hw1-Ada Lovelace-final", ["s1001"], ""),
            "in Chinese": ("第3次作业 王小明", ["2023003"], ""),
            "in Chinese figures": ("第三周实验-王小明", ["2023003"], ""),
            "with a name that begins so": ("王小明 第五伦", ["2023003"], "第五伦"),
            "with something else": ("Ada Lovelace Smith", ["s1001"], "smith"),
            "with underscores": ("ada_lovelace_v2", ["s1001"], ""),
            "inside a longer word": ("Adamlovelace", [], "adamlovelace"),
            "nobody": ("Grace Hopper", [], "grace hopper"),
        }
    ),
)
def test_a_whole_name_inside_a_name_with_what_else_stands_there(
    name: str, known: list[str], others: str
) -> None:
    inside = index().find_named(name)
    assert (ids(inside.students), " ".join(inside.others)) == (known, others)


def test_the_longest_whole_name_counts() -> None:
    wei, weiwei = Student(id="1", name="Li Wei"), Student(id="2", name="Li Wei Wei")
    assert ids(index(wei, weiwei).find_named("hw Li Wei Wei").students) == ["2"]


def test_whose_whole_names_stand_in_a_name_beside_some_students() -> None:
    found = index().find_others_named("Ada Lovelace and 王小明", [ADA])
    assert ids(found) == ["2023003"]
    assert index(ADA, TWIN).find_others_named("Ada Lovelace", [ADA]) == ()


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Ada Lovelace ada2", ["t1"]),
        ("Ada Lovelace (Ada@Example.org)", ["s1001"]),
        ("Ada Lovelace t1", ["t1"]),
        ("Ada Lovelace", []),
        ("alove ada2", ["s1001", "t1"]),
    ],
)
def test_namesakes_are_told_apart_by_a_word_in_the_name(name: str, known: list[str]) -> None:
    assert ids(index(ADA, TWIN).tell_apart(name, (ADA, TWIN))) == known


def test_a_short_number_tells_nobody_apart() -> None:
    one, two = Student(id="1", name="Li Wei"), Student(id="2", name="Li Wei")
    assert index(one, two).tell_apart("Li Wei 1", (one, two)) == ()


@given(st.text(st.sampled_from("ab1 _-,."), max_size=12))
def test_a_roster_of_nobody_knows_nobody(name: str) -> None:
    empty = RosterIndex(Roster(students=()))
    assert (
        not empty.find_by_name(name)
        and not empty.find_group(name)
        and not empty.find_by_numbers(name)
    )
    assert empty.find_named(name).students == empty.find_by_zeros(name) == ()
