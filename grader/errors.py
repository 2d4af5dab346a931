"""One tree of errors: everything tensorgrade raises on purpose.

The library never prints and never exits.  `grader.cli.screen.telling.show_failure` is the one place
that turns an error into a sentence on the terminal and an exit code; each class names its code.
"""

from pathlib import Path

from grader.language import tr

EXIT_DONE = 0
EXIT_CHECK_FAILED = 1
EXIT_CALLED_WRONGLY = 2
EXIT_HELD = 3


class GraderError(Exception):
    """Base of every error raised on purpose.

    Its text says what happened, where, and what to do next.
    """

    exit_code = EXIT_HELD

    def _render_traceback_(self) -> list[str]:
        """Show the sentence alone in a notebook.  IPython asks for this by that name."""
        return [f"grade: {self}"]


class CalledWrongly(GraderError):
    """Raised when a command cannot do what was asked, as where there is no such task."""

    exit_code = EXIT_CALLED_WRONGLY


class CannotWrite(GraderError):
    """A file or folder that cannot be written: a full disk, no permission, something in the way."""

    exit_code = EXIT_CALLED_WRONGLY

    def __init__(self, place: Path, why: str, otherwise: str) -> None:
        self.place = place
        super().__init__(
            tr(
                "{place} cannot be written ({why}); {otherwise}",
                place=place,
                why=why,
                otherwise=tr(otherwise),
            )
        )


class BadFile(GraderError):
    """A file of the course that cannot be used: broken, missing, or not what it says it is."""

    exit_code = EXIT_CALLED_WRONGLY

    def __init__(self, path: Path | str, problem: str, *, line: int | None = None) -> None:
        self.path = Path(path)
        self.line = line
        self.problem = problem
        place = f"{self.path}:{line}" if line is not None else str(self.path)
        super().__init__(f"{place}: {problem}")


class BadCheck(GraderError):
    """A check file breaks one of the rules of a check; the course has to mend it."""

    exit_code = EXIT_CALLED_WRONGLY


class NotReleased(GraderError):
    """Checks and transcripts do not belong together, so nothing is judged: held, never failed."""


class RecordingRefused(GraderError):
    """Raised when the recorder ran a check and found that it cannot be trusted."""

    exit_code = EXIT_CHECK_FAILED


class ReleaseRefused(GraderError):
    """An assignment does not hold what it promises, so it is not handed to students."""

    exit_code = EXIT_CHECK_FAILED


class WireError(GraderError):
    """A frame or a value that breaks the rules of `grader.wire`."""


class BadEvidence(GraderError):
    """Raised for evidence that is not what was kept: cut off, changed, or from another time."""


class SandboxError(GraderError):
    """Raised when the sandbox itself failed; nobody's work is to blame."""


class NoGpu(GraderError):
    """Raised when a task is computed on a GPU and none can be used here: held, never failed."""


class ExaminerError(GraderError):
    """Raised when the examiner process died or said something that was not expected."""


class GradebookError(GraderError):
    """Raised when the gradebook cannot be opened, read or written."""


class GradebookChanged(GradebookError):
    """Raised when somebody else decided meanwhile, so that nothing was added."""


class GradebookNotWritten(GradebookError):
    """Raised when the disk under the gradebook is full or cannot be written, as in CannotWrite."""

    exit_code = EXIT_CALLED_WRONGLY
