"""Findings as SARIF 2.1.0, the form that code hosts read."""

from __future__ import annotations

import json
import re
from importlib.metadata import metadata, version
from typing import Any
from urllib.parse import quote

from varaamo_sync.findings import Finding, Severity
from varaamo_sync.model import Lang
from varaamo_sync_cli.media.markdown import escape
from varaamo_sync_cli.render.findings.finding_order import catalogue_mark, with_fingerprints
from varaamo_sync_cli.workspace.catalogue.rulebook import RuleEntry, find_rule
from varaamo_sync_cli.workspace.catalogue.validation import ValidationReport
from varaamo_sync_cli.workspace.catalogue.validation_run import ValidationRun

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}


def render(report: ValidationReport) -> str:
    """Return the findings of a run, those that the baseline knows marked as unchanged."""
    return _log([_run_of(report)])


def render_several(run: ValidationRun) -> str:
    """Return a log with a run for each catalogue, each of a category of its own."""
    return _log([_run_of(report) for report in run.reports] or [_run([], [], None, run.lang)])


def _log(runs: list[dict[str, Any]]) -> str:
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": runs}
    return json.dumps(log, ensure_ascii=False) + "\n"


def _run_of(report: ValidationReport) -> dict[str, Any]:
    findings = (*report.known, *report.findings)
    rules = sorted({finding.rule for finding in findings})
    places = {rule: place for place, rule in enumerate(rules)}
    results = [
        _result(report, finding, mark, places[finding.rule], is_known=number < len(report.known))
        for number, (finding, mark) in enumerate(with_fingerprints(report, findings))
    ]
    pages = _documentation()
    told = [_rule(find_rule(rule), pages, report.lang) for rule in rules]
    return _run(told, results, catalogue_mark(report), report.lang)


def _run(
    rules: list[dict[str, Any]], results: list[dict[str, Any]], of: str | None, lang: Lang
) -> dict[str, Any]:
    driver = {"name": "varaamo-sync", "version": version("varaamo-sync"), "rules": rules}
    return {
        "tool": {"driver": driver},
        # GitHub takes each of these for a category, and refuses two runs of the same.
        "automationDetails": {"id": f"varaamo-sync/{of}/" if of else "varaamo-sync/"},
        "language": lang,
        "columnKind": "unicodeCodePoints",
        "results": results,
    }


def _rule(rule: RuleEntry, pages: str | None, lang: Lang) -> dict[str, Any]:
    fix, why = rule.text("fix", lang), rule.why(lang)
    properties: dict[str, Any] = {"tags": [rule.level.value, rule.owner.value]}
    if rule.code:
        properties["apiCode"] = rule.code
    told = {
        "id": rule.id,
        "shortDescription": {"text": rule.text("title", lang)},
        "fullDescription": {"text": why},
        "help": {"text": f"{fix}\n\n{why}", "markdown": f"**{escape(fix)}**\n\n{escape(why)}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": properties,
    }
    if not rule.own:  # what a package of its own looks for is told of elsewhere
        told |= {"helpUri": f"{pages}/reference/rules.md#{rule.id}"} if pages else {}
    return told


def _documentation() -> str | None:
    """Return where the documentation stands, if the installed package says so."""
    links: list[str] = metadata("varaamo-sync").get_all("Project-URL", [])
    said = (link.partition(",") for link in links)
    return next((url.strip() for name, _, url in said if name == "Documentation"), None)


def _result(
    report: ValidationReport, finding: Finding, mark: str, rule: int, *, is_known: bool
) -> dict[str, Any]:
    place = report.place(finding)
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(place.file), "uriBaseId": "%SRCROOT%"},
            "region": {"startLine": place.line, "startColumn": place.column},
        }
    }
    if finding.key:
        location["logicalLocations"] = [{"name": finding.key, "kind": "object"}]
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": _without_links(f"{report.headline(finding)} {report.fix(finding)}")},
        "locations": [location],
        # GitHub follows an alert by the second one, and would make it of the line by itself.
        "partialFingerprints": {"varaamoSync/v1": mark, "primaryLocationLineHash": f"{mark}:1"},
    }
    if report.stale is not None:
        result["baselineState"] = "unchanged" if is_known else "new"
    return result


def _without_links(text: str) -> str:
    """Keep what looks like a link from being one: SARIF has them in plain texts as well."""
    return re.sub(r"\[(?=[^\[\]]*\]\()", r"\\[", text)
