"""Folders, files, a whole class."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.archives import zipped

import grader
from grader.errors import CalledWrongly
from grader.intake.gathering import gather
from grader.intake.reading import read_folder, read_submission
from grader.model import Ceilings, Submission


def made(folder: Path, files: dict[str, bytes]) -> Path:
    """A folder with these files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def names(submission: Submission) -> list[str]:
    return [file.name for file in submission.files]


def test_a_folder_is_read_with_its_folders_in_order(tmp_path: Path) -> None:
    found = read_submission(
        made(
            tmp_path / "ada",
            {"z.py": b"1", "lib/a.py": b"2", "lib/deep/b.py": b"3", "notes.md": b"4"},
        )
    )
    assert names(found) == ["lib/a.py", "lib/deep/b.py", "notes.md", "z.py"]
    assert (found.name, found.problem, found.received, found.student) == ("ada", None, None, None)


def test_an_empty_folder_is_an_empty_submission(tmp_path: Path) -> None:
    found = read_submission(made(tmp_path / "ada", {}))
    assert (found.files, found.problem) == ((), None)


@pytest.mark.parametrize("name", ["srn.py", "srn.v2.py", "work.ipynb", "你好.py", "PLAIN.PY"])
def test_one_file_is_a_submission_of_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x = 1\n")
    found = read_submission(tmp_path / name)
    assert names(found) == [name] and found.name == name.rpartition(".")[0]


