"""Which file is a task's: by its name, by what is in it, and never by the alphabet."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum

from grader.language import join_items, tr
from grader.nouns import frozen
from grader.sources.names import names_in
from grader.sources.stubs import written_names
from grader.sources.tasks import TaskSpec
from grader.sources.text import Source

from .file_names import (
    attempt_number,
    base_name,
    find_named_id,
    is_aside,
    plain_name,
)

FEW = 20  # files under other names that are read to see whether a task stands in them too


class Fit(IntEnum):
    """Degrees to which a file's name says that it is a task's; the lowest fits best."""

    PATH = 0  # the very path that the task asks for
    NAME = 1  # its name, in some folder
    NEAR = 2  # its name but for case, " (1)", " - Copy"
    WITHIN = 3  # its name among others: zhang_srn_final.py
    CONTENT = 4  # another name, but it defines what the task asks for
    ALIKE = 5  # another name, and it defines something that is spelt nearly so


@frozen
class Candidate:
    """A file that may be a task's, and how its name fits."""

    spec: TaskSpec
    source: Source
    fit: Fit

    @property
    def is_template(self) -> bool:
        return self.spec.is_template(self.source.text)

    @property
    def is_broken(self) -> bool:
        return self.source.error is not None

    @property
    def written_count(self) -> int:
        """Return how many of the task's names it defines with more than a stub."""
        return len(written_names(self.source) & {*self.spec.defines})

    @property
    def is_sure(self) -> bool:
        """Return whether it has all of the task in it, and nobody put it aside."""
        return self.written_count == len(self.spec.defines) and not is_aside(self.source.name)

    @property
    def order(self) -> tuple[object, ...]:
        """Sort key, the best first.

        Content before names: work counts over a stub, what can be read over what cannot, the fuller
        over the emptier.  Then what was not put aside, the better name, the later attempt, the file
        nearest to the top.
        """
        name = self.source.name
        number = attempt_number(name)
        return (
            self.is_template,
            self.is_broken,
            -self.written_count,
            is_aside(name),
            self.fit,
            (0, 0) if number is None else (1, -number),
            name.count("/"),
            name,
        )


@frozen
class ChosenFile:
    """File that counts for a task, and a sentence for each choice that was made."""

    source: Source
    fit: Fit
    notes: tuple[str, ...]


