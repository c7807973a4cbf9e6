"""Findings that are known already: the file of a baseline, and what a run can say against it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from varaamo_sync.catalogue_files import Reading, write_whole
from varaamo_sync.errors import UsageError
from varaamo_sync.findings import Finding, Level
from varaamo_sync.model import ServiceUnit
from varaamo_sync.rules import is_of_rooms
from varaamo_sync.rules.baseline import (
    Baseline,
    Comparison,
    Entry,
    baseline_of,
    compare,
    from_text,
    renew_baseline,
    to_text,
)
from varaamo_sync.words import Theme, system_reason
from varaamo_sync_cli.console.run_language import current_language
from varaamo_sync_cli.console.verbosity import note
from varaamo_sync_cli.workspace.catalogue.rulebook import rulebook

if TYPE_CHECKING:
    from varaamo_sync_cli.workspace.catalogue.validation import ValidateOptions

say = Theme("commands/notes")


def judge(reading: Reading, rules: set[str], unit: ServiceUnit | None) -> Callable[[Entry], bool]:
    """Return whether this run can tell that an entry of a baseline is no more.

    It cannot where the rule was not asked, the room belongs to another service unit, or a file
    or the room itself could not be read.
    """
    rooms = reading.catalogue.rooms if reading.catalogue else ()
    units = {room.key: room.service_unit for room in rooms}

    def can_judge(entry: Entry) -> bool:
        if is_of_rooms(entry.rule) and not reading.complete and entry.room not in units:
            return False
        if entry.rule in rulebook() and entry.rule not in rules:
            return False
        return unit is None or (bool(entry.room) and units.get(entry.room) is unit)

    return can_judge


def compare_with(
    options: ValidateOptions,
    findings: list[Finding],
    before: Baseline | None,
    can_judge: Callable[[Entry], bool],
) -> Comparison:
    """Return findings against a baseline, and write the new one where it is asked for.

    Raises:
        OutputUnwritable: The disk is full.
        UsageError: The file cannot be written.
    """
    # What could not be read hides rooms from every rule: it is told until it is mended.
    unread = tuple(finding for finding in findings if not is_of_rooms(finding.rule))
    findings = [finding for finding in findings if is_of_rooms(finding.rule)]
    after = renew_baseline(findings, before or {}, judged=can_judge)
    if options.write_baseline is not None:
        _write_baseline(options.write_baseline, after)
        if before is None:
            before = baseline_of(findings)
    compared = compare(findings, before or {}, judged=can_judge)
    return replace(compared, new=(*unread, *compared.new))


def check_whole(options: ValidateOptions) -> None:
    """Refuse to write a part of the findings over a baseline whose entries are not kept.

    Raises:
        UsageError: They would be lost.
    """
    file = options.write_baseline
    if file is None or not file.exists() or file == options.baseline:
        return
    if options.unit or options.select or options.ignore or options.level is not Level.QUALITY:
        raise UsageError("baseline-partial", file=file)


def read_baseline(file: Path) -> Baseline:
    """Read a baseline.

    Raises:
        UsageError: It cannot be read.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = system_reason(error) if isinstance(error, OSError) else type(error).__name__
        raise UsageError("baseline-unreadable", file=file, reason=reason) from error
    return from_text(text)


def _write_baseline(file: Path, baseline: Baseline) -> None:
    write_whole(file, to_text(baseline).encode())
    note(say("baseline_written", current_language(), file=file, count=sum(baseline.values())))
