"""Draw docs/floors.svg, the plan of the house: `python docs/floors.py`.

Floors are those of the import-linter contract in pyproject.toml, so the plan is what is checked.
"""

from __future__ import annotations

import ast
import html
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WIDTH, ROW, LEFT, GAP = 1000, 66, 40, 8
FONT = "font-family='ui-sans-serif, system-ui, sans-serif'"


def floors(pyproject: str) -> list[list[str]]:
    """Return the rooms of each floor, from the top one down."""
    contracts = tomllib.loads(pyproject)["tool"]["importlinter"]["contracts"]
    (layers,) = [each["layers"] for each in contracts if each["name"].endswith(": floors")]
    return [[room.strip().removeprefix("grader.") for room in row.split("|")] for row in layers]


def purpose(room: str) -> str:
    """Return the first sentence of a room's docstring."""
    folder = ROOT / "grader" / room
    path = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return text.split("\n\n")[0].replace("\n", " ").partition(". ")[0].rstrip(".")


def inner_rooms(room: str) -> str:
    """Return the names of the rooms inside a room."""
    inside = sorted((ROOT / "grader" / room).rglob("__init__.py"))
    return " ".join(f"{path.parent.name}/" for path in inside if path.parent.name != room)


def drawn(rows: list[list[str]]) -> str:
    """Return the plan as SVG: one row per floor, one box per room."""
    height = len(rows) * ROW + 2 * GAP
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {height}' role='img'>",
        "<title>The rooms of grader/ on their floors: imports point down</title>",
        f"<rect width='{WIDTH}' height='{height}' fill='#fff'/>",
    ]
    for number, rooms in enumerate(rows):
        top = GAP + number * ROW
        floor = len(rows) - 1 - number
        parts.append(
            f"<text x='{LEFT - 16}' y='{top + 34}' text-anchor='end' font-size='13'"
            f" fill='#777' {FONT}>{floor}</text>"
        )
        width = (WIDTH - LEFT - GAP * len(rooms)) / len(rooms)
        for place, room in enumerate(rooms):
            parts.extend(box(room, LEFT + place * (width + GAP), top, width))
    return "\n".join([*parts, "</svg>", ""])


def box(room: str, left: float, top: float, width: float) -> list[str]:
    """Return one room: its name, and what it is for as far as there is space."""
    words, inside = (cut(text, int(width / 6.3)) for text in (purpose(room), inner_rooms(room)))
    return [
        f"<g><title>{html.escape(purpose(room))}</title>"
        f"<rect x='{left:.0f}' y='{top}' width='{width:.0f}' height='{ROW - GAP}' rx='4'"
        " fill='#eef3fb' stroke='#9db4d8'/>",
        f"<text x='{left + 8:.0f}' y='{top + 18}' font-size='13' font-weight='600'"
        f" fill='#1c2b46' {FONT}>{room}</text>",
        f"<text x='{left + 8:.0f}' y='{top + 34}' font-size='10.5' fill='#44546e'"
        f" {FONT}>{html.escape(words)}</text>"
        f"<text x='{left + 8:.0f}' y='{top + 50}' font-size='10.5' fill='#7a6a3a'"
        f" {FONT}>{html.escape(inside)}</text></g>",
    ]


def cut(text: str, letters: int) -> str:
    """Return as much of a text as there is space for."""
    return text if len(text) <= letters else text[: letters - 1].rstrip(" ,;:") + "…"


if __name__ == "__main__":
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (ROOT / "docs" / "floors.svg").write_text(drawn(floors(pyproject)), encoding="utf-8")
