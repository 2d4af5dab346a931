"""Grades going out: files that other programs read.  Exporters get records, never a database."""

from grader.exporters import canvas, gradescope, junit, moodle, pages, plain
from grader.exporters.contract import ClassRecords, Exported, Exporter, StudentRecord

# `grade export` has one command for each, in this order.
EXPORTERS: tuple[Exporter, ...] = (
    canvas.EXPORTER,
    moodle.EXPORTER,
    gradescope.EXPORTER,
    pages.EXPORTER,
    plain.CSV,
    plain.JSON,
    junit.EXPORTER,
)

__all__ = ["EXPORTERS", "ClassRecords", "Exported", "Exporter", "StudentRecord"]
