"""What was not looked at, and what the baseline knows."""

from __future__ import annotations

from collections.abc import Iterator

from varaamo_sync.rules import RULES, Needs
from varaamo_sync.words import Theme
from varaamo_sync_cli.workspace.catalogue.validation import ValidationReport

line = Theme("commands/validate")

_STALE = 5
"""Entries that are named; ``--full`` names all."""


def notes(report: ValidationReport) -> Iterator[str]:
    """Yield what is to be known of a run beside its findings; in full, all names."""
    full = report.options.full
    login = [rule for rule in report.unchecked if RULES[rule].needs is Needs.CANCELLATION_RULES]
    others = [rule for rule in report.unchecked if rule not in login]
    if others and not full:
        yield line("unchecked_count", report.lang, count=len(report.unchecked))
    elif others:
        yield line("unchecked", report.lang, rules=", ".join(report.unchecked))
    elif login:
        yield line("unchecked_login", report.lang, rules=", ".join(login))
    if report.known:
        yield line("known", report.lang, count=len(report.known))
    if report.stale:
        yield line("stale", report.lang)
        entries = list(report.stale.items())
        for entry, count in entries if full else entries[:_STALE]:
            times = f" × {count}" if count > 1 else ""
            where = entry.room or f"{report.prefix}{entry.file}"
            yield f"  {entry.rule} {where}{times}"
        if not full and len(entries) > _STALE:
            yield f"  {line('and_findings', report.lang, count=len(entries) - _STALE)}"
