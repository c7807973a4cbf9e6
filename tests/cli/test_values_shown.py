"""Values stand as people write them in their language; programs get them raw."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from varaamo_sync.json_values import json_value
from varaamo_sync.model import AccessType, Lang, Payment, PriceUnit
from varaamo_sync.snapshot import AccessRow, PriceRow
from varaamo_sync_cli.render.value_text import preview, preview_change

FREE = PriceRow(
    begins=None,
    lowest=Decimal("0.00"),
    highest=Decimal("0.00"),
    vat=Decimal("0.00"),
    unit=PriceUnit.FIXED,
    payment=None,
    on_begin=False,
)
PAID = PriceRow(
    begins=date(2027, 12, 31),
    lowest=Decimal("5.00"),
    highest=Decimal("12.50"),
    vat=Decimal("25.50"),
    unit=PriceUnit.PER_HOUR,
    payment=Payment.ONLINE_OR_INVOICE,
    on_begin=False,
)
STAFF = AccessRow(begins=date(2027, 1, 1), type=AccessType.OPENED_BY_STAFF)

SHOWN: list[tuple[Any, str, Lang, str]] = [
    ((FREE,), "pricing", "fi", "maksuton"),
    (
        (PAID,),
        "pricing",
        "fi",
        "5,00–12,50 € / tunti (alv 25,5 %), verkossa tai laskulla 31.12.2027 alkaen",
    ),
    (
        (PAID,),
        "pricing",
        "en",
        "5.00–12.50 € / hour (VAT 25.5 %), online or invoice from 2027-12-31",
    ),
    ((STAFF,), "access", "sv", "personalen öppnar från 1.1.2027"),
    (True, "booking.handling", "fi", "kyllä"),
    (False, "booking.handling", "sv", "nej"),
    (timedelta(minutes=90), "booking.min", "fi", "1 h 30 min"),
    (datetime(2027, 9, 1, 5, tzinfo=UTC), "booking.opens", "fi", "1.9.2027 08:00"),
    ("direct", "booking.kind", "fi", "suora varaus"),
    ("strong", "booking.login", "fi", "vahva"),
    ("published", "wanted", "sv", "publicerad"),
    ("published", "name.fi", "fi", "published"),
    (None, "area", "fi", "–"),
    ("", "name.sv", "fi", "–"),
    (frozenset({"B", "A"}), "purposes", "fi", "A, B"),
    (25, "capacity.max", "fi", "25"),
    ("<p>Eka &amp; toka.</p><p>Kolmas.</p>", "description.fi", "fi", "Eka & toka. Kolmas."),
    (
        [{"vat": Decimal("0.00"), "unit": "per_hour", "payment": "on_site"}],
        "pricing",
        "fi",
        "Alv (%): 0, Hinnan yksikkö: tunti, Maksutapa: paikan päällä",
    ),
    ([{"free": True}], "pricing", "fi", "Maksuton: kyllä"),
]


@pytest.mark.parametrize(("value", "path", "lang", "shown"), SHOWN)
def test_a_value_is_written_as_people_write_it(
    value: Any, path: str, lang: Lang, shown: str
) -> None:
    """Money, VAT, units, days, moments, lengths, choices and texts, each as in an office."""
    assert shown == preview(value, lang, path)


def test_programs_get_the_values_themselves() -> None:
    """JSON has codes, ISO days and decimals with a point, whatever language people read."""
    told = json_value((PAID,))[0]

    assert ("2027-12-31", "12.50", "25.50") == (told["from"], told["highest"], told["vat"])
    assert ("per_hour", "online_or_invoice") == (told["unit"], told["payment"])


LONG = "Tilassa on piano, mikseri ja valot. " * 4


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        (
            f"<p>{LONG}Ovi aukeaa kello 8.</p><p>{LONG}</p>",
            f"<p>{LONG}Ovi aukeaa kello 9.</p><p>{LONG}</p>",
            (" kello 8. ", " kello 9. "),
        ),
        (LONG + "Loppu.", LONG, ("Loppu.", "valot.")),
        ("<p>Sama</p>", "<p><strong>Sama</strong></p>", ("<p>Sama</p>", "<strong>Sama")),
    ],
)
def test_of_long_texts_only_the_changed_part_is_shown(
    before: str, after: str, shown: tuple[str, str]
) -> None:
    """What is the same before and behind is left out; form is shown where only form differs."""
    texts = preview_change(before, after, "fi", "description.fi")

    assert texts[0] != texts[1]
    for text, part in zip(texts, shown, strict=True):
        assert part in text
        assert len(text) <= 61
