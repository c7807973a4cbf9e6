"""Findings of workbooks: how bad each is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from varaamo_sync.findings import Finding, Level, Path, Position, Severity
from varaamo_sync.model import ServiceUnit

_HINTS = frozenset(
    {
        "cell-read-as",
        "column-blank",
        "column-formulas",
        "column-hidden",
        "column-ignored",
        "import-not-bookable",
        "import-products",
        "row-header-repeated",
        "row-help-known",
        "sheet-covered",
        "sheet-hidden",
        "sheet-merged",
        "sheet-without-rooms",
        "workbook-layout-unseen",
        "workbook-lock",
    }
)
_WARNINGS = frozenset(
    {
        "cell-still-unread",
        "column-repeated",
        "column-unmapped",
        "column-unnamed",
        "import-not-compared",
        "import-venue-new",
        "import-venue-new-id",
        "mapping-unused",
        "personal-email",
        "personal-name",
        "personal-phone",
        "row-example-changed",
        "row-help",
        "row-not-room",
        "sheet-hidden-rows",
        "sheet-not-recognised",
    }
)
_LEFT_OUT = frozenset({"row-example-changed", "row-help", "row-not-room", "sheet-not-recognised"})
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
    severity = Severity.ERROR
    if rule in _HINTS:
        severity = Severity.HINT
    elif rule in _WARNINGS:
        severity = Severity.WARNING
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
