"""A result as the HTML that a notebook shows.

The table of tasks, then what each failed check has to say.

What a student's code wrote is escaped; nothing here can run.
"""

from grader.files.templates import shipped_templates_folder
from grader.model import Result
from grader.points import task_view

from . import words
from .causes import causes, others_line
from .figures import figures
from .next_step import next_step
from .page import student_environment

TEMPLATE = "notebook.html"


def result_html(result: Result, step: str = "") -> str:
    """Return the whole result as one `div`, with what to do next: `step`, or what follows."""
    environment = student_environment([shipped_templates_folder()])
    return environment.get_template(TEMPLATE).render(
        result=result,
        step=step or next_step(result),
        words=words,
        causes=causes,
        others_line=others_line,
        figures=figures,
        task_view=task_view,
    )
