"""One sentence for whatever is wrong in a settings file."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Meta
from support.cases import cases

from grader.config.agreement import Unfit
from grader.config.declared import Moment, Positive, SettingsTable, Whole
from grader.config.validation import read_settings, type_words, written_place
from grader.errors import BadFile


class ServerKind(StrEnum):
    NUMPY = "numpy"
    TORCH = "torch"


class Inner(SettingsTable, frozen=True, kw_only=True):
    name: str
    low: int = 0
    high: int = 9

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise Unfit("{} lies above high", "low")


class File(SettingsTable, frozen=True, kw_only=True):
    title: str = "T"
    points: Decimal = Decimal(1)
    seconds: Positive = 1.0
    count: Whole = 1
    percent: Annotated[int, Meta(ge=0, le=100)] = 0
    on: bool = False
    when: Moment | None = None
    names: tuple[str, ...] = ()
    server: ServerKind = ServerKind.NUMPY
    of: Literal["earned", "possible"] = "earned"
    one: Inner = Inner(name="x")
    more: tuple[Inner, ...] = ()


def read(folder: Path, text: str) -> File:
    path = folder / "file.toml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path, File)


def sentence_of(folder: Path, text: str) -> tuple[int | None, str]:
    with pytest.raises(BadFile) as caught:
        read(folder, text)
    line = caught.value.line
    where = f"{folder / 'file.toml'}" + (f":{line}" if line is not None else "")
    assert str(caught.value).startswith(f"{where}: ")
    return line, str(caught.value).removeprefix(f"{where}: ")


def test_what_fits_is_read_and_the_rest_is_as_declared(tmp_path: Path) -> None:
    file = read(tmp_path, 'points = 0.1\nnames = ["a"]\nserver = "torch"\n[[more]]\nname = "y"\n')
    assert (file.points, file.names, file.server) == (Decimal("0.1"), ("a",), ServerKind.TORCH)
    assert (file.more, file.title) == ((Inner(name="y"),), "T")


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    cases(
        {
            "a number for a text": ("\ntitle = 5", 2, "title must be a text, not 5"),
            "a text for a number": ('count = "5"', 1, "count must be a whole number, not '5'"),
            "a part of a number": ("count = 1.5", 1, "count must be a whole number, not 1.5"),
            "zero": ("count = 0", 1, "count must be above zero, not 0"),
            "true for a number": ("count = true", 1, "count must be a whole number, not True"),
            "too much": ("percent = 101", 1, "percent must be from 0 to 100, not 101"),
            "below zero": ("percent = -1", 1, "percent must be from 0 to 100, not -1"),
            "much too long": (
                "seconds = 2000000",
                1,
                "seconds must be above zero and at most 1,000,000, not 2000000",
            ),
            "no number at all": (
                "seconds = nan",
                1,
                "seconds must be above zero and at most 1,000,000, not nan",
            ),
            "true for a time": ("seconds = true", 1, "seconds must be a number, not True"),
            "a number for a switch": ("on = 1", 1, "on must be true or false, not 1"),
            "points in words": (
                "points = 'two'",
                1,
                "points must be a number of points, not 'two'",
            ),
            "a date in quotation marks": (
                'when = "2026-12-01T23:59:00Z"',
                1,
                "when must be a date and time without quotation marks, such as"
                " 2026-12-01T23:59:00+01:00, not '2026-12-01T23:59:00Z'",
            ),
            "a date without its zone": (
                "when = 2026-12-01T23:59:00",
                1,
                "when = 2026-12-01T23:59:00 has no zone; write for example +01:00 behind it",
            ),
            "a text for a list": ("names = 'a'", 1, "names must be a list of texts, not 'a'"),
            "another choice": (
                'server = "jax"',
                1,
                """server must be "numpy" or "torch", not 'jax'""",
            ),
            "another word": ("of = 'all'", 1, """of must be "earned" or "possible", not 'all'"""),
            "a text for a table": ("one = 'x'", 1, "one must be a table, not 'x'"),
            "one table for a list": (
                "[more]\nname = 'x'",
                1,
                "more must be a list of tables: write [[more]]",
            ),
            "a text for a list of tables": (
                "more = 'x'",
                1,
                "more must be a list of tables, not 'x'",
            ),
            "a missing key": ("[[more]]\nlow = 1", 1, "more[1].name is missing; give it a text"),
            "a missing key of the second": (
                "[[more]]\nname = 'x'\n\n[[more]]\nlow = 1",
                4,
                "more[2].name is missing; give it a text",
            ),
            "keys that do not go together": (
                "[one]\nname = 'x'\nlow = 10",
                3,
                "one.low lies above high",
            ),
            "keys that do not go together in a list": (
                "more = [{name = 'x'}, {name = 'x', low = 10}]",
                1,
                "more[2].low lies above high",
            ),
            "an unknown key before a wrong value": (
                "cuont = 1\ntitle = 5",
                1,
                "cuont is not known; did you mean count?",
            ),
            "a key of a table at the top": ("low = 1", 1, "low is not known; low belongs in [one]"),
            "a key of the top in a table": (
                "[one]\nname = 'x'\ntitle = 'T'",
                3,
                "one.title is not known; title belongs above the first [table]",
            ),
            "a key with a dash": (
                "[one]\nname = 'x'\nHigh = 1",
                3,
                "one.High is not known; did you mean high?",
            ),
            "a key like none": (
                "[one]\nzzz = 1",
                2,
                "one.zzz is not known; there are high, low, name",
            ),
        }
    ),
)
def test_the_first_misfit_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, sentence: str
) -> None:
    assert sentence_of(tmp_path, text) == (line, sentence)


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ((), ""),
        (("a",), "a"),
        (("a", "b"), "a.b"),
        (("tasks", 1, "points"), "tasks[2].points"),
        (("a", 0, 1), "a[1][2]"),
    ],
)
def test_a_place_is_counted_from_1(place: tuple[str | int, ...], text: str) -> None:
    assert written_place(place) == text


@pytest.mark.parametrize(
    ("kind", "words"),
    cases(
        {
            "text": (str, "a text"),
            "number": (Positive, "a number"),
            "points": (Decimal, "a number of points"),
            "or nothing": (str | None, "a text"),
            "list": (tuple[str, ...], "a list of texts"),
            "list of tables": (tuple[Inner, ...], "a list of tables"),
            "table": (Inner, "a table"),
            "anything": (Any, "a version"),
            "words": (Literal["b", "a"], '"a" or "b"'),
            "choices": (ServerKind, '"numpy" or "torch"'),
        }
    ),
)
def test_a_type_has_words(kind: Any, words: str) -> None:
    assert type_words(kind) == words


VALUES = st.sampled_from(
    [
        *("1", "-1", "1.5", "nan", "true", "'x'", "2026-12-01", "2026-12-01T10:00:00Z", "10:00:00"),
        *("[]", "['a', 1]", "[[1]]", "[{}]", "{}", "{name = 'x'}", "[{name = 'x', low = 20}]"),
    ]
)


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from([*File.__struct_fields__, "zzz"]), VALUES, max_size=4))
def test_whatever_stands_there_is_read_or_told_in_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, said: dict[str, str]
) -> None:
    text = "".join(f"{key} = {value}\n" for key, value in said.items())
    try:
        file = read(tmp_path_factory.getbasetemp(), text)
    except BadFile as error:
        assert "\n" not in str(error) and error.line is not None
    else:
        assert isinstance(file, File) and "zzz" not in said
