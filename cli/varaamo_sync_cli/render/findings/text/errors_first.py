"""What is to be mended first: each kind of error once, with where it stands and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator

from varaamo_sync.findings import Finding, Severity
from varaamo_sync.words import Theme, on_one_line
from varaamo_sync_cli.media.terminal import paint
from varaamo_sync_cli.render.findings.finding_order import COLOURS, place_here, worst_first
from varaamo_sync_cli.render.findings.text.folding import Folded, fold
from varaamo_sync_cli.render.findings.text.frames import clean
from varaamo_sync_cli.workspace.catalogue.validation import ValidationReport

line = Theme("commands/validate")

_KINDS = 6
"""Kinds of errors that are told in full; ``--full`` has all."""
_PLACES = 3
_FOLDED_FIX = "folded_fix"


def errors_first(report: ValidationReport) -> Iterator[str]:
    """Yield the errors by kind: what refuses even a draft comes first."""
    errors = [finding for finding in report.findings if finding.severity is Severity.ERROR]
    if not errors:
        return
    kinds = fold(worst_first(errors))
    yield paint(line("errors_first", report.lang), bold=True)
    for one in kinds[:_KINDS]:
        name = paint(one.headline(report.lang), fg=COLOURS[Severity.ERROR])
        rules = paint(f"[{', '.join(one.rules)}]", dim=True)
        yield f"  {name} {rules}"
        yield from (f"    {text}" for text in _places(report, one))
        yield f"    {line('fix', report.lang)}: {clean(how_to_mend(report, one))}"
    if rest := kinds[_KINDS:]:
        count = sum(len(one.findings) for one in rest)
        yield f"  {line('and_errors', report.lang, kinds=len(rest), count=count)}"


def _places(report: ValidationReport, one: Folded) -> Iterator[str]:
    """Yield where errors of a kind stand, a room once, and what is said there."""
    places: dict[object, Finding] = {}
    for finding in one.findings:
        at = finding.position and (finding.position.file, finding.position.line)
        places.setdefault(finding.key or at, finding)
    for finding in list(places.values())[:_PLACES]:
        where = place_here(report, finding)
        place = f"{paint(where, fg='blue')} {clean(_room(report, finding.key))}".strip()
        said = "" if one.is_missing(report.lang) else clean(report.text(finding, "message"))
        yield f"{place}: {said}" if said else place
    if (rest := len(places) - _PLACES) > 0:
        yield line("and_places", report.lang, count=rest)


def _room(report: ValidationReport, key: str | None) -> str:
    room = report.catalogue.by_key.get(key) if report.catalogue and key else None
    name = on_one_line(room.label(report.lang)) if room else None
    return " ".join(filter(None, (key, name)))


def how_to_mend(report: ValidationReport, one: Folded) -> str:
    """Return how errors of a kind are mended; several languages are asked for at once."""
    if len(one.rules) > 1:
        return line(f"{_FOLDED_FIX}.{one.kind.rule}", report.lang)
    return report.text(one.findings[0], "fix")
