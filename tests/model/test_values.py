from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.make import room
from varaamo_sync.model import HELSINKI, ServiceUnit, Text, format_duration, parse_duration


@given(st.integers(0, 100_000))
def test_durations_read_back_as_written(minutes: int) -> None:
    """A duration that is written in words is read back the same."""
    value = timedelta(minutes=minutes)

    assert value == parse_duration(format_duration(value))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("30 min", 30), ("1 h 30 min", 90), ("2h", 120), ("PT1H30M", 90), ("1 d", 1440)],
)
def test_spoken_and_iso_durations_are_understood(text: str, minutes: int) -> None:
    """Durations are understood as people write them and as ISO 8601 does."""
    assert timedelta(minutes=minutes) == parse_duration(text)


@pytest.mark.parametrize(
    "text", ["", "30", "1,5 h", "-1 h", "P", "PT", "1 min 2 h", "30 s", "1.5 h"]
)
def test_what_would_have_to_be_guessed_is_no_duration(text: str) -> None:
    """A duration that is not in whole minutes, or not clear, is refused."""
    with pytest.raises(ValueError, match="^" + __import__("re").escape(text) + "$"):
        parse_duration(text)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"area": "138"}, "int_type"),
        ({"area": 138.0}, "int_type"),
        ({"area": True}, "int_type"),
        ({"goal": "true"}, "bool_type"),
        ({"goal": 1}, "bool_type"),
        ({"name": {"fi": 5}}, "string_type"),
        ({"pricing": [{"lowest": 7.3}]}, "money_float"),
        ({"pricing": [{"lowest": "7.3"}]}, "money"),
        ({"pricing": [{"lowest": Decimal("7.305")}]}, "money_decimals"),
        ({"pricing": [{"lowest": Decimal("NaN")}]}, "money"),
        ({"booking": {"min": 90}}, "duration"),
        ({"booking": {"interval": "20 min"}}, "interval"),
        ({"booking": {"opens": "2027-03-28 03:30"}}, "moment_missing"),
        ({"booking": {"opens": "2027-10-31 03:30"}}, "moment_twice"),
        ({"booking": {"opens": "31.1.2027"}}, "moment"),
        ({"access": [{"type": "unrestricted", "from": 20270131}]}, "date"),
        ({"nmae": {"fi": "x"}}, "extra_forbidden"),
        ({"key": "a b"}, "string_pattern_mismatch"),
    ],
)
def test_nothing_is_guessed(fields: dict[str, Any], kind: str) -> None:
    """No number comes from a text not ours, no money from a float, no hour that is none."""
    with pytest.raises(ValidationError) as caught:
        room(**fields)

    assert kind in {error["type"] for error in caught.value.errors()}


def test_moments_without_an_offset_are_helsinkis() -> None:
    """A moment without an offset is Helsinki's time; one with an offset is converted."""
    plain = room(booking={"opens": "2027-01-31 08:00"}).booking
    offset = room(booking={"opens": "2027-10-31T03:30+02:00"}).booking

    assert plain is not None
    assert offset is not None
    assert datetime(2027, 1, 31, 8, tzinfo=HELSINKI) == plain.opens
    assert datetime(2027, 10, 31, 1, 30, tzinfo=UTC) == offset.opens


def test_money_keeps_its_cents() -> None:
    """An amount is a decimal with two places, exact to the cent."""
    pricing = room(pricing=[{"lowest": Decimal("7.3"), "highest": 20}]).pricing

    assert pricing is not None
    assert [(str(p.lowest), str(p.highest)) for p in pricing] == [("7.30", "20.00")]


@pytest.mark.parametrize(
    ("written", "unit"),
    [("LIIK", ServiceUnit.LIIKU), ("nupa", ServiceUnit.NUP), (" kir ", ServiceUnit.KIR)],
)
def test_service_units_have_aliases_in_any_case(written: str, unit: ServiceUnit) -> None:
    """LIIK and NUPA of the 2019 table are understood, in any case."""
    assert unit is room(service_unit=written).service_unit


def test_only_what_is_written_is_stated() -> None:
    """Defaults of the model are never stated; an explicit null is."""
    made = room(complete=False, capacity=None)

    assert {"key", "service_unit", "venue", "name", "capacity"} == made.model_fields_set


def test_values_are_frozen() -> None:
    """A value that was made cannot be changed."""
    with pytest.raises(ValidationError):
        Text(fi="a").fi = "b"  # type: ignore[misc]
