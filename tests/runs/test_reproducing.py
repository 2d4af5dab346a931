"""A failed check as one script: it runs the student's own code as the check does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from support.classes import numpy_course
from support.notebooks import code, notebook
from support.processes import submission

from grader.config import load_course_assignment
from grader.errors import GraderError
from grader.model import Assignment, Course
from grader.runs.reproducing import build_reproduction

WRONG = "import numpy as np\n\n\ndef running_mean(values):\n    return np.cumsum(values)\n"
CHECK = "running_mean::worked_example"


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    course = numpy_course(tmp_path_factory.mktemp("course") / "course")
    return load_course_assignment(Course(folder=course), "tiny")


def run(script: str, folder: Path) -> str:
    """What the script prints, run beside the student's files."""
    path = folder / "repro" / "check.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text(script, encoding="utf-8")
    done = subprocess.run([sys.executable, path], capture_output=True, text=True, check=True)
    return done.stdout


def test_the_script_says_what_the_check_says_and_no_more_once_it_is_mended(
    assignment: Assignment, tmp_path: Path
) -> None:
    script = build_reproduction(submission("ada", running_mean_py=WRONG), assignment, CHECK)
    compile(script, "check.py", "exec")
    assert script.startswith(f'"""{CHECK} as a script.') and "running_mean.py" in script
    (tmp_path / "running_mean.py").write_text(WRONG, encoding="utf-8")
    assert "means[1]: expected 2.0, got 4.0; 2 of 3 numbers differ" in run(script, tmp_path)
    right = WRONG.replace("np.cumsum(values)", "np.cumsum(values) / np.arange(1, len(values) + 1)")
    (tmp_path / "running_mean.py").write_text(right, encoding="utf-8")
    mended = run(script, tmp_path)
    assert "[1. 2. 4.]" in mended and "differ" not in mended


def test_a_notebook_s_cells_stand_in_the_script_itself(
    assignment: Assignment, tmp_path: Path
) -> None:
    cells = [code("import numpy as np"), code("print('plots')"), code(WRONG.partition("\n\n\n")[2])]
    main = code("if __name__ == '__main__':\n    running_mean(None)")
    work = submission("ada", tiny_ipynb=notebook(*cells, main))
    script = build_reproduction(work, assignment, CHECK)
    compile(script, "check.py", "exec")
    assert "def running_mean(values):" in script and "running_mean(None)" not in script
    assert "# Your code, from tiny.ipynb" in script
    assert "2 of 3 numbers differ" in run(script, tmp_path)


@pytest.mark.parametrize("check", ["running_mean::lengths", "running_mean::none"])
def test_a_hidden_check_and_one_that_is_not_there_give_no_script(
    assignment: Assignment, check: str
) -> None:
    with pytest.raises(GraderError, match=check.partition("::")[2]):
        build_reproduction(submission("ada", running_mean_py=WRONG), assignment, check)
