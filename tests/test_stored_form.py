from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make import REFERENCE, TODAY, room
from varaamo_sync.model import Price
from varaamo_sync.stored_form import (
    price_rows,
    stated_values,
    stored_contact,
    stored_html,
    stored_plain,
)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("Iso sali.", "<p>Iso sali.</p>"),
        ("Yksi\nkaksi\n\nkolme", "<p>Yksi<br>kaksi</p><p>kolme</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("<p>p&auml;iv&auml;</p>", "<p>päivä</p>"),
        ("<b>lihava</b> <script>x</script>", "lihava x"),
        ("  <p>x</p>\r\n ", "<p>x</p>"),
        ("<p>x</p> <b></b>", "<p>x</p>"),
        ("<pre>\n\nx</pre>", "<pre>x</pre>"),
        ("", ""),
        (None, ""),
    ],
)
def test_html_is_kept_as_the_server_keeps_it(text: str | None, stored: str) -> None:
    """Plain text becomes paragraphs; HTML passes the server's sanitiser (facts, 4b)."""
    assert stored == stored_html(text)


TAGS = st.sampled_from(
    ["<p>", "</p>", "<a href='https://hel.fi'>", "</a>", "<pre>", "</pre>", "<b>", "<em>", "</em>",
     "<ul><li>", "<h2>", "</h2>", "<!-- x -->", "<br>", " ", "\n", "x", "&nbsp;", "&"]
)  # fmt: skip


@given(st.lists(TAGS, max_size=12).map("".join))
def test_stored_markup_is_stable(text: str) -> None:
    """Markup that is sent in its stored form is neither trimmed nor mended once more."""
    once = (stored_html(text), stored_contact(text))

    assert once[0] == (stored_html(once[0]) if "<" in once[0] else once[0].strip())
    assert once[1] == stored_contact(once[1])


@given(st.text())
def test_stored_forms_are_stable(text: str) -> None:
    """What is stored, sent again, is stored the same: a second push finds nothing to do."""
    once = (stored_html(text), stored_plain(text), stored_contact(text))

    assert once[0] == (stored_html(once[0]) if "<" in once[0] else once[0])
    assert once[1] == stored_plain(once[1])


def test_contact_information_loses_every_tag() -> None:
    """Contact information keeps no tag (facts, section 3)."""
    assert stored_contact("a<b & c") == "a"


def test_the_latest_past_price_is_in_force_and_future_ones_follow_by_date() -> None:
    """Past prices are ignored; the one in force has no date; those to come are in order."""
    rows = price_rows(
        [
            Price(lowest=Decimal(5), highest=Decimal(5), begins=date(2027, 6, 1)),
            Price(lowest=Decimal(1), highest=Decimal(1)),
            Price(lowest=Decimal(2), highest=Decimal(2), begins=date(2026, 1, 1)),
            Price(lowest=Decimal(3), highest=Decimal(3), begins=date(2027, 1, 1)),
        ],
        TODAY,
    )

    assert [(None, 2), (date(2027, 1, 1), 3), (date(2027, 6, 1), 5)] == [
        (row.begins, int(row.lowest)) for row in rows
    ]


def test_only_stated_fields_have_a_stored_form() -> None:
    """A field that the catalogue does not state is not managed."""
    values = stated_values(room(complete=False, booking={"min": "1 h"}), REFERENCE, TODAY)

    assert {"name.fi": "Sali", "booking.min": timedelta(hours=1)} == values


def test_null_clears() -> None:
    """A null clears every field below it, to what the server keeps of nothing."""
    made = room(
        complete=False, capacity=None, description={"sv": None}, booking={"buffer_after": None}
    )

    assert {
        "name.fi": "Sali",
        "capacity.min": None,
        "capacity.max": None,
        "description.sv": "",
        "booking.buffer_after": timedelta(0),
    } == stated_values(made, REFERENCE, TODAY)


def test_reference_names_are_spelt_as_the_booking_system_does() -> None:
    """Names of reference data are understood in any case; terms by their id."""
    made = room(complete=False, type="sali", purposes=["JUHLAT"], terms={"payment": "Maksuehto-1"})
    values = stated_values(made, REFERENCE, TODAY)

    assert values["type"] == "Sali"
    assert frozenset({"Juhlat"}) == values["purposes"]
    assert values["terms.payment"] == "maksuehto-1"
