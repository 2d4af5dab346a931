"""Looking for honest work that fails by luck: other seeds, other wrappings, two threads.

And how close it comes to it.
"""

from collections.abc import Iterator

from msgspec import field

from grader.examiner.client import Examiner
from grader.model import AuditRun, Outcome, Submission, SubmittedFile
from grader.nouns import frozen, mutable, replace
from grader.proof.cache.digests import digest
from grader.proof.cache.kept import CheckLuck, changed_checks, current_values
from grader.proof.cache.store import Slot
from grader.proof.ground.crew import Crew
from grader.proof.ground.proving import Proving, TaskProving
from grader.proof.ground.rows import ProofRow, proof_row
from grader.runs.stored import honest_variants

from .margins import describe_near_misses, margins

FIRST_SEED = 5_000
MOST_REFUSED = 20
TWO_THREADS = (
    b"\ntry:\n    import torch\n    torch.set_num_threads(2)\nexcept Exception:\n    pass\n"
)

Run = dict[str, CheckLuck]  # by check: what honest work did in it under one seed


@frozen
class _Works:
    """Honest variants of a task, as they run with so many threads.

    `key` is their digest, `keys` are those of the checks.
    """

    task: str
    submissions: tuple[Submission, ...]
    threads: int
    crew: Crew
    key: str
    keys: dict[str, str]

    def slot(self, seed: int) -> Slot:
        return Slot(f"flakes {self.task}/{self.threads} threads, seed {seed}", self.key)

    def holds(self, stored: Run) -> bool:
        """Return whether nothing of a run is to be done again."""
        refusal = _find_refusal(current_values(stored, self.keys))
        return bool(refusal) or not changed_checks(stored, self.keys)

    def run(self, seeds: list[int], stored: dict[int, Run]) -> Iterator[tuple[int, Run]]:
        """Yield the run of each seed, of which only the checks that changed are new."""
        before = {seed: current_values(stored.get(seed, {}), self.keys) for seed in seeds}
        jobs = [(seed, changed_checks(before[seed], self.keys)) for seed in seeds]
        for seed, lucks in zip(seeds, self.crew.map(self._run_seed, jobs), strict=True):
            yield seed, before[seed] | lucks

    def _run_seed(self, examiner: Examiner, job: tuple[int, tuple[str, ...]]) -> Run:
        seed, checks = job
        reply = examiner.audit(self.submissions[0], self.submissions, self.task, seed, checks)
        run = {
            refusal.check: CheckLuck(self.keys[refusal.check], refused=refusal.sentence)
            for refusal in reply.refused
        }
        for audited in reply.runs:
            _add_variant(run, audited, f"{self.task}: seed {seed}", self.keys)
        return run


@mutable
class _Audit:
    """Runs under seeds that could be used, why others could not, how many were known."""

    runs: list[Run] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    known: int = 0

    def add(self, runs: list[Run]) -> int:
        """Take over the runs of some seeds; return how many of these were refused."""
        refused = [why for run in runs if (why := _find_refusal(run))]
        self.refused += refused
        self.runs += [run for run in runs if not _find_refusal(run)]
        return len(refused)


def flake_rows(proving: Proving) -> Iterator[ProofRow]:
    """Judge the honest variants of each task under several seeds; yield one row per task."""
    for proof in proving.tasks:
        variants = [proof.reference, *honest_variants(proof.assignment, proof.task)]
        yield _build_row(proof, len(variants), _audit_task(proof, variants))


def _build_row(proof: TaskProving, variants: int, audit: _Audit) -> ProofRow:
    failed = [failure for run in audit.runs for luck in run.values() for failure in luck.failed]
    problems = list(dict.fromkeys(failed))
    if len(audit.runs) < proof.proving.seeds * 2:
        problems.append(
            f"{proof.id}: {len(audit.refused)} seeds give no inputs, so a class may get none"
            f" either; let the check draw inputs that every seed can use. The last one:"
            f" {audit.refused[-1]}"
        )
    summary = (
        f"{len(failed)} false failures in {len(audit.runs) * variants} runs"
        f" ({variants} variants, {proof.proving.seeds} seeds, 1 and 2 threads)"
    )
    notes = describe_near_misses(margins(proof))
    return proof_row("flakes", proof.id, summary, problems, notes=notes, kept=audit.known)


def _audit_task(proof: TaskProving, variants: list[Submission]) -> _Audit:
    """Judge the variants under each seed, with one thread and with two.

    A seed that the recorder refuses is replaced.
    """
    audit = _Audit()
    key = digest(*(variant.digest for variant in variants))
    for threads, crew in ((1, proof.proving.crew), (2, proof.proving.threaded)):
        submissions = tuple(_with_threads(variant, threads) for variant in variants)
        works = _Works(proof.id, submissions, threads, crew, key, proof.keys)
        seeds = range(FIRST_SEED * threads, FIRST_SEED * threads + proof.proving.seeds)
        for _ in range(MOST_REFUSED):
            slots = {seed: works.slot(seed) for seed in seeds}
            completed = proof.store.complete(slots, Run, works.run, holds=works.holds)
            audit.known += completed.known
            refused = audit.add([completed.values[seed] for seed in seeds])
            if not refused:
                break
            seeds = range(seeds.stop, seeds.stop + refused)
    return audit


def _add_variant(run: Run, audited: AuditRun, place: str, keys: dict[str, str]) -> None:
    for check in audited.result.checks:
        luck = run.get(check.id, CheckLuck(keys[check.id]))
        failure = f"{place}, {audited.variant}: {check.id}: {check.message or check.outcome.value}"
        failed = () if check.outcome is Outcome.PASSED else (failure,)
        # Statistics of random draws are looked at by `false_failures`.
        measures = [each for each in audited.measures.get(check.id, ()) if not each.failure]
        run[check.id] = CheckLuck(
            luck.key,
            luck.refused,
            luck.failed + failed,
            max([luck.noise, *(measure.error for measure in measures)]),
            max([luck.tolerance, *(measure.relative for measure in measures)]),
        )


def _find_refusal(run: Run) -> str:
    return next((luck.refused for luck in run.values() if luck.refused), "")


def _with_threads(work: Submission, threads: int) -> Submission:
    """Return the work with a line at the end of its files that lets torch use two threads."""
    if threads == 1:
        return work
    files = tuple(
        SubmittedFile(name=file.name, content=file.content + TWO_THREADS) for file in work.files
    )
    return replace(work, files=files)
