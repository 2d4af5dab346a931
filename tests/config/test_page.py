"""`docs/assignment-toml.md` lists every key of the settings files, with its type and default."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec
import pytest

from grader.config import declared
from grader.config.validation import type_words

PAGE = Path(__file__).parents[2] / "docs" / "assignment-toml.md"
SECTIONS: dict[str, type[msgspec.Struct]] = {
    "assignment.toml": declared.AssignmentFile,
    "[[tasks]]": declared.TaskTable,
    "rules": declared.RuleTable,
    "[expects]": declared.ExpectsTable,
    "[limits]": declared.LimitsTable,
    "[tolerances]": declared.TolerancesTable,
    "[tolerances.cuda]": declared.CudaTolerancesTable,
    "float64": declared.Float64Table,
    "float32": declared.Float32Table,
    "[policy]": declared.PolicyTable,
    "[intake]": declared.IntakeTable,
    "hidden.toml": declared.HiddenFile,
    "[[criteria]]": declared.CriterionTable,
    "[[equivalent]]": declared.ExcuseTable,
    "[[excused]]": declared.ExcusedTable,
}
LISTS = {declared.SettingsTable, declared.RubricFile, declared.ExcusesFile}


def rows_of_page() -> dict[str, list[list[str]]]:
    sections: dict[str, list[list[str]]] = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        heading = re.fullmatch(r"#+ (.*)", line)
        if heading:
            rows = sections.setdefault(heading[1], [])
        elif line.startswith("| `"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return sections


def written_default(field: msgspec.structs.FieldInfo) -> str:
    if field.required:
        return "-"
    value: Any = field.default_factory() if field.default is msgspec.NODEFAULT else field.default
    if value is None:
        return "none"
    if isinstance(value, declared.SettingsTable):
        return "`{}`"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, str | StrEnum):
        return f'`"{value}"`'
    return "`[]`" if value == () else f"`{value}`"


@pytest.mark.parametrize("section", SECTIONS)
def test_the_page_says_each_key_its_type_and_its_default(section: str) -> None:
    rows = rows_of_page()[section]
    fields = msgspec.structs.fields(SECTIONS[section])
    assert [row[:3] for row in rows] == [
        [f"`{field.name}`", type_words(field.type), written_default(field)] for field in fields
    ]
    assert all(len(row) == 4 and row[3].endswith(".") for row in rows)


def test_every_declared_table_has_its_section() -> None:
    tables = {
        value
        for value in vars(declared).values()
        if isinstance(value, type) and issubclass(value, declared.SettingsTable)
    }
    assert tables - LISTS == set(SECTIONS.values())
    assert all(table.__struct_config__.forbid_unknown_fields for table in tables)
