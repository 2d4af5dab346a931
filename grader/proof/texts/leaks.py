"""Searching what students get for anything that they must not see.

The release, their page, the log of CI.
"""

import base64
import itertools
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from grader.checking.answerers.transcripts import load_transcripts, transcript_path
from grader.checking.rng import GRID
from grader.feedback import ci
from grader.feedback.page import Pages
from grader.feedback.redacting import redact_for_students
from grader.feedback.terminal import result_text
from grader.files.regions import find_regions
from grader.files.templates import shipped_templates_folder
from grader.model import Result, Submission, SubmittedFile, Task
from grader.model.values import unwrap
from grader.nouns import frozen, replace
from grader.proof.ground.proving import Proving, judge_whole
from grader.proof.ground.rows import ProofRow, proof_row
from grader.release.making import make_files
from grader.release.packing import release_files
from grader.runs.stored import wrong_answers
from grader.wire.decoding import decode

SHORTEST, LONG = 16, 40  # characters without spaces
DIGITS = 7
FINE_GRID = GRID * 16


@frozen
class Secret:
    """Something that must stand nowhere: what it is in words, and its text without spaces."""

    what: str
    text: str


def leak_rows(proving: Proving) -> Iterator[ProofRow]:
    """Search for secrets in the release and in what is said of work that fails hidden checks."""
    released = release_files(proving.course, proving.assignment)
    secrets = list(_list_secrets(proving, released))
    texts = {name: _read_text(name, content) for name, content in released.items()}
    yield _search_texts("the release", secrets, texts)
    result = judge_whole(proving, _build_wrong_work(proving))
    yield _search_texts("page and CI log", secrets, _render_feedback(proving, result))


def _search_texts(where: str, secrets: list[Secret], texts: dict[str, str]) -> ProofRow:
    leaks: list[str] = []
    for name, text in texts.items():
        plain = _without_spaces(text)
        leaks.extend(
            f"{name} holds {secret.what}; take it out" for secret in secrets if secret.text in plain
        )
    summary = f"none of {len(secrets)} secrets in {len(texts)} files"
    sentence = f"{len(leaks)} leaks" if leaks else summary
    return proof_row("leaks", where, sentence, dict.fromkeys(leaks))


def _list_secrets(proving: Proving, released: dict[str, bytes]) -> Iterator[Secret]:
    """Yield what students must not have.

    Solutions, hidden checks, the hidden seed, the answers to hidden checks.
    """
    yield from _list_solution_secrets(proving)
    yield from _list_hidden_secrets(proving, released)
    for prefix in ("seed=", '"seed":', '"hidden":'):
        yield Secret("the hidden seed", f"{prefix}{proving.assignment.hidden_seed}")
    yield from _list_answer_secrets(proving)


def _list_solution_secrets(proving: Proving) -> Iterator[Secret]:
    stubs = make_files(proving.course, proving.assignment.id)
    for task in proving.assignment.coding_tasks:
        path = proving.assignment.reference_folder / task.file
        text = path.read_text(encoding="utf-8")
        stub = _without_spaces(stubs[task.file].decode())
        for region in find_regions(path, text, task.defines):
            lines = text.split("\n")[region.first : region.last - 1]
            what = f"{path.name}:{region.first + 1}-{region.last - 1}, the solution,"
            yield from _cut_pieces(what, lines, stub)


