"""Which files and cells are a task's."""

from __future__ import annotations

import ast
import hashlib
from typing import Any

import pytest
from support.cases import cases
from support.notebooks import cell, code, markdown, notebook

from grader.nouns import replace
from grader.sources.matching.search import Sources
from grader.sources.tasks import TaskSpec

MEAN = TaskSpec("mean", "mean.py", "Mean", ("mean",), (), True)
SQUARE = TaskSpec("mean_square", "mean_square.py", "Mean square", ("mean_square",), (), True)
ONE = TaskSpec("one_layer", "one_layer.py", "One layer", ("build", "run_one"), (), False)
TWO = TaskSpec("two_layers", "two_layers.py", "Two layers", ("build", "run_two"), (), False)
ESSAY = TaskSpec("essay", "essay.md", "Essay", (), (), False)

BODY = b"def mean(x):\n    return sum(x) / len(x)\n"
STUB = b'def mean(x):\n    """Mean."""\n    raise NotImplementedError("mean is not written yet")\n'
ABOVE = b"def mean_square(x):\n    return 0\n"


def find(files: dict[str, Any], *specs: Any) -> Any:
    return Sources(list(files.items())).find(list(specs))


@pytest.mark.parametrize(
    ("files", "name"),
    cases(
        {
            "its own name": ({"mean.py": BODY}, "mean.py"),
            "in a folder": ({"hand in/week 1/mean.py": BODY}, "hand in/week 1/mean.py"),
            "the nearest of two": ({"old/mean.py": b"", "mean.py": BODY}, "mean.py"),
            "another case": ({"Mean.PY": BODY}, "Mean.PY"),
            "a second download": ({"mean (1).py": BODY}, "mean (1).py"),
            "a copy": ({"mean - Copy.py": BODY}, "mean - Copy.py"),
            "a copy of": ({"Copy of mean.py": BODY}, "Copy of mean.py"),
            "a name around it": ({"zhang_mean_final.py": BODY}, "zhang_mean_final.py"),
            "another name, by what it defines": (
                {"homework.py": b"import os\n" + BODY},
                "homework.py",
            ),
            "defined by an assignment": (
                {"homework.py": b"mean = lambda x: sum(x)\n"},
                "homework.py",
            ),
        }
    ),
)
def test_a_file_is_found(files: Any, name: str) -> None:
    (found,) = find(files, MEAN)
    assert (found.form, found.name) == ("file", name)
    taken = any(f"{name} was taken for mean.py" in note for note in found.notes)
    assert taken is (name.rpartition("/")[2] != "mean.py")


@pytest.mark.parametrize(
    "files",
    cases(
        {
            "nothing": {},
            "another task's": {"mean_square.py": ABOVE},
            "a file that lacks its name": {"homework.py": b"def average(x): ...\n"},
            "litter of macOS": {"__MACOSX/._mean.py": BODY, "._mean.py": BODY},
            "a checkpoint": {
                ".ipynb_checkpoints/mean-checkpoint.py": BODY,
                "__pycache__/mean.py": BODY,
            },
            "text": {"mean.txt": BODY},
            "a notebook without it": {"a.ipynb": notebook(code("x = 1"), markdown("mean"))},
        }
    ),
)
def test_what_is_not_there_was_not_handed_in(files: Any) -> None:
    assert find(files, MEAN)[0].form == "none"


@pytest.mark.parametrize(
    ("files", "name"),
    cases(
        {
            "a notebook of something else": ({"a.ipynb": notebook(code("x = 1"))}, "a.ipynb"),
            "an empty notebook": ({"a.ipynb": notebook()}, "a.ipynb"),
            "a text that is executed": (
                {"a.ipynb": notebook(code("exec('def mean(x): return 1')"))},
                "a.ipynb",
            ),
            "a function in a text": ({"a.py": b"exec('def mean(x): return 1')\n"}, "a.py"),
            "a file of something else": ({"homework.py": b"print(1)\n"}, "homework.py"),
            "both": (
                {"hello.py": b"print(1)\n", "a.ipynb": notebook(code("x = 1"))},
                "hello.py, a.ipynb",
            ),
        }
    ),
)
def test_what_was_read_and_holds_no_task_is_named(files: Any, name: str) -> None:
    for found in find(files, MEAN, SQUARE):
        assert found.form == "none"
        assert found.notes == (
            f"nothing that a task asks for is defined in {name}; its name must be exactly that of"
            " the stub",
        )


