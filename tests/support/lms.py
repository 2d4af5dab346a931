"""A course in Canvas and in Moodle, and the tables that teachers download from them."""

from __future__ import annotations

from pathlib import Path

from grader.exporters.contract import LmsFile
from grader.model import Grade
from grader.policy import grade
from grader.runs.people.lms_files import read_lms_file
from support.classes import HELD, RUBRICS, handed_in, marked, policy
from support.readers import Canvas

GRADEBOOK = """Student,ID,SIS User ID,SIS Login ID,Section,Notes,Means and scales (55),Other (56),Current Score
,,,,,,Manual Posting,,
    Points Possible,,,,,,12,10,(read only)
"Lovelace, Ada",101,S-1001,alove,A,,,9,90
"O'Neil, Bob",102,S-1002,boneil,A,nice,11.00,8,80
"王, 伟",103,2023003,wangw,B,,EX,,
"García, José",104,S-1004,jgarcia,B,,5,,
"Turing, Alan",105,S-1005,aturing,B,,7,,
"Student, Test",199,,abcd,A,,,,
"""
HEADER = "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,"
HEADER += "Last modified (submission),Last modified (grade),Feedback comments"
WORKSHEET = f"""\ufeff{HEADER}
Participant 11,Ada Lovelace,ada@example.org,Submitted for grading,,12.00,Yes,"Tuesday, 1 December 2026",-,
Participant 12,Bob O'Neil,bob@example.org,Submitted for grading,11.00,12.00,Yes,-,-,"by hand, keep"
Participant 13,王伟,wang@example.org,Submitted for grading,,12.00,No,-,-,
Participant 14,José García,jose@example.org,No submission,5.00,12.00,Yes,-,-,
"""
ENGLISH = {"participant": "Participant ", "identifier": "Identifier", "grade": "Grade"}
ENGLISH |= {"modified": "Last modified (grade)", "comments": "Feedback comments"}

GERMAN = """ID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung,Bestwertung,Zuletzt geändert (Bewertung),Feedback als Kommentar
Teilnehmer/in 11,Ada Lovelace,ada@example.org,Abgegeben,-,"12,00",-,
Teilnehmer/in 12,Bob O'Neil,bob@example.org,Abgegeben,"11,00","12,00",-,bleibt
"""
IN_GERMAN = {"participant": "Teilnehmer/in ", "identifier": "ID", "grade": "Bewertung"}
IN_GERMAN |= {"modified": "Zuletzt geändert (Bewertung)", "comments": "Feedback als Kommentar"}

TINY = policy()


def table(folder: Path, text: str) -> LmsFile:
    """A table as a teacher downloaded it."""
    path = folder / "download.csv"
    path.write_text(text, encoding="utf-8")
    return read_lms_file(path)


def grades(**points: str | None) -> list[Grade]:
    """Final grades of the tiny homework by student.

    `held`, or None for nothing handed in, in place of a number.
    """
    found = []
    for student, said in points.items():
        if said is None:
            found.append(handed_in(student, None, None, None, student=student))
        elif said == HELD:
            found.append(handed_in(student, HELD, "5", student=student))
        else:
            found.append(handed_in(student, said, "5", student=student))
    return [grade(each, TINY, RUBRICS, marked(each)) for each in found]


def canvas() -> Canvas:
    names = {
        101: "Lovelace, Ada",
        102: "O'Neil, Bob",
        103: "王, 伟",
        104: "García, José",
        105: "Turing, Alan",
    }
    ids = {
        101: ("S-1001", "alove"),
        102: ("S-1002", "boneil"),
        103: ("2023003", "wangw"),
        104: ("S-1004", "jgarcia"),
    }
    students = {
        number: (*ids.get(number, ("S-1005", "aturing")), name) for number, name in names.items()
    }
    scores = {(102, 55): "11.00", (103, 55): "EX", (104, 55): "5", (105, 55): "7", (101, 56): "9"}
    return Canvas(students, {55: ("Means and scales", 12.0), 56: ("Other", 10.0)}, dict(scores))
