"""Grading mutants: each must be told from the reference, or shown to be the same function."""

from collections.abc import Iterable, Iterator

from grader.files.regions import find_regions, function_bodies, task_functions
from grader.model import Assignment, Task
from grader.mutants.mutations import Mutant, list_mutants
from grader.nouns import frozen
from grader.proof.cache.digests import digest, task_key
from grader.proof.cache.kept import Fate
from grader.proof.cache.store import Slot
from grader.proof.ground.proving import Judged, Proving, TaskProving
from grader.proof.ground.rows import ProofRow, proof_row

from .equivalents import Equivalent, load_equivalents, try_excused
from .margins import NOT_FINITE

FEW = 30
MOST_EXCUSED = 0.05
FEW_EXCUSED = 4  # that an assignment with few mutants may have all the same


@frozen
class _Fates:
    """Mutants of a task, and the fate of each by its text.

    `held` says why one could not be judged; `known` counts those that were judged before.
    """

    mutants: list[Mutant]
    fates: dict[str, Fate]
    known: int
    held: dict[str, str]

    def is_killed(self, mutant: Mutant) -> bool:
        """Return whether a check told the mutant from the reference."""
        fate = self.fates.get(mutant.text)
        return fate is not None and bool(fate.killed_by)

    def list_told_by_number(self, function: str) -> list[Mutant]:
        """Return those of a function that a check told apart by a number; else all killed ones."""
        of_function = [mutant for mutant in self.mutants if mutant.function == function]
        killed = [mutant for mutant in of_function if self.is_killed(mutant)]
        by_number = [mutant for mutant in killed if 1 < self.fates[mutant.text].error < NOT_FINITE]
        return by_number or killed


def mutant_rows(proving: Proving) -> Iterator[ProofRow]:
    """Judge every mutant; yield one row per task, and one when too many are excused."""
    excuses = load_equivalents(proving.assignment)
    total = excused = 0
    for proof in proving.tasks:
        fates = _judge_mutants(proof, task_mutants(proof.assignment, proof.task))
        own = [each for each in excuses if each.task == proof.id]
        problems, equivalent = _look_at_survivors(proof, fates, own)
        total, excused = total + len(fates.mutants), excused + equivalent
        yield _build_row(proof.id, fates, problems, equivalent)
    if excused > max(FEW_EXCUSED, MOST_EXCUSED * total):
        summary = (
            f"{excused} of {total} mutants are called equivalent; at most 5 % may be, or"
            f" {FEW_EXCUSED} of few mutants"
        )
        yield proof_row("equivalents", "all tasks", summary, [summary])


def _build_row(task: str, fates: _Fates, problems: list[str], equivalent: int) -> ProofRow:
    killed, total = sum(map(fates.is_killed, fates.mutants)), len(fates.mutants)
    rate = f"{100 * killed / max(total, 1):.0f} %"
    summary = f"{killed} of {total} killed ({rate}), {equivalent} equivalent"
    notes = [f"{task} has places for {total} mutants only"] if total < FEW else []
    return proof_row("mutants", task, summary, problems, notes, kept=fates.known)


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
    proof: TaskProving, fates: _Fates, excuses: list[Equivalent]
) -> tuple[list[str], int]:
    """Return problems with mutants that no check told apart, and how many of them are excused."""
    survivors = [mutant for mutant in fates.mutants if not fates.is_killed(mutant)]
    reasons = [(each, _explain_survivor(proof, each, fates, excuses)) for each in survivors]
    problems = [f"{mutant.id}: {why}\n{mutant.diff()}" for mutant, why in reasons if why]
    unused = [
        f"{each.place}: no mutant that survives has this change; take the entry out"
        for each in excuses
        if not any(each.fits(mutant) for mutant in survivors)
    ]
    return problems + unused, len(survivors) - len(problems)


def _explain_survivor(
    proof: TaskProving, mutant: Mutant, fates: _Fates, excuses: list[Equivalent]
) -> str:
    """Return why a survivor counts as a problem; empty where the excuse for it holds."""
    if mutant.text in fates.held:
        return f"it could not be judged: {fates.held[mutant.text]}"
    excuse = next((each for each in excuses if each.fits(mutant)), None)
    if excuse is not None:
        killed = fates.list_told_by_number(mutant.function)
        return try_excused(proof, mutant, excuse, killed)
    error = fates.fates[mutant.text].error
    close = f" (its largest error is {error:.2g} of the tolerance)" if error else ""
    return f"no check tells it from the reference{close}; strengthen one"


def _judge_mutants(proof: TaskProving, mutants: list[Mutant]) -> _Fates:
    """Judge the mutants of a task, each until the first check that fails.

    A mutant that a check has killed stays killed while that check is what it was. One that survived
    is tried again when any check of the task changes.
    """
    keys = proof.keys | {"": task_key(proof.assignment, proof.task)}
    held: dict[str, str] = {}

    def judge(texts: list[str], stored: dict[str, Fate]) -> Iterator[tuple[str, Fate]]:
        works = [(proof.work(text.encode()), ()) for text in texts]
        for text, judged in zip(texts, proof.judge(works, stop_first=True), strict=True):
            if judged.told_apart is None and judged.why_held:
                held[text] = judged.why_held
            else:
                yield text, _fate_of(judged, keys)

    slots = {mutant.text: _slot_of(proof.id, mutant) for mutant in mutants}
    completed = proof.store.complete(
        slots, Fate, judge, holds=lambda fate: keys.get(fate.killed_by) == fate.key
    )
    proof.store.forget(f"mutant {proof.id}/", slots.values())
    return _Fates(mutants, completed.values, completed.known, held)


def keep_fates(proof: TaskProving, judged: Iterable[tuple[Mutant, Judged]]) -> None:
    """Keep the fates of mutants that a check told apart while they were judged for something else.

    The others are still to be judged by all checks.
    """
    for mutant, each in judged:
        if each.told_apart is not None:
            proof.store.put(_slot_of(proof.id, mutant), _fate_of(each, proof.keys))


def _slot_of(task: str, mutant: Mutant) -> Slot:
    key = digest(mutant.text)
    return Slot(f"mutant {task}/{key}", key)


def _fate_of(judged: Judged, keys: dict[str, str]) -> Fate:
    killer = judged.told_apart
    if killer is not None:
        return Fate(keys[killer.id], killer.id, judged.errors.get(killer.id, 0.0))
    return Fate(keys[""], "", max(judged.errors.values(), default=0.0))