def test_where_another_task_is_found_nothing_is_said_of_one_that_is_not_there() -> None:
    mean, square = find({"a.ipynb": notebook(code("def mean(x): return 1"))}, MEAN, SQUARE)
    assert (mean.form, square.form, square.notes) == ("notebook", "none", ())


def test_a_broken_notebook_is_told_when_nothing_else_is_there() -> None:
    (found,) = find({"a.ipynb": b'{"cells": ['}, MEAN)
    assert found.form == "none" and "not valid JSON" in found.notes[0]


@pytest.mark.parametrize(
    ("files", "word"),
    cases(
        {
            "cut off": ({"a.ipynb": b'{"cells": [{"cell_type": "co'}, "not valid JSON"),
            "a page for logging in": ({"a.ipynb": b"<html>Log in</html>"}, "not valid JSON"),
            "no notebook": ({"a.ipynb": b"[1, 2]"}, "is not a notebook"),
            "beside other work": ({"a.ipynb": b"{", "mean_square.py": ABOVE}, "not valid JSON"),
            "empty, and all that came": ({"a.ipynb": b"\n"}, "a.ipynb is empty (1 bytes)"),
        }
    ),
)
def test_what_may_be_in_a_broken_notebook_is_lost(files: Any, word: str) -> None:
    (found,) = find(files, MEAN)
    assert found.form == "none" and word in found.lost and "opens in Jupyter" in found.lost


@pytest.mark.parametrize(
    "files",
    cases(
        {
            "found elsewhere": {"a.ipynb": b"{", "mean.py": BODY},
            "an empty one beside a file": {"a.ipynb": b"", "mean_square.py": ABOVE},
            "an empty one beside another": {"a.ipynb": b"", "b.ipynb": notebook(code("x = 1"))},
        }
    ),
)
def test_nothing_is_lost_where_a_broken_notebook_cannot_matter(files: Any) -> None:
    (found,) = find(files, MEAN)
    assert not found.lost


def test_two_tasks_with_like_names_get_a_file_each() -> None:
    files = {"zhang_mean_square.py": ABOVE + BODY, "zhang_mean.py": BODY + ABOVE}
    assert [found.name for found in find(files, MEAN, SQUARE)] == [
        "zhang_mean.py",
        "zhang_mean_square.py",
    ]


def test_one_file_of_its_own_name_is_not_taken_for_another_task_too() -> None:
    mean, square = find({"mean.py": BODY + ABOVE}, MEAN, SQUARE)
    assert (mean.form, square.form) == ("file", "none")


def names(found: Any) -> list[str]:
    return [unit.source.name.rpartition(" ")[2] for unit in found.units if unit.own]


def test_a_notebook_s_cells_are_found_by_metadata() -> None:
    book = notebook(code("def mean(x): return 0"), code("def mean(x): return 1", "mean"))
    (found,) = find({"a.ipynb": book}, MEAN)
    assert (found.form, found.name, names(found)) == ("notebook", "a.ipynb", ["2"])


def test_without_metadata_the_last_cell_that_defines_the_name_counts() -> None:
    book = notebook(
        code("def mean(x): return 0"),
        code("mean([1])"),
        code("def mean(x): return 1"),
        code("mean([2])"),
    )
    assert names(find({"a.ipynb": book}, MEAN)[0]) == ["3"]


def test_a_name_that_two_tasks_share_comes_from_each_task_s_own_cells() -> None:
    """One cell a function and no metadata: `build` stands there twice, once for each task."""
    book = notebook(
        code("def build(): return 1"),
        code("def run_one(): return build()"),
        code("def build(): return 2"),
        code("def run_two(): return build()"),
    )
    one, two = find({"a.ipynb": book}, ONE, TWO)
    assert (names(one), names(two)) == (["1", "2"], ["3", "4"])


def test_a_shared_name_that_stands_below_its_task_is_found() -> None:
    book = notebook(
        code("def run_one(): return build()"),
        code("def build(): return 1"),
        code("def run_two(): return build()"),
        code("def build(): return 2"),
    )
    one, two = find({"a.ipynb": book}, ONE, TWO)
    assert (names(one), names(two)) == (["1", "2"], ["3", "4"])


