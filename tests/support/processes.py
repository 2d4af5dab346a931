"""A submission opened in a real student process, and what is said to it."""

from __future__ import annotations

from decimal import Decimal
from textwrap import dedent
from typing import Any

from grader.model import Level, Limits, Rule, ServerKind, Submission, SubmittedFile, Task
from grader.sandbox.locking.levels import probe_locks
from grader.sandbox.process import StudentProcess
from grader.sandbox.starting.launchers import Launcher
from grader.sandbox.waiting import Allowance
from grader.wire.messages import Answer, Ask

LIMITS = Limits(check_seconds=1.0, load_seconds=2.0, memory_mib=200, output_kib=64)

HOW: dict[str, dict[str, Any]] = {
    "forked": {"spawn": False, "level": Level.PROCESS},
    "locked": {"spawn": False, "level": Level.STANDARD},
    "spawned": {"spawn": True, "level": Level.PROCESS},
}
if probe_locks().level is Level.PROCESS:  # no Landlock or no seccomp here
    del HOW["locked"]
UNLOCKED = [how for how in HOW if how != "locked"]


def task(id: str = "a", *defines: str, server: str = "numpy", rules: tuple[Rule, ...] = ()) -> Task:
    """A task `a` in `a.py` that defines `f`, or others."""
    return Task(
        id=id,
        title=id,
        file=f"{id}.py",
        points=Decimal(1),
        hidden_points=Decimal(0),
        defines=defines or ("f",),
        by_hand=False,
        server=ServerKind(server),
        rules=rules,
        heading=id,
    )


def submission(name: str = "s", /, **files: str | bytes) -> Submission:
    """A submission; `a_py="…"` is the file a.py, `lib_in_net_py` is lib/net.py."""
    listed = {
        key.replace("_in_", "/").replace("_py", ".py").replace("_ipynb", ".ipynb"): text
        for key, text in files.items()
    }
    content = {
        key: text if isinstance(text, bytes) else dedent(text).encode()
        for key, text in listed.items()
    }
    return Submission(
        name=name,
        files=tuple(SubmittedFile(name=key, content=text) for key, text in content.items()),
    )


class Student:
    """One submission in one process."""

    _limits = LIMITS

    def __init__(
        self,
        launcher: Launcher,
        tasks: tuple[Task, ...],
        files: dict[str, str | bytes],
        limits: Limits = LIMITS,
    ) -> None:
        self._limits = limits
        self.process = StudentProcess(launcher, limits)
        self.process.hand_in(submission(**files), tasks, tuple(task.id for task in tasks))
        self.survey = self.process.survey()
        self.check = 0

    def begin(self, task_id: str) -> None:
        """A new check of a task begins; the first loads its code."""
        self.check += 1
        self.process.begin(self.check, task_id)
        self.process.load(self.check, task_id, self.survey[task_id].name)

    def ask(
        self,
        verb: str,
        name: str = "",
        *args: Any,
        target: int = 0,
        number: int = 0,
        wait: bool = True,
        **how: Any,
    ) -> Any:
        """What a verb gives; `how` are `kwargs` and `watch`."""
        return getattr(
            self.asked(verb, name, args, target=target, number=number, wait=wait, **how),
            "value",
            None,
        )

    def asked(
        self,
        verb: str,
        name: str,
        args: tuple[Any, ...],
        *,
        target: int = 0,
        number: int = 0,
        wait: bool = True,
        kwargs: dict[str, Any] | None = None,
        watch: dict[str, Any] | None = None,
    ) -> Answer | None:
        """The whole answer to a verb."""
        ask = Ask(self.check, verb, target, name, args, kwargs or {}, watch or {}, number, wait)
        return self.process.ask(ask, Allowance(self._limits.check_seconds, f"calling {name}()"))

    def call(self, *args: Any, **kwargs: Any) -> Any:
        """What the task's function f gives."""
        return self.ask("call", "f", *args, kwargs=kwargs)

    def finish(self) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        """The check ends.

        Names of the settings that its calls changed, and of all that are not as at first.
        """
        self.process.finish(self.check)
        finished = self.process.receive_finished(self.check)
        return finished.changed, finished.tainted
