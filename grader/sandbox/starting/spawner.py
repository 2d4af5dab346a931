"""Student processes that are spawned one by one."""

import contextlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from grader.errors import SandboxError
from grader.language import spoken_language, tr
from grader.model import Limits, ServerKind
from grader.sandbox.hanging import INTERRUPT
from grader.sandbox.locking.parents import kill_session
from grader.sandbox.locking.scratch import make_folder, remove_folder, written_bytes

from .interpreter import build_environment, python_command
from .links import PollLink
from .server_requests import GRACE_SECONDS, KILLED_BY_US
from .started import Started
from .thread_link import ThreadLink


class Spawner:
    """Starts a fresh Python per student process; works on every platform."""

    def __init__(
        self, kind: ServerKind, limits: Limits, *, train: bool, packages: tuple[str, ...]
    ) -> None:
        self._keep = limits.output_kib << 10
        self._command = [
            *python_command("grader.sandbox.student_main"),
            *(kind.value, str(limits.memory_mib), "1" if train else "0"),
            *(",".join(packages), spoken_language()),
        ]
        self._environment = build_environment(limits.threads, kind.device)
        self._folders: dict[int, Path] = {}
        self._folder = tempfile.TemporaryDirectory(prefix="grade-", ignore_cleanup_errors=True)
        self._ahead: subprocess.Popen[bytes] | None = self._spawn()

    def start(self) -> Started:
        if self._ahead is not None and self._ahead.poll() is not None:
            # It was killed while it waited for its turn.
            self._ahead.communicate()
            self._ahead = None
        process, self._ahead = self._ahead or self._spawn(), None
        assert process.stdin and process.stdout and process.stderr
        fds = [
            os.dup(stream.fileno()) for stream in (process.stdout, process.stdin, process.stderr)
        ]
        for stream in (process.stdout, process.stdin, process.stderr):
            stream.close()
        link_class = ThreadLink if sys.platform == "win32" else PollLink
        link = link_class(fds[0], fds[1], fds[2], self._keep)
        return Started(link, self, process.pid, process=process)

    def end(self, started: Started, *, patient: bool) -> int:
        assert started.process is not None
        if patient:
            with contextlib.suppress(subprocess.TimeoutExpired):
                started.process.wait(timeout=GRACE_SECONDS)
        by_itself = started.process.poll() is not None
        kill_session(started.process)
        status = started.process.wait()
        remove_folder(self._folders.pop(started.process.pid))
        return status if by_itself else KILLED_BY_US

    @property
    def alive(self) -> bool:
        return True

    def interrupt(self, started: Started) -> None:
        if INTERRUPT is not None and started.pid is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(started.pid, INTERRUPT)

    def written_bytes(self, started: Started) -> int:
        return written_bytes(self._folders[started.pid]) if started.pid is not None else 0

    def leave(self) -> None:
        """Nothing to be said: its processes are not asked, they are ended."""

    def close(self) -> None:
        if self._ahead is not None:
            kill_session(self._ahead)
            self._ahead.communicate()
        self._folder.cleanup()

    def _spawn(self) -> subprocess.Popen[bytes]:
        folder = make_folder(Path(self._folder.name))
        try:
            process = subprocess.Popen(
                self._command,
                env=self._environment,
                cwd=folder,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                bufsize=0,
                start_new_session=True,
            )
        except OSError as error:
            raise SandboxError(
                tr("a student process could not be started: {error}", error=error)
            ) from error
        self._folders[process.pid] = folder
        return process
