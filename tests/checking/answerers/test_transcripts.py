"""The file of a task's transcripts: where it lies, what makes it stale, what breaks it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from support.cases import cases
from support.courses import students_tiny, tiny

from grader.checking.answerers.transcripts import (
    FORMAT,
    MAX_BYTES,
    Inputs,
    RecordedCall,
    Transcript,
    TranscriptFile,
    file_digest,
    judged_inputs,
    load_transcripts,
    recorded_inputs,
    recording_files,
    reference_digest,
    reference_files,
    save_transcripts,
    settings_digest,
    transcript_path,
    transcript_task,
)
from grader.errors import BadFile
from grader.model import Tolerance, Tolerances
from grader.nouns import replace

CALL = RecordedCall(said="call f", key="k" * 32, answer=b"t\0\0\0\2Nd\0\0\0\0")
ONE = Transcript(check="a::one", calls=(CALL,), margins=(), tolerance=1e-9, seconds=0.25)
FILE = TranscriptFile(
    format=FORMAT,
    task="a",
    seed=5,
    checks="sha256:c",
    reference="sha256:r",
    settings="sha256:s",
    versions={"numpy": "2.4"},
    transcripts=(ONE,),
)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = transcript_path(tmp_path, "a")
    save_transcripts(path, FILE)
    assert path == tmp_path / "transcripts" / "a.json" and load_transcripts(path) == FILE


def test_a_file_is_text_that_a_person_can_compare(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    save_transcripts(path, FILE)
    text = path.read_text(encoding="utf-8")
    assert text.endswith("\n") and '"call f"' in text and len(text.splitlines()) > 10


def test_a_transcript_is_found_by_its_check() -> None:
    assert FILE.find("a::one") is ONE and FILE.find("a::two") is None


def test_a_recording_that_only_took_longer_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    save_transcripts(path, FILE)
    before = path.stat().st_mtime_ns, path.read_bytes()
    save_transcripts(path, replace(FILE, transcripts=(replace(ONE, seconds=9.0),)))
    assert (path.stat().st_mtime_ns, path.read_bytes()) == before
    save_transcripts(path, replace(FILE, seed=6))
    assert path.read_bytes() != before[1]


def test_no_file_is_no_transcripts(tmp_path: Path) -> None:
    assert load_transcripts(tmp_path / "a.json") is None


@pytest.mark.parametrize(
    ("content", "sentence"),
    cases(
        {
            "nothing": (b"", "this is not a transcript"),
            "no JSON": (b"{", "this is not a transcript"),
            "no text": (b"\xff\xff", "this is not a transcript"),
            "a list": (b"[]", "this is not a transcript"),
            "deep": (b"[" * 100_000, "this is not a transcript"),
            "a conflict of git": (b"<<<<<<< HEAD\n{}\n", "this is not a transcript"),
            "another format": (
                msgspec.json.encode(replace(FILE, format=7)),
                f"transcript format 7 is not {FORMAT}; use the tensorgrade that made it",
            ),
        }
    ),
)
def test_a_file_that_cannot_be_used_has_a_sentence(
    content: bytes, sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    with pytest.raises(BadFile) as caught:
        load_transcripts(path)
    assert caught.value.problem.startswith(sentence)


def test_a_huge_file_is_none_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(BadFile, match="a transcript of 64 MiB is not one of ours"):
        load_transcripts(path)


def test_a_damaged_file_is_replaced_by_a_new_recording(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("{")
    save_transcripts(path, FILE)
    assert load_transcripts(path) == FILE


class TestInputs:
    """From which seed the inputs are drawn, and which recording answers them."""

    WHOLE = replace(tiny(), visible_seed=1, hidden_seed=2, grading_seed=3)

    @pytest.mark.parametrize(
        ("inputs", "seed", "secret", "name"),
        [
            (Inputs.RELEASED, 1, False, "rescale.json"),
            (Inputs.HIDDEN, 2, True, "rescale.json"),
            (Inputs.GRADING, 3, True, "rescale.grading.json"),
        ],
    )
    def test_each_has_its_seed_and_its_file(
        self, inputs: Inputs, seed: int, secret: bool, name: str
    ) -> None:
        path = inputs.path(self.WHOLE, "rescale")
        folder = self.WHOLE.solutions if secret else self.WHOLE.folder
        assert folder is not None
        assert (inputs.seed(self.WHOLE), inputs.secret) == (seed, secret)
        assert path == folder / "checks" / "transcripts" / name
        assert inputs.mistakes_path(self.WHOLE, "rescale") == folder / "checks" / "mistakes" / name
        assert transcript_task(path) == "rescale"

    def test_staff_draw_the_visible_checks_anew_where_there_is_a_seed_for_it(self) -> None:
        assert judged_inputs(self.WHOLE, hidden=False) is Inputs.GRADING
        assert recorded_inputs(self.WHOLE, hidden=False) == (Inputs.RELEASED, Inputs.GRADING)
        without = replace(self.WHOLE, grading_seed=None)
        assert judged_inputs(without, hidden=False) is Inputs.RELEASED
        assert recorded_inputs(without, hidden=False) == (Inputs.RELEASED,)

    def test_students_have_the_released_ones(self) -> None:
        assert judged_inputs(students_tiny(), hidden=False) is Inputs.RELEASED

    def test_hidden_checks_have_one_kind_of_inputs(self) -> None:
        assert judged_inputs(self.WHOLE, hidden=True) is Inputs.HIDDEN
        assert recorded_inputs(self.WHOLE, hidden=True) == (Inputs.HIDDEN,)


def test_all_that_was_recorded_is_listed_with_large_answers(tmp_path: Path) -> None:
    for name in (
        "transcripts/b.json",
        "transcripts/a.json",
        "transcripts/a.zip",
        "mistakes/a.json",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / "transcripts" / "notes.txt").write_text("")
    listed = [path.relative_to(tmp_path).as_posix() for path in recording_files(tmp_path)]
    assert listed == [
        "transcripts/a.json",
        "transcripts/b.json",
        "transcripts/a.zip",
        "mistakes/a.json",
    ]


class TestDigests:
    """What a recording was made from: where one differs, it is stale."""

    @pytest.fixture
    def solutions(self, tmp_path: Path) -> Path:
        files = {
            "a.py": "x = 1\n",
            "parts/b.py": "y = 2\n",
            "wrong/a/bad.py": "x = 2\n",
            "honest/a/other.py": "x = 1\n",
            "equivalent/a.py": "x = 1\n",
            "checks/test_a.py": "",
            "__pycache__/a.py": "",
            "notes.md": "notes",
        }
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
        return tmp_path

    def test_the_reference_is_its_python_files_alone(self, solutions: Path) -> None:
        names = [path.relative_to(solutions).as_posix() for path in reference_files(solutions)]
        assert names == ["a.py", "parts/b.py"]

    @pytest.mark.parametrize("name", ["wrong/a/bad.py", "checks/test_a.py", "notes.md"])
    def test_what_is_none_of_it_makes_nothing_stale(self, name: str, solutions: Path) -> None:
        before = reference_digest(solutions)
        (solutions / name).write_text("something else")
        assert reference_digest(solutions) == before

    @pytest.mark.parametrize(
        ("name", "text"), [("a.py", "x = 3\n"), ("parts/b.py", ""), ("c.py", "")]
    )
    def test_another_file_or_another_text_does(self, name: str, text: str, solutions: Path) -> None:
        before = reference_digest(solutions)
        (solutions / name).write_text(text)
        assert reference_digest(solutions) != before

    def test_line_ends_of_a_checkout_do_not_count(self, tmp_path: Path) -> None:
        for name, ends in (("unix", b"x = 1\ny = 2\n"), ("windows", b"x = 1\r\ny = 2\r\n")):
            (tmp_path / name).mkdir()
            (tmp_path / name / "a.py").write_bytes(ends)
        unix, windows = tmp_path / "unix", tmp_path / "windows"
        assert file_digest(unix / "a.py") == file_digest(windows / "a.py")
        assert reference_digest(unix) == reference_digest(windows)

    def test_settings_are_the_seed_the_tolerances_and_the_names(self) -> None:
        course, task = tiny(), tiny().task("rescale")
        loose = Tolerances(float64=Tolerance(absolute=0.1, relative=0.1))
        digests = {
            settings_digest(course, task, 1),
            settings_digest(course, task, 2),
            settings_digest(replace(course, tolerances=loose), task, 1),
            settings_digest(course, replace(task, defines=("g",)), 1),
        }
        assert len(digests) == 4
        same = settings_digest(replace(course, title="Another"), replace(task, title="Another"), 1)
        assert same in digests
