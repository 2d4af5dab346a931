"""Marking written answers by rubric, with the keyboard; nobody overwrites what they did not see."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from grader.marking.anonymous import name_hider
from grader.marking.answer import GivenMarks, mark_answer
from grader.marking.decisions import read_points
from grader.marking.layout import has_answer
from grader.model import Kept, Rubric, RubricEntry
from grader.nouns import noun
from grader.points import points_text
from grader.policy import comment_of_marks, marks_on, points_of_marks
from grader.runs.people.records import KeptRecord
from grader.staffroom.guarding import Form, form_of, session_of
from grader.staffroom.live_class import Classroom

from .freshness import freshness_fields, read_seen_number
from .view import View

MOST_COMMENT = 5000
MOST_REUSED = 9  # comments that were used before, one for each digit


@noun
class WrittenAnswer:
    """A written answer in the order of marking."""

    key: str
    record: KeptRecord
    marked: bool


class MarkingPages(View):
    """The page of one answer after the other."""

    def routes(self) -> list[Route]:
        """Return the addresses of these pages."""
        return [
            Route("/anonymous", self.hide_names, methods=["POST"]),
            Route("/mark/{task}", self.go_to_first),
            Route("/mark/{task}/{key}", self.show),
            Route("/mark/{task}/{key}", self.take, methods=["POST"]),
        ]

    def hide_names(self, request: Request) -> Response:
        """Show names or hide them, for this person."""
        session = session_of(request)
        session.anonymous = not session.anonymous
        return RedirectResponse(_safe_path(form_of(request).get("here", "/")), status_code=303)

    def go_to_first(self, request: Request) -> Response:
        """Go to the first answer that waits, else to the first one."""
        task = request.path_params["task"]
        answers = self._answers(task)
        waiting = [answer for answer in answers if not answer.marked] or answers
        if task not in self._classroom.now().rubrics or not waiting:
            return self._say(
                request,
                f"there is no written answer to mark in {task!r}; the list of the class links to"
                " the tasks that have some",
            )
        return RedirectResponse(f"/mark/{task}/{waiting[0].key}", status_code=303)

    def take(self, request: Request) -> Response:
        """Write the marks, and go to the next answer that waits."""
        task, form = request.path_params["task"], form_of(request)
        position = self._find_answer(request)
        if position is None:
            return self.show(request)
        answers, at = position
        record, rubric = answers[at].record, self._classroom.now().rubrics[task]
        place, by = self._classroom.place, session_of(request).by
        wrong, status = self._decide(
            request,
            record,
            lambda: mark_answer(
                place.gradebook,
                place.assignment,
                record.result,
                rubric,
                _read_marks(form, rubric, by),
                seen_number=read_seen_number(form),
                known_decisions=self._classroom.decisions_on(record),
            ),
            f"marked the answer {answers[at].key} to {task}",
        )
        if wrong:
            return self.show(request, wrong, status)
        return RedirectResponse(f"/mark/{task}/{_next_key(answers, at)}", status_code=status)

    def show(self, request: Request, wrong: str = "", status: int = 200) -> Response:
        """Show an answer with its rubric and the marks so far, and what was wrong with a form."""
        task = request.path_params["task"]
        position = self._find_answer(request)
        if position is None:
            return self._say(request, "this answer is not there any more")
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
            wrong=wrong,
            reused=_list_reused(self._classroom, task),
            history=_history(decisions, task),
            **freshness_fields(self._classroom, answers[at].record),
            **self._form_values(request, answers[at], decisions, typed=bool(wrong)),
        )

    def _form_values(
        self, request: Request, answer: WrittenAnswer, decisions: Sequence[Kept], *, typed: bool
    ) -> dict[str, Any]:
        """Return the answer, and what stands in the form: the marks, or what was `typed` in it."""
        task, record = request.path_params["task"], answer.record
        student = record.grade.student
        text = next(each.answer for each in record.result.tasks if each.id == task) or ""
        if session_of(request).anonymous:
            text = name_hider(student, record.submission)(text)
        marks = marks_on(record.result, task, [each.decision for each in decisions])
        form = form_of(request) if typed else _as_form(marks)
        criteria = self._classroom.now().rubrics[task].criteria
        return {
            "answer": answer,
            "name": student.name or record.submission,
            "text": text,
            "criteria": [(each, form.get(f"points-{each.id}", "")) for each in criteria],
            "comment": form.get("comment", ""),
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
    return None not in points_of_marks(marks, rubric).values()


def _next_key(answers: Sequence[WrittenAnswer], at: int) -> str:
    """Return the next answer that waits, else the next one."""
    turned = [*answers[at + 1 :], *answers[:at]]
    waiting = [answer for answer in turned if not answer.marked]
    return (waiting or turned or list(answers))[0].key


def _read_marks(form: Form, rubric: Rubric, by: str) -> GivenMarks:
    """Return what a form gives.  Raises CalledWrongly."""
    texts = {each: form.get(f"points-{each.id}", "").strip() for each in rubric.criteria}
    return GivenMarks(
        task=rubric.task,
        points={
            each.id: read_points(text, each.points, repr(each.title)) if text else None
            for each, text in texts.items()
        },
        comment=form.get("comment", "").replace("\r\n", "\n").strip()[:MOST_COMMENT],
        by=by,
        now=datetime.now(UTC),
    )


def _as_form(marks: Mapping[str | None, RubricEntry]) -> Form:
    """Return marks as the fields of a form that has them."""
    points = {
        f"points-{criterion}": points_text(mark.points)
        for criterion, mark in marks.items()
        if mark.points is not None
    }
    return {**points, "comment": comment_of_marks(marks)}


def _list_reused(classroom: Classroom, task: str) -> list[str]:
    """Return the comments on answers to a task, those that are used most first."""
    uses: Counter[str] = Counter()
    for record in classroom.now().records:
        uses[comment_of_marks(marks_on(record.result, task, record.decisions))] += 1
    del uses[""]  # of those without a comment
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
