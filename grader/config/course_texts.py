"""An assignment's own texts in the language that is spoken: titles, hints, mistakes.

They stand in catalogues beside the assignment, `lang/<language>.po` where students have it, and
`lang/<language>/texts.po` in the solutions.  What has no translation is said as it is written.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from grader.files.catalogues import Message, read_catalogue
from grader.language import Language, spoken
from grader.model import Assignment, Rubric
from grader.nouns import frozen, replace

LANGUAGES_FOLDER = "lang"
PLACE = re.compile(r"\{([A-Za-z_]\w*)\}")
Say = Callable[[str], str]


def released_catalogue(language: Language) -> str:
    """Return the name of the catalogue that students get."""
    return f"{LANGUAGES_FOLDER}/{language}.po"


def course_catalogue(language: Language) -> str:
    """Return the name of the catalogue that teachers write, in the solutions."""
    return f"{LANGUAGES_FOLDER}/{language}/texts.po"


@frozen
class CourseTexts:
    """Translations: of whole texts, and of texts with places, which anything may stand in."""

    texts: dict[str, str]
    patterns: tuple[tuple[re.Pattern[str], str], ...] = ()

    @classmethod
    def of(cls, messages: Iterable[Message]) -> CourseTexts:
        """Return the translations of those messages that have one."""
        texts = {each.text: each.translation for each in messages if each.is_translated}
        patterns = tuple(
            (_pattern(text), translation)
            for text, translation in texts.items()
            if PLACE.search(text) and "\n" not in text
        )
        return cls(texts, patterns)

    def say(self, text: str) -> str:
        """Return a text's translation; the text where there is none."""
        known = self.texts.get(text)
        if known is not None:
            return known
        for pattern, translation in self.patterns:
            match = pattern.fullmatch(text)
            if match:
                values = match.groupdict()
                return PLACE.sub(lambda place: values.get(place[1], place[0]), translation)
        return text


def _pattern(text: str) -> re.Pattern[str]:
    """Return what a text looks like once its places are filled; a place that recurs is free."""
    seen: set[str] = set()
    parts = []
    for number, part in enumerate(PLACE.split(text)):
        if number % 2 == 0:
            parts.append(re.escape(part))
            continue
        parts.append("(?:.+?)" if part in seen else f"(?P<{part}>.+?)")
        seen.add(part)
    return re.compile("".join(parts), re.DOTALL)


def sayer(assignment: Assignment) -> Say:
    """Return what says the assignment's texts in the language that is spoken now.

    Raises BadFile where a catalogue cannot be read.
    """
    return _texts(assignment.folder, assignment.solutions, spoken()).say


def in_spoken_language(assignment: Assignment) -> Assignment:
    """Return the assignment with its titles and the sentences of its rules translated."""
    return translated(assignment, sayer(assignment))


def translated(assignment: Assignment, say: Say) -> Assignment:
    """Return the assignment with its titles and the sentences of its rules as `say` says them."""
    tasks = tuple(
        replace(
            task,
            title=say(task.title),
            rules=tuple(replace(rule, say=say(rule.say)) for rule in task.rules),
        )
        for task in assignment.tasks
    )
    return replace(assignment, title=say(assignment.title), tasks=tasks)


def rubrics_in_spoken_language(
    assignment: Assignment, rubrics: Mapping[str, Rubric]
) -> dict[str, Rubric]:
    """Return the rubrics, by task, with their criteria translated."""
    say = sayer(assignment)
    return {task: _said_rubric(rubric, say) for task, rubric in rubrics.items()}


def _said_rubric(rubric: Rubric, say: Say) -> Rubric:
    criteria = (
        replace(
            each, title=say(each.title), look_for=say(each.look_for), question=say(each.question)
        )
        for each in rubric.criteria
    )
    return replace(rubric, criteria=tuple(criteria))


@functools.cache
def _texts(folder: Path, solutions: Path | None, language: Language) -> CourseTexts:
    """Return the translations of an assignment, read once a process."""
    paths = _catalogues(folder, solutions, language)
    return CourseTexts.of(each for path in paths for each in read_catalogue(path))


def catalogues(assignment: Assignment, language: Language) -> list[Path]:
    """Return the catalogues that an assignment has of a language."""
    return _catalogues(assignment.folder, assignment.solutions, language)


def _catalogues(folder: Path, solutions: Path | None, language: Language) -> list[Path]:
    paths = [folder / released_catalogue(language)]
    if solutions is not None:
        paths.append(solutions / course_catalogue(language))
    return [path for path in paths if path.is_file()]
