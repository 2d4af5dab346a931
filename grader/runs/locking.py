"""Choosing how student code is locked down, and refusing what is too weak for a class."""

from grader.errors import CalledWrongly
from grader.model import Level
from grader.sandbox.locking.levels import possible

LEVEL_WORDS = {
    Level.STRICT: "student code is locked down by the kernel, in namespaces of its own",
    Level.STANDARD: "student code is locked down by the kernel (Landlock, seccomp)",
    Level.PROCESS: (
        "student code runs in processes of its own with limits, not locked down by the kernel"
    ),
}


def locked_level(*, trusted: bool, at_most: str | None = None) -> Level:
    """Return the best level of this machine that is not above `at_most`.

    `trusted` says that somebody answers for the submissions.  Raises CalledWrongly when the level
    is too weak for a class.
    """
    here = possible()
    level = max(here.level, Level(at_most or here.level), key=list(Level).index)
    if level is Level.PROCESS and not trusted:
        raise CalledWrongly(
            "this machine cannot lock student code down, so a class is not graded here; missing: "
            + ("; ".join(here.missing) or "--level process was asked for")
            + ". If you trust every submission, say --trust-submissions"
        )
    return level
