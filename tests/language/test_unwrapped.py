"""No sentence that a student may read stands in the code without going through `tr`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.translations import catalogues

from grader.cli.speech import OF_STUDENTS
from grader.cli.table import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "grader"

# Modules, and folders of them, that say nothing to a student; none is added without a reason.
FOR_STAFF = (
    *("api", "exporters", "gradebook", "importing", "marking", "mutants", "proof", "recording"),
    *("evidence", "judging/keeping", "reporting", "similarity", "staffroom"),
    *("release/translating", "release/students"),
    *(f"release/{name}.py" for name in ("current", "given", "making", "packing", "seeds")),
    *(f"release/{name}.py" for name in ("solutions", "starting", "wheel")),
    *(f"files/{name}.py" for name in ("catalogues", "markers", "regions", "tables")),
    *("files/staff_files.py", "files/syntax.py"),
    *("intake/gathering.py", "intake/rosters/roster.py"),
    *("runs/batches", "runs/executors", "runs/people"),
    *("runs/locking.py", "runs/recording.py", "runs/rejudging", "runs/stored.py"),
    *("feedback/grades.py", "feedback/intake.py"),
    *("cli/imported.py", "cli/written_tasks.py", "cli/screen/tally.py", "cli/screen/warning.py"),
)
# The author of a check reads what is said there, before a release.
FOR_AUTHORS_OF_CHECKS = (
    *("checking/declare.py", "checking/placing.py", "judging/admitting.py"),
    *("checking/answerers/blind.py", "checking/answerers/carrying.py"),
)
# Whoever changes the wire, or forges a frame, reads what is said there.
FOR_US = (
    *(f"wire/{name}.py" for name in ("decoding", "frames", "messages", "verbs")),
    *("sandbox/inside/settings.py", "sandbox/locking/lockdown.py"),
)
# Texts that are compared with others: what NumPy, PyTorch or the header of a table says.
PATTERNS = (
    *("judging/telling/advice.py", "judging/telling/raised.py", "judging/lacking.py"),
    *("sandbox/inside/substitutes/explaining.py", "intake/rosters/headers.py"),
)
LEFT_OUT = (*FOR_STAFF, *FOR_AUTHORS_OF_CHECKS, *FOR_US, *PATTERNS)

# Functions of all other modules that say something in English only, by who reads it.
EXCEPTIONS = frozenset(
    {
        # Staff, at commands for staff.
        "checking/answerers/large_answers.py::select_large",
        *(
            f"cli/desk.py::{name}"
            for name in ("need_course", "need_assignment", "bring_up_to_date")
        ),
        *("cli/desk.py::decider", "cli/desk.py::need_results"),
        *("cli/options.py::", "cli/table.py::", "cli/commands/pack.py::"),
        *("cli/options.py::GradebookType", "cli/options.py::GradebookType.convert"),
        *(f"intake/listing.py::{name}" for name in ("open_source", "_zip_source")),
        "intake/listing.py::_check_members",
        *(
            f"intake/recognisers/gradescope.py::{name}"
            for name in ("", "_read", "_parse_yaml", "_read_text")
        ),
        "intake/recognisers/folders.py::recognise",
        # The author of a check.
        *("__init__.py::__getattr__", "checking/__init__.py::__getattr__"),
        "checking/comparing/alignment.py::align_answer",
        *(f"checking/comparing/behaviour.py::Behaviour.{name}" for name in ("_measure", "lighter")),
        *(f"checking/comparing/chances.py::Chances.{name}" for name in ("mean", "shares")),
        "checking/comparing/comparison.py::Comparison.decided",
        "checking/comparing/verdicts.py::Verdicts.part",
        "checking/answerers/answers.py::call_function",
        "checking/handles/proxies.py::Session._as_sent",
        "judging/collecting.py::call_with_suite",
        "sandbox/inside/answering/arriving.py::Making.__call__",
        "sandbox/inside/answering/arriving.py::Making._numpy_generator",
        "sandbox/inside/answering/arriving.py::Making._type",
        "sandbox/inside/answering/asserting.py::_convert_tensor",
        "sandbox/inside/answering/drawing.py::_pyplot",
        "sandbox/inside/answering/objects.py::need_torch",
        "sandbox/inside/answering/verbs.py::_operator",
        "sandbox/inside/answering/verbs.py::build",
        # Whoever changes the wire, or forges a frame.
        "sandbox/inside/answering/calling_back.py::CallingBack.__call__",
        "sandbox/inside/answering/objects.py::Objects.get",
        "sandbox/inside/answering/verbs.py::say",
        "sandbox/student_main.py::Answerer._read",
        "sandbox/student_main.py::Answerer._finish",
        # Python and pytest say it in these words.
        "checking/handles/proxies.py::Object.__len__",
        "sandbox/inside/answering/pytest_words.py::Raises.__exit__",
        "sandbox/inside/substitutes/imports.py::Imports.absence",
        # Code of a script, commands and patterns.
        *(
            "examiner/repro.py::_imports",
            "examiner/script_helpers.py::",
            "runs/reproducing.py::_head",
        ),
        *("cli/commands/doctor.py::_list_missing", "diagnosis/fingerprints.py::fingerprint"),
        "sources/magics.py::_without_magic",
        # Every way to fill these in is in the catalogue.
        "diagnosis/families/activations.py::",
        "diagnosis/families/rules/recurrence_words.py::",
        # Both languages stand there side by side.
        "language/in_stubs.py::",
    }
)


def _said_to_students() -> Iterator[Path]:
    """Yield the modules whose sentences a student may read."""
    students = {entry.name for entry in COMMANDS if entry.audience in OF_STUDENTS}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if name.startswith("cli/commands/") and path.stem not in students:
            continue
        if not any(name == each or name.startswith(f"{each}/") for each in LEFT_OUT):
            yield path


def _known() -> frozenset[str]:
    """Return what is translated where it is said: help, and titles of diagnoses."""
    return frozenset(message.id for message in catalogues.sentences() if message.id)


def unwrapped(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield each literal of a module that reads like a sentence and is not given to `tr`.

    With the name of the function or class where it stands; an f-string's places are `{}`.
    """
    yield from _unwrapped(module, "")


