"""Git clones show their own work only, and cost no more than any other."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from support.downloads import clone, git

from grader.intake.gathering import gather, read_one
from grader.intake.recognisers import clones
from grader.model import Ceilings, Submission

NOON = "2026-12-01T12:00:00+00:00"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A class with one honest clone."""
    clone(tmp_path / "class" / "ana", (NOON, {"srn.py": "the work of ana"}))
    return tmp_path / "class"


def submissions(folder: Path) -> dict[str, Submission]:
    return {each.name: each for each in gather(folder).submissions}


@pytest.mark.parametrize(
    "inner", ["refs/heads", "objects", "objects/pack", "HEAD", "refs", "packed-refs", "config", ""]
)
def test_a_link_anywhere_below_git_is_never_followed(folder: Path, inner: str) -> None:
    """Each borrows what it lacks from ana's clone."""
    eve = folder / "eve"
    eve.mkdir()
    own, others = eve / ".git", folder / "ana" / ".git"
    git(folder / "ana", "pack-refs", "--all")
    shutil.copytree(others, own)
    place = own / inner
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink()
    place.symlink_to(others / inner)
    found = submissions(folder)
    assert found["ana"].files[0].content == b"the work of ana"
    assert found["eve"].files == () and "points elsewhere" in (found["eve"].problem or "")


@pytest.mark.parametrize("linked", [("packed-refs",), ("packed-refs", "objects"), ("objects",)])
def test_links_to_another_s_refs_or_packs_earn_nothing(folder: Path, linked: tuple[str]) -> None:
    """Only single files are links; head and settings are eve's own."""
    own, others = folder / "eve" / ".git", folder / "ana" / ".git"
    git(folder / "ana", "gc", "-q")
    shutil.copytree(others, own)
    for top in linked:
        found = [others / top] if top == "packed-refs" else (others / top / "pack").iterdir()
        for file in found:
            place = own / file.relative_to(others)
            place.unlink()
            place.symlink_to(os.path.relpath(file, place.parent))
    assert submissions(folder)["ana"].problem is None
    eve = submissions(folder)["eve"]
    assert eve.files == () and "points elsewhere" in (eve.problem or "")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
@pytest.mark.parametrize("inner", ["config", "HEAD", "hooks/post-checkout"])
def test_a_pipe_below_git_is_not_waited_for(folder: Path, inner: str) -> None:
    eve = clone(folder / "eve", (NOON, {"srn.py": "x"}))
    place = eve / ".git" / inner
    place.parent.mkdir(exist_ok=True)
    place.unlink(missing_ok=True)
    os.mkfifo(place)
    found = submissions(folder)
    assert found["ana"].problem is None and "points elsewhere" in (found["eve"].problem or "")


def test_a_relative_path_is_as_good(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    assert submissions(Path("class"))["ana"].files[0].content == b"the work of ana"
    monkeypatch.chdir(folder)
    assert submissions(Path())["ana"].problem is None
    assert read_one(Path("ana")).files[0].content == b"the work of ana"


def tree_bomb(folder: Path, deep: int, leaf: str) -> Path:
    """A clone of few objects whose tree is 22 wide and `deep` deep."""
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    blob = made(folder, "x = 1\n", "hash-object", "-w", "--stdin")
    tree = made(folder, f"100644 blob {blob}\t{leaf}\n", "mktree")
    for _ in range(deep):
        lines = "".join(f"040000 tree {tree}\td{at:03}\n" for at in range(22))
        tree = made(folder, lines, "mktree")
    git(folder, "update-ref", "HEAD", git(folder, "commit-tree", "-m", "work", tree).strip())
    return folder


def made(folder: Path, text: str, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_a_clone_of_few_objects_and_millions_of_files_is_cut_off(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clones, "MAX_LISTING", 1 << 16)
    tree_bomb(folder / "eve", deep=5, leaf="f.py")
    found = submissions(folder)
    assert "far more files than a submission" in (found["eve"].problem or "")
    assert found["ana"].problem is None


def test_a_clone_that_git_cannot_end_with_is_given_up(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clones, "SECONDS", 0.2)
    monkeypatch.setattr(clones, "MAX_LISTING", 1 << 40)
    tree_bomb(folder / "eve", deep=7, leaf="f.py")
    found = submissions(folder)
    assert "git took more than" in (found["eve"].problem or "")
    assert found["ana"].problem is None


def test_a_clone_of_more_files_than_a_submission_has_is_held(folder: Path) -> None:
    tree_bomb(folder / "eve", deep=2, leaf="f.txt")
    found = gather(folder, ceilings=Ceilings(entries=400)).submissions
    assert "has more than 400 entries" in (found[1].problem or "") and found[0].problem is None


def break_it(folder: Path, how: str) -> None:
    own = folder / ".git"
    if how == "nothing was committed":
        shutil.rmtree(own)
        git(folder, "init", "-q", "-b", "main")
    elif how == "a submodule's":
        shutil.rmtree(own)
        own.write_text("gitdir: ../../ana/.git\n", encoding="utf-8")
    elif how == "an empty folder":
        shutil.rmtree(own)
        own.mkdir()
    else:
        (own / how).unlink()


@pytest.mark.parametrize(
    "how", ["HEAD", "refs/heads/main", "nothing was committed", "a submodule's", "an empty folder"]
)
def test_the_files_count_where_git_finds_no_commits(folder: Path, how: str) -> None:
    break_it(clone(folder / "bob", (NOON, {"srn.py": "the work of bob"})), how)
    break_it(clone(folder / "cleo", (NOON, {"photo.heic": "x"})), how)
    found = submissions(folder)
    bob, cleo = found["bob"], found["cleo"]
    assert bob.problem is None and [file.content for file in bob.files] == [b"the work of bob"]
    assert bob.received is None and any("the files in its folder count" in n for n in bob.notes)
    assert "clone it again" in (cleo.problem or "")
