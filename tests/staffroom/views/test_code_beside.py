"""The code beside the checks: kept with the evidence, out of the folder, or why there is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from support.classes import NOON, handed_in

from grader.evidence.evidence_folder import EvidenceFolder
from grader.gradebook import Gradebook
from grader.model import BatchRecord, Policy, Submission, SubmittedFile
from grader.nouns import replace
from grader.staffroom.live_class import Classroom, StaffRoom
from grader.staffroom.sessions import SignedIn
from grader.staffroom.views.code_beside import code_beside

CODE = b"# by ada\ndef rescale(x):\n    return x\n"
WORK = Submission(name="ada", files=(SubmittedFile(name="rescale.py", content=CODE),))
Beside = Callable[..., dict[str, Any]]


@pytest.fixture
def beside(place: StaffRoom, book: Gradebook, tmp_path: Path) -> Beside:
    """What the page of ada's submission shows of the code."""
    book.add(handed_in("ada", digest=WORK.digest), key="k", recorded=NOON)
    evidence = EvidenceFolder(tmp_path / "evidence")

    def show(query: str = "", *, kept: bool = False, anonymous: bool = False) -> dict[str, Any]:
        if kept:
            evidence.keep("tiny", WORK, ["rescale"], b"answers")
        classroom = Classroom(replace(place, evidence=evidence))
        record = next(each for each in classroom.now().records if each.submission == "ada")
        request = Request({"type": "http", "query_string": query.encode(), "headers": []})
        session = SignedIn(key="k", by="amy", form_key="f", anonymous=anonymous)
        request.state.session = session
        return code_beside(request, classroom, record)

    return show


def lines(shown: dict[str, Any]) -> list[str]:
    return [line.text for text in shown["code"].texts for line in text.lines]


def test_code_that_was_kept_is_shown(beside: Beside) -> None:
    shown = beside(kept=True)
    assert lines(shown) == CODE.decode().splitlines() and not shown["no_code"]


def test_where_none_was_kept_it_says_so_and_offers_the_folder(
    beside: Beside, book: Gradebook, tmp_path: Path
) -> None:
    assert beside()["no_code"] and not beside()["in_folder"]
    batch = BatchRecord(
        assignment="tiny", began=NOON, policy=Policy(), submissions=str(tmp_path / "class")
    )
    book.remember_batch(batch)
    (tmp_path / "class" / "ada").mkdir(parents=True)
    (tmp_path / "class" / "ada" / "rescale.py").write_bytes(CODE)
    shown = beside()
    assert lines(shown) == [] and shown["no_code"] and shown["in_folder"]
    assert lines(beside("code=folder")) == CODE.decode().splitlines()


def test_where_names_are_hidden_they_are_out_of_the_code(beside: Beside) -> None:
    shown = beside(kept=True, anonymous=True)
    assert "ada" not in "".join(lines(shown)) and "ada" not in shown["hide"]("by ada")
    assert "ada" in "".join(lines(beside(kept=True)))
