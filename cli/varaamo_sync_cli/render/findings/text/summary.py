"""Findings on about a screen: how it stands, what to mend first, a line a room, what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from varaamo_sync.words import Theme
from varaamo_sync_cli.console.verbosity import quiet
from varaamo_sync_cli.media.terminal import paint
from varaamo_sync_cli.media.width import NARROW, columns
from varaamo_sync_cli.render.findings.finding_order import counts, verdict_word
from varaamo_sync_cli.render.findings.leverage_text import short_lines as leverage_lines
from varaamo_sync_cli.render.findings.text.by_kind import kind_lists
from varaamo_sync_cli.render.findings.text.columns import table
from varaamo_sync_cli.render.findings.text.errors_first import errors_first
from varaamo_sync_cli.render.findings.text.groups import (
    Group,
    Standing,
    chosen_by,
    group_rooms,
    total,
)
from varaamo_sync_cli.render.findings.text.narrow import break_line
from varaamo_sync_cli.render.findings.text.next_steps import next_steps
from varaamo_sync_cli.render.findings.text.notes import notes
from varaamo_sync_cli.render.findings.text.room_lines import of_no_room, room_lines
from varaamo_sync_cli.workspace.catalogue.validation import By, ValidationReport

line = Theme("commands/validate")

_GROUPS = 12
"""Rows of the table; what is left is one row more."""
_STATES = ("ready", "waiting", "drafts")


def render(report: ValidationReport) -> str:
    """Return how a catalogue stands, with every finding counted, and most of them named."""
    by, width = chosen_by(report), columns()
    groups = group_rooms(report, By.UNIT if by in (By.OWNER, By.RULE) else by)
    parts: list[Iterable[str]] = [_heads(report, total(groups))]
    if report.findings:
        if by in (By.OWNER, By.RULE):
            parts += [errors_first(report), kind_lists(report, by, width)]
        else:
            parts += [_table(report, groups, by, width), errors_first(report)]
            parts += [room_lines(report, groups, width), of_no_room(report)]
    parts += [leverage_lines(report.leverage, report.lang), notes(report)]
    told = [list(lines) for lines in parts]
    if width < NARROW:
        told = [[short for one in lines for short in break_line(one, width)] for lines in told]
    if not quiet():
        told.append(list(next_steps(report, width)))
    return "\n\n".join("\n".join(lines) for lines in told if lines) + "\n"


def _heads(report: ValidationReport, standing: Standing) -> Iterator[str]:
    code = verdict_word(report)
    rooms, files = standing.rooms, len(report.reading.files)
    counted = counts(report.findings)
    yield paint(line(code, report.lang, **counted, rooms=rooms, files=files), bold=True)
    states = [
        line(f"standing.{_state(report, name)}", report.lang, count=getattr(standing, name))
        for name in _STATES
        if getattr(standing, name)
    ]
    if states:
        yield f"{', '.join(states)}."


def _state(report: ValidationReport, name: str) -> str:
    is_draft = name == "ready" and report.options.level.value == "draft"
    return "ready_as_draft" if is_draft else name


def _table(report: ValidationReport, groups: Sequence[Group], by: By, width: int) -> Iterator[str]:
    names = ("rooms", *_STATES, "findings")
    head = [line(f"column.{name}", report.lang) for name in (by.value, *names)]
    shown = [(group.name, group.standing) for group in groups[:_GROUPS]]
    if rest := groups[_GROUPS:]:
        shown.append((line("and_groups", report.lang, count=len(rest)), total(rest)))
    if len(groups) > 1:
        shown.append((line("column.total", report.lang), total(groups)))
    rows = [[name, *(_number(getattr(of, each)) for each in names)] for name, of in shown]
    first, *others = table(head, rows, width)
    yield paint(first, bold=True)
    yield from others


def _number(count: int) -> str:
    return str(count) if count else "–"
