"""Showing a result, how code is locked down, and which versions differ."""

from __future__ import annotations

import json

import pytest
from support.courses import tiny
from support.results import EVIL, check, result, task

from grader.cli.screen.show import lock_down, show_result, tell_versions
from grader.errors import CalledWrongly
from grader.model import Level, Outcome, Versions
from grader.nouns import replace

Captured = pytest.CaptureFixture[str]
HERE = Versions(grader="0.1", python="3.11.4", numpy="2.4.1", torch=None)


@pytest.mark.parametrize("as_json", [False, True])
def test_a_result_is_text_or_one_object(
    capfdbinary: pytest.CaptureFixture[bytes], as_json: bool
) -> None:
    failed = result(task("a", check(outcome=Outcome.FAILED, message=EVIL.replace("\ud800", ""))))
    show_result(failed, as_json=as_json, verbose=False)
    out = capfdbinary.readouterr().out
    assert b"\x1b[31m" not in out
    if as_json:
        assert json.loads(out)["tasks"][0]["checks"][0]["outcome"] == "FAILED"
    else:
        assert out.startswith(b"demo   ") and b"next" not in out


def test_a_student_reads_what_to_do_next(capsys: Captured) -> None:
    show_result(result(), as_json=False, verbose=False, step="mend a")
    assert "next   mend a" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({"python": "3.11", "numpy": "2.4.1"}, ""),
        ({"python": "3.12"}, "python 3.11.4 (made with 3.12)"),
        ({"python": "3.1"}, "python 3.11.4 (made with 3.1)"),
        ({"numpy": "2.4.10"}, "numpy 2.4.1 (made with 2.4.10)"),
        ({"torch": "2.13"}, "torch none (made with 2.13)"),
        ({"scipy": "1"}, ""),
    ],
)
def test_versions_are_told_where_they_differ_and_are_no_error(
    capsys: Captured, wanted: dict[str, str], sentence: str
) -> None:
    assignment = replace(tiny(), expects=tuple(wanted.items()))
    tell_versions(assignment, result(versions=HERE))
    told = capsys.readouterr().err
    assert sentence in told and bool(told) is bool(sentence)


def test_the_level_that_code_is_locked_down_at_is_said(capsys: Captured) -> None:
    assert lock_down(trusted=True, at_most="process") is Level.PROCESS
    assert capsys.readouterr().err.startswith("level process: ")


def test_a_class_that_is_not_trusted_is_not_run_without_locks(capsys: Captured) -> None:
    with pytest.raises(CalledWrongly, match="--trust-submissions"):
        lock_down(trusted=False, at_most="process")
    assert capsys.readouterr().err == ""
