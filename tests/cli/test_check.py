"""`grade check` as a student runs it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest
from support.commands import grade_here as grade
from support.result_schema import json_schema
from support.samples import ROOT, SAMPLES


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder of stubs, as released."""
    folder = tmp_path / "rnn"
    shutil.copytree(
        ROOT / "assignments" / "rnn", folder, ignore=shutil.ignore_patterns("__pycache__")
    )
    return folder


def put(case: str, work: Path) -> None:
    shutil.copytree(SAMPLES / "cases" / case, work, dirs_exist_ok=True)


def test_stubs_earn_nothing_and_say_what_is_not_written(work: Path) -> None:
    done = grade("check", "srn", "srn_tanh", at=work)
    assert done.returncode == 1
    assert "not started; next: srn.py:33" in done.stdout and "0 / 6" in done.stdout
    assert "hidden checks decide 8 more points" in done.stdout


def test_right_work_passes(work: Path) -> None:
    put("srn-honest-einsum", work)
    done = grade("check", "srn", at=work)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "6 / 6" in done.stdout


def test_a_mistake_is_told_with_place_numbers_and_hint(work: Path) -> None:
    put("srn-wrong-state-not-carried", work)
    done = grade("check", "srn", at=work)
    assert done.returncode == 1
    assert "srn.py:" in done.stdout and "expected" in done.stdout and "hint" in done.stdout
    assert "time step 1" in done.stdout and "step 0 agrees" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "Traceback" not in done.stdout + done.stderr


def test_json_is_one_valid_object(work: Path) -> None:
    put("srn-wrong-state-not-carried", work)
    done = grade("check", "srn", "--json", at=work)
    result = json.loads(done.stdout)
    jsonschema.validate(result, json_schema())
    assert result["seeds"]["hidden"] is None and result["student"] is None
    assert result["tasks"][0]["undecided"] == 4 and result["undecided"] == 4
    assert not any(check["hidden"] for check in result["tasks"][0]["checks"])


def test_a_written_task_is_present_missing_or_unchanged(work: Path) -> None:
    unchanged = grade("check", "answers", at=work)
    assert unchanged.returncode == 0 and "unchanged from the template" in unchanged.stdout
    (work / "answers.md").write_text("# My answers\n", encoding="utf-8")
    assert "present" in grade("check", "answers", at=work).stdout
    (work / "answers.md").unlink()
    missing = grade("check", "answers", at=work)
    assert missing.returncode == 0 and "missing" in missing.stdout


def test_checks_that_were_changed_are_not_run(work: Path) -> None:
    path = work / "checks" / "test_srn.py"
    path.write_text(path.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    done = grade("check", "srn", at=work)
    assert done.returncode == 3
    assert "it is not the check file that its transcript was made from" in done.stderr
    assert "FAILED" not in done.stdout and "/ 6" not in done.stdout


def test_a_broken_transcript_is_one_sentence(work: Path) -> None:
    (work / "checks" / "transcripts" / "srn.json").write_bytes(b'{"format": 1, "task"')
    done = grade("check", "srn", at=work)
    assert done.returncode == 2 and "this is not a transcript" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is missing"),
        (b"id = ", "not valid TOML"),
        (b"\xff\xfe", "not UTF-8"),
        (b'id = "rnn"\nseed = 1\n', "no [[tasks]]"),
        (b'id = "rnn"\nseed = "x"\n', "must be a whole number"),
    ],
)
def test_broken_settings_are_one_sentence(work: Path, content: bytes, says: str) -> None:
    (work / "assignment.toml").write_bytes(content)
    done = grade("check", at=work)
    assert done.returncode == 2 and says in done.stderr and "assignment.toml" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_task_is_called_wrongly(work: Path) -> None:
    done = grade("check", "sorting", at=work)
    assert done.returncode == 2 and "its tasks are srn," in done.stderr


def test_without_an_assignment_it_says_where_to_go(tmp_path: Path) -> None:
    done = grade("check", at=tmp_path)
    assert done.returncode == 2 and "there is no assignment.toml" in done.stderr


def test_x_stops_at_the_first_check_that_does_not_pass(work: Path) -> None:
    done = grade("check", "srn", "srn_tanh", "-x", "--json", at=work)
    result = json.loads(done.stdout)
    assert [len(task["checks"]) for task in result["tasks"]] == [1]


def test_verbose_shows_what_passed_and_what_was_printed(work: Path) -> None:
    (work / "srn.py").write_text(
        "import numpy as np\ndef srn_forward(*a):\n    print('hello from srn')\n    return 1\n",
        encoding="utf-8",
    )
    done = grade("check", "srn", "-v", at=work)
    assert "hello from srn" in done.stdout


@pytest.mark.parametrize("name", ["srn::random_sequence", "srn.py::random_sequence"])
def test_one_check_of_a_task_is_judged_alone_with_what_it_needs(work: Path, name: str) -> None:
    put("srn-wrong-state-not-carried", work)
    done = grade("check", name, "--json", at=work)
    (task,) = json.loads(done.stdout)["tasks"]
    ids = [check["id"] for check in task["checks"]]
    assert done.returncode == 1 and "srn::random_sequence" in ids and len(ids) < 4
    shown = grade("check", name, at=work).stdout
    assert "0 / 2" in shown and "grade pack" not in shown


def test_one_check_beside_a_whole_task(work: Path) -> None:
    put("srn-honest-einsum", work)
    done = grade("check", "srn::random_sequence", "srn_tanh", "--json", at=work)
    srn, tanh = json.loads(done.stdout)["tasks"]
    assert len(srn["checks"]) < 4 <= len(tanh["checks"])


def test_a_check_that_is_not_there_is_called_wrongly(work: Path) -> None:
    done = grade("check", "srn::random_sequense", at=work)
    assert done.returncode == 2 and "did you mean random_sequence?" in done.stderr
    done = grade("check", "snr::random_sequence", at=work)
    assert done.returncode == 2 and "did you mean srn" in done.stderr
