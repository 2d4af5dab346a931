"""Large answers lie beside the transcript, in the same bytes each time, and are read with care."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest

from grader.checking.answerers.large_answers import LARGE, zip_path
from grader.checking.answerers.transcripts import (
    FORMAT,
    RecordedCall,
    Transcript,
    TranscriptFile,
    load_transcripts,
    recording_files,
    save_transcripts,
)
from grader.errors import BadFile, RecordingRefused

SMALL, BIG = b"small", np.random.default_rng(1).bytes(3 * LARGE)


def transcripts(*answers: bytes) -> TranscriptFile:
    calls = tuple(
        RecordedCall(said="call f", key=str(at), answer=each) for at, each in enumerate(answers)
    )
    one = Transcript(check="a::b", calls=calls, margins=(), tolerance=0.0, seconds=0.0)
    return TranscriptFile(
        format=FORMAT,
        task="a",
        seed=1,
        checks="",
        reference="",
        settings="",
        versions={},
        transcripts=(one,),
    )


def saved(folder: Path, *answers: bytes) -> Path:
    path = folder / "checks" / "transcripts" / "a.json"
    save_transcripts(path, transcripts(*answers))
    return path


def test_what_was_recorded_is_read_again_and_takes_no_more_room(tmp_path: Path) -> None:
    path = saved(tmp_path, SMALL, BIG, BIG)
    assert load_transcripts(path) == transcripts(SMALL, BIG, BIG)
    assert path.stat().st_size < 2000
    assert zip_path(path).stat().st_size < 1.01 * len(BIG)
    assert recording_files(tmp_path / "checks") == [path, zip_path(path)]


def test_the_same_answers_make_the_same_bytes_and_small_ones_stay_in_the_text(
    tmp_path: Path,
) -> None:
    one, other = saved(tmp_path / "1", SMALL, BIG), saved(tmp_path / "2", SMALL, BIG)
    assert zip_path(one).read_bytes() == zip_path(other).read_bytes()
    assert one.read_bytes() == other.read_bytes()
    save_transcripts(one, transcripts(SMALL))
    assert not zip_path(one).exists() and '"large"' not in one.read_text(encoding="utf-8")


def damaged(path: Path, how: str) -> None:
    zipped = zip_path(path)
    if how == "gone":
        zipped.unlink()
    elif how == "cut":
        zipped.write_bytes(zipped.read_bytes()[:1000])
    elif how == "another":
        with zipfile.ZipFile(zipped, "w") as archive:
            archive.writestr("x", b"1")
    else:
        with zipfile.ZipFile(zipped) as archive:
            (name,) = archive.namelist()
        with zipfile.ZipFile(zipped, "w") as archive:
            archive.writestr(name, b"1")


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("gone", "are not there"),
        ("cut", "cannot be read"),
        ("another", "is not the file of this transcript"),
        ("changed", "are not what was recorded"),
    ],
)
def test_a_file_that_is_damaged_is_told_in_one_sentence(
    tmp_path: Path, how: str, said: str
) -> None:
    path = saved(tmp_path, BIG)
    damaged(path, how)
    with pytest.raises(BadFile, match=said):
        load_transcripts(path)


def test_more_than_can_be_kept_is_refused_when_it_is_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.checking.answerers.large_answers.MAX_LARGE_BYTES", 2 * LARGE)
    with pytest.raises(RecordingRefused, match="let them ask for less"):
        saved(tmp_path, BIG)
    assert not list(tmp_path.iterdir())
