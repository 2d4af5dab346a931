"""One sentence for whatever is wrong in a settings file, with its line and the key that was meant.

msgspec builds the tables of `declared` and says no when something does not fit.  Then the values
are walked beside the declaration, until the first misfit, to say it as one would to a person.
"""

import difflib
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct, inspect

from grader.errors import BadFile
from grader.files.toml import Place, find_line, parse_toml, read_toml_text
from grader.language import join_items, tr, translatable
from grader.nouns import frozen

from .agreement import KEY, Unfit, describe_value
from .declared import SettingsTable

Settings = TypeVar("Settings", bound=SettingsTable)
Value = TypeVar("Value")

WORDS: tuple[tuple[type[inspect.Type], str], ...] = (
    (inspect.StrType, translatable("a text")),
    (inspect.IntType, translatable("a whole number")),
    (inspect.FloatType, translatable("a number")),
    (inspect.DecimalType, translatable("a number of points")),
    (inspect.BoolType, translatable("true or false")),
    (
        inspect.DateTimeType,
        translatable("a date and time without quotation marks, such as 2026-12-01T23:59:00+01:00"),
    ),
    (inspect.StructType, translatable("a table")),
    (inspect.AnyType, translatable("a version")),
)


@frozen
class Misfit:
    """A fault at a key of a settings file; `instead` are keys that an unknown one may mean."""

    sentence: str
    place: Place
    instead: tuple[str, ...] = ()


def read_settings(path: Path, kind: type[Settings]) -> Settings:
    """Return the settings in a TOML file.

    Raises BadFile with one sentence, and its line where that can be known: no such file, not TOML,
    an unknown or missing key, a value of another type, values that do not go together.
    """
    text = read_toml_text(path)
    values = parse_toml(path, text)
    try:
        return _convert(values, kind)
    except msgspec.ValidationError as error:
        misfit = next(_find_misfits(kind, values, ()), Misfit(str(error), ()))
        line = find_line(text, misfit.place) if misfit.place else None
        raise BadFile(path, _with_hint(kind, misfit), line=line) from None


def _with_hint(kind: type[Struct], misfit: Misfit) -> str:
    """Return the sentence of a misfit, with what an unknown key may mean."""
    if not misfit.instead:
        return misfit.sentence
    hint = _key_hint(kind, str(misfit.place[-1]), misfit.instead)
    return tr("{sentence}; {hint}", sentence=misfit.sentence, hint=hint)


def written_place(place: Place) -> str:
    """Return a place as a person writes it: `tasks[2].points`, counted from 1."""
    text = ""
    for part in place:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def type_words(kind: Any) -> str:
    """Return what a value of this type is called in messages and in the documentation."""
    info = _type_info(kind)
    if isinstance(info, inspect.VarTupleType):
        return tr("a list of tables") if _is_table_list(info) else tr("a list of texts")
    if isinstance(info, inspect.LiteralType):
        return tr(" or ").join(f'"{value}"' for value in sorted(map(str, info.values)))
    if isinstance(info, inspect.EnumType):
        return tr(" or ").join(f'"{member.value}"' for member in info.cls)
    return next((tr(words) for each, words in WORDS if isinstance(info, each)), tr("a value"))


def _is_table_list(info: inspect.Type) -> bool:
    item = info.item_type if isinstance(info, inspect.VarTupleType) else None
    return isinstance(item, inspect.StructType)


def _type_info(kind: Any) -> inspect.Type:
    """Return what msgspec knows of a type; of `X | None` what it knows of X."""
    info = inspect.type_info(kind)
    if isinstance(info, inspect.UnionType):
        return next(each for each in info.types if not isinstance(each, inspect.NoneType))
    return info


def _find_misfits(kind: Any, value: Any, place: Place) -> Iterator[Misfit]:
    """Yield what does not fit: in a table its keys first, then what goes together."""
    info = _type_info(kind)
    if isinstance(info, inspect.StructType) and isinstance(value, dict):
        yield from _table_misfits(info.cls, value, place)
        return
    if isinstance(info, inspect.VarTupleType) and isinstance(value, list):
        yield from _item_misfits(info.item_type, value, place)
    if not _fits(kind, value):
        yield Misfit(_value_sentence(info, type_words(kind), value, written_place(place)), place)


