"""What of a folder goes into the zip that a student hands in, and what there is to warn of."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from support.cases import cases
from support.courses import TINY, tiny
from support.notebooks import code, notebook
from support.results import check, result, task

from grader.config import file_digest, load_assignment
from grader.model import Outcome, Result, TaskResult, TaskStatus
from grader.nouns import replace
from grader.release.students.handing_in import (
    FORMAT,
    Packed,
    missing_task_warnings,
    pack,
    submission_text,
)

RIGHT = "def running_mean(v):\n    return v\n"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A student's folder with a task that is written, and a file that is nobody's business."""
    folder = tmp_path / "tiny"
    shutil.copytree(TINY.assignments / "tiny", folder)
    (folder / "running_mean.py").write_text(RIGHT, encoding="utf-8")
    (folder / "diary.py").write_text("secret = 1\n", encoding="utf-8")
    return folder


def packed(work: Path) -> Packed:
    return pack(tiny(), work)


def warnings(work: Path) -> list[str]:
    return packed(work).warnings


def test_names_that_nearly_match_are_named(work: Path) -> None:
    (work / "rescale.py").rename(work / "Rescale.py")
    (work / "runing_mean.py").write_text("x = 1\n", encoding="utf-8")
    assert warnings(work) == [
        "Rescale.py looks like rescale.py; rename it to rescale.py, so that nobody has to guess",
        (
            "runing_mean.py is left out, because running_mean.py is there too; if it is your work,"
            " rename it to running_mean.py"
        ),
    ]
    packed = pack(tiny(), work).files
    assert "Rescale.py" in packed and "runing_mean.py" not in packed


def test_notebooks_that_were_never_run_damaged_or_open_are_named(work: Path) -> None:
    path = work / "tiny.ipynb"
    ran = code("x = 1") | {"execution_count": 1}
    path.write_bytes(notebook(code("x = 1"), code("y = 1"), code("import grader\ngrader.check()")))
    assert "tiny.ipynb was never run" in warnings(work)[0]
    path.write_bytes(notebook(ran, code("y = 1")))
    assert "1 of 2 code cells of tiny.ipynb were never run" in warnings(work)[0]
    path.write_bytes(notebook(ran)[:-3])
    assert "not valid JSON" in warnings(work)[0]
    path.write_bytes(notebook(ran))
    assert warnings(work) == []
    (work / ".#tiny.ipynb").symlink_to("somebody@here")
    assert warnings(work) == [
        "tiny.ipynb is open in an editor and may not be saved; save it and pack again"
    ]


