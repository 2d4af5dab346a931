"""What lies at the top of a class's folder or zip: followed, held, refused or passed over."""

from __future__ import annotations

import os
import socket
import stat
import zipfile
from pathlib import Path

import pytest
from support.cases import cases
from support.downloads import SRN, canvas, gradescope, moodle, roster, written, zipped

from grader.errors import CalledWrongly
from grader.intake.gathering import gather, read_one
from grader.intake.rosters.roster import read_roster
from grader.model import Ceilings, Submission


def by_name(path: Path, **how: object) -> dict[str, Submission]:
    return {each.name: each for each in gather(path, **how).submissions}  # type: ignore[arg-type]


@pytest.mark.parametrize("target", ["folder", "file", "archive", "nothing", "outside"])
def test_a_link_at_the_top_is_held_and_never_followed(tmp_path: Path, target: str) -> None:
    folder = written(
        tmp_path / "class",
        {"ana/srn.py": SRN, "bo.py": SRN, "cy.zip": zipped({"srn.py": SRN})},
    )
    written(tmp_path / "solutions", {"srn.py": "the solution"})
    places = {"folder": "ana", "file": "bo.py", "archive": "cy.zip", "nothing": "none"}
    (folder / "trent").symlink_to(places.get(target, "../solutions"))
    found = by_name(folder)
    assert set(found) == {"ana", "bo", "cy", "trent"} and found["trent"].files == ()
    assert "trent is a link, which is never followed" in (found["trent"].problem or "")


def test_a_link_at_the_top_of_a_zip_is_held(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        archive.writestr("ana/srn.py", SRN)
        link = zipfile.ZipInfo("trent")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "ana")
    assert "is a link" in (by_name(tmp_path / "class.zip")["trent"].problem or "")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
@pytest.mark.parametrize("name", ["bob.py", "bob", "bob.zip"])
def test_a_pipe_or_a_socket_is_passed_over_with_a_word(tmp_path: Path, name: str) -> None:
    folder = written(tmp_path / "class", {"ana/srn.py": SRN})
    os.mkfifo(folder / name)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / "cy.ipynb"))
        class_ = gather(folder)
    assert [each.name for each in class_.submissions] == ["ana"]
    assert class_.passed_over == (
        f"{name} (a pipe or a device, not a file)",
        "cy.ipynb (a pipe or a device, not a file)",
    )
    with pytest.raises(CalledWrongly, match="there is no file or folder at"):
        read_one(folder / name)


@pytest.mark.parametrize("packed", [False, True])
def test_a_folder_whose_name_begins_with_a_dot_is_a_student_s(tmp_path: Path, packed: bool) -> None:
    files: dict[str, bytes | str] = {
        ".mira/srn.py": SRN,
        "ana/srn.py": SRN,
        ".git/hooks/x.py": "",
        ".DS_Store": "",
        ".config.d/notes.cfg": "",
        "__MACOSX/ana/._srn.py": "",
    }
    path = tmp_path / "class"
    if packed:
        path = tmp_path / "class.zip"
        path.write_bytes(zipped(files))
    else:
        written(path, files)
    class_ = gather(path)
    assert [each.name for each in class_.submissions] == [".mira", "ana"]
    assert class_.passed_over == (".config.d",), "named, in case it is somebody's"


