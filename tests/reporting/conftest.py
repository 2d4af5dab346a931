"""The report of a small class."""

import pytest
from support.reports import small_class

from grader.reporting.class_report import ClassReport


@pytest.fixture
def whole() -> ClassReport:
    return small_class()
