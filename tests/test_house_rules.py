"""The floors, the types and the style hold; the modules stay readable."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from support.readability import too_much

import grader.model

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "grader"
MODULES = sorted(PACKAGE.rglob("*.py"))
# Those in samples, courses and submissions are material.
TEST_MODULES = sorted(
    path
    for path in (ROOT / "tests").rglob("test_*.py")
    if not {"samples", "courses", "submissions"} & set(path.parts)
)

# What is above a limit of support/readability.py today. This list only shrinks.
EXCEPTIONS: frozenset[str] = frozenset()
# Each name stands for two things today. These lists only shrink.
CLASSES_TO_RENAME: frozenset[str] = frozenset()
FILES_TO_RENAME: frozenset[str] = frozenset()
# One file name in several rooms where it is one idea.
SAME_IDEA = {
    "verbs.py": "the list, and what does them beside student code",
    "canvas.py": "one LMS, on the way in and on the way out",
    "moodle.py": "one LMS, on the way in and on the way out",
    "gradescope.py": "one service: read from it, answer it, made ready for it",
    "contract.py": "what each of several implementers promises",
    "grades.py": "the noun, and who keeps and shows it",
}

FILES_ON_TOP = {
    ".editorconfig",
    ".gitattributes",
    ".gitignore",
    ".pre-commit-config.yaml",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "SECURITY.md",
    "constraints.txt",
    "pyproject.toml",
}

# What authors of checks write: `compare.unchanged(…)`.
WORDS_OF_CHECKS = {("comparison", "decided"), ("comparison", "unchanged")}
# Words that do not say what a function does or returns, where they stand alone.
VAGUE = """
    answered asked called carried changed chosen closed compared counted decided declared exported
    filled found given held judged kept keyed known left listed made named noted numbered other own
    placed printed reached recorded rest said seen sent short shown stored submitted taken told
    turned unchanged used wanted whole written
