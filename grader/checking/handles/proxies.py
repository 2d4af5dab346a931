"""Proxies that a check holds for what stays on the other side of the wall.

`student` and `reference`, functions of theirs, and objects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any

from grader.checking.answerers.answers import Answers, Question
from grader.checking.mismatch import mismatch
from grader.checking.structures import rebuild
from grader.diagnosis.evidence import AnsweredCall, InnerStep
from grader.language import tr
from grader.model.results import Difference
from grader.model.values import Args, Handle, Kwargs, Made, Trace
from grader.nouns import replace
from grader.sandbox.failures import StudentRaised
from grader.wire.verbs import Verb

from .functions import Function, Member
from .operands import Operators
from .sending import as_made

FIRST_BUILT = 1_000_000
MOST_ITEMS = 10_000  # that a check takes from one iterator
WITHOUT_LENGTH = frozenset(("generator", "map", "filter", "zip", "list_iterator", "enumerate"))


class Side:
    """One side of a check.

    `student.name` is a function that the task defines; `student.nn.RNNCell(…)` builds a module of
    PyTorch's own over there, `student.nn.DataLoader(…)` a loader.
    """

    def __init__(self, answers: Answers) -> None:
        self._session = Session(answers)

    @property
    def nn(self) -> Builder:
        return Builder(self._session)

    def __getattr__(self, name: str) -> Member:
        if name.startswith("__"):
            raise AttributeError(name)
        return Member(self._session, 0, name)


class Session:
    """Answers of one side for one check, and the number of the next object built there."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.next_built = FIRST_BUILT
        self.called = ""
        self.asked: Question | None = None  # the call that was made last
        self.calls: list[AnsweredCall] = []
        self.items: dict[int, int] = {}  # how many each iterator has given
        self.inner_steps: tuple[InnerStep, ...] = ()  # of the last watched call
        self.leaf_names: dict[str, str] = {}  # a leaf's name there: the name that a check gives it
        self.handed: frozenset[str] = frozenset()  # modules that a watched function is given
        self._callbacks: list[Callable[..., Any]] = []

    def ask(self, question: Question) -> tuple[Any, Trace]:
        """Ask a question, whose arguments may be objects; return the answer and its trace."""
        question = replace(
            question,
            args=self.to_wire(question.args),
            kwargs=self.to_wire(question.kwargs),
            watch=self.to_wire(question.watch),
        )
        if question.verb in (Verb.CALL, Verb.TIMED, Verb.WEIGHED) and not question.target:
            self.called = question.name
        if question.verb in (Verb.CALL, Verb.TIMED):
            self.asked = question
            self.inner_steps = ()  # what another call was heard to do says nothing of this one
        answer = self.answers.ask(question, self._call_back if self._callbacks else None)
        if question.verb == Verb.CALL:
            self.calls.append(
                AnsweredCall(
                    said=str(question),
                    name=question.name,
                    args=question.args,
                    kwargs=question.kwargs,
                    answer=answer.value,
                )
            )
        return self.from_wire(answer.value), self.from_wire(answer.trace)

    def count_item(self, iterator: Handle) -> None:
        """Count an item that an iterator is asked for.  Raises Mismatch where it does not end."""
        number = self.items[iterator.number] = self.items.get(iterator.number, 0) + 1
        if number > MOST_ITEMS:
            raise mismatch(
                lambda: Difference(
                    kind="structure",
                    where=tr("what the {kind} gives", kind=iterator.kind),
                    expected=tr("an end"),
                    got=tr("more than {number:,} items", number=MOST_ITEMS),
                )
            )

    def _call_back(self, number: int, args: Args, kwargs: Kwargs) -> Any:
        """Call one of the check's functions that student code was given."""
        function = self._callbacks[number]
        return self.to_wire(function(*self.from_wire(args), **self.from_wire(kwargs)))

    def from_wire(self, value: Any) -> Any:
        """Return an answer with objects in place of handles."""
        return rebuild(value, lambda item: Object(self, item) if isinstance(item, Handle) else item)

    def to_wire(self, value: Any) -> Any:
        """Return arguments as they are sent: handles for objects, recipes for what is made there.

        Another side's objects may not cross.
        """
        return rebuild(value, self._as_sent)

    def _as_sent(self, value: Any) -> Any:
        if isinstance(value, Object | Function) and value._session is not self:
            raise TypeError(
                "an object of the student's was given to the reference, or the other way round"
            )
        if isinstance(value, Object):  # which object it is, and nothing that was told of it
            return Handle(value._handle.number, value._handle.kind)
        if isinstance(value, Function):
            return Made("function", (value._target, value._name))
        recipe = as_made(value)
        if recipe is None and callable(value):
            return Made("callback", self._number(value))
        return value if recipe is None else recipe

    def _number(self, function: Callable[..., Any]) -> int:
        """Return the number of one of the check's functions: the same one each time."""
        if function not in self._callbacks:
            self._callbacks.append(function)
        return self._callbacks.index(function)


