"""Periods as they are there now, and what became of writes that a killed push left open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from varaamo_sync.booking.flow import Flow
from varaamo_sync.errors import AmbiguousWrite
from varaamo_sync.hours import ROOMS, DatePeriod, DeletePeriod, ReadPeriods, Rows
from varaamo_sync.state.records import Intent, IntentState, Pairing, StateUpdate, Step
from varaamo_sync.sync.flow import Part
from varaamo_sync.sync.hours.content import content_of
from varaamo_sync.sync.journal import Find, flush_after, pk_of, poll_until
from varaamo_sync.sync.settings import PushSettings


def settle_hours_flow(settings: PushSettings) -> Flow[tuple[Intent, ...]]:
    """Find out what became of every write of hours that is still open; return those."""
    started, waiting = settings.now(), settings.state.intents(IntentState.OPEN)
    for intent in waiting:
        sent = min(started, intent.begun + settings.repeats_for)
        flow = flush_after(_settle(settings, intent, sent), settings.state)
        yield Part("settle", flow, {"room": intent.key})
    return waiting


def _settle(settings: PushSettings, intent: Intent, sent: datetime) -> Flow[None]:
    find, otherwise = _look_for(intent)
    try:
        found = yield from poll_until(settings, sent, intent.id, find)
    except AmbiguousWrite:  # noted as such; the plan shows it as a conflict
        return
    if found is None:
        settings.state.settle(intent.id, otherwise, settings.now())
        return
    pairing = Pairing(intent.told("resource"), intent.told("ext_uuid"))
    update = StateUpdate(intent.key, pairing, {intent.told("number"): intent.told("content")})
    settings.state.settle(intent.id, IntentState.STORED, settings.now(), pk_of(found), update)


def _look_for(intent: Intent) -> tuple[Find[DatePeriod | bool], IntentState]:
    """Return what looks for what a write has done, and what it is when that is not found."""
    told = intent.told
    if intent.step is Step.CREATE_PERIOD:
        return partial(find_by_origin, told("resource"), told("origin")), IntentState.NOT_STORED
    if intent.step is Step.REPLACE_PERIOD:
        find = partial(find_replaced, told("resource"), told("period"), told("content"))
        return find, IntentState.COMPARED
    return partial(find_deleted, told("resource"), told("period")), IntentState.COMPARED


def read_periods_of(resource: int) -> Flow[tuple[DatePeriod, ...]]:
    """Read the periods of a resource, those that can be read."""
    rows: Mapping[int, Rows[DatePeriod]] = yield ReadPeriods((resource,))
    return rows[resource].read


def carrying(periods: tuple[DatePeriod, ...], origin: str) -> list[DatePeriod]:
    """Return those of some periods that carry an origin of ours."""
    return [
        period
        for period in periods
        if any((o.source, o.origin_id) == (ROOMS, origin) for o in period.origins)
    ]


def find_by_origin(resource: int, origin: str) -> Flow[DatePeriod | None]:
    """Look for the period that carries an origin.

    Raises:
        AmbiguousWrite: More than one does.
    """
    found = carrying((yield from read_periods_of(resource)), origin)
    if len(found) > 1:
        raise AmbiguousWrite("several-periods", count=len(found), mark=origin)
    return found[0] if found else None


def find_replaced(resource: int, pk: int, content: str) -> Flow[DatePeriod | None]:
    """Look whether a period says what was sent."""
    periods = yield from read_periods_of(resource)
    there = (period for period in periods if period.pk == pk)
    return next((period for period in there if content_of(period) == content), None)


def find_deleted(resource: int, pk: int) -> Flow[bool | None]:
    """Look whether a period is gone."""
    periods = yield from read_periods_of(resource)
    return None if any(period.pk == pk for period in periods) else True


def undo_of_period(resource: int, origin: str, made: DatePeriod) -> Flow[DeletePeriod | None]:
    """Look whether another period carries an origin; return what deletes this one then."""
    found = carrying((yield from read_periods_of(resource)), origin)
    others = [period for period in found if period.pk != made.pk]
    return DeletePeriod(made.pk) if others and made.pk is not None else None
