"""A course's catalogue of one language: bringing it up to date, and what is still wrong with it."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path

from grader.config.course_texts import LANGUAGES_FOLDER, PLACE, course_catalogue_name
from grader.errors import ReleaseRefused
from grader.files.catalogues import Message, catalogue_text, read_catalogue
from grader.files.staff_files import read_plain, read_text
from grader.files.writing import MAKE_ROOM, write_whole
from grader.language import Language
from grader.model import Assignment, Course
from grader.nouns import frozen, replace

from .assignment_texts import all_texts, students_texts
from .placed_text import Text

# How much of a text may change for its translation to be offered again, as one to look at.
ALIKE = 0.75
LISTED = 40
_SHOWN = 60


@frozen
class Updated:
    """A catalogue that was brought up to date.

    How many texts there are, how many have no translation, how many changed since they had one, and
    how many translations nobody needs any more.
    """

    path: Path
    texts: int
    missing: int
    unsure: int
    dropped: int


def find_languages(source: Path) -> list[Language]:
    """Return the languages that an assignment's solutions have a catalogue of."""
    return [each for each in Language if (source / course_catalogue_name(each)).is_file()]


def written_language(assignment: Assignment, source: Path) -> Language:
    """Return the language that an assignment's texts are written in.

    It is the one of its settings, unless there is a catalogue of that: then they are translated.
    """
    language = assignment.language or Language.EN
    return Language.EN if language in find_languages(source) else language


def choose_translation(
    assignment: Assignment, source: Path, wanted_language: Language | None
) -> Language | None:
    """Return what a release has to be translated to, if to anything.

    Without a wish it is in the language of the assignment's settings.
    """
    language = wanted_language or assignment.language or Language.EN
    return None if language is written_language(assignment, source) else language


def read_catalogue_files(source: Path) -> dict[str, bytes]:
    """Return the catalogues of an assignment's solutions, by name."""
    names = [course_catalogue_name(each) for each in find_languages(source)]
    return {name: read_plain(source / name) for name in names}


def prose_name(language: Language, name: str) -> str:
    """Return where the prose of another language stands: handout, answer sheets, given files."""
    return f"{LANGUAGES_FOLDER}/{language}/{name}"


def prose_files(assignment: Assignment) -> list[str]:
    """Return the files that are written anew in each language."""
    sheets = (task.file for task in assignment.tasks if task.by_hand)
    return ["handout.md", *dict.fromkeys(sheets)]


def update_catalogue(course: Course, assignment: Assignment, language: Language) -> Updated:
    """Write the catalogue anew, with every text there is and the translations so far.

    A text that changed keeps its translation, marked as one to look at again.  Raises BadFile and
    CannotWrite.
    """
    path = course.solutions / assignment.id / course_catalogue_name(language)
    old_messages = _read_known(path)
    texts = _group_by_text(all_texts(course, assignment))
    gone = {
        text: each for text, each in old_messages.items() if text not in texts and each.translation
    }
    messages = [_build_message(text, places, old_messages, gone) for text, places in texts.items()]
    write_whole(path, catalogue_text(language, messages), otherwise=MAKE_ROOM)
    return Updated(
        path=path,
        texts=len(messages),
        missing=sum(not each.translation for each in messages),
        unsure=sum(each.unsure for each in messages),
        dropped=len(gone),
    )


def _read_known(path: Path) -> dict[str, Message]:
    """Return the messages of a catalogue by their texts; none where it is not there yet."""
    return {each.text: each for each in read_catalogue(path)} if path.is_file() else {}


def _group_by_text(texts: Iterable[Text]) -> dict[str, list[Text]]:
    """Return the places of each text, texts in their order."""
    by_text: dict[str, list[Text]] = {}
    for each in texts:
        by_text.setdefault(each.text, []).append(each)
    return by_text


