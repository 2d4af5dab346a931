"""Pictures that a notebook's prose shows."""

from __future__ import annotations

import base64
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from support.cases import cases

from grader.importing.cells import Import
from grader.importing.pictures import carry_prose

PNG = b"\x89PNG"


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    """A notebook's place, with pictures beside it."""
    folder = tmp_path / "week"
    (folder / "img").mkdir(parents=True)
    for path in (folder / "a.png", folder / "img" / "图 1.png", tmp_path / "outside.png"):
        path.write_bytes(PNG)
    return folder / "week.ipynb"


def carried(notebook: Path, text: str, attachments: Any = None) -> tuple[str, Import]:
    class Cell(SimpleNamespace):
        def get(self, name: str) -> Any:
            return getattr(self, name, None)

    found = Import()
    cell = Cell(source=text, attachments=attachments)
    return carry_prose(notebook, 4, cell, found), found


@pytest.mark.parametrize(
    ("text", "names"),
    cases(
        {
            "a picture": ("![A](a.png)", ["a.png"]),
            "with a title": ('![A](a.png "the title")', ["a.png"]),
            "in a folder": ("![](img/图%201.png)", ["img/图 1.png"]),
            "with a query": ("![](a.png?raw=true)", ["a.png"]),
            "as HTML": ('<img width="3" src="a.png">', ["a.png"]),
            "two": (
                "![](a.png) and <img src='img/图 1.png'>".replace(" 1", "%201"),
                ["a.png", "img/图 1.png"],
            ),
            "nothing": ("no ![ picture](", []),
        }
    ),
)
def test_a_picture_beside_the_notebook_comes_along(
    notebook: Path, text: str, names: list[str]
) -> None:
    shown, found = carried(notebook, text)
    assert found.attached == dict.fromkeys(names, PNG) and found.lost == []
    assert all(name in shown for name in names)


@pytest.mark.parametrize(
    "link",
    ["https://x.org/a.png", "data:image/png;base64,aa", "//x.org/a.png", "/a.png", "#part"],
)
def test_a_picture_of_elsewhere_stays_as_it_is(notebook: Path, link: str) -> None:
    shown, found = carried(notebook, f"![A]({link})")
    assert shown == f"![A]({link})" and found.attached == {} and found.lost == []


def test_an_attachment_is_a_file_beside_the_prose() -> None:
    content = {"image/png": base64.b64encode(PNG).decode()}
    shown, found = carried(Path("week.ipynb"), "![A](attachment:a.png)", {"a.png": content})
    assert (shown, found.attached) == ("![A](a.png)", {"a.png": PNG})


@pytest.mark.parametrize(
    ("text", "shown", "name"),
    cases(
        {
            "a picture that is gone": ("![A](b.png)", "[A](#)", "b.png"),
            "as HTML": ('<img src="b.png">', '<img title="#">', "b.png"),
            "outside of the folder": ("![A](../outside.png)", "[A](#)", "../outside.png"),
            "a folder": ("![A](img)", "[A](#)", "img"),
            "an attachment that is gone": ("![A](attachment:b.png)", "[A](#)", "b.png"),
        }
    ),
)
def test_a_picture_that_is_not_there_is_told_and_no_longer_shown(
    notebook: Path, text: str, shown: str, name: str
) -> None:
    made, found = carried(notebook, text)
    assert made == shown and found.attached == {}
    assert found.lost == [f"week.ipynb cell 4: the picture {name}, which is not there"]


@pytest.mark.parametrize("content", [{}, {"image/png": 3}, {"image/png": "a"}, None, "text"])
def test_an_attachment_that_cannot_be_read_is_told(content: Any) -> None:
    _, found = carried(Path("week.ipynb"), "![A](attachment:a.png)", {"a.png": content})
    assert found.attached == {} and len(found.lost) == 1
