"""A line a room with its findings folded, by service unit or venue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.cells import cell_len

from varaamo_sync.findings import Finding, Position, Severity
from varaamo_sync.words import Theme
from varaamo_sync_cli.media.terminal import paint
from varaamo_sync_cli.render.findings.finding_order import by_place, place_here
from varaamo_sync_cli.render.findings.text.columns import fit
from varaamo_sync_cli.render.findings.text.folding import fold, on_a_line
from varaamo_sync_cli.render.findings.text.frames import clean
from varaamo_sync_cli.render.findings.text.groups import Group
from varaamo_sync_cli.workspace.catalogue.validation import ValidationReport

line = Theme("commands/validate")

ROOMS = 40
"""Rooms that are told one by one; of more, the first few of each group."""
_GROUPS = 8
_FEW = 3
_LONGEST_KEY = 32
_NARROWEST = 20
"""Columns that findings have; where there are fewer, they stand below the room."""

_Shared = Mapping[tuple[str, Position | None], Sequence[Finding]]


def room_lines(report: ValidationReport, groups: Sequence[Group], width: int) -> Iterator[str]:
    """Yield rooms with findings below the name of their group."""
    shared = _shared(report)
    each = [(group, *_own_and_shared(group, shared)) for group in groups]
    each = [(group, own, common) for group, own, common in each if own or common]
    all_fit = sum(len(own) for _, own, _ in each) <= ROOMS
    shown = each if all_fit else each[:_GROUPS]
    few = ROOMS if all_fit else _FEW
    for group, own, common in shown:
        yield paint(clean(group.name), bold=True)
        yield from _rooms(report, own, width, few)
        yield from _common(report, common, few)
    if rest := each[len(shown) :]:
        rooms = sum(len(group.found) for group, *_ in rest)
        count = sum(group.standing.findings for group, *_ in rest)
        yield line("and_rooms_elsewhere", report.lang, groups=len(rest), rooms=rooms, count=count)


def of_no_room(report: ValidationReport) -> Iterator[str]:
    """Yield what was found of files, settings and the goal; errors are told before."""
    found = [f for f in by_place(report.findings) if f.key is None]
    milder = [finding for finding in found if finding.severity is not Severity.ERROR]
    if not milder:
        return
    yield paint(line("of_files", report.lang), bold=True)
    for finding in milder[:_GROUPS]:
        where = place_here(report, finding)
        yield f"  {where}: {clean(report.text(finding, 'message'))}"
    if len(milder) > _GROUPS:
        yield f"  {line('and_findings', report.lang, count=len(milder) - _GROUPS)}"


def _shared(report: ValidationReport) -> _Shared:
    """Return findings that several rooms have of one place: of a ``defaults`` block, or a venue."""
    places: dict[tuple[str, Position | None], list[Finding]] = {}
    for finding in report.findings:
        if finding.key is not None and finding.position is not None:
            places.setdefault((finding.rule, finding.position), []).append(finding)
    return {at: found for at, found in places.items() if len({f.key for f in found}) > 1}


def _own_and_shared(
    group: Group, shared: _Shared
) -> tuple[dict[str, list[Finding]], dict[Any, list[Finding]]]:
    own: dict[str, list[Finding]] = {}
    common: dict[Any, list[Finding]] = {}
    for key, found in group.found.items():
        for finding in found:
            at = (finding.rule, finding.position)
            if at in shared:
                common.setdefault(at, []).append(finding)
            else:
                own.setdefault(key, []).append(finding)
    return own, common


def _rooms(
    report: ValidationReport, own: Mapping[str, Sequence[Finding]], width: int, few: int
) -> Iterator[str]:
    shown = dict(list(own.items())[:few])
    name = min(_LONGEST_KEY, max(map(cell_len, shown), default=0))
    for key, found in shown.items():
        left = width - max(name, cell_len(key)) - 4
        if left < _NARROWEST:
            yield from (f"  {key}", f"    {on_a_line(found, report.lang, width - 4)}")
            continue
        told = on_a_line(found, report.lang, left)
        yield f"  {fit(key, max(name, cell_len(key)))}  {told}"
    if len(own) > len(shown):
        rest = list(own.values())[few:]
        count = sum(map(len, rest))
        yield f"  {line('and_rooms', report.lang, rooms=len(rest), count=count)}"


def _common(
    report: ValidationReport, common: Mapping[Any, Sequence[Finding]], few: int
) -> Iterator[str]:
    """Yield what several rooms have of one place: each kind once, with its places."""
    folded = fold(finding for found in common.values() for finding in found)
    for one in folded[:few]:
        where = ", ".join(_places(report, one.findings))
        rooms = len({finding.key for finding in one.findings})
        what = one.headline(report.lang)
        yield f"  {line('shared', report.lang, rooms=rooms, what=what, where=where)}"
    if rest := folded[few:]:
        count = sum(len(one.findings) for one in rest)
        yield f"  {line('and_findings', report.lang, count=count)}"


def _places(report: ValidationReport, findings: Iterable[Finding]) -> Iterator[str]:
    """Yield the first few places of findings: of one file it is named once."""
    places = sorted({f.position for f in findings if f.position is not None})
    before = None
    for place in places[:_FEW]:
        line_of_file = str(place.cell or place.line)
        same = place.file == before
        yield line_of_file if same else f"{report.prefix}{place.file}:{line_of_file}"
        before = place.file
    if len(places) > _FEW:
        yield f"+ {len(places) - _FEW}"
