"""Findings as a workbook: how it stands, what is to be done, and a sheet for each service unit."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from varaamo_sync.findings import Finding, Owner, dotted
from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.rules import owner_of
from varaamo_sync.words import Theme, field_name
from varaamo_sync.workbooks import Column, Link, ListSheet, Marked, write_lists
from varaamo_sync_cli.render.findings.finding_order import by_place, worst_first
from varaamo_sync_cli.render.findings.text.errors_first import how_to_mend
from varaamo_sync_cli.render.findings.text.folding import fold
from varaamo_sync_cli.render.findings.text.frames import clean
from varaamo_sync_cli.render.findings.text.groups import Standing, group_rooms, total
from varaamo_sync_cli.workspace.catalogue.validation import By, ValidationReport

line = Theme("commands/validate")

_FINDINGS = {
    "unit": 16,
    "venue": 26,
    "room": 30,
    "key": 28,
    "field": 24,
    "severity": 11,
    "what": 60,
    "fix": 60,
    "owner": 14,
    "rule": 26,
    "file": 20,
    "line": 7,
}
"""Columns of a list of findings, and how wide they are."""
_TO_DO = {
    "owner": 14,
    "unit": 16,
    "severity": 11,
    "what": 46,
    "rooms": 8,
    "findings": 10,
    "keys": 60,
    "fix": 60,
}
_STANDING = {"unit": 30, "rooms": 10, "ready": 10, "waiting": 10, "drafts": 12, "findings": 12}
_WRAPPED = ("what", "fix", "keys")
_NAMED = 20
"""Rooms that a thing to be done names."""

_Cells = Sequence[str | int | Link | Marked | None]
_Found = Mapping[ServiceUnit | None, Sequence[Finding]]


def workbook(report: ValidationReport, file: Path) -> bytes:
    """Return the findings of a run as the bytes of an .xlsx file.

    Args:
        report: The run.
        file: Where the workbook is written: links to the catalogue's files begin there.
    """
    found = _by_unit(report.findings)
    sheets = [
        _sheet(report, line("sheet.standing", report.lang), _STANDING, _standing(report, found)),
        _sheet(report, line("sheet.to_do", report.lang), _TO_DO, _to_do(report, found)),
    ]
    for unit, findings in found.items():
        rows = _findings(report, findings, file)
        sheets.append(_sheet(report, _title(unit, report.lang), _FINDINGS, rows))
    return write_lists(sheets)


def _by_unit(findings: Iterable[Finding]) -> _Found:
    found: dict[ServiceUnit | None, list[Finding]] = {unit: [] for unit in (*ServiceUnit, None)}
    for finding in by_place(findings):
        found[finding.unit].append(finding)
    return {unit: of for unit, of in found.items() if of}


def _sheet(
    report: ValidationReport, title: str, widths: Mapping[str, int], rows: Iterable[_Cells]
) -> ListSheet:
    columns = [
        Column(line(f"column.{name}", report.lang), width, wraps=name in _WRAPPED)
        for name, width in widths.items()
    ]
    return ListSheet(title, columns, rows)


def _title(unit: ServiceUnit | None, lang: Lang) -> str:
    return unit.value if unit else line("of_files", lang)


def _standing(report: ValidationReport, found: _Found) -> Iterator[_Cells]:
    groups = group_rooms(report, By.UNIT)
    for group in groups:
        name = _to_sheet(group.name, group.unit, report.lang) if group.unit in found else group.name
        yield (name, *_numbers(group.standing))
    loose = sum(finding.key is None for finding in report.findings)
    if loose:
        files = line("of_files", report.lang)
        name = _to_sheet(files, None, report.lang) if None in found else files
        yield (name, None, None, None, None, loose)
    of_all = total(groups)
    of_all.findings += loose
    yield (line("column.total", report.lang), *_numbers(of_all))


def _numbers(of: Standing) -> tuple[int, ...]:
    return (of.rooms, of.ready, of.waiting, of.drafts, of.findings)


def _to_sheet(text: str, unit: ServiceUnit | None, lang: Lang) -> Link:
    return Link(text, f"#'{_title(unit, lang)}'!A1")


def _to_do(report: ValidationReport, found: _Found) -> Iterator[_Cells]:
    """Yield what is to be done: for whom, in which service unit, what, and for which rooms."""
    for owner in Owner:
        for unit, findings in found.items():
            for one in fold(worst_first(f for f in findings if owner_of(f.rule) is owner)):
                keys = list(dict.fromkeys(f.key for f in one.findings if f.key is not None))
                more = f" + {len(keys) - _NAMED}" if keys[_NAMED:] else ""
                yield (
                    line(f"owner.{owner}", report.lang),
                    _to_sheet(_title(unit, report.lang), unit, report.lang),
                    _severity(one.findings[0], report.lang),
                    one.headline(report.lang),
                    len(keys),
                    len(one.findings),
                    ", ".join(keys[:_NAMED]) + more,
                    how_to_mend(report, one),
                )


def _findings(
    report: ValidationReport, findings: Iterable[Finding], file: Path
) -> Iterator[_Cells]:
    rooms = report.catalogue.by_key if report.catalogue else {}
    folder = _from(file, report.options.path)
    for finding in findings:
        room = rooms.get(finding.key or "")
        path = dotted(finding.path)
        place = finding.position
        yield (
            finding.unit.value if finding.unit else None,
            clean(room.venue.label(report.lang)) if room else None,
            clean(room.label(report.lang)) if room else None,
            finding.key,
            field_name(path, report.lang) if finding.key else path,
            _severity(finding, report.lang),
            clean(report.text(finding, "message")),
            clean(report.text(finding, "fix")),
            line(f"owner.{owner_of(finding.rule)}", report.lang),
            finding.rule,
            Link(place.file, quote(f"{folder}{place.file}")) if place else None,
            place.line if place else None,
        )


def _severity(finding: Finding, lang: Lang) -> Marked:
    return Marked(line(f"severity.{finding.severity}", lang), finding.severity)


def _from(file: Path, folder: Path) -> str:
    """Return what leads from a workbook to the catalogue's folder, with a slash at its end."""
    try:
        path = Path(os.path.relpath(folder.resolve(), file.resolve().parent)).as_posix()
    except ValueError:  # on another drive of Windows
        path = folder.resolve().as_posix()
    return "" if path == "." else f"{path}/"
