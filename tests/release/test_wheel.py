"""The wheel in a release: what runs here, installed and used in a new virtual environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
from support.commands import grade
from support.courses import TINY, tiny
from support.wheels import install_wheel

from grader.errors import CalledWrongly
from grader.intake.reading import read_folder
from grader.release.packing import release_files
from grader.release.wheel import build_own_wheel, read_wheel

RIGHT = TINY.solutions / "tiny" / "running_mean.py"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release with a wheel, as a student unpacks it."""
    folder = tmp_path_factory.mktemp("release") / "tiny"
    for name, content in release_files(TINY, tiny(), wheel=build_own_wheel()).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def test_it_holds_what_a_built_wheel_holds(tmp_path: Path) -> None:
    built = install_wheel(tmp_path).wheel
    own = tmp_path / "own.whl"
    own.write_bytes(build_own_wheel().content)
    names = []
    for path in (built, own):
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            names.append({name for name in archive.namelist() if not name.endswith(".pyc")})
    assert build_own_wheel().name == built.name and names[0] == names[1]
    assert build_own_wheel().content == build_own_wheel().content


def test_a_student_installs_it_in_a_new_environment_and_checks(
    unpacked: Path, tmp_path: Path
) -> None:
    """Libraries come from this environment, for tests have no network; tensorgrade does not."""
    home = tmp_path / "venv"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    (command,) = [
        line for line in readme(unpacked) if line.startswith("pip install ./tensorgrade-")
    ]
    install = [*command.split()[1:], "--no-deps", "--no-index", "--quiet"]
    subprocess.run([python, "-m", "pip", *install], cwd=unpacked, check=True, timeout=120)
    (site,) = home.glob("lib/python*/site-packages")
    bring_libraries(site)
    work = tmp_path / "work"
    shutil.copytree(unpacked, work)
    shutil.copy(RIGHT, work)
    done = subprocess.run(
        [home / "bin" / "grade", "check", "running_mean"],
        cwd=work,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0 and "2 / 2" in done.stdout, done.stdout + done.stderr
    where = subprocess.run(
        [python, "-c", "import grader; print(grader.__file__)"],
        cwd=work,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert where.startswith(str(home)), f"the installed one runs, not {sys.prefix}"


def bring_libraries(site: Path) -> None:
    """Bring what tensorgrade needs for a NumPy task from this environment: the same files."""
    for library in Path(sysconfig.get_paths()["purelib"]).iterdir():
        name = library.name
        if name.startswith(("torch", "tensorgrade", "grader", "_editable")):
            continue
        if library.is_dir() and not (site / name).exists():
            shutil.copytree(library, site / name, copy_function=linked)
        elif library.suffix == ".py":
            linked(str(library), str(site / name))


def linked(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk
        shutil.copy(source, target)


def readme(folder: Path) -> list[str]:
    return (folder / "README.md").read_text(encoding="utf-8").split("\n")


def test_the_notebook_begins_with_a_cell_that_installs_it(unpacked: Path) -> None:
    text = (unpacked / "tiny.ipynb").read_text(encoding="utf-8")
    assert f"%pip install ./{build_own_wheel().name}" in text
    assert '"id": "install"' in text
    without = release_files(TINY, tiny())
    assert (
        b"%pip" not in without["tiny.ipynb"] and b"pip install tensorgrade" in without["README.md"]
    )


def test_a_release_carries_its_workflow(unpacked: Path) -> None:
    text = (unpacked / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")
    assert "grade ci" in text and "tensorgrade-*.whl" in text


def test_the_wheel_is_no_work_of_the_students(unpacked: Path) -> None:
    names = [file.name for file in read_folder(unpacked, "tiny", tiny().ceilings).files]
    assert not [name for name in names if "whl" in name or "workflows" in name]
    assert grade("pack", "--no-check", at=unpacked).returncode == 0
    with zipfile.ZipFile(unpacked / "tiny-submission.zip") as archive:
        assert not [name for name in archive.namelist() if "whl" in name]


def test_another_file_is_no_wheel(tmp_path: Path) -> None:
    (tmp_path / "numpy-2-py3-none-any.whl").write_bytes(b"")
    with pytest.raises(CalledWrongly, match="is not a wheel of tensorgrade"):
        read_wheel(tmp_path / "numpy-2-py3-none-any.whl")
