"""Rows with days: what is in force today, what is to come, what has passed."""

from datetime import timedelta
from typing import Any

import pytest

from tests.make import NOW, catalogue, room
from varaamo_sync.findings import Path
from varaamo_sync.rules import check

PAST, LATER_PAST, TODAY, COMING = "2025-01-01", "2026-06-01", "2026-11-22", "2027-06-01"


def broken(**fields: Any) -> dict[str, Path]:
    """Return the rules that a room breaks, with where."""
    return {finding.rule: finding.path for finding in check(catalogue(room(**fields)), now=NOW)}


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([None], {}),
        ([PAST], {}),
        ([TODAY], {}),
        ([None, COMING], {}),
        ([PAST, COMING], {}),
        ([None, PAST], {"access-superseded": ("access", 0)}),
        ([PAST, LATER_PAST], {"access-superseded": ("access", 0)}),
        ([LATER_PAST, PAST], {"access-superseded": ("access", 1)}),
        ([COMING], {"access-not-in-force": ("access",)}),
        ([None, None], {"access-duplicate-date": ("access", 1)}),
        ([None, COMING, COMING], {"access-duplicate-date": ("access", 2)}),
        ([PAST, PAST, TODAY], {"access-superseded": ("access", 1)}),
        ([], {"access-missing": ("access",)}),
    ],
)
def test_access_days(days: list[str | None], expected: dict[str, Path]) -> None:
    """One way of getting in is in force today, and each day begins one at the most."""
    access = [{"type": "unrestricted", "from": day} for day in days]

    assert expected == broken(access=access)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([None], {}),
        ([None, PAST], {}),
        ([PAST, TODAY, COMING], {}),
        ([COMING], {"price-not-in-force": ("pricing",)}),
        ([None, None], {"price-duplicate-date": ("pricing", 1)}),
        ([TODAY, TODAY], {"price-duplicate-date": ("pricing", 1)}),
        ([PAST, PAST, TODAY], {}),
        ([], {"price-missing": ("pricing",)}),
    ],
)
def test_price_days(days: list[str | None], expected: dict[str, Path]) -> None:
    """One price is in force today, and each day begins one at the most."""
    assert expected == broken(pricing=[{"free": True, "from": day} for day in days])


@pytest.mark.parametrize("wrong", [{}, {"lowest": 9, "highest": 5}, {"free": True, "lowest": 3}])
def test_prices_that_have_passed_are_let_be(wrong: dict[str, Any]) -> None:
    """What is never sent cannot be refused: a price that another has followed is not looked at."""
    pricing = [wrong | {"from": PAST}, {"free": True, "from": LATER_PAST}]

    assert {} == broken(pricing=pricing)


def test_each_price_to_come_is_looked_at() -> None:
    """A price to come is refused today already, so it is found today."""
    pricing = [{"free": True}, {"lowest": 9, "highest": 5, "vat": 0, "from": COMING}]

    assert {
        "price-lowest-over-highest": ("pricing", 1, "lowest"),
        "price-payment-missing": ("pricing", 1),
        "payment-product-needed": ("pricing", 1),
    } == broken(pricing=pricing)


@pytest.mark.parametrize(
    ("booking", "expected"),
    [
        ({"min": "15 min", "max": "45 min"}, set()),  # Varaamo's own interval is 15 minutes
        ({"min": "20 min"}, {"duration-min-interval"}),
        ({"interval": "2 h", "min": "1 h"}, {"duration-min-interval"}),
        ({"interval": "2 h", "max": "3 h"}, {"duration-max-interval"}),
        ({"interval": "1 h", "min": "0 min", "max": "0 min"}, set()),  # zero means no limit
        ({"min": "2 h", "max": "1 h"}, {"duration-min-over-max"}),
        ({"window": {"min_days": 7, "max_days": 0}}, set()),
        ({"window": {"min_days": 7, "max_days": 6}}, {"booking-window-inverted"}),
        ({"window": {"min_days": -1, "max_days": -2}}, {"booking-number-negative"}),
        ({"window": {"min_days": 3_000_000_000}}, {"booking-window-too-large"}),
        ({"window": {"max_days": 3_000_000_000}}, {"booking-window-too-large"}),
        ({"max": timedelta(days=24856)}, {"duration-too-long"}),
        ({"closes": "2027-01-01 08:00"}, set()),
        ({"closes": "2026-01-01 08:00"}, {"booking-over"}),
        ({"opens": "2027-01-02", "closes": "2027-01-01"}, {"booking-closes-before-opens"}),
        ({"opens": "2026-01-02", "closes": "2026-01-01"}, {"booking-closes-before-opens"}),
    ],
)  # fmt: skip
def test_booking(booking: dict[str, Any], expected: set[str]) -> None:
    """Durations, windows and opening times are judged as the booking system reads them."""
    assert expected == set(broken(booking={"kind": "direct"} | booking))
