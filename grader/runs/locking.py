"""Choosing how student code is locked down, and refusing what is too weak for a class."""

from grader.errors import CalledWrongly
from grader.model import Level
from grader.sandbox.locking.levels import probe_locks

LEVEL_WORDS = {
    Level.STRICT: "student code is locked down by the kernel, in namespaces of its own",
    Level.STANDARD: "student code is locked down by the kernel (Landlock, seccomp)",
    Level.PROCESS: (
        "student code runs in processes of its own with limits, not locked down by the kernel"
    ),
}


def choose_level(*, trusted: bool, at_most: str | None = None) -> Level:
    """Return the best level of this machine that is not above `at_most`.

    `trusted` says that somebody answers for the submissions.  Raises CalledWrongly when the level
    is too weak for a class.
    """
    machine = probe_locks()
    level = max(machine.level, Level(at_most or machine.level), key=list(Level).index)
    if level is Level.PROCESS and not trusted:
        raise CalledWrongly(
            "this machine cannot lock student code down, so a class is not graded here; missing: "
            + ("; ".join(machine.missing) or "--level process was asked for")
            + ". If you trust every submission, say --trust-submissions"
        )
    return level
