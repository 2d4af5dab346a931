"""All code of a submission for a reader: each file and cell, marked where checks point at."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from grader.model import CheckResult, Result, SubmittedFile
from grader.nouns import noun
from grader.sources.notebook_cells import read_notebook
from grader.sources.text import decode_text

MOST_LINES = 1500  # of all files; lines around marks are shown beyond it
AROUND = 20  # lines before and after a mark
MOST_WIDTH = 300  # characters of a line
MOST_TEXTS = 200  # files and cells
MOST_MIB = 4  # of a file that is read
_TEXTS = (".py", ".md", ".txt", ".toml")


@noun
class ShownLine:
    """A line with its number and the checks that point at it.

    `left_out` lines before it are not shown; `id` is its anchor in the page.
    """

    number: int
    text: str
    id: str
    checks: tuple[CheckResult, ...] = ()
    left_out: int = 0


@noun
class ShownText:
    """A file or a cell; `left_out` lines after the last one are not shown."""

    place: str
    lines: tuple[ShownLine, ...]
    left_out: int = 0
    note: str = ""


@noun
class ShownCode:
    """All that is shown of a submission.

    `others` are files that are named and not shown.  `anchors` has the id of the line that a check
    points at, by the check's id.
    """

    texts: tuple[ShownText, ...] = ()
    others: tuple[str, ...] = ()
    anchors: Mapping[str, str]


@noun
class _Part:
    """A file or a cell as it was handed in."""

    place: str
    text: str
    note: str = ""


# The checks that point at a line, by file or cell and number.
_Marks = Mapping[str, Mapping[int, Sequence[CheckResult]]]


def mark_code(
    files: Sequence[SubmittedFile],
    result: Result,
    *,
    hide: Callable[[str], str] = str,
) -> ShownCode:
    """Return the code of a submission with marks; `hide` takes out of each text what is hidden.

    What checks point at comes first, and its lines are always shown; a long rest is cut.
    """
    marks = _marks(result)
    parts = [part for file in files for part in _parts(file)]
    parts.sort(key=lambda part: part.place not in marks)
    texts, room = [], MOST_LINES
    for number, part in enumerate(parts[:MOST_TEXTS], start=1):
        text = _show_part(part, f"line-{number}", marks.get(part.place, {}), room, hide)
        texts.append(text)
        room = max(room - len(text.lines), 0)
    lines = [line for text in texts for line in text.lines]
    return ShownCode(
        texts=tuple(texts),
        others=tuple(hide(each) for each in _name_others(files, parts)),
        anchors={check.id: line.id for line in lines for check in line.checks},
    )


def _marks(result: Result) -> _Marks:
    marks: defaultdict[str, defaultdict[int, list[CheckResult]]]
    marks = defaultdict(lambda: defaultdict(list))
    for check in result.checks:
        if check.place is not None:
            marks[check.place.file][check.place.line].append(check)
    return marks


def _parts(file: SubmittedFile) -> Iterator[_Part]:
    """Yield a file, or the cells of a notebook; nothing of a file that is no text."""
    kind = PurePosixPath(file.name).suffix.lower()
    if len(file.content) > MOST_MIB << 20:
        return
    if kind == ".ipynb":
        notebook = read_notebook(file.name, file.content)
        if notebook.problem:
            yield _Part(place=file.name, text="", note=notebook.problem)
        for cell in notebook.cells:
            note = "" if cell.is_code else f"{cell.kind.value}, no code"
            yield _Part(place=f"{file.name} cell {cell.number}", text=cell.text, note=note)
    elif kind in _TEXTS:
        yield _Part(place=file.name, text=decode_text(file.name, file.content)[0])


def _name_others(files: Sequence[SubmittedFile], parts: Sequence[_Part]) -> Iterator[str]:
    """Yield what is named and not shown: files that are no text or too large, what is too much."""
    shown_places = {part.place for part in parts}
    for file in files:
        is_notebook = any(place.startswith(f"{file.name} cell ") for place in shown_places)
        if file.name not in shown_places and not is_notebook:
            yield f"{file.name} ({len(file.content):,} bytes)"
    if len(parts) > MOST_TEXTS:
        yield f"{len(parts) - MOST_TEXTS:,} more files and cells"


def _show_part(
    part: _Part,
    id_: str,
    marks: Mapping[int, Sequence[CheckResult]],
    room: int,
    hide: Callable[[str], str],
) -> ShownText:
    """Return a text: so many lines from its start, and those around each mark."""
    every = part.text.rstrip("\n").split("\n") if part.text.strip() else []
    wanted = {at for mark in marks for at in range(mark - AROUND, mark + AROUND + 1)}
    numbers = [at for at in range(1, len(every) + 1) if at <= room or at in wanted]
    lines = tuple(
        ShownLine(
            number=number,
            text=_shorten(hide(every[number - 1])),
            id=f"{id_}-{number}",
            checks=tuple(marks.get(number, ())),
            left_out=number - before - 1,
        )
        for before, number in zip([0, *numbers], numbers, strict=False)
    )
    after = len(every) - (numbers[-1] if numbers else 0)
    return ShownText(place=hide(part.place), lines=lines, left_out=after, note=hide(part.note))


def _shorten(text: str) -> str:
    return text if len(text) <= MOST_WIDTH else f"{text[:MOST_WIDTH]} …"
