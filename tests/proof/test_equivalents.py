"""Mutants that are excused: in the right form, and tried."""

from __future__ import annotations

from pathlib import Path

from support.commands import grade
from support.courses import write
from support.proofs import BACKWARDS, HIDDEN, SAME, course, problems, proved


def test_a_mutant_that_is_called_equivalent_and_is_not_is_found_out(tmp_path: Path) -> None:
    weak = HIDDEN.replace("float(rng.values())", "0.0")
    assignment = course(tmp_path, hidden=weak)
    assert assignment.solutions is not None
    untrue = BACKWARDS.replace("for item in x:", "total = start").replace(
        "for item in list(x)[::-1]:", "total = 0.0"
    )
    write(assignment.solutions / "equivalent.toml", BACKWARDS + untrue)
    write(assignment.solutions / "equivalent" / "test_a.py", SAME.replace(".f(x)", ".f(x, 0.5)"))
    assert "it is called equivalent, but an input tells it apart" in problems(
        proved(assignment, "mutants")
    )


def test_an_excuse_without_a_reason_or_in_the_wrong_form_is_one_sentence(tmp_path: Path) -> None:
    assignment = course(tmp_path)
    assert assignment.solutions is not None
    for text, said in (
        (BACKWARDS.replace("reason", "why"), "equivalent[1].why is not known"),
        ('equivalent = ["x"]', "equivalent must be a list of tables"),
    ):
        write(assignment.solutions / "equivalent.toml", text)
        done = grade("verify", "demo", "--only", "mutants", at=tmp_path)
        assert done.returncode == 2 and said in done.stderr, done.stderr


def test_an_excuse_for_a_change_that_is_caught_is_to_be_taken_out(tmp_path: Path) -> None:
    assignment = course(tmp_path)
    assert assignment.solutions is not None
    caught = BACKWARDS.replace("for item in x:", "return total").replace(
        "for item in list(x)[::-1]:", "return np.round(total, 6)"
    )
    write(assignment.solutions / "equivalent.toml", BACKWARDS + caught)
    said = problems(proved(assignment, "mutants"))
    assert "entry 2: no mutant that survives has this change; take the entry out" in said
