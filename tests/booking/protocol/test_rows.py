from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import cast

import pytest

from tests.make import REFERENCE, TODAY, price, remote
from varaamo_sync.booking.protocol.fields.dated_rows import (
    changed_access,
    changed_prices,
    kept_access,
    kept_prices,
)
from varaamo_sync.model import AccessType
from varaamo_sync.snapshot import AccessRow, PriceRow, value_on

COMING = date(2027, 1, 1)
IN_FORCE = (7, price(), date(2026, 1, 1))
FUTURE = (8, price(begins=COMING, lowest=Decimal(5), highest=Decimal(5)), COMING)


def test_a_new_rooms_price_begins_today() -> None:
    """A price without a start date begins on the day on which the room is made."""
    assert [TODAY.isoformat()] == [
        row["begins"] for row in changed_prices((), (price(),), REFERENCE, TODAY)
    ]


def test_prices_to_come_are_sent_back_whole_with_the_one_in_force() -> None:
    """An update that leaves out future prices deletes them (facts, section 3)."""
    kept = kept_prices(remote(prices=(IN_FORCE, FUTURE)), REFERENCE)

    assert [(row["pk"], row["begins"]) for row in kept or ()] == [
        (7, "2026-01-01"),
        (8, "2027-01-01"),
    ]


def test_without_prices_to_come_none_are_sent() -> None:
    """Where nothing can be lost, an update of other fields says nothing of prices."""
    assert kept_prices(remote(prices=(IN_FORCE,)), REFERENCE) is None


def test_a_price_with_disabled_vat_cannot_be_sent_back() -> None:
    """A price in force with a disabled VAT % is refused before it is sent (facts, 4b)."""
    disabled = (7, price(vat=Decimal("24.00")), date(2026, 1, 1))

    with pytest.raises(LookupError):
        kept_prices(remote(prices=(disabled, FUTURE)), REFERENCE)


def test_a_changed_price_begins_today_and_leaves_history() -> None:
    """A price in force is changed by a new one from today; one that began today in place."""
    wanted = (price(lowest=Decimal(9), highest=Decimal(9)),)
    old = changed_prices((IN_FORCE,), wanted, REFERENCE, TODAY)
    young = changed_prices(((7, price(), TODAY),), wanted, REFERENCE, TODAY)

    assert [(None, TODAY.isoformat())] == [(row.get("pk"), row["begins"]) for row in old]
    assert [(7, TODAY.isoformat())] == [(row.get("pk"), row["begins"]) for row in young]


def test_wanted_prices_to_come_reuse_the_number_of_their_day() -> None:
    """A future price of a day that exists is sent with its number, others without."""
    wanted = (price(), FUTURE[1], price(begins=date(2028, 1, 1)))
    sent = changed_prices((IN_FORCE, FUTURE), wanted, REFERENCE, TODAY)

    assert [row.get("pk") for row in sent] == [7, 8, None]


def test_access_types_to_come_are_sent_back() -> None:
    """Future access types are sent back; the one in force need not be (facts, 4b)."""
    now = (3, AccessRow(begins=None, type=AccessType.UNRESTRICTED), date(2026, 1, 1))
    later = (4, AccessRow(begins=COMING, type=AccessType.PHYSICAL_KEY), COMING)

    assert [row["pk"] for row in kept_access(remote(access=(now, later))) or ()] == [4]
    assert kept_access(remote(access=(now,))) is None


def test_a_changed_access_type_begins_today() -> None:
    """A new access type must begin today or later (facts, section 3)."""
    now = (3, AccessRow(begins=None, type=AccessType.UNRESTRICTED), date(2026, 1, 1))
    wanted = (AccessRow(begins=None, type=AccessType.PHYSICAL_KEY),)

    assert [{"accessType": "PHYSICAL_KEY", "beginDate": TODAY.isoformat()}] == changed_access(
        (now,), wanted, TODAY
    )


def test_a_row_that_came_into_force_after_it_was_read_is_the_one_in_force() -> None:
    """Midnight between reading and writing makes no second row of one day."""
    there = (IN_FORCE, FUTURE)
    wanted = value_on((price(), FUTURE[1]), COMING)
    access = (
        (3, AccessRow(begins=None, type=AccessType.UNRESTRICTED), date(2026, 1, 1)),
        (4, AccessRow(begins=COMING, type=AccessType.PHYSICAL_KEY), COMING),
    )
    staff = (AccessRow(begins=None, type=AccessType.OPENED_BY_STAFF),)

    assert (replace(FUTURE[1], begins=None),) == wanted
    assert [(8, "2027-01-01")] == [
        (row["pk"], row["begins"])
        for row in changed_prices(there, cast("tuple[PriceRow, ...]", wanted), REFERENCE, COMING)
    ]
    assert [(4, "2027-01-01")] == [
        (row["pk"], row["beginDate"]) for row in changed_access(access, staff, COMING)
    ]
