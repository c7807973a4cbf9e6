"""The history as a table over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from varaamo_sync.goal import HistoryEntry, entry_as_dict
from varaamo_sync.rooms import Catalogue, Lang, ServiceUnit
from varaamo_sync_cli.goal_lines import said
from varaamo_sync_cli.render import status_words as words
from varaamo_sync_cli.render.status import print_plainly
from varaamo_sync_cli.render.status_report import CSV_HEAD, unit_rows
from varaamo_sync_cli.render.tables import as_csv, markdown
from varaamo_sync_cli.standing import View
from varaamo_sync_cli.words.common import heading
from varaamo_sync_cli.words.goal import SOURCES

FORMAT_VERSION = 1
_COLUMNS = (*words.COLUMNS, "unknown")
_WIDTH = 14


def write_text(views: Sequence[View], lang: Lang) -> None:
    """Write a line per entry and service unit, oldest first."""
    columns = _columns(views, lang)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    for name in ("date", "source", "unit_short"):
        table.add_column(said(name, lang), no_wrap=True)
    for name in columns:
        table.add_column(heading(name, lang), justify="right", max_width=_WIDTH)
    for view in views:
        table.add_section()
        for place, row in enumerate(_rows(view, columns, lang)):
            table.add_row(*map(Text, row if place == 0 else ["", "", *row[2:]]))
    print_plainly(table)
    print_plainly(said("sources", lang))


def _columns(views: Sequence[View], lang: Lang) -> Sequence[str]:
    unknown = (words.cells(view, unit, lang)["unknown"] for view in views for unit in view.units)
    return _COLUMNS if any(cell not in ("", "0") for cell in unknown) else words.COLUMNS


def as_markdown(views: Sequence[View], lang: Lang) -> str:
    """Return a line per entry and service unit, oldest first."""
    head = [said("date", lang), said("source", lang), heading("unit", lang)]
    columns = _columns(views, lang)
    head += [heading(name, lang) for name in columns]
    rows = [row for view in views for row in _rows(view, columns, lang)]
    table = markdown(head, rows, right=range(3, len(head)))
    return f"{table}\n\n{said('sources', lang)}"


def _rows(view: View, columns: Sequence[str], lang: Lang) -> list[list[str]]:
    when = words.moment(view.entry.taken or view.entry.date, lang)
    source = SOURCES[view.entry.source][lang]
    rows = []
    for unit in view.units:
        cells = words.cells(view, unit, lang)
        rows.append([when, source, unit.value, *(cells[name] for name in columns)])
    return rows


def as_table(views: Sequence[View]) -> str:
    """Return a line per entry and service unit as CSV with English headings."""
    return as_csv(CSV_HEAD, [row for view in views for row in unit_rows(view)])


def as_json(
    catalogue: Catalogue,
    entries: Sequence[HistoryEntry],
    units: Sequence[ServiceUnit],
    *,
    origin: str | None,
) -> dict[str, Any]:
    """Return the entries as JSON values, with the rooms behind every surveyed count."""
    chosen = {unit.value for unit in units}
    return {
        "format_version": FORMAT_VERSION,
        "catalogue": catalogue.id,
        "origin": origin,
        "entries": [_entry(entry, chosen) for entry in entries],
    }


def _entry(entry: HistoryEntry, units: set[str]) -> dict[str, Any]:
    values = entry_as_dict(entry)
    for name in ("surveyed", "reported"):
        if name in values:
            values[name] = {unit: row for unit, row in values[name].items() if unit in units}
    del values["format"]
    return values
