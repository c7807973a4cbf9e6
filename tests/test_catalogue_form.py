from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make import REFERENCE, TODAY, price, remote, room
from tests.sync.test_push import fields
from varaamo_sync.catalogue_form import catalogue_value, entry_of, plain_text, steps
from varaamo_sync.model import HELSINKI, AccessType, BookingKind
from varaamo_sync.snapshot import AccessRow
from varaamo_sync.stored_form import agree, stated_values, stored_html


@given(st.text(alphabet="aä b&<>\n", max_size=40))
def test_plain_texts_convert_back_exactly(text: str) -> None:
    """A text comes back plain only where that is stored the same; else it stays HTML."""
    stored = stored_html(text)

    assert agree(stored, stored_html(plain_text(stored)))


@given(fields)
def test_values_written_back_are_stored_the_same(stated: dict[str, Any]) -> None:
    """A stored value that is written into a catalogue states that same value."""
    values = stated_values(room(complete=False, **stated), REFERENCE, TODAY)
    for path, value in values.items():
        entry: dict[str, Any] = {"name": {"fi": "Sali"}}
        inner = entry
        *outer, last = steps(path)
        for step in outer:
            inner = inner.setdefault(step, {})
        inner[last] = catalogue_value(path, value)

        again = stated_values(room(complete=False, **entry), REFERENCE, TODAY)
        assert value == again[path], path


def test_a_room_that_is_adopted_says_only_what_is_set() -> None:
    """A new entry leaves out what is empty and what the booking system has of itself."""
    there = remote(
        5,
        name="Studio",
        is_draft=True,
        values={
            "description.fi": "<p>Pieni studio.</p>",
            "description.sv": "",
            "area": None,
            "purposes": frozenset({"Musiikki", "Juhlat"}),
            "equipment": frozenset(),
            "search_terms": ("ääni",),
            "booking.kind": BookingKind.BOTH,
            "booking.interval": timedelta(minutes=30),
            "booking.buffer_before": timedelta(0),
            "booking.opens": datetime(2027, 1, 31, 8, tzinfo=HELSINKI),
            "booking.handling": False,
            "access": (AccessRow(begins=date(2027, 2, 1), type=AccessType.PHYSICAL_KEY),),
            "pricing": (price(), price(begins=date(2027, 2, 1), highest=Decimal(9), on_begin=True)),
        },
    )

    paid = {"lowest": Decimal("0.00"), "highest": Decimal(9), "vat": Decimal("0.00")}
    assert {
        "key": "nup-studio",
        "name": {"fi": "Studio"},
        "description": {"fi": "Pieni studio."},
        "purposes": ["Juhlat", "Musiikki"],
        "search_terms": ["ääni"],
        "booking": {"interval": "30 min", "opens": "2027-01-31 08:00"},
        "access": [{"type": "physical_key", "from": "2027-02-01"}],
        "pricing": [{"free": True}, paid | {"from": "2027-02-01", "on_begin": True}],
        "wanted": "draft",
    } == entry_of(there, "nup-studio")


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2027, 7, 1, 5, 30, tzinfo=UTC), "2027-07-01 08:30"),
        (datetime(2027, 7, 1, 5, 30, 15, tzinfo=UTC), "2027-07-01 08:30:15+03:00"),
        (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), "2027-10-31 03:30:00+03:00"),
        (datetime(2027, 10, 31, 1, 30, tzinfo=UTC), "2027-10-31 03:30:00+02:00"),
    ],
)
def test_a_moment_is_written_short_only_where_it_reads_back(
    moment: datetime, expected: str
) -> None:
    """Seconds, and the hour that comes twice in October, need the long form."""
    assert expected == catalogue_value("booking.opens", moment)
