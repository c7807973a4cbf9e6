"""Findings as JUnit XML: a test case per room, by service unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from xml.etree import ElementTree as ET  # only written here, never read

from varaamo_sync.findings import Finding
from varaamo_sync.words import Theme
from varaamo_sync_cli.media.xml import text_for_xml
from varaamo_sync_cli.render.findings.finding_order import catalogue_mark, worst_first
from varaamo_sync_cli.workspace.catalogue.validation import ValidationReport
from varaamo_sync_cli.workspace.catalogue.validation_run import ValidationRun

line = Theme("commands/validate")

_NO_UNIT = "catalogue"
_Case = tuple[str, str]
"""Service unit, or ``catalogue``; key of the room, or name of the file."""


def render(report: ValidationReport) -> str:
    """Return the findings of a run.

    A room has one failure with all that is wrong, since most readers show only the first of
    several; what is too weak to fail it stands in its output.
    """
    return _document((report, "") for report in [report])


def render_several(run: ValidationRun) -> str:
    """Return the findings of several catalogues, a suite for each service unit of each."""
    return _document((report, f"{catalogue_mark(report)} ") for report in run.reports)


def _document(reports: Iterable[tuple[ValidationReport, str]]) -> str:
    suites = ET.Element("testsuites", name="varaamo-sync validate")
    for report, before in reports:
        _write_suites(suites, report, before)
    for counted in ("tests", "failures", "errors"):
        suites.set(counted, str(sum(int(suite.get(counted, "0")) for suite in suites)))
    ET.indent(suites)
    return ET.tostring(suites, encoding="unicode", xml_declaration=False).join(
        ("<?xml version='1.0' encoding='utf-8'?>\n", "\n")
    )


def _write_suites(suites: ET.Element, report: ValidationReport, before: str) -> None:
    found: dict[_Case, list[Finding]] = defaultdict(list)
    for room in report.rooms:
        found[room.service_unit.value, room.key] = []
    for finding in report.findings:
        unit = finding.unit.value if finding.unit else _NO_UNIT
        found[unit, finding.key or report.place(finding).file].append(finding)
    for unit in dict.fromkeys(unit for unit, _ in found):
        suite = ET.SubElement(suites, "testsuite", name=text_for_xml(f"{before}{unit}"))
        cases = [(name, findings) for (of, name), findings in found.items() if of == unit]
        failures = sum(_write_case(suite, report, unit, *case) for case in cases)
        for counted, number in (("tests", len(cases)), ("failures", failures), ("errors", 0)):
            suite.set(counted, str(number))


def _write_case(
    suite: ET.Element, report: ValidationReport, unit: str, name: str, findings: Iterable[Finding]
) -> bool:
    # Readers know a case by these two, also where two catalogues have reports of their own.
    of = text_for_xml(f"{catalogue_mark(report)}.{unit}")
    case = ET.SubElement(suite, "testcase", classname=of, name=text_for_xml(name), time="0")
    ordered = worst_first(findings)
    failing = [finding for finding in ordered if report.fails(finding)]
    if failing:
        first = failing[0]
        more = f" (+ {len(failing) - 1})" if len(failing) > 1 else ""
        failure = ET.SubElement(
            case,
            "failure",
            type=first.rule,
            message=text_for_xml(report.text(first, "message") + more),
        )
        failure.text = text_for_xml(
            "\n\n".join(_finding_text(report, finding) for finding in failing)
        )
    others = [finding for finding in ordered if not report.fails(finding)]
    if others:
        output = ET.SubElement(case, "system-out")
        output.text = text_for_xml(
            "\n\n".join(_finding_text(report, finding) for finding in others)
        )
    return bool(failing)


def _finding_text(report: ValidationReport, finding: Finding) -> str:
    severity = line(f"severity.{finding.severity}", report.lang)
    place = report.place(finding)
    where = f"{place.file}:{place.line}:{place.column}"
    return (
        f"{where}: {severity} [{finding.rule}] {report.text(finding, 'message')}\n"
        f"  {line('fix', report.lang)}: {report.fix(finding)}"
    )
