"""The report of a class as JSON."""

import msgspec

from grader.reporting.class_report import ClassReport


def report_json(report: ClassReport) -> str:
    """Return the report as one JSON object, `tensorgrade/report/1`, its fields as the nouns say."""
    return msgspec.json.format(msgspec.json.encode(report), indent=1).decode("utf-8")
