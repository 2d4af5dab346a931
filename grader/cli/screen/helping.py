"""Help of a command in the language that is spoken; in English as click writes it."""

from collections.abc import Iterable, Iterator

import click

from grader.feedback.columns import hang, pad, width, wrap
from grader.language import Language, spoken_language, tr, translatable

# What click says of its own.
_OF_CLICK = (
    translatable("Usage: "),
    translatable("Options"),
    translatable("Commands"),
    translatable("Show this message and exit."),
    translatable("Show the version and exit."),
    translatable("For students"),
    translatable("For teachers, who write assignments"),
    translatable("For staff, who grade"),
    translatable("For CI and tools"),
)
_GAP = 2


class SpokenHelp(click.HelpFormatter):
    """Writes the help of a command; wide characters take two columns."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how the command is called."""
        super().write_usage(prog, args, tr("Usage: ") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        super().write_heading(tr(heading))

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        if spoken_language() is Language.EN:
            super().write_text(text)
            return
        for number, paragraph in enumerate(tr(text).split("\n\n")):
            self.write("\n" if number else "")
            self._write_wrapped(paragraph)

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = _GAP
    ) -> None:
        """Write names, and beside each what it is."""
        if spoken_language() is Language.EN:
            super().write_dl(rows, col_max, col_spacing)
            return
        entries = [(name, _translate_option(about)) for name, about in rows]
        column = min(max(width(name) for name, _ in entries), col_max) + _GAP
        for line in _table_lines(entries, column, self.width - self.current_indent):
            self.write(f"{' ' * self.current_indent}{line}\n")

    def _write_wrapped(self, paragraph: str) -> None:
        indent = " " * self.current_indent
        for line in wrap(paragraph, self.width - self.current_indent):
            self.write(f"{indent}{line}\n")


def _table_lines(entries: Iterable[tuple[str, str]], column: int, columns: int) -> Iterator[str]:
    """Yield the lines of a list whose second column begins at `column`."""
    for name, about in entries:
        if width(name) > column - _GAP:
            yield name
            name = ""
        yield from (line.rstrip() for line in hang(pad(name, column), about, columns))


def _translate_option(about: str) -> str:
    """Return what an option is; what click adds to it, such as its default, stays."""
    sentence, bracket, more = about.partition("  [")
    return f"{tr(sentence)}{bracket}{more}" if sentence else about


class SpokenContext(click.Context):
    """A context whose help is in the language that is spoken."""

    formatter_class = SpokenHelp
