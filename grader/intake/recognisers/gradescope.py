"""Gradescope, "Export Submissions".

Folders `submission_<number>`, and `submission_metadata.yml` that says whose they are.

The file maps a folder's name to `:submitters` (a list of `:name`, `:sid`, `:email`, the last may be
absent) and `:created_at`; it is Ruby's YAML, so keys begin with a colon and values may carry Ruby's
tags.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from grader.errors import BadFile, CalledWrongly
from grader.intake.archives import BROKEN
from grader.intake.limits import to_callable
from grader.intake.listing import ClassSource, Item
from grader.language import tr
from grader.model import Blame, Roster, Student
from grader.nouns import replace

from .contract import Attempt, Recognised, describe_submitter

METADATA = "submission_metadata.yml"
MAX_BYTES = 64 << 20
AGAIN = "export the submissions again"
MISSING_EXTRA = f'Reading {METADATA} needs the staff extra: pip install "tensorgrade[staff]"'


def recognise(source: ClassSource, roster: Roster | None = None) -> Recognised | None:
    """Return the attempts in a Gradescope export.

    Raises BadFile when its metadata cannot be read, CalledWrongly without the staff extra.
    """
    items = {item.name: item for item in source.items}
    metadata = items.pop(METADATA, None)
    if metadata is None or metadata.folder:
        return None
    submissions = _read(source, metadata)
    return Recognised(
        kind="Gradescope export",
        attempts=tuple(
            _build_attempt(folder, details, items.pop(folder, None))
            for folder, details in submissions.items()
        ),
        unknown=tuple(items.values()),
    )


def _build_attempt(folder: str, details: dict[str, Any], item: Item | None) -> Attempt:
    attempt = Attempt(
        name=folder,
        pieces=to_callable(item.pieces if item else ()),
        submitters=tuple(_submitters(details)),
        received=_parse_moment(details.get(":created_at")),
        problem=item.problem if item else None,
    )
    if item is None:
        problem = tr(
            "{file} names {folder}, but the export does not have it; export the submissions again",
            file=METADATA,
            folder=folder,
        )
        return replace(attempt, problem=problem, blame=Blame.COURSE)
    return attempt


def _submitters(details: dict[str, Any]) -> Iterator[Student]:
    """Yield who handed in a folder, as far as the file says it."""
    people = details.get(":submitters")
    for each in people if isinstance(people, list) else []:
        if isinstance(each, dict):
            yield _build_submitter(each)


def _build_submitter(details: dict[str, Any]) -> Student:
    texts = {
        key: str(value).strip() for key, value in details.items() if isinstance(value, str | int)
    }
    return describe_submitter(
        texts.get(":name", ""), sis_id=texts.get(":sid", ""), email=texts.get(":email", "")
    )


def _parse_moment(value: Any) -> datetime | None:
    """Return a time of Ruby's; one without a zone is UTC, as Rails writes it."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip().replace(" UTC", "+00:00"))
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return None
    return value if value.tzinfo is not None else value.replace(tzinfo=UTC)


def _read(source: ClassSource, metadata: Item) -> dict[str, dict[str, Any]]:
    """Return what the metadata says of each folder.  Raises BadFile and CalledWrongly."""
    try:
        import yaml  # an optional package: imported where there is such a file
    except ImportError as error:
        raise CalledWrongly(MISSING_EXTRA) from error
    path = source.path / METADATA
    submissions = _parse_yaml(yaml, path, _read_text(path, metadata))
    if not isinstance(submissions, dict):
        raise BadFile(path, f"it does not say whose the folders are; {AGAIN}", line=1)
    return {
        str(folder): details if isinstance(details, dict) else {}
        for folder, details in submissions.items()
    }


def _parse_yaml(yaml: Any, path: Path, text: bytes) -> object:
    """Return what a YAML text says.  Raises BadFile."""
    try:
        parsed: object = yaml.load(text, _loader(yaml))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        problem = getattr(error, "problem", None) or "it is not valid YAML"
        raise BadFile(path, f"{problem}; {AGAIN}", line=line) from None
    except (ValueError, UnicodeDecodeError, RecursionError) as error:
        raise BadFile(path, f"it cannot be read ({error}); {AGAIN}") from None
    return parsed


def _read_text(path: Path, metadata: Item) -> bytes:
    if metadata.pieces[0].size() > MAX_BYTES:
        raise BadFile(path, f"it has more than {MAX_BYTES >> 20} MiB; {AGAIN}")
    try:
        with metadata.pieces[0].open() as stream:
            return stream.read(MAX_BYTES)
    except BROKEN as error:
        raise BadFile(path, f"it cannot be read ({error}); {AGAIN}") from None


def _loader(yaml: Any) -> Any:
    """Return PyYAML's safe loader, which also reads what carries one of Ruby's tags, as data."""

    class RubyLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        pass

    def plain(loader: Any, tag: str, node: Any) -> Any:
        if isinstance(node, yaml.MappingNode):
            return loader.construct_mapping(node, deep=True)
        if isinstance(node, yaml.SequenceNode):
            return loader.construct_sequence(node, deep=True)
        return loader.construct_scalar(node)

    RubyLoader.add_multi_constructor("!", plain)
    return RubyLoader
