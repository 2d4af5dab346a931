"""`grade schema`: what other programs may rely on."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator
from support.classes import handed_in
from support.commands import grade_here

from grader.gradebook.result_json import to_json


def test_the_schema_of_a_result_is_valid_and_fits_a_result(tmp_path: Path) -> None:
    schema = json.loads(grade_here("schema", "result", at=tmp_path).stdout)
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(to_json(handed_in("ada"))))


def test_another_name_is_refused_with_those_there_are(tmp_path: Path) -> None:
    done = grade_here("schema", "grade", at=tmp_path)
    assert done.returncode == 2 and "'result'" in done.stderr
