"""Every number and every day that the model takes has bounds; beyond them nothing is sent."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from tests.make import NOW, catalogue, room
from varaamo_sync.findings import Finding, Level, Severity
from varaamo_sync.model import Catalogue, RoomEntry
from varaamo_sync.model.goal_terms import GoalTerms
from varaamo_sync.rules import blocks_draft, check

BEYOND: dict[str, tuple[str, dict[str, Any]]] = {
    "capacity.min": ("number-too-large", {"capacity": {"min": 100_001, "max": None}}),
    "capacity.max": ("number-too-large", {"capacity": {"max": 100_001}}),
    "area": ("number-too-large", {"area": 1_000_001}),
    "booking.min": ("duration-too-long", {"booking": {"min": "732 d"}}),
    "booking.max": ("duration-too-long", {"booking": {"max": timedelta(days=999_999)}}),
    "booking.buffer_before": ("duration-too-long", {"booking": {"buffer_before": "32 d"}}),
    "booking.buffer_after": ("duration-too-long", {"booking": {"buffer_after": "9999 d"}}),
    "booking.window.min_days": (
        "booking-window-too-large",
        {"booking": {"window": {"min_days": 2_920_000}}},
    ),
    "booking.window.max_days": (
        "booking-window-too-large",
        {"booking": {"window": {"max_days": 3_651}}},
    ),
    "booking.max_per_person": ("booking-number-too-large", {"booking": {"max_per_person": 10_001}}),
    "booking.opens": ("moment-out-of-range", {"booking": {"opens": "1921-04-30 23:59"}}),
    "booking.closes": ("moment-out-of-range", {"booking": {"closes": "2101-01-01 00:00"}}),
    "publish.from": ("moment-out-of-range", {"publish": {"from": "1900-01-01"}}),
    "publish.until": ("moment-out-of-range", {"publish": {"until": "9999-12-31 23:59"}}),
    "access.from": (
        "day-out-of-range",
        {"access": [{"type": "unrestricted"}, {"type": "physical_key", "from": "9999-12-31"}]},
    ),
    "pricing.from": (
        "day-out-of-range",
        {"pricing": [{"free": True}, {"free": True, "from": "0027-01-01"}]},
    ),
    "hours.from": ("day-out-of-range", {"hours": {"from": "1027-01-01", "mon": "8-16"}}),
    "hours.until": ("day-out-of-range", {"hours": {"until": "2207-01-01", "mon": "8-16"}}),
    "hours.periods.from": (
        "day-out-of-range",
        {"hours": {"periods": [{"from": "1027-01-01", "mon": "8-16"}]}},
    ),
    "hours.periods.until": (
        "day-out-of-range",
        {"hours": {"periods": [{"until": "9999-12-31", "mon": "8-16"}]}},
    ),
    "pricing.lowest": ("price-too-large", {"pricing": [{"lowest": -1_000_001}]}),
    "pricing.highest": (
        "price-too-large",
        {"pricing": [{"lowest": 1, "highest": Decimal("1000000.01"), "payment": "online"}]},
    ),
    "pricing.vat": (
        "vat-out-of-range",
        {"pricing": [{"lowest": 1, "highest": 1, "vat": 255, "payment": "online"}]},
    ),
}
"""Beyond the bound of each number and each day: the rule, and the fields."""

NO_BOUND = {"booking.interval": "one of the start intervals of the model"}


def types_of(annotation: Any) -> Iterator[type]:
    """Yield every type within an annotation."""
    if isinstance(annotation, type):
        yield annotation
    for inside in get_args(annotation):
        yield from types_of(inside)


def measured(part: type[BaseModel], prefix: str = "") -> Iterator[str]:
    """Yield the path of each field of a part, and of the parts in it, that holds a measure."""
    for name, field in part.model_fields.items():
        path = prefix + (field.alias or name)
        for kind in types_of(field.annotation):
            if issubclass(kind, BaseModel):
                yield from measured(kind, f"{path}.")
            elif kind is not bool and issubclass(kind, int | Decimal | date | timedelta):
                yield path


def found(**fields: Any) -> list[Finding]:
    """Check a room with some fields of its own, without reference data."""
    return list(check(catalogue(room(**fields)), now=NOW))


@pytest.mark.parametrize("field", BEYOND)
def test_what_is_beyond_is_never_sent(field: str) -> None:
    """It is an error of the draft level, at the field, with what is possible."""
    rule, fields = BEYOND[field]
    findings = found(**fields)
    (hit,) = [finding for finding in findings if finding.rule == rule]

    assert field == ".".join(str(step) for step in hit.path if isinstance(step, str))
    assert (Severity.ERROR, Level.DRAFT) == (hit.severity, hit.level)
    assert {"nup-sali"} == blocks_draft(findings)


def test_no_number_and_no_day_is_forgotten() -> None:
    """Whatever number, day, moment or length the model of a room takes is in the table above."""
    assert set(measured(RoomEntry)) - NO_BOUND.keys() == set(BEYOND)


@pytest.mark.parametrize(
    "fields",
    [
        {"capacity": {"min": 0, "max": 100_000}, "area": 1_000_000},
        {"booking": {"interval": "1 h", "min": "731 d", "max": "731 d", "buffer_after": "31 d"}},
        {"booking": {"window": {"min_days": 1, "max_days": 3_650}, "max_per_person": 10_000}},
        {"booking": {"opens": "1921-05-01 12:00", "closes": "2100-12-31 23:59"}},
        {"publish": {"from": "1970-01-01", "until": "2100-12-31"}},
        {"access": [{"type": "unrestricted", "from": "1921-05-01"}]},
        {"pricing": [{"lowest": 0, "highest": 1_000_000, "vat": 100, "payment": "online"}]},
    ],
)
def test_what_is_within_is_let_be(fields: dict[str, Any]) -> None:
    """The bound itself is possible."""
    assert [] == [item for item in found(**fields) if item.severity is Severity.ERROR]


@pytest.mark.parametrize("setting", ["off", "warning"])
@pytest.mark.parametrize(
    "field", ["booking.window.max_days", "booking.min", "publish.until", "access.from"]
)
def test_what_harms_others_cannot_be_lowered(field: str, setting: str) -> None:
    """No setting of a catalogue lets a value through that would break reads for everybody."""
    rule, fields = BEYOND[field]
    findings = check(catalogue(room(**fields)), now=NOW, severities={rule: setting})

    assert {"nup-sali"} == blocks_draft(findings)
    assert ["rule-fixed"] == [finding.rule for finding in findings if finding.key is None]


@pytest.mark.parametrize("field", ["start", "deadline"])
@pytest.mark.parametrize("day", ["0001-01-01", "2207-01-31", "9999-12-31"])
def test_a_goal_has_bounds(field: str, day: str) -> None:
    """A day of the goal that nobody can mean is an error of the catalogue itself."""
    goal = GoalTerms.model_validate({field: day})
    (finding,) = check(Catalogue(id="demo", goal=goal), now=NOW)

    assert ("goal-date-out-of-range", Severity.ERROR) == (finding.rule, finding.severity)
    assert (None, ("goal", field)) == (finding.key, finding.path)


def test_the_number_that_is_too_large_is_the_one_that_is_named() -> None:
    """Of capacity, the half that does not fit into the database."""
    made = room(capacity={"min": 3_000_000_000, "max": 4_000_000_000})
    found = check(catalogue(made), now=NOW, select=["number-too-large"])

    assert [("capacity", "min"), ("capacity", "max")] == [finding.path for finding in found]
