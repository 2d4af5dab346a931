"""The reference solutions print the contract's numbers; the stubs say what is not written yet."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from support.samples import ROOT

SOLUTIONS, STUBS = ROOT / "solutions" / "rnn", ROOT / "assignments" / "rnn"
CODING = ("srn", "srn_tanh", "rnn_cell", "rnn_layer", "hello_ohlol", "seq2seq", "rnn_shapes")

# From the assignment's contract: numbers that must stand in what a script prints, in this order.
PRINTED = {
    "srn": ["4", "4", "12", "12", "32", "32"],
    "srn_tanh": ["1.9280551601516338", "1.9984510891336251", "1.9999753470497836"],
    "rnn_cell": ["1.9281", "1.9985", "2.0000"],
    "rnn_layer": ["1.9281", "1.9985", "2.0000"],
}


# Threads of small products wait for each other, and for minutes where another test has the second
# core.
ONE_THREAD = {**os.environ, "OMP_NUM_THREADS": "1"}


@cache
def run(path: Path) -> str:
    """What a script prints; it is run once in a run of the tests."""
    done = subprocess.run(
        [sys.executable, "-B", str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=path.parent,
        env=ONE_THREAD,
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("task", sorted(PRINTED))
def test_a_worked_example_prints_the_contracts_numbers(task: str) -> None:
    rest = run(SOLUTIONS / f"{task}.py")
    for number in PRINTED[task]:
        found = re.search(rf"(?<![\d.]){re.escape(number)}(?:\.0*)?(?![\d])", rest)
        assert found, (number, rest)
        rest = rest[found.end() :] if task == "srn" else rest


def test_srn_tanh_prints_its_states() -> None:
    printed = run(SOLUTIONS / "srn_tanh.py")
    assert "0.9640275800758169" in printed and "0.9992255445668126" in printed


def test_rnn_cell_prints_the_state_before_each_step() -> None:
    printed = run(SOLUTIONS / "rnn_cell.py")
    assert all(number in printed for number in ("0.0000", "0.9640", "0.9992"))


def test_hello_reads_ohlol_in_the_end() -> None:
    lines = [
        line
        for line in run(SOLUTIONS / "hello_ohlol.py").splitlines()
        if line.startswith("Predicted")
    ]
    assert len(lines) == 15
    assert all(
        re.fullmatch(r"Predicted string: [ehlo]{5} ?, Epoch \[\d+/15\] loss=\d+\.\d+", line)
        for line in lines
    )
    assert "ohlol" in lines[-1]


@pytest.mark.long
def test_seq2seq_translates_its_three_words() -> None:
    printed = run(SOLUTIONS / "seq2seq.py")
    assert all(pair in printed for pair in ("hello -> hola", "cat -> gato", "good -> bueno"))
    losses = [float(number) for number in re.findall(r"0\.\d{6}", printed)]
    assert len(losses) == 5 and losses == sorted(losses, reverse=True) and losses[-1] < 1e-3


def test_shapes_prints_both_examples() -> None:
    printed = run(SOLUTIONS / "rnn_shapes.py")
    assert "(3, 1, 2)" in printed and "(1, 1, 2)" in printed and "h_1" in printed


def test_a_stub_says_what_is_not_written_yet() -> None:
    """All in one process, which imports PyTorch once."""
    program = (
        "import runpy, sys\n"
        "for path in sys.argv[1:]:\n"
        "    runpy.run_path(path, run_name='__main__')\n"
        "    print('end')\n"
    )
    paths = [str(STUBS / f"{task}.py") for task in CODING]
    done = subprocess.run(
        [sys.executable, "-B", "-c", program, *paths],
        capture_output=True,
        text=True,
        check=True,
        cwd=STUBS,
        env={**ONE_THREAD, "PYTHONPATH": str(STUBS)},
    )
    assert done.stderr == ""
    assert re.fullmatch(r"([\w.]+ is not written yet\nend\n)*", done.stdout), done.stdout
    assert done.stdout.count("is not written yet") == len(CODING)
