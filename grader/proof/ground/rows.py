"""Rows of `grade verify`: one per proof."""

from collections.abc import Iterable

from grader.nouns import noun


@noun
class ProofRow:
    """One proof.

    What was proved, of what, whether it holds, and one sentence for each thing that is wrong.

    `notes` are what to look at although nothing is wrong; `kept` counts what had been proved before
    and did not change.
    """

    proof: str
    of: str
    passed: bool
    said: str
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    seconds: float = 0.0
    kept: int = 0


def proof_row(
    proof: str,
    of: str,
    summary: str,
    problems: Iterable[str] = (),
    notes: Iterable[str] = (),
    *,
    kept: int = 0,
) -> ProofRow:
    """Return the row of a proof that holds where there is no problem."""
    sentences = tuple(problems)
    return ProofRow(
        proof=proof,
        of=of,
        passed=not sentences,
        said=summary,
        problems=sentences,
        notes=tuple(notes),
        kept=kept,
    )


@noun
class Report:
    """All rows of one run.  `whole` says that no part was left out."""

    assignment: str
    digest: str
    whole: bool
    rows: tuple[ProofRow, ...]

    @property
    def passed(self) -> bool:
        return all(row.passed for row in self.rows)
