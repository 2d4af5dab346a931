"""Going on with a file after a statement that the machine refused, as a notebook goes on.

Whoever installs a package, asks the network or changes the terminal at the top of a file has done
the task all the same, and so has whoever shows below it how a model is trained for hours.
"""

import ast
import traceback
from collections.abc import Callable

from grader.language import tr
from grader.sources.text import Source

from .substitutes.explaining import first_line


class TookTooLong(BaseException):
    """A statement passed its share of the load limit.

    Not an Exception: code must not swallow it.
    """


def go_on(source: Source, error: BaseException, run: Callable[[ast.stmt], None]) -> list[str]:
    """Run the statements after the one that raised `error`; return what was skipped, to be noted.

    Only what the machine refuses or what takes too long is passed over, and then whatever fails
    because of that.  A file that is not there is the student's to hand in.
    """
    refused = isinstance(error, OSError) and not isinstance(error, FileNotFoundError)
    if not refused and not isinstance(error, TookTooLong):
        return []
    left = source.statements[_find_failed(source, error) :]
    failures = [error, *(_try_statement(run, statement) for statement in left[1:])]
    pairs = zip(left, failures, strict=False)
    return [
        describe_skipped(source.name, each, failure)
        for each, failure in pairs
        if failure is not None
    ]


def describe_skipped(name: str, statement: ast.stmt | None, error: BaseException) -> str:
    """Return the note on a statement that was skipped; None stands for a whole cell."""
    why = tr("it took too long") if isinstance(error, TookTooLong) else first_line(error)
    if statement is None:
        return tr("{file} was skipped: {why}", file=name, why=why)
    return tr("{file}, line {line} was skipped: {why}", file=name, line=statement.lineno, why=why)


def describe_late_stop(name: str, error: BaseException) -> str:
    """Return the note on a file that raised after it had defined all that is asked for."""
    return tr(
        "{file} stopped with {error} while it was loaded; what it had defined by then was graded",
        file=name,
        error=first_line(error),
    )


def _find_failed(source: Source, error: BaseException) -> int:
    """Return the place of the statement in which a file ended; behind the last where none did."""
    lines = (
        line
        for frame, line in traceback.walk_tb(error.__traceback__)
        if (frame.f_code.co_filename, frame.f_code.co_name) == (source.name, "<module>")
    )
    line = next(lines, 0)
    places = (
        at
        for at, each in enumerate(source.statements)
        if each.lineno <= line <= (each.end_lineno or each.lineno)
    )
    return next(places, len(source.statements))


def _try_statement(run: Callable[[ast.stmt], None], statement: ast.stmt) -> BaseException | None:
    """Run one statement; return what it raised."""
    try:
        run(statement)
    except BaseException as error:
        return error
    return None
