"""The bare limit.

One plain process that executes the files and calls the same functions with the same arguments.

No framework, no comparison, no wall.  `python -m benchmarks.bare FILE run` answers everything in
this process, as a student's own script would.  `python -m benchmarks.bare FILE fork` is warm first
(one Adam step) and forks once a submission.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.checking.answerers.answers import Question
from grader.model.values import Handle, Tensor


class Bare:
    """Executes one submission's files and answers its questions."""

    def __init__(self, sources: dict[str, str]) -> None:
        self._modules: dict[str, ModuleType] = {}
        for name, text in sources.items():
            module = ModuleType(name)
            sys.modules[name] = module
            self._modules[name] = module
            with contextlib.suppress(Exception):
                exec(compile(text, f"{name}.py", "exec"), module.__dict__)
        self._objects: dict[int, Any] = {}
        self._next = 1

    def answer(self, task: str, questions: list[Question]) -> None:
        """One check's questions; what raises ends the check, as it would for the kit."""
        self._objects.clear()
        self._next = 1
        with contextlib.suppress(Exception):
            for question in questions:
                self._keep(self._one(self._modules.get(task), question))

    def _one(self, module: ModuleType | None, question: Question) -> Any:
        import torch

        args = [self._inside(item) for item in question.args]
        kwargs = {key: self._inside(item) for key, item in question.kwargs.items()}
        target = self._objects.get(question.target)
        if question.verb == "call":
            function = (
                getattr(target if question.target else module, question.name)
                if question.name
                else target
            )
            return function(*args, **kwargs)
        if question.verb == "build":
            made = (
                torch.utils.data.DataLoader
                if question.name == "DataLoader"
                else getattr(torch.nn, question.name)
            )
            self._objects[question.number] = made(*args, **kwargs)
        elif question.verb == "load":
            there = dict(target.named_parameters())
            with torch.no_grad():
                for name, value in args[0].items():
                    there[name].copy_(value)
        elif question.verb == "item":
            return target[args[0]]
        return None

    def _inside(self, value: Any) -> Any:
        import torch

        if isinstance(value, Tensor):
            return torch.from_numpy(value.array.copy())
        if isinstance(value, Handle):
            return self._objects[value.number]
        if isinstance(value, tuple | list):
            return type(value)(self._inside(item) for item in value)
        if isinstance(value, dict):
            return {key: self._inside(item) for key, item in value.items()}
        return value.copy() if hasattr(value, "copy") else value

    def _keep(self, value: Any) -> None:
        """Objects get numbers in the order in which the kit would have given them."""
        import numpy as np
        import torch

        if isinstance(value, tuple | list):
            for item in value:
                self._keep(item)
        elif not isinstance(
            value, torch.Tensor | np.ndarray | np.generic | str | int | float | dict | None
        ):
            self._objects[self._next] = value
            self._next += 1


def warm_up() -> None:
    """What the kit's server does before it forks: one training step on one thread."""
    import torch

    from grader.sandbox.warming import train_a_little

    torch.set_num_threads(1)
    train_a_little(torch)
    gc.collect()
    gc.freeze()


def answer_all(sources: dict[str, str], asked: list[tuple[str, list[Question]]]) -> None:
    """One submission, its prints thrown away."""
    with Path(os.devnull).open("w") as nothing, contextlib.redirect_stdout(nothing):
        bare = Bare(sources)
        for task, questions in asked:
            bare.answer(task, questions)


def main() -> None:
    """`run`: all in this process; `fork`, `fork2`.

    One forked process a submission, one or two at a time.
    """
    work = pickle.loads(Path(sys.argv[1]).read_bytes())
    how = sys.argv[2]
    if how == "run":
        for sources, asked in work:
            answer_all(sources, asked)
        return
    warm_up()
    running = 0
    for sources, asked in work:
        if running == (2 if how == "fork2" else 1):
            os.wait()
            running -= 1
        if os.fork() == 0:
            answer_all(sources, asked)
            os._exit(0)
        running += 1
    while running:
        os.wait()
        running -= 1


if __name__ == "__main__":
    main()
