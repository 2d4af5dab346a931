"""A wheel of the tensorgrade that runs, so that students can install just that one.

Format: https://packaging.python.org/en/latest/specifications/binary-distribution-format/
"""

import base64
import hashlib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import grader
from grader.errors import CalledWrongly
from grader.files.templates import shipped_templates_folder
from grader.files.zips import Files, zip_bytes
from grader.nouns import frozen

NAME = "tensorgrade"
INFO = ("METADATA", "WHEEL", "entry_points.txt", "licenses/LICENSE")


@frozen
class Wheel:
    """A wheel of tensorgrade: its file name and its bytes."""

    name: str
    content: bytes

    @property
    def install(self) -> str:
        """Return the command that installs it, in the folder that it lies in."""
        return f"pip install ./{self.name}"


def read_wheel(path: Path) -> Wheel:
    """Return the wheel in a file.  Raises CalledWrongly for what is none of tensorgrade."""
    if not path.name.startswith(f"{NAME}-") or path.suffix != ".whl":
        raise CalledWrongly(
            f"{path} is not a wheel of tensorgrade, which is called {NAME}-VERSION-….whl; without"
            " FILE one is made of the tensorgrade that runs here"
        )
    return Wheel(path.name, path.read_bytes())


def build_own_wheel() -> Wheel:
    """Return a wheel of this installation.

    The same bytes for the same files.  Raises CalledWrongly where tensorgrade was never installed,
    only its folder is on the path.
    """
    try:
        installation = distribution(NAME)
    except PackageNotFoundError as error:
        raise CalledWrongly(
            "tensorgrade is not installed here, so its metadata is not known; install it with pip,"
            " or give a wheel with --wheel FILE"
        ) from error
    files = {**_package_files(), **_metadata_files(installation)}
    info = f"{NAME}-{installation.version}.dist-info"
    record = "".join(f"{name},{_hash(content)},{len(content)}\n" for name, content in files.items())
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    return Wheel(f"{NAME}-{installation.version}-py3-none-any.whl", zip_bytes(files))


def _package_files() -> Files:
    """Return the package's files by their names in a wheel, templates inside it."""
    places = {
        "grader": Path(grader.__file__).parent,
        "grader/_templates": shipped_templates_folder(),
    }
    files: Files = {}
    for top, folder in places.items():
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                files[f"{top}/{path.relative_to(folder).as_posix()}"] = path.read_bytes()
    return dict(sorted(files.items()))


def _metadata_files(installation: Distribution) -> Files:
    info = f"{NAME}-{installation.version}.dist-info"
    texts = ((name, installation.read_text(name)) for name in INFO)
    return {f"{info}/{name}": text.encode() for name, text in texts if text is not None}


def _hash(content: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"sha256={digest}"