def _build_message(
    text: str, places: list[Text], old_messages: Mapping[str, Message], gone: dict[str, Message]
) -> Message:
    """Return a text's message: with its translation, or with that of a text much like it."""
    files = tuple(dict.fromkeys(each.file for each in places))
    old_message = old_messages.get(text)
    if old_message is not None and old_message.translation:
        return replace(old_message, places=files)
    similar_texts = get_close_matches(text, gone, n=1, cutoff=ALIKE)
    if similar_texts:
        similar_message = gone.pop(similar_texts[0])
        return Message(
            text=text, translation=similar_message.translation, places=files, unsure=True
        )
    return Message(text=text, places=files)


def build_students_catalogue(course: Course, assignment: Assignment, language: Language) -> str:
    """Return the catalogue that students get: of what a run of theirs may say, and no more."""
    path = course.solutions / assignment.id / course_catalogue_name(language)
    messages_by_text = _read_known(path)
    texts = dict.fromkeys(each.text for each in students_texts(course, assignment))
    messages = [
        Message(text=text, translation=messages_by_text[text].translation)
        for text in texts
        if text in messages_by_text and messages_by_text[text].is_translated
    ]
    return catalogue_text(language, messages)


def _lost_headings(source: Path, assignment: Assignment, language: Language) -> list[str]:
    """Return a sentence for each answer sheet whose heading no longer names its task."""
    lost = []
    for task in assignment.tasks:
        original, translation = source / task.file, source / prose_name(language, task.file)
        if task.by_hand and original.is_file() and translation.is_file():
            names = [name for name in (task.id, task.heading) if name in read_text(original)]
            if names and not any(name in read_text(translation) for name in names):
                lost.append(f"{prose_name(language, task.file)}: its heading names no {names[0]}")
    return lost


def find_problems(course: Course, assignment: Assignment, language: Language) -> list[str]:
    """Return a sentence for each thing that keeps an assignment from being whole in a language."""
    source = course.solutions / assignment.id
    path = source / course_catalogue_name(language)
    messages_by_text = _read_known(path)
    problems = [
        f"{(source / prose_name(language, name)).relative_to(course.folder)}: there is no such"
        f" file; write {name} in {language}"
        for name in prose_files(assignment)
        if not (source / prose_name(language, name)).is_file()
    ]
    problems += _lost_headings(source, assignment, language)
    for text, places in _group_by_text(all_texts(course, assignment)).items():
        wrong = _find_problem(text, places, messages_by_text.get(text))
        if wrong is not None:
            problems.append(f"{places[0].place}: {wrong}: {_shorten(text)}")
    return problems


def need_translated(course: Course, assignment: Assignment, language: Language) -> None:
    """See that an assignment is whole in a language.  Raises ReleaseRefused with a list."""
    source = course.solutions / assignment.id
    if not (source / course_catalogue_name(language)).is_file():
        raise ReleaseRefused(
            f"{assignment.id} is not translated to {language} yet: there is no"
            f" {course_catalogue_name(language)} in {source}; `grade translate {assignment.id}"
            " --lang"
            f" {language}` makes one to fill in"
        )
    problems = find_problems(course, assignment, language)
    if problems:
        listed_problems = "\n".join(problems[:LISTED])
        more = f"\nand {len(problems) - LISTED} more" if len(problems) > LISTED else ""
        raise ReleaseRefused(
            f"{len(problems)} texts of {assignment.id} are not ready in {language}; write them in"
            f" solutions/{assignment.id}/lang/{language}/:\n{listed_problems}{more}"
        )


def _find_problem(text: str, places: list[Text], message: Message | None) -> str | None:
    """Return what is wrong with the translation of a text; None when nothing is."""
    if message is None or not message.translation:
        return "not translated"
    if message.unsure:
        return "changed since it was translated (fuzzy)"
    if sorted(PLACE.findall(text)) != sorted(PLACE.findall(message.translation)):
        return f"its translation has other {{places}}, catalogue line {message.line}"
    in_code = any(each.layout for each in places)
    if in_code and text.count("\n") != message.translation.count("\n"):
        return f"its translation has another number of lines, catalogue line {message.line}"
    return None


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
