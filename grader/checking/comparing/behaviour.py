"""Asking more of a function than its answers: that it raises, that it is fast enough."""

from collections.abc import Callable
from typing import Any

from grader.checking.handles.functions import Function
from grader.checking.handles.plain_values import as_plain
from grader.checking.handles.proxies import Object, Side
from grader.compare import describe
from grader.errors import BadCheck
from grader.language import tr
from grader.model.values import Args, Kwargs
from grader.sandbox.failures import StudentRaised
from grader.wire.messages import Cause
from grader.wire.verbs import Verb

from .verdicts import Verdicts

# An exception of these causes is no answer of the function's: it is told as what it is.
NOT_OF_THE_CALL = (Cause.NO_SUCH_NAME, Cause.NOT_A_VERB, Cause.LOADING, Cause.RULE)
# From this share of what is asked on, a function that is too slow is told that it nearly was not.
NEAR = 0.8
_MIB = 1 << 20
Kind = type[BaseException] | str


class Behaviour(Verdicts):
    """Questions about how a function behaves."""

    reference: Side | None = None
    equal: Callable[..., None]

    def raises(
        self, kind: Kind | tuple[Kind, ...], function: Function | Object, *args: Any, **kwargs: Any
    ) -> None:
        """Ask that a call ends with that exception, or with one derived from it.

        `kind` is a class of Python's, or the name of a class that the task defines; several make a
        tuple.  Raises Mismatch.
        """
        kinds = kind if isinstance(kind, tuple) else (kind,)
        exceptions = tr(" or ").join(_kind_name(each) for each in kinds)
        expected = tr("{exceptions} to be raised", exceptions=exceptions)
        where = f"{_function_name(function)}({', '.join(_shorten(arg) for arg in args)})"
        try:
            got = tr("{answer} given back", answer=describe(as_plain(function(*args, **kwargs))))
        except StudentRaised as error:
            if error.raised.cause in NOT_OF_THE_CALL:
                raise
            if any(_holds_kind(error.raised.bases, each) for each in kinds):
                return
            got = f"{error.raised.kind}: {error.raised.text}".strip(": ")
        self.last = (f"{where}: {got}", f"{where}: {expected}")
        self._differs("raises", where, expected=expected, got=got)

    def faster(
        self, function: Function, *args: Any, than: str, times: float, **kwargs: Any
    ) -> None:
        """Ask for the reference's answer in at most a part of the CPU time of a given function.

        `than` is "module.function", from a file that the course gives; `times` says how many times
        faster.  Both run in the same process, and again when in doubt.  Raises Mismatch.
        """
        settings = {"than": than, "times": float(times)}
        mine, theirs = self._measure("faster", function, Verb.TIMED, args, kwargs, settings)
        best = theirs / mine if mine > 0 else 0.0
        if best >= times:
            return
        got = tr("{times:.1f} times as fast", times=best)
        if best >= NEAR * times:
            got = tr("{times:.1f} times as fast (nearly)", times=best)
        self._differs(
            "speed",
            tr("the time of {name}()", name=function._name),
            expected=tr("at least {times:g} times as fast as {than}", times=times, than=than),
            got=got,
        )

    def lighter(
        self,
        function: Function,
        *args: Any,
        than: str = "",
        times: float = 1.0,
        mib: float | None = None,
        **kwargs: Any,
    ) -> None:
        """Ask for the reference's answer with little memory at the peak of the call.

        `than` is "module.function", from a file that the course gives: at most a part, 1 / `times`,
        of what that takes.  Or `mib` says how many MiB it may be.  Raises Mismatch.
        """
        if bool(than) == (mib is not None):
            raise BadCheck("compare.lighter needs than=, a given function, or mib=, and not both")
        settings = {"than": than}
        mine, theirs = self._measure("lighter", function, Verb.WEIGHED, args, kwargs, settings)
        most = theirs / times if mib is None else mib * _MIB
        if mine <= most:
            return
        got = tr("{mib:.3g} MiB at its peak", mib=mine / _MIB)
        if mine * NEAR <= most:
            got = tr("{mib:.3g} MiB at its peak (nearly)", mib=mine / _MIB)
        where = tr("the memory of {name}()", name=function._name)
        self._differs("memory", where, expected=_describe_limit(most / _MIB, than, times), got=got)

    def _measure(
        self,
        word: str,
        function: Function,
        verb: Verb,
        args: Args,
        kwargs: Kwargs,
        settings: dict[str, Any],
    ) -> tuple[float, float]:
        """Ask for the reference's answer; return what a call needs, and the call of a given one."""
        if self.reference is None or not isinstance(function, Function):
            raise BadCheck(f"compare.{word} needs a function of the student's; write student.f")
        name = function._name
        answer, mine, theirs = _split_measured(function._measure(verb, args, kwargs, settings))
        want = getattr(self.reference, name)(*args, **kwargs)
        self.equal(answer, want, names=tr("the answer of {name}()", name=name))
        return mine, theirs


def _describe_limit(mib: float, than: str, times: float) -> str:
    """Return a limit of memory, and what it is a part of."""
    if not than:
        return tr("at most {mib:.3g} MiB", mib=mib)
    if times == 1:
        return tr("at most {mib:.3g} MiB, what {than} takes", mib=mib, than=than)
    return tr(
        "at most {mib:.3g} MiB, 1/{times:g} of what {than} takes", mib=mib, times=times, than=than
    )


def _split_measured(answer: Any) -> tuple[Any, float, float]:
    """Return an answer and two numbers; what is no such answer has nothing measured: 0."""
    if not isinstance(answer, tuple) or len(answer) != 3:
        return answer, 0.0, 0.0
    value, mine, theirs = answer
    if not isinstance(mine, float) or not isinstance(theirs, float):
        return value, 0.0, 0.0
    return value, mine, theirs


def _holds_kind(bases: tuple[Any, ...], kind: Kind) -> bool:
    """Return whether an exception's classes, as "module.Class", hold the one that is asked for."""
    if isinstance(kind, str):
        return any(str(base).rpartition(".")[2] == kind for base in bases)
    return f"{kind.__module__}.{kind.__qualname__}" in bases


def _kind_name(kind: Kind) -> str:
    return kind if isinstance(kind, str) else kind.__name__


def _function_name(function: Function | Object) -> str:
    return function._name if isinstance(function, Function) else repr(function)


def _shorten(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 30 else "…"
