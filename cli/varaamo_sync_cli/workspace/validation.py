"""One run of ``validate``: read, check, choose, and compare with the baseline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from varaamo_sync.catalogue_files import Reading, read_catalogue
from varaamo_sync.catalogue_files.whole import write_whole
from varaamo_sync.errors import UsageError
from varaamo_sync.findings import Finding, Level, Severity
from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.rules import RULES, unchecked
from varaamo_sync.rules.baseline import (
    Baseline,
    Comparison,
    Entry,
    baseline_of,
    compare,
    from_text,
    renewed,
    to_text,
)
from varaamo_sync.rules.leverage import leverage
from varaamo_sync_cli.console.notes import note
from varaamo_sync_cli.render.findings.validation_report import Report
from varaamo_sync_cli.workspace.catalogue import beside, checked
from varaamo_sync_cli.workspace.history.surveys import KeptSurveys
from varaamo_sync_cli.workspace.repository import prefix_from_here, prefix_in_repository
from varaamo_sync_cli.workspace.rulebook import known, rulebook

_LEVELS = list(Level)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a run was asked for; see the options of ``validate``."""

    path: Path
    level: Level
    fail_on: Severity
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    unit: ServiceUnit | None
    baseline: Path | None
    write_baseline: Path | None
    lang: Lang

    def shows(self, rule: str) -> bool:
        """Whether findings of a rule are wanted. Files that cannot be read always are."""
        of_files = rule not in RULES
        return rule not in self.ignore and (not self.select or rule in self.select or of_files)


def validate(asked: Asked, *, now: datetime) -> Report:
    """Check a catalogue.

    Raises:
        CatalogueNotFound: There is no catalogue.
        CatalogueError: ``reference.json`` is there, but cannot be read.
        OutputUnwritable: The disk is full.
        UsageError: A rule is unknown, the baseline cannot be read or written, or writing it
            would drop entries that this run does not look at.
    """
    for rule in (*asked.select, *asked.ignore):
        known(rule)
    _check_whole(asked)
    before = _read_baseline(asked.baseline) if asked.baseline else None
    reading = read_catalogue(asked.path).held_against(KeptSurveys(asked.path).counted())
    reference, venues = beside(asked.path)
    found = reading.findings
    if reading.catalogue is not None:
        found = checked(
            reading,
            reading.catalogue,
            now=now,
            reference=reference,
            venues=venues,
            level=asked.level,
            unit=asked.unit,
        ).findings
    looked_at = _looked_at(asked)
    skipped = tuple(rule for rule in unchecked(reference, venues) if rule in looked_at)
    shown = [finding for finding in found if asked.shows(finding.rule)]
    judged = _judged(reading, looked_at - set(skipped), asked.unit)
    compared = _compared(asked, shown, before, judged)
    return Report(
        reading=reading,
        catalogue=reading.catalogue,
        prefix=prefix_from_here(asked.path),
        root_prefix=prefix_in_repository(asked.path),
        lang=asked.lang,
        level=asked.level,
        unit=asked.unit,
        fail_on=asked.fail_on,
        findings=compared.new,
        known=compared.known,
        stale=None if before is None else compared.stale,
        unchecked=skipped,
        # Of everything that was found: a rule that is not shown still keeps rooms waiting.
        leverage=leverage(found, unread=reading.left_out),
    )


def _looked_at(asked: Asked) -> set[str]:
    depth = _LEVELS.index(asked.level)
    return {
        rule.id
        for rule in rulebook().values()
        if asked.shows(rule.id) and _LEVELS.index(rule.level) <= depth
    }


def _judged(reading: Reading, rules: set[str], unit: ServiceUnit | None) -> Callable[[Entry], bool]:
    """Return whether this run can tell that an entry of a baseline is no more.

    It cannot where the rule was not asked, the room belongs to another service unit, or a file
    or the room itself could not be read.
    """
    units = (
        {room.key: room.service_unit for room in reading.catalogue.rooms}
        if reading.catalogue
        else {}
    )

    def judged(entry: Entry) -> bool:
        if entry.rule in RULES and not reading.complete and entry.room not in units:
            return False
        if entry.rule in rulebook() and entry.rule not in rules:
            return False
        return unit is None or (bool(entry.room) and units.get(entry.room) is unit)

    return judged


def _compared(
    asked: Asked,
    findings: list[Finding],
    before: Baseline | None,
    judged: Callable[[Entry], bool],
) -> Comparison:
    # What could not be read hides rooms from every rule: it is told until it is mended.
    unread = tuple(finding for finding in findings if finding.rule not in RULES)
    findings = [finding for finding in findings if finding.rule in RULES]
    after = renewed(findings, before or {}, judged=judged)
    if asked.write_baseline is not None:
        _write_baseline(asked.write_baseline, after)
        if before is None:
            before = baseline_of(findings)
    compared = compare(findings, before or {}, judged=judged)
    return replace(compared, new=(*unread, *compared.new))


def _check_whole(asked: Asked) -> None:
    """Refuse to write a part of the findings over a baseline whose entries are not kept."""
    file = asked.write_baseline
    if file is None or not file.exists() or file == asked.baseline:
        return
    if asked.unit or asked.select or asked.ignore or asked.level is not Level.QUALITY:
        raise UsageError(
            f"{file} exists already, and its entries that this run does not look at would be lost.",
            fix="Leave --unit, --select, --ignore and --level out, "
            f"or add --baseline {file}, which keeps them.",
        )


def _read_baseline(file: Path) -> Baseline:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise UsageError(
            f"The baseline {file} cannot be read: {reason}.",
            fix=f"Write one: varaamo-sync validate --write-baseline {file}",
        ) from error
    return from_text(text)


def _write_baseline(file: Path, baseline: Baseline) -> None:
    write_whole(file, to_text(baseline).encode())
    note(f"wrote {file}: {sum(baseline.values())} findings")
