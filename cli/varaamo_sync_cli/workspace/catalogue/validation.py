"""One run of ``validate``: read, check, choose, and compare with the baseline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from varaamo_sync.catalogue_files import CATALOGUE, Reading, write_whole
from varaamo_sync.errors import UsageError
from varaamo_sync.findings import Finding, Level, Position, Severity
from varaamo_sync.model import Catalogue, Lang, Room, ServiceUnit
from varaamo_sync.rules import (
    RULES,
    Leverage,
    Needs,
    blocks_publish,
    check,
    leverage,
    unchecked_rules,
)
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
from varaamo_sync.words import Part, Theme, on_one_line, system_reason
from varaamo_sync_cli.console.errors.error_text import finding_text, fix_with_file
from varaamo_sync_cli.console.run_language import current_language
from varaamo_sync_cli.console.verbosity import note
from varaamo_sync_cli.workspace.catalogue.catalogue_folder import (
    all_findings,
    read_beside,
    read_folder,
    read_register,
)
from varaamo_sync_cli.workspace.catalogue.repository import prefix_from_here, prefix_in_repository
from varaamo_sync_cli.workspace.catalogue.rulebook import find_rule, rulebook
from varaamo_sync_cli.workspace.history.surveys import Surveys

say = Theme("commands/notes")

_LEVELS = list(Level)

RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}
"""How bad findings are, the worst first."""


class By(StrEnum):
    """What findings are gathered by for a person."""

    VENUE = "venue"
    OWNER = "owner"
    RULE = "rule"
    UNIT = "unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidateOptions:
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
    by: By | None = None
    full: bool = False

    def shows(self, rule: str) -> bool:
        """Whether findings of a rule are wanted. Files that cannot be read always are."""
        of_files = rule not in RULES
        return rule not in self.ignore and (not self.select or rule in self.select or of_files)


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationReport:
    """What one run of ``validate`` found.

    Attributes:
        options: What was asked for.
        reading: The files, with the catalogue where ``catalogue.yaml`` is usable.
        prefix: What stands before the names of files to find them from where the run began,
            with a slash at its end; empty where the catalogue is not below that folder.
        root_prefix: The same, to find them from where the repository begins.
        findings: What was found, without what the baseline knows.
        known: What was found and the baseline knows.
        stale: What the baseline still counts, but is not found any more; ``None`` without one.
        unchecked: Rules that could not be checked.
        waiting: Keys of rooms that an error holds back, whichever rules are shown.
        leverage: What would unlock most.
    """

    options: ValidateOptions
    reading: Reading
    prefix: str
    root_prefix: str
    findings: tuple[Finding, ...]
    known: tuple[Finding, ...]
    stale: Baseline | None
    unchecked: tuple[str, ...]
    waiting: frozenset[str]
    leverage: Leverage

    @property
    def lang(self) -> Lang:
        """Language of the words."""
        return self.options.lang

    @property
    def catalogue(self) -> Catalogue | None:
        """What was read of the files."""
        return self.reading.catalogue

    @property
    def rooms(self) -> tuple[Room, ...]:
        """The rooms that were looked at."""
        rooms = self.catalogue.rooms if self.catalogue else ()
        unit = self.options.unit
        return tuple(room for room in rooms if unit in (None, room.service_unit))

    @property
    def failed(self) -> bool:
        """Whether a finding fails the run."""
        return any(self.fails(finding) for finding in self.findings)

    def fails(self, finding: Finding) -> bool:
        """Whether a finding is bad enough to fail the run."""
        return RANKS[finding.severity] <= RANKS[self.options.fail_on]

    def text(self, finding: Finding, part: Part) -> str:
        """Return what a finding is called, what it says, or how it is mended, on one line."""
        return on_one_line(finding_text(finding, part, self.lang))

    def fix(self, finding: Finding) -> str:
        """Return how a finding is mended, and how a file says it, on one line."""
        return on_one_line(fix_with_file(finding, self.lang))

    def headline(self, finding: Finding) -> str:
        """Return what a finding says, with the room that it is about."""
        room = f"{finding.key}: " if finding.key else ""
        return f"{room}{self.text(finding, 'message')}"

    def place(self, finding: Finding) -> Position:
        """Return where a finding stands, as it is found from where the repository begins."""
        where = finding.position or Position(CATALOGUE, 1, 1)
        return replace(where, file=f"{self.root_prefix}{where.file}")


def validate(options: ValidateOptions, *, now: datetime) -> ValidationReport:
    """Check a catalogue.

    Raises:
        CatalogueNotFound: There is no catalogue.
        CatalogueError: ``reference.json`` or ``venues.json`` is there, but cannot be read.
        OutputUnwritable: The disk is full.
        UsageError: A rule is unknown, the baseline cannot be read or written, or writing it
            would drop entries that this run does not look at.
    """
    for rule in (*options.select, *options.ignore):
        find_rule(rule)
    _check_whole(options)
    before = _read_baseline(options.baseline) if options.baseline else None
    reading = read_folder(options.path).held_against(Surveys(options.path).last_counts())
    reference, venues = read_beside(options.path)
    register = read_register(options.path)
    found = reading.findings
    if reading.catalogue is not None:
        checked = check(
            reading.catalogue,
            now=now,
            reference=reference,
            venues=venues,
            level=options.level,
            unit=options.unit,
            register=register,
        )
        found = all_findings(reading, checked, options.unit)
    looked_at = _looked_at(options)
    unchecked = unchecked_rules(reference, venues, register)
    skipped = tuple(rule for rule in unchecked if rule in looked_at)
    shown = [finding for finding in found if options.shows(finding.rule)]
    can_judge = _judge(reading, looked_at - set(skipped), options.unit)
    compared = _compare(options, shown, before, can_judge)
    return ValidationReport(
        options=options,
        reading=reading,
        prefix=prefix_from_here(options.path),
        root_prefix=prefix_in_repository(options.path),
        findings=compared.new,
        known=compared.known,
        stale=None if before is None else compared.stale,
        # Nobody has to keep the venues of the service map.
        unchecked=tuple(id for id in skipped if RULES[id].needs is not Needs.REGISTER),
        # Of everything that was found: a rule that is not shown still keeps rooms waiting.
        waiting=blocks_publish(found),
        leverage=leverage(found, unread=reading.left_out),
    )


def _looked_at(options: ValidateOptions) -> set[str]:
    depth = _LEVELS.index(options.level)
    return {
        rule.id
        for rule in rulebook().values()
        if options.shows(rule.id) and _LEVELS.index(rule.level) <= depth
    }


def _judge(reading: Reading, rules: set[str], unit: ServiceUnit | None) -> Callable[[Entry], bool]:
    """Return whether this run can tell that an entry of a baseline is no more.

    It cannot where the rule was not asked, the room belongs to another service unit, or a file
    or the room itself could not be read.
    """
    rooms = reading.catalogue.rooms if reading.catalogue else ()
    units = {room.key: room.service_unit for room in rooms}

    def can_judge(entry: Entry) -> bool:
        if entry.rule in RULES and not reading.complete and entry.room not in units:
            return False
        if entry.rule in rulebook() and entry.rule not in rules:
            return False
        return unit is None or (bool(entry.room) and units.get(entry.room) is unit)

    return can_judge


def _compare(
    options: ValidateOptions,
    findings: list[Finding],
    before: Baseline | None,
    can_judge: Callable[[Entry], bool],
) -> Comparison:
    # What could not be read hides rooms from every rule: it is told until it is mended.
    unread = tuple(finding for finding in findings if finding.rule not in RULES)
    findings = [finding for finding in findings if finding.rule in RULES]
    after = renew_baseline(findings, before or {}, judged=can_judge)
    if options.write_baseline is not None:
        _write_baseline(options.write_baseline, after)
        if before is None:
            before = baseline_of(findings)
    compared = compare(findings, before or {}, judged=can_judge)
    return replace(compared, new=(*unread, *compared.new))


def _check_whole(options: ValidateOptions) -> None:
    """Refuse to write a part of the findings over a baseline whose entries are not kept."""
    file = options.write_baseline
    if file is None or not file.exists() or file == options.baseline:
        return
    if options.unit or options.select or options.ignore or options.level is not Level.QUALITY:
        raise UsageError("baseline-partial", file=file)


def _read_baseline(file: Path) -> Baseline:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = system_reason(error) if isinstance(error, OSError) else type(error).__name__
        raise UsageError("baseline-unreadable", file=file, reason=reason) from error
    return from_text(text)


def _write_baseline(file: Path, baseline: Baseline) -> None:
    write_whole(file, to_text(baseline).encode())
    note(say("baseline_written", current_language(), file=file, count=sum(baseline.values())))
