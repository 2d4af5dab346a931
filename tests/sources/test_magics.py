"""What only IPython understands, read as Python: `%time x = f()`, `!ls`, `%%writefile lab.py`."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import cases
from support.notebooks import code, markdown, notebook

from grader.sources.magics import (
    cell_source,
    find_switched_off,
    find_written_file,
    restore_exported_lines,
    without_magics,
)
from grader.sources.notebook_cells import Cell, CellKind, Notebook, read_notebook


def book_of(text: str) -> Notebook:
    return read_notebook("a.ipynb", notebook(code(text)))


def code_cell(text: str) -> Cell:
    return Cell(7, CellKind.CODE, None, text)


@pytest.mark.parametrize(
    ("text", "python"),
    cases(
        {
            "a line magic": ("%matplotlib inline\nx = 1", "pass\nx = 1"),
            "a magic inside a block": ("if 1:\n    %time f()\nx = 1", "if 1:\n    pass\nx = 1"),
            "a command of the shell": ("!pip install tqdm\nx = 1", "pass\nx = 1"),
            "what a command gives": ("files = !ls\nx = 1", "files = None\nx = 1"),
            "a question": ("np.dot?\nx = 1", "pass\nx = 1"),
            "a question before": ("?np.dot\nx = 1", "pass\nx = 1"),
            "a cell magic whose body is Python": ("%%time\nx = 1", "\nx = 1"),
            "a cell magic after blank lines": ("\n\n%%time\nx = 1", "\n\n\nx = 1"),
            "a cell magic for another program": ("%%bash\nrm -rf /\nls", "\n\n"),
            "a page of HTML": ("%%html\n<b>x = 1</b>", "\n"),
            "a cell that is switched off": ("%%script echo skip\nx = 1", "\n"),
            "Python by name": ("%%python3\nx = 1", "\nx = 1"),
            "a cell that is debugged": ("%%debug\nx = 1", "\nx = 1"),
            "a cell magic of some package": ("%%pyinstrument -r html\nx = 1", "\nx = 1"),
            "a change of folder": ("cd ..\nx = 1", "pass\nx = 1"),
            "a change of folder, home": ("cd\nx = 1", "cd\nx = 1"),
            "commands without a sign": (
                "load_ext autoreload\nautoreload 2\nrun a.py\ncat a.txt\nx = 1",
                "pass\npass\npass\npass\nx = 1",
            ),
            "names that are commands": (
                "ls = [1]\ncat = ls\nrun(ls)",
                "ls = [1]\ncat = ls\nrun(ls)",
            ),
            "a magic over two lines": ("%timeit f(1, \\\n    2)\nx = 1", "pass\n\nx = 1"),
            "a command over two lines": ("!pip install \\\n    tqdm\nx = 1", "pass\n\nx = 1"),
            "a statement that is timed": ("%time x = f()", "x = f()"),
            "a statement that is timed in a block": (
                "def f():\n    %time x = 1\n    return x",
                "def f():\n    x = 1\n    return x",
            ),
            "a statement that is timed over two lines": (
                "%time x = f(1, \\\n    2)\ny = 1",
                "x = f(1,      2)\n\ny = 1",
            ),
            "a statement that is profiled": ("%prun -q x = f()", "x = f()"),
            "a timed call that fills a list": ("%time x.append(1)", "x.append(1)"),
            "what a timed call gives": ("x = %time f()", "x = f()"),
            "a file that is run": ("%run helpers.py\nx = 1", "from helpers import *\nx = 1"),
            "a file that is run in this space": ("%run -i ./helpers", "from helpers import *"),
            "an indented first line": ("  %matplotlib inline\nx = 1", "pass\nx = 1"),
            "an indented cell": (
                "\n    !ls\n    x = 1\n    if x:\n        y = 2",
                "\npass\nx = 1\nif x:\n    y = 2",
            ),
            "pip without a sign": ("pip install tqdm\nx = 1", "pass\nx = 1"),
            "a remainder that looks like a magic": ("x = 7 \\\n    % 3", "x = 7 \\\n    % 3"),
            "a string that looks like one": ("x = '''\n%d items\n'''", "x = '''\n%d items\n'''"),
        }
    ),
)
def test_magics_make_way_and_lines_keep_their_numbers(text: str, python: str) -> None:
    book = book_of(text)
    source = cell_source(book, book.cells[0])
    assert source.error is None
    assert source.text == python


def test_a_cell_that_is_broken_beside_its_magics_stays_as_it_was_written() -> None:
    book = book_of("%time x = 1\nif x")
    assert cell_source(book, book.cells[0]).error.line == 2


def test_a_cell_is_named_by_its_number_in_the_notebook() -> None:
    book = read_notebook("a.ipynb", notebook(markdown("a"), code("x =")))
    assert cell_source(book, book.cells[1]).name == "a.ipynb cell 2"


def test_a_percent_sign_that_is_python_stays_even_where_it_looks_like_a_magic() -> None:
    text = "total = 17\nrest = (total\n    % 5)\n"
    book = book_of(text)
    assert cell_source(book, book.cells[0]).text == text
    assert without_magics(text) != text  # so it is only asked where the cell is no Python


LINES = st.sampled_from(
    [
        "",
        "x = 1",
        "    y = 2",
        "%matplotlib inline",
        "%%time",
        "%%bash",
        "!ls \\",
        "files = !ls",
        "%time x = f(1, \\",
        "    2)",
        "%run helpers",
        "np.dot??",
        "\\",
        "…",
    ]
)


@given(st.lists(LINES, max_size=8))
def test_every_text_keeps_its_number_of_lines(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert without_magics(text).count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("line", "python"),
    cases(
        {
            "a statement": ("get_ipython().run_line_magic('time', 'x = f(1)')", "x = f(1)"),
            "in a block": ("    get_ipython().run_line_magic('time', 'x = 1')", "    x = 1"),
            "in double quotes": ('get_ipython().run_line_magic("prun", "x = 1")', "x = 1"),
            "what is captured": ("get_ipython().run_cell_magic('capture', '', 'x = 1')", "x = 1"),
            "several statements": (
                "get_ipython().run_cell_magic('time', '', 'x = 1\\ny = 2\\n')",
                "exec('x = 1\\ny = 2\\n')",
            ),
            "another magic": (
                "get_ipython().run_line_magic('matplotlib', 'inline')",
                "get_ipython().run_line_magic('matplotlib', 'inline')",
            ),
            "what is no Python": (
                "get_ipython().run_line_magic('time', 'x =')",
                "get_ipython().run_line_magic('time', 'x =')",
            ),
            "what is no literal": (
                "get_ipython().run_line_magic('time', line)",
                "get_ipython().run_line_magic('time', line)",
            ),
            "a command of the shell": (
                "get_ipython().system('ls')",
                "get_ipython().system('ls')",
            ),
        }
    ),
)
def test_an_exported_magic_is_the_statement_again(line: str, python: str) -> None:
    assert restore_exported_lines(f"a = 1\n{line}\nb = 2") == f"a = 1\n{python}\nb = 2"


def test_a_script_that_no_notebook_was_saved_as_stays_as_it_is() -> None:
    text = "%time x = 1\nrun_line_magic('time', 'x = 1')\n"
    assert restore_exported_lines(text) == text


@pytest.mark.parametrize(
    ("line", "name", "appends"),
    cases(
        {
            "writefile": ("%%writefile lab.py", "lab.py", False),
            "its older name": ("%%file lab.py", "lab.py", False),
            "appended": ("%%writefile -a lab.py", "lab.py", True),
            "appended, in full": ("%%writefile --append lab.py", "lab.py", True),
            "in quotes": ("%%writefile 'lab.py'", "lab.py", False),
            "in quotes, with a space": ('%%writefile "my lab.py"', "my lab.py", False),
            "appended, with a space": ("%%writefile -a 'my lab.py'", "my lab.py", True),
            "a space without quotes": ("%%writefile my lab.py", "my lab.py", False),
            "with a remark behind": ("%%writefile lab.py  # the first file", "lab.py", False),
            "no Python": ('%%writefile "my notes.txt"', "my notes.txt", False),
            "in a folder": ("%%writefile src/lab.py", "src/lab.py", False),
            "in a folder of Windows": ("%%writefile src\\lab.py", "src/lab.py", False),
            "of another kind": ("%%writefile data.csv", "data.csv", False),
        }
    ),
)
def test_a_cell_that_writes_a_file_is_that_file(line: str, name: str, appends: bool) -> None:
    file = find_written_file(code_cell(f"{line}\nx = 1\ny = 2"))
    assert file is not None
    assert (file.name, file.appends, file.cell) == (name, appends, 7)
    # A line of the file is reported by its number in the cell.
    assert file.text == "\nx = 1\ny = 2"


@pytest.mark.parametrize("magic", ["%%script echo skip", "%%bash", "%%skip", "\n%%script false"])
def test_a_cell_that_is_switched_off_is_known_as_python(magic: str) -> None:
    off = find_switched_off(code_cell(f"{magic}\ndef f():\n    return 1"))
    assert off is not None
    assert off[0] in magic and [type(each) for each in off[1].statements] == [ast.FunctionDef]


@pytest.mark.parametrize(
    "text", ["x = 1", "%%time\nx = 1", "%%bash\nls -la /tmp\nif [ 1 ]", "", "# %%bash\nx = 1"]
)
def test_a_cell_that_runs_or_is_no_python_is_not_switched_off(text: str) -> None:
    assert find_switched_off(code_cell(text)) is None


def test_blank_lines_before_the_magic_count_too() -> None:
    file = find_written_file(code_cell("\n\n%%writefile lab.py\nx = 1"))
    assert file is not None and file.text.split("\n").index("x = 1") == 3


@pytest.mark.parametrize(
    "cell",
    cases(
        {
            "no magic": code_cell("x = 1"),
            "nothing": code_cell(""),
            "another magic": code_cell("%%time\nx = 1"),
            "no name": code_cell("%%writefile\nx = 1"),
            "a magic of one line": code_cell("%writefile lab.py\nx = 1"),
            "below other code": code_cell("x = 1\n%%writefile lab.py"),
            "a text cell": Cell(1, CellKind.MARKDOWN, None, "%%writefile lab.py\nx = 1"),
        }
    ),
)
def test_a_cell_that_runs_writes_no_file(cell: Cell) -> None:
    assert find_written_file(cell) is None
