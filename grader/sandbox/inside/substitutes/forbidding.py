"""Forbidding what student code may not do, with a sentence where it is tried.

The kernel's locks decide; this only tells.  Where nothing is locked (level `process`) it also keeps
honest code from what it could not do in the class: code that means harm gets past it there.

https://docs.python.org/3/library/audit_events.html
"""

import os
import sys
from collections.abc import Callable, Container
from typing import Any

from grader.language import tr, translatable
from grader.model.values import Args

WRITING = translatable("the grader lets no code write files outside of its own folder")
CHANGING = translatable("the grader lets no code change the files that were handed in or given")
NETWORK = translatable("the grader has no network connection")
PROCESSES = translatable("the grader lets no code start processes")
SIGNALS = translatable("the grader lets no code send signals")
READING = translatable(
    "the grader lets code read its own files only, and write files in its own folder only"
)

AWAY = translatable("PyTorch is not there for this task")

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_DEVICES = (os.devnull, "/dev/zero")


class Forbidden(PermissionError):
    """What student code may not do: a PermissionError, and told as one.

    `sentence` is which of those above it is, in no language yet.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(tr(sentence))
        self.sentence = sentence


Forbidden.__name__ = PermissionError.__name__


class Forbidding:
    """Audit hook of a student process; it forbids while `active`.

    `read_only` are the paths that may not be written, though they lie in the process' own folder;
    nothing below the folders `kept_away` is read.
    """

    def __init__(
        self, folder: str, read_only: Container[str], kept_away: tuple[str, ...] = ()
    ) -> None:
        self._folder = folder + os.sep
        self._read_only = read_only
        self._kept_away = tuple(f"{each}{os.sep}" for each in kept_away)
        self.active = False

    def install(self) -> None:
        """Listen to what Python does from now on; a hook cannot be taken away again."""
        events: dict[str, Callable[[tuple[Any, ...]], str | None]] = {
            "open": lambda args: self._judge_opening(args[0], args[2]),
            "os.rename": lambda args: self._judge_writing(args[0]) or self._judge_writing(args[1]),
            **dict.fromkeys(_ON_PATHS, lambda args: self._judge_writing(args[0])),
            **dict.fromkeys(_ON_NETWORK, lambda args: NETWORK),
            **dict.fromkeys(_ON_PROCESSES, lambda args: PROCESSES),
            **dict.fromkeys(_ON_SIGNALS, lambda args: SIGNALS),
        }

        def hear(event: str, args: Args) -> None:
            judge = events.get(event)
            if judge is None or not self.active:
                return
            sentence = judge(args)
            if sentence is not None:
                raise Forbidden(sentence)

        sys.addaudithook(hear)

    def _judge_opening(self, path: Any, flags: Any) -> str | None:
        """Judge an opening; make the folder of a new file, as it was where the work was written."""
        if not isinstance(flags, int) or not flags & _WRITES:
            return self._judge_reading(path)
        sentence = self._judge_writing(path)
        if sentence is None and flags & os.O_CREAT and not isinstance(path, int):
            os.makedirs(os.path.dirname(os.fsdecode(path)) or ".", exist_ok=True)  # noqa: PTH103, PTH120
        return sentence

    def _judge_reading(self, path: Any) -> str | None:
        """Return why a path may not be read: it is part of a library that the task does without."""
        if not self._kept_away or isinstance(path, int) or path is None:
            return None
        away = os.path.abspath(os.fsdecode(path)).startswith(self._kept_away)  # noqa: PTH100
        return AWAY if away else None

    def _judge_writing(self, path: Any) -> str | None:
        """Return why a path may not be written; None where it may, and for what is no path."""
        if isinstance(path, int) or path is None:
            return None
        absolute = os.path.abspath(os.fsdecode(path))  # noqa: PTH100  links are not followed
        if absolute in self._read_only:
            return CHANGING
        is_own = absolute in _DEVICES or f"{absolute}{os.sep}".startswith(self._folder)
        return None if is_own else WRITING


_ON_PATHS = (
    *("os.mkdir", "os.rmdir", "os.remove", "os.truncate", "os.link", "os.symlink"),
    *("os.chmod", "os.chown", "os.utime", "os.setxattr", "os.removexattr"),
)
_ON_NETWORK = (
    *("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname"),
    *("socket.sendto", "socket.sendmsg"),
)
_ON_PROCESSES = (
    *("subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system"),
    *("os.exec", "os.startfile", "pty.spawn"),
)
_ON_SIGNALS = ("os.kill", "os.killpg", "signal.pthread_kill")
