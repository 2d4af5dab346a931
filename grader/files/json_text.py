"""JSON for people and programs to read: points are numbers written from exact decimals."""

import json

import msgspec

encoder = msgspec.json.Encoder(decimal_format="number")


def json_text(content: object) -> bytes:
    """Return content as JSON over several lines, with a line end behind it."""
    return msgspec.json.format(encoder.encode(content), indent=1) + b"\n"


def quote(text: str) -> str:
    """Return a text in quotation marks on one line: JSON's escapes are TOML's and Python's too."""
    return json.dumps(text, ensure_ascii=False)
