"""How far a move between two booking systems is: as text, and as JSON values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from varaamo_sync.goal import EndCounts, RoomAtBothEnds, RoomProgress, Whereabouts
from varaamo_sync.json_values import json_value, pick
from varaamo_sync.model import Lang
from varaamo_sync.report.sentences import rooms as room_words
from varaamo_sync.words import Theme, speak_of, system_name
from varaamo_sync_cli.console.verbosity import quiet
from varaamo_sync_cli.render.rich_console import print_line, print_plainly, quote
from varaamo_sync_cli.render.table_forms import text_table
from varaamo_sync_cli.workspace.access.command_line import typed_for
from varaamo_sync_cli.workspace.history.two_targets import Move

said = Theme("commands/move")
total_words = Theme("report/standing")

_PLACES = ("old", "both", "new", "neither", "unknown")
_BOOKABLE = ("bookable_old", "bookable_new", "bookable_twice")
_MOST_NAMES = 5


def write_move(move: Move, lang: Lang, *, rooms: bool, full: bool) -> None:
    """Write how far a move is, what needs doing, and what to type next.

    Args:
        move: What is shown.
        lang: The language.
        rooms: Whether every room is listed.
        full: Whether no list of names is cut.
    """
    names = _names(move, lang)
    counts = move.ends.counts()
    verdict = said("verdict", lang, count=counts.total, bookable=counts.bookable_new, **names)
    print_plainly(Text(str(verdict), "bold"))
    print_plainly(_table(move, lang))
    for code, items in _work(move):
        if items:
            shown = [one.room.label(lang) for one in items]
            listed = _listed(shown, lang, full=full)
            print_line(quote(str(said(code, lang, count=len(items), rooms=listed, **names))))
    if rooms:
        print_line("")
        print_plainly(_rooms(move, lang))
    if not quiet():
        for step in ("", *_steps(move, lang)):
            click.echo(step, err=True)


def _names(move: Move, lang: Lang) -> dict[str, str]:
    """Return what the two ends are called: targets by their names, others by their addresses."""
    return {"old": system_name(move.old, lang), "new": system_name(move.new, lang)}


def _table(move: Move, lang: Lang) -> Table:
    table = text_table()
    table.add_column("")
    for heading in (*(unit.value for unit in move.units), total_words("heading.total", lang)):
        table.add_column(str(heading), justify="right")
    columns: list[EndCounts] = [move.ends.counts(unit) for unit in move.units]
    columns.append(move.ends.counts())
    for name in (*_PLACES, *_BOOKABLE):
        words = said(f"row.{name}", lang, **_names(move, lang))
        cells = [str(getattr(column, name)) for column in columns]
        table.add_row(str(words), *cells, end_section=name == _PLACES[-1])
    return table


def _work(move: Move) -> Iterator[tuple[str, Sequence[RoomAtBothEnds]]]:
    """Yield what needs doing, the most urgent first, with its rooms."""
    yield "twice", [one for one in move.ends.rooms if one.bookable_twice]
    yield "no_more", [one for one in move.ends.rooms if one.bookable_no_more]
    yield "left", move.ends.in_place(Whereabouts.OLD)
    yield "unknown", move.ends.in_place(Whereabouts.UNKNOWN)


def _listed(names: Sequence[str], lang: Lang, *, full: bool) -> str:
    shown = names if full else names[:_MOST_NAMES]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" {said('more', lang, count=more)}" if more else "")


def _rooms(move: Move, lang: Lang) -> Table:
    table = text_table()
    ends = _names(move, lang).values()
    for heading in (said("heading.room", lang), said("heading.place", lang), *ends):
        table.add_column(str(heading))
    for one, *told in zip(move.ends.rooms, *_why(move, lang), strict=True):
        place = said(f"place.{one.whereabouts.value}", lang)
        table.add_row(one.room.label(lang), str(place), *told)
    return table


def _why(move: Move, lang: Lang) -> tuple[list[str], list[str]]:
    """Return the reasons for the stages at both ends, each in words that speak of that end."""
    told = []
    for end, forms in zip(("old", "new"), move.spoken, strict=True):
        with speak_of(forms):
            told.append([str(room_words.why(getattr(one, end), lang)) for one in move.ends.rooms])
    return told[0], told[1]


def _steps(move: Move, lang: Lang) -> Iterable[str]:
    typed = typed_for(move.place)
    yield str(said("next.plan", lang, command=typed("plan")))
    yield str(said("next.status", lang, command=typed("status")))


def move_as_json(move: Move, lang: Lang) -> dict[str, Any]:
    """Return what ``schemas/status-move.schema.json`` describes."""
    ends = move.ends
    return {
        "catalogue": move.catalogue,
        "complete": ends.complete,
        "old": {"name": move.old, **pick(ends.old, "origin", "taken")},
        "new": {"name": move.new, **pick(ends.new, "origin", "taken")},
        "total": _counts(ends.counts()),
        "units": {unit.value: _counts(ends.counts(unit)) for unit in move.units},
        "rooms": [
            _room(one, *told, lang=lang)
            for one, *told in zip(ends.rooms, *_why(move, lang), strict=True)
        ],
    }


def _counts(counts: EndCounts) -> dict[str, int]:
    names = (*_PLACES, *_BOOKABLE, "total")
    return {name: getattr(counts, name) for name in names}


def _room(one: RoomAtBothEnds, old: str, new: str, *, lang: Lang) -> dict[str, Any]:
    return {
        "room": one.room.key,
        "name": one.room.label(lang),
        "service_unit": one.room.service_unit.value,
        "whereabouts": one.whereabouts.value,
        "bookable_twice": one.bookable_twice,
        "bookable_no_more": one.bookable_no_more,
        "old": _end(one.old, old),
        "new": _end(one.new, new),
    }


def _end(item: RoomProgress, said_of_it: str) -> dict[str, Any]:
    return {
        **pick(item, "stage", "reason"),
        "said": said_of_it,
        "pk": json_value(item.evidence.pk),
    }
