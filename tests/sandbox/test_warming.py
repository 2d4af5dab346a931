"""What is prepared before a student process sees student code."""

from __future__ import annotations

import gc
import json
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.sandbox.inside.substitutes.standins import Guard
from grader.sandbox.starting.interpreter import build_environment
from grader.sandbox.warming import loaded_versions, without_garbage

PREPARED = """
import json, os, resource, sys
from pathlib import Path
from grader.model import Device, ServerKind
from grader.sandbox.packages import Allowed
from grader.sandbox.warming import enter_folder, prepare_child, warm_up
sys.argv.append("an argument")
surroundings = warm_up(ServerKind.NUMPY, Allowed(), 64, train=False)
enter_folder(Path(sys.argv[1]), Device.CPU)
prepare_child(surroundings)
limits = {name: resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))[0]
          for name in ("AS", "CORE", "NOFILE", "FSIZE")}
try:
    bytearray(256 << 20)
    memory = "taken"
except MemoryError:
    memory = "refused"
import tempfile
import torch
print(json.dumps({"limits": limits, "environment": dict(os.environ), "memory": memory,
                  "folder": os.getcwd(), "temporary": tempfile.gettempdir(), "argv": sys.argv,
                  "torch": bool(torch), "drawn": "numpy.random" in sys.modules}))
"""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A folder, and what a process says of itself that was prepared to run student code in it."""
    folder = tmp_path_factory.mktemp("own")
    done = subprocess.run(
        [sys.executable, "-c", PREPARED, folder],
        env={**build_environment(1), "SECRET": "x"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder, json.loads(done.stdout)


def test_the_folder_is_its_home_and_its_whole_environment(
    prepared: tuple[Path, dict[str, Any]],
) -> None:
    folder, says = prepared
    environment = says["environment"]
    assert says["folder"] == says["temporary"] == environment["HOME"] == str(folder)
    assert environment["USER"] == "student" and environment["CUDA_VISIBLE_DEVICES"] == ""
    assert not {"SECRET", "PATH", "PYTHONPATH"} & set(environment)
    assert says["argv"] == [""], "a script that reads its command line finds none"


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel limits memory on Linux")
def test_its_limits_hold(prepared: tuple[Path, dict[str, Any]]) -> None:
    limits = prepared[1]["limits"]
    assert prepared[1]["memory"] == "refused"
    assert (limits["CORE"], limits["NOFILE"], limits["FSIZE"]) == (0, 256, 64 << 20)


def test_without_torch_a_stand_in_is_there_that_is_false(
    prepared: tuple[Path, dict[str, Any]],
) -> None:
    assert prepared[1]["torch"] is False and prepared[1]["drawn"] is True


def test_no_garbage_is_collected_in_the_block_and_what_is_there_is_left_for_good() -> None:
    frozen = gc.get_freeze_count()
    try:
        with without_garbage():
            assert not gc.isenabled()
        assert gc.isenabled() and gc.get_freeze_count() > frozen
    finally:
        gc.unfreeze()


def test_garbage_is_collected_again_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), without_garbage():
        raise ZeroDivisionError
    assert gc.isenabled()
    gc.unfreeze()


def test_versions_are_those_of_what_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    expected = {"python": platform.python_version(), "numpy": np.__version__}
    assert loaded_versions() == expected
    monkeypatch.setitem(sys.modules, "torch", Guard())
    assert loaded_versions() == expected, "a stand-in has no version"