def _unwrapped(node: ast.AST, inside: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        inside = f"{inside}.{node.name}".lstrip(".")
    if _is_text_alone(node):
        return  # a docstring
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in catalogues.KEYWORDS:
        for each in (*node.args, *node.keywords):
            if not isinstance(each, ast.Constant):
                yield from _unwrapped(each, inside)
        return
    text = _text(node)
    if text is not None and reads_like_a_sentence(text):
        yield inside, text
    if text is None or isinstance(node, ast.JoinedStr):
        for child in ast.iter_child_nodes(node):
            if not isinstance(node, ast.JoinedStr) or isinstance(child, ast.FormattedValue):
                yield from _unwrapped(child, inside)


def _is_text_alone(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.JoinedStr):
        parts = (
            "{}" if isinstance(each, ast.FormattedValue) else _text(each) for each in node.values
        )
        return "".join(part or "" for part in parts)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


_WORD = r"(?:[A-Za-z][a-z']+|`[^`]+`|'?\{\}'?)"
_THREE_WORDS = re.compile(rf"{_WORD}[,:;]? {_WORD}[,:;]? {_WORD}")


def reads_like_a_sentence(text: str) -> bool:
    """Return whether a literal has three words in a row, two of them letters and not places."""
    return any(
        len(re.findall(r"[A-Za-z][a-z']+", words[0])) >= 2 for words in _THREE_WORDS.finditer(text)
    )


def test_every_sentence_for_a_student_goes_through_tr() -> None:
    known = _known()
    found = {
        f"{path.relative_to(PACKAGE).as_posix()}::{inside}": text
        for path in _said_to_students()
        for inside, text in unwrapped(ast.parse(path.read_text(encoding="utf-8")))
        if text not in known
    }
    new = {place: text for place, text in found.items() if place not in EXCEPTIONS}
    assert new == {}, "wrap these with tr, see docs/languages.md"
    assert EXCEPTIONS - set(found) == set(), "these have none any more: take them off the list"


@pytest.mark.parametrize(
    ("code", "sentences"),
    [
        ('raise Wrong(f"{name} is late")', ["{} is late"]),
        ('say("it cannot be read", why)', ["it cannot be read"]),
        ('say("it cannot " "be read")', ["it cannot be read"]),
        ("text = f\"{a}: {tr('it is late')}\"", []),
        ('tr("it cannot be read ({why})", why="no such file here")', ["no such file here"]),
        ('tr_n("{number} check failed", "{number} checks failed", 3)', []),
        ('A = translatable("it cannot be read")', []),
        ('"""It says what it does."""', []),
        ('def f():\n    """It says what it does."""\n    return "it is done"', ["it is done"]),
        ('key = "task.points"', []),
        ('open(f"{folder}/{name}")', []),
    ],
)
def test_it_finds_what_is_not_wrapped(code: str, sentences: list[str]) -> None:
    assert [text for _, text in unwrapped(ast.parse(code))] == sentences


def test_what_is_left_out_is_there() -> None:
    assert [name for name in LEFT_OUT if not (PACKAGE / name).exists()] == []
