"""The file of stored mistakes: written whole, read with a sentence for whatever is wrong."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest
from support.cases import cases

from grader.diagnosis.fingerprints import fingerprint
from grader.diagnosis.mistakes import (
    FORMAT,
    MAX_BYTES,
    Imprint,
    Mistake,
    MistakesFile,
    join_mistakes,
    load_mistakes,
    save_mistakes,
    with_words,
)
from grader.errors import BadFile
from grader.model import Outcome

ANSWERED = Imprint(Outcome.FAILED, at=1, answer=fingerprint(np.arange(3.0)), apart=0.5, telling=2)
RAISED = Imprint(Outcome.RAISED, text="ValueError: # and #")


def mistake(name: str, **imprints: Imprint) -> Mistake:
    return Mistake(name, f"{name} is wrong", f"Look at {name}.", imprints)


FILE = MistakesFile(
    FORMAT, "srn", "sha256:a", "sha256:b", "sha256:c", (mistake("early", one=ANSWERED, two=RAISED),)
)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "mistakes" / "srn.json"
    save_mistakes(path, FILE)
    assert load_mistakes(path) == FILE
    assert [each.name for each in path.parent.iterdir()] == ["srn.json"]


def test_a_file_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert load_mistakes(tmp_path / "srn.json") is None


def test_writing_again_replaces_the_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "srn.json"
    save_mistakes(path, FILE)
    shorter = msgspec.structs.replace(FILE, mistakes=())
    save_mistakes(path, shorter)
    assert load_mistakes(path) == shorter


@pytest.mark.parametrize(
    ("content", "sentence"),
    cases(
        {
            "nothing": (b"", "this is no file of mistakes"),
            "no JSON": (b"{", "this is no file of mistakes"),
            "no text": (b"\xff\xfe{}", "this is no file of mistakes"),
            "a list": (b"[]", "this is no file of mistakes"),
            "a field that is missing": (b'{"format": 1}', "this is no file of mistakes"),
            "an outcome that is none": (
                msgspec.json.encode(FILE).replace(b"RAISED", b"BORED"),
                "this is no file of mistakes",
            ),
            "deep": (b"[" * 100_000, "this is no file of mistakes"),
            "another format": (
                msgspec.json.encode(msgspec.structs.replace(FILE, format=FORMAT + 1)),
                f"format {FORMAT + 1} is not {FORMAT}; use the tensorgrade that made it",
            ),
        }
    ),
)
def test_a_file_that_cannot_be_used_has_a_sentence(
    content: bytes, sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "srn.json"
    path.write_bytes(content)
    with pytest.raises(BadFile) as caught:
        load_mistakes(path)
    assert caught.value.path == path and sentence in caught.value.problem


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "srn.json"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(BadFile, match="it is too large for a file of mistakes; fetch it again"):
        load_mistakes(path)


def test_a_folder_in_its_place_has_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"it cannot be read \(Is a directory\); fetch it again"):
        load_mistakes(tmp_path)


class TestJoined:
    """Visible and hidden checks are recorded apart, and a mistake fails both."""

    def test_a_mistake_of_both_ends_the_checks_of_both(self) -> None:
        (both,) = join_mistakes([mistake("early", one=ANSWERED)], [mistake("early", two=RAISED)])
        assert both.imprints == {"one": ANSWERED, "two": RAISED}

    def test_mistakes_of_either_stay(self) -> None:
        names = [each.name for each in join_mistakes([mistake("a")], [mistake("b"), mistake("c")])]
        assert names == ["a", "b", "c"]

    def test_of_one_check_the_second_recording_is_right(self) -> None:
        (both,) = join_mistakes([mistake("early", one=ANSWERED)], [mistake("early", one=RAISED)])
        assert both.imprints == {"one": RAISED}

    def test_nothing_joined_to_nothing_is_nothing(self) -> None:
        assert join_mistakes([], []) == ()


def test_words_are_renewed_and_nothing_else() -> None:
    renewed = with_words(FILE, {"early": ("It comes early", "Count again."), "other": ("", "")})
    (told,) = renewed.mistakes
    assert (told.title, told.explanation) == ("It comes early", "Count again.")
    assert told.imprints == FILE.mistakes[0].imprints
    assert renewed.made_from == FILE.made_from
