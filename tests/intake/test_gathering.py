"""A class is gathered: around what it lies in, which attempt counts, who is missing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.downloads import roster, written, zipped

from grader.errors import CalledWrongly
from grader.intake.gathering import Gathered, gather, read_one
from grader.intake.rosters.roster import read_roster

A = b"def f(): return 1\n"
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
TWO = {"s001_srn.py": A, "s001_srn_v2.py": A + b"# again\n"}


def submissions(class_: Gathered) -> dict[str, str | None]:
    return {each.name: each.problem for each in class_.submissions}


def test_each_entry_is_a_submission_and_litter_is_none(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {
        "bob/srn.py": A,
        "ada.zip": zipped({"srn.py": A}),
        "notes.pdf": b"%PDF",
        ".git/x": A,
    }
    class_ = gather(written(tmp_path / "class", files))
    assert submissions(class_) == {"ada": None, "bob": None}
    assert (class_.passed_over, class_.missing, class_.kind) == (
        ("notes.pdf",),
        (),
        "one entry per submission",
    )
    assert [each.name for each in gather(tmp_path / "class").submissions] == ["ada", "bob"]


@pytest.mark.parametrize("depth", [0, 1, 2, 3])
def test_folders_around_a_class_are_looked_into(tmp_path: Path, depth: int) -> None:
    inner = "around/" * depth
    files: dict[str, bytes | str] = {f"{inner}s001/srn.py": A, f"{inner}s002/srn.py": A}
    class_ = gather(written(tmp_path / "class", files), read_roster(roster(tmp_path)))
    assert submissions(class_) == {"s001": None, "s002": None}


def test_the_only_folder_is_somebody_s_work_where_the_roster_knows_it(tmp_path: Path) -> None:
    folder = written(tmp_path / "class", {"s001/a/srn.py": A, "s001/b/srn.py": A})
    class_ = gather(folder, read_roster(roster(tmp_path)))
    assert submissions(class_) == {"s001": None}
    assert [each.id for each in class_.missing] == ["s002", "s003", "s004"]


def test_one_student_s_folder_is_no_class(tmp_path: Path) -> None:
    folder = written(tmp_path / "ada", {"srn.py.txt": A, "extra.py": A})
    with pytest.raises(CalledWrongly, match=r"one student's work: it holds srn\.py\.txt; use"):
        gather(folder, task_files=("week1/srn.py",))
    assert len(gather(folder, task_files=("rnn.py",)).submissions) == 2


@pytest.mark.parametrize("files", [{}, {"a.pdf": b"%PDF"}], ids=["empty", "nothing that is work"])
def test_a_folder_without_work_is_called_wrongly(tmp_path: Path, files: dict[str, bytes]) -> None:
    with pytest.raises(CalledWrongly, match="has no submissions in it: no folders"):
        gather(written(tmp_path, {**files}))


def test_somebody_s_file_that_is_no_work_is_held_and_not_missing(tmp_path: Path) -> None:
    folder = written(tmp_path / "class", {"s001.pdf": b"%PDF", "s002/srn.py": A})
    class_ = gather(folder, read_roster(roster(tmp_path)))
    held = submissions(class_)["s001"]
    assert held == "found only s001.pdf, which cannot be read; ask for the source files"
    assert [each.id for each in class_.missing] == ["s003", "s004"]


def test_strangers_are_told_from_what_may_be_of_several(tmp_path: Path) -> None:
    namesakes = read_roster(roster(tmp_path, "id,name\ns1,Li Wei\ns2,Li Wei\ns3,Ada\n"))
    files: dict[str, bytes | str] = {"Li Wei/srn.py": A, "mallory/srn.py": A, "s3/srn.py": A}
    class_ = gather(written(tmp_path / "class", files), namesakes)
    assert [each.source for each in class_.strangers] == ["mallory"]
    assert [each.source for each in class_.doubtful] == ["Li Wei"]
    assert [each.name for each in class_.unsure] == ["s1", "s2"] and class_.missing == ()


class TestAttempts:
    def gathered(
        self, folder: Path, hours: tuple[int, int] | None, *, latest: bool = False
    ) -> Gathered:
        """Two attempts of s001 that came so many hours after noon, due at one."""
        given = dict(zip(TWO, hours or (), strict=False))
        times = {
            name.removesuffix(".py"): NOON + timedelta(hours=each) for name, each in given.items()
        }
        return gather(
            written(folder / "class", dict(TWO)),
            read_roster(roster(folder)),
            deadline=lambda student: NOON + timedelta(hours=1),
            latest=latest,
            times=times,
        )

    @pytest.mark.parametrize(
        ("hours", "latest", "counts"),
        [
            ((0, 1), False, "s001_srn_v2"),
            ((0, 2), False, "s001_srn"),
            ((0, 2), True, "s001_srn_v2"),
            ((3, 2), False, "s001_srn"),
        ],
        ids=["both in time", "one in time", "the latest of all", "both late"],
    )
    def test_times_that_somebody_gave_decide(
        self, tmp_path: Path, hours: tuple[int, int], latest: bool, counts: str
    ) -> None:
        class_ = self.gathered(tmp_path, hours, latest=latest)
        (one,) = class_.handed_in
        assert (one.submission.name, one.source, one.submission.problem) == ("s001", counts, None)
        assert class_.timed == {"s001_srn", "s001_srn_v2"}

    def test_without_times_the_student_is_held(self, tmp_path: Path) -> None:
        class_ = self.gathered(tmp_path, None)
        problem = submissions(class_)["s001"]
        assert problem is not None and problem.startswith(
            "handed in 2 times (s001_srn, s001_srn_v2)"
        )
        assert class_.timed == frozenset()


class TestOne:
    def test_a_folder_and_a_file_are_read_by_their_own_names(self, tmp_path: Path) -> None:
        written(tmp_path, {"ada/srn.py": A, "ada/notes.md": A, "bob.py": A})
        ada, bob = read_one(tmp_path / "ada"), read_one(tmp_path / "bob.py")
        assert (ada.name, [file.name for file in ada.files]) == ("ada", ["notes.md", "srn.py"])
        assert (bob.name, bob.problem) == ("bob", None)

    def test_what_is_broken_is_held_and_what_is_not_there_is_called_wrongly(
        self, tmp_path: Path
    ) -> None:
        written(tmp_path, {"ada.zip": b"no zip"})
        assert "is not a zip or tar archive" in (read_one(tmp_path / "ada.zip").problem or "")
        with pytest.raises(CalledWrongly, match="there is nothing at"):
            read_one(tmp_path / "none")
