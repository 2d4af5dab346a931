"""A time limit for a block of code that somebody else wrote."""

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType


@contextlib.contextmanager
def limit_time(
    seconds: float,
    error: BaseException,
    *,
    cpu: bool = False,
    when: Callable[[], bool] = lambda: True,
) -> Iterator[None]:
    """Raise an error in the block after so many seconds, where the platform can do that.

    With `cpu` they are seconds of CPU time.  Nothing is raised unless `when` says so then.  Code
    that stays inside one long call of a library is not interrupted.
    """
    in_main_thread = threading.current_thread() is threading.main_thread()
    if not hasattr(signal, "setitimer") or not in_main_thread:
        yield
        return
    timer, alarm = (
        (signal.ITIMER_PROF, signal.SIGPROF) if cpu else (signal.ITIMER_REAL, signal.SIGALRM)
    )

    def stop(number: int, frame: FrameType | None) -> None:
        if when():
            raise error

    former_handler = signal.signal(alarm, stop)
    signal.setitimer(timer, seconds)
    try:
        yield
    finally:
        signal.setitimer(timer, 0)
        signal.signal(alarm, former_handler)