@pytest.mark.parametrize("files", [canvas(), moodle(), moodle(flat=True), gradescope()])
def test_a_folder_with_nothing_but_a_download_is_that_download(
    tmp_path: Path, files: dict[str, bytes | str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "submissions.zip").write_bytes(zipped(files))
    (tmp_path / "in" / ".DS_Store").write_bytes(b"")
    (tmp_path / "alone.zip").write_bytes(zipped(files))
    people = read_roster(roster(tmp_path))
    inside, alone = (gather(tmp_path / name, people) for name in ("in", "alone.zip"))
    assert inside.kind == alone.kind != "one entry per submission"
    assert [each.name for each in inside.submissions] == [each.name for each in alone.submissions]


def test_a_folder_with_a_zip_of_several_students_is_a_class(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    files: dict[str, bytes | str] = {"s001/srn.py": SRN, "s002.zip": zipped({"srn.py": SRN})}
    (tmp_path / "in" / "all.zip").write_bytes(zipped(files))
    found = gather(tmp_path / "in", read_roster(roster(tmp_path))).submissions
    assert [each.student for each in found] == ["s001", "s002"]


@pytest.mark.parametrize(
    "around",
    cases(
        {
            "a folder": "hw1/",
            "two folders": "submitted/hw1/",
            "a folder beside what is nobody's": "hw1/",
        }
    ),
)
def test_a_folder_with_nothing_but_a_class_s_folder_is_that_class(
    tmp_path: Path, around: str
) -> None:
    """Else everybody's files would be one submission, and all would have handed nothing in."""
    written(tmp_path / "in", {f"{around}{each}/srn.py": SRN for each in ("s001", "s002")})
    written(tmp_path / "in", {"readme.txt": "of the class"})
    class_ = gather(tmp_path / "in", read_roster(roster(tmp_path)))
    assert [each.student for each in class_.submissions] == ["s001", "s002"]


def test_a_zip_of_a_class_beside_what_is_nobody_s_is_that_class(tmp_path: Path) -> None:
    files = {f"{each}/srn.py": SRN for each in ("s001", "s002")}
    written(tmp_path / "in", {"all.zip": zipped({**files}), "readme.txt": "of the class"})
    class_ = gather(tmp_path / "in", read_roster(roster(tmp_path)))
    assert [each.student for each in class_.submissions] == ["s001", "s002"]


@pytest.mark.parametrize(
    "files",
    cases(
        {
            "a student with two folders": ["s001/hw1/srn.py", "s001/hw2/srn.py"],
            "a student with others' numbers": ["s001/s002/srn.py", "s001/s003/srn.py"],
            "a stranger with one student's number": ["mallory/s002/srn.py", "mallory/x/srn.py"],
        }
    ),
)
def test_one_student_s_folder_alone_is_never_a_class(tmp_path: Path, files: list[str]) -> None:
    written(tmp_path / "in", {name: SRN for name in files})  # noqa: C420
    class_ = gather(tmp_path / "in", read_roster(roster(tmp_path)))
    assert [each.name for each in class_.submissions] == [files[0].partition("/")[0]]


def test_a_folder_beside_somebody_s_paper_is_not_looked_into(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", {"hw1/s001/srn.py": SRN, "hw1/s003/srn.py": SRN})
    written(folder, {"s002.pdf": "%PDF"})
    class_ = gather(folder, read_roster(roster(tmp_path)))
    assert [each.name for each in class_.submissions] == ["hw1", "s002"]


@pytest.mark.parametrize("name", ["s002.pdf", "Bob O'Neil hw.docx", "boneil_final.pptx"])
def test_a_paper_of_somebody_s_is_held_and_not_nothing(tmp_path: Path, name: str) -> None:
    folder = written(tmp_path / "in", {"s001/srn.py": SRN, name: "%PDF"})
    class_ = gather(folder, read_roster(roster(tmp_path)))
    held = class_.submissions[1]
    assert held.student == "s002" and f"found only {name}" in (held.problem or "")


def test_a_student_s_own_zip_alone_is_one_submission(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    own = zipped({"hw/srn.py": SRN, "hw/old/notes.py": ""})
    (tmp_path / "in" / "ana.zip").write_bytes(own)
    for people in (None, read_roster(roster(tmp_path))):
        (one,) = gather(tmp_path / "in", people).submissions
        assert one.name == "ana" and len(one.files) == 2


TASKS = ("srn.py", "answers.md", "lib/layers.py", "rnn.ipynb")


@pytest.mark.parametrize("name", ["srn.py", "SRN.py", "srn.py.txt", "layers.py", "rnn.ipynb"])
@pytest.mark.parametrize("packed", [False, True])
def test_one_student_s_folder_is_no_class(tmp_path: Path, name: str, packed: bool) -> None:
    files: dict[str, bytes | str] = {name: SRN, "mine.py": "", "notes/x.txt": ""}
    path = tmp_path / "mira"
    if packed:
        path = tmp_path / "mira.zip"
        path.write_bytes(zipped(files))
    else:
        written(path, files)
    with pytest.raises(CalledWrongly, match=r"looks like one student's work.*use `grade one`"):
        gather(path, task_files=TASKS)


def test_a_class_of_files_named_after_students_is_a_class(tmp_path: Path) -> None:
    written(tmp_path / "class", {"ana.py": SRN, "bo.ipynb": "{}"})
    assert len(gather(tmp_path / "class", task_files=TASKS).submissions) == 2


@pytest.mark.parametrize(
    ("around", "packed"),
    [
        ("%s/", False),
        ("%s/", True),
        ("class/%s/", True),
        ("%s_1_assignsubmission_file_/", False),
        ("%s_1_assignsubmission_file_/", True),
    ],
)
def test_one_student_of_far_too_many_files_holds_nobody_else(
    tmp_path: Path, around: str, packed: bool
) -> None:
    files: dict[str, bytes | str] = {f"{around % who}srn.py": SRN for who in ("ana", "cy")} | {
        f"{around % 'eve'}data/{at}.txt": "" for at in range(120)
    }
    path = tmp_path / "class.zip"
    path.write_bytes(zipped(files))
    if not packed:
        path = written(tmp_path / "class", files)
    found = by_name(path, ceilings=Ceilings(entries=100))
    eve = next(name for name in found if name.startswith("eve"))
    assert "has more than 100 entries" in (found.pop(eve).problem or "")
    assert len(found) == 2 and all(each.problem is None for each in found.values())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
def test_links_and_pipes_within_a_folder_are_named(tmp_path: Path) -> None:
    folder = written(tmp_path / "class", {"ana/srn.py": SRN, "bo/notes.md": "x"})
    (folder / "bo" / "srn.py").symlink_to("../ana/srn.py")
    (folder / "bo" / "more").symlink_to("../ana")
    os.mkfifo(folder / "bo" / "rnn.py")
    note = "passed over, as links, pipes and devices are never read: more, rnn.py, srn.py"
    for bo in (by_name(folder)["bo"], read_one(folder / "bo")):
        assert [file.name for file in bo.files] == ["notes.md"] and note in bo.notes


@pytest.mark.parametrize("packed", ["folder", "zip of the class", "zip of hers"])
@pytest.mark.parametrize(
    "name", [".srn.py", ".rnn.ipynb", ".ipynb_checkpoints/srn-checkpoint.py", "hw/.srn.py"]
)
def test_hidden_work_is_named_where_it_is_all_there_is(
    tmp_path: Path, name: str, packed: str
) -> None:
    files: dict[str, bytes | str] = {f"ana/{name}": SRN, "bo/srn.py": SRN, f"bo/{name}": SRN}
    if packed == "folder":
        path = written(tmp_path / "class", files)
    elif packed == "zip of the class":
        path = tmp_path / "class.zip"
        path.write_bytes(zipped(files))
    else:
        path = tmp_path / "class"
        path.mkdir()
        (path / "ana.zip").write_bytes(zipped({name: SRN}))
        (path / "bo.zip").write_bytes(zipped({"srn.py": SRN, name: SRN}))
    ana, bo = (by_name(path)[each] for each in ("ana", "bo"))
    assert ana.files == () and ana.notes == (f"found only {name}",)
    assert [file.name for file in bo.files] == ["srn.py"] and bo.notes == ()


def test_what_is_left_out_of_a_zip_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        archive.writestr("./", "")
        archive.writestr("ana/srn.py", SRN)
        archive.writestr("../bo/srn.py", SRN)
        archive.writestr("C:\\cy\\srn.py", SRN)
        link = zipfile.ZipInfo("eve/srn.py")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "../ana/srn.py")
    found = gather(tmp_path / "class.zip")
    assert [name.split(" ")[0] for name in found.passed_over] == ["../bo/srn.py", "C:\\cy\\srn.py"]
    eve = next(each for each in found.submissions if each.name == "eve")
    assert eve.files == () and "never read: srn.py" in eve.notes[0]
