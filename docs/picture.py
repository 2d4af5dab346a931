"""Makes docs/check.svg, the picture in the README: `python docs/picture.py`.

It grades a real submission of the sample class with the visible checks, and colours the text as a
terminal would.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

from rich.console import Console
from rich.text import Text

from grader.cli.screen.telling import colour
from grader.config import load_assignment
from grader.feedback.terminal import result_text
from grader.intake.reading import read_submission
from grader.runs.one import grade_one

ROOT = Path(__file__).resolve().parent.parent
SUBMISSION = ROOT / "tests" / "samples" / "class" / "farid-haddad"
TASKS = ("srn", "srn_tanh", "rnn_cell", "rnn_layer", "hello_ohlol", "rnn_shapes", "answers")


def main() -> None:
    assignment = load_assignment(ROOT / "assignments" / "rnn")
    result = grade_one(read_submission(SUBMISSION), assignment, tasks=TASKS)
    console = Console(width=80, record=True, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi("$ grade check\n" + result_text(result, style=colour)))
    svg = console.export_svg(title="grade check")
    svg = re.sub(
        r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL
    )  # no font is fetched from anywhere
    svg = svg.replace("Fira Code", "ui-monospace, Menlo, Consolas, DejaVu Sans Mono")
    (ROOT / "docs" / "check.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