def test_what_lies_beside_the_work_is_left_out(tmp_path: Path) -> None:
    left_out = [
        ".hidden.py",
        ".git/h.py",
        "__pycache__/a.py",
        "checks/test_a.py",
        "node_modules/x.py",
        "venv/lib/y.py",
    ]
    folder = made(tmp_path / "ada", {"a.py": b"1", **dict.fromkeys(left_out, b"2")})
    (folder / "venv" / "pyvenv.cfg").write_text("home = /usr\n")
    assert names(read_folder(folder, "ada")) == ["a.py"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    made(tmp_path / "secret", {"s.py": b"1"})
    folder = made(tmp_path / "ada", {"a.py": b"1"})
    (folder / "link.py").symlink_to(tmp_path / "secret" / "s.py")
    (folder / "folder").symlink_to(tmp_path / "secret")
    (folder / "loop").symlink_to(folder)
    (folder / "gone.py").symlink_to(tmp_path / "nothing.py")
    assert names(read_submission(folder)) == ["a.py"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    folder = made(tmp_path / "ada", {"a.py": b"1"})
    os.mkfifo(folder / "b.py")
    assert names(read_submission(folder)) == ["a.py"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_names_that_are_not_utf8_are_read(tmp_path: Path) -> None:
    """What unzip on Linux makes of an archive of Chinese Windows."""
    folder = made(tmp_path / "ada", {"a.py": b"1"})
    Path(os.fsdecode(os.fsencode(folder) + b"/" + "作业.py".encode("gbk"))).write_bytes(b"2")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xff.py")).write_bytes(b"3")
    found = read_submission(folder)
    assert "作业.py" in names(found) and len(found.files) == 3
    assert found.digest.startswith("sha256:")


def test_archives_in_a_folder_are_read_as_folders_of_their_names(tmp_path: Path) -> None:
    found = read_submission(
        made(tmp_path / "ada", {"b.py": b"2", "work/hand in.zip": zipped(("a.py", b"1"))})
    )
    assert names(found) == ["b.py", "work/hand in/a.py"]


def test_a_broken_archive_in_a_folder_holds_the_submission(tmp_path: Path) -> None:
    found = read_submission(made(tmp_path / "ada", {"more.zip": b"no zip", "b.py": b"2"}))
    assert "more.zip is not a zip or tar archive" in found.problem


def test_a_folder_is_read_within_the_ceilings(tmp_path: Path) -> None:
    folder = made(tmp_path / "ada", {"a.py": bytes(2 << 20), "b.py": b"1", "c.py": b"2"})
    found = read_submission(folder, Ceilings(file_mib=1, files=1))
    assert names(found) == ["b.py"]
    assert [note.partition(" ")[0] for note in found.notes] == ["a.py", "c.py"]


def test_a_file_too_large_leaves_an_empty_submission_with_a_note(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(bytes(2 << 20))
    found = read_submission(tmp_path / "a.py", Ceilings(file_mib=1))
    assert found.files == () and "2 MiB are more than 1 MiB" in found.notes[0]


def test_a_class_has_one_submission_an_entry_in_order_of_names(tmp_path: Path) -> None:
    made(tmp_path / "cyn", {"a.py": b"1"})
    (tmp_path / "ada.zip").write_bytes(zipped(("a.py", b"1")))
    (tmp_path / "bob.ipynb").write_bytes(b"{}")
    (tmp_path / "eve.zip").write_bytes(b"")
    (tmp_path / "grades.csv").write_bytes(b"")
    (tmp_path / ".DS_Store").write_bytes(b"")
    found = gather(tmp_path).submissions
    assert [submission.name for submission in found] == ["ada", "bob", "cyn", "eve"]
    assert [submission.problem is None for submission in found] == [True, True, True, False]


def test_an_entry_that_is_a_link_keeps_its_own_name(tmp_path: Path) -> None:
    made(tmp_path / "store" / "0001", {"a.py": b"1"})
    (tmp_path / "class").mkdir()
    for name in ("ada", "bob"):
        (tmp_path / "class" / name).symlink_to(tmp_path / "store" / "0001")
    assert [submission.name for submission in gather(tmp_path / "class").submissions] == [
        "ada",
        "bob",
    ]


def test_the_current_folder_is_a_submission_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(made(tmp_path / "ada", {"a.py": b"1"}))
    assert read_submission(Path()).name == "ada"


@pytest.mark.parametrize(
    ("read", "sentence"),
    [
        (lambda path: read_submission(path / "nothing"), "there is nothing at"),
        (lambda path: gather(path / "nothing"), "is not a folder of submissions"),
        (lambda path: gather(path), "has no submissions in it"),
    ],
)
def test_where_there_is_nothing_one_called_wrongly(
    tmp_path: Path, read: Callable[..., Any], sentence: str
) -> None:
    with pytest.raises(CalledWrongly, match=sentence):
        read(tmp_path)


@pytest.mark.parametrize("room", ["intake", "cli", "runs", "feedback", "exporters"])
def test_no_notebook_is_parsed_on_the_desk(room: str) -> None:
    """Its only reader is in the student process."""
    for path in (Path(grader.__file__).parent / room).rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "read_notebook" not in text and "inside.notebook" not in text, path


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("srn.py.txt", "srn.py"),
        ("SRN.PY.TXT", "SRN.PY"),
        ("rnn.ipynb.json", "rnn.ipynb"),
        ("rnn.ipynb.txt", "rnn.ipynb"),
        ("srn.py.py", "srn.py"),
        ("answers.md.txt", "answers.md"),
        ("srn.py.download", "srn.py"),
    ],
)
@pytest.mark.parametrize("form", ["folder", "zip"])
def test_an_ending_that_a_browser_added_is_taken_off_with_a_note(
    tmp_path: Path, name: str, meant: str, form: str
) -> None:
    path = tmp_path / "ada.zip"
    path.write_bytes(zipped((f"hw/{name}", b"1")))
    if form == "folder":
        path = made(tmp_path / "ada", {f"hw/{name}": b"1"})
    found = read_submission(path)
    assert names(found) == [f"hw/{meant}"]
    assert f"hw/{name} was read as hw/{meant}" in found.notes


def test_a_file_under_its_right_name_counts_before_one_with_an_ending_added(tmp_path: Path) -> None:
    found = read_submission(made(tmp_path / "ada", {"srn.py": b"1", "srn.py.txt": b"2"}))
    assert {file.name: file.content for file in found.files} == {
        "srn.py": b"1",
        "srn.py.txt": b"2",
    }


@pytest.mark.parametrize("name", ["hw.rar", "hw.7z", "HW.RAR", "hw.tar.zst", "srn.py.gz"])
@pytest.mark.parametrize("form", ["alone", "folder", "zip"])
def test_an_archive_that_cannot_be_read_is_held_and_named(
    tmp_path: Path, name: str, form: str
) -> None:
    path = tmp_path / name
    path.write_bytes(b"Rar!")
    if form == "folder":
        path = made(tmp_path / "ada", {name: b"Rar!", "read me.txt": b""})
    if form == "zip":
        path = tmp_path / "ada.zip"
        path.write_bytes(zipped((name, b"Rar!")))
    found = read_submission(path)
    assert name in (found.problem or "") and "cannot be read; hand in a zip" in (
        found.problem or ""
    )


def test_beside_work_an_archive_that_cannot_be_read_is_a_note(tmp_path: Path) -> None:
    found = read_submission(made(tmp_path / "ada", {"srn.py": b"1", "old.rar": b"Rar!"}))
    assert found.problem is None
    assert "old.rar was left out: a RAR archive cannot be read" in found.notes


@pytest.mark.parametrize(
    ("files", "only"),
    [
        (["report.pdf"], "found only report.pdf"),
        (["scan 1.jpg", "scan 2.jpg"], "found only scan 1.jpg, scan 2.jpg"),
        ([f"{at}.png" for at in range(8)], "0.png, 1.png, 2.png, 3.png, 4.png and 3 more"),
        (["essay.txt"], "found only essay.txt"),
    ],
)
def test_what_is_no_work_is_named_when_nothing_else_is_there(
    tmp_path: Path, files: list[str], only: str
) -> None:
    found = read_submission(made(tmp_path / "ada", dict.fromkeys(files, b"x")))
    assert found.problem is None and any(only in note for note in found.notes)
    beside = read_submission(made(tmp_path / "bob", {"a.py": b"", **dict.fromkeys(files, b"x")}))
    assert beside.notes == ()


@pytest.mark.parametrize("name", ["rnn.ipynb", "rnn.ipynb.json", "hw/rnn.ipynb"])
@pytest.mark.parametrize("form", ["folder", "zip"])
def test_a_notebook_too_large_holds_the_submission(tmp_path: Path, name: str, form: str) -> None:
    path = tmp_path / "ada.zip"
    path.write_bytes(zipped((name, bytes(2 << 20)), ("helper.py", b"1")))
    if form == "folder":
        path = made(tmp_path / "ada", {name: bytes(2 << 20), "helper.py": b"1"})
    found = read_submission(path, Ceilings(file_mib=1))
    assert "has more than 1 MiB; clear its outputs and hand it in again" in (found.problem or "")


def test_data_never_takes_the_room_of_work(tmp_path: Path) -> None:
    data = {f"a{at}.npz": bytes(900 << 10) for at in range(4)}
    found = read_submission(
        made(tmp_path / "ada", {**data, "srn.py": bytes(900 << 10)}), Ceilings(total_mib=2)
    )
    assert names(found) == ["a0.npz", "srn.py"] and found.problem is None
    assert any("a1.npz and what follows was left out" in note for note in found.notes)


def test_data_beside_the_work_is_read(tmp_path: Path) -> None:
    files = {"srn.py": b"", "w.npz": b"1", "config.json": b"{}", "data/x.csv": b"", "w.pt": b""}
    assert names(read_submission(made(tmp_path / "ada", files))) == sorted(files)


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
@pytest.mark.parametrize("outer", ["zip", "folder"])
def test_archives_in_archives_are_read_to_a_depth(tmp_path: Path, depth: int, outer: str) -> None:
    content = zipped(("srn.py", b"1"))
    for at in range(depth - 1):
        content = zipped((f"inner {at}.zip", content))
    path = tmp_path / "ada.zip"
    path.write_bytes(content)
    if outer == "folder":
        path = made(tmp_path / "ada", {"ada.zip": content})
    found = read_submission(path)
    if depth > 3:
        assert "an archive in an archive in an archive" in (found.problem or "")
        return
    assert [name.rpartition("/")[2] for name in names(found)] == ["srn.py"]
    assert len([note for note in found.notes if "is an archive inside" in note]) == depth - 1


def test_what_cannot_be_read_has_the_digest_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "ada.zip").write_bytes(b"PK\x03\x04 one")
    (tmp_path / "bob.zip").write_bytes(b"PK\x03\x04 two")
    (tmp_path / "cyd.zip").write_bytes(b"PK\x03\x04 two")
    first, second, third = (
        read_submission(tmp_path / f"{name}.zip") for name in ("ada", "bob", "cyd")
    )
    empty = read_submission(made(tmp_path / "none", {})).digest
    assert first.problem and second.problem
    assert len({first.digest, second.digest, third.digest, empty}) == 4, "names are part of it"