class TaskFiles:
    """Python files of a submission, by the tasks that they may be for."""

    def __init__(self, python: Mapping[str, Source], coding: Sequence[TaskSpec]) -> None:
        self._python = python
        self._coding = coding
        self._named = {name: self._fits_by_name(name) for name in python}
        self._free = [source for name, source in python.items() if not self._named[name]]

    def choose(self, spec: TaskSpec) -> ChosenFile | None:
        """Return the file that counts for a task; None without any."""
        ranked = self._rank_candidates(spec)
        if not ranked:
            return None
        best, *others = ranked
        notes = list(best.source.notes)
        if base_name(best.source.name) != base_name(spec.file):
            notes.append(
                tr(
                    "{task}: {name} was taken for {file}",
                    task=spec.id,
                    name=best.source.name,
                    file=spec.file,
                )
            )
        passed_over = [other for other in others if _is_worth_a_word(best, other)]
        if passed_over:
            notes.append(_describe_choice(spec, best, passed_over))
        return ChosenFile(best.source, best.fit, tuple(notes))

    def _rank_candidates(self, spec: TaskSpec) -> list[Candidate]:
        """Return the candidates, the best first.

        Files are read only where there is something to choose.
        """
        named_candidates = [
            Candidate(spec, source, self._named[name][spec.id])
            for name, source in self._python.items()
            if spec.id in self._named[name]
        ]
        if len(named_candidates) == 1 and not self._free:
            return named_candidates
        free_candidates = self._free_candidates(spec, named_candidates)
        return sorted([*named_candidates, *free_candidates], key=lambda each: each.order)

    def _free_candidates(
        self, spec: TaskSpec, named_candidates: list[Candidate]
    ) -> Iterator[Candidate]:
        """Yield the files that are no task's by their name.

        Of many such files only those are read whose name has the task's in it, where the task's own
        file has all that is asked for.
        """
        only_within = len(self._free) > FEW and any(each.is_sure for each in named_candidates)
        for source in self._free:
            if only_within and not self._is_within(spec, source):
                continue
            fit = self._fit_by_content(spec, source)
            if fit is not None:
                yield Candidate(spec, source, fit)

    def _is_within(self, spec: TaskSpec, source: Source) -> bool:
        ids = [other.id for other in self._coding]
        return find_named_id(plain_name(source.name), ids) == spec.id

    def note_elsewhere(self, spec: TaskSpec) -> tuple[str, ...]:
        """Return a sentence for each file of another task with a missing task's names in it."""
        return tuple(
            tr(
                "{task}: {name} defines {names}; this task's file is {file}",
                task=spec.id,
                name=name,
                names=_list_names(sorted(names)),
                file=spec.file,
            )
            for name, source in self._python.items()
            if (names := set(self._own_names(spec)) & names_in(source))
        )

    def _fits_by_name(self, name: str) -> dict[str, Fit]:
        """Return the tasks that a file is for, by its name alone."""
        fits: dict[str, Fit] = {}
        plain = plain_name(name)
        for spec in self._coding:
            if name == spec.file or name.endswith(f"/{spec.file}"):
                fits[spec.id] = Fit.PATH if "/" in spec.file else Fit.NAME
            elif base_name(name) == base_name(spec.file):
                fits[spec.id] = Fit.NAME
            elif plain == plain_name(spec.file):
                fits[spec.id] = Fit.NEAR
        best = min(fits.values(), default=None)
        return {task: fit for task, fit in fits.items() if fit is best}

    def _fit_by_content(self, spec: TaskSpec, source: Source) -> Fit | None:
        """Return how a file that is no task's by its name fits one by what is in it."""
        names, is_within = names_in(source), self._is_within(spec, source)
        if names.intersection(spec.defines if is_within else self._own_names(spec)):
            return Fit.WITHIN if is_within else Fit.CONTENT
        return self._fit_by_spelling(spec, names)

    def _fit_by_spelling(self, spec: TaskSpec, names: set[str]) -> Fit | None:
        """Return a fit where a name is spelt nearly as the task asks: `foward`."""
        all_names = {each for other in self._coding for each in other.defines}
        strange = [name for name in names - all_names if len(name) > 4]
        own = self._own_names(spec)
        is_near = any(difflib.get_close_matches(name, own, 1, 0.85) for name in strange)
        return Fit.ALIKE if is_near else None

    def _own_names(self, spec: TaskSpec) -> list[str]:
        """Return the names that this task alone asks for."""
        shared = {name for other in self._coding if other.id != spec.id for name in other.defines}
        return [name for name in spec.defines if name not in shared]


def _is_worth_a_word(best: Candidate, other: Candidate) -> bool:
    """Return whether a person should read that `other` does not count.

    Not what lies there as it was handed out, the same work twice, or less of the task in a file of
    another name.
    """
    if other.source.text.strip() == best.source.text.strip():
        return False
    if other.is_template:
        return best.fit > other.fit or is_aside(best.source.name) > is_aside(other.source.name)
    return other.fit <= max(best.fit, Fit.NEAR) or other.written_count >= best.written_count > 0


def _describe_choice(spec: TaskSpec, best: Candidate, others: list[Candidate]) -> str:
    return tr(
        "{task}: {name} counts, not {others} ({why})",
        task=spec.id,
        name=best.source.name,
        others=_list_names([other.source.name for other in others]),
        why=_explain_choice(best, others[0]),
    )


def _explain_choice(best: Candidate, other: Candidate) -> str:
    if other.is_template:
        return tr("which is still the stub")
    if other.source.error is not None and not best.is_broken:
        return tr("line {line} of it is not Python", line=other.source.error.line)
    if other.written_count < best.written_count:
        if other.written_count:
            return tr("more of the task is written in it")
        return tr("the task is written in it")
    if is_aside(other.source.name) and not is_aside(best.source.name):
        return tr("the other's name says that it was put aside")
    return tr("hand in one of them only, to be sure which one counts")


def _list_names(names: list[str]) -> str:
    more = len(names) - 3
    *first, last = names[:3] + ([tr("{number} more", number=more)] if more > 0 else [])
    return tr(" and ").join([join_items(first), last] if first else [last])
