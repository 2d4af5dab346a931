"""A result as the HTML that a notebook shows.

The table of tasks, then what each failed check has to say.

What a student's code wrote is escaped; nothing here can run.
"""

from grader.feedback import words
from grader.feedback.causes import causes, others_line
from grader.feedback.figures import figures
from grader.feedback.next_step import next_step
from grader.feedback.page import student_environment
from grader.files.templates import templates_folder
from grader.model import Result
from grader.points import task_view

TEMPLATE = "notebook.html"


def result_html(result: Result, step: str = "") -> str:
    """Return the whole result as one `div`, with what to do next: `step`, or what follows."""
    environment = student_environment([templates_folder()])
    return environment.get_template(TEMPLATE).render(
        result=result,
        step=step or next_step(result),
        words=words,
        causes=causes,
        others_line=others_line,
        figures=figures,
        task_view=task_view,
    )
