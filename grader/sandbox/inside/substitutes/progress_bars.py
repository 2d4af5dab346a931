"""Progress bars that show nothing, for work that imports tqdm where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Any


class Progress:
    """tqdm without a bar."""

    def __init__(self, iterable: Any = (), *args: Any, **kwargs: Any) -> None:
        self._iterable = iterable

    def __iter__(self) -> Iterator[Any]:
        return iter(self._iterable)

    def __len__(self) -> int:
        return len(self._iterable)

    @staticmethod
    def write(text: str, *args: Any, **kwargs: Any) -> None:
        print(text)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def __getattr__(self, name: str) -> Any:
        return lambda *args, **kwargs: None


def tqdm_module(name: str) -> ModuleType:
    """Return a module that stands for tqdm, or for a part of it of that name."""
    module = ModuleType(name)
    module.__path__ = []
    trange = lambda *args, **kwargs: Progress(range(*args))  # noqa: E731
    module.__dict__.update(tqdm=Progress, tqdm_notebook=Progress, trange=trange, tnrange=trange)
    return module
