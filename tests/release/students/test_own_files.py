"""What `grade pack` finds that a student's files need."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.notebooks import code, notebook

from grader.release.students.own_files import Needs, files_below


def needs(folder: Path, files: dict[str, str], name: str = "task.py", *allowed: str) -> Needs:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    found = Needs(files_below(folder), frozenset(allowed))
    found.follow([name])
    return found


@pytest.mark.parametrize(
    "statement",
    [
        "import lib",
        "import lib.more as m",
        "from lib.more import step",
        "from lib import more",
        "import importlib\nmore = importlib.import_module('lib.more')",
        "def f():\n    from lib import more",
    ],
)
def test_a_package_is_packed_whole_however_it_is_imported(tmp_path: Path, statement: str) -> None:
    beside = {
        "lib/more.py": "from . import deep\nimport numpy\n",
        "lib/deep/x.py": "",
        "lib/t.txt": "",
    }
    found = needs(tmp_path, {"task.py": statement, **beside, "diary.py": ""})
    assert found.files == {"lib/more.py", "lib/deep/x.py", "lib/t.txt"} and found.missing == []


def test_what_a_module_needs_is_needed_too(tmp_path: Path) -> None:
    files = {"task.py": "import a", "a.py": "import b.c", "b/c.py": "from ..d import x", "d.py": ""}
    assert needs(tmp_path, files).files == {"a.py", "b/c.py", "d.py"}


@pytest.mark.parametrize(
    "statement",
    [
        "np.load('data/words.npz')",
        "open('./data/words.npz', 'rb')",
        "np.load(Path('data') / 'words.npz')",
        "np.load(f'data/{name}.npz')",
        "NAME = 'words.npz'\nnp.load(NAME)",
    ],
)
def test_data_is_packed_by_its_path_its_name_or_its_folder(tmp_path: Path, statement: str) -> None:
    found = needs(tmp_path, {"task.py": statement, "data/words.npz": "x", "other.npz": "y"})
    assert found.files == {"data/words.npz"} and found.missing == []


def test_what_is_not_there_is_named_once_and_what_is_written_is_not(tmp_path: Path) -> None:
    text = "import helperz\nnp.load('lost.npz')\nopen('made.txt', 'w')\nnp.save('made.npy', x)\n"
    found = needs(
        tmp_path, {"task.py": text + "import pandas, scipy, tqdm, json\n"}, "task.py", "scipy"
    )
    assert [said.split(",")[0] for said in found.missing] == [
        "task.py imports helperz",
        "task.py reads lost.npz",
        "task.py imports pandas",
    ]


def test_links_hidden_folders_and_environments_are_not_looked_into(tmp_path: Path) -> None:
    outside = tmp_path / "outside.py"
    outside.write_text("secret = 1")
    folder = tmp_path / "work"
    files = {
        "task.py": "import link, env, hidden",
        "env/pyvenv.cfg": "",
        "env/x.py": "",
        ".git/x.py": "",
    }
    (folder / "sub").mkdir(parents=True)
    (folder / "link.py").symlink_to(outside)
    (folder / "hidden").symlink_to(tmp_path, target_is_directory=True)
    assert needs(folder, files).files == set() and set(files_below(folder)) == {"task.py"}


def test_a_notebook_says_what_it_needs_too(tmp_path: Path) -> None:
    (tmp_path / "lib.py").write_text("")
    (tmp_path / "task.ipynb").write_bytes(notebook(code("import lib")))
    assert needs(tmp_path, {}, "task.ipynb").files == {"lib.py"}


def test_relative_imports_above_the_top_and_broken_files_are_no_error(tmp_path: Path) -> None:
    assert needs(tmp_path, {"task.py": "from .... import x\n"}).files == set()
    assert needs(tmp_path, {"task.py": "def ("}).files == set()
