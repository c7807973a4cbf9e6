"""Values in the form of catalogue files, and back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tests.generated import Maker
from tests.make import REFERENCE
from varaamo_sync.catalogue_form import catalogue_value
from varaamo_sync.model import HELSINKI, Room, room_entry, room_of, to_entry
from varaamo_sync.model.entries import MISSING, entry_at, put_at
from varaamo_sync.model.values import Day, Duration, Euros, Moment
from varaamo_sync.snapshot import RemoteVenue
from varaamo_sync.workbooks.cells.times import read_moment

instants = st.datetimes(datetime(1900, 1, 2), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
"""Instants with seconds and parts of them."""

_MOMENT: TypeAdapter[datetime] = TypeAdapter(Moment)
_VENUES = (RemoteVenue(pk=1, tprek="demo-001", name={"fi": "Arabian nuorisotalo"}),)


@given(instants)
@example(datetime(2027, 1, 31, 6, 0, 30, tzinfo=UTC))
@example(datetime(2027, 10, 31, 0, 30, 0, 500_000, tzinfo=UTC))
def test_a_moment_is_written_in_one_form_and_read_as_it_was(instant: datetime) -> None:
    """Files, pulls and cells write a moment alike; seconds and parts of them are kept."""
    written = to_entry(instant.astimezone(HELSINKI))

    assert written == catalogue_value("booking.opens", instant)
    assert instant == _MOMENT.validate_python(written)
    assert written == read_moment(written, None).value


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (Duration, st.integers(0, 10**6).map(lambda n: timedelta(minutes=n))),
        (Euros, st.decimals(0, 10**6, places=2)),
        (Day, st.dates()),
    ],
)
def test_a_value_is_read_as_it_was_written(kind: Any, values: st.SearchStrategy[Any]) -> None:
    """Lengths of time, amounts and days come back as they were."""

    @given(values)
    def holds(value: object) -> None:
        assert value == TypeAdapter(kind).validate_python(to_entry(value))

    holds()


@pytest.mark.parametrize("seed", range(20))
def test_a_room_is_read_as_it_was_written(seed: int) -> None:
    """An entry states what the room states, and nothing else."""
    for room in Maker(seed, date(2027, 3, 1), REFERENCE, _VENUES).catalogue(20).rooms:
        back = room_of(room_entry(room), room.service_unit, room.venue)

        assert room == back
        assert room.model_fields_set == back.model_fields_set


def test_only_what_is_stated_is_written_by_its_name_in_files() -> None:
    """Defaults of the model are never stated, and an empty part is one."""
    room = Room.model_validate(
        {
            "key": "nup-sali",
            "name": {"fi": "Sali"},
            "service_unit": "NUP",
            "venue": {"tprek": "demo-001"},
            "capacity": None,
            "booking": {"min": "90 min"},
            "pricing": [{"from": date(2027, 1, 31), "highest": Decimal(7)}],
        }
    )

    assert {
        "key": "nup-sali",
        "name": {"fi": "Sali"},
        "capacity": None,
        "booking": {"min": "1 h 30 min"},
        "pricing": [{"from": "2027-01-31", "highest": Decimal("7.00")}],
    } == room_entry(room)


def test_a_place_in_an_entry_is_found_and_made() -> None:
    """What is cleared is known from what is not stated; what stands in the way gives way."""
    entry: dict[str, Any] = {"capacity": None, "name": {"fi": "Sali"}}
    put_at(entry, ("booking", "window", "min_days"), 1)
    put_at(entry, ("name", "fi"), "Halli")

    assert entry_at(entry, ("capacity", "max")) is None
    assert entry_at(entry, ("area",)) is entry_at(entry, ("name", "sv")) is MISSING
    assert 1 == entry_at(entry, ("booking", "window", "min_days"))
    put_at(entry, ("capacity", "max"), 20)
    assert {"max": 20} == entry["capacity"]
    assert {"fi": "Halli"} == entry["name"]