def test_a_shared_name_defined_once_serves_both_tasks() -> None:
    book = notebook(
        code("def build(): return 1"), code("def run_one(): ..."), code("def run_two(): ...")
    )
    one, two = find({"a.ipynb": book}, ONE, TWO)
    assert (names(one), names(two)) == (["1", "2"], ["1", "3"])


def test_half_a_task_in_a_notebook_was_handed_in() -> None:
    (found,) = find({"a.ipynb": notebook(code("def run_one(): ..."))}, ONE)
    assert (found.form, names(found)) == ("notebook", ["1"])


def test_a_file_counts_before_a_notebook() -> None:
    (found,) = find({"mean.py": BODY, "a.ipynb": notebook(code("def mean(x): ..."))}, MEAN)
    assert found.form == "file" and "the file counts" in found.notes[-1]


def test_an_unfilled_stub_gives_way_to_a_notebook() -> None:
    (found,) = find({"mean.py": STUB, "a.ipynb": notebook(code("def mean(x): return 1"))}, MEAN)
    assert found.form == "notebook" and "mean.py is still the stub" in found.notes[-1]


def test_an_unfilled_stub_alone_was_handed_in() -> None:
    assert find({"mean.py": STUB}, MEAN)[0].form == "file"


@pytest.mark.parametrize(
    ("files", "text"),
    cases(
        {
            "its file": ({"essay.md": "你好".encode()}, "你好"),
            "as text": ({"Essay (1).txt": b"mine"}, "mine"),
            "in GBK": ({"essay.md": "你好".encode("gbk")}, "你好"),
            "in a notebook": ({"a.ipynb": notebook(markdown("## Essay\nmine"))}, "## Essay\nmine"),
        }
    ),
)
def test_a_written_answer_is_found(files: Any, text: str) -> None:
    (found,) = find(files, ESSAY)
    assert (found.form, found.text) == ("written", text)


def test_a_written_answer_is_not_python() -> None:
    assert find({"essay.py": b"'mine'"}, ESSAY)[0].form == "none"