class WithoutLength(StudentRaised, TypeError):
    """An object over there has no length: `list` asks for one, and goes on without."""


class Object(Operators):
    """An object that stays over there, alive for one check.

    It can be called, its methods too, indexed, measured, gone through, used with operators and in
    `with`; its attributes can be set.  The fields of a dataclass are read by name.  Each of these
    is asked over there.
    """

    _session: Session
    _handle: Handle

    def __init__(self, session: Session, handle: Handle) -> None:
        object.__setattr__(self, "_session", session)
        object.__setattr__(self, "_handle", handle)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._function()(*args, **kwargs)

    def _function(self, name: str = "") -> Function:
        """Return the object as what can be called, or a method of it."""
        return Function(self._session, self._handle.number, name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name in self._handle.fields:
            return self._ask(Verb.ATTRIBUTE, name)
        return Member(self._session, self._handle.number, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._ask(Verb.SET_ATTRIBUTE, name, (value,), wait=False)

    def __getitem__(self, index: Any) -> Any:
        return self._ask(Verb.ITEM, args=(index,))

    def __len__(self) -> int:
        if self._handle.kind in WITHOUT_LENGTH:  # list() asks, and takes this for an answer
            raise TypeError(f"object of type '{self._handle.kind}' has no len()")
        try:
            length = self._ask(Verb.LENGTH)
        except StudentRaised as error:
            if "builtins.TypeError" in error.raised.bases:
                raise WithoutLength(error.raised) from None
            raise
        return length if isinstance(length, int) and 0 <= length < 1 << 31 else 0

    def __bool__(self) -> bool:
        """Ask what it is worth over there, where its class says so; else it is there, so True."""
        return not self._handle.decides or self._operate("truth", self) is not False

    def __iter__(self) -> Iterator[Any]:
        iterator = self._ask(Verb.ITERATE)
        return iterator if isinstance(iterator, Object) else iter(())

    def __next__(self) -> Any:
        self._session.count_item(self._handle)
        answer = self._ask(Verb.NEXT)
        if isinstance(answer, tuple) and len(answer) == 2 and answer[1] is True:
            return answer[0]
        raise StopIteration

    def __enter__(self) -> Any:
        return self._function("__enter__")()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        """Leave the block over there; an error of the body is told by its class and its text."""
        if isinstance(error, StudentRaised):
            words = (error.raised.kind, error.raised.text)
        else:
            words = (kind.__name__ if kind else "", str(error) if error else "")
        return self._ask(Verb.LEAVE, args=words) is True

    def __repr__(self) -> str:
        return f"<{self._handle.kind}>"

    def _operate(self, name: str, *operands: Any) -> Any:
        return self._ask(Verb.OPERATOR, name, operands)

    def _ask(self, verb: Verb, name: str = "", args: Args = (), *, wait: bool = True) -> Any:
        question = Question(verb=verb, target=self._handle.number, name=name, args=args, wait=wait)
        return self._session.ask(question)[0]


class Builder:
    """Builds modules of PyTorch's own; what is built is not waited for."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __getattr__(self, name: str) -> Callable[..., Object]:
        def build(*args: Any, **kwargs: Any) -> Object:
            session = self._session
            number, session.next_built = session.next_built, session.next_built + 1
            session.ask(
                Question(
                    verb=Verb.BUILD, name=name, args=args, kwargs=kwargs, number=number, wait=False
                )
            )
            return Object(session, Handle(number, name))

        return build
