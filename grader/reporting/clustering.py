"""Who fails alike: submissions whose first failure of a task has the same signature.

What a signature is stands in `grader.feedback.causes`: the student's page asks for it too.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from grader.errors import CalledWrongly
from grader.feedback.causes import failure, share_wrong, signature
from grader.feedback.words import outcome_words
from grader.files.plain_text import line
from grader.model import CheckResult, Difference, Outcome, Result

from .class_report import Cluster, Person

MOST_LISTED = 8  # clusters that an error names


def find_clusters(judged: Iterable[tuple[Person, Result]]) -> tuple[Cluster, ...]:
    """Return who fails alike, the largest group first, then in the order of the tasks.

    Only what is the student's own to mend makes a cluster; a task that was not started makes none.
    """
    failures: defaultdict[str, list[tuple[Person, CheckResult]]] = defaultdict(list)
    for person, result in judged:
        for task in result.tasks:
            check = failure(task)
            if check is not None:
                failures[signature(check)].append((person, check))
    all_clusters = [_cluster(key, alike) for key, alike in failures.items()]
    tasks = [*dict.fromkeys(each.task for each in all_clusters)]
    return tuple(
        sorted(all_clusters, key=lambda each: (-len(each.people), tasks.index(each.task), each.key))
    )


def find_cluster(choices: Sequence[Cluster], typed: str) -> Cluster:
    """Return the cluster whose key begins with what was typed.  Raises CalledWrongly."""
    matches = [each for each in choices if typed and each.key.startswith(typed.lower())]
    if len(matches) == 1:
        return matches[0]
    some = "; ".join(f"{each.key} {each.title}" for each in (matches or choices)[:MOST_LISTED])
    if matches:
        raise CalledWrongly(f"{len(matches)} clusters begin with {typed!r}: {some}")
    hint = f"there are {some}" if some else "nobody fails a check in this class"
    raise CalledWrongly(f"there is no cluster {typed!r}; {hint}; `grade clusters` lists them all")


def _cluster(key: str, alike: Sequence[tuple[Person, CheckResult]]) -> Cluster:
    """Return the cluster of people, each with the check that failed; the first is the example."""
    check = alike[0][1]
    diagnosis = check.diagnosis
    return Cluster(
        key=key,
        task=check.task,
        title=line(diagnosis.title if diagnosis else f"{check.title}: {_ending(check)}"),
        explanation=line(diagnosis.explanation) if diagnosis else "",
        named=diagnosis is not None,
        checks=tuple(dict.fromkeys(each.id for _, each in alike)),
        example=line(check.message.partition("\n")[0]),
        people=tuple(person for person, _ in alike),
    )


def _ending(check: CheckResult) -> str:
    """Return how a check failed in words that tell one cluster from another."""
    if check.difference is not None:
        return _parting(check.difference)
    message = line(check.message.partition("\n")[0])
    if check.outcome is Outcome.RAISED and message:
        return message
    return outcome_words(check.outcome)


def _parting(difference: Difference) -> str:
    """Return where numbers first part and how many do, or what came in place of what."""
    expected = f"{difference.got} in place of {difference.expected}"
    place = f"{difference.where}, " if difference.where else ""
    share = share_wrong(difference)
    if share is None:
        return f"{place}{expected}"
    many = "all numbers" if share == 1 else f"{100 * share:.0f} % of the numbers"
    return f"{many} wrong, the first at {place}{expected}"
