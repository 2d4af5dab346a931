"""Reading TOML files, and the line on which a key stands."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import cases

from grader.errors import BadFile
from grader.files.toml import find_line, parse_toml, read_toml, read_toml_text

PATH = Path("some.toml")


@pytest.mark.parametrize(
    ("make", "sentence"),
    cases(
        {
            "not there": (lambda path: None, "there is no such file"),
            "a folder": (lambda path: path.mkdir(), "it cannot be read"),
            "too large": (
                lambda path: path.write_bytes(b"#" * (2 << 20)),
                "2 MiB are too much for a settings file",
            ),
            "not UTF-8": (
                lambda path: path.write_bytes(b"id = 'x'\n# \xff\n"),
                "some.toml:2: it is not UTF-8",
            ),
        }
    ),
)
def test_a_file_that_cannot_be_read_is_told(
    tmp_path: Path, make: Callable[..., Any], sentence: str
) -> None:
    make(tmp_path / "some.toml")
    with pytest.raises(BadFile) as caught:
        read_toml(tmp_path / "some.toml")
    assert sentence in str(caught.value)


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_a_table_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: Any
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(content)
    try:
        assert isinstance(read_toml(path), dict)
    except BadFile as error:
        assert str(path) in str(error)


def test_a_mark_at_the_start_of_the_file_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"\xef\xbb\xbfx = 1\n")
    assert read_toml(tmp_path / "a.toml") == {"x": 1}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["x", "y.z", '"a b"', "'#'"]),
            st.sampled_from(
                ["1", '"""\nk = 1\n[t]\n"""', "[\n1, # [u]\n2]", "{ q = 1 }", "'''\n'''"]
            ),
        ),
        unique_by=lambda pair: pair[0],
    )
)
def test_a_line_is_known_whatever_stands_above(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[str, str]]
) -> None:
    above = "".join(f"{key} = {value}\n" for key, value in pairs)
    text = above + "[[tasks]]\nx = 1\n[[tasks]]\n\n# here\nwanted = 1\n"
    path = tmp_path_factory.getbasetemp() / "lines.toml"
    path.write_text(text, encoding="utf-8")
    read_toml(path)
    assert find_line(text, ("tasks", 1, "wanted")) == text.count("\n")
    assert find_line(text, ("tasks", 1, "missing")) == text.count("\n") - 3
    assert find_line(text, ("nothing",)) is None


def test_a_number_with_a_point_is_exact() -> None:
    values = parse_toml(PATH, "a = 0.1\nb = 1e-5\nc = 3\n")
    assert values == {"a": Decimal("0.1"), "b": Decimal("0.00001"), "c": 3}
    assert isinstance(values["a"], Decimal) and isinstance(values["c"], int)


def test_line_ends_of_windows_are_plain(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b'x = 1\r\ny = """a\r\nb"""\r\n')
    assert read_toml_text(tmp_path / "a.toml") == 'x = 1\ny = """a\nb"""\n'
    assert read_toml(tmp_path / "a.toml") == {"x": 1, "y": "a\nb"}


@pytest.mark.parametrize(
    ("text", "line"),
    cases(
        {
            "a value that is missing": ("a = 1\nb =\n", 2),
            "a key twice": ("a = 1\na = 2\n", None),
            "a text that never ends": ('a = 1\n\nb = "x\n', 3),
        }
    ),
)
def test_what_is_no_toml_is_told_with_its_line(text: str, line: int | None) -> None:
    with pytest.raises(BadFile, match="it is not valid TOML: ") as caught:
        parse_toml(PATH, text)
    assert line is None or caught.value.line == line


NESTED = """\
title = "x"
a.b = 1

[limits]
seconds = 2
inner = { deep = 3 }

[policy.late]
days = 4

[[tasks]]
id = "a"
[[tasks.rules]]
say = "p"
[[tasks.rules]]
say = "q"

[[tasks]]
id = "b"
[tasks.more]
[[tasks.rules]]
say = "r"
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("title",), 1),
        (("a", "b"), 2),
        (("a",), 2),
        (("limits",), 4),
        (("limits", "seconds"), 5),
        (("limits", "inner", "deep"), 6),
        (("limits", "missing"), 4),
        (("policy",), 8),
        (("policy", "late", "days"), 9),
        (("tasks",), 11),
        (("tasks", 0, "id"), 12),
        (("tasks", 0, "rules", 1, "say"), 16),
        (("tasks", 1, "id"), 19),
        (("tasks", 1, "more"), 20),
        (("tasks", 1, "rules", 0, "say"), 22),
        (("tasks", 1, "rules", 7), 18),
        (("nothing",), None),
        ((), None),
    ],
)
def test_the_line_of_a_key_or_of_the_nearest_table_around_it(
    place: tuple[str | int, ...], line: int | None
) -> None:
    assert find_line(NESTED, place) == line


@pytest.mark.parametrize(
    ("first", "item", "last"),
    cases(
        {
            "a list": ("[", "1,", "]"),
            "with a remark": ("[", "1,  # one", "]  # the end"),
            "of lists": ("[", "[1, 2],", "]"),
            "a text": ('"""', 'He said: "b = 3"', '"""'),
            "a plain text": ("'''", "[tasks]", "'''"),
            "tables": ("[", "{x = 1},", "]"),
        }
    ),
)
def test_below_a_statement_of_many_lines_a_line_is_told(first: str, item: str, last: str) -> None:
    text = "\n".join(["a = 1", f"long = {first}", *[item] * 3000, last, "b = 2"])
    assert find_line(text, ("a",)) == 1 and find_line(text, ("long",)) == 2
    assert find_line(text, ("b",)) == 3004


def test_below_a_statement_that_may_end_in_very_many_lines_none_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("grader.files.toml.MAX_TRIES", 20)
    items = "[1]\n,\n" * 20
    text = f"a = 1\nlong = [\n{items}]\nb = 2\n"
    assert find_line(text, ("a",)) == 1
    assert find_line(text, ("b",)) is None
    assert find_line(text.replace(items, "1,\n"), ("b",)) == 5
