"""Findings of workbooks: how bad each is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from varaamo_sync.findings import Finding, Level, Path, Position, Severity, severity_in_files
from varaamo_sync.model import ServiceUnit

_LEFT_OUT = ("row-example-changed", "row-help", "row-not-room", "sheet-not-recognised")
"""Warnings of what was not read because it only looks like no room: a person must say so."""


def finding(
    rule: str,
    position: Position | None,
    params: Mapping[str, Any] | None = None,
    *,
    key: str | None = None,
    unit: ServiceUnit | None = None,
    path: Path = (),
) -> Finding:
    """Return a finding of a workbook.

    An error means that something the sheet says was not taken over; everything else was.
    """
    severity = severity_in_files(rule)
    level = Level.DRAFT if severity is Severity.ERROR else Level.QUALITY
    return Finding(
        rule=rule,
        severity=severity,
        level=level,
        key=key,
        unit=unit,
        path=path,
        params=dict(params or {}),
        position=position,
    )


def leaves_open(finding: Finding) -> bool:
    """Tell whether a person has to look: something was not taken over, or left out by its looks."""
    return finding.severity is Severity.ERROR or finding.rule in _LEFT_OUT
