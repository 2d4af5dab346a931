"""The list of a class that is searched: whom it has, and that only its own script can run."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from support.classes import HELD, handed_in
from support.courses import TINY
from support.results import EVIL

from grader.model import Result
from grader.reporting.class_index import IndexRow, index_page, index_row


def row(made: Result, name: str = "", section: str = "", page: str = "") -> IndexRow:
    return index_row(made, name=name, section=section, page=page)


class Read(HTMLParser):
    """Elements with their attributes, and the cells of each row."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.rows: list[list[str]] = []
        self._inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag == "td":
            self.rows[-1].append("")
        self._inside = tag in ("td", "a", "span")

    def handle_data(self, data: str) -> None:
        if self._inside and self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def page(*rows: IndexRow) -> str:
    return index_page("Tiny", rows, TINY.folder)


def test_everybody_is_listed_by_name_with_id_section_state_and_points() -> None:
    text = page(
        row(handed_in("zed", student="s1"), "Ada Lovelace", "B", "feedback/zed.html"),
        row(handed_in("bob", rescale=HELD)),
        row(handed_in("cyn", None, None, None)),
    )
    assert [[cell.strip() for cell in cells] for cells in Read(text).rows[1:]] == [
        ["Ada Lovelace", "s1 zed", "B", "awaiting", "9 / 12"],
        ["bob", "bob", "", "held", ""],
        ["cyn", "cyn", "", "not submitted", ""],
    ]
    assert [found["href"] for tag, found in Read(text).elements if tag == "a"] == [
        "feedback/zed.html"
    ]


def test_the_one_script_is_the_one_that_the_policy_names() -> None:
    text = page(row(handed_in()))
    (script,) = re.findall(r"<script>(.*?)</script>", text, flags=re.S)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in text and "default-src 'none'" in text


@pytest.mark.parametrize("bad", [EVIL, '" onclick="x', "</script><script>x", "javascript:x"])
def test_a_hostile_name_never_becomes_markup(bad: str) -> None:
    made = handed_in(bad, student=bad)
    plain = Read(page(row(handed_in())))
    read = Read(page(row(made, bad, bad)))
    assert [tag for tag, _ in read.elements if tag != "span"] == [
        tag for tag, _ in plain.elements if tag != "span"
    ]
    assert not [name for _, found in read.elements for name in found if name.startswith("on")]


def test_a_course_may_have_a_page_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "class_index.html").write_text("{{ rows | length }} of ours")
    assert index_page("Tiny", [row(handed_in())], tmp_path) == "1 of ours"