def _list_hidden_secrets(proving: Proving, released: dict[str, bytes]) -> Iterator[Secret]:
    checks = (text for name, text in released.items() if name.startswith("checks/test_"))
    visible = _without_spaces(b"\n".join(checks).decode())
    for path in sorted((proving.assignment.reference_folder / "checks").glob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        # The title of a hidden check is shown with its outcome; helpers may stand in visible checks
        # as well.
        lines = [line for line in text.split("\n") if not line.strip().startswith("title=")]
        yield from _cut_pieces(f"the hidden {path.name}", lines, visible)


def _cut_pieces(what: str, lines: list[str], visible: str) -> Iterator[Secret]:
    """Yield all of a text that is short, else its long lines, and each two lines together.

    A short line stands anywhere.  What students see in `visible` is no secret.
    """
    plain = [_without_spaces(line) for line in lines if _is_code(line.strip())]
    pieces = [(line, line) for line in plain]
    pieces += [(line, line + other) for line, other in itertools.pairwise(plain)]
    least = SHORTEST if len(plain) == 1 else LONG
    for line, text in pieces:
        if len(text) >= least and text not in visible:
            yield Secret(f"{what} “{line[:60]}”", text)


def _is_code(line: str) -> bool:
    return bool(line) and not line.startswith(("#", "import ", "from "))


def _list_answer_secrets(proving: Proving) -> Iterator[Secret]:
    """Yield what the reference answers to hidden checks.

    As it is encoded in transcripts, and its numbers as they are written.
    """
    for task in proving.assignment.coding_tasks:
        visible = {answer for _, answer in _read_answers(proving.assignment.folder, task)}
        for check, answer in _read_answers(proving.assignment.reference_folder, task):
            if answer not in visible:
                encoded = base64.b64encode(answer).decode()
                yield Secret(f"an answer of the hidden {check}", encoded)
                for number in _list_numbers(decode(answer)):
                    yield Secret(f"a number that the hidden {check} expects", number)


def _read_answers(folder: Path, task: Task) -> Iterator[tuple[str, bytes]]:
    """Yield the long answers in a task's transcripts, each with its check."""
    file = load_transcripts(transcript_path(folder / "checks", task.id))
    for transcript in file.transcripts if file else ():
        for call in transcript.calls:
            if len(call.answer) > 60:
                yield transcript.check, call.answer


def _list_numbers(value: object) -> Iterator[str]:
    """Yield the numbers in an answer that have many digits, to so many digits.

    Nobody writes these by chance.  Numbers on the grid of the draws, and means of a few of them,
    stand in inputs of any check.
    """
    if isinstance(value, float) and not (value * FINE_GRID).is_integer():
        digits = f"{abs(value):.{DIGITS}f}"
        if len(set(digits)) >= DIGITS:
            yield digits
    for item in _parts_of(value):
        yield from _list_numbers(item)


def _parts_of(value: object) -> Iterable[object]:
    """Return the parts of a structure; of an array the first 50 numbers, when they are floats."""
    array = unwrap(value)
    if isinstance(array, np.ndarray):
        return array.reshape(-1)[:50].tolist() if array.dtype.kind == "f" else ()
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list | tuple) else ()


def _build_wrong_work(proving: Proving) -> Submission:
    """Return work that fails hidden checks: a stored wrong answer of each task, else its stub."""
    stubs = make_files(proving.course, proving.assignment.id)
    files: dict[str, bytes] = {}
    for task in proving.assignment.coding_tasks:
        wrong = wrong_answers(proving.assignment, task)
        files.setdefault(task.file, stubs[task.file])
        if wrong:
            files[task.file] = wrong[0].path.read_bytes()
    return Submission(
        name="a wrong answer a task",
        files=tuple(SubmittedFile(name=name, content=content) for name, content in files.items()),
    )


def _without_own_lines(result: Result) -> Result:
    """Return a result without the lines of the student's own code around a place.

    A wrong answer is the reference but for its mistake, so these are lines of the solution that she
    wrote herself.
    """
    tasks = (
        replace(task, checks=tuple(replace(check, place=None) for check in task.checks))
        for task in result.tasks
    )
    return replace(result, tasks=tuple(tasks))


def _render_feedback(proving: Proving, result: Result) -> dict[str, str]:
    """Return what a student is told of a result: her page, the text of `grade ci`, its summary."""
    result = _without_own_lines(result)
    page = Pages([proving.course.folder / "templates", shipped_templates_folder()]).page(
        result, proving.assignment.title
    )
    redacted = redact_for_students(result)
    return {
        "the feedback page": page,
        "the CI log": "\n".join([result_text(redacted, verbose=True), *ci.error_lines(redacted)]),
        "the CI summary": ci.summary(redacted, advisory=False),
    }


def _read_text(name: str, content: bytes) -> str:
    """Return the text of a released file; of a notebook all its strings, outputs too."""
    text = content.decode("utf-8", "replace")
    if not name.endswith(".ipynb"):
        return text
    try:
        return "\n".join(_list_strings(json.loads(text)))
    except ValueError:
        return text


def _list_strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield "".join(item for item in value if isinstance(item, str))
        for item in value:
            yield from _list_strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield f'"{key}": {item}' if isinstance(item, int) else ""
            yield from _list_strings(item)


def _without_spaces(text: str) -> str:
    """Return a text without white space."""
    return re.sub(r"\s+", "", text)
