"""Files of an assignment, translated to one language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from grader.config.course_texts import (
    CourseTexts,
    course_catalogue_name,
    released_catalogue_name,
    translate_assignment,
)
from grader.files.catalogues import read_catalogue
from grader.language import Language
from grader.model import Assignment, Course
from grader.nouns import frozen

from .course_catalogue import build_students_catalogue, find_languages, prose_name
from .python_texts import translate_python
from .toml_texts import translate_toml

_LANG = re.compile(r"^lang\s*=.*\n", re.MULTILINE)
_ID = re.compile(r"^id\s*=.*\n", re.MULTILINE)


@frozen
class TranslatedFiles:
    """Files of `solutions/<id>/` in a language; in the assignment's own where it is None."""

    source: Path
    language: Language | None
    texts: CourseTexts

    @classmethod
    def of(cls, source: Path, language: Language | None) -> TranslatedFiles:
        """Return the files of a folder in that language.  Raises BadFile."""
        messages = (
            [] if language is None else read_catalogue(source / course_catalogue_name(language))
        )
        return cls(source, language, CourseTexts.of(messages))

    def prose_path(self, name: str) -> Path:
        """Return the file to read in the place of one that is prose: its own where it is there."""
        if self.language is None:
            return self.source / name
        own_path = self.source / prose_name(self.language, name)
        return own_path if own_path.is_file() else self.source / name

    def read_given(self, names: Iterable[str]) -> dict[str, bytes]:
        """Return the files of those names, in this language where they are there in it."""
        return {name: self.prose_path(name).read_bytes() for name in names}

    def translate_code(self, path: Path, text: str) -> str:
        """Return code with its docstrings and comments translated.  Raises BadFile."""
        return text if self.language is None else translate_python(path, text, self.texts.say)

    def translate_settings(self, text: str) -> str:
        """Return a TOML file with its texts and comments translated."""
        return text if self.language is None else translate_toml(text, self.texts.say)

    def with_language(self, text: str) -> str:
        """Return `assignment.toml` with the language in it; titles are looked up when it is read.

        So a student may still ask for another language.
        """
        if self.language is None:
            return text
        return _ID.sub(f'\\g<0>lang = "{self.language}"\n', _LANG.sub("", text), count=1)

    def translate_titles(self, assignment: Assignment) -> Assignment:
        """Return the assignment with its titles translated."""
        return translate_assignment(assignment, self.texts.say)


def build_students_catalogues(course: Course, assignment: Assignment) -> dict[str, bytes]:
    """Return the catalogues that students get, by name."""
    return {
        released_catalogue_name(each): build_students_catalogue(course, assignment, each).encode()
        for each in find_languages(course.solutions / assignment.id)
    }
