"""Columns of class lists, under whatever header."""

from __future__ import annotations

import pytest
from support.cases import cases

from grader.intake.rosters.headers import NAMES, find_meanings, plain_header


@pytest.mark.parametrize(
    ("columns", "meant"),
    cases(
        {
            "ours": (["id", "name"], {"id": "id", "name": "name"}),
            "in capitals": (["ID", "Name"], {"id": "ID", "name": "Name"}),
            "with dashes": (["student-id", "E-Mail"], {"id": "student-id", "email": "E-Mail"}),
            "Canvas": (["Student", "SIS User ID"], {"name": "Student", "sis_id": "SIS User ID"}),
            "two names": (["First name", "Surname"], {"first": "First name", "last": "Surname"}),
            "German": (
                ["Matrikelnummer", "Vorname"],
                {"id": "Matrikelnummer", "first": "Vorname"},
            ),
            "Chinese": (
                ["学号", "姓名", "班级"],
                {"id": "学号", "name": "姓名", "section": "班级"},
            ),
            "full-width letters": (["ＩＤ"], {"id": "ＩＤ"}),
            "with a full stop": (["Student no."], {"id": "Student no."}),
            "of two the first": (["Email", "Mail"], {"email": "Email"}),
            "what means nothing": (["Tutor", "Notes"], {}),
        }
    ),
)
def test_what_columns_mean(columns: list[str], meant: dict[str, str]) -> None:
    assert find_meanings(columns) == meant


def test_no_header_means_two_things() -> None:
    plain = [plain_header(name) for names in NAMES.values() for name in names]
    owners: dict[str, set[str]] = {}
    for meaning, names in NAMES.items():
        for name in names:
            owners.setdefault(plain_header(name), set()).add(meaning)
    assert plain and all(len(meaning) == 1 for meaning in owners.values())
