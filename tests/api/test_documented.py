"""docs/api.md: its example runs as it stands, and its table has every name that is promised."""

import contextlib
import inspect
import io
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from support.classes import numpy_course
from support.commands import loaded_by
from support.courses import TINY

import grader

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
CLASSES = ("CourseAssignment", "ClassBook")
# Fields that the page tells in a row of each; its other nouns have a row with their fields.
FIELDS = ("KeptRecord",)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a course, and work of a class: one right, one still as it was handed out."""
    folder = tmp_path_factory.mktemp("api")
    numpy_course(folder / "course")
    for name, source in (("ada", TINY.solutions), ("bob", TINY.assignments)):
        (folder / "handed-in" / name).mkdir(parents=True)
        shutil.copy(source / "tiny" / "running_mean.py", folder / "handed-in" / name)
    return folder


@pytest.fixture(scope="module")
def said(place: Path) -> str:
    """What the page's example prints, run in that folder."""
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    with contextlib.chdir(place), contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(example, "docs/api.md", "exec"), {})
    return printed.getvalue()


def test_the_example_runs_as_it_stands(said: str, place: Path) -> None:
    assert "('running_mean', 'reflection')" in said
    assert "ada" in said and "bob" in said
    assert (place / "out" / "grades.csv").is_file()


@pytest.mark.usefixtures("said")
def test_what_was_graded_before_is_given_and_not_graded_again(place: Path) -> None:
    told: list[grader.Result] = []
    with grader.open_assignment(course=place / "course").gradebook() as book:
        before = {each.submission: each.recorded for each in book.records()}
        results = book.grade_folder(
            place / "handed-in",
            only=["running_mean"],
            workers=1,
            trust_submissions=True,
            on_result=told.append,
        )
        assert {each.submission: each.recorded for each in book.records()} == before
    assert results == tuple(told) and {each.submission.name for each in results} == {"ada", "bob"}
    assert [each.earned for each in results if each.submission.name == "ada"] == [4]


def _rows() -> dict[str, str]:
    """The names in the table's first column, each with its arguments as they stand there."""
    cells = re.findall(r"^\| (`.+?) \|", PAGE, re.MULTILINE)
    named = [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]
    return {re.split(r"[(]", name)[0]: name for name in named}


def test_the_page_has_every_name_and_no_other() -> None:
    told = {name.partition(".")[0] for name in _rows()}
    assert told == set(grader.__all__) and set(grader.__all__) <= set(dir(grader))


@pytest.mark.parametrize("name", grader.__all__)
def test_every_name_is_there_and_has_a_sentence(name: str) -> None:
    assert name == "__version__" or inspect.getdoc(getattr(grader, name))


@pytest.mark.parametrize("name", CLASSES)
def test_the_page_has_every_public_name_of_a_class(name: str) -> None:
    public = {each for each in vars(getattr(grader, name)) if not each.startswith("_")}
    told = {row.partition(".")[2] for row in _rows() if row.startswith(f"{name}.")}
    assert told == public


@pytest.mark.parametrize("name", FIELDS)
def test_fields_that_the_page_tells_are_there(name: str) -> None:
    told = {row.partition(".")[2] for row in _rows() if row.startswith(f"{name}.")}
    assert told and told <= set(dir(getattr(grader, name)))


@pytest.mark.parametrize("name", ["Result", "Grade", "Cluster"])
def test_fields_in_a_noun_s_row_are_there(name: str) -> None:
    (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| `{name}` |")]
    fields = set(re.findall(r"`([a-z_]+)`", row))
    assert fields and fields <= set(dir(getattr(grader, name)))


@pytest.mark.parametrize("name", [row for row in _rows().values() if "(" in row])
def test_arguments_are_as_the_page_says(name: str) -> None:
    path, told = name.split("(", 1)
    function: Any = grader
    for part in path.split("."):
        function = getattr(function, part)
    names = re.findall(r"(\*?\w+)(?:=[^,)]*(?:\(\))?)?[,)]", told)
    real = [
        f"*{each.name}" if each.kind is inspect.Parameter.VAR_POSITIONAL else each.name
        for each in inspect.signature(function).parameters.values()
        if each.name != "self"
    ]
    assert names == real


def test_the_stub_for_type_checkers_has_the_same_names() -> None:
    stub = (ROOT / "grader" / "__init__.pyi").read_text(encoding="utf-8")
    typed = set(re.findall(r" as (\w+)$", stub, re.MULTILINE)) | {"check"}
    assert typed == set(grader.__all__)


def test_a_name_that_is_not_promised_is_not_there() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        _ = getattr(grader, "nonsense")  # noqa: B009


def test_import_grader_loads_nothing_and_the_names_nothing_heavy() -> None:
    assert loaded_by("import grader", ("grader.model", "grader.api", "click", "msgspec")) == set()
    code = f"from grader import {', '.join(name for name in grader.__all__ if name != 'check')}"
    assert not {"numpy", "torch", "pytest", "jinja2", "sqlalchemy"} & loaded_by(code)
