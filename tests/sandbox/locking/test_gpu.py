"""What a process on a GPU may do beyond the others; no driver is asked."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from grader.model import Device, Level
from grader.sandbox.locking import namespaces
from grader.sandbox.locking.gpu import gpu_environment
from grader.sandbox.locking.levels import probe_locks
from grader.sandbox.starting.interpreter import build_environment

locks = pytest.mark.skipif(
    probe_locks().level is Level.PROCESS, reason="this machine has no locks to try"
)
COMMANDS = """
import fcntl, sys
from grader.model import Device
from grader.sandbox.locking.syscalls import build_filter
file = open("/dev/null")
build_filter(Device(sys.argv[1])).load()
for command in (0xC0204600 + 42, 39, 0x30000001, 0x5413, 0x8901):
    try:
        fcntl.ioctl(file, command)
    except OSError as error:
        print(error.errno)
"""
FILES = """
import sys
from pathlib import Path
from grader.model import Device
from grader.sandbox.locking import gpu, lockdown
device, own, mine = Device(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
gpu.device_files = lambda: [own]
lockdown.check_locks = lambda folders: None
lockdown.Locks([], mine, device).apply(mine)
try:
    own.open("r+b").close()
    print("reached")
except PermissionError:
    print("not reached")
"""


def said(script: str, *arguments: object) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


@locks
def test_only_on_a_gpu_is_the_driver_asked_anything() -> None:
    """A command that is let through reaches /dev/null, which does not know it."""
    forbidden, unknown = str(errno.EPERM), str(errno.ENOTTY)
    assert said(COMMANDS, Device.CPU) == [forbidden] * 5
    assert said(COMMANDS, Device.CUDA) == [unknown] * 3 + [forbidden] * 2


@locks
def test_only_on_a_gpu_are_its_files_reached(tmp_path: Path) -> None:
    own, mine = tmp_path / "nvidia0", tmp_path / "mine"
    own.write_bytes(b"")
    mine.mkdir()
    assert said(FILES, Device.CPU, own, mine) == ["not", "reached"]
    assert said(FILES, Device.CUDA, own, mine) == ["reached"]


def test_the_outer_wall_lets_the_gpu_s_files_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(namespaces, "device_files", lambda: [Path("/dev/nvidia0")])
    monkeypatch.setattr(namespaces, "system_files", lambda: [Path("/proc/driver/nvidia")])
    on_gpu, on_cpu = (
        " ".join(namespaces.bubblewrap_command(device)) for device in (Device.CUDA, Device.CPU)
    )
    assert "--dev-bind /dev/nvidia0 /dev/nvidia0" in on_gpu
    assert "--ro-bind /proc/driver/nvidia /proc/driver/nvidia" in on_gpu
    assert "nvidia" not in on_cpu


def test_a_process_on_the_cpu_finds_no_gpu_and_one_on_a_gpu_finds_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there = {"CUDA_VISIBLE_DEVICES": "1", "HOME": "/root"}
    assert gpu_environment(Device.CPU, there) == {"CUDA_VISIBLE_DEVICES": ""}
    on_gpu = gpu_environment(Device.CUDA, there)
    assert on_gpu["CUDA_VISIBLE_DEVICES"] == "1" and on_gpu["CUBLAS_WORKSPACE_CONFIG"] == ":4096:8"
    assert "HOME" not in on_gpu
    assert "CUDA_VISIBLE_DEVICES" not in gpu_environment(Device.CUDA, {})
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "1")
    assert build_environment(1)["CUDA_VISIBLE_DEVICES"] == ""
    assert build_environment(1, Device.CUDA)["CUDA_VISIBLE_DEVICES"] == "1"
