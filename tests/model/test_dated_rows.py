from dataclasses import replace
from datetime import date, timedelta
from typing import cast

import pytest

from tests.make import REFERENCE, TODAY, price
from varaamo_sync.booking.protocol.fields.dated_rows import changed_access, changed_prices
from varaamo_sync.model import AccessType, Price
from varaamo_sync.model.dated_rows import row_in_force
from varaamo_sync.snapshot import AccessRow, PriceRow, value_on
from varaamo_sync.stored_form import price_rows

Row = tuple[str, date | None]
EARLIER, LATER = TODAY - timedelta(days=3), TODAY + timedelta(days=3)


@pytest.mark.parametrize(
    ("rows", "held"),
    [
        ([], None),
        ([("coming", LATER)], None),
        ([("always", None)], "always"),
        ([("today", TODAY), ("always", None), ("coming", LATER)], "today"),
        ([("earlier", EARLIER), ("today", TODAY)], "today"),
        ([("one", EARLIER), ("other", EARLIER)], "other"),
    ],
)
def test_the_last_row_that_has_begun_is_in_force(rows: list[Row], held: str | None) -> None:
    """A row without a day began before all others; of two of one day the later one holds."""
    found = row_in_force(rows, TODAY, lambda row: row[1])

    assert held == (found[0] if found else None)


@pytest.mark.parametrize("day", [TODAY, LATER, LATER + timedelta(days=9)])
def test_catalogue_snapshot_and_update_agree_on_what_is_in_force(day: date) -> None:
    """The catalogue's rows of a day are those of an earlier one on that day, and none is sent."""
    prices = [
        Price(lowest=n, highest=n, begins=begins)
        for n, begins in enumerate([None, EARLIER, LATER, LATER + timedelta(days=9)])
    ]
    stored, later = price_rows(prices, TODAY), price_rows(prices, day)
    there = tuple((7 + n, row, row.begins or EARLIER) for n, row in enumerate(stored))

    assert later == value_on(stored, day)

    sent = changed_prices(there, later, REFERENCE, day)
    known = {begins.isoformat(): pk for pk, _, begins in there}

    assert len(later) == len(sent)
    assert [known[row["begins"]] for row in sent] == [row["pk"] for row in sent]


def test_of_two_ways_in_of_one_day_the_later_is_in_force_everywhere() -> None:
    """A system that answers two rows of one day is understood alike by plan and update."""
    first = AccessRow(begins=LATER, type=AccessType.PHYSICAL_KEY)
    second = replace(first, type=AccessType.OPENED_BY_STAFF)
    wanted = cast("tuple[AccessRow, ...]", value_on((first, second), LATER))
    there = ((1, first, LATER), (2, second, LATER))

    assert (replace(second, begins=None),) == wanted
    assert [2] == [row["pk"] for row in changed_access(there, wanted, LATER)]


def test_a_value_without_rows_is_the_same_on_every_day() -> None:
    """Only prices and ways of getting in change with the day."""
    coming: tuple[PriceRow, ...] = (price(begins=LATER),)

    assert ("Piano", "Tuolit") == value_on(("Piano", "Tuolit"), LATER)
    assert () == value_on((), LATER)
    assert coming == value_on(coming, TODAY)
