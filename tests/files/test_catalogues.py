"""A catalogue is a `.po` as gettext's own tools read and write it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from hypothesis import given
from hypothesis import strategies as st
from support.cases import cases

from grader.errors import BadFile
from grader.files.catalogues import Message, catalogue_text, read_catalogue

# What a person types; a text has no line ends of other systems.
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n\t"\\{}'))
MESSAGES = st.lists(
    st.builds(
        Message,
        text=TEXTS.filter(str.strip),
        translation=TEXTS,
        places=st.lists(st.sampled_from(["a.py", "wrong/b.py"]), unique=True).map(tuple),
        unsure=st.booleans(),
    ),
    unique_by=lambda message: message.text,
    max_size=4,
)


def read(folder: Path, text: str) -> list[Message]:
    path = folder / "zh.po"
    path.write_text(text, encoding="utf-8")
    return read_catalogue(path)


def said(messages: list[Message]) -> list[tuple[str, str, tuple[str, ...], bool]]:
    return [(each.text, each.translation, each.places, each.unsure) for each in messages]


@given(MESSAGES)
def test_what_was_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, messages: list[Message]
) -> None:
    folder = tmp_path_factory.mktemp("catalogue")
    assert said(read(folder, catalogue_text("zh", messages))) == said(messages)


@given(MESSAGES)
def test_babel_reads_what_was_written(messages: list[Message]) -> None:
    catalogue = read_po(io.BytesIO(catalogue_text("zh", messages).encode()))
    assert catalogue.charset.lower() == "utf-8"
    for message in messages:
        theirs = catalogue.get(message.text)
        assert theirs is not None and theirs.string == message.translation
        assert theirs.fuzzy is message.unsure


def test_what_babel_wrote_is_read(tmp_path: Path) -> None:
    catalogue = Catalog(locale="zh")
    catalogue.add("A title that is long enough for Babel to break it in two lines here", "标题")
    catalogue.add("old", "旧", flags={"fuzzy"}, locations=[("a.py", 3)], auto_comments=["why"])
    written = io.BytesIO()
    write_po(written, catalogue, width=40)
    messages = read(tmp_path, written.getvalue().decode())
    assert [(each.translation, each.unsure) for each in messages] == [("标题", False), ("旧", True)]
    assert messages[0].text.startswith("A title that is long enough for Babel to")
    assert messages[1].places == ("a.py:3",)


def test_a_message_that_is_unsure_or_empty_is_not_translated(tmp_path: Path) -> None:
    text = '#, fuzzy\nmsgid "a"\nmsgstr "x"\n\nmsgid "b"\nmsgstr ""\nmsgid "c"\nmsgstr "z"\n'
    messages = read(tmp_path, text)
    assert [each.is_translated for each in messages] == [False, False, True]
    assert [each.line for each in messages] == [2, 5, 7]


@pytest.mark.parametrize(
    ("text", "line"),
    cases(
        {
            "a quote that is not closed": ('msgid "a\nmsgstr "b"\n', 1),
            "a text of nothing": ('"a"\n', 1),
            "a keyword that a course's texts do not need": (
                'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n',
                2,
            ),
            "a line of something else": ('msgid "a"\nmsgstr "b"\nhello\n', 3),
        }
    ),
)
def test_a_broken_catalogue_is_named_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(BadFile, match=rf"zh\.po:{line}: "):
        read(tmp_path, text)


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "zh.po"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadFile, match="UTF-8"):
        read_catalogue(path)
    with pytest.raises(BadFile, match="cannot be read"):
        read_catalogue(tmp_path)
