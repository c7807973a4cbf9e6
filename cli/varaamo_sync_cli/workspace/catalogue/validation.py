"""One run of ``validate``: read, check, choose, and compare with the baseline."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from varaamo_sync.catalogue_files import CATALOGUE, Reading
from varaamo_sync.errors import CatalogueError
from varaamo_sync.findings import Finding, Level, Position, Severity
from varaamo_sync.model import Catalogue, Lang, Room, ServiceUnit
from varaamo_sync.rules import (
    RULES,
    Leverage,
    Needs,
    blocks_publish,
    check,
    is_of_rooms,
    leverage,
    unchecked_rules,
)
from varaamo_sync.rules.baseline import Baseline, Comparison, baseline_of, compare
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Part, on_one_line
from varaamo_sync_cli.console.errors.error_text import finding_text
from varaamo_sync_cli.workspace.catalogue.baselines import (
    check_whole,
    compare_with,
    judge,
    read_baseline,
)
from varaamo_sync_cli.workspace.catalogue.catalogue_folder import (
    all_findings,
    read_beside,
    read_folder,
    read_register,
)
from varaamo_sync_cli.workspace.catalogue.own_rules import own_rules
from varaamo_sync_cli.workspace.catalogue.repository import prefix_in_repository
from varaamo_sync_cli.workspace.catalogue.rulebook import find_rule, rulebook
from varaamo_sync_cli.workspace.history.surveys import Surveys

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
    changed_since: str | None = None

    def shows(self, rule: str) -> bool:
        """Whether findings of a rule are wanted. Files that cannot be read always are."""
        of_files = not is_of_rooms(rule)
        return rule not in self.ignore and (not self.select or rule in self.select or of_files)


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationReport:
    """What one run of ``validate`` found.

    Attributes:
        options: What was asked for.
        reading: The files, with the catalogue where ``catalogue.yaml`` is usable.
        prefix: What stands before the names of files to find them from where the run began,
            with a slash at its end; empty where it began in the catalogue's folder.
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
        return finding.fix(self.lang)

    def headline(self, finding: Finding) -> str:
        """Return what a finding says, with the room that it is about."""
        room = f"{finding.key}: " if finding.key else ""
        return f"{room}{self.text(finding, 'message')}"

    def place(self, finding: Finding) -> Position:
        """Return where a finding stands, as it is found from where the repository begins."""
        where = finding.position or Position(CATALOGUE, 1, 1)
        return replace(where, file=f"{self.root_prefix}{where.file}")


def validate(
    options: ValidateOptions, *, now: datetime, base: str | None = None
) -> ValidationReport:
    """Check a catalogue.

    Args:
        options: What is asked for.
        now: The moment, with time zone.
        base: The commit that changes are counted from, where git was asked already and has told
            that there are changes.

    Raises:
        CatalogueNotFound: There is no catalogue.
        CatalogueError: ``reference.json`` or ``venues.json`` is there, but cannot be read.
        OutputUnwritable: The disk is full.
        UsageError: A rule is unknown, the baseline cannot be read or written, or writing it
            would drop entries that this run does not look at.
    """
    for rule in (*options.select, *options.ignore):
        find_rule(rule)
    check_whole(options)
    before = read_baseline(options.baseline) if options.baseline else None
    looked = _look(options, options.path, now)
    reading = looked.reading
    looked_at = _looked_at(options)
    skipped = tuple(rule for rule in looked.unchecked if rule in looked_at)
    can_judge = judge(reading, looked_at - set(skipped), options.unit)
    compared = compare_with(options, looked.shown, before, can_judge)
    if options.changed_since is not None:
        compared = _without_earlier(compared, _find_earlier(options, looked, now, base))
    return ValidationReport(
        options=options,
        reading=reading,
        prefix=reading.prefix,
        root_prefix=prefix_in_repository(options.path),
        findings=compared.new,
        known=compared.known,
        stale=None if before is None and options.changed_since is None else compared.stale,
        # Nobody has to keep the venues of the service map.
        unchecked=tuple(id for id in skipped if RULES[id].needs is not Needs.REGISTER),
        # Of everything that was found: a rule that is not shown still keeps rooms waiting.
        waiting=blocks_publish(looked.found),
        leverage=leverage(looked.found, unread=reading.left_out),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What a look at a folder found.

    Attributes:
        reading: The files.
        found: All findings.
        shown: Those of the rules that are wanted.
        unchecked: Rules that could not be checked.
    """

    reading: Reading
    found: tuple[Finding, ...]
    shown: list[Finding]
    unchecked: tuple[str, ...]


def _look(options: ValidateOptions, path: Path, now: datetime) -> _Look:
    """Read and check a folder, against the last counts of the catalogue itself."""
    reading = read_folder(path).held_against(Surveys(options.path).last_counts())
    reference, venues = read_beside(path)
    register = read_register(path)
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
            rules=own_rules().rules,
        )
        found = all_findings(reading, checked, options.unit)
    return _Look(
        reading=reading,
        found=tuple(found),
        shown=[finding for finding in found if options.shows(finding.rule)],
        unchecked=unchecked_rules(reference, venues, register),
    )


def _find_earlier(
    options: ValidateOptions, looked: _Look, now: datetime, base: str | None
) -> Baseline:
    """Return what was to be found already before the changes.

    Raises:
        UsageError: git is not there, or knows no such commit.
    """
    from varaamo_sync_cli.workspace.catalogue.git_changes import changed_base, earlier_copy

    base = base or changed_base(options.path, options.changed_since or "")
    if base is None:
        return baseline_of(looked.shown)
    with earlier_copy(options.path, base) as copy:
        if copy is None:
            return {}
        try:
            shown = _look(options, copy, now).shown
        except CatalogueError:  # what lay beside it could not be read then
            return {}
    # What cannot be read hides rooms from every rule: it is told until it is mended.
    return baseline_of(finding for finding in shown if is_of_rooms(finding.rule))


def _without_earlier(compared: Comparison, earlier: Baseline) -> Comparison:
    """Return a comparison in which what was there before is known, too."""
    further = compare(compared.new, earlier)
    return replace(compared, new=further.new, known=(*compared.known, *further.known))


def _looked_at(options: ValidateOptions) -> set[str]:
    depth = _LEVELS.index(options.level)
    return {
        rule.id
        for rule in rulebook().values()
        if options.shows(rule.id) and _LEVELS.index(rule.level) <= depth
    }
