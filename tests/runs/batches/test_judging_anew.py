"""One submission judged anew by a process of its own: here by programs that do as a batch does."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from support.classes import NOON
from support.memory_gradebook import MemoryGradebook

from grader.errors import CalledWrongly
from grader.model import BatchRecord, Policy
from grader.runs.batches.judging_anew import FAILED, Anew, JudgingAnew

SHOWS_ARGUMENTS = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(repr(sys.argv[2:]))"


@pytest.fixture
def book(tmp_path: Path) -> MemoryGradebook:
    made = MemoryGradebook()
    made.remember_batch(batch(str(tmp_path / "class")))
    made.remember_batch(batch(""))  # one that read no folder
    (tmp_path / "class").mkdir()
    return made


def batch(folder: str) -> BatchRecord:
    return BatchRecord(assignment="tiny", began=NOON, policy=Policy(), submissions=folder)


def judging(book: MemoryGradebook, program: str, *more: str) -> JudgingAnew:
    return JudgingAnew((sys.executable, "-c", program, *more), {}, book, "tiny")


def ended(anew: JudgingAnew) -> Anew:
    """What came of it, once it ended."""
    assert anew._thread is not None
    anew._thread.join(60)
    assert anew.last is not None and not anew.last.running
    return anew.last


@pytest.mark.parametrize(
    ("program", "trouble"),
    [
        ("print('{}')", ""),
        ("import sys; print('{}'); sys.exit(3)", ""),  # judged, and held
        ("import sys; sys.exit('some warning\\ngrade: there is no submission')", "there is no sub"),
        ("import sys; sys.exit('\\x1b[31mgrade:\\x1b[0m \\x07no')", "no"),
        ("", FAILED),
        ("import os; os.kill(os.getpid(), 9)", FAILED),
    ],
)
def test_it_ends_with_a_result_or_a_sentence(
    book: MemoryGradebook, program: str, trouble: str
) -> None:
    anew = judging(book, program)
    assert anew.last is None
    anew.begin("ada", "amy")
    last = ended(anew)
    assert (last.submission, last.by) == ("ada", "amy")
    assert last.trouble.startswith(trouble) and bool(last.trouble) == bool(trouble)
    assert "\x1b" not in last.trouble and "\x07" not in last.trouble


def test_a_program_that_cannot_be_begun_is_one_sentence(book: MemoryGradebook) -> None:
    anew = JudgingAnew(("/there/is/none",), {}, book, "tiny")
    with pytest.raises(CalledWrongly, match="could not be started"):
        anew.begin("ada", "amy")
    assert anew.last is None


def test_the_batch_is_of_that_one_where_the_last_batch_found_the_class(
    book: MemoryGradebook, tmp_path: Path
) -> None:
    anew = judging(book, SHOWS_ARGUMENTS, str(tmp_path / "said"))
    anew.begin("--json; rm", "-bea")
    ended(anew)
    said = (tmp_path / "said").read_text(encoding="utf-8")
    assert said.startswith("['--json', '--rerun=all', ")
    assert said.endswith(f"'--student=--json; rm', '--by=-bea', '--', {str(tmp_path / 'class')!r}]")


def test_one_at_a_time_and_the_end_of_the_server_ends_it(
    book: MemoryGradebook, tmp_path: Path
) -> None:
    at_work = tmp_path / "at work"
    os.mkfifo(at_work)
    endless = (
        "import signal, time; signal.signal(signal.SIGINT, signal.SIG_DFL);"
        f" open({str(at_work)!r}, 'w').close(); time.sleep(600)"
    )
    anew = judging(book, endless)
    anew.begin("ada", "amy")
    at_work.read_text()  # until it is there: one that is only starting ends with other words
    with pytest.raises(CalledWrongly, match="amy has ada judged anew at this moment"):
        anew.begin("bob", "bea")
    anew.close()
    assert ended(anew) == Anew(submission="ada", by="amy", running=False, trouble=FAILED)
    anew.begin("bob", "bea")
    at_work.read_text()
    anew.close()


def test_where_nobody_knows_the_files_nothing_is_begun(
    book: MemoryGradebook, tmp_path: Path
) -> None:
    (tmp_path / "class").rmdir()
    anew = judging(book, "")
    with pytest.raises(CalledWrongly, match=r"are not at .*class of this machine any more"):
        anew.begin("ada", "amy")
    with pytest.raises(CalledWrongly, match="does not say where the submissions are"):
        judging(MemoryGradebook(), "").begin("ada", "amy")
    assert anew.last is None
