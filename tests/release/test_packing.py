"""What goes into a release, and how it is packed."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from support.courses import TINY, tiny

from grader.config import file_digest
from grader.release.gradescope import RUN, SETUP, gradescope_files, write_gradescope_zip
from grader.release.packing import read_check_files, release_files, stub_submission, write_zip


def test_a_zip_lies_under_one_folder_and_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    files = {"b.py": b"2", "a/c.py": b"1"}
    write_zip(tmp_path / "one.zip", "hw1", files)
    write_zip(tmp_path / "two.zip", "hw1", dict(reversed(files.items())))
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.namelist() == ["hw1/a/c.py", "hw1/b.py"]


def test_check_files_come_with_line_ends_that_every_checkout_has(tmp_path: Path) -> None:
    checks = tmp_path / "checks"
    checks.mkdir()
    (checks / "test_a.py").write_bytes(b"x = 1\r\ny = 2\r\n")
    (checks / "helper.py").write_bytes(b"secret")
    (checks / "notes.txt").write_bytes(b"secret")
    assert read_check_files(tmp_path) == {"checks/test_a.py": b"x = 1\ny = 2\n"}


def test_a_release_says_the_digest_of_every_file_and_holds_nothing_hidden() -> None:
    files = release_files(TINY, tiny())
    listed = json.loads(files["manifest.json"])["files"]
    assert set(listed) == set(files) - {"manifest.json"}
    assert all(listed[name] == file_digest(files[name]) for name in listed)
    assert {"README.md", "tiny.ipynb", "running_mean.py", ".github/workflows/check.yml"} <= set(
        files
    )
    assert "hidden.toml" not in files and list(files) == sorted(files)
    assert not any(b"BEGIN SOLUTION" in content for content in files.values())
    readme = files["README.md"].decode()
    assert "Means and scales" in readme and "pip install tensorgrade" in readme
    assert "$" not in readme.replace("$ ", "")


def test_the_stub_is_the_code_of_every_task_as_it_is_handed_out() -> None:
    made = {"running_mean.py": b"1", "rescale.py": b"2", "reflection.md": b"3"}
    stub = stub_submission(tiny(), made)
    assert [(file.name, file.content) for file in stub.files] == [
        ("running_mean.py", b"1"),
        ("rescale.py", b"2"),
    ]


def test_a_gradescope_zip_holds_release_and_hidden_checks_and_no_reference(tmp_path: Path) -> None:
    path = write_gradescope_zip(TINY, tiny(), tmp_path)
    with zipfile.ZipFile(path) as archive:
        modes = {each.filename: each.external_attr >> 16 & 0o777 for each in archive.infolist()}
    assert modes[SETUP] == modes[RUN] == 0o755
    assert {"hidden/hidden.toml", "assignment/running_mean.py"} <= set(modes)
    assert set(modes.values()) == {0o755, 0o644}
    assert not [name for name in modes if name.startswith(("solutions", "hidden/running_mean"))]


def test_gradescope_s_scripts_have_their_values() -> None:
    files = gradescope_files(TINY, tiny())
    for name in (SETUP, RUN):
        text = files[name].decode()
        for value in ("$python", "$torch", "$numpy", "$version", "$options"):
            assert value not in text
        assert text.startswith("#!") and not [
            line for line in text.split("\n") if line != line.rstrip()
        ]