def digest(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def test_a_file_that_lies_there_as_handed_out_gives_way_to_the_notebook_without_a_word() -> None:
    stub = (
        "GIVEN = 1\n\ndef mean(x):\n    y = x\n    raise NotImplementedError('mean is not written"
        " yet')\n"
    )
    spec = replace(MEAN, templates=(digest(stub),))
    written = notebook(code("def mean(x):\n    return 1\n", "mean"))
    untouched = notebook(code(stub.strip(), "mean"))
    found = Sources([("mean.py", stub.encode()), ("n.ipynb", written)]).find([spec])[0]
    assert (found.form, found.notes) == ("notebook", ())
    found = Sources([("mean.py", b"def mean(x):\n    return 2\n"), ("n.ipynb", untouched)]).find(
        [spec]
    )[0]
    assert (found.form, found.notes) == ("file", ())
    found = Sources([("mean.py", stub.encode()), ("n.ipynb", untouched)]).find([spec])[0]
    assert (found.form, found.notes) == ("file", ())


@pytest.mark.parametrize("place", ["backup/mean.py", "old/mean.py", "mean - Copy.py"])
def test_work_that_was_put_aside_counts_over_a_stub_with_a_word(place: str) -> None:
    spec = replace(MEAN, templates=(digest(STUB.decode()),))
    (found,) = find({"mean.py": STUB, place: BODY}, spec)
    assert found.name == place and "not mean.py (which is still the stub)" in found.notes[-1]


@pytest.mark.parametrize("file", [b"", b"print(1)\n", b"def mean(x)\n  return\n", b"# to do\n"])
def test_a_file_without_the_task_gives_way_to_the_notebook_with_a_word(file: bytes) -> None:
    written = notebook(code("def mean(x):\n    return 1\n", "mean"))
    (found,) = find({"mean.py": file, "n.ipynb": written}, MEAN)
    assert found.name == "n.ipynb" and "mean.py does not define it" in found.notes[-1]
    (found,) = find({"mean.py": file, "n.ipynb": notebook(code("def mean(", "mean"))}, MEAN)
    assert found.name == "mean.py"


BROKEN = b"def mean(x)\n    return 1\n"
TWO_STUBS = (
    b"def build():\n    raise NotImplementedError('build is not written yet')\n\n\n"
    b"def run_one():\n    raise NotImplementedError('run_one is not written yet')\n"
)
HALF = TWO_STUBS.replace(b"raise NotImplementedError('build is not written yet')", b"return 1")
BOTH = b"def build():\n    return 1\n\n\ndef run_one():\n    return build()\n"


@pytest.mark.parametrize(
    ("files", "counts"),
    cases(
        {
            "work over a stub": ({"a/mean.py": STUB, "b/mean.py": BODY}, "b/mean.py"),
            "work of another name over a stub": (
                {"mean.py": STUB, "homework.py": BODY},
                "homework.py",
            ),
            "work in a copy over a stub": (
                {"mean.py": STUB, "mean - Copy.py": BODY},
                "mean - Copy.py",
            ),
            "what is not a backup": (
                {"backup/mean.py": ABOVE + BODY, "hw/mean.py": BODY},
                "hw/mean.py",
            ),
            "what is not an old folder": (
                {"Old Version/mean.py": b"#\n" + BODY, "z/mean.py": BODY},
                "z/mean.py",
            ),
            "what is not a copy": ({"mean - Copy.py": b"#\n" + BODY, "mean.py": BODY}, "mean.py"),
            "what is not a Chinese copy": (
                {"mean - 副本.py": b"#\n" + BODY, "Mean.py": BODY},
                "Mean.py",
            ),
            "the later attempt": (
                {"attempt1/mean.py": b"#\n" + BODY, "attempt2/mean.py": BODY},
                "attempt2/mean.py",
            ),
            "what is no attempt": (
                {"attempt 1/mean.py": b"#\n" + BODY, "final/mean.py": BODY},
                "final/mean.py",
            ),
            "its own name": (
                {"mean_final.py": b"#\n" + BODY, "mean.py": BODY},
                "mean.py",
            ),
            "its own name over everything in one file": (
                {"homework.py": ABOVE + BODY, "mean.py": BODY},
                "mean.py",
            ),
            "what is Python": ({"a/mean.py": BROKEN, "b/mean.py": BODY}, "b/mean.py"),
            "the nearest to the top": (
                {"x/y/mean.py": b"#\n" + BODY, "z/mean.py": BODY},
                "z/mean.py",
            ),
        }
    ),
)
def test_which_of_two_files_counts_is_decided_by_what_is_in_them(
    files: dict[str, bytes], counts: str
) -> None:
    (one,) = find(files, MEAN)
    assert one.name == counts
    assert any(note.startswith("mean: ") and counts in note for note in one.notes)


def test_the_fuller_of_two_files_counts_and_both_are_named() -> None:
    (one,) = find({"a/one_layer.py": HALF, "b/one_layer.py": BOTH}, ONE)
    assert one.name == "b/one_layer.py"
    assert any("a/one_layer.py" in note and "one_layer: b/" in note for note in one.notes)


def test_the_same_work_twice_is_no_choice() -> None:
    assert find({"a/mean.py": BODY, "b/mean.py": BODY + b"\n"}, MEAN)[0].notes == ()


def test_an_untouched_stub_that_does_not_count_is_not_spoken_of() -> None:
    spec = replace(MEAN, templates=(digest(STUB.decode()),))
    assert find({"mean.py": BODY, "handed_out/mean.py": STUB}, spec)[0].notes == ()


def test_one_file_with_every_task_in_it_is_read_with_a_note_for_each() -> None:
    for found in find({"homework.py": BODY + ABOVE}, MEAN, SQUARE):
        assert (found.form, found.name) == ("file", "homework.py")
        assert found.notes == (f"{found.task}: homework.py was taken for {found.task}.py",)


def test_a_name_that_two_tasks_share_in_one_file_is_each_task_s_own() -> None:
    text = (
        b"import numpy as np\ndef build(): return 1\ndef run_one(): return build()\n"
        b"def build(): return np.ones(2)\ndef run_two(): return build()\n"
    )
    lines = [
        [unit.statement.lineno for unit in one.units] for one in find({"hw.py": text}, ONE, TWO)
    ]
    assert lines == [[2, 3], [1, 4, 5]]


def test_another_task_s_file_with_this_task_in_it_is_named() -> None:
    mean, square = find({"mean.py": BODY + ABOVE}, MEAN, SQUARE)
    assert square.form == "none"
    assert square.notes == (
        "mean_square: mean.py defines mean_square; this task's file is mean_square.py",
    )
    assert mean.notes == ()


@pytest.mark.parametrize("name", ["homework.py", "maen.py"])
def test_a_file_whose_function_is_misspelt_is_taken_all_the_same(name: str) -> None:
    (one,) = find({name: b"def mean_sqaure(x): return 1\n"}, SQUARE)
    assert (one.form, one.name) == ("file", name)


@pytest.mark.parametrize("name", ["mean.py", "homework.py"])
def test_a_file_that_is_not_python_was_handed_in(name: str) -> None:
    (one,) = find({name: BROKEN}, MEAN)
    assert one.form == "file" and one.source is not None and one.source.error is not None


GOOD, STUB_CELL = "def mean(x):\n    return 1", STUB.decode().strip()


@pytest.mark.parametrize(
    ("cells", "own", "said"),
    cases(
        {
            "written elsewhere, the labelled cell still the stub": (
                (code(STUB_CELL, "mean"), code(GOOD)),
                ["2"],
                "cell 1 is still the stub",
            ),
            "written above the labelled stub": (
                (code(GOOD), code(STUB_CELL, "mean")),
                ["1"],
                "cell 2 is still the stub",
            ),
            "a stub that was begun and never ends": (
                (
                    code("def mean(x):\n    y = x\n    raise NotImplementedError", "mean"),
                    code(GOOD),
                ),
                ["2"],
                "the one in cell 2 counts for mean",
            ),
            "written in the labelled cell": (
                (code("def mean(x): return 0", "mean"), code(GOOD)),
                ["1"],
                "the one in cell 1 counts",
            ),
            "broken in the labelled cell": (
                (code("def mean(x) return 0", "mean"), code(GOOD)),
                ["1"],
                "the one in cell 1 counts",
            ),
            "broken elsewhere": (
                (code(GOOD), code("def mean(x) return 0")),
                ["1"],
                "cell 2 is not Python (SyntaxError",
            ),
            "in a raw cell": ((cell("raw", GOOD, "mean"),), ["1"], "cell 1 is a raw cell"),
            "in a raw cell without a label": (
                (cell("raw", GOOD, None),),
                ["1"],
                "cell 1 is a raw cell",
            ),
            "in a Markdown cell": ((markdown(GOOD, "mean"),), ["1"], "cell 1 is a markdown cell"),
        }
    ),
)
def test_which_of_two_cells_counts_is_told(
    cells: tuple[dict[str, Any], ...], own: list[str], said: str
) -> None:
    (one,) = find({"a.ipynb": notebook(*cells)}, MEAN)
    assert names(one) == own
    (note,) = one.notes
    assert said in note and note.endswith(("mean", ")"))


def test_a_raw_cell_with_what_a_task_needs_is_read_with_a_note() -> None:
    own = code("def mean(x): return np.mean(x)")
    (one,) = find({"a.ipynb": notebook(cell("raw", "import numpy as np", None), own)}, MEAN)
    assert [unit.statement.lineno for unit in one.units] == [1, 1]
    assert "cell 1 is a raw cell" in one.notes[0]
    book = notebook(cell("raw", "np = 1", None), code("import numpy as np"), own)
    (one,) = find({"a.ipynb": book}, MEAN)
    assert len(one.units) == 2 and one.notes == ()


def test_a_raw_cell_does_not_count_beside_a_code_cell() -> None:
    book = notebook(code(GOOD), cell("raw", "def mean(x): return 0", None))
    assert names(find({"a.ipynb": book}, MEAN)[0]) == ["1"]


@pytest.mark.parametrize(
    "text", ["def mean(x)\n    return 1", "def mean(x):\nreturn 1", "mean = ("]
)
def test_a_cell_that_is_not_python_was_handed_in(text: str) -> None:
    (one,) = find({"a.ipynb": notebook(code("import numpy as np"), code(text))}, MEAN)
    (unit,) = [unit for unit in one.units if unit.own]
    assert one.form == "notebook" and unit.statement is None
    assert unit.source.name == "a.ipynb cell 2" and unit.source.error is not None


def test_the_notebook_with_the_work_counts_over_the_untouched_one() -> None:
    files = {"a.ipynb": notebook(code(STUB_CELL, "mean")), "mine.ipynb": notebook(code(GOOD))}
    assert find(files, MEAN)[0].name == "mine.ipynb"


def test_each_task_s_choice_is_told_with_its_task_and_no_choice_is_not() -> None:
    book = notebook(
        code("def build(): return 1"), code("def run_one(): return build()"),
        code("def build(): return 2"), code("def run_two(): return build()"),
    )  # fmt: skip
    assert [found.notes for found in find({"a.ipynb": book}, ONE, TWO)] == [(), ()]


@pytest.mark.parametrize(
    ("line", "name"),
    [("%%writefile mean.py", "mean.py"), ("%%file src/mean.py", "src/mean.py")],
)
def test_a_cell_that_writes_a_file_counts_as_that_file(line: str, name: str) -> None:
    book = notebook(code("x = 1"), code(f"{line}\n{GOOD}"))
    (one,) = find({"a.ipynb": book}, MEAN)
    assert (one.form, one.name) == ("file", f"a.ipynb/{name}")
    assert "cell 2 begins with %%writefile" in one.notes[0]
    assert one.source is not None and one.source.statements[0].lineno == 2


def test_a_switched_off_cell_with_the_task_in_it_is_named() -> None:
    (one,) = find({"a.ipynb": notebook(code("x = 1"), code(f"%%script echo\n{GOOD}"))}, MEAN)
    assert one.form == "none"
    assert "cell 2 defines mean but begins with %%script" in one.notes[0]


def test_code_in_a_fenced_markdown_cell_counts_where_no_code_cell_has_it() -> None:
    fenced = {"cell_type": "markdown", "metadata": {}, "source": f"```python\n{GOOD}\n```"}
    (one,) = find({"a.ipynb": notebook(code("x = 1"), fenced)}, MEAN)
    assert one.form == "notebook" and "cell 2 is a markdown cell" in one.notes[0]
    (one,) = find({"a.ipynb": notebook(code(GOOD.replace("return", "return 1 *")), fenced)}, MEAN)
    assert [unit.source.name for unit in one.units if unit.own] == ["a.ipynb cell 1"]


def test_a_cell_that_appends_to_a_file_adds_to_it() -> None:
    book = notebook(code("%%writefile mean.py\nimport os"), code(f"%%writefile -a mean.py\n{GOOD}"))
    (one,) = find({"a.ipynb": book}, MEAN)
    assert one.source is not None and len(one.source.statements) == 2


@pytest.mark.parametrize(
    ("text", "statement"),
    cases(
        {
            "a magic in a script": ("%matplotlib inline\n" + GOOD, "pass"),
            "a statement that was timed": (
                "get_ipython().run_line_magic('time', 'y = 2')\n" + GOOD,
                "y = 2",
            ),
            "a cell that was timed": (
                "get_ipython().run_cell_magic('time', '', 'y = 2\\nz = 3\\n')\n" + GOOD,
                "exec('y = 2\\nz = 3\\n')",
            ),
        }
    ),
)
def test_a_script_that_a_notebook_was_saved_as_is_read(text: str, statement: str) -> None:
    (one,) = find({"mean.py": text.encode()}, MEAN)
    assert one.source is not None and ast.unparse(one.source.statements[0]) == statement
    assert "lines for IPython" in one.notes[0]


def test_two_written_answers_that_differ_are_told() -> None:
    (one,) = find({"old/essay.md": b"first", "essay.md": b"second"}, ESSAY)
    assert (one.text, one.notes) == ("second", ("essay: essay.md counts, not old/essay.md",))


def test_a_written_answer_whose_cell_changed_its_kind_is_read() -> None:
    (one,) = find({"a.ipynb": notebook(cell("raw", "mine", "essay"))}, ESSAY)
    assert (one.form, one.text) == ("written", "mine")
