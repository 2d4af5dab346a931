"""What student code may do: files of its own, the course's packages, answers that do no harm."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest
from support.cases import cases
from support.processes import HOW, LIMITS, Student, submission, task

from grader.model import ServerKind, SubmittedFile
from grader.sandbox.failures import StudentRaised, StudentStopped
from grader.sandbox.process import StudentProcess
from grader.sandbox.starting.launchers import Launcher, make_launcher

TORCH = task(server="torch")


def text_of(student: Student) -> str:
    """What a call of f raises, as text."""
    with pytest.raises(StudentRaised) as caught:
        student.call()
    return caught.value.raised.text


@pytest.mark.parametrize(
    "body",
    cases(
        {
            "a file": "open('a.txt', 'w').write('x'); return open('a.txt').read() == 'x'",
            "a folder": "os.makedirs('a/b'); Path('a/b/c').touch(); return os.path.exists('a/b/c')",
            "in a folder that was there at home": "open('out/a', 'w').close(); return True",
            "renamed": "Path('a').touch(); os.rename('a', 'b'); os.remove('b'); return True",
            "at home": "(Path.home() / 'm.txt').write_text('x'); return True",
            "temporary": "return tempfile.NamedTemporaryFile('w').write('x') == 1",
            "a temporary folder": (
                "with tempfile.TemporaryDirectory() as made:\n"
                "        Path(made, 'x').write_text('1')\n    return not Path(made).exists()"
            ),
            "copied": "shutil.copy('x.txt', 'y'); shutil.copy2('x.txt', 'z'); return True",
            "saved": "np.savez('w', a=np.ones(2)); return np.load('w.npz')['a'].sum() == 2",
            "logged": (
                "logging.basicConfig(filename='l.txt', force=True); logging.error('x')\n"
                "    logging.shutdown(); return 'x' in Path('l.txt').read_text()"
            ),
        }
    ),
)
def test_files_may_be_written_into_the_own_folder(open_: Callable[..., Student], body: str) -> None:
    student = open_(
        "import logging, os, shutil, tempfile\nfrom pathlib import Path\nimport numpy as np\n\n"
        f"def f():\n    {body}\n",
        **{"x.txt": "x"},
    )
    assert student.call() in (True, 1)


def test_weights_that_are_saved_can_be_loaded(open_: Callable[..., Student]) -> None:
    student = open_(
        """
        import torch

        def f():
            first, second = torch.nn.Linear(2, 2), torch.nn.Linear(2, 2)
            torch.save(first.state_dict(), "weights.pt")
            second.load_state_dict(torch.load("weights.pt"))
            return bool((first.weight == second.weight).all())
        """,
        tasks=(TORCH,),
    )
    assert student.call() is True


def test_what_a_check_wrote_is_gone_at_its_end_and_what_loading_wrote_stays(
    open_: Callable[..., Student],
) -> None:
    student = open_("""
        import os
        open("from_loading", "w").close()

        def f():
            names = sorted(os.listdir("."))
            os.makedirs("new/deep")
            open("new/deep/file", "w").close()
            return names
    """)
    assert student.call() == ["a.py", "from_loading"]
    assert student.finish() == ((), ())
    student.begin("a")
    assert student.call() == ["a.py", "from_loading"]


@pytest.mark.parametrize("place", ["x.txt", "work/x.txt", "work/more/x.txt"])
def test_own_files_are_found_by_the_names_that_code_uses(
    open_: Callable[..., Student], place: str
) -> None:
    """Work is handed in with the folder that it lies in."""
    name = place.removeprefix("work/")
    files = {
        place: b"mine",
        "work/a.py" if name != place else "a.py": READING.format(name).encode(),
    }
    assert open_(**files).call() == ["mine", "mine"]


READING = """
from pathlib import Path

def f():
    beside = Path(__file__).parent / {0!r}
    return [open({0!r}).read(), beside.read_text()]
