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
from grader.language import Language, spoken_language
from grader.model import Assignment, Rubric
from grader.nouns import frozen, replace

LANGUAGES_FOLDER = "lang"
PLACE = re.compile(r"\{([A-Za-z_]\w*)\}")
Say = Callable[[str], str]


def released_catalogue_name(language: Language) -> str:
    """Return the name of the catalogue that students get."""
    return f"{LANGUAGES_FOLDER}/{language}.po"


def course_catalogue_name(language: Language) -> str:
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
            (_compile_pattern(text), translation)
            for text, translation in texts.items()
            if PLACE.search(text) and "\n" not in text
        )
        return cls(texts, patterns)

    def say(self, text: str) -> str:
        """Return a text's translation; the text where there is none."""
        exact_translation = self.texts.get(text)
        if exact_translation is not None:
            return exact_translation
        for pattern, translation in self.patterns:
            match = pattern.fullmatch(text)
            if match:
                values = match.groupdict()
                return PLACE.sub(lambda place: values.get(place[1], place[0]), translation)
        return text


def _compile_pattern(text: str) -> re.Pattern[str]:
    """Return what a text looks like once its places are filled; a place that recurs is free."""
    seen_names: set[str] = set()
    parts = []
    for number, part in enumerate(PLACE.split(text)):
        if number % 2 == 0:
            parts.append(re.escape(part))
            continue
        parts.append("(?:.+?)" if part in seen_names else f"(?P<{part}>.+?)")
        seen_names.add(part)
    return re.compile("".join(parts), re.DOTALL)


def load_translator(assignment: Assignment) -> Say:
    """Return what says the assignment's texts in the language that is spoken now.

    Raises BadFile where a catalogue cannot be read.
    """
    return _read_texts(assignment.folder, assignment.solutions, spoken_language()).say


def spoken_title(assignment: Assignment) -> str:
    """Return the assignment's title in the language that is spoken; its id where it has none."""
    return load_translator(assignment)(assignment.title) or assignment.id


def to_spoken_language(assignment: Assignment) -> Assignment:
    """Return the assignment with its titles and the sentences of its rules translated."""
    return translate_assignment(assignment, load_translator(assignment))


def translate_assignment(assignment: Assignment, say: Say) -> Assignment:
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


def translate_rubrics(assignment: Assignment, rubrics: Mapping[str, Rubric]) -> dict[str, Rubric]:
    """Return the rubrics, by task, with their criteria translated."""
    say = load_translator(assignment)
    return {task: _translate_rubric(rubric, say) for task, rubric in rubrics.items()}


def _translate_rubric(rubric: Rubric, say: Say) -> Rubric:
    criteria = (
        replace(
            each, title=say(each.title), look_for=say(each.look_for), question=say(each.question)
        )
        for each in rubric.criteria
    )
    return replace(rubric, criteria=tuple(criteria))


@functools.cache
def _read_texts(folder: Path, solutions: Path | None, language: Language) -> CourseTexts:
    """Return the translations of an assignment, read once a process."""
    paths = find_catalogues(folder, solutions, language)
    return CourseTexts.of(each for path in paths for each in read_catalogue(path))


def find_catalogues(folder: Path, solutions: Path | None, language: Language) -> list[Path]:
    """Return the catalogues of a language that an assignment and its solutions have."""
    paths = [folder / released_catalogue_name(language)]
    if solutions is not None:
        paths.append(solutions / course_catalogue_name(language))
    return [path for path in paths if path.is_file()]
