"""The table of facts, row by row: what a field of Respa becomes, what is asked, what is lost."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from tests.respa.recorded import rent, resource, unit
from tests.respa.test_mapping import carried
from varaamo_sync.respa import CarriedRoom


class Row(NamedTuple):
    """A row: fields of Respa, and what comes of them beside what the bare resource gives."""

    fields: dict[str, Any]
    taken: dict[str, Any] = {}  # noqa: RUF012  # a tuple's default
    asked: dict[str, str] = {}  # noqa: RUF012
    kept: dict[str, str] = {}  # noqa: RUF012


BARE: dict[str, Any] = {
    name: None for name in resource() if name not in ("id", "unit", "name", "reservable")
} | {"name": {"fi": "Sali"}}

ROWS = {
    "unit with an id of the service map": Row({"unit": "tprek:70001"}),
    "unit without": Row({"unit": "axunit1"}, asked={"venue.tprek": "axunit1"}),
    "unit of nobody": Row({"unit": None}, asked={"venue.tprek": "?"}),
    "name": Row(
        {"name": {"fi": " Iso  sali\n", "sv": "Sal", "en": ""}},
        {"name.fi": "Iso sali", "name.sv": "Sal"},
    ),
    "no name": Row({"name": {}}, {"name.fi": "axroom1"}, {"name.fi": "id axroom1"}),
    "description": Row(
        {"description": {"fi": "Eka.\r\n\r\nToka.\r\nKolmas."}},
        {"description.fi": "Eka.\n\nToka.\nKolmas."},
    ),
    "description with tags": Row(
        {"description": {"fi": "<script>x()</script><p onclick=y()>Hyvä <b>sali</b></p>"}},
        {"description.fi": "x()<p>Hyvä sali</p>"},
    ),
    "type": Row({"type": {"name": {"fi": "Työtila"}}}, {"type": "Työtila"}),
    "purposes": Row(
        {"purposes": [{"name": {"fi": "Kokous"}}, {"name": {"fi": "Juhlat"}, "parent": "x"}]},
        {"purposes": ["Kokous", "Juhlat"]},
    ),
    "equipment": Row(
        {"equipment": [{"name": {"fi": "Piano"}, "data": {"a": 1}, "description": None}]},
        {"equipment": ["Piano"]},
    ),
    "people_capacity": Row({"people_capacity": 1}, {"capacity.max": 1}),
    "people_capacity of none": Row({"people_capacity": 0}, asked={"capacity.max": "0"}),
    "area": Row({"area": 12.5}, {"area": 13}),
    "area of none": Row({"area": 0}, asked={"area": "0"}),
    "periods": Row(
        {"min_period": "01:00:00", "max_period": "1 00:00:00", "slot_size": "00:30:00"},
        {"booking.min": "1 h", "booking.max": "24 h", "booking.interval": "30 min"},
    ),
    "slot_size between two": Row({"slot_size": "00:40:00"}, {"booking.interval": "1 h"}),
    "slot_size above all": Row({"slot_size": "23:00:00"}, asked={"booking.interval": "23:00:00"}),
    "days in advance": Row(
        {"reservable_min_days_in_advance": 0, "reservable_max_days_in_advance": 90},
        {"booking.window.min_days": 0, "booking.window.max_days": 90},
    ),
    "days in advance, older": Row(
        {"reservable_days_in_advance": 60}, {"booking.window.max_days": 60}
    ),
    "bookings of one person": Row({"max_reservations_per_user": 3}, {"booking.max_per_person": 3}),
    "need_manual_confirmation": Row({"need_manual_confirmation": True}, {"booking.handling": True}),
    "authentication strong": Row({"authentication": "strong"}, {"booking.login": "strong"}),
    "authentication none": Row({"authentication": "none"}, asked={"booking.login": "none"}),
    "authentication of Turku": Row(
        {"authentication": "unauthenticated"}, asked={"booking.login": "unauthenticated"}
    ),
    "terms of all rooms": Row(
        {"generic_terms": {"fi": "Yleiset.", "sv": "Allmänna."}},
        kept={"generic_terms": "Yleiset.; Allmänna."},
    ),
    "payment terms": Row(
        {"payment_terms": {"fi": "Maksa."}},
        asked={"terms.payment": "Maksa."},
        kept={"payment_terms": "Maksa."},
    ),
    "terms of the room": Row(
        {"specific_terms": {"fi": "Ei ruokaa.", "en": "No food."}},
        asked={"terms.service": "Ei ruokaa."},
        kept={"specific_terms": "Ei ruokaa.\nNo food."},
    ),
    "reservation_info": Row(
        {"reservation_info": {"en": "Ask the desk."}},
        {"instructions.confirmed.en": "Ask the desk."},
    ),
    "responsible_contact_info": Row(
        {"responsible_contact_info": {"fi": "Puh. 09", "sv": "Tel. 09"}},
        {"contact": "Puh. 09"},
        kept={"responsible_contact_info": "Tel. 09"},
    ),
    "captions and plans": Row(
        {
            "images": [
                {"url": "/resource_image/7", "type": "map", "caption": {"fi": "Kartta"}},
                {"url": "/resource_image/8", "type": "main", "caption": None},
            ]
        },
        kept={"captions": "axroom1-7: map / Kartta"},
    ),
    "external_reservation_url": Row(
        {"external_reservation_url": "https://example.org/b"}, {"earlier": "viewable"}
    ),
    "reservable false": Row({"reservable": False}, {"earlier": "viewable"}),
    "public false": Row({"public": False}, {"earlier": "viewable"}),
    "what who books is asked": Row(
        {
            "required_reservation_extra_fields": ["reserver_name"],
            "supported_reservation_extra_fields": ["reserver_name", "comments"],
            "reservation_extra_questions": {"fi": "Tarvitsetteko kahvia?"},
        },
        kept={
            "required_reservation_extra_fields": "reserver_name",
            "reservation_extra_questions": "Tarvitsetteko kahvia?",
        },
    ),
    "attachments and messages": Row(
        {
            "attachments": [{"url": "https://example.org/a.pdf"}],
            "reservation_metadata_set": "pitkä",
            "reservation_confirmed_notification_extra": {"fi": "Tervetuloa!"},
        },
        kept={
            "attachments": "https://example.org/a.pdf",
            "reservation_metadata_set": "pitkä",
            "reservation_confirmed_notification_extra": "Tervetuloa!",
        },
    ),
    "extras": Row(
        {"products": [{"type": "extra", "name": {"fi": "Kahvit"}, "price": {}}]},
        kept={"products": "Kahvit"},
    ),
    "hours": Row(
        {"opening_hours": [{"date": "2026-12-01", "opens": None, "closes": None}]}
    ),
    "Turku: scheduled publishing": Row(
        {
            "publish_date": {
                "begin": "2026-12-01T06:00:00Z",
                "end": "2027-01-31T22:00:00+02:00",
                "reservable": True,
            }
        },
        {"publish.from": "2026-12-01 08:00", "publish.until": "2027-01-31 22:00"},
    ),
    "Turku: half a schedule": Row(
        {"publish_date": {"begin": None, "end": "pian", "reservable": False}},
        asked={"publish.until": "pian"},
    ),
    "Turku: ages": Row({"min_age": 13, "max_age": 29}, kept={"min_age": "13", "max_age": "29"}),
    "Turku: of age": Row({"min_age": 18, "max_age": 0}, {"booking.adults_only": True}),
    "Turku: cooldown": Row({"cooldown": "00:15:00"}, {"booking.buffer_after": "15 min"}),
    "Turku: nights": Row(
        {
            "overnight_reservations": True,
            "overnight_start_time": "14:00:00",
            "overnight_end_time": "11:00:00",
        },
        kept={"overnight_reservations": "14:00–11:00"},
    ),
    "Turku: no nights": Row(
        {"overnight_reservations": False, "overnight_start_time": "14:00:00"},
    ),
    "Turku: Timmi": Row(
        {"timmi_resource": True, "timmi_room_id": 9},
        kept={"timmi_resource": "true", "timmi_room_id": "9"},
    ),
    "Turku: door codes": Row({"access_code_type": "pin6"}, kept={"access_code_type": "pin6"}),
    "Turku: what is off or nothing": Row(
        {
            "access_code_type": "none", "cash_payments_allowed": False, "cooldown": "00:00:00",
            "is_external": True, "max_age": 0, "min_age": 0, "payment_requested_waiting_time": 24,
            "publish_date": None, "send_sms_notification": False, "tags": [],
            "timmi_resource": False, "universal_field": [],
        },
    ),
    "Turku: further fields of the form": Row(
        {
            "universal_field": [{"name": "tables", "label": {"fi": "Pöydät"}, "options": []}],
            "reservation_additional_information": {"fi": "Avain.", "en": "Key."},
            "send_sms_notification": True,
        },
        kept={
            "universal_field": "Pöydät",
            "reservation_additional_information": "Avain.; Key.",
            "send_sms_notification": "true",
        },
    ),
}  # fmt: skip


def beside_bare(room: CarriedRoom) -> Row:
    """Return what a room has that a bare one has not."""
    bare = carried(**BARE)
    taken = {id: one.value for id, one in room.taken.items() if bare.taken.get(id) != one}
    asked = {id: one.words for id, one in room.asked.items()}
    return Row({}, taken, asked, dict(room.kept))


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_each_row_of_the_table(row: Row) -> None:
    """A field is taken, asked or kept, each as the facts say; nothing vanishes."""
    found = beside_bare(carried(**BARE | row.fields))
    taken = {id: value for id, value in found.taken.items() if value != "draft"}

    assert (row.taken, row.asked, row.kept) == (taken, found.asked, found.kept)


@pytest.mark.parametrize(
    ("kind", "unit"),
    [("hourly", "per_hour"), ("daily", "per_day"), ("weekly", "per_week"), ("fixed", "fixed")],
)
def test_a_price_has_its_unit_and_no_vat(kind: str, unit: str) -> None:
    """VAT is never guessed: neither where none is told, nor by an old rate of a product."""
    plain = carried(**BARE | {"min_price": "5.00", "max_price": "8.00", "price_type": kind})
    online = carried(**BARE | {"min_price": "7.00", "products": [rent("7.00", "24.00")]})

    assert ("5.00", "8.00", unit) == tuple(
        str(plain.price[part].value) for part in ("lowest", "highest", "unit")
    )
    assert {"price.vat"} == set(plain.asked)
    assert ("online", {"price.vat": "24.00 %"}) == (
        online.price["payment"].value, {id: one.words for id, one in online.asked.items()},
    )  # fmt: skip


def test_a_unit_gives_its_venue() -> None:
    """A place of the service map by its id; one of Respa's own by name and address."""
    assert "70001" == carried(unit="tprek:70001").venue.tprek
    listed = carried(unit=unit()["id"]).venue
    assert ("", "Satukirjasto", "Satukatu 4") == (listed.tprek, listed.name["fi"], listed.address)
