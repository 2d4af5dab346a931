"""Each way in which a class's submissions come is recognised, from a folder as from the zip."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st
from support.downloads import SRN, canvas, clone, git, gradescope, moodle, roster, written, zipped

from grader.errors import BadFile, CalledWrongly
from grader.intake.gathering import Gathered, gather, read_one
from grader.intake.rosters.roster import read_roster
from grader.model import Blame, Submission

DUE = datetime(2026, 12, 1, 23, 59, tzinfo=UTC)


@pytest.fixture(params=["folder", "zip"])
def given(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., Gathered]:
    """Gathers files given as a folder or as the zip that was downloaded, with the roster."""

    def gather_files(files: dict[str, bytes | str], **how: object) -> Gathered:
        path = tmp_path / "download"
        if request.param == "zip":
            path = tmp_path / "download.zip"
            path.write_bytes(zipped(files))
        else:
            written(path, files)
        return gather(path, read_roster(roster(tmp_path)), **how)  # type: ignore[arg-type]

    return gather_files


def by_name(class_: Gathered) -> dict[str, Submission]:
    return {each.submission.name: each.submission for each in class_.handed_in}


def names(submission: Submission) -> list[str]:
    assert submission.problem is None, submission.problem
    return [file.name for file in submission.files]


def test_a_canvas_download(given: Callable[..., Gathered]) -> None:
    class_ = given(canvas())
    found = by_name(class_)
    assert class_.kind == "Canvas download"
    assert names(found["s001"]) == ["answers-1.md", "srn.py"]
    assert names(found["s002"]) == ["hw_1_2_final/rnn homework/srn.py"]
    assert names(found["s003"]) == ["srn (1).py"]
    assert any("late" in note for note in found["s002"].notes)
    assert any("王伟_103_text.html" in note for note in found["s003"].notes)
    assert [student.id for student in class_.missing] == ["s004"]


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("anon_AbC12_9_srn.py", "anon_AbC12"),
        ("LATE_anon_AbC12_9_srn.py", "anon_AbC12"),
        ("van_der_berg_jo_LATE_7_9_my_1_2.py", "van_der_berg_jo_7"),
        ("o_7_9_3_4_srn.py", "o_7"),
    ],
)
def test_odd_names_of_canvas(tmp_path: Path, name: str, own: str) -> None:
    (one,) = gather(written(tmp_path / "download", {name: SRN})).handed_in
    assert one.submission.name == own and names(one.submission)[0] in name


def test_a_stranger_is_listed_under_an_own_name_and_never_guessed(
    given: Callable[..., Gathered],
) -> None:
    found = by_name(given(canvas()))
    assert found["mallory_666"].student is None and names(found["mallory_666"]) == ["srn.py"]
    assert "mallory is not in the roster" in found["mallory_666"].notes[-1]


@pytest.mark.parametrize("flat", [False, True], ids=["folders", "flat"])
def test_a_moodle_download(given: Callable[..., Gathered], flat: bool) -> None:
    class_ = given(moodle(flat=flat))
    found = by_name(class_)
    assert class_.kind == "Moodle download"
    assert set(found) == {"s001", "s003"}
    assert names(found["s001"]) == ["answers.md", "srn.py"]
    assert names(found["s003"]) == ["work/srn.py"]
    assert any("own box" in note for note in found["s001"].notes) is not flat


def test_a_gradescope_export(given: Callable[..., Gathered]) -> None:
    class_ = given(gradescope())
    found = by_name(class_)
    assert class_.kind == "Gradescope export"
    assert found["s001"].received == "2026-12-01T20:10:44.123456+00:00"
    assert found["s002"].received == found["s003"].received == "2026-12-02T09:00:00+00:00"
    assert found["s002"].digest == found["s003"].digest, "each of the group gets the work"
    assert found["submission_3"].student is None
    assert "names submission_4, but the export does not have it" in (found["s004"].problem or "")


def test_a_broken_metadata_file_is_one_sentence_with_its_line(tmp_path: Path) -> None:
    written(
        tmp_path,
        {
            "submission_metadata.yml": "---\nsubmission_1:\n  :submitters: [\n",
            "submission_1/srn.py": SRN,
        },
    )
    with pytest.raises(
        BadFile, match=r"submission_metadata\.yml:4: .*export the submissions again"
    ):
        gather(tmp_path)


# Nine names of nine of the names before, twelve times over: 300 billion when it is written out.
LAUGHS = "".join(f"- &a{at} [{f'*a{at - 1}, ' * 9 if at else 'x'}]\n" for at in range(12))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3",
        "[1, 2]",
        "submission_1: 3",
        "submission_1:\n  :submitters: 7\n  :created_at: soon",
        f"laughs:\n{LAUGHS}submission_1:\n  :submitters:\n  - :name: *a11\n    *a1 : 3\n",
        f"laughs:\n{LAUGHS}submission_1:\n  :submitters:\n  - :name: *a11\n",
    ],
)
def test_odd_metadata_never_stops_with_a_trace(tmp_path: Path, text: str) -> None:
    written(tmp_path, {"submission_metadata.yml": text, "submission_1/srn.py": SRN})
    try:
        assert "submission_1" in [each.submission.name for each in gather(tmp_path).handed_in]
    except BadFile as error:
        assert "export the submissions again" in str(error)


def test_plain_entries_keep_their_kind_and_what_is_nobodys_is_passed_over(
    given: Callable[..., Gathered],
) -> None:
    class_ = given(
        {
            "s001/srn.py": SRN,
            "S-1002_hw1.zip": zipped({"srn.py": SRN}),
            "王伟.ipynb": "{}",
            "grades.csv": "",
        }
    )
    found = by_name(class_)
    assert set(found) == {"s001", "s002", "s003"} and class_.passed_over == ("grades.csv",)
    assert names(found["s002"]) == ["srn.py"]
    assert "S-1002_hw1 is s002 by a number in its name" in found["s002"].notes


def test_a_zip_with_a_folder_around_everything_is_looked_into(tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(
        zipped({"class/ada/srn.py": SRN, "class/bob.zip": zipped({"srn.py": SRN})})
    )
    assert [each.submission.name for each in gather(tmp_path / "all.zip").handed_in] == [
        "ada",
        "bob",
    ]


def test_the_only_student_of_a_class_keeps_an_own_name(tmp_path: Path) -> None:
    clone(tmp_path / "class" / "ada" / "repository", ("2026-12-01T10:00:00+00:00", {"srn.py": "1"}))
    assert [each.submission.name for each in gather(tmp_path / "class").handed_in] == ["ada"]


def test_of_a_clone_the_commit_before_the_deadline_counts(tmp_path: Path) -> None:
    early, in_time, late = (
        "2026-11-30T10:00:00+00:00",
        "2026-12-01T23:58:00+00:00",
        "2026-12-02T00:10:00+00:00",
    )
    clone(
        tmp_path / "class" / "s001",
        (early, {"srn.py": "1"}),
        (in_time, {"srn.py": "2", "lib/a.py": "x"}),
        (late, {"srn.py": "3"}),
    )
    (tmp_path / "class" / "s001" / "srn.py").write_text("not committed")
    class_ = gather(tmp_path / "class", read_roster(roster(tmp_path)), deadline=lambda student: DUE)
    (one,) = class_.handed_in
    assert class_.kind == "git clones" and one.submission.student == "s001"
    assert {file.name: file.content for file in one.submission.files} == {
        "srn.py": b"2",
        "lib/a.py": b"x",
    }
    assert one.submission.received == "2026-12-01T23:58:00+00:00"
    assert len(one.others) == 2 and any(
        "the latest by the deadline counts" in note for note in one.submission.notes
    )


def test_without_a_commit_in_time_the_latest_counts_and_comes_late(tmp_path: Path) -> None:
    clone(
        tmp_path / "class" / "ada",
        ("2026-12-02T10:00:00+00:00", {"srn.py": "1"}),
        ("2026-12-03T10:00:00+00:00", {"srn.py": "2"}),
    )
    (one,) = gather(tmp_path / "class", deadline=lambda student: DUE).handed_in
    assert one.submission.received == "2026-12-03T10:00:00+00:00"
    assert any("none came by the deadline" in note for note in one.submission.notes)


def test_a_clone_that_is_empty_or_points_elsewhere_is_held_with_a_sentence(tmp_path: Path) -> None:
    secret = clone(tmp_path / "secret", ("2026-12-01T10:00:00+00:00", {"srn.py": "the solution"}))
    git(clone(tmp_path / "class" / "empty"), "status")
    written(tmp_path / "class" / "worktree", {".git": f"gitdir: {secret / '.git'}\n"})
    borrowed = clone(tmp_path / "class" / "borrowed")
    (borrowed / ".git" / "objects" / "info" / "alternates").write_text(
        f"{secret / '.git' / 'objects'}\n"
    )
    (borrowed / ".git" / "refs" / "heads" / "main").write_text(git(secret, "rev-parse", "HEAD"))
    problems = {
        each.submission.name: each.submission.problem
        for each in gather(tmp_path / "class").handed_in
    }
    assert set(problems) == {"empty", "worktree", "borrowed"}
    assert all("clone it again" in (problem or "") for problem in problems.values()), problems


def test_a_clone_runs_nothing_of_its_own_settings(tmp_path: Path) -> None:
    made = clone(
        tmp_path / "class" / "ada",
        ("2026-12-01T10:00:00+00:00", {"srn.py": "1", ".gitattributes": "*.py diff=x filter=x"}),
    )
    for setting in (
        "core.fsmonitor",
        "core.pager",
        "filter.x.smudge",
        "diff.x.textconv",
        "core.sshCommand",
        "uploadpack.packObjectsHook",
    ):
        git(made, "config", setting, f"touch {tmp_path / 'ran'}")
    git(made, "config", "log.showSignature", "true")
    assert names(gather(tmp_path / "class").handed_in[0].submission) == ["srn.py"]
    assert not (tmp_path / "ran").exists()


def test_one_submission_knows_when_it_came(tmp_path: Path) -> None:
    written(tmp_path, gradescope())
    found = read_one(tmp_path / "assignment_77_export" / "submission_1")
    assert (found.name, found.received) == ("submission_1", "2026-12-01T20:10:44.123456+00:00")
    repository = clone(
        tmp_path / "ada",
        ("2026-12-01T10:00:00+00:00", {"srn.py": "1"}),
        ("2026-12-02T10:00:00+00:00", {"srn.py": "2"}),
    )
    assert read_one(repository, due=DUE).files[0].content == b"1"
    assert read_one(written(tmp_path / "bob", {"srn.py": SRN})).received is None


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 broken"])
def test_what_is_no_class_is_called_wrongly(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "class.zip").write_bytes(content)
    with pytest.raises(CalledWrongly, match=r"class\.zip"):
        gather(tmp_path / "class.zip")


def test_a_damaged_member_of_the_download_holds_its_student_only(tmp_path: Path) -> None:
    raw = bytearray(zipped({"s001/srn.py": SRN * 50, "s002/srn.py": SRN * 60}))
    raw[raw.find(SRN[:0] + b"s001/srn.py") + 20] ^= 0xFF
    (tmp_path / "class.zip").write_bytes(raw)
    problems = {
        each.submission.name: each.submission.problem
        for each in gather(tmp_path / "class.zip").handed_in
    }
    assert "download the zip again" in (problems["s001"] or "") and problems["s002"] is None
    blamed = {each.name: each.blame for each in gather(tmp_path / "class.zip").submissions}
    assert blamed["s001"] is Blame.COURSE, "the download is damaged, not the student's work"


@hypothesis.settings(max_examples=60)
@hypothesis.given(data=st.data())
def test_a_damaged_download_is_one_sentence_or_holds_its_students(
    tmp_path_factory: pytest.TempPathFactory, data: Any
) -> None:
    content = bytearray(zipped(data.draw(st.sampled_from([canvas(), moodle(), gradescope()]))))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(1, 8))] = data.draw(st.binary(max_size=8))
    path = tmp_path_factory.getbasetemp() / "damaged.zip"
    path.write_bytes(content)
    try:
        class_ = gather(path)
    except (CalledWrongly, BadFile) as error:
        assert "damaged.zip" in str(error)
    else:
        assert all(each.submission.problem or each.submission.name for each in class_.handed_in)
