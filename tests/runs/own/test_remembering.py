"""What was judged is remembered: only what changed runs again, and nothing stale is ever said."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from support.commands import grade_here as grade
from support.courses import TINY

from grader.errors import NotReleased
from grader.model import Outcome, Result, TaskStatus
from grader.nouns import replace
from grader.runs.own.remembering import MACHINE, Memory, Recalled, check_changed, failed_names
from grader.runs.work import Work, find_work

RIGHT = """\
import numpy as np


def running_mean(v):
    return np.cumsum(v) / np.arange(1, len(v) + 1)
"""
WRONG = RIGHT.replace("1, len(v) + 1", "len(v)")


@pytest.fixture
def work(tmp_path: Path) -> Work:
    folder = tmp_path / "tiny"
    shutil.copytree(TINY.assignments / "tiny", folder)
    (folder / "running_mean.py").write_text(RIGHT, encoding="utf-8")
    return find_work(folder)


def again(work: Work, *names: str, cache: str = "cache") -> Recalled:
    return check_changed(work, names, Memory(work.folder.parent / cache, work))


def test_what_did_not_change_is_not_judged_and_says_the_same(work: Work) -> None:
    """Also where one task was named first, and then all."""
    assert again(work, "running_mean").recalled == ()
    first, second = again(work), again(work)
    assert first.recalled == ("running_mean",) and len(first.result.tasks) == 3
    assert set(second.recalled) == {"running_mean", "rescale", "reflection"}
    assert second.result.tasks == first.result.tasks
    assert second.result.earned == first.result.earned
    assert second.result.submission.digest == first.result.submission.digest


def test_only_the_task_that_changed_is_judged(work: Work) -> None:
    """An untouched stub may have its work in any other file, so here both tasks are written."""
    shutil.copy(TINY.solutions / "tiny" / "rescale.py", work.folder)
    before = again(work).result
    (work.folder / "running_mean.py").write_text(WRONG, encoding="utf-8")
    after = again(work)
    assert set(after.recalled) == {"rescale", "reflection"}
    mean, *others = after.result.tasks
    assert mean.earned is not None and mean.earned < before.tasks[0].earned
    assert tuple(others) == before.tasks[1:]
    assert after.result.earned == sum(task.earned or 0 for task in after.result.tasks)


def test_a_helper_that_the_task_imports_is_part_of_it(work: Work) -> None:
    text = "from sums import total\n\n\ndef running_mean(v):\n    return total(v)\n"
    (work.folder / "running_mean.py").write_text(text, encoding="utf-8")
    helper = RIGHT.replace("running_mean", "total")
    (work.folder / "sums.py").write_text(helper, encoding="utf-8")
    assert again(work, "running_mean").result.earned == 2
    (work.folder / "sums.py").write_text(helper.replace("+ 1)", "+ 2)"), encoding="utf-8")
    after = again(work, "running_mean")
    assert after.recalled == () and after.result.earned == 0


def test_checks_and_settings_that_changed_are_never_answered_from_memory(work: Work) -> None:
    again(work, "running_mean")
    checks = work.folder / "checks" / "test_running_mean.py"
    checks.write_text(checks.read_text(encoding="utf-8") + "\n# mine\n", encoding="utf-8")
    with pytest.raises(NotReleased):
        again(work, "running_mean")


def test_another_version_of_the_code_forgets(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    again(work, "running_mean")
    monkeypatch.setattr("grader.runs.own.remembering._code_stamp", lambda: "another")
    assert again(work, "running_mean").recalled == ()


def test_a_damaged_memory_is_no_memory(work: Work) -> None:
    again(work, "running_mean")
    cache = work.folder.parent / "cache"
    (path,) = (cache / "checks").glob("*.json")
    kept = path.read_bytes()
    assert Memory(cache, work).last_result() is not None
    for content in (b"", b"{", b"[]", b'{"code":1}', b"\xff\xfe", kept[:-1], kept[:200]):
        path.write_bytes(content)
        assert Memory(cache, work).recall({}) is None, content
        assert Memory(cache, work).last_result() is None, content
    assert again(work, "running_mean").recalled == ()


def test_a_memory_that_cannot_be_written_costs_nothing_but_time(work: Work) -> None:
    (work.folder.parent / "cache").write_text("a file", encoding="utf-8")
    assert again(work, "running_mean").result.tasks[0].status is TaskStatus.GRADED


def test_what_a_slow_machine_may_have_caused_is_judged_again(work: Work) -> None:
    text = RIGHT.replace("    return", "    os._exit(4)\n    return")
    (work.folder / "running_mean.py").write_text("import os\n" + text, encoding="utf-8")
    crashed = again(work, "running_mean").result
    assert Outcome.CRASHED in {check.outcome for check in crashed.checks}
    assert again(work, "running_mean").recalled == ()
    last = Memory(work.folder.parent / "cache", work).last_result()
    assert last is not None and failed_names(last) == ("running_mean::running_mean",)
    for outcome in sorted(MACHINE):
        (task,) = crashed.tasks
        checks = tuple(replace(check, outcome=outcome) for check in task.checks)
        result = replace(crashed, tasks=(replace(task, checks=checks),))
        memory = Memory(work.folder.parent / outcome, work)

        def judge(*_work: object, result: Result = result, **_asked: object) -> Result:
            return result

        for _time in range(2):
            assert check_changed(work, ("running_mean",), memory, judge).recalled == (), outcome


def test_what_is_known_of_a_task_stays_while_others_are_judged(work: Work) -> None:
    memory = Memory(work.folder.parent / "cache", work)
    again(work)
    for name in ("running_mean.py", "rescale.py"):
        (work.folder / name).write_text(WRONG, encoding="utf-8")
    again(work, "running_mean")
    last = memory.last_result()
    assert last is not None and [task.id for task in last.tasks] == [
        task.id for task in work.assignment.tasks
    ]
    assert "rescale" not in again(work).recalled, "it is known, and judged again all the same"


def test_last_failed_runs_what_failed_and_nothing_else(work: Work) -> None:
    (work.folder / "running_mean.py").write_text(WRONG, encoding="utf-8")
    cache = {"XDG_CACHE_HOME": str(work.folder.parent / "mine")}
    none = grade("check", "--last-failed", at=work.folder, environment=cache)
    assert none.returncode == 2 and "run `grade check` first" in none.stderr
    assert grade("check", "running_mean", at=work.folder, environment=cache).returncode == 1
    (work.folder / "running_mean.py").write_text(RIGHT, encoding="utf-8")
    mended = grade("check", "--last-failed", "--json", at=work.folder, environment=cache)
    result = json.loads(mended.stdout)
    assert mended.returncode == 0 and [task["id"] for task in result["tasks"]] == ["running_mean"]
    assert grade("check", "running_mean", at=work.folder, environment=cache).returncode == 0
    nothing = grade("check", "--lf", at=work.folder, environment=cache)
    assert nothing.returncode == 2 and "no check failed last time" in nothing.stderr


def test_it_is_said_and_can_be_run_again(work: Work) -> None:
    assert "--again" not in grade("check", "running_mean", at=work.folder).stderr
    assert "nothing changed" in grade("check", "running_mean", at=work.folder).stderr
    done = grade("check", "running_mean", "--again", at=work.folder)
    assert "nothing changed" not in done.stderr and done.returncode == 0


def test_failed_names_leave_out_what_is_blocked(work: Work) -> None:
    text = "def running_mean(v):\n    raise ValueError('mine')\n"
    (work.folder / "running_mean.py").write_text(text, encoding="utf-8")
    names = failed_names(again(work, "running_mean").result)
    assert names == ("running_mean::running_mean",)
