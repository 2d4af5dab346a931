"""JUnit XML, as Jenkins, GitLab and others read it: one suite per task, one case per check.

By Jenkins's schema, junit-10.xsd: properties stand in a suite, never in a case, so points are the
suite's. https://github.com/jenkinsci/xunit-plugin
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from xml.etree import ElementTree as ET

from grader.model import Blame, CheckResult, Outcome, Result, TaskResult, TaskStatus
from grader.points import carried_line, points_text

from .contract import ClassRecords, Exported, Exporter

# What XML 1.0 cannot hold, https://www.w3.org/TR/xml/#charsets.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KINDS = {
    Outcome.FAILED: "failure",
    Outcome.RAISED: "failure",
    Outcome.TIMED_OUT: "failure",
    Outcome.OUT_OF_MEMORY: "failure",
    Outcome.CRASHED: "failure",
    Outcome.BLOCKED: "skipped",
    Outcome.NOT_SUBMITTED: "skipped",
    Outcome.GRADER_FAULT: "error",
}
FAULT = {
    Blame.COURSE: "Not the student's fault: the course has to mend it.",
    Blame.GRADER: "Not the student's fault: the grader failed.",
}


def junit_xml(results: Iterable[Result], name: str) -> bytes:
    """Return all results in one file called `name`.

    A held task's points are the word, never a number.
    """
    root = ET.Element("testsuites", {"name": _xml_text(name)})
    counts: Counter[str] = Counter()
    seconds = 0.0
    for result in results:
        seconds += result.seconds
        for task in result.tasks:
            root.append(_suite(result, task))
            counts.update(_counts(task))
    root.attrib.update(_attributes(counts, "tests", "failures", "errors"))
    root.set("time", f"{seconds:.3f}")
    ET.indent(root, " ")
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _suite(result: Result, task: TaskResult) -> ET.Element:
    student = result.student or result.submission.name
    suite = ET.Element(
        "testsuite",
        {
            "name": _xml_text(f"{student}: {task.id}"),
            **_attributes(_counts(task), "tests", "failures", "errors", "skipped"),
            "time": f"{sum(check.seconds for check in task.checks):.3f}",
        },
    )
    properties = ET.SubElement(suite, "properties")
    for key, value in _properties(student, task).items():
        ET.SubElement(properties, "property", {"name": _xml_text(key), "value": _xml_text(value)})
    for check in task.checks:
        suite.append(_case(result, check))
    return suite


def _properties(student: str, task: TaskResult) -> dict[str, str]:
    """Return what is said of a task: its points, and who has to mend what holds it."""
    graded = task.status is TaskStatus.GRADED
    return {
        "student": student,
        "status": task.status.value,
        "earned": points_text(task.earned) if graded else task.status.value,
        "possible": points_text(task.possible),
        **({"fault": task.blame.value} if task.blame else {}),
        **{f"points of {check.id}": _points(check) for check in task.checks if check.possible},
        **{f"fault in {check.id}": check.blame.value for check in task.checks if check.blame},
    }


def _case(result: Result, check: CheckResult) -> ET.Element:
    case = ET.Element(
        "testcase",
        {
            "classname": _xml_text(f"{result.assignment}.{check.task}"),
            "name": _xml_text(check.title),
            "time": f"{check.seconds:.3f}",
        },
    )
    _add_failure(case, check)
    if check.output:
        ET.SubElement(case, "system-out").text = _xml_text(check.output)
    return case


def _add_failure(case: ET.Element, check: CheckResult) -> None:
    """Add to a case why it did not pass, unless it did."""
    kind = _KINDS.get(check.outcome)
    if kind is None:
        return
    about = check.diagnosis.title if check.diagnosis else check.message.split("\n", 1)[0]
    first = about or check.outcome.value
    failure = ET.SubElement(case, kind, {"type": check.outcome.value, "message": _xml_text(first)})
    failure.text = _xml_text("\n".join(_failure_lines(check)))


def _failure_lines(check: CheckResult) -> Iterator[str]:
    """Yield what stands in a case that did not pass."""
    if check.diagnosis:
        yield f"{check.diagnosis.title}. {check.diagnosis.explanation}"
    if check.message:
        yield check.message
    if check.hint:
        yield f"hint: {check.hint}"
    if check.carried:
        yield carried_line(check)
    if check.blame in FAULT:
        yield FAULT[check.blame]


def _points(check: CheckResult) -> str:
    earned: Decimal | None = None if check.outcome is Outcome.GRADER_FAULT else check.earned
    return f"{points_text(earned)} of {points_text(check.possible)}"


def _counts(task: TaskResult) -> Counter[str]:
    plural = {"failure": "failures", "error": "errors", "skipped": "skipped"}
    counts = Counter(
        plural[_KINDS[check.outcome]] for check in task.checks if check.outcome in _KINDS
    )
    counts["tests"] = len(task.checks)
    return counts


def _attributes(counts: Counter[str], *names: str) -> dict[str, str]:
    return {name: str(counts[name]) for name in names}


def _xml_text(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _files(class_: ClassRecords) -> Exported:
    content = junit_xml((record.result for record in class_.records), class_.assignment.id)
    return Exported(files={"junit.xml": content}, summary=f"{len(class_.records)} submissions")


EXPORTER = Exporter(
    name="junit",
    help=(
        "Write JUnit XML: a suite for each task of a submission."
        " Of hidden checks it has title and outcome."
    ),
    output="junit.xml",
    files=_files,
)
