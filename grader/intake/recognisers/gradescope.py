"""Gradescope, "Export Submissions".

Folders `submission_<number>`, and `submission_metadata.yml` that says whose they are.

The file maps a folder's name to `:submitters` (a list of `:name`, `:sid`, `:email`, the last may be
absent) and `:created_at`; it is Ruby's YAML, so keys begin with a colon and values may carry Ruby's
tags.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from grader.errors import BadFile, CalledWrongly
from grader.intake.archives import BROKEN
from grader.intake.pieces import Entry, Source
from grader.intake.recognisers.contract import Found, Recognised, held, named
from grader.model import Student

METADATA = "submission_metadata.yml"
MAX_BYTES = 64 << 20
MISSING_EXTRA = f'Reading {METADATA} needs the staff extra: pip install "tensorgrade[staff]"'


def recognise(source: Source) -> Recognised | None:
    """The attempts in a Gradescope export.  Raises BadFile when its metadata cannot be read."""
    metadata = next(
        (entry for entry in source.entries if entry.name == METADATA and not entry.folder), None
    )
    if metadata is None:
        return None
    entries = {entry.name: entry for entry in source.entries if entry is not metadata}
    said = _read(source, metadata)
    return Recognised(
        kind="Gradescope export",
        found=tuple(
            _found(folder, about, entries.pop(folder, None)) for folder, about in said.items()
        ),
        rest=tuple(entries.values()),
    )


def _found(folder: str, about: dict[str, Any], entry: Entry | None) -> Found:
    listed = about.get(":submitters")
    submitters = (
        [_submitter(one) for one in listed if isinstance(one, dict)]
        if isinstance(listed, list)
        else []
    )
    found = Found(
        name=folder,
        pieces=held(entry.pieces if entry else ()),
        submitters=tuple(submitters),
        received=_moment(about.get(":created_at")),
    )
    if entry is None:
        return replace(
            found,
            problem=(
                f"{METADATA} names {folder}, but the export does not have it; export the"
                " submissions again"
            ),
        )
    return found


def _submitter(said: dict[str, Any]) -> Student:
    texts = {key: str(value).strip() for key, value in said.items() if isinstance(value, str | int)}
    return named(
        texts.get(":name", ""), sis_id=texts.get(":sid", ""), email=texts.get(":email", "")
    )


def _moment(value: Any) -> datetime | None:
    """A time of Ruby's; one without a zone is UTC, as Rails writes it."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip().replace(" UTC", "+00:00"))
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return None
    return value if value.tzinfo is not None else value.replace(tzinfo=UTC)


def _read(source: Source, metadata: Entry) -> dict[str, dict[str, Any]]:
    """What the metadata says of each folder.  Raises BadFile and CalledWrongly."""
    try:
        import yaml
    except ImportError as error:
        raise CalledWrongly(MISSING_EXTRA) from error
    path = source.path / METADATA
    if metadata.pieces[0].size() > MAX_BYTES:
        raise BadFile(path, f"it has more than {MAX_BYTES >> 20} MiB; export the submissions again")
    try:
        with metadata.pieces[0].open() as stream:
            text = stream.read(MAX_BYTES)
    except BROKEN as error:
        raise BadFile(path, f"it cannot be read ({error}); export the submissions again") from None
    try:
        whole = yaml.load(text, _loader(yaml))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        what = getattr(error, "problem", None) or "it is not valid YAML"
        raise BadFile(path, f"{what}; export the submissions again", line=line) from None
    except (ValueError, UnicodeDecodeError, RecursionError) as error:
        raise BadFile(path, f"it cannot be read ({error}); export the submissions again") from None
    if not isinstance(whole, dict):
        raise BadFile(
            path, "it does not say whose the folders are; export the submissions again", line=1
        )
    return {
        str(folder): about if isinstance(about, dict) else {} for folder, about in whole.items()
    }


def _loader(yaml: Any) -> Any:
    """PyYAML's safe loader, which also reads what carries one of Ruby's tags: as plain data."""

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        pass

    def plain(loader: Any, tag: str, node: Any) -> Any:
        if isinstance(node, yaml.MappingNode):
            return loader.construct_mapping(node, deep=True)
        if isinstance(node, yaml.SequenceNode):
            return loader.construct_sequence(node, deep=True)
        return loader.construct_scalar(node)

    Loader.add_multi_constructor("!", plain)
    return Loader
