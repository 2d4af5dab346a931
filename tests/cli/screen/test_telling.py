"""Sentences beside results, in colour where it is wanted."""

from __future__ import annotations

import io
import json
import sys

import pytest
from support.cases import cases

from grader.cli.screen.telling import colour, show_bytes, show_failure, tell, wants_colours
from grader.errors import CalledWrongly


@pytest.mark.parametrize(
    ("environment", "wanted"),
    cases(
        {
            "nothing": ({}, None),
            "no": ({"NO_COLOR": "1"}, False),
            "yes": ({"FORCE_COLOR": "1"}, True),
            "both": ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
            "no, but empty": ({"NO_COLOR": ""}, None),
            "yes, but empty": ({"FORCE_COLOR": ""}, None),
            "any word": ({"NO_COLOR": "0"}, False),
        }
    ),
)
def test_the_environment_says_whether_colours_are_wanted(
    environment: dict[str, str], wanted: bool | None
) -> None:
    assert wants_colours(environment) is wanted


@pytest.mark.parametrize("style", ["good", "bad", "held", "faint", "strong"])
def test_a_colour_ends_with_its_text(style: str) -> None:
    text = colour("x", style)
    assert text.startswith("\x1b[") and text.endswith("x\x1b[0m")


def test_what_is_said_beside_a_result_stays_out_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    tell("graded by \x1b[2Jmallory")
    show_failure(CalledWrongly("there is no\x07 such file"))
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "graded by mallory\ngrade: there is no such file\n"


def test_bytes_are_written_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, "ascii", newline="\r\n"))
    show_bytes(json.dumps("作业\n", ensure_ascii=False).encode() + b"\n\xff")
    assert raw.getvalue() == '"作业\\n"'.encode() + b"\n\xff"
