"""A submission's code beside its checks: what the page of a submission shows of it."""

from typing import Any

from starlette.requests import Request

from grader.marking.anonymous import name_hider
from grader.marking.shown_code import mark_code
from grader.runs.people.handed_in_files import read_files_again, read_kept_files
from grader.runs.people.records import KeptRecord
from grader.staffroom.guarding import session_of
from grader.staffroom.live_class import Classroom

FOLDER = "folder"  # what the address asks for where the code is read out of the class's folder


def code_beside(request: Request, classroom: Classroom, record: KeptRecord) -> dict[str, Any]:
    """Return the code with its marks, or why there is none; names are out of it where hidden."""
    place, result = classroom.place, record.result
    if request.query_params.get("code") == FOLDER:
        work = read_files_again(
            place.gradebook, place.course, place.assignment, classroom.roster, result
        )
    else:
        work = read_kept_files(place.evidence, place.gradebook, result)
    anonymous = session_of(request).anonymous
    hide = name_hider(record.grade.student, record.submission) if anonymous else str
    return {
        "code": mark_code(work.files, result, hide=hide),
        "no_code": work.problem,
        "hide": hide,
        "in_folder": bool(work.folder),
    }
