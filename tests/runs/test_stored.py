"""What stands beside the reference: wrong answers, honest variants, with what they import."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.courses import write, write_course

from grader.errors import BadFile
from grader.model import Assignment
from grader.runs.stored import build_reference, build_submission, honest_variants, wrong_answers


def stored(folder: Path, files: dict[str, str]) -> Assignment:
    assignment = write_course(folder)
    assert assignment.solutions is not None
    for name, text in files.items():
        write(assignment.solutions / name, text)
    return assignment


def test_wrong_answers_say_what_they_fail_in_one_line_or_more(tmp_path: Path) -> None:
    assignment = stored(
        tmp_path,
        {
            "wrong/a/one.py": "# fails: a::x\n#   fails:  a::y\ndef f(x):\n    return x\n",
            "wrong/b/other.py": "# fails: b::x\n",
        },
    )
    (answer,) = wrong_answers(assignment, assignment.tasks[0])
    assert (answer.name, answer.fails) == ("a/one", ("a::x", "a::y"))


@pytest.mark.parametrize(
    ("content", "said"), [(b"x = 1\n", "write `# fails: a::"), (b"# fails: \xff", "UTF-8")]
)
def test_a_wrong_answer_that_does_not_say_it_is_one_sentence(
    tmp_path: Path, content: bytes, said: str
) -> None:
    assignment = stored(tmp_path, {"wrong/a/one.py": ""})
    assert assignment.solutions is not None
    (assignment.solutions / "wrong" / "a" / "one.py").write_bytes(content)
    with pytest.raises(BadFile, match=said):
        wrong_answers(assignment, assignment.tasks[0])


def test_work_comes_with_what_it_imports_of_the_reference(tmp_path: Path) -> None:
    assignment = stored(
        tmp_path,
        {
            "helper.py": "from deep import x\n",
            "deep.py": "import numpy\n",
            "unused.py": "",
            "honest/a/b.py": "import helper\n",
            "honest/a/a.py": "def f(x):\n    from deep import x\n",
        },
    )
    task = assignment.tasks[0]
    files = [[file.name for file in each.files] for each in honest_variants(assignment, task)]
    assert files == [["a.py", "deep.py"], ["a.py", "helper.py", "deep.py"]]
    assert [file.name for file in build_reference(assignment, task).files] == ["a.py"]
    assert [file.name for file in build_submission(assignment, task, b"def (", "x").files] == [
        "a.py"
    ]
