"""How the goal stands, live, offline or on a day of the past: what ``status`` shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace

from varaamo_sync.errors import BookingError, TargetUnknown, UsageError
from varaamo_sync.goal import (
    HistoryEntry,
    Progress,
    Source,
    entry_on,
    entry_to_show,
    evaluate,
    evaluate_entry,
    progress,
    recall_progress,
    timeline,
)
from varaamo_sync.model import HELSINKI, Catalogue, GoalTerms, Lang, ServiceUnit
from varaamo_sync.report import Standing
from varaamo_sync.rules import check, unchecked_rules
from varaamo_sync.sync import check_against, survey
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.console.verbosity import note
from varaamo_sync_cli.workspace.access.targets import Place, Use, booking_api, origin_named
from varaamo_sync_cli.workspace.booking.notices import (
    tell_broken,
    tell_broken_rules,
    tell_hidden,
    tell_history_faults,
    tell_unread,
    tell_unsettled,
)
from varaamo_sync_cli.workspace.catalogue.catalogue_folder import (
    findings_anywhere,
    read_beside,
    read_folder,
)
from varaamo_sync_cli.workspace.catalogue.own_rules import own_rules
from varaamo_sync_cli.workspace.history.history_book import HistoryBook, open_book
from varaamo_sync_cli.workspace.history.hours_reasons import explain_hours, hours_named
from varaamo_sync_cli.workspace.history.surveys import findings_of

say = Theme("commands/notes")


def units_to_show(units: Collection[ServiceUnit], goal: GoalTerms) -> tuple[ServiceUnit, ...]:
    """Return the service units that are shown: those of the goal, where none was asked for."""
    chosen = units or goal.units or tuple(ServiceUnit)
    return tuple(unit for unit in ServiceUnit if unit in chosen)


def view_live(place: Place, units: Collection[ServiceUnit], lang: Lang) -> Standing:
    """Survey the booking system, and return how the goal stands.

    Raises:
        BookingError: It could not be read.
    """
    reading = read_folder(place.folder)
    catalogue, moment = reading.usable(), now()
    try:
        with booking_api(place.choice, catalogue, place.folder, Use.LOOK) as api:
            snapshot = survey(api, catalogue, now=moment)
            origin = api.origin
            tell_broken(snapshot)
            tell_hidden(snapshot)
    except BookingError:
        tell_unread(reading)
        note(say("try_offline", lang))
        raise
    with open_book(place, origin, catalogue.id) as book:
        reading = reading.held_against(book.last_counts())
        tell_unread(reading)
        tell_unsettled(book.unsettled_rooms())
        catalogue = reading.usable()
        own = own_rules().rules
        checked = check_against(catalogue, snapshot, now=moment, rules=own)
        findings = findings_anywhere(reading, checked)
        tell_broken_rules(findings)
        found = progress(
            catalogue, snapshot, book.pairings(), findings=findings, found=book.earlier_values()
        )
        found = explain_hours(place, catalogue, snapshot, found, lang)
        view = view_progress(catalogue, found, book, book.entries(), lang=lang, units=units)
    return replace(view, hours_unasked=not hours_named(place, catalogue))


def view_progress(
    catalogue: Catalogue,
    found: Progress,
    book: HistoryBook,
    entries: tuple[HistoryEntry, ...],
    *,
    lang: Lang,
    units: Collection[ServiceUnit] = (),
) -> Standing:
    """Return what a survey shows beside what was counted before, and keep it as the last one."""
    assert found.taken is not None
    tell_history_faults(book.file_entries, book.folder, lang)
    book.keep(found)
    return _view(catalogue, found, entries, now=found.taken, units=units)


def view_offline(place: Place, units: Collection[ServiceUnit], lang: Lang) -> Standing:
    """Return how the goal stood at the last survey, without the booking system.

    Raises:
        TargetUnknown: No booking system is named.
        UsageError: None of its surveys is kept here.
    """
    reading = read_folder(place.folder)
    catalogue, moment = reading.usable(), now()
    origin = origin_named(place.choice, catalogue)
    if origin is None:
        raise TargetUnknown("target-unnamed")
    reference, venues = read_beside(place.folder)
    with open_book(place, origin, catalogue.id) as book:
        reading = reading.held_against(book.last_counts())
        tell_unread(reading)
        tell_history_faults(book.file_entries, place.folder, lang)
        catalogue = reading.usable()
        checked = check(
            catalogue, now=moment, reference=reference, venues=venues, rules=own_rules().rules
        )
        kept = book.last_survey() or {}
        then = findings_of(kept, unchecked_rules(reference, venues))
        try:
            found = recall_progress(
                catalogue, kept, findings=(*findings_anywhere(reading, checked), *then)
            )
        except ValueError:
            if kept:
                note(say("old_survey", lang))
            raise UsageError("survey-none", origin=origin) from None
        assert found.taken is not None
        # In UTC, or the night when the clocks are set would count an hour too many.
        age = max(moment.astimezone(dt.UTC) - found.taken.astimezone(dt.UTC), dt.timedelta())
        view = _view(catalogue, found, book.entries(), now=moment, units=units, age=age)
    return replace(view, hours_unasked=not hours_named(place, catalogue))


def view_of_day(place: Place, units: Collection[ServiceUnit], lang: Lang, day: dt.date) -> Standing:
    """Return what the latest entry on or before a day shows.

    Raises:
        UsageError: There is no such entry.
    """
    catalogue = read_folder(place.folder).usable()
    origin = origin_named(place.choice, catalogue)
    if origin is None:
        note(say("no_target", lang))
    with open_book(place, origin, catalogue.id) as book:
        tell_history_faults(book.file_entries, place.folder, lang)
        history = book.entries()
    entry = entry_on(history, day)
    if entry is None:
        raise UsageError(
            "entry-none-by" if history else "entry-none",
            day=day,
            first=timeline(history)[0].date if history else None,
        )
    shown = units_to_show(units, catalogue.goal)
    goal = None
    if surveyed := entry.source is Source.SURVEYED:
        goal = evaluate_entry(catalogue.goal, entry, history, day, units=shown)
    return Standing(
        catalogue=catalogue,
        units=shown,
        entry=entry,
        goal=goal,
        origin=origin if surveyed else None,
        past=True,
        history=history,
    )


def _view(
    catalogue: Catalogue,
    found: Progress,
    history: tuple[HistoryEntry, ...],
    *,
    now: dt.datetime,
    units: Collection[ServiceUnit],
    age: dt.timedelta | None = None,
) -> Standing:
    """Return what a survey shows, judged on the day that it is."""
    shown = units_to_show(units, catalogue.goal)
    today = now.astimezone(HELSINKI).date()
    return Standing(
        catalogue=catalogue,
        units=shown,
        entry=entry_to_show(found, catalogue.goal.notes),
        progress=found,
        goal=evaluate(catalogue.goal, found, history, today, units=shown),
        origin=found.origin,
        age=age,
        left_out=tuple(sorted(found.coverage.unread)),
        unread=found.coverage.units,
        whole=found.coverage.whole,
        history=history,
    )
