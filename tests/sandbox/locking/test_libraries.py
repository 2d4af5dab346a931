"""The libraries that lock a process are found without ldconfig, and Python's search stays."""

import ctypes
import ctypes.util
import subprocess
import sys

import pytest

from grader.sandbox.locking import libraries


def test_both_libraries_are_imported_without_starting_a_program() -> None:
    """In a fresh interpreter, where any program that is started is an error."""
    script = (
        "import sys\n"
        "def told(event, arguments):\n"
        "    if event in ('subprocess.Popen', 'os.fork', 'os.posix_spawn'):\n"
        "        raise SystemExit(f'started {arguments}')\n"
        "sys.addaudithook(told)\n"
        "from grader.sandbox.locking.libraries import import_landlock, import_seccomp\n"
        "import_landlock().abi_version(), import_seccomp().SyscallFilter\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_name_that_is_not_there_is_looked_for_as_python_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(libraries, "NAMES", {"c": "libnone.so.0"})
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: f"found {name}")
    search = ctypes.util.find_library
    with libraries._search_known_names():
        assert ctypes.util.find_library("c") == "found c"
        assert ctypes.util.find_library("m") == "found m"
    assert ctypes.util.find_library is search
