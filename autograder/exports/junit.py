"""JUnit XML: a suite for each student, a case for each check, as continuous integration and Artemis read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from autograder.grading.show import clean
from autograder.grading.text import message_lines
from autograder.grading.verdict import GRADER_ERROR, PASSED, UNATTEMPTED, Verdict
from autograder.reports.results import Column, StudentResult, adjusted_lines


def junit_xml(results: Iterable[StudentResult]) -> Iterator[str]:
    """The document student by student.

    Points are properties, as the format has none. Not attempted is `skipped`, a grader error is an `error`.
    A suite whose student could not be graded at all has one case, an error.
    """
    yield '<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="autograder">\n'
    for result in results:
        yield ET.tostring(_suite(result), encoding="unicode") + "\n"
    yield "</testsuites>\n"


def _suite(result: StudentResult) -> ET.Element:
    suite = ET.Element("testsuite", name=_text(result.student))
    facts = {"total": result.score, "max_total": result.max_score, "status": result.status}
    _properties(suite, facts)
    cases = [_case(column, v) for column in result.columns for v in result.verdicts(column)]
    if result.ungraded:
        case = ET.Element("testcase", classname="submission", name="could be graded", time="0")
        ET.SubElement(case, "error", message=_text(result.status))
        cases = [case]
    suite.extend(cases)
    for outcome, attribute in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
        suite.set(attribute, str(sum(case.find(outcome) is not None for case in cases)))
    suite.set("tests", str(len(cases)))
    suite.set("time", "0")
    if lines := list(adjusted_lines(result)):
        ET.SubElement(suite, "system-out").text = _text("\n".join(lines))
    return suite


def _case(column: Column, verdict: Verdict) -> ET.Element:
    name = f"{column.lesson}.{column.name}"
    case = ET.Element("testcase", classname=_text(name), name=_text(verdict.label), time="0")
    _properties(case, {"points": verdict.points, "max_points": verdict.max_points})
    if verdict.status == PASSED:
        return case
    tag = {UNATTEMPTED: "skipped", GRADER_ERROR: "error"}.get(verdict.status, "failure")
    outcome = ET.SubElement(case, tag, message=_text(verdict.status))
    if verdict.message:
        outcome.text = _text("\n".join(message_lines(verdict.message)))
    return case


def _properties(parent: ET.Element, facts: dict[str, float | str | None]) -> None:
    properties = ET.SubElement(parent, "properties")
    for name, value in facts.items():
        if value is not None:
            text = f"{value:g}" if isinstance(value, int | float) else _text(value)
            ET.SubElement(properties, "property", name=name, value=text)


def _text(text: str) -> str:
    """Without what XML 1.0 cannot hold: `clean` leaves no control character and no half of a pair."""
    return "".join(c if c < "\ufffe" or c > "\uffff" else "\ufffd" for c in clean(text))
