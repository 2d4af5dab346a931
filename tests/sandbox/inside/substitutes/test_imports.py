"""What student code may import, and why it cannot."""

from __future__ import annotations

import pytest

from grader.sandbox.inside.substitutes.imports import Imports
from grader.sandbox.packages import Allowed

IMPORTS = Imports(Allowed(), (), with_torch=False)


@pytest.mark.parametrize("name", ["json", "os.path", "xml.dom"])
def test_the_standard_library_can_be_imported(name: str) -> None:
    assert IMPORTS.absence(name) is None
