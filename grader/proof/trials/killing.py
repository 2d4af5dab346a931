"""Grading mutants: each must be told from the reference, or shown to be the same function."""

from collections.abc import Iterable, Iterator

from msgspec import field

from grader.files.regions import find_regions, function_bodies, task_functions
from grader.model import Assignment, Task
from grader.mutants.mutations import Mutant, list_mutants
from grader.nouns import frozen
from grader.proof.cache.digests import digest, task_key
from grader.proof.cache.kept import Fate
from grader.proof.cache.store import Slot
from grader.proof.ground.proving import Judged, Proving, build_judge
from grader.proof.ground.rows import ProofRow, proof_row
from grader.runs.stored import build_submission

from .equivalents import Equivalent, load_equivalents, try_excused
from .margins import NOT_FINITE

FEW = 30
MOST_EXCUSED = 0.05
FEW_EXCUSED = 4  # that an assignment with few mutants may have all the same


@frozen
class _Fates:
    """Fate of each mutant, by its text.

    `held` says why one could not be judged; `known` counts those that were judged before.
    """

    fates: dict[str, Fate]
    known: int
    held: dict[str, str] = field(default_factory=dict)

    def is_killed(self, mutant: Mutant) -> bool:
        """Return whether a check told the mutant from the reference."""
        fate = self.fates.get(mutant.text)
        return fate is not None and bool(fate.killed_by)

    def list_told_by_number(self, mutants: list[Mutant]) -> list[Mutant]:
        """Return those that a check told apart by a number; all killed ones where none was."""
        killed = [mutant for mutant in mutants if self.is_killed(mutant)]
        by_number = [mutant for mutant in killed if 1 < self.fates[mutant.text].error < NOT_FINITE]
        return by_number or killed


@frozen
class _Survivors:
    """Problems with the mutants that no check told from the reference."""

    problems: list[str]
    excused: int


def mutant_rows(proving: Proving) -> Iterator[ProofRow]:
    """Judge every mutant; yield one row per task, and one when too many are excused."""
    excuses = load_equivalents(proving.assignment)
    total = excused = 0
    for task in proving.assignment.coding_tasks:
        all_mutants = task_mutants(proving.assignment, task)
        fates = _judge_mutants(proving, task, all_mutants)
        own = [each for each in excuses if each.task == task.id]
        survivors = _look_at_survivors(proving, task, all_mutants, fates, own)
        total, excused = total + len(all_mutants), excused + survivors.excused
        yield _build_row(task, all_mutants, fates, survivors)
    if excused > max(FEW_EXCUSED, MOST_EXCUSED * total):
        summary = (
            f"{excused} of {total} mutants are called equivalent; at most 5 % may be, or"
            f" {FEW_EXCUSED} of few mutants"
        )
        yield proof_row("equivalents", "all tasks", summary, [summary])


def _build_row(
    task: Task, all_mutants: list[Mutant], fates: _Fates, survivors: _Survivors
) -> ProofRow:
    killed = sum(bool(fate.killed_by) for fate in fates.fates.values())
    rate = f"{100 * killed / max(len(all_mutants), 1):.0f} %"
    few = f"{task.id} has places for {len(all_mutants)} mutants only"
    summary = f"{killed} of {len(all_mutants)} killed ({rate}), {survivors.excused} equivalent"
    notes = [few] if len(all_mutants) < FEW else []
    return proof_row("mutants", task.id, summary, survivors.problems, notes=notes, kept=fates.known)


def task_mutants(assignment: Assignment, task: Task) -> list[Mutant]:
    """Return the mutants of a task's reference file.

    They lie in its marked regions, else in the functions that the task defines.  Of a file of
    several tasks, each answers for what it defines and what that calls.
    """
    path = assignment.reference_folder / task.file
    text = path.read_text(encoding="utf-8")
    own = task_functions(text, task.defines)
    regions = [
        (region.first, region.last)
        for region in find_regions(path, text, task.defines)
        if region.name.partition(".")[0] in own
    ]
    return list_mutants(task.id, text, regions or function_bodies(path, text, task.defines))


