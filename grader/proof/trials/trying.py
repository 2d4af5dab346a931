"""Judging pieces of work on one task, again only with the checks that changed since."""

from collections.abc import Iterator, Mapping

from grader.nouns import frozen
from grader.proof.cache.kept import CheckEnd, changed_checks, current_values
from grader.proof.cache.store import Slot
from grader.proof.ground.proving import Judged, TaskProving

Ends = dict[str, CheckEnd]


@frozen
class Trials:
    """Ends of the checks for each piece of work, by its name.

    `held` says why one could not be judged; `known` counts those that were judged before.
    """

    ends: dict[str, Ends]
    held: dict[str, str]
    known: int


def try_works(
    proof: TaskProving,
    kind: str,
    contents: Mapping[str, bytes],
    *,
    honest: bool = False,
) -> Trials:
    """Judge pieces of work of one kind on a task: contents of its file, by name.

    What is kept of the same work stands; what is kept of others of that kind is dropped.  Of
    `honest` ones it is kept, too, what each check said.
    """
    keys = proof.keys
    held: dict[str, str] = {}
    works = {name: proof.work(content, name) for name, content in contents.items()}
    slots = {name: Slot(f"{kind} {proof.id}/{name}", work.digest) for name, work in works.items()}
    proof.store.forget(f"{kind} {proof.id}/", slots.values())

    def judge(names: list[str], stored: dict[str, Ends]) -> Iterator[tuple[str, Ends]]:
        before = {name: current_values(stored.get(name, {}), keys) for name in names}
        waiting = [(works[name], changed_checks(before[name], keys)) for name in names]
        for name, each in zip(names, proof.judge(waiting), strict=True):
            if each.why_held:
                held[name] = each.why_held
            else:
                yield name, before[name] | _read_ends(each, keys, honest)

    completed = proof.store.complete(
        slots, Ends, judge, holds=lambda ends: not changed_checks(ends, keys)
    )
    return Trials(completed.values, held, completed.known)


def _read_ends(judged: Judged, keys: Mapping[str, str], honest: bool) -> Ends:
    return {
        check.id: CheckEnd(
            keys[check.id],
            check.outcome,
            judged.errors.get(check.id, 0.0),
            (check.message or "") if honest else "",
        )
        for check in judged.result.checks
    }
