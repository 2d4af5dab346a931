"""Zips that are the same bytes whenever they are made of the same files."""

import io
import zipfile
from collections.abc import Collection, Mapping

Files = dict[str, bytes]  # contents by name
# The oldest time that a zip can hold.
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_PLAIN, _EXECUTABLE = 0o100644 << 16, 0o100755 << 16
_UNIX = 3


def zip_bytes(files: Mapping[str, bytes], executable: Collection[str] = ()) -> bytes:
    """Return a zip of the files by name, in their order; those named may be executed."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            member = zipfile.ZipInfo(name, ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = _EXECUTABLE if name in executable else _PLAIN
            member.create_system = _UNIX
            archive.writestr(member, data)
    return content.getvalue()