"""


def test_an_own_file_that_was_changed_all_the_same_is_told_at_the_end(
    open_: Callable[..., Student],
) -> None:
    student = open_("import os\ndef f():\n    os.rename('x.txt', 'y.txt')\n", **{"x.txt": "x"})
    with pytest.raises(StudentRaised):
        student.call()
    student = open_(
        "import os\ndef f():\n    os.replace('y.txt', 'x.txt')\nopen('y.txt', 'w').close()\n",
        **{"x.txt": "x"},
    )
    with pytest.raises(StudentRaised):
        student.call()
    assert student.finish() == ((), ())


@pytest.mark.parametrize(
    "body",
    cases(
        {
            "bytes": "open(f'x{n}', 'wb').write(b'x' * (1 << 22))",
            "files": "[open(f'{n}-{k}', 'w').close() for k in range(100)]",
            "folders": "os.makedirs('/'.join(['deep'] * 50)); os.chdir('deep')",
        }
    ),
)
def test_a_folder_that_is_filled_is_the_end(open_: Callable[..., Student], body: str) -> None:
    student = open_(
        "import itertools, os, time\ndef f():\n    for n in itertools.count():\n        "
        f"{body}\n        time.sleep(0.001)\n"
    )
    with pytest.raises(StudentStopped, match=r"wrote more than 64 MiB or 1,000 files"):
        student.call()


@pytest.fixture
def with_networkx(how: str) -> Iterator[Launcher]:
    """A launcher of a course that allows networkx."""
    launcher = make_launcher(
        ServerKind.NUMPY, LIMITS, train=False, packages=("networkx",), **HOW[how]
    )
    yield launcher
    launcher.close()


ALLOWED = "this course allows NumPy, the standard library"


def test_a_package_that_the_course_allows_can_be_imported(with_networkx: Launcher) -> None:
    for line, answer in (
        ("import networkx\n    return networkx.path_graph(3).number_of_edges()", 2),
        ("from networkx.algorithms import shortest_path\n    return 2", 2),
    ):
        student = Student(with_networkx, (task(),), {"a_py": f"def f():\n    {line}\n"})
        student.begin("a")
        assert student.call() == answer
        student.process.kill()
    student = Student(with_networkx, (task(),), {"a_py": "def f():\n    import jinja2\n"})
    student.begin("a")
    assert f"{ALLOWED}, networkx" in text_of(student)
    student.process.kill()


# A spawned process imports PyTorch each time, so that one package stands for all there.
PLACES = [
    (how, server, package)
    for how in HOW
    for server in ("numpy", "torch")
    for package in ("jinja2", "networkx", "pytest", "psutil", "klingon")
    if (how, server) != ("spawned", "torch") or package == "networkx"
]


@pytest.mark.parametrize(("how", "server", "package"), PLACES)
def test_what_is_not_allowed_raises_the_error_that_code_expects(
    open_: Callable[..., Student], server: str, package: str
) -> None:
    """Whether it is installed, or loaded by a library, makes no difference."""
    student = open_(
        f"""
        import {package}
        import numpy as np, {package} as other
        from {package} import something
        import {package}.part

        try:
            import {package}
        except ImportError:
            there = False

        def f(how="unused"):
            if how == "used":
                return other.something()
            if how == "imported":
                import {package}
            return [there, np.ones(1)[0]]
        """,
        tasks=(task(server=server),),
    )
    assert student.call() == [False, 1.0]
    for how_used in ("used", "imported"):
        with pytest.raises(StudentRaised) as caught:
            student.call(how_used)
        raised = caught.value.raised
        assert raised.kind == "ModuleNotFoundError"
        assert raised.text.startswith(
            f"{package} cannot be imported here: this course allows NumPy"
        )


def opened_with(
    launcher: Launcher, files: Mapping[str, str | bytes], given: dict[str, bytes]
) -> tuple[Student, str]:
    """A submission beside files of the course, and the notes on its task."""
    student = Student.__new__(Student)
    student.process = StudentProcess(launcher, LIMITS)
    courses = tuple(SubmittedFile(name=name, content=content) for name, content in given.items())
    student.process.hand_in(submission("s", **files), (task(),), ("a",), course_files=courses)
    student.survey = student.process.survey()
    student.check = 0
    student.begin("a")
    return student, " ".join(student.survey["a"].notes)


def test_the_course_s_files_are_there_and_always_the_course_s_copy(
    launchers: Callable[[str, str], Launcher], how: str
) -> None:
    code = "import helpers\ndef f():\n    return [helpers.scale(2), open('data/n.txt').read()]\n"
    given = {"helpers.py": b"def scale(x):\n    return 3 * x\n", "data/n.txt": b"course"}
    own = {"helpers.py": "def scale(x):\n    return 0\n", "data/n.txt": "mine", "n.txt": "other"}
    for folder, files in (("", {}), ("", own), ("hw/", own)):
        placed = {f"{folder}{name}": text for name, text in {"a.py": code, **files}.items()}
        student, notes = opened_with(launchers(how, "numpy"), placed, given)
        assert student.call() == [6, "course"]
        assert ("helpers.py is not as the course gave it" in notes) is bool(files)
        assert "n.txt" in notes if files else not notes
        student.process.kill()


def test_a_copy_that_is_as_the_course_gave_it_needs_no_note(
    launchers: Callable[[str, str], Launcher], how: str
) -> None:
    same = {"n.txt": b"1"}
    student, notes = opened_with(launchers(how, "numpy"), {"a.py": "def f(): ...\n", **same}, same)
    assert not notes
    student.process.kill()


def test_a_syntax_error_names_the_python_that_reads_it(open_: Callable[..., Student]) -> None:
    assert "(read with Python 3." in text_of(open_("def f():\n    return 1 +\n"))
