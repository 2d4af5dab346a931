"""The JSON Schema of a result, made from the classes themselves; what is shipped equals it."""

from __future__ import annotations

from inspect import cleandoc
from typing import Any

import msgspec

from grader.model import Result


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a result, made from the classes themselves."""
    schema = msgspec.json.schema(Result)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "tensorgrade/result/1",
        **_as_printed(schema),
    }


def _as_printed(part: Any) -> Any:
    """Decimals travel as numbers, not as the strings that msgspec's schema says.

    Descriptions have no indentation, which Python takes away from 3.13 on.
    """
    if isinstance(part, dict):
        if part.get("format") == "decimal":
            return {"type": "number"}
        return {
            key: cleandoc(item) if key == "description" else _as_printed(item)
            for key, item in part.items()
        }
    return [_as_printed(item) for item in part] if isinstance(part, list) else part
