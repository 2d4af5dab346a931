from grader.api.class_book import ClassBook as ClassBook
from grader.api.course_assignment import CourseAssignment as CourseAssignment
from grader.api.course_assignment import open_assignment as open_assignment
from grader.cli.session import Checked
from grader.errors import CalledWrongly as CalledWrongly
from grader.errors import GraderError as GraderError
from grader.model import Grade as Grade
from grader.model import Outcome as Outcome
from grader.model import Result as Result
from grader.model import TaskStatus as TaskStatus
from grader.reporting.class_report import Cluster as Cluster
from grader.runs.people.records import KeptRecord as KeptRecord
from grader.version import __version__ as __version__

__all__ = [
    "CalledWrongly",
    "ClassBook",
    "Cluster",
    "CourseAssignment",
    "Grade",
    "GraderError",
    "KeptRecord",
    "Outcome",
    "Result",
    "TaskStatus",
    "__version__",
    "check",
    "open_assignment",
]

def check(*tasks: str, path: str | None = None) -> Checked: ...
