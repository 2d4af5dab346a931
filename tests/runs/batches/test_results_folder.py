"""The folder that a batch writes to: results, pages, one table; nothing twice, nobody lost."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from support.classes import handed_in
from support.courses import TINY, tiny

from grader.errors import CannotWrite
from grader.model import Result
from grader.runs.batches.batch import Graded
from grader.runs.batches.results_folder import ResultsFolder

NAMES = {"s1": "Ada Lovelace"}


def made(
    folder: Path, *results: Result, new: bool = True, earlier: tuple[Result, ...] = ()
) -> Path:
    """A folder with those results and the table."""
    names = [result.submission.name for result in (*results, *earlier)]
    of_class = ResultsFolder(folder, TINY, tiny(), names, NAMES)
    for result in results:
        of_class.add(Graded(result=result, new=new))
    of_class.write_table(earlier)
    return folder


def written(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def test_each_submission_has_a_result_and_a_page(tmp_path: Path) -> None:
    made(tmp_path / "out", handed_in("ada", student="s1"), handed_in("bob"))
    assert written(tmp_path / "out") == [
        "feedback/ada.html",
        "feedback/bob.html",
        "results.csv",
        "results/ada.json",
        "results/bob.json",
    ]


def test_a_result_can_be_read_by_a_program_and_a_page_has_the_student_s_name(
    tmp_path: Path,
) -> None:
    made(tmp_path, handed_in("ada", student="s1"))
    assert json.loads((tmp_path / "results" / "ada.json").read_bytes())["student"] == "s1"
    assert "Ada Lovelace" in (tmp_path / "feedback" / "ada.html").read_text(encoding="utf-8")


def test_the_table_is_in_the_order_of_names_and_has_those_of_earlier_batches(
    tmp_path: Path,
) -> None:
    made(tmp_path, handed_in("cyn"), handed_in("ada"), earlier=(handed_in("bob"),))
    rows = (tmp_path / "results.csv").read_text(encoding="utf-8").splitlines()
    assert [row.partition(",")[0] for row in rows] == ["student", "ada", "bob", "cyn"]


def test_of_one_in_both_the_row_of_this_batch_counts(tmp_path: Path) -> None:
    now, before = handed_in("ada", running_mean="4"), handed_in("ada", running_mean="0")
    made(tmp_path, now, earlier=(before,))
    (_, row) = (tmp_path / "results.csv").read_text(encoding="utf-8").splitlines()
    assert row.split(",")[2] == "4"


def test_a_result_that_is_known_is_not_written_again(tmp_path: Path) -> None:
    made(tmp_path, handed_in("ada"))
    page = tmp_path / "feedback" / "ada.html"
    page.write_text("mine")
    made(tmp_path, handed_in("ada"), new=False)
    assert page.read_text() == "mine"
    made(tmp_path, handed_in("ada"), new=True)
    assert page.read_text() != "mine"


def test_a_page_that_was_deleted_is_written_again(tmp_path: Path) -> None:
    made(tmp_path, handed_in("ada"))
    (tmp_path / "feedback" / "ada.html").unlink()
    made(tmp_path, handed_in("ada"), new=False)
    assert (tmp_path / "feedback" / "ada.html").is_file()


@pytest.mark.parametrize("name", ["../ada", "a/b", "CON", "王小明", "=cmd", "x" * 300, ". "])
def test_any_name_of_a_submission_is_one_file_inside(name: str, tmp_path: Path) -> None:
    folder = made(tmp_path / "out", handed_in(name))
    assert len(written(folder)) == 3 and written(tmp_path) == [
        f"out/{each}" for each in written(folder)
    ]


def test_names_that_a_disk_takes_for_one_are_two_files(tmp_path: Path) -> None:
    folder = made(
        tmp_path, handed_in("Ada"), handed_in("ada"), handed_in("a/da"), handed_in("a_da")
    )
    files = [name.casefold() for name in written(folder)]
    assert len(set(files)) == len(files) == 9


def test_an_empty_class_has_an_empty_table(tmp_path: Path) -> None:
    made(tmp_path)
    assert (tmp_path / "results.csv").read_text(encoding="utf-8").count("\n") == 1


def test_a_place_that_cannot_be_written_has_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(CannotWrite, match="name another folder with -o"):
        ResultsFolder(tmp_path / "out", TINY, tiny(), [], {})


def test_the_places_are_two_lines_to_show(tmp_path: Path) -> None:
    of_class = ResultsFolder(tmp_path, TINY, tiny(), [], {})
    assert of_class.places == (
        f"table      {tmp_path / 'results.csv'}",
        f"pages      {tmp_path / 'feedback'}",
    )


def test_the_index_leads_to_each_page_that_is_there(tmp_path: Path) -> None:
    ada, bob = handed_in("a #1?", student="s1"), handed_in("bob")
    names = [ada.submission.name, "bob"]
    of_class = ResultsFolder(tmp_path, TINY, tiny(), names, NAMES, {"s1": "Section B"})
    of_class.add(Graded(result=ada, new=True))
    of_class.write_index([bob])
    text = of_class.index.read_text(encoding="utf-8")
    assert "Section B" in text and "Ada Lovelace" in text and "bob" in text
    (address,) = re.findall(r'<a href="([^"]*)">', text)
    assert (tmp_path / unquote(address)).is_file(), "bob's page is in no folder of this batch"
