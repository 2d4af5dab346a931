"""Which files of a submission can decide a task's result, told by their text alone.

A file that cannot reach a task may change without the task being judged again.  So a file is left
out only when it is certain: everything that imports in a way that no text shows keeps all files in.
"""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from grader.intake.kinds import meant_name
from grader.model import Submission, SubmittedFile, Task
from grader.nouns import replace

# What can import a module, or read a file, whose name stands nowhere in the text.
_HIDDEN_WAYS = re.compile(
    r"""
    (?<!\w)(?:                      # what imports by a name that is put together
        importlib | __import__ | import_module | runpy | pkgutil | zipimport | exec | execfile
        | builtins | __builtins__ | __loader__ | __spec__ | meta_path | path_hooks
        | run_line_magic | get_ipython
    )(?!\w)
    | (?<![\w.])eval(?!\w)          # but not model.eval()
    | (?<!\w)sys\s*\.\s*modules(?!\w)
    | import\s+(?:imp|code|codeop)(?!\w)
    | %\s*(?:run|load|loadpy)(?!\w)
    | (?<!\w)(?:                    # what finds or reads files
        glob | rglob | iglob | listdir | scandir | iterdir | fileinput | linecache | getsource
        | read_text | read_bytes
    )(?!\w)
    | (?<!\w)open\s*\(
    | \\u00[4-7]                     # a letter of a notebook that is written as an escape
    """,
    re.VERBOSE,
)
# It may name modules and cannot import any, however it is read; a pickle can.
PLAIN = (".md", ".txt", ".json", ".toml", ".csv", ".tsv", ".yaml", ".yml")
_CODING = re.compile(rb"coding[:=][ \t]*([-\w.]+)")
_PLAIN_CODINGS = frozenset(
    {"utf-8", "utf8", "utf-8-sig", "ascii", "us-ascii", "latin-1", "latin1", "iso-8859-1"}
    | {"iso-8859-15", "cp1252", "windows-1252", "gbk", "gb2312", "gb18030", "big5", "utf-8-unix"}
)


def with_reaching_files(submission: Submission, task: Task, tasks: Iterable[Task]) -> Submission:
    """Return the submission with the files alone that can decide the task's result.

    Another task's own file is left out, unless code that is left names its module.  Everything
    stays where no file has exactly the task's own name, so that any may stand for it, and where
    what is left has a way to import or read a file without naming it.
    """
    own_name = PurePosixPath(task.file).name
    other_names = {PurePosixPath(other.file).name for other in tasks} - {own_name}
    kept_files = _with_named(*_split_files(submission.files, other_names))
    is_certain = own_name in {_base_name(file) for file in kept_files}
    code = [file for file in kept_files if not _is_plain(file)]
    if not is_certain or any(map(_imports_unseen, code)):
        return submission
    return replace(submission, files=tuple(file for file in submission.files if file in kept_files))


def _split_files(
    files: Iterable[SubmittedFile], names: set[str]
) -> tuple[list[SubmittedFile], list[SubmittedFile]]:
    """Return the files that have none of those names, and those that have."""
    parts: tuple[list[SubmittedFile], list[SubmittedFile]] = ([], [])
    for file in files:
        parts[_base_name(file) in names].append(file)
    return parts


def _with_named(
    files: list[SubmittedFile], other_files: list[SubmittedFile]
) -> list[SubmittedFile]:
    """Return the files with those of `other_files` that they name, and what these name in turn."""
    texts = [_code_text(file.content) for file in files if not _is_plain(file)]
    named_files = [file for file in other_files if any(_mentions(text, file) for text in texts)]
    if not named_files:
        return files
    return _with_named(
        [*files, *named_files], [file for file in other_files if file not in named_files]
    )


def _is_plain(file: SubmittedFile) -> bool:
    return meant_name(file.name).lower().endswith(PLAIN)


def _imports_unseen(file: SubmittedFile) -> bool:
    text = _code_text(file.content)
    return text is None or _HIDDEN_WAYS.search(text) is not None


def _base_name(file: SubmittedFile) -> str:
    return PurePosixPath(file.name).name


def _code_text(content: bytes) -> str | None:
    """Return a file's text as Python reads names in it; None when that cannot be told.

    So in an encoding of two bytes a character, and in one that is no plain one.
    """
    coding = _CODING.search(content[:200])
    if b"\0" in content:
        return None
    if (
        coding
        and coding[1].decode("ascii", "replace").lower().replace("_", "-") not in _PLAIN_CODINGS
    ):
        return None
    text = content.decode("utf-8", "replace")
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def _mentions(text: str | None, file: SubmittedFile) -> bool:
    """Return whether a text names a file's module; one that cannot be read might."""
    stem = re.escape(_base_name(file).rpartition(".")[0])
    return text is None or re.search(rf"(?<!\w){stem}(?!\w)", text) is not None
