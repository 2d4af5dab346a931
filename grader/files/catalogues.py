"""Reading and writing a catalogue of translations: gettext's `.po`, which translators' tools know.

Only what a course's texts need of it: no plurals, no contexts.
https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.errors import BadFile
from grader.nouns import noun

MAX_BYTES = 8 << 20
_STRING = re.compile(r'\s*"((?:[^"\\]|\\.)*)"\s*')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_MEANT = {"n": "\n", "t": "\t", "r": "\r"}
_WRITTEN = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})
_HEAD = 'msgid ""\nmsgstr ""\n"Language: {}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


@noun
class Message:
    """A text and its translation, "" where it has none yet.

    `places` says where the text stands; one that is `unsure` was translated when the text was
    another, and counts as missing.  `line` is where the message stands in its catalogue.
    """

    text: str
    translation: str = ""
    places: tuple[str, ...] = ()
    unsure: bool = False
    line: int = 0

    @property
    def is_translated(self) -> bool:
        return bool(self.translation) and not self.unsure


def read_catalogue(path: Path) -> list[Message]:
    """Return the messages of a catalogue, in order.  Raises BadFile with the line."""
    try:
        content = path.read_bytes()
        if len(content) > MAX_BYTES:
            raise BadFile(path, "it is too large for a catalogue; is it the right file?")
        lines = content.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    except OSError as error:
        raise BadFile(path, f"it cannot be read ({error.strerror})") from error
    except UnicodeDecodeError:
        raise BadFile(path, "it is not UTF-8; save it as UTF-8") from None
    reader = _CatalogueReader(path)
    for number, line in enumerate([*lines, ""], 1):
        reader.take(number, line.strip())
    return [message for message in reader.messages if message.text]


class _CatalogueReader:
    """Takes a catalogue line by line."""

    def __init__(self, path: Path) -> None:
        self.messages: list[Message] = []
        self._path = path
        self._begin()

    def _begin(self) -> None:
        self._parts: dict[str, list[str]] = {}
        self._places: list[str] = []
        self._unsure = False
        self._last: list[str] | None = None
        self._line = 0

    def take(self, number: int, line: str) -> None:
        """Take the next line; an empty one ends a message.  Raises BadFile."""
        if not line:
            self._end()
        elif line.startswith("#"):
            self._end_if_whole()
            self._take_comment(line)
        else:
            self._take_string(number, line)

    def _take_comment(self, line: str) -> None:
        if line.startswith("#:"):
            self._places += line[2:].split()
        elif line.startswith("#,"):
            self._unsure = "fuzzy" in line

    def _take_string(self, number: int, line: str) -> None:
        keyword, _, literal = ("", "", line) if line.startswith('"') else line.partition(" ")
        if keyword == "msgid":
            self._end_if_whole()
        string = _STRING.fullmatch(literal)
        if string is None or keyword not in ("", "msgid", "msgstr"):
            raise BadFile(
                self._path,
                'a line of a catalogue is msgid "…", msgstr "…" or "…"; correct it',
                line=number,
            )
        if keyword:
            self._last = self._parts.setdefault(keyword, [])
            self._line = self._line or number
        if self._last is None:
            raise BadFile(self._path, "a text without msgid above it; correct it", line=number)
        self._last.append(_ESCAPE.sub(lambda found: _MEANT.get(found[1], found[1]), string[1]))

    def _end_if_whole(self) -> None:
        if "msgstr" in self._parts:
            self._end()

    def _end(self) -> None:
        if self._parts:
            self.messages.append(
                Message(
                    text="".join(self._parts.get("msgid", ())),
                    translation="".join(self._parts.get("msgstr", ())),
                    places=tuple(self._places),
                    unsure=self._unsure,
                    line=self._line,
                )
            )
        self._begin()


def catalogue_text(language: str, messages: Iterable[Message]) -> str:
    """Return a catalogue's text: the same for the same messages."""
    return "\n".join(
        [_HEAD.format(language), *("\n".join(_message_lines(each)) for each in messages)]
    )


def _message_lines(message: Message) -> Iterator[str]:
    yield from (f"#: {place}" for place in message.places)
    if message.unsure:
        yield "#, fuzzy"
    yield from _string_lines("msgid", message.text)
    yield from _string_lines("msgstr", message.translation)
    yield ""


def _string_lines(keyword: str, text: str) -> Iterator[str]:
    """Yield a string, each of its lines on a line of its own."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", text) or [""]
    strings = [f'"{line.translate(_WRITTEN)}"' for line in lines]
    if len(strings) > 1:
        strings.insert(0, '""')
    yield f"{keyword} {strings[0]}"
    yield from strings[1:]
