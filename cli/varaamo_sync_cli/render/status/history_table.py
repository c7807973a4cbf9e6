"""The history as a table over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.text import Text

from varaamo_sync.goal import HistoryEntry, entry_as_dict
from varaamo_sync.model import Catalogue, Lang, ServiceUnit
from varaamo_sync.report import Standing
from varaamo_sync.report.sentences import counts as words
from varaamo_sync.words import Theme, moment
from varaamo_sync_cli.media.width import columns
from varaamo_sync_cli.render.rich_console import print_line, print_plainly
from varaamo_sync_cli.render.status.status_table import (
    add_rows,
    count_rows,
    lay_out,
    make_table,
    print_folded,
)
from varaamo_sync_cli.render.table_forms import markdown

said = Theme("report/standing")
word = Theme("commands/history")

_MOST = 6
"""Entries that are shown where not all are."""


def write_text(
    views: Sequence[Standing],
    dropped: Sequence[HistoryEntry],
    lang: Lang,
    *,
    full: bool = False,
) -> None:
    """Write the counts of each entry by service unit, oldest first, then what counts no more.

    Args:
        views: Entries that count.
        dropped: Entries that do not.
        lang: The language.
        full: Whether all entries are shown, and not the newest few.
    """
    shown = views if full else views[-_MOST:]
    if len(shown) < len(views):
        print_plainly(word("folded", lang, count=len(views) - len(shown)))
        print_line("")
    if shown:
        _write_counts(shown, lang)
        print_plainly(said("sources", lang))
    for entry in dropped:
        assert entry.dropped is not None
        when, day = entry.taken or entry.date, entry.dropped.date
        reason = entry.dropped.reason
        print_plainly(word("not_counted", lang, id=entry.id, when=when, day=day, reason=reason))


def _write_counts(views: Sequence[Standing], lang: Lang) -> None:
    width = columns()
    layout = lay_out(views, lang, width)
    if layout.widths:
        print_plainly(make_table(layout, layout.widths, lang))
    for view in views:
        rows = count_rows(view, lang, short=layout.short, total=False)
        print_plainly(Text(_title(view, lang), "bold"))
        if layout.widths:
            table = make_table(layout, layout.widths, lang, headed=False)
            add_rows(table, layout, rows)
            print_plainly(table)
        else:
            print_folded(layout, rows, lang, width)
        print_line("")


def _title(view: Standing, lang: Lang) -> str:
    entry = view.entry
    when = moment(entry.taken or entry.date, lang)
    source = said(f"source_of_counts.{entry.source}", lang)
    return word("entry", lang, when=when, source=source, id=entry.id)


def as_markdown(views: Sequence[Standing], lang: Lang) -> str:
    """Return a line per entry and service unit, oldest first."""
    head = [said("date", lang), said("source", lang), said("heading.unit", lang)]
    columns = words.shown_columns(views, lang)
    head += [said(f"heading.{name}", lang) for name in columns]
    rows = [row for view in views for row in _rows(view, columns, lang)]
    table = markdown(head, rows, right=range(3, len(head)))
    return f"{table}\n\n{said('sources', lang)}"


def _rows(view: Standing, columns: Sequence[str], lang: Lang) -> list[list[str]]:
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
