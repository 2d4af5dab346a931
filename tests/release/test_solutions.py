"""Solutions as students get them once nobody can earn points with them any more."""

from __future__ import annotations

import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from support.cases import cases
from support.classes import DUE, extension, policy
from support.courses import tiny, write_course

from grader.errors import CalledWrongly, ReleaseRefused
from grader.model import Extension
from grader.nouns import replace
from grader.release.solutions import need_past_deadline, release_solutions

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("rules", "extensions", "last"),
    cases(
        {
            "the deadline": ({"due": DUE}, [], DUE),
            "with grace": ({"due": DUE, "grace_minutes": 30}, [], DUE + timedelta(minutes=30)),
            "with days that still earn something": (
                {"due": DUE, "cutoff_days": 7},
                [],
                DUE + 7 * DAY,
            ),
            "somebody's extension": ({"due": DUE}, [extension(days=3)], DUE + 3 * DAY),
            "the latest of several": (
                {"due": DUE},
                [extension(days=3), extension("bob", until=DUE + 2 * DAY)],
                DUE + 3 * DAY,
            ),
            "an extension that ends before the deadline": (
                {"due": DUE},
                [extension(until=DUE - DAY)],
                DUE,
            ),
        }
    ),
)
def test_until_nobody_can_earn_points_any_more_solutions_stay(
    rules: dict[str, object], extensions: list[Extension], last: datetime
) -> None:
    of = policy(**rules)
    with pytest.raises(ReleaseRefused) as caught:
        need_past_deadline(of, extensions, last - timedelta(seconds=1))
    assert "work on tiny may still earn points until " in str(caught.value)
    assert str(caught.value).endswith("or now with --early")
    need_past_deadline(of, extensions, last)


def test_without_a_deadline_nothing_is_in_the_way() -> None:
    need_past_deadline(policy(), [extension(days=3)], DUE - 1000 * DAY)


def test_the_zip_holds_the_reference_without_its_markers_and_nothing_secret(tmp_path: Path) -> None:
    path = release_solutions(tiny(), tmp_path / "out")
    assert path == tmp_path / "out" / "tiny-solutions.zip"
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    assert {name.partition("/")[0] for name in files} == {"tiny-solutions"}
    assert "tiny-solutions/running_mean.py" in files
    for text in files.values():
        assert "SOLUTION" not in text and "seed" not in text
    assert not [name for name in files if "checks" in name or name.endswith(".toml")]
    again = release_solutions(tiny(), tmp_path / "again")
    assert again.read_bytes() == path.read_bytes()


def test_what_stands_between_the_markers_stays(tmp_path: Path) -> None:
    assignment = write_course(tmp_path)
    with zipfile.ZipFile(release_solutions(assignment, tmp_path)) as archive:
        text = archive.read("demo-solutions/a.py").decode()
    assert text == "def f(x):\n    return 2.0 * x\n"


def test_without_solutions_there_is_nothing_to_release(tmp_path: Path) -> None:
    with pytest.raises(CalledWrongly):
        release_solutions(replace(tiny(), solutions=None), tmp_path)
