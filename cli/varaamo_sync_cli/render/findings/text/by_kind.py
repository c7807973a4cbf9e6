"""Findings by whose work they are, or by rule: each kind on a line, with the first few rooms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from varaamo_sync.findings import Finding, Owner
from varaamo_sync.rules import owner_of
from varaamo_sync.words import Theme
from varaamo_sync_cli.media.terminal import paint
from varaamo_sync_cli.render.findings.finding_order import COLOURS, counts, worst_first
from varaamo_sync_cli.render.findings.text.columns import table
from varaamo_sync_cli.render.findings.text.folding import Folded, Kind, fold
from varaamo_sync_cli.workspace.catalogue.validation import By, ValidationReport

line = Theme("commands/validate")

_KINDS = 40
"""Kinds that are told in all; of more, the number is told."""


def kind_lists(report: ValidationReport, by: By, width: int) -> Iterator[str]:
    """Yield a list of kinds of findings, or one for each owner below a table of them."""
    found = worst_first(report.findings)
    if by is By.RULE:
        yield from _kinds(report, _by_rule(found), width)
        return
    owners = {owner: [f for f in found if owner_of(f.rule) is owner] for owner in Owner}
    owners = {owner: of for owner, of in owners.items() if of}
    names = {owner: line(f"owner.{owner}", report.lang) for owner in owners}
    rows = [[names[owner], *_numbers(of)] for owner, of in owners.items()]
    columns = ("owner", "rooms", "errors", "warnings", "hints")
    head, *others = table([line(f"column.{one}", report.lang) for one in columns], rows, width)
    yield paint(head, bold=True)
    yield from others
    for owner, of in owners.items():
        yield ""
        yield paint(names[owner], bold=True)
        yield from _kinds(report, fold(of), width)


def _numbers(found: Sequence[Finding]) -> list[str]:
    rooms = len({finding.key for finding in found if finding.key is not None})
    return [str(number or "–") for number in (rooms, *counts(found).values())]


def _by_rule(found: Sequence[Finding]) -> list[Folded]:
    kinds: dict[Kind, Folded] = {}
    for finding in found:
        kind = Kind(finding.rule, finding.severity)
        kinds.setdefault(kind, Folded(kind)).findings.append(finding)
    return list(kinds.values())


def _kinds(report: ValidationReport, kinds: Sequence[Folded], width: int) -> Iterator[str]:
    words = [line(f"severity.{one.kind.severity}", report.lang) for one in kinds[:_KINDS]]
    longest = max(map(cell_len, words), default=0)
    for one, word in zip(kinds, words, strict=False):
        mark = paint(word, fg=COLOURS[one.kind.severity]) + " " * (longest - cell_len(word))
        keys = list(dict.fromkeys(f.key for f in one.findings if f.key is not None))
        rules = f"[{', '.join(one.rules)}]"
        said = one.headline(report.lang)
        named = _rooms(report, keys, width - longest - cell_len(f"{said}{rules}") - 6)
        yield "  " + " ".join(filter(None, (f"{mark}  {said}", named, paint(rules, dim=True))))
    if rest := kinds[_KINDS:]:
        count = sum(len(one.findings) for one in rest)
        yield f"  {line('and_findings', report.lang, count=count)}"


def _rooms(report: ValidationReport, keys: Sequence[str], width: int) -> str:
    """Return how many rooms there are, and the first few of them as far as they fit."""
    if not keys:
        return ""
    for most in (3, 2, 1):
        names = ", ".join(keys[:most]) + ("…" if keys[most:] else "")
        told = line("rooms_named", report.lang, rooms=len(keys), names=names)
        if cell_len(told) <= width:
            return told
    return f"({line('rooms_counted', report.lang, rooms=len(keys))})"
