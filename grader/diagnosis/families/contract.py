"""What a family is: mistakes of one kind, recognised by what they make of the right answer."""

from collections.abc import Callable, Iterable, Mapping

import msgspec

from grader.diagnosis.case import Case, Pair, count_different

BY_CHANCE = "@"
Words = tuple[str, str]  # a title and an explanation


class Family(msgspec.Struct, frozen=True, eq=False):
    """Mistakes of one kind.

    `recognise` is a pure function: it returns which member of the family a case is, a key of
    `members`, or None. Where a member was told by a size that may be there by chance, BY_CHANCE and
    the size follow its name. Two cases with different sizes are no chance; with one size, the
    member `doubtful` is told.
    """

    name: str
    members: Mapping[str, Words]
    recognise: Callable[[Case], str | None]
    doubtful: str = ""


def pick_only(names: Iterable[str | None]) -> str | None:
    """Return the name that there is; None where there is none, or more than one."""
    different_names = set(names)
    return different_names.pop() if len(different_names) == 1 else None


def match_some_pair(
    recognise: Callable[[Pair, Case], str | None], enough: int
) -> Callable[[Case], str | None]:
    """Return a function that wants a member in every array that differs, or in a long one.

    What is made from a wrong answer differs too, and may be of no kind at all.  An array with that
    many different numbers is of a kind by no chance.
    """

    def recognise_case(case: Case) -> str | None:
        members = [(recognise(pair, case), pair) for pair in case.pairs]
        names = {name for name, _ in members}
        long = (name and count_different(pair.want) >= enough for name, pair in members)
        is_enough = None not in names or any(long)
        return pick_only(names - {None}) if is_enough else None

    return recognise_case


def match_every_pair(recognise: Callable[[Pair, Case], str | None]) -> Callable[[Case], str | None]:
    """Return a function that wants the same member in every array that differs."""

    def recognise_case(case: Case) -> str | None:
        return pick_only(recognise(pair, case) for pair in case.pairs)

    return recognise_case