def test_a_notebook_as_it_was_handed_out_is_named(work: Path) -> None:
    path = work / "tiny.ipynb"
    path.write_bytes(notebook(code("x = 1")))
    manifest = json.loads((work / "manifest.json").read_text())
    manifest["files"]["tiny.ipynb"] = file_digest(path.read_bytes())
    (work / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")

    assert "save it and pack again" in pack(load_assignment(work), work).warnings[0]


def test_the_assignment_s_files_go_in_and_nothing_else(work: Path) -> None:
    assert sorted(packed(work).files) == ["reflection.md", "rescale.py", "running_mean.py"]
    assert packed(work).files["running_mean.py"] == RIGHT.encode()


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert pack(tiny(), tmp_path) == Packed()


def write(work: Path, name: str, content: str | bytes) -> None:
    (work / name).parent.mkdir(parents=True, exist_ok=True)
    (work / name).write_bytes(content.encode() if isinstance(content, str) else content)


@pytest.mark.parametrize(
    ("line", "beside", "goes"),
    cases(
        {
            "a module": ("import sums", "sums.py", True),
            "a package": ("from lib.sums import x", "lib/sums.py", True),
            "data": ("open('data/x.csv')", "data/x.csv", True),
            "what nothing names": ("x = 1", "sums.py", False),
            "a hidden file": ("open('.env')", ".env", False),
        }
    ),
)
def test_what_the_work_needs_comes_along(work: Path, line: str, beside: str, goes: bool) -> None:
    write(work, "running_mean.py", f"{line}\n{RIGHT}")
    write(work, beside, "y = 1\n")
    assert (beside in packed(work).files) is goes


def test_what_the_course_gives_need_not_come_along(work: Path) -> None:
    write(work, "running_mean.py", f"import helpers\n{RIGHT}")
    write(work, "helpers.py", "x = 1\n")
    given = replace(tiny(), files=("helpers.py",))
    assert "helpers.py" not in pack(given, work).files and "helpers.py" in packed(work).files


def test_data_that_would_not_be_read_is_left_out_with_a_warning(work: Path) -> None:
    write(work, "running_mean.py", f"open('x.csv')\n{RIGHT}")
    write(work, "x.csv", bytes((1 << 20) + 1))
    small = replace(tiny(), ceilings=replace(tiny().ceilings, file_mib=1))
    made = pack(small, work)
    assert "x.csv" not in made.files
    assert made.warnings == [
        "x.csv is left out: it is larger than the 1 MiB that are read; make it smaller"
    ]


@pytest.mark.parametrize("left", [".#running_mean.py", "#running_mean.py#", ".running_mean.py.swp"])
def test_a_file_that_an_editor_has_open_is_named(work: Path, left: str) -> None:
    if left.startswith(".#"):
        (work / left).symlink_to("ada@host.4711")  # Emacs's lock leads nowhere
    else:
        (work / left).touch()
    assert warnings(work) == [
        "running_mean.py is open in an editor and may not be saved; save it and pack again"
    ]


@pytest.mark.parametrize(
    ("name", "meant"),
    cases(
        {
            "another case": ("Rescale.py", "rescale.py"),
            "a letter": ("rescal.py", "rescale.py"),
            "a space for the line": ("running mean.py", "running_mean.py"),
            "a dash for the line": ("running-mean.py", "running_mean.py"),
        }
    ),
)
def test_a_name_that_nearly_matches_goes_in_and_is_named(work: Path, name: str, meant: str) -> None:
    (work / meant).unlink()
    write(work, name, RIGHT)
    made = packed(work)
    assert name in made.files
    assert made.warnings == [
        f"{name} looks like {meant}; rename it to {meant}, so that nobody has to guess"
    ]


@pytest.mark.parametrize("name", ["rescale.txt", "scale.md", "README.md", "other.py"])
def test_a_name_that_is_another_is_nobody_s(work: Path, name: str) -> None:
    (work / "rescale.py").unlink()
    write(work, name, "x")
    made = packed(work)
    assert name not in made.files and made.warnings == []


def book(*counts: int | None) -> bytes:
    cells = [code(f"x = {at}") | {"execution_count": count} for at, count in enumerate(counts)]
    return notebook(*cells, code(""), code("import grader\ngrader.check()"))


@pytest.mark.parametrize(
    ("counts", "warning"),
    cases(
        {
            "all run": ([1, 2], None),
            "none run": ([None, None], "was never run, or was saved without its results"),
            "one not run": ([1, None], "1 of 2 code cells of tiny.ipynb were never run"),
            "nothing to run": ([], None),
        }
    ),
)
def test_cells_that_were_never_run_are_counted_without_that_of_the_checks(
    work: Path, counts: list[int | None], warning: str | None
) -> None:
    write(work, "tiny.ipynb", book(*counts))
    told = warnings(work)
    assert told == [] if warning is None else warning in told[0]


def graded(name: str, points: str, **more: object) -> TaskResult:
    return replace(task(name, check(earned=Decimal(points))), **more)


RESULT = result(
    graded("a", "1.50", undecided=Decimal(0)),
    graded("b", "0", undecided=Decimal("0.5")),
    task("c", status=TaskStatus.NOT_SUBMITTED),
    task("d", check(outcome=Outcome.GRADER_FAULT), status=TaskStatus.HELD),
)


def said(files: dict[str, bytes], of: Result | None, why: str = "") -> dict[str, object]:
    text = submission_text(tiny(), files, of, why)
    assert text.endswith("}\n")
    content: dict[str, object] = json.loads(text)
    return content


def test_what_the_machine_said_is_a_claim_beside_the_digests() -> None:
    content = said({"b.py": b"2", "a.py": b"1"}, RESULT)
    assert content["files"] == {"a.py": file_digest(b"1"), "b.py": file_digest(b"2")}
    assert content["visible_checks"] == {
        "a": "1.5 of 2 points",
        "b": "0 of 1.5 points",
        "c": "not submitted",
        "d": "held",
    }
    assert (content["tensorgrade"], content["format"]) == ("submission", FORMAT)
    assert content["versions"] == {
        "grader": "0.1",
        "python": "3.11",
        "numpy": "2.4",
        "torch": "2.13",
    }
    assert "no grade" in str(content["about"])


def test_checks_that_did_not_run_say_why_and_claim_nothing() -> None:
    content = said({}, None, "变了")
    assert content["visible_checks"] == {"not_run": "变了"} and "versions" not in content


def test_tasks_that_are_missing_or_untouched_are_named() -> None:
    shown = result(
        graded("a", "2"),
        graded("b", "0", unchanged=True),
        task("c", status=TaskStatus.NOT_SUBMITTED),
    )
    assert missing_task_warnings(shown) == [
        "c is missing: no file and no cell of it was found",
        "b is still as it was handed out",
    ]
