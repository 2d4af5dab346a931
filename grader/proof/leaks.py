"""Whether something that students must not see stands in what they get.

The release, their page, the log of CI.
"""

from __future__ import annotations

import base64
import itertools
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from grader.checking.transcripts import load_transcripts, transcript_path
from grader.examiner.client import Examiner
from grader.feedback import ci
from grader.feedback.page import Pages
from grader.feedback.redacting import for_students
from grader.feedback.terminal import result_text
from grader.files.regions import find_regions
from grader.files.templates import templates_folder
from grader.model import Result, Submission, SubmittedFile, Tensor
from grader.proof.bench import Bench
from grader.proof.rows import Row
from grader.proof.stored import wrong_answers
from grader.release.making import make_files
from grader.release.packing import release_files
from grader.runs.one import judged_or_held
from grader.wire.decoding import decode

SHORTEST, LONG = 16, 40  # characters without spaces
DIGITS = 7


@dataclass(frozen=True, slots=True)
class Secret:
    """Something that must stand nowhere: what it is in words, and its text without spaces."""

    what: str
    text: str


def leak_rows(bench: Bench) -> Iterator[Row]:
    """A row for the release, and one for what is said of a submission that fails hidden checks."""
    began = time.monotonic()
    released = release_files(bench.course, bench.assignment)
    secrets = list(_secrets(bench, released))
    texts = {name: _text(name, content) for name, content in released.items()}
    yield _row("the release", secrets, texts, time.monotonic() - began)
    began = time.monotonic()
    (result,) = bench.crew.map(_judge(bench), [_wrong_everywhere(bench)])
    yield _row("page and CI log", secrets, _told(bench, result), time.monotonic() - began)


def _row(where: str, secrets: list[Secret], texts: dict[str, str], seconds: float) -> Row:
    found: list[str] = []
    for name, text in texts.items():
        plain = _plain(text)
        found.extend(
            f"{name} holds {secret.what}; take it out" for secret in secrets if secret.text in plain
        )
    return Row(
        proof="leaks",
        of=where,
        passed=not found,
        said=f"none of {len(secrets)} secrets in {len(texts)} files"
        if not found
        else f"{len(found)} leaks",
        problems=tuple(dict.fromkeys(found)),
        seconds=seconds,
    )


