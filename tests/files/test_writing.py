"""What is written is whole, and nothing that is no file is replaced."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from grader.errors import CannotWrite
from grader.files.writing import write_whole


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
@pytest.mark.parametrize("linked", [False, True])
def test_a_pipe_or_a_device_is_written_to_and_never_replaced(tmp_path: Path, linked: bool) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    (tmp_path / "link").symlink_to(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(tmp_path / "link" if linked else pipe, b"a table")
        assert os.read(reader, 100) == b"a table"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode) and (tmp_path / "link").is_symlink()
    assert sorted(tmp_path.iterdir()) == [tmp_path / "link", pipe]


def test_a_file_is_replaced_and_a_folder_is_not(tmp_path: Path) -> None:
    write_whole(tmp_path / "new" / "table.csv", b"one")
    write_whole(tmp_path / "new" / "table.csv", b"two")
    assert (tmp_path / "new" / "table.csv").read_bytes() == b"two"
    with pytest.raises(CannotWrite):
        write_whole(tmp_path / "new", b"three")
    assert [each.name for each in (tmp_path / "new").iterdir()] == ["table.csv"]
