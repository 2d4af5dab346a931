"""A warm server's process, as those who started it see it."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Sequence

from grader.language import spoken_language
from grader.model import Level, Limits, ServerKind
from grader.sandbox.locking.namespaces import bubblewrap_command
from grader.sandbox.locking.parents import kill_session, wait_for

from .interpreter import build_environment, python_command

CLOSING_SECONDS = 5.0
MAX_WORDS = 500


class WarmServer:
    """A warm server, exec'd, which answers each of those sockets.

    It starts to warm up at once.  The sockets are closed here.
    """

    def __init__(
        self,
        kind: ServerKind,
        limits: Limits,
        sockets: Sequence[socket.socket],
        *,
        train: bool,
        level: Level,
        packages: tuple[str, ...],
    ) -> None:
        fds = tuple(each.fileno() for each in sockets)
        command = [
            *(bubblewrap_command(kind.device) if level is Level.STRICT else ()),
            *python_command("grader.sandbox.starting.server"),
            *(kind.value, ",".join(map(str, fds)), str(limits.memory_mib)),
            *("1" if train else "0", level.value, ",".join(packages), spoken_language()),
        ]
        try:
            self._process = subprocess.Popen(
                command,
                env=build_environment(limits.threads, kind.device),
                pass_fds=fds,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        finally:
            for each in sockets:
                each.close()

    @property
    def alive(self) -> bool:
        """Return whether it still runs."""
        return self._process.poll() is None

    def read_last_words(self) -> str:
        """End it, and return the last line of what it said."""
        kill_session(self._process)
        stderr = self._process.stderr
        text = stderr.read().decode("utf-8", "replace").strip() if stderr else ""
        return text.split("\n")[-1][:MAX_WORDS]

    def close(self) -> None:
        """Wait for its end, which comes when the sockets are closed; a late one is killed."""
        wait_for(self._process, CLOSING_SECONDS)
        kill_session(self._process)
        self._process.wait()
        if self._process.stderr:
            self._process.stderr.close()
