"""Writes expected.json from what the kit says now: `PYTHONPATH=tests python tests/samples/write_expected.py`.

Read the difference before you commit it: a line that changes is a student whose points change.  The tests compare
it with about.toml, which says for each case what its author expects in words.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from support.samples import EXPECTED, SAMPLES, SLOW, about, copied_course, outcomes, rnn, with_limits

from grader.intake.reading import read_submission
from grader.examiner.client import Examiner
from grader.runs.one import judged_or_held


def main() -> None:
    written = {}
    with tempfile.TemporaryDirectory() as name:
        impatient = copied_course(Path(name) / "course")
        with_limits(impatient, check_seconds=0.7, load_seconds=1.0, memory_mib=600)
        usual, small = rnn(), rnn(impatient)
        with Examiner(usual) as one, Examiner(small) as other:
            for case in sorted(about()):
                examiner, assignment = (other, small) if case in SLOW else (one, usual)
                result = judged_or_held(examiner, read_submission(SAMPLES / "cases" / case), assignment)
                written[case] = outcomes(result)
    EXPECTED.write_text(json.dumps(written, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
