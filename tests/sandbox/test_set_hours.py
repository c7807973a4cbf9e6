"""Hours that the sandbox's owner sets: Hauki has them too, so that both systems tell the same."""

from datetime import timedelta
from typing import Any

import pytest

from tests.sandbox.api import TODAY, Api
from tests.sandbox.test_hauki import (
    Hauki,
    daily,
    hauki,
    its_resource,
    opened,
    shown,
)
from tests.sandbox.test_hours import spans
from varaamo_sync.sandbox import Sandbox

__all__ = ["hauki", "its_resource", "shown"]


def periods(hauki: Hauki, resource: int) -> Any:
    """Return the periods of a resource."""
    return hauki.get(f"date_period/?resource={resource}")


def test_they_are_a_period_of_the_staff(
    anonymous: Api, sandbox: Sandbox, hauki: Hauki, shown: int, its_resource: int
) -> None:
    """They hold at once, in both, and the next take-over leaves them."""
    sandbox.set_hours(shown, open=True)
    at_once = spans(anonymous, shown, 1, 7)
    sandbox.take_over_hours()

    (period,) = periods(hauki, its_resource)
    assert ["sandbox"] == [one["data_source"]["id"] for one in period["origins"]]
    assert 7 == len(at_once)
    assert at_once == spans(anonymous, shown, 1, 7)
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    assert [("08:00:00", "22:00:00", "with_reservation")] == hauki.days(its_resource, 1, 1)[
        tomorrow
    ]


@pytest.mark.parametrize("again", [{"open": True}, {"open": True, "fully_booked": True}])
def test_setting_them_again_replaces_them(
    anonymous: Api, sandbox: Sandbox, hauki: Hauki, shown: int, its_resource: int, again: Any
) -> None:
    """Neither a second period nor the last day of the first one stays."""
    sandbox.set_hours(shown, open=True, until=TODAY + timedelta(days=3))
    ended = spans(anonymous, shown, 4, 7)
    for _ in "12":
        sandbox.set_hours(shown, **again)
    sandbox.take_over_hours()

    assert [] == ended
    assert 1 == len(periods(hauki, its_resource))
    assert 4 == len(spans(anonymous, shown, 4, 7))


def test_a_closed_room_stays_closed_and_opens_again(
    anonymous: Api, sandbox: Sandbox, hauki: Hauki, shown: int, its_resource: int
) -> None:
    """A closed period takes away what others set, and their period comes through afterwards."""
    opened(hauki, its_resource, *daily("06:00", "07:00"))
    sandbox.set_hours(shown, open=False)
    sandbox.take_over_hours()
    closed = spans(anonymous, shown, 0, 7)
    states = [one["resource_state"] for one in periods(hauki, its_resource)]
    sandbox.set_hours(shown, open=True)

    assert [] == closed
    assert ["closed", "undefined"] == sorted(states)
    assert 2 == len(periods(hauki, its_resource))
    assert 2 == len(spans(anonymous, shown, 1, 1))


def test_hours_by_hand_of_an_older_sandbox_go(anonymous: Api, sandbox: Sandbox, shown: int) -> None:
    """What it kept beside Hauki does not outlive the first setting, whichever that is."""
    sandbox._database.insert("hours", {"reservationUnit": shown, "fullyBooked": False})
    before = spans(anonymous, shown, 1, 1)
    sandbox.set_hours(shown, open=False)

    assert 1 == len(before)
    assert [] == spans(anonymous, shown, 1, 1)


def test_a_room_without_a_resource_is_opened_all_the_same(anonymous: Api, sandbox: Sandbox) -> None:
    """A room that was never saved here has none: its hours are kept beside Hauki."""
    count = "SELECT COUNT(*) FROM haukiPeriodOrigin WHERE source = 'sandbox'"
    before = sandbox._database.value(count)
    sandbox.set_hours(1, open=True)
    sandbox.take_over_hours()

    assert 7 == len(spans(anonymous, 1, 1, 7))
    assert before == sandbox._database.value(count)


def test_rooms_that_are_open_at_first_are_so_in_both_systems(
    anonymous: Api, sandbox: Sandbox, hauki: Hauki
) -> None:
    """Hauki has them, linked and with a period of staff; what it says anew is taken over."""
    pk = sandbox._database.value("SELECT reservationUnit FROM hours")
    uuid = sandbox._database.value("SELECT extUuid FROM reservationUnit WHERE pk = ?", pk)
    resource = hauki.get(f"resource/tvp:{uuid}/")["id"]
    at_first = spans(anonymous, pk, 1, 7)
    sandbox.take_over_hours()
    (period,) = periods(hauki, resource)

    assert ["sandbox"] == [one["data_source"]["id"] for one in period["origins"]]
    assert 7 == len(at_first)
    assert at_first == spans(anonymous, pk, 1, 7)

    sandbox.set_hours(pk, open=False)

    assert [] == spans(anonymous, pk, 1, 7)
    assert 1 == len(periods(hauki, resource))
