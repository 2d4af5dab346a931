"""`grade batch` and `grade one` as a TA runs them."""

from __future__ import annotations

import csv
import json
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import jsonschema
import pytest
from support.commands import grade_here as grade
from support.result_schema import json_schema
from support.samples import ROOT, SAMPLES

from grader.gradebook.sqlite import SqliteGradebook


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small class.

    Right, wrong, nothing, an archive that cannot be read, a name that spreadsheets would run.
    """
    folder = tmp_path_factory.mktemp("submissions")
    for name, case in (("ada", "srn-honest-einsum"), ("=cmd", "srn-wrong-state-not-carried")):
        shutil.copytree(SAMPLES / "cases" / case, folder / name)
    (folder / "nobody").mkdir()
    (folder / "broken.zip").write_bytes(b"PK\x03\x04 this is no archive")
    with zipfile.ZipFile(folder / "zipped.zip", "w") as archive:
        for path in (SAMPLES / "cases" / "srn-honest-precompute").iterdir():
            archive.write(path, f"rnn/{path.name}")
    return folder


@pytest.fixture(scope="module")
def graded(
    handed_in: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, subprocess.CompletedProcess[str]]:
    out = tmp_path_factory.mktemp("graded")
    return out, batch(handed_in, out)


def batch(handed_in: Path, out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    options = (
        "--assignment",
        "rnn",
        "-o",
        str(out),
        "--gradebook",
        str(out / "g.sqlite"),
        "--trust-submissions",
        *("--only", "srn", "--only", "srn_tanh", "-j", "1"),
    )
    return grade("batch", str(handed_in), *options, *more, at=ROOT)


def rows(out: Path) -> dict[str, dict[str, str]]:
    with (out / "results.csv").open(encoding="utf-8", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def test_the_table_has_a_row_a_submission(
    graded: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    table = rows(graded[0])
    assert set(table) == {"ada", "'=cmd", "nobody", "broken", "zipped"}
    assert (
        table["ada"]["srn"] == "10"
        and table["ada"]["status"] == "graded"
        and table["ada"]["srn_tanh"] == ""
    )
    assert table["zipped"]["total"] == "10"
    assert table["broken"]["total"] == "held" == table["broken"]["status"] == table["broken"]["srn"]
    assert table["nobody"]["status"] == "not_submitted" and table["nobody"]["total"] == ""
    assert float(table["'=cmd"]["srn"]) < 10


def test_a_held_submission_makes_exit_code_3_and_says_why(
    graded: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    _, done = graded
    assert done.returncode == 3, done.stderr
    assert (
        "1 held" in done.stdout
        and "broken.zip" in done.stdout
        and "ask for it again" in done.stdout
    )
    assert "Traceback" not in done.stdout + done.stderr


def test_results_are_valid_and_staff_only(
    graded: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    files = sorted((graded[0] / "results").glob("*.json"))
    assert len(files) == 5
    for path in files:
        result = json.loads(path.read_text(encoding="utf-8"))
        jsonschema.validate(result, json_schema())
        assert result["seeds"]["hidden"] is not None


def test_a_page_shows_no_hidden_value(
    graded: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    out, _ = graded
    for path in sorted((out / "results").glob("*.json")):
        result = json.loads(path.read_text(encoding="utf-8"))
        page = (out / "feedback" / f"{path.stem}.html").read_text(encoding="utf-8")
        tasks = [task for task in result["tasks"] if task["status"] != "not_submitted"]
        hidden = [check for task in tasks for check in task["checks"] if check["hidden"]]
        for check in hidden:
            assert check["title"].split()[0] in page
            if check["difference"]:
                assert (
                    check["difference"]["expected"] not in page
                    or len(check["difference"]["expected"]) < 6
                )
        assert str(result["seeds"]["hidden"]) not in page


def test_a_second_run_judges_only_what_is_new(
    handed_in: Path, graded: tuple[Path, object], tmp_path: Path
) -> None:
    again = tmp_path / "class"
    shutil.copytree(handed_in, again)
    shutil.copytree(SAMPLES / "cases" / "srn-honest-concat", again / "newcomer")
    done = batch(again, graded[0])
    assert (
        "(2 judged now, 4 unchanged)" in done.stdout
    )  # the newcomer, and what is held is tried again
    assert "newcomer" in rows(graded[0])


def test_json_prints_a_line_a_submission(handed_in: Path, tmp_path: Path) -> None:
    done = batch(handed_in, tmp_path / "out", "--json", "--student", "ada", "--only", "srn")
    lines = done.stdout.splitlines()
    assert len(lines) == 1 and json.loads(lines[0])["earned"] == 10


def test_one_prints_the_same_with_hidden_checks(handed_in: Path) -> None:
    done = grade("one", str(handed_in / "zipped.zip"), "--assignment", "rnn", "--json", at=ROOT)
    result = json.loads(done.stdout)
    assert done.returncode == 0 and result["earned"] == 10 and result["undecided"] == 0


def test_one_without_a_course_leaves_hidden_points_undecided(
    handed_in: Path, tmp_path: Path
) -> None:
    released = tmp_path / "rnn"
    shutil.copytree(ROOT / "assignments" / "rnn", released)
    done = grade(
        "one", str(handed_in / "ada"), "--assignment", str(released), "--json", at=tmp_path
    )
    result = json.loads(done.stdout)
    assert result["earned"] == 6 and result["undecided"] == 46 and result["seeds"]["hidden"] is None


@pytest.mark.parametrize(
    "command", [["batch", "."], ["record", "rnn"], ["release", "rnn", "-o", "x"], ["stubs", "rnn"]]
)
def test_staff_commands_need_a_course(command: list[str], tmp_path: Path) -> None:
    done = grade(*command, at=tmp_path)
    assert done.returncode == 2 and "is not in a course" in done.stderr


def test_without_the_staff_extra_batch_says_what_to_install(
    handed_in: Path, tmp_path: Path
) -> None:
    program = (
        "import sys; sys.modules['sqlalchemy'] = None; sys.argv = ['grade', 'batch', sys.argv[1],"
        " '-o', sys.argv[2], '--assignment', 'rnn']\nfrom grader.cli.main import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(handed_in), str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert 'The gradebook needs the staff extra: pip install "tensorgrade[staff]"' in done.stderr


def test_an_interrupt_leaves_a_readable_gradebook(tmp_path: Path) -> None:
    folder = tmp_path / "class"
    for number in range(6):
        shutil.copytree(SAMPLES / "cases" / "srn-honest-einsum", folder / f"s{number}")
    (folder / "s5" / "srn.py").write_text("while True: pass\n", encoding="utf-8")
    options = [
        "--assignment",
        "rnn",
        "-o",
        str(tmp_path / "o"),
        "--gradebook",
        str(tmp_path / "g.sqlite"),
        "-j",
        "1",
    ]
    process = subprocess.Popen(
        [
            sys.executable,
            "-u",
            "-m",
            "grader",
            "batch",
            str(folder),
            *options,
            "--trust-submissions",
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    announced = [
        process.stdout.readline().split()[0] for _ in range(3)
    ]  # the last one never ends by itself
    process.send_signal(signal.SIGINT)
    rest, said = process.communicate(timeout=60)
    assert process.returncode == 130 and "what was graded so far is kept" in said
    assert "not reached" in rest
    gradebook = SqliteGradebook(tmp_path / "g.sqlite")
    kept = gradebook.latest_entries("rnn")
    gradebook.close()
    assert set(announced) <= set(kept)
    assert all(not entry.result.held for entry in kept.values())
