"""Whatever a door of the library names can go to another process, or is told here why not."""

from __future__ import annotations

import copy
import dataclasses
import enum
import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, is_typeddict

import pytest
from pydantic import ValidationError

from tests.make import NOW, catalogue, room
from tests.public_values import example_of, public_types
from varaamo_sync.errors import (
    CatalogueInvalid,
    GuardTripped,
    ProtocolMismatch,
    Unreachable,
    VaraamoSyncError,
    part,
)
from varaamo_sync.findings import Finding, Level, Severity, path_of
from varaamo_sync.model import Catalogue, Price, ServiceUnit, Wanted
from varaamo_sync.plan import Breach
from varaamo_sync.rules import RULES, check

LIVE = {
    "booking.client.clients.AsyncVaraamoClient": "a connection",
    "booking.client.clients.VaraamoClient": "a connection",
    "booking.retry.Budget": "is shared by threads",
    "booking.retry.Patience": "has a budget",
    "conformance.runs.OtherUsers": "clients",
    "hours.client.client.AsyncHoursClient": "a connection",
    "hours.client.client.HoursClient": "a connection",
    "jobs.one_job.Workshop": "has the store",
    "respa.booking.clients.AsyncRespaBookingClient": "a connection",
    "respa.booking.clients.RespaBookingClient": "a connection",
    "respa.client.RespaClient": "a connection",
    "respa.exchanges.RespaExchanges": "a connection",
    "sandbox.admin.SandboxAdmin": "has the sandbox",
    "sandbox.instance.Sandbox": "a database",
    "sandbox.transport.AsyncSandboxTransport": "has the sandbox",
    "sandbox.transport.SandboxTransport": "has the sandbox",
    "service_map.client.ServiceMapClient": "a connection",
    "store.database_state.DatabaseState": "has the store",
    "store.locking.HeldLock": "an event of this process",
    "store.schedules.ScheduleBook": "a database",
    "store.store.Store": "a database",
    "sync.state_store.InMemoryState": "memory of this process",
    "sync.settings.PushSettings": "has the state",
    "sync.syncs.counting.CountHistory": "has the store",
}
"""Things that are held, not values: each stands for something that another process has not."""

BY_HAND = {"sandbox.rules.context.Faults"}
"""Ports that are no protocols, of which there are no instances."""


def values() -> dict[str, type]:
    """Return the public types whose instances are values."""
    return {
        name: kind
        for name, kind in public_types().items()
        if not issubclass(kind, enum.Enum)
        and not getattr(kind, "_is_protocol", False)
        and not is_typeddict(kind)
        and name.removeprefix("varaamo_sync.") not in LIVE.keys() | BY_HAND
    }


def same(one: Any, other: Any) -> bool:
    """Tell whether two values are alike; errors, else compared by identity, by their fields."""
    if type(one) is not type(other):
        return False
    if isinstance(one, BaseException):
        return same((one.args, vars(one)), (other.args, vars(other)))
    if dataclasses.is_dataclass(one):
        names = [field.name for field in dataclasses.fields(one)]
        return all(same(getattr(one, name), getattr(other, name)) for name in names)
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, tuple | list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other) or (
        type(one).__eq__ is object.__eq__ and same(*map(vars, (one, other)))
    )


@pytest.mark.parametrize("name", values())
def test_every_public_value_travels(name: str) -> None:
    """A pickle, a copy and a deep copy of it are what it was."""
    made = example_of(values()[name])

    assert same(made, pickle.loads(pickle.dumps(made)))
    assert same(made, copy.copy(made))
    assert same(made, copy.deepcopy(made))


def test_every_name_of_what_is_live_is_one() -> None:
    """The list of what stays at home names nothing that is not there."""
    there = {name.removeprefix("varaamo_sync.") for name in public_types()}

    assert set() == (LIVE.keys() | BY_HAND) - there


def test_an_error_arrives_with_what_it_knows() -> None:
    """Fields that were set on the way, words of any language, and notes go along."""
    error = Unreachable("x", operation="createSpace", certain=True)
    error.attempts, error.retry_after = 3, 2.5
    error.add_note("nup-sali")
    there = pickle.loads(pickle.dumps(error))

    assert (3, 2.5, True, ["nup-sali"]) == (
        there.attempts, there.retry_after, there.certain, there.__notes__
    )  # fmt: skip
    tripped = copy.deepcopy(GuardTripped([Breach("NUP", 14, 3)]))
    assert (Breach("NUP", 14, 3),) == tripped.breaches
    assert "14" in str(tripped)
    assert part("moved-day") == pickle.loads(pickle.dumps(part("moved-day")))
    assert "a.b" == copy.copy(ProtocolMismatch("x", path="a.b")).path


def test_a_pool_of_processes_does_the_same() -> None:
    """A catalogue goes to another process, findings and errors come back."""
    good, bad = catalogue(room("nup-1")), catalogue(room("nup-1"), room("nup-2", complete=False))
    expected = check(good, now=NOW)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert expected == pool.submit(check, good, now=NOW).result()
        with pytest.raises(VaraamoSyncError) as caught:
            pool.submit(_refuse, bad).result()

    assert isinstance(caught.value, CatalogueInvalid)
    assert check(bad, now=NOW) == caught.value.findings


def _refuse(wanted: Catalogue) -> None:
    raise CatalogueInvalid("x", check(wanted, now=NOW))


def test_rules_travel() -> None:
    """A rule that a plugin looks at in another process is the same rule."""
    rules = tuple(RULES.values())

    assert [one.id for one in rules] == [one.id for one in pickle.loads(pickle.dumps(rules))]


def test_a_finding_of_texts_is_one_of_values() -> None:
    """What a database or JSON has as text stops a push as what it says; what is none is refused."""
    said: Any = {"severity": "error", "level": "draft", "unit": "nupa", "path": "pricing.0.vat"}
    found = Finding(rule="x", **said)

    assert (Severity.ERROR, Level.DRAFT, ServiceUnit.NUP) == (
        found.severity, found.level, found.unit
    )  # fmt: skip
    assert found.severity is Severity.ERROR
    assert ("pricing", 0, "vat") == found.path == path_of(["pricing", 0, "vat"])
    assert () == path_of("")
    for name in ("severity", "level", "unit"):
        with pytest.raises(ValueError, match="grave"):
            Finding(rule="x", **said | {name: "grave"})


def test_a_copy_with_other_values_holds_what_it_may_hold() -> None:
    """A field that is mistyped, or a value that is none, would do nothing, or break a push."""
    made = room("nup-1", capacity={"max": 5})
    copied = made.model_copy(update={"wanted": "published", "pricing": [{"free": True}]})
    cleared = made.model_copy(update={"note": None})

    assert Wanted.PUBLISHED is copied.wanted
    assert Price(free=True) == (copied.pricing or ())[0]
    assert {"note"} == cleared.model_fields_set - made.model_fields_set
    with pytest.raises(TypeError, match="Did you mean 'wanted'"):
        made.model_copy(update={"wantd": "published"})
    with pytest.raises(ValidationError):
        made.model_copy(update={"area": "large"})
    assert made.model_copy() == made == made.model_copy(deep=True)


def test_findings_and_catalogues_are_counted_in_sets() -> None:
    """What two checks have in common is asked of sets; copies are one, as they are equal."""
    bad = catalogue(room("nup-1", complete=False), goal={"notes": {"NUP": "sovittu"}})
    found = check(bad, now=NOW)

    assert {*found} == {*found, *copy.deepcopy(found)}
    for value in (bad, bad.goal, bad.rooms[0]):
        assert 1 == len({value, copy.deepcopy(value)})
