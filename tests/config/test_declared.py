"""A key that is not declared is an error at every level; the sentence says its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.cases import cases

from grader.config import ExcusesFile, load_assignment, read_settings
from grader.config.declared import HiddenFile
from grader.errors import BadFile
from grader.model import Assignment, Device

TOP = 'id = "demo"\nseed = 1\n'
TASK = '[[tasks]]\nid = "a"\npoints = 2\ndefines = ["f"]\n'


def load(folder: Path, text: str) -> Assignment:
    (folder / "assignment.toml").write_text(text, encoding="utf-8")
    return load_assignment(folder)


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    cases(
        {
            "in a task": (
                TOP + TASK + "hiden_points = 1\n",
                7,
                "tasks[1].hiden_points is not known; did you mean hidden_points?",
            ),
            "in the second task": (
                TOP + TASK + TASK.replace('"a"', '"b"') + 'servr = "numpy"\n',
                11,
                "tasks[2].servr is not known; did you mean server?",
            ),
            "a table": (
                TOP + TASK + "[limit]\ncheck_seconds = 1\n",
                7,
                "limit is not known; did you mean limits?",
            ),
            "a table in a table": (
                TOP + TASK + "[tolerences.float64]\natol = 1\n",
                7,
                "tolerences is not known; did you mean tolerances?",
            ),
            "the inner one": (
                TOP + TASK + "[tolerances.float46]\natol = 1\n",
                7,
                "tolerances.float46 is not known; did you mean float64?",
            ),
            "in a table on one line": (
                TOP + TASK + "[tolerances]\nfloat64 = { atl = 1 }\n",
                8,
                "tolerances.float64.atl is not known; did you mean atol?",
            ),
            "a table that would change grades": (
                TOP + TASK + "[polciy]\ndue = 2026-12-01T23:59:00Z\n",
                7,
                "polciy is not known; did you mean policy?",
            ),
            "another case": (
                TOP + TASK + "[policy]\nGrace-Minutes = 5\n",
                8,
                "policy.Grace-Minutes is not known; did you mean grace_minutes?",
            ),
            "behind a list of many lines": (
                TOP + 'packages = [\n  "scipy",\n]\n' + TASK + "titel = 'x'\n",
                10,
                "tasks[1].titel is not known; did you mean title?",
            ),
            "behind a text that looks like a table": (
                TOP + 'title = """\n[[tasks]]\n"""\n' + TASK + "sever = 'torch'\n",
                10,
                "tasks[1].sever is not known; did you mean server?",
            ),
            "in a rule": (
                TOP + TASK + "rules = [{ forbid = 'x', say = 'y' }, { forbd = 'x', say = 'y' }]\n",
                7,
                "tasks[1].rules[2].forbd is not known; did you mean forbid?",
            ),
            "near nothing": (
                TOP + TASK + "[intake]\nzzz = 1\n",
                8,
                "intake.zzz is not known; there are archive_mib, entries, file_mib, files,",
            ),
            "below the wrong table": (
                TOP + TASK + 'packages = ["scipy"]\n',
                7,
                "tasks[1].packages is not known; packages belongs above the first [table]",
            ),
            "above its table": (
                TOP + "due = 2026-12-01T23:59:00Z\n" + TASK,
                3,
                "due is not known; due belongs in [policy]",
            ),
            "in a table, of a task": (
                TOP + TASK + '[policy]\nserver = "numpy"\n',
                8,
                "policy.server is not known; server belongs in [[tasks]]",
            ),
            "not TOML": (TOP + "title = \n" + TASK, 3, "it is not valid TOML"),
        }
    ),
)
def test_an_unknown_key_is_told_with_its_line_and_what_was_meant(
    tmp_path: Path, text: str, line: int, sentence: str
) -> None:
    with pytest.raises(BadFile) as caught:
        load(tmp_path, text)
    assert sentence in str(caught.value) and caught.value.line == line
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    cases(
        {
            "hidden settings": (HiddenFile, "seed = 1\ngrading_sed = 2\n", "mean grading_seed?"),
            "a seed that is a text": (HiddenFile, 'seed = "1"\n', "seed must be a whole number"),
            "one seed twice": (HiddenFile, "seed = 1\ngrading_seed = 1\n", "another number"),
            "an excuse": (
                ExcusesFile,
                "[[equivalent]]\ntask='a'\nfunction='f'\ncheck='c'\nwas='x'\nnow='y'\nreson='z'\n",
                "equivalent[1].reson is not known; did you mean reason?",
            ),
            "no runs": (
                ExcusesFile,
                "[[equivalent]]\ntask='a'\nfunction='f'\ncheck='c'\nwas='x'\nnow='y'\nreason='z'\n"
                "runs=0\n",
                "equivalent[1].runs must be above zero, not 0",
            ),
            "the list's own name": (ExcusesFile, "[[equivalents]]\n", "did you mean equivalent?"),
        }
    ),
)
def test_the_other_files_forbid_unknown_keys_too(
    tmp_path: Path, kind: type, text: str, sentence: str
) -> None:
    path = tmp_path / "some.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadFile) as caught:
        read_settings(path, kind)
    assert sentence in str(caught.value) and str(caught.value).startswith(str(path))


def test_packages_files_devices_and_seeds_are_read(tmp_path: Path) -> None:
    more = 'packages = ["scipy", "sklearn"]\nfiles = ["helpers.py", "data/digits.npz", "img/"]\n'
    second = TASK.replace('"a"', '"b"').replace('"f"', '"g"')
    shared = 'file = "lib/layers.py"\n'
    text = TOP + more + TASK + shared + 'device = "cuda"\n' + second + shared
    assignment = load(tmp_path, text)
    assert assignment.packages == ("scipy", "sklearn")
    assert assignment.files == ("helpers.py", "data/digits.npz", "img")
    assert [task.file for task in assignment.tasks] == ["lib/layers.py"] * 2
    assert [task.device for task in assignment.tasks] == [Device.CUDA, Device.CPU]
    assert assignment.grading_seed is None
    (tmp_path / "hidden.toml").write_text(f"seed = {2**127}\ngrading_seed = {2**126}\n")
    hidden = load_assignment(tmp_path, tmp_path)
    assert (hidden.hidden_seed, hidden.grading_seed) == (2**127, 2**126)


@pytest.mark.parametrize(
    ("text", "sentence"),
    cases(
        {
            "a file outside": (TOP + 'files = ["../x"]\n' + TASK, "must lead straight to a file"),
            "an absolute file": (TOP + 'files = ["/etc/passwd"]\n' + TASK, "a path inside the"),
            "a drive": (TOP + 'files = ["C:/x"]\n' + TASK, "a path inside the assignment"),
            "a backslash": (TOP + "files = ['data\\x']\n" + TASK, "a path inside the assignment"),
            "a secret": (TOP + 'files = ["hidden.toml"]\n' + TASK, "the grader keeps for itself"),
            "the checks": (TOP + 'files = ["checks"]\n' + TASK, "the grader keeps for itself"),
            "a task's file": (TOP + 'files = ["a.py"]\n' + TASK, "is the file of the task a"),
            "a file twice": (TOP + 'files = ["x", "x"]\n' + TASK, "files names 'x' twice"),
            "a distribution's name": (
                TOP + 'packages = ["scikit-learn"]\n' + TASK,
                "write the name that code imports",
            ),
            "a part of a package": (
                TOP + 'packages = ["scipy.stats"]\n' + TASK,
                "write the name that code imports, such as 'scipy'",
            ),
            "a task's file outside": (TOP + TASK + 'file = "../a.py"\n', "must lead straight"),
            "a name that two tasks of a file define": (
                TOP + TASK + TASK.replace('id = "a"', 'id = "b"\nfile = "a.py"'),
                "a and b are both in a.py and both define 'f'",
            ),
            "a device that does not exist": (TOP + TASK + 'device = "gpu"\n', '"cpu" or "cuda"'),
            "a device without PyTorch": (
                TOP + TASK + 'device = "cuda"\nserver = "numpy"\n',
                'needs server = "torch"',
            ),
            "a version that is none": (
                TOP + TASK + "[expects]\nnumpy = [2]\n",
                'expects.numpy must be a version such as "3.11", not [2]',
            ),
        }
    ),
)
def test_what_does_not_go_together_has_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(BadFile) as caught:
        load(tmp_path, text)
    assert sentence in str(caught.value) and caught.value.line is not None
