"""The schema `tensorgrade/result/1`: every result follows it, exactly and both ways."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import cases
from support.courses import tiny
from support.processes import submission
from support.result_schema import json_schema
from support.results import check, everything, result, task

import grader
from grader.errors import GraderError
from grader.files.json_text import json_text
from grader.gradebook.result_json import from_json, to_json
from grader.model import Blame, Outcome
from grader.nouns import replace
from grader.runs.held import held_result

VALIDATOR = jsonschema.Draft202012Validator(json_schema())


@pytest.mark.parametrize(
    "given_",
    cases(
        {
            "everything": everything(),
            "one task": result(),
            "held as a whole": held_result(submission(), tiny(), "why"),
            "no tasks": result(*[task("a", check())], tasks=()),
            "numbers that are not finite": result(
                task(
                    "a",
                    check(
                        outcome=Outcome.FAILED, difference=check(outcome=Outcome.FAILED).difference
                    ),
                ),
                seconds=0.0,
            ),
        }
    ),
)
def test_a_result_follows_the_schema_and_comes_back_the_same(given_: Any) -> None:
    raw = to_json(given_)
    VALIDATOR.validate(json.loads(raw))
    assert from_json(raw) == given_
    assert json.loads(json_text(given_)) == json.loads(raw)


def test_the_schema_that_is_printed_is_the_one_that_results_follow() -> None:
    printed = Path(grader.__file__).parent / "schemas" / "result.json"
    made = json.loads(json.dumps(json_schema()))  # its tuples become lists
    assert json.loads(printed.read_text(encoding="utf-8")) == made, (
        "write json.dumps(json_schema(), indent=2) and a new line into grader/schemas/result.json"
    )


def test_the_schema_itself_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


PROMISED = {
    "": (
        "schema assignment student submission held earned possible awaiting undecided tasks level"
        " seeds versions seconds"
    ),
    "submission": "name digest received notes",
    "tasks 0": "id status earned possible undecided checks",
    "tasks 0 checks 1": (
        "id title outcome earned possible hidden message hint difference diagnosis seconds output"
    ),
    "tasks 0 checks 1 difference": "kind where expected got largest_error differing size",
    "tasks 0 checks 1 diagnosis": "name title explanation",
    "seeds": "visible hidden",
    "versions": "grader python numpy torch",
}


@pytest.mark.parametrize(
    ("place", "names"), cases({place or "top": (place, names) for place, names in PROMISED.items()})
)
def test_fields_are_those_that_were_promised(place: Any, names: Any) -> None:
    """Readers count on these names.

    Within schema 1 fields may be added, never renamed or taken away.
    """
    part = json.loads(to_json(everything()))
    for step in place.split():
        part = part[int(step) if step.isdigit() else step]
    assert set(part) >= set(names.split())


def test_a_result_from_before_blame_and_unchanged_were_fields_still_reads() -> None:
    """A gradebook keeps results for years; then only a note said that an answer is unchanged."""
    noted = replace(
        everything().tasks[-1], notes=("essay.md is unchanged from the template",), unchanged=True
    )
    now = json.loads(to_json(result(*everything().tasks[:-1], noted)))
    for task_ in now["tasks"]:
        del task_["blame"], task_["unchanged"]
        for check_ in task_["checks"]:
            del check_["blame"]
    read = from_json(json.dumps(now).encode())
    assert [task_.unchanged for task_ in read.tasks] == [False, False, False, False, True]
    assert {check_.blame for check_ in read.checks} == {None}


@pytest.mark.parametrize("blame", [*Blame, None])
def test_blame_is_one_of_three_words_or_null(blame: Any) -> None:
    raw = to_json(result(task("a", check(outcome=Outcome.FAILED, blame=blame))))
    VALIDATOR.validate(json.loads(raw))
    assert json.loads(raw)["tasks"][0]["checks"][0]["blame"] == (blame and blame.value)
    assert from_json(raw).checks[0].blame is blame


def test_what_is_held_or_missing_is_null_and_never_zero() -> None:
    whole = json.loads(to_json(everything()))
    assert whole["earned"] is None and whole["held"] is True
    assert {item["id"]: item["earned"] for item in whole["tasks"]} == {
        "graded": 2,
        "secret": 0,
        "held": None,
        "absent": None,
        "essay": None,
    }
    assert whole["tasks"][2]["checks"][0]["earned"] is None


@given(st.decimals(0, 1000, places=4))
def test_points_are_numbers_written_from_exact_decimals(points: Any) -> None:
    raw = to_json(result(task("a", check(earned=points, possible=points))))
    written = json.loads(raw, parse_float=Decimal, parse_int=Decimal)["tasks"][0]["checks"][0][
        "earned"
    ]
    assert written == points and isinstance(written, Decimal)
    assert from_json(raw).checks[0].earned == points


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b"\xff",
        b'{"schema": "tensorgrade/result/2"}',
        b"null",
        b"[" * 100_000,
    ],
)
def test_what_is_no_result_has_a_sentence(raw: bytes) -> None:
    with pytest.raises(GraderError, match="this is not a result of schema tensorgrade/result/1"):
        from_json(raw)


@pytest.mark.parametrize(
    "change",
    cases(
        {
            "another schema": {"schema": "other/1"},
            "points as text": {"earned": "2"},
            "no tasks": {"tasks": None},
            "a status that does not exist": {
                "tasks": [{**json.loads(to_json(result()))["tasks"][0], "status": "lost"}]
            },
        }
    ),
)
def test_the_schema_refuses_what_breaks_it(change: Any) -> None:
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(json.loads(to_json(result())) | change)
