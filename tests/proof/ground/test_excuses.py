"""Findings that a teacher has excused: each needed, each with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.courses import tiny, write

from grader.errors import BadFile
from grader.model import Assignment
from grader.nouns import replace
from grader.proof.ground.excuses import POINTS, Excuse, Remark, list_unexcused, load_excuses

UNNAMED = Remark(name="names", of="a::sum", said="test_a.py:3: it compares without names=")
EXCUSE = Excuse(place="equivalent.toml: excused entry 1", finding="names", of="a::sum", reason="x")


def test_a_finding_is_told_with_the_names_to_excuse_it_by() -> None:
    assert str(UNNAMED) == "test_a.py:3: it compares without names= [names, a::sum]"


@pytest.mark.parametrize(
    ("excuse", "fits"),
    [
        (EXCUSE, True),
        (replace(EXCUSE, finding="name"), False),
        (replace(EXCUSE, of="a::other"), False),
        (replace(EXCUSE, of="a"), False),
    ],
    ids=["it", "another finding", "of another check", "of the task"],
)
def test_an_excuse_is_of_one_finding(excuse: Excuse, fits: bool) -> None:
    assert excuse.fits(UNNAMED) is fits


def test_that_no_check_can_be_run_has_no_excuse() -> None:
    remark = replace(UNNAMED, name=POINTS)
    assert not replace(EXCUSE, finding=POINTS).fits(remark)


@pytest.mark.parametrize(
    ("findings", "excuses", "left"),
    [
        ([], [], []),
        ([UNNAMED], [EXCUSE], []),
        ([UNNAMED], [], [str(UNNAMED)]),
        (
            [],
            [EXCUSE],
            [
                "equivalent.toml: excused entry 1: there is no finding 'names' of a::sum; take the"
                " entry out"
            ],
        ),
        ([UNNAMED, UNNAMED], [EXCUSE], []),
    ],
    ids=["nothing", "excused", "not excused", "an excuse of nothing", "found twice"],
)
def test_what_is_left_is_findings_and_excuses_that_nothing_needs(
    findings: list[Remark], excuses: list[Excuse], left: list[str]
) -> None:
    assert list_unexcused(findings, excuses) == left


def course(folder: Path, text: str | None) -> Assignment:
    if text is not None:
        write(folder / "equivalent.toml", text)
    return replace(tiny(), solutions=folder)


ENTRY = """
    [[excused]]
    finding = " names "
    of = "a::sum"
    reason = "The handout names it."
"""


def test_excuses_stand_in_a_file_of_the_solutions(tmp_path: Path) -> None:
    (excuse,) = load_excuses(course(tmp_path, ENTRY))
    assert (excuse.finding, excuse.of, excuse.reason) == (
        "names",
        "a::sum",
        "The handout names it.",
    )
    assert excuse.place == f"{tmp_path / 'equivalent.toml'}: excused entry 1"


@pytest.mark.parametrize("text", [None, ""], ids=["no file", "an empty one"])
def test_without_a_file_nothing_is_excused(text: str | None, tmp_path: Path) -> None:
    assert load_excuses(course(tmp_path, text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        ENTRY.replace("reason", "reasons"),
        ENTRY.replace('    reason = "The handout names it."\n', ""),
        ENTRY.replace("excused", "excuse"),
        ENTRY + "[",
    ],
    ids=["a mistyped key", "no reason", "a mistyped table", "no TOML"],
)
def test_an_entry_that_is_not_complete_has_a_sentence(text: str, tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"equivalent\.toml"):
        load_excuses(course(tmp_path, text))
