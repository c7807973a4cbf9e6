"""What the forms of ``validate`` have in common: the findings of one run, and their words."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from varaamo_sync import messages
from varaamo_sync.catalogue_files import Reading
from varaamo_sync.catalogue_files.sources import CATALOGUE
from varaamo_sync.findings import Finding, Level, Severity
from varaamo_sync.model import Catalogue, Lang, Room, ServiceUnit
from varaamo_sync.rules.baseline import Baseline, entry_of
from varaamo_sync.rules.leverage import Leverage
from varaamo_sync_cli.media.signs import on_one_line

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}
"""Colour of each severity."""

_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}
_FIRST = {Level.DRAFT: 0, Level.PUBLISH: 1, Level.QUALITY: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one run of ``validate`` found.

    Attributes:
        reading: The files.
        catalogue: What was read of them; ``None`` where ``catalogue.yaml`` is unusable.
        prefix: What stands before the names of files to find them from where the run began,
            with a slash at its end; empty where the catalogue is not below that folder.
        root_prefix: The same, to find them from where the repository begins.
        lang: Language of the words.
        level: How far was looked.
        unit: Service unit that was looked at, or ``None`` for all.
        fail_on: Findings at least as bad fail the run.
        findings: What was found, without what the baseline knows.
        known: What was found and the baseline knows.
        stale: What the baseline still counts, but is not found any more; ``None`` without one.
        unchecked: Rules that could not be checked.
        leverage: What would unlock most.
    """

    reading: Reading
    catalogue: Catalogue | None
    prefix: str
    root_prefix: str
    lang: Lang
    level: Level
    unit: ServiceUnit | None
    fail_on: Severity
    findings: tuple[Finding, ...]
    known: tuple[Finding, ...]
    stale: Baseline | None
    unchecked: tuple[str, ...]
    leverage: Leverage

    @property
    def rooms(self) -> tuple[Room, ...]:
        """The rooms that were looked at."""
        rooms = self.catalogue.rooms if self.catalogue else ()
        if self.unit is None:
            return rooms
        return tuple(room for room in rooms if room.service_unit is self.unit)

    @property
    def failed(self) -> bool:
        """Whether a finding fails the run."""
        return any(self.fails(finding) for finding in self.findings)

    def fails(self, finding: Finding) -> bool:
        """Whether a finding is bad enough to fail the run."""
        return _RANK[finding.severity] <= _RANK[self.fail_on]

    def title(self, finding: Finding) -> str:
        """Return what a finding is called."""
        return self._text(finding, "title")

    def message(self, finding: Finding) -> str:
        """Return what a finding says."""
        return self._text(finding, "message")

    def fix(self, finding: Finding) -> str:
        """Return how to mend a finding."""
        return self._text(finding, "fix")

    def file(self, finding: Finding) -> str:
        """Return the file of a finding as it is found from where the repository begins."""
        return self.root_prefix + _file(finding)

    def shown_file(self, finding: Finding) -> str:
        """Return the file of a finding as it is found from where the run began."""
        return self.prefix + _file(finding)

    def line(self, finding: Finding) -> int:
        """Return the line of a finding; the first where it has none."""
        return finding.position.line if finding.position else 1

    def column(self, finding: Finding) -> int:
        """Return the column of a finding; the first where it has none."""
        return finding.position.column if finding.position else 1

    def _text(self, finding: Finding, part: messages.Part) -> str:
        return on_one_line(messages.text(finding.rule, part, self.lang, finding.params))


def _file(finding: Finding) -> str:
    return finding.position.file if finding.position else CATALOGUE


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many findings there are of each severity."""
    found = Counter(finding.severity for finding in findings)
    return {
        "errors": found[Severity.ERROR],
        "warnings": found[Severity.WARNING],
        "hints": found[Severity.HINT],
    }


def placed(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings in the order of the files, the worst first at each place."""
    return sorted(
        findings,
        key=lambda f: (f.position is not None, f.position, _RANK[f.severity]),
    )


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by how bad they are; what refuses even a draft is worse than the rest."""
    return sorted(findings, key=lambda f: (_RANK[f.severity], _FIRST[f.level]))


def fingerprinted(report: Report, findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Yield each finding with a mark that stays when lines move.

    It is made of the catalogue, the rule and the room (or the file), and of a number where a
    rule finds several things in one room.
    """
    # What a catalogue without an id is called is not known; where it lies is.
    of = report.catalogue.id if report.catalogue else f"{report.root_prefix}{CATALOGUE}"
    seen: Counter[object] = Counter()
    for finding in findings:
        entry = entry_of(finding)
        seen[entry] += 1
        text = "\0".join((of, *entry, str(seen[entry])))
        yield finding, hashlib.sha256(text.encode()).hexdigest()[:32]
