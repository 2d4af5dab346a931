"""Whatever bytes come, archives and notebooks are read within bounds or refused in a sentence.

The wire's decoder has its own in tests/wire/test_hostile.py; a longer run of all three is
`fuzz_readers.py`.
"""

from __future__ import annotations

import ast
import bz2
import gzip
import io
import json
import lzma
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.notebooks import code, markdown, notebook
from support.values import mutated

from grader.intake.reading import read_submission
from grader.sources.magics import cell_source
from grader.sources.matching.written_answers import find_written_answer
from grader.sources.notebook_cells import read_notebook

FILES = {"srn.py": b"x = 1\n" * 40, "week 1/作业.py": b"y = 2\n", "a.md": b"# a\n"}


def zipped(how: int) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", how) as archive:
        for name, content in FILES.items():
            archive.writestr(name, content)
    return held.getvalue()


def tarred(form: int) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=form) as archive:
        for name, content in (*FILES.items(), ("long" * 20 + "/" + "n" * 60 + ".py", b"z = 3\n")):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return held.getvalue()


ARCHIVES = st.sampled_from(
    [
        zipped(zipfile.ZIP_STORED),
        zipped(zipfile.ZIP_DEFLATED),
        *(tarred(form) for form in (0, 1, 2)),
    ]
)
PACKED: dict[str, Callable[[bytes], bytes]] = {
    ".zip": bytes,
    ".tar": bytes,
    ".tar.gz": lambda content: gzip.compress(content, 1),
    ".tar.bz2": bz2.compress,
    ".tar.xz": lzma.compress,
}


pytestmark = pytest.mark.filterwarnings(
    "ignore:invalid:DeprecationWarning"
)  # of escapes in texts that are parsed here


def peak_of(read: Callable[[], object]) -> int:
    """The most memory that reading took."""
    tracemalloc.start()
    try:
        read()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def archive_is_read(folder: Path, ending: str, content: bytes) -> None:
    path = folder / f"ada{ending}"
    path.write_bytes(content)
    found = read_submission(path)
    assert found.problem is None or path.name in found.problem
    assert found.problem is None or not found.files
    for file in found.files:
        assert not file.name.startswith("/") and ".." not in file.name.split("/")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("archives")


@pytest.mark.parametrize("ending", PACKED)
@given(
    content=st.binary(max_size=600)
    | st.tuples(st.sampled_from([b"PK\3\4", b"BZh9", b"\x1f\x8b\x08\0"]), st.binary()).map(b"".join)
)
def test_arbitrary_bytes_are_a_submission_or_a_sentence(
    folder: Path, ending: str, content: bytes
) -> None:
    assert peak_of(lambda: archive_is_read(folder, ending, content)) < 4 << 20


@pytest.mark.parametrize("ending", PACKED)
@given(content=mutated(ARCHIVES))
def test_a_mutated_archive_is_a_submission_or_a_sentence(
    folder: Path, ending: str, content: bytes
) -> None:
    packed = PACKED[ending](content)
    assert peak_of(lambda: archive_is_read(folder, ending, packed)) < 16 << 20


def notebook_is_read(content: bytes) -> None:
    book = read_notebook("a.ipynb", content)
    assert book.problem is None or "a.ipynb" in book.problem
    find_written_answer(book, "essay", "Essay (1+")
    for cell in book.cells:
        source = cell_source(book, cell)
        assert source.error is not None or len(source.statements) == len(
            ast.parse(source.text).body
        )


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["code", "# Essay", "%%time", "!x"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "cells",
                    "source",
                    "cell_type",
                    "metadata",
                    "tensorgrade",
                    "task",
                    "worksheets",
                    "input",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=14,
)
WHOLE = notebook(
    markdown("# Essay\nwords"), code("%time x = 1\n!ls", "mean"), code("def f():\n    return 1")
)


@given(st.binary(max_size=400))
@example(b"\xff\xfe{\0}\0")
@example(b'{"cells": [{"cell_type": "code", "source": "\\ud800"}]}')
def test_arbitrary_bytes_are_a_notebook_or_none(content: bytes) -> None:
    assert peak_of(lambda: notebook_is_read(content)) < 2 << 20


@given(mutated(st.just(WHOLE)))
def test_a_mutated_notebook_is_read_as_far_as_it_goes(content: bytes) -> None:
    assert peak_of(lambda: notebook_is_read(content)) < 2 << 20


@given(JSON)
def test_any_json_is_a_notebook_or_none(value: object) -> None:
    notebook_is_read(json.dumps(value).encode())


@given(st.text(st.sampled_from("%!? =.x1\n\\'\"#([{:\t\x00\ud800"), max_size=60))
def test_any_text_of_a_cell_is_python_or_not(text: str) -> None:
    notebook_is_read(json.dumps({"cells": [{"cell_type": "code", "source": text}]}).encode())
