"""A longer run of what the suite fuzzes briefly, guided by coverage.

The wire, the notebook reader, the archive reader.

It needs atheris (https://github.com/google/atheris), which is no part of the tests' extra: it has
wheels for Linux only.

    python -m venv /tmp/fuzz && /tmp/fuzz/bin/pip install atheris -e .
    /tmp/fuzz/bin/python tests/attacks/fuzz_readers.py wire -max_total_time=300
    /tmp/fuzz/bin/python tests/attacks/fuzz_readers.py notebook -max_total_time=300
    /tmp/fuzz/bin/python tests/attacks/fuzz_readers.py archive -max_total_time=300

The first word says what is fuzzed; the rest is libFuzzer's (https://llvm.org/docs/LibFuzzer.html).
It starts from a few whole inputs, prints how many were executed, and stops at the first that raises
what it must not, takes over 10 s, or over 1 GiB: libFuzzer then writes that input into a temporary
folder (`crash-…`, `timeout-…`, `oom-…`) and says which; giving the file's name runs it again.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris
import numpy as np

from grader.model.values import Handle

with atheris.instrument_imports(
    include=["grader.wire", "grader.sandbox.inside", "grader.intake", "json", "tarfile", "zipfile"]
):
    import json
    import tarfile
    import zipfile

    from grader.errors import WireError
    from grader.intake.reading import read_submission
    from grader.sources.magics import cell_source
    from grader.sources.matching.written_answers import find_written_answer
    from grader.sources.notebook_cells import read_notebook
    from grader.wire.decoding import decode
    from grader.wire.messages import Answer, Finished, Raised, pack, unpack
from grader.wire.encoding import encode

ENDINGS = (".zip", ".tar", ".tar.gz")
FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-"))


def wire(data: bytes) -> None:
    """A value or WireError; and a value that was read is written as it was, or as its equal."""
    with contextlib.suppress(WireError):
        unpack(data)
    try:
        value = decode(data)
    except WireError:
        return
    again = encode(value)
    assert encode(decode(again)) == again, data


def notebook(data: bytes) -> None:
    """Cells, each Python or not; never an exception."""
    book = read_notebook("a.ipynb", data)
    find_written_answer(book, "essay", "Essay")
    for cell in book.cells:
        cell_source(book, cell)


def archive(data: bytes) -> None:
    """Files or a problem.  The first byte chooses the ending."""
    ending = ENDINGS[data[0] % 3] if data else ".zip"
    path = FOLDER / f"a{ending}"
    path.write_bytes(gzip.compress(data[1:], 1) if ending.endswith("gz") else data[1:])
    found = read_submission(path)
    assert not (found.problem and found.files)


def archives() -> list[bytes]:
    """A zip and a tar, each behind the byte that chooses its ending."""
    zipped, tarred = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("week 1/srn.py", "x = 1\n" * 9)
    with tarfile.open(fileobj=tarred, mode="w", format=tarfile.PAX_FORMAT) as whole:
        whole.addfile(tarfile.TarInfo("作业/" + "n" * 120 + ".py"))
    return [b"\0" + zipped.getvalue(), b"\1" + tarred.getvalue(), b"\2" + tarred.getvalue()]


def notebooks() -> list[bytes]:
    """A notebook of three cells."""
    cells = [
        ("markdown", "# Essay\nwords"),
        ("code", "%time x = 1\n!ls"),
        ("code", "def f():\n    return 1"),
    ]
    return [
        json.dumps(
            {"cells": [{"cell_type": kind, "source": text} for kind, text in cells]}
        ).encode()
    ]


def messages() -> list[bytes]:
    """What a student process sends."""
    answer = Answer(
        1,
        {"a": (1, 2.5, 1j, None, True, "x", b"y", [10**30, np.ones((2, 3))]), "b": Handle(1, "M")},
        {},
    )
    return [
        pack(answer),
        pack(Raised(1, "E", "x", "a.py", 3, "", False)),
        pack(Finished(1, (), (), ("a",))),
    ]


TARGETS: dict[str, tuple[Callable[[bytes], None], Callable[[], list[bytes]]]] = {
    "wire": (wire, messages),
    "notebook": (notebook, notebooks),
    "archive": (archive, archives),
}


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        raise SystemExit(
            f"usage: fuzz_readers.py {'|'.join(TARGETS)} [options of libFuzzer] [files]"
        )
    target, seeds = TARGETS[sys.argv[1]]
    corpus = FOLDER / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(seeds()):
        (corpus / str(number)).write_bytes(seed)
    options = ["-timeout=10", "-rss_limit_mb=1024", "-max_len=4096", f"-artifact_prefix={FOLDER}/"]
    given = [word for word in sys.argv[2:] if not word.startswith("-")]
    atheris.Setup([sys.argv[0], *options, *sys.argv[2:], *([] if given else [str(corpus)])], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
