"""Grades going out: files that other programs read.  Exporters get records, never a database."""

from . import canvas, csv_and_json, gradescope, junit, moodle, pages
from .contract import ClassRecords, Exported, Exporter, StudentRecord

# `grade export` has one command for each, in this order.
EXPORTERS: tuple[Exporter, ...] = (
    canvas.EXPORTER,
    moodle.EXPORTER,
    gradescope.EXPORTER,
    pages.EXPORTER,
    csv_and_json.CSV,
    csv_and_json.JSON,
    junit.EXPORTER,
)

__all__ = ["EXPORTERS", "ClassRecords", "Exported", "Exporter", "StudentRecord"]
