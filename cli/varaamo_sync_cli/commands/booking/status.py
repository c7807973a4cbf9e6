"""``varaamo-sync status``: rooms by stage, the binding goal, and what is to be expected."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from varaamo_sync.catalogue_files.history import HISTORY
from varaamo_sync.errors import BookingError, UsageError
from varaamo_sync.goal import Outlook, Progress, progress, recall, recorded
from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.rules import unchecked
from varaamo_sync.sync import survey
from varaamo_sync_cli.commands.options import (
    DAY,
    UNITS,
    OneOf,
    format_option,
    lang_option,
    path_argument,
    store_option,
    target_options,
)
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.notes import note, talk_options
from varaamo_sync_cli.workspace.access.targets import Choice, Use, booking_api, origin_named
from varaamo_sync_cli.workspace.catalogue import (
    beside,
    checked,
    checked_against,
    read,
    tell_broken,
    tell_unread,
    tell_unsettled,
)
from varaamo_sync_cli.workspace.history.history_book import open_book
from varaamo_sync_cli.workspace.history.status_view import View, of_day, of_survey, tell_faults
from varaamo_sync_cli.workspace.history.surveys import kept_findings


@dataclass(frozen=True, slots=True)
class _Asked:
    path: Path
    choice: Choice
    store: str | None
    units: tuple[ServiceUnit, ...]
    lang: Lang


@click.command(name="status", short_help="Count rooms by stage; tell whether the goal is met.")
@path_argument
@target_options
@store_option
@click.option(
    "--as-of",
    type=DAY,
    metavar="DATE",
    help="The latest entry of the history on or before a day, such as 2027-01-31.",
)
@click.option("--offline", is_flag=True, help="From the last survey, without the booking system.")
@click.option("--record", is_flag=True, help="Append a dated entry to history.yaml.")
@click.option("--rooms", is_flag=True, help="List every room with its stage and the reason.")
@click.option(
    "--unit", "units", multiple=True, type=UNITS, help="Only this service unit; may be repeated."
)
@click.option("--fail-on", type=OneOf(["goal"]), help="Exit with 1 unless the goal is met.")
@format_option("text", "json", "markdown", "csv")
@lang_option
@talk_options
def command(
    path: Path,
    choice: Choice,
    store: str | None,
    as_of: date | None,
    offline: bool,
    record: bool,
    rooms: bool,
    units: tuple[str, ...],
    fail_on: str | None,
    form: str,
    lang: Lang,
) -> int:
    """Count rooms by stage from what the booking system shows. Needs no login.

    Every count can be traced to its rooms (--rooms, --format json).

    \b
    varaamo-sync status examples/helsinki --sandbox
    varaamo-sync status --target production --rooms --lang en
    varaamo-sync status --target production --record --format markdown
    varaamo-sync status examples/helsinki --as-of 2019-06-05
    """
    if sum((as_of is not None, offline, record)) > 1:
        raise UsageError(
            "--as-of, --offline and --record exclude each other.", fix="Keep one of them."
        )
    units_ = tuple(ServiceUnit(name) for name in units)
    asked = _Asked(path, choice, store, units_, lang)
    if as_of is not None:
        view = _past(asked, as_of)
    else:
        view = _offline(asked) if offline else _live(asked)
    if rooms and view.progress is None:
        note("of a day of the past only --format json names the rooms")
    _show(view, form, lang, rooms=rooms)
    if record:
        _record(asked, view)
    failed = not view.whole or (fail_on and view.outlook is not Outlook.MET)
    return Exit.FINDINGS if failed else Exit.DONE


def _live(asked: _Asked) -> View:
    reading, catalogue = read(asked.path)
    moment = now()
    try:
        with booking_api(asked.choice, catalogue, asked.path, Use.LOOK) as api:
            snapshot = survey(api, catalogue, now=moment)
            origin = api.origin
            tell_broken(snapshot)
    except BookingError:
        tell_unread(reading)
        note("status --offline shows the last survey, if there is one")
        raise
    with open_book(asked.path, asked.store, origin, catalogue.id) as book:
        reading = reading.held_against(book.counted())
        tell_unread(reading)
        tell_unsettled(book.unsettled())
        tell_faults(book.written, asked.lang)
        catalogue = reading.usable()
        loaded = checked_against(reading, catalogue, snapshot, now=moment)
        made = progress(
            catalogue,
            snapshot,
            book.pairings(),
            findings=loaded.findings,
            found=book.found(),
        )
        book.keep(made)
        return of_survey(
            catalogue,
            made,
            book.entries(),
            now=moment,
            origin=origin,
            units=asked.units,
        )


def _record(asked: _Asked, view: View) -> None:
    assert view.progress is not None
    entry = recorded(view.progress, view.catalogue.goal.notes)
    where = (asked.path, asked.store, view.origin, view.catalogue.id)
    with open_book(*where, writing=True) as book:
        added = book.record(entry)
    moved = len(added) - 1
    note(f"wrote {asked.path / HISTORY}" + (f", with {moved} earlier entries" if moved else ""))


def _offline(asked: _Asked) -> View:
    reading, catalogue = read(asked.path)
    origin = origin_named(asked.choice, catalogue)
    if origin is None:
        raise UsageError("Name the booking system: --sandbox, --target NAME or --url URL.")
    moment = now()
    reference, venues = beside(asked.path)
    with open_book(asked.path, asked.store, origin, catalogue.id) as book:
        reading = reading.held_against(book.counted())
        tell_unread(reading)
        tell_faults(book.written, asked.lang)
        catalogue = reading.usable()
        loaded = checked(reading, catalogue, now=moment, reference=reference, venues=venues)
        kept = book.last_survey()
        then = kept_findings(kept or {}, unchecked(reference, venues))
        made: Progress | None = None
        try:
            made = recall(catalogue, kept, findings=(*loaded.findings, *then)) if kept else None
        except ValueError:
            note("the last survey was kept by another version")
        if made is None:
            raise UsageError(
                f"No survey of {origin} is kept here.", fix="Run status without --offline once."
            )
        return of_survey(
            catalogue,
            made,
            book.entries(),
            now=moment,
            origin=origin,
            units=asked.units,
            offline=True,
        )


def _past(asked: _Asked, day: date) -> View:
    _, catalogue = read(asked.path)
    origin = origin_named(asked.choice, catalogue)
    if origin is None:
        note("no booking system is named: only reported entries are shown")
    with open_book(asked.path, asked.store, origin, catalogue.id) as book:
        tell_faults(book.written, asked.lang)
        history = book.entries()
    return of_day(catalogue, day, history, origin=origin, units=asked.units)


def _show(view: View, form: str, lang: Lang, *, rooms: bool) -> None:
    if form == "json":
        from varaamo_sync_cli.render.status.status_json import as_json

        click.echo(json.dumps(as_json(view, lang), ensure_ascii=False, indent=2))
    elif form == "text":
        from varaamo_sync_cli.render.status.status_text import write_text

        write_text(view, lang, rooms=rooms)
    else:
        from varaamo_sync_cli.render.status import status_report

        markdown = form == "markdown"
        click.echo(
            status_report.as_markdown(view, lang, rooms=rooms)
            if markdown
            else status_report.as_table(view, rooms=rooms)
        )
