"""What a file is, by its name."""

from __future__ import annotations

import pytest
from support.cases import cases

from grader.intake.kinds import (
    is_archive,
    is_data,
    is_hidden_work,
    is_read,
    is_work,
    meant_name,
    unreadable_kind,
    without_ending,
)


@pytest.mark.parametrize(
    ("name", "meant"),
    cases(
        {
            "as it is": ("srn.py", "srn.py"),
            "an editor's ending": ("srn.py.txt", "srn.py"),
            "a browser's ending": ("rnn.ipynb.json", "rnn.ipynb"),
            "a download": ("hw.zip.download", "hw.zip"),
            "twice": ("srn.py.py", "srn.py"),
            "in capitals": ("SRN.PY.TXT", "SRN.PY"),
            "a text": ("notes.txt", "notes.txt"),
            "another two endings": ("data.csv.txt", "data.csv.txt"),
        }
    ),
)
def test_an_ending_that_a_program_added_is_no_part_of_the_name(name: str, meant: str) -> None:
    assert meant_name(name) == meant


@pytest.mark.parametrize(
    ("name", "archive", "unreadable"),
    cases(
        {
            "a zip": ("a.zip", True, None),
            "a tar": ("a.tar", True, None),
            "a packed tar": ("a.tar.gz", True, None),
            "a zip with an ending added": ("a.zip.txt", True, None),
            "in capitals": ("A.ZIP", True, None),
            "a RAR": ("a.rar", False, "a RAR archive"),
            "a 7-Zip": ("a.7z", False, "a 7-Zip archive"),
            "a Zstandard tar": ("a.tar.zst", False, "a Zstandard archive"),
            "a packed file": ("srn.py.gz", False, "a packed file"),
            "a program": ("srn.py", False, None),
        }
    ),
)
def test_archives(name: str, archive: bool, unreadable: str | None) -> None:
    assert (is_archive(name), unreadable_kind(name)) == (archive, unreadable)
    assert is_work(name) is (archive or unreadable is not None or name == "srn.py")


@pytest.mark.parametrize(
    ("name", "read", "data"),
    cases(
        {
            "Python": ("hw/srn.py", True, False),
            "a notebook": ("rnn.ipynb", True, False),
            "an answer": ("answers.md", True, False),
            "data": ("data/digits.npz", True, True),
            "a picture": ("figure.png", False, True),
            "weights": ("model.pt", True, True),
            "a cache": ("__pycache__/srn.cpython-311.pyc", False, True),
            "a hidden folder": (".git/config.json", False, True),
            "what macOS leaves": ("__MACOSX/srn.py", False, False),
        }
    ),
)
def test_what_is_read(name: str, read: bool, data: bool) -> None:
    assert (is_read(name), is_data(name)) == (read, data)


@pytest.mark.parametrize(
    ("name", "stem"),
    cases(
        {
            "Python": ("ada.py", "ada"),
            "a packed tar": ("ada.tar.gz", "ada"),
            "a dot inside": ("ada.l.zip", "ada.l"),
            "no ending": ("ada", "ada"),
            "an ending that says nothing": ("ada.final", "ada.final"),
            "an ending that was added": ("ada.py.txt", "ada"),
        }
    ),
)
def test_a_name_without_its_ending(name: str, stem: str) -> None:
    assert without_ending(name) == stem


@pytest.mark.parametrize(
    ("name", "told"),
    cases(
        {
            "a hidden file": (".srn.py", True),
            "in a folder": ("hw/.rnn.ipynb", True),
            "what Jupyter keeps": (".ipynb_checkpoints/rnn-checkpoint.ipynb", True),
            "what Jupyter keeps further down": ("hw/.ipynb_checkpoints/srn.py", True),
            "no work": (".notes.md", False),
            "an archive": (".hw.zip", False),
            "shown": ("srn.py", False),
            "beside each file of a Mac": ("._srn.py", False),
            "a Mac's folder": ("__MACOSX/srn.py", False),
            "of git": (".git/hooks/srn.py", False),
            "of an environment": (".venv/lib/srn.py", False),
            "of the course": ("checks/.srn.py", False),
        }
    ),
)
def test_which_hidden_files_may_be_all_that_somebody_has(name: str, told: bool) -> None:
    assert is_hidden_work(name) is told and not (told and is_read(name))
