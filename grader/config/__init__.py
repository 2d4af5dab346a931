"""Settings of a course: what its TOML files may say, reading them, and finding the files.

`declared` has the keys, `validation` the one sentence for whatever is wrong, `assignments` and
`rubrics` make nouns of what was read.
"""

from .assignments import (
    ASSIGNMENT_FILE,
    HIDDEN_FILE,
    MANIFEST,
    assignment_ids,
    file_digest,
    find_assignment_folder,
    find_course,
    handed_out_digests,
    load_assignment,
    load_course_assignment,
    need_folder_name,
    no_such_assignment,
    untouched_digests,
)
from .declared import ExcusesFile
from .rubrics import RUBRIC_FILE, load_rubric, load_rubrics
from .validation import read_settings

__all__ = [
    "ASSIGNMENT_FILE",
    "HIDDEN_FILE",
    "MANIFEST",
    "RUBRIC_FILE",
    "ExcusesFile",
    "assignment_ids",
    "file_digest",
    "find_assignment_folder",
    "find_course",
    "handed_out_digests",
    "load_assignment",
    "load_course_assignment",
    "load_rubric",
    "load_rubrics",
    "need_folder_name",
    "no_such_assignment",
    "read_settings",
    "untouched_digests",
]
