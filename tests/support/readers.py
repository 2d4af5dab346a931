"""The readers at the other end, written from their documented rules and not from our writers.

Canvas: lib/gradebook_importer.rb.  Moodle: mod/assign/feedback/offline and feedback/file.  JUnit:
Jenkins's junit-10.xsd. Gradescope: the autograder specifications.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import xmlschema


@dataclass
class Canvas:
    """A course in Canvas: students by number, with SIS id, login and sortable name.

    Assignments by number; scores.
    """

    students: dict[int, tuple[str, str, str]]
    assignments: dict[int, tuple[str, float]]
    scores: dict[tuple[int, int], str] = field(default_factory=dict)
    new_assignments: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def upload(self, content: bytes) -> None:
        """Imports a file as a teacher's click through the confirmation does.

        What a cell says is the score.
        """
        rows = list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))
        header = rows[0]
        assert len(header) > 3 and "Student" in header[0] and "ID" in header[1], (
            "invalid header row"
        )
        first = header.index("Section") + 1
        columns = {at: self._assignment(name) for at, name in enumerate(header) if at >= first}
        for row in rows[1:]:
            if "Points Possible" in row[0]:
                for at, number in columns.items():
                    if row[at]:
                        self.assignments[number] = (self.assignments[number][0], float(row[at]))
                continue
            student = self._student(dict(zip(header, row, strict=True)))
            for at, number in columns.items():
                if student is not None:
                    self.scores[student, number] = row[at].strip()

    def _assignment(self, name: str) -> int:
        match = re.fullmatch(r"(.*?)\s*\((\d+)\)", name)
        if match and int(match[2]) in self.assignments:
            return int(match[2])
        for number, (title, _) in self.assignments.items():
            if title == name:
                return number
        self.new_assignments.append(name)
        number = -len(self.new_assignments)
        self.assignments[number] = (name, 0.0)
        return number

    def _student(self, cells: dict[str, str]) -> int | None:
        if cells["ID"] and int(cells["ID"]) in self.students:
            return int(cells["ID"])
        for at, key in enumerate(("SIS User ID", "SIS Login ID", "Student")):
            for number, known in self.students.items():
                if cells.get(key) and known[at] == cells[key]:
                    return number
        self.strangers.append(cells["Student"])
        return None


@dataclass
class Moodle:
    """An assignment in Moodle.

    Participants by number with their grades and feedback, and its language's words.
    """

    words: dict[str, str]
    most: float
    grades: dict[int, float | None]
    feedback: dict[int, str] = field(default_factory=dict)
    files: dict[tuple[int, str], bytes] = field(default_factory=dict)

    def upload(self, content: bytes) -> None:
        """Imports a worksheet.

        Commas, columns by the words of the language, the number at the end of the identifier.
        """
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        at = {
            key: rows[0].index(word)
            for key, word in self.words.items()
            if key != "participant" and word in rows[0]
        }
        assert {"identifier", "grade", "modified"} <= set(at), "the file cannot be imported"
        for row in rows[1:]:
            number = int(row[at["identifier"]][len(self.words["participant"]) :])
            if number not in self.grades:
                continue
            text = row[at["grade"]].strip().replace(",", ".")
            if text and 0 <= float(text) <= self.most:
                self.grades[number] = float(text)
            if "comments" in at:
                self.feedback[number] = row[at["comments"]]

    def upload_feedback(self, content: bytes) -> None:
        """Imports a zip of feedback files.

        Parts of a folder's name at underscores are name, number, plugin, kind.
        """
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                folder, _, file = name.partition("/")
                parts = folder.split("_", 4)
                assert (
                    len(parts) >= 4
                    and int(parts[1]) in self.grades
                    and parts[2:4] == ["assignfeedback", "file"]
                ), name
                self.files[int(parts[1]), file] = archive.read(name)


def check_junit(content: bytes) -> ET.Element:
    """The file's root, once it is valid by Jenkins's published schema and its counts are right.

    The schema is `junit-10.xsd` beside this file, https://github.com/jenkinsci/xunit-plugin, commit
    8c515de (MIT).
    """
    root = ET.fromstring(content)
    junit_schema().validate(root)
    assert root.tag == "testsuites"
    for suite in root:
        for key, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.attrib[key]) == len(suite.findall(f"testcase/{tag}"))
        assert int(suite.attrib["tests"]) == len(suite.findall("testcase"))
    return root


@cache
def junit_schema() -> xmlschema.XMLSchema:
    """Jenkins's schema of JUnit XML."""
    return xmlschema.XMLSchema(Path(__file__).with_name("junit-10.xsd"))


def read_gradescope(content: bytes) -> float | None:
    """The score that Gradescope takes from a results.json, None where it shows a failed run.

    Asserts the documented keys and values.
    """
    whole = json.loads(content)
    formats = {"text", "html", "simple_format", "md", "ansi"}
    visible = {"hidden", "after_due_date", "after_published", "visible"}
    known = {
        "score",
        "execution_time",
        "output",
        "output_format",
        "test_output_format",
        "test_name_format",
        "visibility",
    }
    known |= {"stdout_visibility", "extra_data", "tests", "leaderboard"}
    assert set(whole) <= known, set(whole) - known
    assert {whole["output_format"], whole["test_output_format"]} <= formats
    assert {whole["visibility"], whole["stdout_visibility"]} <= visible
    scores = []
    for test in whole["tests"]:
        assert set(test) <= {
            "score",
            "max_score",
            "status",
            "name",
            "number",
            "output",
            "output_format",
            "tags",
            "visibility",
        }
        assert test["status"] in ("passed", "failed") and test["visibility"] in visible
        assert isinstance(test["output"], str) and isinstance(test["name"], str)
        assert all(isinstance(tag, str) for tag in test["tags"])
        scores.append(test.get("score"))
    if "score" in whole:
        return float(whole["score"])
    return float(sum(scores)) if scores and None not in scores else None