def _secrets(bench: Bench, released: dict[str, bytes]) -> Iterator[Secret]:
    """What students must not have.

    Solutions, hidden checks, the hidden seed, the answers to hidden checks.
    """
    solutions, seed = bench.assignment.solutions, bench.assignment.hidden_seed
    assert solutions is not None
    stubs = make_files(bench.course, bench.assignment.id)
    for task in bench.assignment.coding_tasks:
        path = solutions / task.file
        text = path.read_text(encoding="utf-8")
        stub = _plain(stubs[task.file].decode())
        for region in find_regions(path, text):
            lines = text.split("\n")[region.first : region.last - 1]
            what = f"{path.name}:{region.first + 1}-{region.last - 1}, the solution,"
            yield from (secret for secret in _pieces(what, lines) if secret.text not in stub)
    visible = _plain(
        "\n".join(
            content.decode()
            for name, content in released.items()
            if name.startswith("checks/test_")
        )
    )
    for path in sorted((solutions / "checks").glob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        # The title of a hidden check is shown with its outcome; helpers may stand in visible checks
        # as well.
        lines = [line for line in text.split("\n") if not line.strip().startswith("title=")]
        yield from (
            secret
            for secret in _pieces(f"the hidden {path.name}", lines)
            if secret.text not in visible
        )
    for written in ("seed=", '"seed":', '"hidden":'):
        yield Secret("the hidden seed", f"{written}{seed}")
    yield from _answers(bench)


def _pieces(what: str, lines: list[str]) -> Iterator[Secret]:
    """All of a text that is short, else its long lines, and each two lines together.

    A short line stands anywhere.
    """
    plain = [
        _plain(line)
        for line in lines
        if line.strip() and not line.strip().startswith(("#", "import ", "from "))
    ]
    if len(plain) == 1 and len(plain[0]) >= SHORTEST:
        yield Secret(f"{what} “{lines[0].strip()[:60]}”", plain[0])
    for line in plain:
        if len(line) >= LONG:
            yield Secret(f"{what} “{line[:60]}”", line)
    for one, other in itertools.pairwise(plain):
        if len(one) + len(other) >= LONG:
            yield Secret(f"{what} “{one[:60]}”", one + other)


def _answers(bench: Bench) -> Iterator[Secret]:
    """What the reference answers to hidden checks.

    As it is encoded in transcripts, and its numbers as they are written.
    """
    assert bench.assignment.solutions is not None
    for task in bench.assignment.coding_tasks:
        visible = _calls(bench, task.id, hidden=False)
        for check, answer in _calls(bench, task.id, hidden=True).items():
            if answer in visible.values():
                continue
            yield Secret(
                f"an answer of the hidden {check[0]}", _plain(base64.b64encode(answer).decode())
            )
            for number in _numbers(decode(answer)):
                yield Secret(f"a number that the hidden {check[0]} expects", number)


def _calls(bench: Bench, task: str, *, hidden: bool) -> dict[tuple[str, int], bytes]:
    folder = bench.assignment.solutions if hidden else bench.assignment.folder
    assert folder is not None
    file = load_transcripts(transcript_path(folder / "checks", task))
    return {
        (each.check, at): call.answer
        for each in (file.transcripts if file else ())
        for at, call in enumerate(each.calls)
        if len(call.answer) > 60
    }


def _numbers(value: object) -> Iterator[str]:
    """The numbers in an answer that have many digits, to so many digits.

    Nobody writes these by chance.
    """
    if isinstance(value, Tensor):
        value = value.array
    if isinstance(value, np.ndarray):
        flat = value.reshape(-1)[:50].tolist() if value.dtype.kind == "f" else []
        for item in flat:
            yield from _numbers(item)
    elif isinstance(value, float):
        digits = f"{abs(value):.{DIGITS}f}"
        if len(set(digits)) >= DIGITS:
            yield digits
    elif isinstance(value, dict):
        for item in value.values():
            yield from _numbers(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _numbers(item)


def _wrong_everywhere(bench: Bench) -> Submission:
    """A stored wrong answer of each task, else its stub: something that fails hidden checks too."""
    stubs = make_files(bench.course, bench.assignment.id)
    files = []
    for task in bench.assignment.coding_tasks:
        wrong = wrong_answers(bench.assignment, task)
        content = wrong[0].path.read_bytes() if wrong else stubs[task.file]
        files.append(SubmittedFile(name=task.file, content=content))
    return Submission(name="a wrong answer a task", files=tuple(files))


def _judge(bench: Bench) -> Callable[[Examiner, Submission], Result]:
    def judge(examiner: Examiner, work: Submission) -> Result:
        return judged_or_held(examiner, work, bench.assignment)

    return judge


def _told(bench: Bench, result: Result) -> dict[str, str]:
    """What a student is told of a result: her page, the text of `grade ci` and its annotations."""
    page = Pages([bench.course.folder / "templates", templates_folder()]).page(
        result, bench.assignment.title
    )
    shown = for_students(result)
    return {
        "the feedback page": page,
        "the CI log": "\n".join([result_text(shown, verbose=True), *ci.error_lines(shown)]),
        "the CI summary": ci.summary(shown, advisory=False),
    }


def _text(name: str, content: bytes) -> str:
    """The text of a released file; of a notebook all its strings, outputs too."""
    text = content.decode("utf-8", "replace")
    if not name.endswith(".ipynb"):
        return text
    try:
        return "\n".join(_strings(json.loads(text)))
    except ValueError:
        return text


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield "".join(item for item in value if isinstance(item, str))
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield f'"{key}": {item}' if isinstance(item, int) else ""
            yield from _strings(item)


def _plain(text: str) -> str:
    """A text without white space."""
    return re.sub(r"\s+", "", text)