def _table_misfits(kind: type[Struct], table: dict[str, Any], place: Place) -> Iterator[Misfit]:
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    for key, value in table.items():
        if key in fields:
            yield from _find_misfits(fields[key].type, value, (*place, key))
        else:
            at = (*place, key)
            sentence = tr("{key} is not known", key=written_place(at))
            yield Misfit(sentence, at, instead=tuple(fields))
    for key, field in fields.items():
        if field.required and key not in table:
            key_text, words = written_place((*place, key)), type_words(field.type)
            yield Misfit(tr("{key} is missing; give it {words}", key=key_text, words=words), place)
    yield from _agreement_misfits(kind, table, place)


def _agreement_misfits(kind: type[Struct], table: dict[str, Any], place: Place) -> Iterator[Misfit]:
    """Yield what `__post_init__` of the table's struct says of values that do not go together."""
    try:
        _convert(table, kind)
    except msgspec.ValidationError as error:
        if isinstance(error.__cause__, Unfit):
            at = (*place, *error.__cause__.at)
            yield Misfit(error.__cause__.sentence.replace(KEY, written_place(at), 1), at)


def _item_misfits(item: inspect.Type, values: list[Any], place: Place) -> Iterator[Misfit]:
    """Yield what does not fit in the tables of a list; a list of anything else is one value."""
    if isinstance(item, inspect.StructType):
        for at, value in enumerate(values):
            if isinstance(value, dict):
                yield from _table_misfits(item.cls, value, (*place, at))


def _convert(value: Any, kind: type[Value]) -> Value:
    """Return a value as its declared type: a time in quotation marks is none."""
    return msgspec.convert(value, kind, builtin_types=(datetime,))


def _fits(kind: Any, value: Any) -> bool:
    try:
        _convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True


def _key_hint(kind: type[Struct], key: str, known_keys: tuple[str, ...]) -> str:
    """Return where a key belongs that is known elsewhere in the file, or what it is close to."""
    home = _find_home(kind, key)
    if home:
        return tr("{key} belongs {home}", key=key, home=home)
    close_keys = difflib.get_close_matches(key.replace("-", "_").lower(), known_keys, 1, 0.6)
    if close_keys:
        return tr("did you mean {name}?", name=close_keys[0])
    return tr("there are {names}", names=join_items(sorted(known_keys)))


def _find_home(kind: type[Struct], key: str) -> str:
    """Return where in a file a key is known; empty when it is known nowhere.

    A key that is written below a table belongs to that table, wherever it was meant to stand.
    """
    fields = msgspec.structs.fields(kind)
    if key in [field.name for field in fields]:
        return tr("above the first [table]")
    for field in fields:
        info = _type_info(field.type)
        inner, head = info, f"[{field.name}]"
        if isinstance(info, inspect.VarTupleType):
            inner, head = info.item_type, f"[[{field.name}]]"
        if isinstance(inner, inspect.StructType) and key in [each.name for each in inner.fields]:
            return tr("in {head}", head=head)
    return ""


def _value_sentence(info: inspect.Type, words: str, value: Any, key: str) -> str:
    if _is_table_list(info) and isinstance(value, dict | list):
        return tr("{key} must be {words}: write [[{key}]]", key=key, words=words)
    if isinstance(info, inspect.DateTimeType) and isinstance(value, datetime):
        return tr(
            "{key} = {moment} has no zone; write for example +01:00 behind it",
            key=key,
            moment=value.isoformat(),
        )
    return tr(
        "{key} must be {words}, not {value}",
        key=key,
        words=_range_words(info, value) or words,
        value=describe_value(value),
    )


def _range_words(info: inspect.Type, value: Any) -> str:
    """Return the range that a number lies outside of; empty when it is no such number."""
    if isinstance(value, bool):
        return ""
    if isinstance(info, inspect.IntType) and isinstance(value, int):
        if info.le is None:
            return tr("above zero")
        return tr("from {least} to {most}", least=info.ge, most=info.le)
    if isinstance(info, inspect.FloatType) and isinstance(value, int | float | Decimal):
        return tr("above zero and at most {most:,.0f}", most=info.le)
    return ""
