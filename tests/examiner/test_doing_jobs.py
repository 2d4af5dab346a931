"""Each job that an examiner does, in this very process, and the reply that ends it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from support.judged import F, G, judged_course
from support.processes import submission
from support.suites import in_suite

from grader.errors import BadEvidence, CalledWrongly, GraderError
from grader.examiner.doing_jobs import JobRunner
from grader.examiner.jobs import (
    AuditedReply,
    AuditJob,
    ComparedReply,
    CompareJob,
    Job,
    JudgeJob,
    MeasuresReply,
    MistakesJob,
    MistakesReply,
    RecordedReply,
    RecordJob,
    Reply,
    ResultReply,
    ScriptJob,
    ScriptReply,
    Settings,
    TaskReply,
)
from grader.model import Assignment, Outcome, StoredMistake
from grader.sandbox.starting.launchers import Launcher

RIGHT = submission(a_py=F, b_py=G)
WRONG = submission(a_py=F.replace("2.0", "3.0"), b_py=G)
Do = Callable[..., tuple[list[Reply | GraderError], list[Reply]]]


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    return judged_course(tmp_path_factory.mktemp("done"))


@pytest.fixture
def do(assignment: Assignment, launchers: Callable[[str, str], Launcher]) -> Do:
    """Does jobs with one runner; gives their last replies, and what was said meanwhile."""

    def done(*jobs: Job, **settings: Any) -> tuple[list[Reply | GraderError], list[Reply]]:
        meanwhile: list[Reply] = []
        asked = Settings(assignment=str(assignment.folder), solutions=None, **settings)

        def work(suite: Any, servers: Any) -> list[Reply | GraderError]:
            runner = JobRunner(suite, servers, asked, meanwhile.append)
            replies: list[Reply | GraderError] = []
            for job in jobs:
                try:
                    replies.append(runner.do(job))
                except GraderError as error:
                    replies.append(error)
            return replies

        return in_suite(assignment, launchers, work), meanwhile

    return done


def outcomes(reply: Reply | GraderError) -> dict[str, Outcome]:
    assert isinstance(reply, ResultReply)
    return {check.id: check.outcome for check in reply.result.checks}


def test_checks_that_are_named_are_judged_alone_and_the_next_job_has_all_again(do: Do) -> None:
    (some, every), _ = do(JudgeJob(WRONG, checks=("b::g",), tasks=("b",)), JudgeJob(WRONG))
    assert outcomes(some) == {"b::g": Outcome.PASSED}
    assert outcomes(every)["a::twice"] is Outcome.FAILED and len(outcomes(every)) == 4


def test_tasks_and_measures_are_told_only_where_the_settings_ask_for_them(do: Do) -> None:
    _, nothing = do(JudgeJob(RIGHT))
    assert nothing == []
    _, told = do(JudgeJob(RIGHT), measure=True, tell_tasks=True)
    assert [each.task for each in told if isinstance(each, TaskReply)] == ["a", "b"]
    measured = {each.check for each in told if isinstance(each, MeasuresReply)}
    assert measured == {"a::f", "a::twice", "a::secret", "b::g"}


def test_what_was_kept_is_judged_again_without_the_code(do: Do) -> None:
    ((first,), _) = do(JudgeJob(WRONG), evidence_mib=1)
    assert isinstance(first, ResultReply) and first.evidence and not first.cut
    (again,), _ = do(JudgeJob(WRONG, evidence=first.evidence))
    assert outcomes(again) == outcomes(first)
    assert isinstance(again, ResultReply) and again.lacking == {}


def test_what_is_no_evidence_is_told_and_the_next_job_is_done(do: Do) -> None:
    (broken, missing, good), _ = do(
        JudgeJob(RIGHT, evidence=b"not ours"), ScriptJob("a::thrice", RIGHT), JudgeJob(RIGHT)
    )
    assert isinstance(broken, BadEvidence)
    assert isinstance(missing, CalledWrongly) and "a::thrice" in str(missing)
    assert set(outcomes(good).values()) == {Outcome.PASSED}


def test_the_jobs_of_proving_an_assignment_each_have_their_reply(do: Do) -> None:
    mistake = StoredMistake(
        name="thrice", title="Thrice.", explanation="", source="", submission=WRONG
    )
    (recorded, audited, compared, mistakes), _ = do(
        RecordJob(RIGHT, ("b",)),
        AuditJob(RIGHT, (WRONG,), "a", 7, ("a::twice",)),
        CompareJob(RIGHT, WRONG, "a::twice", 0, 3),
        MistakesJob("a", (mistake,)),
    )
    assert isinstance(recorded, RecordedReply) and not recorded.refused
    assert [file.task for _, file in recorded.files] == ["b"]
    assert isinstance(audited, AuditedReply)
    assert [run.result.checks[-1].outcome for run in audited.runs] == [Outcome.FAILED]
    assert isinstance(compared, ComparedReply)
    assert compared.alike == 0 and compared.difference.startswith("y: expected")
    assert isinstance(mistakes, MistakesReply) and len(mistakes.files) == 2


def test_a_script_says_what_the_check_said(do: Do) -> None:
    (reply,), _ = do(ScriptJob("a::twice", WRONG))
    assert isinstance(reply, ScriptReply)
    assert "student.f(3.0)" in reply.script and "expected 6.0000, got 9.0000" in reply.script
