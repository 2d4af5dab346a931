"""A class's submissions as Canvas, Moodle, Gradescope and git give them."""

from __future__ import annotations

import io
import os
import subprocess
import zipfile
from pathlib import Path

ROSTER = """\ufeffid,name,section,email,canvas_id,sis_id,login,moodle_id,group
s001,Ada Lovelace,A,ada@example.org,101,S-1001,alove,11,
s002,"O'Neil, Bob",A,bob@example.org,102,S-1002,boneil,12,pair
s003,王伟,B,wang@example.org,103,2023003,wangw,13,pair
s004,José García,B,jose@example.org,104,S-1004,jgarcia,14,
"""
SRN = b"def srn_forward(*a):\n    return None\n"


def written(folder: Path, files: dict[str, bytes | str]) -> Path:
    """A folder with these files; a name that ends in `/` is an empty folder."""
    for name, content in files.items():
        path = folder / name
        if name.endswith("/"):
            path.mkdir(parents=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def zipped(files: dict[str, bytes | str]) -> bytes:
    """The same as a zip."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def roster(folder: Path, text: str = ROSTER) -> Path:
    """A roster's file."""
    path = folder / "roster.csv"
    path.write_text(text, encoding="utf-8")
    return path


def canvas() -> dict[str, bytes | str]:
    """Canvas's download: late work, several files, a second upload, text in the box, a stranger."""
    return {
        "lovelaceada_101_9001_srn.py": SRN,
        "lovelaceada_101_9002_answers-1.md": "words",
        "oneilbob_LATE_102_9003_hw_1_2_final.zip": zipped({"rnn homework/srn.py": SRN}),
        "王伟_103_9004_srn (1).py": SRN,
        "王伟_103_text.html": "<p>I did it</p>",
        "mallory_666_9005_srn.py": SRN,
    }


def moodle(*, flat: bool = False) -> dict[str, bytes | str]:
    """Moodle's download, in folders (of 4.1 and of before) or flat."""
    if flat:
        return {
            "Ada Lovelace_11_assignsubmission_file_srn.py": SRN,
            "Ada Lovelace_11_assignsubmission_file_answers.md": "words",
            "王伟_13_assignsubmission_file_work.zip": zipped({"srn.py": SRN}),
        }
    return {
        "Ada Lovelace_11_assignsubmission_file_/srn.py": SRN,
        "Ada Lovelace_11_assignsubmission_file_/answers.md": "words",
        "Ada Lovelace_11_assignsubmission_onlinetext_/onlinetext.html": "<p>hi</p>",
        "王伟_13_assignsubmission_file/work.zip": zipped({"srn.py": SRN}),
    }


GRADESCOPE_METADATA = """---
submission_1:
  :submitters:
  - :name: Ada Lovelace
    :sid: S-1001
    :email: ada@example.org
  :created_at: 2026-12-01 20:10:44.123456000 Z
  :score: 10.0
  :status: processed
submission_2:
  :submitters:
  - :name: Bob O'Neil
    :sid: S-1002
  - :name: 王伟
    :sid: '2023003'
    :email: wang@example.org
  :created_at: !ruby/object:ActiveSupport::TimeWithZone 2026-12-02 09:00:00 Z
  :results: !ruby/hash:ActiveSupport::HashWithIndifferentAccess
    tests: []
submission_3:
  :submitters:
  - :name: Mallory
    :email: mallory@example.com
  :created_at: 2026-12-01 08:00:00 Z
submission_4:
  :submitters:
  - :name: José García
    :email: JOSE@example.org
  :created_at: 2026-12-01 08:00:00 Z
"""


def gradescope() -> dict[str, bytes | str]:
    """Gradescope's export.

    A pair, a stranger, and one folder that the metadata names and the export lacks.
    """
    top = "assignment_77_export/"
    return {
        f"{top}submission_metadata.yml": GRADESCOPE_METADATA,
        f"{top}submission_1/srn.py": SRN,
        f"{top}submission_2/srn.py": SRN,
        f"{top}submission_3/srn.py": SRN,
    }


def clone(folder: Path, *commits: tuple[str, dict[str, str]]) -> Path:
    """A git repository with those commits, each with its time and the files that it writes."""
    folder.mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    for when, files in commits:
        written(folder, dict(files))
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "--allow-empty", "-m", "work", when=when)
    return folder


def git(folder: Path, *arguments: str, when: str = "2026-12-01T12:00:00+00:00") -> str:
    """Runs git as somebody who commits at that time."""
    identity = {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "Ada"), ("EMAIL", "ada@example.org"), ("DATE", when))
    }
    environment = {
        **os.environ,
        **identity,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    return subprocess.run(
        ["git", "-C", str(folder), *arguments],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
