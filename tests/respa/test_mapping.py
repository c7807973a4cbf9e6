"""What becomes of a resource: taken, asked or kept, and told where it contradicts itself."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from tests.respa.recorded import page, rent, resource, unit
from varaamo_sync.respa import CarriedRoom, CarriedVenue, carry_over, read_page


def carried(**fields: Any) -> CarriedRoom:
    """Return a resource, carried over as it is read from a page."""
    found = read_page(page(resource(**fields), unit()))
    assert found is not None
    return carry_over(found.resources[0], {one["id"]: one for one in found.units})


def values(room: CarriedRoom) -> dict[str, Any]:
    """Return what was taken of a room."""
    return {field: taken.value for field, taken in room.taken.items()}


def test_what_has_a_counterpart_is_taken() -> None:
    """Names, texts, numbers and the rules of booking stand where a catalogue has them."""
    assert {
        "name.fi": "Neuvotteluhuone",
        "name.sv": "Mötesrum",
        "name.en": "Meeting room",
        "description.fi": "Pöytä ja tuoleja.\nNäyttö.\n\nToinen kappale.",
        "instructions.confirmed.fi": "Avain vahtimestarilta.",
        "contact": "tilat@example.org",
        "type": "Kokoustila",
        "purposes": ["Kokoukset"],
        "equipment": ["Näyttö"],
        "capacity.max": 12,
        "area": 30,
        "booking.max_per_person": 4,
        "booking.window.min_days": 1,
        "booking.window.max_days": 30,
        "booking.min": "30 min",
        "booking.max": "4 h",
        "booking.interval": "30 min",
        "booking.handling": True,
        "booking.login": "strong",
        "earlier": "bookable",
        "wanted": "draft",
    } == values(carried())
    assert not carried().asked
    assert not carried().kept
    assert not carried().oddities


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({"specific_terms": {"fi": "Ei ruokaa."}}, {"terms.service": "Ei ruokaa."}),
        ({"payment_terms": {"sv": "Betala."}}, {"terms.payment": "Betala."}),
        ({"authentication": "none"}, {"booking.login": "none"}),
        ({"people_capacity": "viisi"}, {"capacity.max": "viisi"}),
        ({"area": -1}, {"area": "-1"}),
        ({"min_period": "00:30:30"}, {"booking.min": "00:30:30"}),
        ({"slot_size": "12:00:00"}, {"booking.interval": "12:00:00"}),
        ({"unit": "axunit9"}, {"venue.tprek": "axunit9"}),
        ({"min_price": "paljon"}, {"price": "paljon € hourly"}),
        ({"min_price": "5.00", "price_type": "monthly"}, {"price": "5.00 € monthly"}),
        ({"min_price": "5.00", "max_price": "4.00"}, {"price": "5.00–4.00 € hourly"}),
        ({"min_price": "5.00"}, {"price.vat": "5.00 € hourly"}),
        ({"products": [rent("7.00", "24.00")]}, {"price.vat": "24.00 %"}),
    ],
)
def test_what_nobody_can_know_is_asked(fields: dict[str, Any], asked: dict[str, str]) -> None:
    """Terms, VAT, ids and whatever is not what it should be are questions in Respa's own words."""
    assert asked == {field: one.words for field, one in carried(**fields).asked.items()}


@pytest.mark.parametrize(
    ("fields", "price"),
    [
        ({"min_price": "0.00", "max_price": "0.00"}, {"free": True}),
        (
            {"min_price": 0, "max_price": 1},
            {"lowest": "0.00", "highest": "1.00", "unit": "per_hour"},
        ),
        (
            {"min_price": "6.00", "price_type": "fixed"},
            {"lowest": "6.00", "highest": "6.00", "unit": "fixed"},
        ),
        (
            {"min_price": None, "min_price_per_hour": "1.00", "max_price_per_hour": 2.5},
            {"lowest": "1.00", "highest": "2.50", "unit": "per_hour"},
        ),
        (
            {"min_price": "1.00", "products": [rent("6.00", period="00:30:00")]},
            {"lowest": "1.00", "highest": "12.00", "unit": "per_hour", "payment": "online"},
        ),
    ],
)
def test_prices(fields: dict[str, Any], price: dict[str, Any]) -> None:
    """Amounts stay exact, and what is charged by half an hour is told by the hour."""
    found = {part: taken.value for part, taken in carried(**fields).price.items()}

    amounts = {part: Decimal(price[part]) for part in ("lowest", "highest") if part in price}
    assert price | amounts == found


@pytest.mark.parametrize(
    ("fields", "rule", "asked"),
    [
        (
            {"min_price": "7.00", "max_price": "7.00", "products": [rent("7.30")]},
            "respa-price-differs",
            {"price": "7.00 € hourly; 7.30 € / 01:00:00"},
        ),
        (
            {"min_price": "0.00", "description": {"fi": "Yrityksille hinta on 100€ tunti."}},
            "respa-price-text",
            {"price": "0.00 € hourly; 100 €"},
        ),
        (
            {"location": {"type": "Point", "coordinates": [60.44, 22.24]}},
            "respa-point-swapped",
            {},
        ),
        ({"slot_size": "00:45:00"}, "respa-interval-rounded", {}),
    ],
)
def test_oddities_are_named(fields: dict[str, Any], rule: str, asked: dict[str, str]) -> None:
    """What contradicts itself is told by a rule of its own, and no price is chosen by guess."""
    room = carried(**fields)

    assert [rule] == [one.rule for one in room.oddities]
    assert asked == {field: one.words for field, one in room.asked.items()}
    assert not room.price


