"""Mutants that no check tells from the reference are named."""

from __future__ import annotations

from pathlib import Path

from support.courses import write_course
from support.proofs import HIDDEN, SETTINGS, course, problems, proved

from grader.proof.trials.killing import task_mutants

TWO = """
    def f(x, start=0.0):
        ### BEGIN SOLUTION
        return shared(x) + start
        ### END SOLUTION


    def g(x):
        ### BEGIN SOLUTION
        return 3.0 * x[0] - 1.0
        ### END SOLUTION


    def shared(x):
        ### BEGIN SOLUTION
        return 2.0 * sum(x)
        ### END SOLUTION
"""


def test_a_weak_check_lets_a_mutant_live_which_is_shown_as_a_diff(tmp_path: Path) -> None:
    weak = HIDDEN.replace("float(rng.values())", "0.0")
    report = proved(course(tmp_path, hidden=weak), "mutants")
    assert not report.passed
    assert "no check tells it from the reference" in problems(report)
    assert "- total = start\n+ total = 0.0" in problems(report)


def test_each_of_two_tasks_in_a_file_answers_for_its_own_functions(tmp_path: Path) -> None:
    second = (
        SETTINGS[SETTINGS.index("    [[tasks]]") :]
        .replace('id = "a"', 'id = "b"\n    file = "a.py"')
        .replace('["f"]', '["g"]')
    )
    assignment = write_course(tmp_path, settings=SETTINGS + second, solutions={"a": TWO})
    functions = [
        {mutant.function for mutant in task_mutants(assignment, task)} for task in assignment.tasks
    ]
    assert functions == [{"f", "shared"}, {"g"}]
