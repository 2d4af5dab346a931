"""A process that runs one visible check again and says it as a script.

Its questions, what was expected, what came.

Started as `python -P -s -B -m grader.examiner.reproducing`; one JobLine comes on standard input,
one ScriptLine goes to standard output.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from grader.checking.answers import Replayed
from grader.checking.comparison import Comparison
from grader.checking.proxies import Side, plain
from grader.checking.transcribing import replayable
from grader.compare import Names
from grader.config import load_assignment
from grader.errors import GraderError, NotReleased
from grader.examiner.scripting import TORCH_HELPERS, Noted, Script
from grader.judging.attempt import Attempt
from grader.judging.collecting import Bench, Collected, Suite, with_suite
from grader.judging.findings import finding
from grader.judging.judge import check_rng
from grader.judging.staleness import released_transcripts
from grader.model import Assignment, ServerKind, Submission
from grader.model.values import Tensor
from grader.sandbox.launchers import Launcher, make_launcher
from grader.sandbox.levels import possible
from grader.sandbox.parents import die_with_parent


class JobLine(msgspec.Struct):
    """Which check of which submission."""

    assignment: str
    check: str
    submission: Submission


class ScriptLine(msgspec.Struct):
    """The script below its head, or why there is none: an error's class and sentence."""

    script: str = ""
    error: str = ""
    sentence: str = ""


class Kept(Comparison):
    """A comparison that keeps what it compared last."""

    last: tuple[Any, Any] | None = None

    def equal(
        self,
        got: object,
        want: object,
        *,
        names: Names = (),
        axes: Sequence[str] = (),
        atol: float | None = None,
        rtol: float | None = None,
    ) -> None:
        self.last = (plain(got), plain(want))
        super().equal(got, want, names=names, axes=axes, atol=atol, rtol=rtol)

    def like(self, got: object, want: object, *, names: Names = ()) -> None:
        self.last = (plain(got), plain(want))
        super().like(got, want, names=names)

    def unchanged(
        self, after: Sequence[object], before: Sequence[object], *, names: Sequence[str]
    ) -> None:
        self.last = (plain(list(after)), plain(list(before)))
        super().unchanged(after, before, names=names)

    def that(self, holds: bool, where: str, *, expected: str, got: str) -> None:
        self.last = (f"{where}: {got}", f"{where}: {expected}")
        super().that(holds, where, expected=expected, got=got)

    def gradients(
        self,
        got: Sequence[dict[str, Tensor | None]] | None,
        want: Sequence[dict[str, Tensor | None]] | None,
        *,
        names: Sequence[str],
        rtol: float | None = None,
    ) -> None:
        self.last = (got, want)
        super().gradients(got, want, names=names, rtol=rtol)


def script_of(suite: Suite, one: Collected, submission: Submission, launcher: Launcher) -> str:
    """The script of one check.  Raises what the sandbox raises."""
    task = suite.assignment.task(one.check.task)
    attempt = Attempt(suite.assignment, submission, lambda kind: launcher)
    began = time.monotonic()
    try:
        survey = attempt.survey(task)
        noted, compare = Noted(attempt.begin(task)), Kept(suite.assignment.tolerances)
        transcript = released_transcripts(suite)[(task.id, one.check.hidden)].of(one.check.id)
        if transcript is None:
            raise NotReleased(
                f"there is no transcript of {one.check.id}; take the assignment's files as"
                " handed out"
            )
        student = Side(noted)
        reference = Side(Replayed(one.check.id, replayable(transcript)))
        raised = suite.run(
            one, Bench(student, reference, check_rng(suite.assignment, one), compare)
        )
        said = finding(raised, survey, student._session.called, one.path).message
        attempt.finish(task, began)
    finally:
        attempt.close()
    return _written(one, noted, compare, said)


def _written(one: Collected, noted: Noted, compare: Kept, said: str) -> str:
    script = Script()
    for number, (question, given) in enumerate(noted.log, 1):
        script.ask(number, question, given)
    said_lines = [
        f"#     {line}" for line in (said or "it passed when this script was written").split("\n")
    ]
    end = [f"# {one.check.id}, “{one.check.title}”.  The check said:", *said_lines]
    if compare.last is not None and all(given is not None for _, given in noted.log[-1:]):
        got, want = compare.last
        end += [
            f"expected = {script.literal(want)}",
            f"got = {script.expression(got) or script.literal(got)}",
        ]
        end += ['print("expected:", expected, sep="\\n")', 'print("got:", got, sep="\\n")']
    torch = (
        [*TORCH_HELPERS.rstrip("\n").split("\n"), "", "", "torch.manual_seed(0)"]
        if script.uses_torch
        else [""]
    )
    imports = [
        "import random",
        "",
        "import numpy as np",
        *(["import torch"] if script.uses_torch else []),
    ]
    imports += ["from numpy import inf, nan"]
    seeds = ["random.seed(0)", "np.random.seed(0)", ""]
    return "\n".join([*imports, *torch, *seeds, *script.lines, "", *end]) + "\n"


def main() -> None:
    die_with_parent()
    reply = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a check file prints
    job = msgspec.json.decode(sys.stdin.buffer.readline(), type=JobLine)
    try:
        line = ScriptLine(script=_script(load_assignment(Path(job.assignment)), job))
    except GraderError as error:
        line = ScriptLine(error=type(error).__name__, sentence=str(error))
    reply.write(msgspec.json.encode(line))
    reply.close()


def _script(assignment: Assignment, job: JobLine) -> str:
    made: list[str] = []
    task = assignment.task(job.check.partition("::")[0])
    level = possible().level
    launcher = make_launcher(
        ServerKind(task.server), assignment.limits, train=True, level=level, spawn=None
    )

    def work(suite: Suite) -> None:
        one = next(one for one in suite.checks if one.check.id == job.check)
        made.append(script_of(suite, one, job.submission, launcher))

    try:
        with_suite(assignment, work)
    finally:
        launcher.close()
    return made[0]


if __name__ == "__main__":
    main()
