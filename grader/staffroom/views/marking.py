"""Marking written answers by rubric, with the keyboard; nobody overwrites what they did not see."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from grader.files.tables import parse_number
from grader.marking.anonymous import name_hider
from grader.marking.answer import DecidedMeanwhile, GivenMarks, mark_answer
from grader.marking.layout import has_answer
from grader.model import Criterion, Kept, Rubric, RubricEntry
from grader.nouns import noun
from grader.points import points_text
from grader.policy import marks_on
from grader.runs.people.records import KeptRecord
from grader.staffroom.guarding import Form, form_of, session_of
from grader.staffroom.live_class import Classroom
from grader.staffroom.rendering import StaffPages
from grader.staffroom.sessions import Sessions

from .freshness import JUDGED_MEANWHILE, freshness_fields, is_judged_since, read_seen_number

MOST_COMMENT = 5000
MOST_REUSED = 9  # comments that were used before, one for each digit


@noun
class WrittenAnswer:
    """A written answer in the order of marking."""

    key: str
    record: KeptRecord
    marked: bool


@noun
class _Wrong:
    """A form that cannot be taken: what it said, and why not."""

    form: Form
    sentence: str


class MarkingPages:
    """The page of one answer after the other."""

    def __init__(self, pages: StaffPages, classroom: Classroom, sessions: Sessions) -> None:
        self._pages = pages
        self._classroom = classroom
        self._sessions = sessions

    def routes(self) -> list[Route]:
        """Return the addresses of these pages."""
        return [
            Route("/anonymous", self.hide_names, methods=["POST"]),
            Route("/mark/{task}", self.first),
            Route("/mark/{task}/{key}", self.show, methods=["GET"]),
            Route("/mark/{task}/{key}", self.take, methods=["POST"]),
        ]

    def hide_names(self, request: Request) -> Response:
        """Show names or hide them, for this person."""
        session = session_of(request)
        session.anonymous = not session.anonymous
        return RedirectResponse(_safe_path(form_of(request).get("here", "/")), status_code=303)

    def first(self, request: Request) -> Response:
        """Go to the first answer that waits, else to the first one."""
        task = request.path_params["task"]
        answers = self._answers(task)
        waiting = [answer for answer in answers if not answer.marked] or answers
        if task not in self._classroom.now().rubrics or not waiting:
            return self._pages.show(
                request,
                "told.html",
                404,
                sentence=f"there is no written answer to mark in {task!r}; the list of the class"
                " links to the tasks that have some",
            )
        return RedirectResponse(f"/mark/{task}/{waiting[0].key}", status_code=303)

    def show(self, request: Request) -> Response:
        """Show an answer with its rubric and the marks so far."""
        return self._show_page(request)

    def take(self, request: Request) -> Response:
        """Write the marks, and go to the next answer that waits."""
        task, form = request.path_params["task"], form_of(request)
        position = self._find_answer(request)
        if position is None:
            return self._show_page(request)
        answers, at = position
        record, rubric = answers[at].record, self._classroom.now().rubrics[task]
        marks = _read_marks(form, rubric, session_of(request).by)
        if isinstance(marks, str):
            return self._show_page(request, _Wrong(form=form, sentence=marks), 422)
        if is_judged_since(form, record):
            return self._show_page(request, _Wrong(form=form, sentence=JUDGED_MEANWHILE), 409)
        place = self._classroom.place
        try:
            mark_answer(
                place.gradebook,
                place.assignment,
                record.result,
                rubric,
                marks,
                seen_number=read_seen_number(form),
                known_decisions=self._classroom.decisions_on(record),
            )
        except DecidedMeanwhile as error:
            self._tell_other(error, marks.by, task, answers[at].key)
            return self._show_page(request, _Wrong(form=form, sentence=str(error)), 409)
        return RedirectResponse(f"/mark/{task}/{_next_key(answers, at)}", status_code=303)

    def _tell_other(self, error: DecidedMeanwhile, by: str, task: str, key: str) -> None:
        """Tell whoever marked meanwhile that somebody else was at the same answer."""
        self._sessions.tell(
            error.decision.by,
            f"{by} marked the answer {key} to {task} at the same time as you; yours counts,"
            f" {by} was told so",
        )

    def _show_page(
        self, request: Request, wrong: _Wrong | None = None, status: int = 200
    ) -> Response:
        task = request.path_params["task"]
        position = self._find_answer(request)
        if position is None:
            return self._pages.show(
                request, "told.html", 404, sentence="this answer is not there any more"
            )
        answers, at = position
        decisions = self._classroom.decisions_on(answers[at].record).kept
        return self._pages.show(
            request,
            "mark.html",
            status,
            task=self._classroom.now().assignment.task(task),
            at=at + 1,
            of=len(answers),
            waiting=sum(not each.marked for each in answers),
            before=answers[at - 1].key,
            next=answers[(at + 1) % len(answers)].key,
            wrong=wrong.sentence if wrong else "",
            reused=_list_reused(self._classroom, task),
            history=_history(decisions, task),
            **freshness_fields(self._classroom, answers[at].record),
            **self._form_values(request, answers[at], decisions, wrong),
        )

    def _form_values(
        self,
        request: Request,
        answer: WrittenAnswer,
        decisions: Sequence[Kept],
        wrong: _Wrong | None,
    ) -> dict[str, Any]:
        """Return the answer, and what stands in the form: the marks, or what was wrong in it."""
        task, result = request.path_params["task"], answer.record.result
        text = next(each.answer for each in result.tasks if each.id == task) or ""
        if session_of(request).anonymous:
            text = name_hider(answer.record.grade.student, answer.record.submission)(text)
        marks = marks_on(result, task, [each.decision for each in decisions])
        comment = marks[None].comment if None in marks else ""
        return {
            "answer": answer,
            "name": answer.record.grade.student.name or answer.record.submission,
            "text": text,
            "criteria": [
                _criterion_line(each, marks, wrong)
                for each in self._classroom.now().rubrics[task].criteria
            ],
            "comment": wrong.form.get("comment", "") if wrong else comment,
        }

    def _find_answer(self, request: Request) -> tuple[list[WrittenAnswer], int] | None:
        """Return the answers and the place of the one that is asked for."""
        answers = self._answers(request.path_params["task"])
        places = [at for at, each in enumerate(answers) if each.key == request.path_params["key"]]
        return (answers, places[0]) if places else None

    def _answers(self, task: str) -> list[WrittenAnswer]:
        """Return the answers to a task, in an order that says nothing of who wrote them."""
        class_ = self._classroom.now()
        rubric = class_.rubrics.get(task)
        if rubric is None:
            return []
        answers = (
            WrittenAnswer(
                key=self._classroom.key_of(record),
                record=record,
                marked=_is_marked(record, rubric),
            )
            for record in class_.records
            if has_answer(record.result, task)
        )
        return sorted(answers, key=lambda answer: answer.key)


def _is_marked(record: KeptRecord, rubric: Rubric) -> bool:
    """Return whether each criterion has points."""
    marks = marks_on(record.result, rubric.task, record.decisions)
    points = (marks[each.id].points if each.id in marks else None for each in rubric.criteria)
    return all(each is not None for each in points)


def _next_key(answers: Sequence[WrittenAnswer], at: int) -> str:
    """Return the next answer that waits, else the next one."""
    turned = [*answers[at + 1 :], *answers[:at]]
    waiting = [answer for answer in turned if not answer.marked]
    return (waiting or turned or list(answers))[0].key


def _read_marks(form: Form, rubric: Rubric, by: str) -> GivenMarks | str:
    """Return what a form gives, or why it cannot be taken."""
    points: dict[str, Decimal | None] = {}
    for criterion in rubric.criteria:
        text = form.get(f"points-{criterion.id}", "").strip()
        points[criterion.id] = parse_number(text) if text else None
        value = points[criterion.id]
        if text and (value is None or value > criterion.points):
            return (
                f"{text!r} is no number from 0 to {points_text(criterion.points)}, which is what"
                f" {criterion.title!r} has; nothing was written"
            )
    return GivenMarks(
        task=rubric.task,
        points=points,
        comment=form.get("comment", "").replace("\r\n", "\n").strip()[:MOST_COMMENT],
        by=by,
        now=datetime.now(UTC),
    )


def _criterion_line(
    criterion: Criterion, marks: Mapping[str | None, RubricEntry], wrong: _Wrong | None
) -> tuple[Criterion, str]:
    """Return a criterion with the points that stand in its field."""
    mark = marks.get(criterion.id)
    text = points_text(mark.points) if mark is not None and mark.points is not None else ""
    return criterion, wrong.form.get(f"points-{criterion.id}", "") if wrong else text


def _list_reused(classroom: Classroom, task: str) -> list[str]:
    """Return the comments on answers to a task, those that are used most first."""
    uses: Counter[str] = Counter()
    for record in classroom.now().records:
        mark = marks_on(record.result, task, record.decisions).get(None)
        if mark is not None and mark.comment:
            uses[mark.comment] += 1
    return [comment for comment, _ in uses.most_common(MOST_REUSED)]


def _history(kept_decisions: Sequence[Kept], task: str) -> list[RubricEntry]:
    """Return the marks on a task, the latest first."""
    entries = [
        each.decision
        for each in kept_decisions
        if isinstance(each.decision, RubricEntry) and each.decision.task == task
    ]
    return entries[::-1]


def _safe_path(text: str) -> str:
    """Return a path of ours; the list of the class for anything else."""
    return text if text.startswith("/") and not text.startswith(("//", "/\\")) else "/"
