"""Bring the catalogues of translations up to date: `python docs/catalogues.py`.

Reads every sentence of `grader/`, adds the new ones to each .po without a translation, drops those
that are gone, and compiles the .mo that is read at run time.  It says what still has to be
translated, and exits with 1 then.  Needs Babel (`pip install -e ".[test]"`).
"""

from __future__ import annotations

import ast
import inspect
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from grader.cli.main import cli
from grader.cli.speech import OF_STUDENTS
from grader.cli.table import COMMANDS
from grader.diagnosis.deciding import ALL
from grader.diagnosis.repeating import UNSTEADY
from grader.diagnosis.same_answer import SAME_ANSWER

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "grader"
CATALOGUES = PACKAGE / "language" / "catalogues"
# Functions that take sentences, and how many.
KEYWORDS = {"tr": 1, "tr_n": 2, "translatable": 1}


def sentences() -> Catalog:
    """Return every sentence that stands in the package, with the files where it stands."""
    found = Catalog(project="tensorgrade", header_comment="")
    for path, module in speaking_modules():
        for message in said_in(module):
            found.add(message, locations=[(path.relative_to(ROOT).as_posix(), None)])
    for page in ("templates/feedback.html", "templates/notebook.html", "templates/ci_summary.md"):
        for sentence in page_texts(page):
            found.add(sentence, locations=[(page, None)])
    for sentence in help_texts():
        found.add(sentence, locations=[("grader/cli/table.py", None)])
    for sentence in diagnosis_texts():
        found.add(sentence, locations=[("grader/diagnosis/families", None)])
    return found


def diagnosis_texts() -> Iterator[str]:
    """Yield titles and explanations of the mistakes that are known without a stored file."""
    for family in ALL:
        for words in family.members.values():
            yield from words
    for diagnosis in (*UNSTEADY, SAME_ANSWER):
        yield from (diagnosis.title, diagnosis.explanation)


def speaking_modules() -> Iterator[tuple[Path, ast.Module]]:
    """Yield the modules that say something, each parsed."""
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "from grader.language import" in text or path.parent == PACKAGE / "language":
            yield path, ast.parse(text)


def said_in(module: ast.Module) -> Iterator[str | tuple[str, ...]]:
    """Yield the sentences of a module, those inside an f-string too, which Babel does not read."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            taken = node.args[: KEYWORDS.get(node.func.id, 0)]
            literal = [each.value for each in taken if isinstance(each, ast.Constant)]
            if literal:
                yield literal[0] if len(literal) == 1 else tuple(literal)


def page_texts(page: str) -> Iterator[str | tuple[str, str]]:
    """Yield what the template of a student's page says of its own."""
    text = (ROOT / page).read_text(encoding="utf-8")
    for name, one, many in re.findall(r'\b(tr|tr_n)\("([^"]+)"(?:, "([^"]+)")?', text):
        yield (one, many) if name == "tr_n" else one


def help_texts() -> Iterator[str]:
    """Yield what `grade --help` says, and the help of each command that students use."""
    yield inspect.cleandoc(cli.help or "")
    context = click.Context(cli)
    for entry in COMMANDS:
        yield entry.help
        if entry.audience in OF_STUDENTS:
            command = cli.get_command(context, entry.name)
            assert command is not None
            yield inspect.cleandoc(command.help or "")
            yield from (each.help for each in command.params if getattr(each, "help", None))


def paths() -> list[Path]:
    """Return the catalogues, one a language."""
    return sorted(CATALOGUES.glob("*/LC_MESSAGES/tensorgrade.po"))


def read(path: Path) -> Catalog:
    """Return a catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def updated(old: Catalog, found: Catalog) -> Catalog:
    """Return a catalogue of exactly the sentences that were found, with the translations so far."""
    new = Catalog(locale=old.locale, project="tensorgrade", header_comment="", fuzzy=False)
    for message in sorted(found, key=_order):
        if not message.id:
            continue
        known = old.get(message.id)
        string = known.string if known is not None and known.id == message.id else None
        new.add(
            message.id,
            string or (("",) * new.num_plurals if message.pluralizable else ""),
            locations=sorted(set(message.locations)),
        )
    return new


def _order(message: Message) -> tuple[str, str]:
    file = min((name for name, _ in message.locations), default="")
    return file, message.id if isinstance(message.id, str) else message.id[0]


def untranslated(catalogue: Catalog) -> list[Message]:
    """Return the sentences that have no translation, or one that nobody has looked at."""
    return [
        message
        for message in catalogue
        if message.id and (message.fuzzy or not all(_strings(message)))
    ]


def _strings(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def po_bytes(catalogue: Catalog) -> bytes:
    """Return a catalogue as translators edit it; without dates, so that it can be compared."""
    made = io.BytesIO()
    write_po(made, catalogue, width=100, include_lineno=False, omit_header=True)
    header = (
        f'msgid ""\nmsgstr ""\n"Language: {catalogue.locale}\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    return header.encode() + made.getvalue()


class _Plain(Catalog):
    """A catalogue whose header says only what gettext needs: no date and no version of Babel.

    The same translations give the same bytes then, whoever compiles them.
    """

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The header, a name and a value each."""
        return [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Plural-Forms", self.plural_forms),
        ]


def mo_bytes(catalogue: Catalog) -> bytes:
    """Return a catalogue as gettext reads it."""
    plain = _Plain(locale=catalogue.locale, charset="utf-8", fuzzy=False)
    for message in catalogue:
        if message.id:
            plain.add(message.id, message.string, flags=message.flags)
    made = io.BytesIO()
    write_mo(made, plain)
    return made.getvalue()


def main() -> None:
    """Bring all catalogues up to date; exit with 1 where a translation is missing."""
    found = sentences()
    missing = 0
    for path in paths():
        path.write_bytes(po_bytes(updated(read(path), found)))
        catalogue = read(path)
        path.with_suffix(".mo").write_bytes(mo_bytes(catalogue))
        for message in untranslated(catalogue):
            missing += 1
            print(f"{path.relative_to(ROOT)}: not translated: {message.id!r}")
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