def _look_at_survivors(
    proving: Proving,
    task: Task,
    all_mutants: list[Mutant],
    fates: _Fates,
    excuses: list[Equivalent],
) -> _Survivors:
    problems, excused = [], 0
    survivors = [mutant for mutant in all_mutants if not fates.is_killed(mutant)]
    for mutant in survivors:
        excuse = next((each for each in excuses if each.fits(mutant)), None)
        others = [each for each in all_mutants if each.function == mutant.function]
        why = _explain_survivor(proving, task, mutant, excuse, others, fates)
        excused += not why
        problems += [f"{mutant.id}: {why}\n{mutant.diff()}"] if why else []
    return _Survivors(problems + _list_unused(excuses, survivors), excused)


def _explain_survivor(
    proving: Proving,
    task: Task,
    mutant: Mutant,
    excuse: Equivalent | None,
    others: list[Mutant],
    fates: _Fates,
) -> str:
    """Return why a survivor counts as a problem; empty where the excuse for it holds."""
    if mutant.text in fates.held:
        return f"it could not be judged: {fates.held[mutant.text]}"
    if excuse is None:
        return _explain_weakness(fates.fates[mutant.text])
    return try_excused(proving, task, mutant, excuse, fates.list_told_by_number(others))


def _list_unused(excuses: list[Equivalent], survivors: list[Mutant]) -> list[str]:
    return [
        f"{each.place}: no mutant that survives has this change; take the entry out"
        for each in excuses
        if not any(each.fits(mutant) for mutant in survivors)
    ]


def _explain_weakness(fate: Fate) -> str:
    close = f" (its largest error is {fate.error:.2g} of the tolerance)" if fate.error else ""
    return f"no check tells it from the reference{close}; strengthen one"


def _judge_mutants(proving: Proving, task: Task, all_mutants: list[Mutant]) -> _Fates:
    """Judge the mutants of a task, each until the first check that fails.

    One that a check has killed stays killed while that check is what it was; one that survived is
    tried again when any check of the task changes.
    """
    keys = proving.check_keys(task) | {"": task_key(proving.assignment, task)}
    held: dict[str, str] = {}

    def judge(texts: list[str], stored: dict[str, Fate]) -> Iterator[tuple[str, Fate]]:
        for text, judged in zip(texts, _judge_texts(proving, task, texts), strict=True):
            if judged.told_apart is None and judged.why_held:
                held[text] = judged.why_held
            else:
                yield text, _fate_of(judged, keys)

    slots = {mutant.text: _slot_of(task, mutant) for mutant in all_mutants}
    completed = proving.store.complete(
        slots, Fate, judge, holds=lambda fate: keys.get(fate.killed_by) == fate.key
    )
    proving.store.forget(f"mutant {task.id}/", slots.values())
    return _Fates(completed.values, completed.known, held)


def keep_fates(proving: Proving, task: Task, judged: Iterable[tuple[Mutant, Judged]]) -> None:
    """Keep the fates of mutants that a check told apart while they were judged for something else.

    The others are still to be judged by all checks.
    """
    keys = proving.check_keys(task)
    for mutant, each in judged:
        if each.told_apart is not None:
            proving.store.put(_slot_of(task, mutant), _fate_of(each, keys))


def _judge_texts(proving: Proving, task: Task, texts: list[str]) -> Iterable[Judged]:
    """Return how each text of the task's file ends, in order."""
    works = [
        (build_submission(proving.assignment, task, text.encode(), "a mutant"), ())
        for text in texts
    ]
    return proving.crew.map(build_judge(proving.assignment, task, stop_first=True), works)


def _slot_of(task: Task, mutant: Mutant) -> Slot:
    key = digest(mutant.text)
    return Slot(f"mutant {task.id}/{key}", key)


def _fate_of(judged: Judged, keys: dict[str, str]) -> Fate:
    killer = judged.told_apart
    if killer is not None:
        return Fate(keys[killer.id], killer.id, judged.errors.get(killer.id, 0.0))
    return Fate(keys[""], "", max(judged.errors.values(), default=0.0))
