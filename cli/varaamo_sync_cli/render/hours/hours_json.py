"""``hours status`` as JSON."""

from __future__ import annotations

from typing import Any

from varaamo_sync.hours import Absence
from varaamo_sync.json_values import json_value
from varaamo_sync.model import Lang
from varaamo_sync.report.sentences import absence as absence_words
from varaamo_sync.sync.hours import no_hours_of
from varaamo_sync_cli.render.hours.hours_words import about, reason
from varaamo_sync_cli.workspace.hours.hours_view import HoursView, SeenRoom


def as_json(view: HoursView, lang: Lang) -> dict[str, Any]:
    """Return what ``hours-status.schema.json`` describes."""
    return {
        "format_version": 1,
        "catalogue": view.catalogue.id,
        "origin": view.origin,
        "hours_origin": view.source,
        "taken": json_value(view.taken),
        "counts": {
            "with_hours": view.open,
            "without_hours": len(view.rooms) - view.open,
            "not_in_booking_system": view.missing,
        },
        "links": [
            {
                "venue": item.venue.label(lang),
                "tprek": item.venue.tprek,
                "link": item.link,
                "rooms": [room.key for room in item.rooms],
            }
            for item in view.links
        ],
        "rooms": [_room(item, lang) for item in view.rooms],
        "dropped": [
            {
                "room": room.key,
                "name": room.label(lang),
                "why": room.dropped.value if room.dropped else None,
                "periods": sum(period.found is not None for period in room.periods),
            }
            for room in view.dropped
        ],
    }


def _room(item: SeenRoom, lang: Lang) -> dict[str, Any]:
    room, seen, absence = item.room, item.seen, item.seen.absence
    return {
        "room": room.key,
        "name": room.label(lang),
        "service_unit": room.service_unit.value,
        "venue": room.venue.label(lang),
        "tprek": room.venue.tprek,
        "resource": seen.resource.pk if seen.resource else None,
        "periods": len(seen.periods.read),
        "why": absence.why.value,
        "message": reason(absence, lang),
        "about": about(item, lang),
        "period": _period(absence, lang) if absence.period else None,
        "day": json_value(absence.day),
        "first_reservable": json_value(item.progress.evidence.first_reservable),
        "states": [str(state) for state in absence.states],
    }


def _period(absence: Absence, lang: Lang) -> dict[str, Any]:
    told = no_hours_of(absence)
    return {
        "pk": told.period,
        "name": absence_words.period_name(told, lang),
        "start_date": json_value(told.first),
        "end_date": json_value(told.last),
    }