"""


@pytest.mark.parametrize(
    "command",
    [
        [sys.executable, "-m", "ruff", "check", "."],
        [sys.executable, "-m", "ruff", "format", "--check", "grader", "tests", "benchmarks"],
        [sys.executable, "-m", "mypy"],
        [str(Path(sys.executable).with_name("lint-imports"))],
    ],
    ids=["ruff", "format", "mypy", "floors"],
)
def test_a_tool_finds_nothing(command: list[str]) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_only_one_file_executes_code() -> None:
    users = [
        path.relative_to(ROOT).as_posix()
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("exec", "eval")
    ]
    assert users == ["grader/sandbox/student_main.py"]


def test_nothing_unpickles() -> None:
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert (
            "import pickle" not in text and "np.load(" not in text and "torch.load(" not in text
        ), path


def test_code_stays_readable() -> None:
    above = too_much(PACKAGE)
    new = {name: measured for name, measured in above.items() if name not in EXCEPTIONS}
    assert not new, f"split these by meaning, see CONTRIBUTING: {new}"
    over = sorted(EXCEPTIONS - set(above))
    assert not over, f"no longer needed, delete them from EXCEPTIONS: {over}"


def test_a_class_name_stands_for_one_thing() -> None:
    modules: dict[str, list[str]] = {}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                modules.setdefault(node.name, []).append(path.relative_to(PACKAGE).as_posix())
    twice = {name: where for name, where in modules.items() if len(where) > 1}
    assert_only(twice, CLASSES_TO_RENAME, "CLASSES_TO_RENAME")


def test_a_file_name_recurs_only_where_it_is_the_same_idea() -> None:
    folders: dict[str, list[str]] = {}
    for path in MODULES:
        folder = path.relative_to(PACKAGE).parent.as_posix()
        # A command's file is called as the command is.
        if path.name != "__init__.py" and folder != "cli/commands":
            folders.setdefault(path.name, []).append(folder)
    twice = {name: where for name, where in folders.items() if len(where) > 1}
    unused = sorted(set(SAME_IDEA) - set(twice))
    assert not unused, f"these recur no longer, delete them from SAME_IDEA: {unused}"
    rest = {name: where for name, where in twice.items() if name not in SAME_IDEA}
    assert_only(rest, FILES_TO_RENAME, "FILES_TO_RENAME")


def assert_only(twice: dict[str, list[str]], known: frozenset[str], name_of_list: str) -> None:
    new = {name: where for name, where in twice.items() if name not in known}
    assert not new, f"two things with one name: {new}"
    over = sorted(known - set(twice))
    assert not over, f"no longer needed, delete them from {name_of_list}: {over}"


def test_a_function_is_called_by_what_it_does() -> None:
    vague = [
        f"{path.relative_to(PACKAGE).as_posix()}:{node.lineno} {node.name}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.strip("_") in VAGUE.split()
        and (path.stem, node.name) not in WORDS_OF_CHECKS
        and not any("property" in ast.unparse(each) for each in node.decorator_list)
    ]
    assert not vague, f"name these by a verb: {vague}"


def test_a_module_that_does_something_has_a_test_file_of_its_own() -> None:
    tested = {path.name.removeprefix("test_") for path in TEST_MODULES}
    untested = [
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if does_something(path) and not tested & names_of_tests(path)
    ]
    assert not untested, f"write tests/<room>/test_<module>.py: {untested}"


def names_of_tests(path: Path) -> set[str]:
    """What the tests of a module may be called; those of a command after its group as well."""
    group = f"{path.stem.partition('_')[0]}.py"
    return {path.name, group} if path.parent.name == "commands" else {path.name}


def does_something(path: Path) -> bool:
    """Whether a module has functions, or classes with methods that are no properties."""
    if path.stem in ("__init__", "__main__") or "migrations" in path.parts:
        return False
    bodies = [ast.parse(path.read_text(encoding="utf-8")).body]
    bodies += [
        node.body
        for node in bodies[0]
        if isinstance(node, ast.ClassDef) and "Protocol" not in map(ast.unparse, node.bases)
    ]
    return any(
        isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and not any("property" in ast.unparse(each) for each in node.decorator_list)
        for body in bodies
        for node in body
    )


def test_no_test_module_imports_another() -> None:
    for path in TEST_MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [
                alias.name for alias in getattr(node, "names", []) if isinstance(node, ast.Import)
            ]
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(".test_" in f".{name}" for name in names), path
            assert not (isinstance(node, ast.ImportFrom) and node.level), path
            assert not (isinstance(node, ast.Attribute) and ast.unparse(node) == "sys.path"), path


def test_tests_stand_in_the_rooms_that_they_are_about() -> None:
    rooms = {path.parent.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("__init__.py")}
    folders = {path.parent.relative_to(ROOT / "tests").as_posix() for path in TEST_MODULES}
    assert folders <= rooms | {"assignments", "attacks"}


def test_a_room_is_not_crowded() -> None:
    rooms = {path.parent for path in MODULES if path.parent.name != "commands"}
    files = {room.relative_to(PACKAGE).as_posix(): len(list(room.glob("*.py"))) for room in rooms}
    crowded = {room: number for room, number in files.items() if number > 15}
    assert not crowded, f"make rooms inside them, by who lives there: {crowded}"


def test_the_glossary_has_every_noun_of_the_model_in_one_line() -> None:
    lines = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    entries = [line for line in lines if line.startswith("- ")]
    assert all(re.fullmatch(r"- \*\*[^*]+\*\*( \([^)]+\))?: .+[.…]", line) for line in entries)
    named = [name for line in entries for name in re.findall(r"`([A-Z]\w+)`", line)]
    nouns = {name for name in grader.model.__all__ if isinstance(getattr(grader.model, name), type)}
    assert sorted(named) == sorted(nouns)
    words = [word for line in entries for word in line[4:].partition("**")[0].split(", ")]
    assert len(words) == len(set(words)), "a word stands twice"


def test_the_plan_of_the_house_has_the_rooms_of_the_contract() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = pyproject["tool"]["importlinter"]["contracts"]
    (layers,) = [each["layers"] for each in contracts if each["name"].endswith(": floors")]
    rooms = [room.strip().removeprefix("grader.") for row in layers for room in row.split("|")]
    drawn = (ROOT / "docs" / "floors.svg").read_text(encoding="utf-8")
    assert re.findall(r"font-weight='600'[^>]*>(\w+)</text>", drawn) == rooms
    folders = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert folders <= set(rooms), "every room stands on a floor"


def test_only_what_belongs_here_is_kept_in_git() -> None:
    """One stray archive once stood here for a day: 26 MB in every clone."""
    kept = files_in_git()
    assert {name for name in kept if "/" not in name} == FILES_ON_TOP
    large = {name: size for name in kept if (size := file_size(ROOT / name)) > 300_000}
    assert not large, f"too large for every clone: {large}"


def files_in_git() -> list[str]:
    """Return the files of the repository; of a copy without git those that should be in it."""
    if (ROOT / ".git").exists():
        command = ["git", "ls-files", "-z"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        return [name for name in done.stdout.split("\0") if name]
    folders = ("assignments", "benchmarks", "docs", "solutions", "templates", "tests")
    below = [path for folder in folders for path in (ROOT / folder).rglob("*")]
    return [path.relative_to(ROOT).as_posix() for path in below] + sorted(FILES_ON_TOP)


def file_size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0  # A file may be removed and not committed.


def test_a_decision_has_a_number_of_its_own() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(page.name[:4]) for page in pages]
    assert numbers == list(range(1, len(pages) + 1))
    for number, page in zip(numbers, pages, strict=True):
        assert page.read_text(encoding="utf-8").startswith(f"# {number}. "), page


def test_files_that_the_docs_name_are_there() -> None:
    pages = [*(ROOT / "docs").rglob("*.md"), ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md"]
    named = {
        f"{page.name}: {name}"
        for page in pages
        for name in re.findall(r"`((?:tests|grader|docs)/[\w./]+\.\w+)`", page.read_text("utf-8"))
        if not (ROOT / name).exists() and "NAME" not in name
    }
    assert not named, f"moved or gone: {sorted(named)}"
