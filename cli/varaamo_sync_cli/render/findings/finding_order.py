"""What the forms of findings have in common: their colours, order, counts and marks."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from varaamo_sync.catalogue_files import CATALOGUE
from varaamo_sync.findings import Finding, Level, Severity
from varaamo_sync.model import Lang
from varaamo_sync.rules.baseline import entry_of
from varaamo_sync.words import Theme
from varaamo_sync_cli.media.terminal import paint
from varaamo_sync_cli.workspace.catalogue.validation import RANKS, ValidationReport

line = Theme("commands/validate")

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}
"""Colours of severities."""
_FIRST = {Level.DRAFT: 0, Level.PUBLISH: 1, Level.QUALITY: 2}


def severity_word(severity: Severity, lang: Lang, *, bold: bool = False) -> str:
    """Return a severity in words and in its colour."""
    return paint(line(f"severity.{severity}", lang), fg=COLOURS[severity], bold=bold or None)


def verdict_word(report: ValidationReport) -> str:
    """Return the name of the sentence that a run begins with.

    What the baseline knows is not shown, but neither is it nothing.
    """
    if report.findings:
        return "findings"
    return "no_new_findings" if report.known else "no_findings"


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many findings there are of each severity."""
    found = Counter(finding.severity for finding in findings)
    return {
        "errors": found[Severity.ERROR],
        "warnings": found[Severity.WARNING],
        "hints": found[Severity.HINT],
    }


def by_place(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings in the order of the files, the worst first at each place."""
    return sorted(
        findings,
        key=lambda f: (f.position is not None, f.position, RANKS[f.severity]),
    )


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by how bad they are; what refuses even a draft is worse than the rest."""
    return sorted(findings, key=lambda f: (RANKS[f.severity], _FIRST[f.level]))


def place_here(report: ValidationReport, finding: Finding) -> str:
    """Return file and line of a finding, as they are found from where the run began."""
    where = finding.position
    if where is None:
        return ""
    return f"{report.prefix}{where.file}:{where.cell or where.line}"


def catalogue_mark(report: ValidationReport) -> str:
    """Return what no other catalogue of a repository is called: where it lies, and its id.

    The id alone is not enough: who copies a catalogue may leave it as it is.
    """
    return f"{report.root_prefix}{report.catalogue.id if report.catalogue else CATALOGUE}"


def with_fingerprints(
    report: ValidationReport, findings: Iterable[Finding]
) -> Iterator[tuple[Finding, str]]:
    """Yield each finding with a mark that stays when lines move.

    It is made of the catalogue, the rule and the room (or the file), and of a number where a
    rule finds several things in one room.
    """
    of = catalogue_mark(report)
    seen: Counter[object] = Counter()
    for finding in findings:
        entry = entry_of(finding)
        seen[entry] += 1
        text = "\0".join((of, *entry, str(seen[entry])))
        yield finding, hashlib.sha256(text.encode()).hexdigest()[:32]