@pytest.mark.parametrize(
    ("fields", "earlier", "evidence"),
    [
        ({}, "bookable", ("reservable", "true")),
        ({"reservable": False}, "viewable", ("reservable", "false")),
        (
            {"external_reservation_url": "https://example.org/x"},
            "viewable",
            ("external_reservation_url", "https://example.org/x"),
        ),
    ],
)
def test_what_a_room_was_is_told_with_its_evidence(
    fields: dict[str, Any], earlier: str, evidence: tuple[str, str]
) -> None:
    """A room booked elsewhere, or nowhere, could only be looked at; all come as drafts."""
    room = carried(**fields)

    assert (earlier, "draft") == (values(room)["earlier"], values(room)["wanted"])
    assert evidence == room.evidence


def test_what_has_no_counterpart_is_kept() -> None:
    """Terms for all, extras, hours, and fields that nobody has heard of stay in words."""
    room = carried(
        generic_terms={"fi": "Yleiset ehdot."},
        products=[{"type": "extra", "name": {"fi": "Lounas"}, "price": {}}],
        opening_hours=[
            {"date": "2026-12-01", "opens": "2026-12-01T08:00:00+02:00",
             "closes": "2026-12-01T16:00:00+02:00"}
        ],
        min_age=13,
        brand_new={"deep": [1, None]},
        tags=["a", "b"],
    )  # fmt: skip

    assert {
        "products": "Lounas",
        "opening_hours": "2026-12-01 08:00–16:00",
        "generic_terms": "Yleiset ehdot.",
        "min_age": "13",
        "brand_new": '{"deep": [1, null]}',
        "tags": "a, b",
    } == dict(room.kept)


def test_texts_are_safe() -> None:
    """Scripts go, line breaks of HTML without blocks stay seen, and a name is on one line."""
    room = carried(
        name="Sali <b>1</b>\n",
        description={"fi": "<b>Iso</b> sali\r\ntalossa<script>x</script>", "en": None, "sv": "  "},
    )

    assert "Sali 1" == values(room)["name.fi"]
    assert "<p>Iso sali<br>talossax</p>" == values(room)["description.fi"]
    assert "description.sv" not in room.taken


def test_units_are_known_by_list_and_by_detail() -> None:
    """A unit is described by a list of units or by the resource; one that is not, by its id."""
    assert CarriedVenue("tprek:70001", "70001") == carried().venue
    listed = CarriedVenue("axunit1", "", {"fi": "Satukirjasto"}, "Satukatu 4")
    assert listed == carried(unit="axunit1").venue
    assert listed == carried(unit=unit()).venue
    assert CarriedVenue("axunit9", "", {"fi": "axunit9"}) == carried(unit="axunit9").venue


def test_an_adult_must_book_where_the_age_says_so() -> None:
    """Eighteen is what Varaamo knows; no other age has a counterpart."""
    assert values(carried(min_age=18))["booking.adults_only"] is True


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b"\xff", b"[" * 100_000, b'{"results": 1}', b'{"a": NaN}', b"<html>"],
)
def test_what_is_no_page_is_none(body: bytes) -> None:
    """No bytes end in a traceback."""
    assert read_page(body) is None


def test_entries_that_are_neither_room_nor_place_are_counted() -> None:
    """A page is read as far as it goes; only what has no id at all is no room."""
    found = read_page(page(resource(), {"id": "x"}, resource(id=" "), following="http://a/2"))

    assert found is not None
    assert (1, 0, 2, "http://a/2") == (
        len(found.resources), len(found.units), found.odd, found.next,
    )  # fmt: skip
    single = read_page(json.dumps(resource()).encode())
    assert single is not None
    assert len(single.resources) == 1


def test_an_id_that_can_be_no_key_becomes_one() -> None:
    """The same id is the same key for ever, and ids that look alike once cleaned stay two."""
    assert "ax-1.b" == carried(id="ax-1.b").key
    odd, other = carried(id="sali 2/ä").key, carried(id="sali 2 ä").key
    assert odd.startswith("sali-2-a-")
    assert odd != other
    assert carried(id="™☃" * 200).key == carried(id="™☃" * 200).key


@pytest.mark.parametrize("junk", [None, "", 5, -1, True, [], {}, [None], {"fi": 3}, "x", 1.5])
def test_no_value_is_a_traceback(junk: Any) -> None:
    """Whatever stands in a field, the room is carried over."""
    fields = {name: junk for name in resource() if name not in ("id", "unit")}

    assert "axroom1" == carried(**fields).id
