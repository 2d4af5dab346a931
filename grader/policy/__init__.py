"""From what was judged and what staff decided to a grade.

Pure: nothing is read or written, and nothing given is changed.  In this order: a written task gets
the sum of its marks; an override replaces a task's points; dropped tasks are left out; lateness
takes its part off the sum; the sum is rounded once, to two decimals, half up (Canvas takes two).
A grade that a person holds has no points until it is released.
Exact decimals throughout.
"""

from .decided import (
    comment_of_marks,
    comment_on,
    concerns,
    latest_extension,
    latest_hold,
    marked_digest,
    marks_on,
    points_of_marks,
    receipt_time,
    student_key,
)
from .final_grade import grade
from .late import (
    Lateness,
    deadline_with_grace,
    deduct_lateness,
    lateness,
    moment_words,
)
from .regradings import list_regradings

__all__ = [
    "Lateness",
    "comment_of_marks",
    "comment_on",
    "concerns",
    "deadline_with_grace",
    "deduct_lateness",
    "grade",
    "lateness",
    "latest_extension",
    "latest_hold",
    "list_regradings",
    "marked_digest",
    "marks_on",
    "moment_words",
    "points_of_marks",
    "receipt_time",
    "student_key",
]
