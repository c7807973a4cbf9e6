"""Facts, section 4c: opening hours in lists, and numbers that take whole lists down."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.sandbox.api import TODAY, Api, complete, day
from varaamo_sync.sandbox import Sandbox

CREATE, UPDATE = "createReservationUnit", "updateReservationUnit"

SPANS = "reservableTimeSpans(startDate: $from, endDate: $to) { startDatetime endDatetime }"
QUERY = f"""query Q($pk: [Int], $from: Date!, $to: Date!) {{
    reservationUnits(pk: $pk) {{ edges {{ node {{ {SPANS} }} }} }} }}"""
OPENINGS = """query Q($pk: [Int]) {
    reservationUnits(pk: $pk, calculateFirstReservableTime: true) {
        totalCount edges { node { pk isClosed } } } }"""


@pytest.fixture
def room(admin: Api, space: int) -> int:
    """Give a shown room that has never had opening hours."""
    pk: int = admin.done(CREATE, complete(space))["pk"]
    return pk


def spans(api: Api, room: int, first: int, last: int) -> Any:
    """Return the opening hours of a room between two days, in days from today."""
    data = api.data(QUERY, pk=[room], **{"from": day(first), "to": day(last)})
    return data["reservationUnits"]["edges"][0]["node"]["reservableTimeSpans"]


def test_hours_are_read_without_a_login(anonymous: Api, sandbox: Sandbox, room: int) -> None:
    """Each day's hours come in local time, both days included."""
    sandbox.set_hours(room, open=True)

    assert [
        {
            "startDatetime": f"{TODAY + timedelta(days=days)}T08:00:00+02:00",
            "endDatetime": f"{TODAY + timedelta(days=days)}T22:00:00+02:00",
        }
        for days in (1, 2)
    ] == spans(anonymous, room, 1, 2)


def test_no_link_is_not_no_hours(anonymous: Api, sandbox: Sandbox, room: int) -> None:
    """A room that was never saved here says null; one without hours in that time says []."""
    unlinked = spans(anonymous, 1, 0, 7)
    sandbox.set_hours(room, open=True, until=TODAY + timedelta(days=3))
    later, turned = spans(anonymous, room, 4, 7), spans(anonymous, room, 2, 0)
    sandbox.set_hours(room, open=False)

    assert (None, [], []) == (unlinked, later, turned)
    assert [] == spans(anonymous, room, 0, 7)


def test_hours_are_known_for_two_years(anonymous: Api, sandbox: Sandbox, room: int) -> None:
    """However far is asked, the list ends where the server's knowledge does."""
    sandbox.set_hours(room, open=True)
    far = (date.max - TODAY).days

    assert 732 == len(spans(anonymous, room, 0, far))


@pytest.mark.parametrize("field", ["reservationsMaxDaysBefore", "reservationsMinDaysBefore"])
@pytest.mark.parametrize(
    ("days", "message"),
    [
        (2_920_000, "date value out of range"),
        (2_000_000_000, "must have magnitude <= 999999999"),
    ],
)
def test_one_number_takes_the_list_down(
    admin: Api, anonymous: Api, room: int, field: str, days: int, message: str
) -> None:
    """It is stored and answered, and then every list of openings with the room in it is null."""
    admin.done(UPDATE, {"pk": room, field: days})

    assert {field: days} == admin.room(room, field)
    answer = anonymous.answer(OPENINGS)
    assert {"reservationUnits": None} == answer["data"]
    assert message in answer["errors"][0]["message"]
    assert {"extensions"}.isdisjoint(answer["errors"][0])
    others = anonymous.data(OPENINGS, pk=[1, 2])
    assert 2 == others["reservationUnits"]["totalCount"]


@pytest.mark.parametrize("field", ["reservationsMaxDaysBefore", "reservationsMinDaysBefore"])
def test_a_large_number_that_the_calendar_holds_works(
    admin: Api, sandbox: Sandbox, room: int, field: str
) -> None:
    """2,900,000 days are within the calendar."""
    admin.done(UPDATE, {"pk": room, field: 2_900_000})
    sandbox.set_hours(room, open=True)

    assert admin.data(OPENINGS, pk=[room])["reservationUnits"]["edges"]
