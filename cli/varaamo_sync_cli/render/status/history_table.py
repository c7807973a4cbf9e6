"""The history as a table over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.text import Text

from varaamo_sync.goal import HistoryEntry, entry_as_dict
from varaamo_sync.model import Catalogue, Lang, ServiceUnit
from varaamo_sync.words import Theme, moment
from varaamo_sync_cli.render.rich_console import print_plainly
from varaamo_sync_cli.render.status import status_words as words
from varaamo_sync_cli.render.table_forms import markdown, text_table
from varaamo_sync_cli.workspace.history.status_view import StatusView

said = Theme("commands/status")
word = Theme("commands/history")

_WIDTH = 14


def write_text(views: Sequence[StatusView], dropped: Sequence[HistoryEntry], lang: Lang) -> None:
    """Write a line per entry and service unit, oldest first, then what counts no more."""
    columns = words.shown_columns(views, lang)
    table = text_table(show_edge=False)
    for name in (word("date_and_id", lang), said("source", lang), said("unit_short", lang)):
        table.add_column(name, no_wrap=True)
    for name in columns:
        table.add_column(said(f"heading.{name}", lang), justify="right", max_width=_WIDTH)
    for view in views:
        table.add_section()
        rows = [["", "", *row[2:]] for row in _rows(view, columns, lang)]
        rows += [[""] * len(rows[0])] if len(rows) == 1 else []
        rows[0][:2] = _rows(view, columns, lang)[0][:2]
        rows[1][0] = view.entry.id
        for row in rows:
            table.add_row(*map(Text, row))
    if views:
        print_plainly(table)
        print_plainly(said("sources", lang))
    for entry in dropped:
        assert entry.dropped is not None
        when, day = entry.taken or entry.date, entry.dropped.date
        reason = entry.dropped.reason
        print_plainly(word("not_counted", lang, id=entry.id, when=when, day=day, reason=reason))


def as_markdown(views: Sequence[StatusView], lang: Lang) -> str:
    """Return a line per entry and service unit, oldest first."""
    head = [said("date", lang), said("source", lang), said("heading.unit", lang)]
    columns = words.shown_columns(views, lang)
    head += [said(f"heading.{name}", lang) for name in columns]
    rows = [row for view in views for row in _rows(view, columns, lang)]
    table = markdown(head, rows, right=range(3, len(head)))
    return f"{table}\n\n{said('sources', lang)}"


def _rows(view: StatusView, columns: Sequence[str], lang: Lang) -> list[list[str]]:
    when = moment(view.entry.taken or view.entry.date, lang)
    source = said(f"source_of_counts.{view.entry.source}", lang)
    rows = []
    for unit in view.units:
        cells = words.cells(view, unit, lang)
        rows.append([when, source, unit.value, *(cells[name] for name in columns)])
    return rows


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
        "catalogue": catalogue.id,
        "origin": origin,
        "entries": [_entry(entry, chosen) for entry in entries],
    }


def _entry(entry: HistoryEntry, units: set[str]) -> dict[str, Any]:
    values: dict[str, Any] = {"id": entry.id, **entry_as_dict(entry)}
    for name in ("surveyed", "reported"):
        if name in values:
            values[name] = {unit: row for unit, row in values[name].items() if unit in units}
    del values["format"]
    return values
