"""The model as a Python caller fills it, who has values where files have words."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from tests.make import room
from varaamo_sync.model import HELSINKI, Milestone, ServiceUnit


def test_values_of_python_are_taken_as_they_are() -> None:
    """Lengths, days and moments need not be spelled out; an offset is turned into Helsinki's."""
    opens = datetime(2027, 1, 31, 6, tzinfo=UTC)
    made = room(
        booking={"min": timedelta(hours=1), "opens": opens},
        access=[{"type": "unrestricted", "from": date(2027, 1, 31)}],
    )

    assert made.booking is not None
    assert made.booking.opens is not None
    assert made.access is not None
    assert timedelta(hours=1) == made.booking.min
    assert date(2027, 1, 31) == made.access[0].begins
    assert (opens, HELSINKI) == (
        made.booking.opens,
        made.booking.opens and made.booking.opens.tzinfo,
    )


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"booking": {"min": timedelta(seconds=90)}}, "duration"),
        ({"booking": {"min": timedelta(hours=-1)}}, "duration"),
        ({"access": [{"type": "unrestricted", "from": datetime(2027, 1, 31, tzinfo=UTC)}]}, "date"),
        ({"access": [{"type": "unrestricted", "from": "2027-1-31"}]}, "date"),
        ({"access": [{"type": "unrestricted", "from": "2027-02-31"}]}, "date"),
        ({"booking": {"opens": datetime(1899, 1, 1, tzinfo=UTC)}}, "moment"),
        ({"booking": {"opens": "2027-01-31 25:00"}}, "moment"),
        ({"service_unit": "KIRJASTO"}, "enum"),
        ({"service_unit": 5}, "enum"),
    ],
)
def test_values_of_python_are_not_stretched_to_fit(fields: dict[str, Any], kind: str) -> None:
    """Half minutes, days with a time, and units that there are not, are refused."""
    with pytest.raises(ValidationError) as caught:
        room(**fields)

    assert kind in {error["type"] for error in caught.value.errors()}


def test_a_phase_that_is_none_is_told_alone() -> None:
    """A percentage is not held against a phase that could not be read."""
    with pytest.raises(ValidationError) as caught:
        Milestone.model_validate({"name": {"fi": "M"}, "phase": "tekeillä", "percent": 100})

    assert ["phase"] == [error["loc"][0] for error in caught.value.errors()]


def test_a_service_unit_is_shown_by_its_code() -> None:
    """Printed, a service unit is the code that everybody writes."""
    assert ["KIR", "KULP", "LIIKU", "NUP"] == [str(unit) for unit in ServiceUnit]
