"""What to type next, after a look at the findings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from varaamo_sync.findings import Level, Owner
from varaamo_sync.model import Lang
from varaamo_sync.rules import RULES, owner_of
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.typed_commands import typed
from varaamo_sync_cli.media.terminal import paint
from varaamo_sync_cli.media.width import NARROW
from varaamo_sync_cli.workspace.catalogue.validation import ValidationReport

line = Theme("commands/validate")

_MISSING = "-missing-"


def next_steps(report: ValidationReport, width: int) -> Iterator[str]:
    """Yield commands that lead on, each behind what it is for; where it is narrow, below it.

    A command is never broken: it is copied.
    """
    steps = [(line(f"step.{step}", report.lang), command) for step, command in _steps(report)]
    if not steps:
        return
    yield paint(line("next", report.lang), bold=True)
    longest = max(len(why) for why, _ in steps)
    for why, command in steps:
        if width < NARROW:
            yield from (f"  {why}:", f"    {command}")
        else:
            yield f"  {why:<{longest}}  {command}"


def _steps(report: ValidationReport) -> Iterator[tuple[str, str]]:
    folder = report.options.path
    here = [] if folder == Path() else [folder.as_posix()]
    level = report.options.level
    how = [] if level is Level.QUALITY else ["--level", level]
    unit = ["--unit", report.options.unit] if report.options.unit else []
    if report.findings:
        yield "full", typed("validate", *here, *unit, *how, "--full")
        file = line("file.xlsx", report.lang)
        yield "xlsx", typed("validate", *here, *unit, *how, "--format", "xlsx", "--output", file)
    if lang := _language_that_is_missing(report):
        name = line(f"file.{lang}", report.lang)
        yield "translate", typed("translations", "export", *here, name, "--to", lang, *unit)
    if any(RULES[rule].needs for rule in report.unchecked) and not report.findings:
        yield "reference", typed("reference", *here)
    if report.reading.complete and len(report.waiting) < len(report.rooms):
        yield "plan", typed("plan", *here, *unit)


def _language_that_is_missing(report: ValidationReport) -> Lang | None:
    """Return the language of most texts that a translator is to write."""
    wanted = [f.rule for f in report.findings if owner_of(f.rule) is Owner.TRANSLATOR]
    count: dict[Lang, int] = {
        lang: sum(rule.endswith(f"{_MISSING}{lang}") for rule in wanted) for lang in ("sv", "en")
    }
    best = max(count, key=lambda lang: count[lang])
    return best if count[best] else None
