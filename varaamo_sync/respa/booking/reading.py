"""From the rows of Respa's answers to values of the snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from varaamo_sync.booking.port import Stored
from varaamo_sync.booking.protocol.exchange import JSON
from varaamo_sync.model import HELSINKI, LANGS, Lang, Login, PriceUnit
from varaamo_sync.model.open_times import Span
from varaamo_sync.respa.booking.fields import (
    CONTACT,
    CONTACT_FIELD,
    HANDLING,
    HANDLING_FIELD,
    LENGTHS,
    LOGIN,
    LOGIN_FIELD,
    NUMBERS,
    TEXTS,
    UNITS,
)
from varaamo_sync.respa.booking.ids import KnownIds, tprek_of
from varaamo_sync.respa.move.lengths import length_of
from varaamo_sync.snapshot import (
    Named,
    PriceRow,
    PublishingState,
    RemoteRoom,
    RemoteVenue,
    ReservationState,
    Value,
)
from varaamo_sync.stored_form import bare_price, stored_contact, stored_html, stored_plain


def texts(value: Any) -> Mapping[Lang, str]:
    """Return a text by language; languages without one, and ``null``, are left out."""
    if not isinstance(value, Mapping):
        return {}
    found: dict[Lang, str] = {}
    for lang in LANGS:
        if isinstance(text := value.get(lang), str) and text.strip():
            found[lang] = text
    return found


def venue(row: JSON, ids: KnownIds) -> RemoteVenue:
    """Read a unit; where its id is not made of a TPREK id, Helsinki's service map may tell it."""
    of_map = row.get("map_service_id")
    tprek = tprek_of(row["id"]) or (str(of_map) if of_map else None)
    return RemoteVenue(pk=ids.note(row["id"]), tprek=tprek, name=texts(row["name"]))


def named(row: JSON) -> Named:
    """Read a row of reference data."""
    return Named(pk=row["id"], name=texts(row["name"]))


def room(row: JSON, ids: KnownIds) -> RemoteRoom:
    """Read a room: of a list, which has its unit's id, or by itself, with the whole unit."""
    unit = row["unit"]["id"] if isinstance(row["unit"], dict) else row["unit"]
    venue_pk = ids.note(unit or "")
    is_shown = row["public"] is not False
    price = _price(row)
    return RemoteRoom(
        pk=ids.note(row["id"], venue_pk),
        ext_uuid=row["id"],
        venue=venue_pk,
        values={**_values(row), "pricing": (price,) if price else ()},
        spaces=(),
        is_draft=not is_shown,
        publishing=PublishingState.PUBLISHED if is_shown else PublishingState.DRAFT,
        reservation=_reservation(row),
        season_only=False,
        prices=((0, price, date.min),) if price else (),
        images=len(row.get("images") or ()),
        created=_moment(row.get("created_at")),
        keeps_hours=True,
        staff_id=row["id"],
    )


def stored(row: JSON, ids: KnownIds) -> Stored:
    """Read what a write to a room answered."""
    found = room(row, ids)
    return Stored(found.pk, found.ext_uuid, found.publishing)


def spans(row: JSON, first: date, last: date) -> tuple[Span, ...]:
    """Read the opening hours of a room that touch some days.

    Respa turns moments to UTC and cuts them to days, so a day more than was asked for may come.
    """
    found = []
    for day in row.get("opening_hours") or ():
        if first <= date.fromisoformat(day["date"]) <= last and day["opens"] and day["closes"]:
            opens, closes = _moment(day["opens"]), _moment(day["closes"])
            if opens and closes and opens < closes:
                found.append(Span(opens, closes))
    return tuple(found)


def _reservation(row: JSON) -> ReservationState:
    if row.get("external_reservation_url"):
        return ReservationState.BOOKED_ELSEWHERE
    return ReservationState.RESERVABLE if row.get("reservable") else ReservationState.VIEW_ONLY


def _values(row: JSON) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for path, field in TEXTS.items():
        form = stored_plain if path == "name" else stored_html
        said = texts(row.get(field))
        values |= {f"{path}.{lang}": form(said.get(lang)) for lang in LANGS}
    contact = texts(row.get(CONTACT_FIELD))
    values[CONTACT] = stored_contact(next((contact[lang] for lang in LANGS if lang in contact), ""))
    kind = row.get("type")
    values["type"] = named(kind).label if isinstance(kind, dict) else None
    values["purposes"] = frozenset(named(each).label for each in row.get("purposes") or ())
    for path, field in NUMBERS.items():
        number = row.get(field)
        if number is None or (isinstance(number, int) and not isinstance(number, bool)):
            values[path] = number
    for path, field in LENGTHS.items():
        written = row.get(field)
        length = length_of(written)
        if length is not None or written is None:
            values[path] = length or None
    values[HANDLING] = row.get(HANDLING_FIELD) is True
    login = row.get(LOGIN_FIELD)
    values[LOGIN] = Login(login) if login in tuple(Login) else str(login)
    return values


def _price(row: JSON) -> PriceRow | None:
    amounts = [Decimal(str(row[name])) for name in ("min_price", "max_price") if row.get(name)]
    unit = UNITS.get(row.get("price_type") or "hourly")
    if not amounts or unit is None:
        return None
    cents = Decimal("0.01")
    lowest, highest = (amount.quantize(cents) for amount in (amounts[0], amounts[-1]))
    return bare_price(lowest, highest, PriceUnit(unit))


def _moment(text: object) -> datetime | None:
    if not isinstance(text, str):
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=HELSINKI)
