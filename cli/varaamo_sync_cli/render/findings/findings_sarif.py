"""Findings as SARIF 2.1.0, the form that code hosts read."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from varaamo_sync.findings import Finding, Severity
from varaamo_sync.model import Lang
from varaamo_sync_cli.render.findings.validation_report import Report, fingerprinted
from varaamo_sync_cli.workspace.rulebook import Known, known

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}


def render(report: Report) -> str:
    """Return the findings of a run, those that the baseline knows marked as unchanged."""
    findings = (*report.known, *report.findings)
    rules = sorted({finding.rule for finding in findings})
    places = {rule: place for place, rule in enumerate(rules)}
    results = [
        _result(report, finding, mark, places[finding.rule], is_known=number < len(report.known))
        for number, (finding, mark) in enumerate(fingerprinted(report, findings))
    ]
    name = report.catalogue.id if report.catalogue else "catalogue"
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "varaamo-sync",
                        "version": version("varaamo-sync"),
                        "rules": [_rule(known(rule), report.lang) for rule in rules],
                    }
                },
                "automationDetails": {"id": f"varaamo-sync/{name}/"},
                "language": report.lang,
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False) + "\n"


def _rule(rule: Known, lang: Lang) -> dict[str, Any]:
    fix, why = rule.fix(lang), rule.why(lang)
    properties: dict[str, Any] = {"tags": [rule.level.value, rule.owner.value]}
    if rule.code:
        properties["apiCode"] = rule.code
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title(lang)},
        "fullDescription": {"text": why},
        "help": {"text": f"{fix}\n\n{why}", "markdown": f"**{_plain(fix)}**\n\n{_plain(why)}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": properties,
    }


def _result(
    report: Report, finding: Finding, mark: str, place: int, *, is_known: bool
) -> dict[str, Any]:
    room = f"{finding.key}: " if finding.key else ""
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(report.file(finding)), "uriBaseId": "%SRCROOT%"},
            "region": {
                "startLine": report.line(finding),
                "startColumn": report.column(finding),
            },
        }
    }
    if finding.key:
        location["logicalLocations"] = [{"name": finding.key, "kind": "object"}]
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": place,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{room}{report.message(finding)} {report.fix(finding)}"},
        "locations": [location],
        # GitHub follows an alert by the second one, and would make it of the line by itself.
        "partialFingerprints": {"varaamoSync/v1": mark, "primaryLocationLineHash": f"{mark}:1"},
    }
    if report.stale is not None:
        result["baselineState"] = "unchanged" if is_known else "new"
    return result


def _plain(text: str) -> str:
    """Keep Markdown from reading signs in a text."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]<>#|" else sign for sign in text)
