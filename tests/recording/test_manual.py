"""The examples of docs/checks.md hold: references pass, and each wrong answer earns nothing."""

from __future__ import annotations

import ast
import inspect
import re
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from support.courses import write
from support.processes import submission

import grader.checking
from grader.checking import watching
from grader.checking.comparing.behaviour import Behaviour
from grader.checking.comparing.chances import Chances
from grader.checking.comparing.comparison import Comparison
from grader.checking.comparing.verdicts import Verdicts
from grader.checking.rng import Rng
from grader.config import load_course_assignment
from grader.examiner.client import Examiner
from grader.model import Assignment, Course, Outcome, SubmittedFile
from grader.release.making import write_files
from grader.runs.recording import record, reference_submission

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "checks.md"


def blocks() -> dict[str, str]:
    """Return the page's code by the file that its first line names."""
    text = PAGE.read_text(encoding="utf-8")
    found = re.findall(r"```(?:python|csv)\n# ([^\n]+)\n(.*?)```", text, re.S)
    assert len(dict(found)) == len(found), "a file stands twice"
    return dict(found)


BLOCKS = blocks()
GIVEN = {
    name.removeprefix("given "): text for name, text in BLOCKS.items() if name.startswith("given ")
}
TASKS = sorted(Path(name).stem.removeprefix("test_") for name in BLOCKS if "checks/" in name)


def points(check: str) -> str:
    total = sum(float(each) for each in re.findall(r"points=([\d.]+)", check))
    return f"{total:g}"


def settings(task: str) -> str:
    tree = ast.parse(BLOCKS[f"{task}.py"])
    names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    listed = ", ".join(f'"{name}"' for name in names)
    server = (
        "torch"
        if "import torch" in BLOCKS[f"{task}.py"] or "from torch" in BLOCKS[f"{task}.py"]
        else "numpy"
    )
    return (
        f'\n[[tasks]]\nid = "{task}"\npoints = {points(BLOCKS[f"checks/test_{task}.py"])}\n'
        f'defines = [{listed}]\nserver = "{server}"\n'
        + ("asserted = true\n" if "@asserts(" in BLOCKS[f"checks/test_{task}.py"] else "")
    )


@pytest.fixture(scope="module")
def manual(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    folder = tmp_path_factory.mktemp("manual")
    course = Course(folder=folder)
    source, made = course.solutions / "demo", course.assignments / "demo"
    given = ", ".join(f'"{name}"' for name in GIVEN)
    head = f'id = "demo"\nseed = 5\npackages = ["pandas", "matplotlib"]\nfiles = [{given}]\n'
    text = head + "".join(settings(task) for task in TASKS)
    for name, content in GIVEN.items():
        write(source / name, content)
    write(source / "assignment.toml", text)
    write(source / "hidden.toml", "seed = 6\n")
    write(source / "handout.md", "<!-- tasks -->\n")
    for task in TASKS:
        write(source / f"{task}.py", BLOCKS[f"{task}.py"])
        write(made / "checks" / f"test_{task}.py", BLOCKS[f"checks/test_{task}.py"])
    write_files(course, "demo")
    assignment = load_course_assignment(course, "demo")
    record(assignment)
    return assignment


def test_each_example_has_a_check_a_reference_and_a_wrong_answer() -> None:
    assert {f"{task}.py" for task in TASKS} | {f"wrong {task}.py" for task in TASKS} | {
        f"checks/test_{task}.py" for task in TASKS
    } | {f"given {name}" for name in GIVEN} == set(BLOCKS)
    assert len(TASKS) >= 10


def test_the_references_of_the_page_pass_and_its_wrong_answers_earn_nothing(
    manual: Assignment,
) -> None:
    files = tuple(
        SubmittedFile(name=f"{task}.py", content=BLOCKS[f"wrong {task}.py"].encode())
        for task in TASKS
    )
    wrong = submission()
    with Examiner(manual) as examiner:
        right = examiner.judge(reference_submission(manual))
        result = examiner.judge(type(wrong)(name="wrong", files=files))
    assert {check.outcome for check in right.checks} == {Outcome.PASSED}
    assert {task.id: task.earned for task in result.tasks} == dict.fromkeys(TASKS, 0)
    assert {check.blame for check in result.checks} == {"student"}


def test_every_word_of_a_check_stands_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    questions = set(vars(Comparison) | vars(Behaviour) | vars(Chances))
    words = set(grader.checking.__all__) | {name for name in questions if not name.startswith("_")}
    words |= set(inspect.signature(watching).parameters) - {"function"}
    assert {word for word in words if word not in text} == set()


def questions() -> dict[str, Any]:
    """Whatever a check may call, by the name that it has on the page."""
    listed = {name: getattr(grader.checking, name) for name in grader.checking.__all__}
    for prefix, kinds in (("compare", (Verdicts, Behaviour, Chances, Comparison)), ("rng", (Rng,))):
        for kind in kinds:
            for name, value in vars(kind).items():
                if inspect.isfunction(value) and not name.startswith("_"):
                    listed[f"{prefix}.{name}"] = value
    return listed


QUESTIONS = questions()


def rows() -> dict[str, list[str]]:
    """The rows of the page's tables that show a call, by the name that is called."""
    text = PAGE.read_text(encoding="utf-8")
    listed = {}
    for row in re.findall(r"^\| (`.*) \|$", text, re.M):
        cells = [cell.strip() for cell in row.split(" | ")]
        name = re.split(r"[`(]", cells[0])[1]
        if name in QUESTIONS:
            listed[name] = cells
    return listed


ROWS = rows()


def anchor(heading: str) -> str:
    return re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-")


def sections() -> dict[str, str]:
    text = PAGE.read_text(encoding="utf-8")
    parts = re.split(r"^#{2,3} (.*)$", text, flags=re.M)
    return {anchor(heading): body for heading, body in zip(parts[1::2], parts[2::2], strict=True)}


def plain_signature(called: Any) -> str:
    """A signature without types."""
    signature = inspect.signature(called)
    parameters = [
        each.replace(annotation=inspect.Parameter.empty)
        for each in signature.parameters.values()
        if each.name != "self"
    ]
    return str(inspect.Signature(parameters))


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_each_word_is_shown_as_it_is_called_with_what_goes_wrong_and_an_example(name: str) -> None:
    called, *told, example = ROWS[name]
    assert all(told) and len(told) == (1 if name.startswith("rng.") else 2)
    used = sections()[re.findall(r"\(#(.*?)\)", example)[0]]
    assert re.search(
        rf"\b{re.escape(name)}\b", "".join(re.findall(r"```python\n.*?```", used, re.S))
    )
    if isinstance(QUESTIONS[name], type) and issubclass(QUESTIONS[name], StrEnum):
        return
    shown = ast.parse(f"def called{called.strip('`').removeprefix(name)}: ...").body[0]
    assert isinstance(shown, ast.FunctionDef)
    assert f"({ast.unparse(shown.args)})" == plain_signature(QUESTIONS[name])
