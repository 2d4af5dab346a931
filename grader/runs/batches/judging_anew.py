"""Judging one submission anew: a `grade batch` of that one, in a process of its own."""

from __future__ import annotations

import signal
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from grader.errors import CalledWrongly
from grader.files.plain_text import as_short_line
from grader.gradebook import Gradebook
from grader.nouns import noun, replace

PATIENCE = 10.0  # seconds that an interrupted batch has to end
FAILED = "it ended without a word; run `grade batch` to see why"


@noun
class Anew:
    """A submission that somebody has judged anew; `trouble` says why that could not be done."""

    submission: str
    by: str
    running: bool = True
    trouble: str = ""


class JudgingAnew:
    """Begins `grade batch` for one submission at a time, and knows how the last one ended.

    The batch finds the work where the last one found it, and says in the gradebook how far it is,
    as every batch does.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        gradebook: Gradebook,
        assignment: str,
    ) -> None:
        """Say how: `command` is `grade batch` with the options of the class, in `environment`."""
        self._command = tuple(command)
        self._environment = dict(environment)
        self._gradebook = gradebook
        self._assignment = assignment
        self._lock = threading.Lock()
        self._last: Anew | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._thread: threading.Thread | None = None

    @property
    def last(self) -> Anew | None:
        """Return what was begun last."""
        return self._last

    def begin(self, submission: str, by: str) -> None:
        """Begin to judge a submission anew.

        Raises CalledWrongly when another is being judged so, when nobody knows where its files are,
        and when the batch cannot be begun; GradebookError.
        """
        folder = self._find_folder()
        with self._lock:
            if self._last is not None and self._last.running:
                raise CalledWrongly(
                    f"{self._last.by} has {self._last.submission} judged anew at this moment; wait"
                    " until that is done, the page of the batch shows it"
                )
            anew = Anew(submission=submission, by=by)
            out = tempfile.TemporaryDirectory(prefix="grade-anew-", ignore_cleanup_errors=True)
            process = self._start_batch(anew, folder, out)
            self._last, self._process = anew, process
            self._thread = threading.Thread(target=self._wait, args=(anew, process, out))
            self._thread.start()

    def close(self) -> None:
        """Interrupt what runs, and wait for its end; what is judged is kept."""
        with self._lock:
            process, thread = self._process, self._thread
        if process is not None:
            process.send_signal(signal.SIGINT)
        if thread is not None:
            thread.join(PATIENCE)
        if process is not None and process.poll() is None:
            process.kill()

    def _find_folder(self) -> Path:
        """Return where the last batch found the submissions.  Raises CalledWrongly."""
        batches = self._gradebook.batches(self._assignment)
        place = next((each.submissions for each in reversed(batches) if each.submissions), "")
        if not place:
            raise CalledWrongly(
                "the gradebook does not say where the submissions are; run `grade batch` on them"
            )
        if not Path(place).exists():
            raise CalledWrongly(
                f"the submissions are not at {place} of this machine any more; run `grade batch`"
                " where they are"
            )
        return Path(place)

    def _start_batch(
        self, anew: Anew, folder: Path, out: tempfile.TemporaryDirectory[str]
    ) -> subprocess.Popen[bytes]:
        """Start the batch.  Raises CalledWrongly when that cannot be done."""
        options = ("--json", "--rerun=all", "-j", "1", "-o", out.name)
        who = (f"--student={anew.submission}", f"--by={anew.by}")
        try:
            return subprocess.Popen(
                [*self._command, *options, *who, "--", str(folder)],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        except OSError as error:
            out.cleanup()
            raise CalledWrongly(
                f"`grade batch` could not be started ({error.strerror or error}); run it yourself"
            ) from error

    def _wait(
        self,
        anew: Anew,
        process: subprocess.Popen[bytes],
        out: tempfile.TemporaryDirectory[str],
    ) -> None:
        """Wait for the end of the batch, and keep why nothing was judged, "" when it was."""
        output, errors = process.communicate()
        out.cleanup()
        lines = [as_short_line(each) for each in errors.decode("utf-8", "replace").splitlines()]
        sentence = next((each for each in reversed(lines) if each), "")
        trouble = "" if output else sentence.removeprefix("grade:").strip() or FAILED
        with self._lock:
            self._last = replace(anew, running=False, trouble=trouble)
