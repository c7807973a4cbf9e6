from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest

from tests.conformance.runs import by_verdict, client, clock, differing, write
from varaamo_sync.booking import (
    ArchiveRoom,
    BookingAPI,
    Command,
    CreateRoom,
    CreateSpace,
    DeleteSpace,
    ReadHours,
    ReadOpenings,
    ReadReference,
    ReadRoom,
    ReadRooms,
    ReadSpaces,
    ReadVenues,
    Stored,
    UpdateRoom,
    UpdateSpace,
)
from varaamo_sync.conformance import MARK, OtherUsers, Verdict
from varaamo_sync.conformance.checks_read import NOWHERE
from varaamo_sync.errors import ListChanging
from varaamo_sync.sandbox import Sandbox
from varaamo_sync.snapshot import PublishingState, RemoteRoom


@dataclass
class Tampered:
    """A booking system in which something is not as it should be."""

    api: BookingAPI
    tamper: Callable[[Command[Any], Callable[[Command[Any]], Any]], Any]

    @property
    def origin(self) -> str:
        """Say which booking system it is."""
        return self.api.origin

    def execute(self, command: Command[Any]) -> Any:
        """Carry out a command, not quite as it should be."""
        return self.tamper(command, self.api.execute)


def _answer(kind: type, change: Callable[[Any], Any]) -> Any:
    """Change the answers to a kind of command."""

    def tamper(command: Any, execute: Any) -> Any:
        found = execute(command)
        return change(found) if isinstance(command, kind) and found is not None else found

    return tamper


def _sent(kind: type, **changed: Any) -> Any:
    """Change what is sent with a kind of command."""

    def tamper(command: Any, execute: Any) -> Any:
        return execute(replace(command, **changed) if isinstance(command, kind) else command)

    return tamper


def _sent_when(when: Callable[[Any], bool], **changed: Any) -> Any:
    """Change what is sent with some updates of rooms."""

    def tamper(command: Any, execute: Any) -> Any:
        meant = isinstance(command, UpdateRoom) and when(command)
        return execute(replace(command, **changed) if meant else command)

    return tamper


def _value(path: str, value: Any) -> Any:
    """Let a field of each room hold something else."""

    def change(room: RemoteRoom) -> RemoteRoom:
        return replace(room, values={**room.values, path: value})

    return _answer(ReadRoom, change)


def _not_refused(kind: type, answer: Any, *, when: Callable[[Any], bool]) -> Any:
    """Let something pass that should be refused."""

    def tamper(command: Any, execute: Any) -> Any:
        return answer if isinstance(command, kind) and when(command) else execute(command)

    return tamper


def _after_contact(change: Callable[[RemoteRoom], RemoteRoom]) -> Any:
    """Change rooms as they are read once their contact information was updated."""

    def changed(room: RemoteRoom) -> RemoteRoom:
        return change(room) if room.values["contact"] == "Muutettu" else room

    return _answer(ReadRoom, changed)


def _first_price(room: RemoteRoom) -> RemoteRoom:
    return replace(
        room, prices=room.prices[:1], values={**room.values, "pricing": (room.prices[0][1],)}
    )


DRAFT = Stored(NOWHERE, "uuid", PublishingState.DRAFT)
TAMPERED: dict[str, Any] = {
    "reference-names": _answer(ReadReference, lambda r: replace(r, types=r.types * 2)),
    "terms-types": _answer(
        ReadReference, lambda r: replace(r, terms=tuple(replace(t, kind="X") for t in r.terms))
    ),
    "vat-free": _answer(ReadReference, lambda r: replace(r, taxes=r.taxes[1:])),
    "venue-ids": _answer(ReadVenues, lambda v: (*v, replace(v[-1], pk=NOWHERE - 1))),
    "own-identity": _answer(ReadRooms, lambda r: tuple(replace(x, ext_uuid="same") for x in r)),
    "by-number": _answer(ReadRoom, lambda r: replace(r, ext_uuid="other")),
    "openings": _answer(ReadOpenings, lambda _: {}),
    "unknown-venue": _not_refused(CreateSpace, 1, when=lambda c: c.venue == NOWHERE),
    "space-code": _sent(CreateSpace, code="muu"),
    "space-update": _sent(UpdateSpace, changes={"name.fi": "Muu"}),
    "spaces-with-code": _answer(ReadSpaces, lambda s: s * 2),
    "space-parent": _sent(CreateSpace, parent=None),
    "space-deleted": _not_refused(DeleteSpace, True, when=lambda _: True),
    "stored-names": _value("name.fi", f"{MARK} &amp;"),
    "stored-texts": _value("description.sv", "<b>"),
    "stored-contact": _value("contact", "<b>"),
    "stored-durations": _value("booking.min", None),
    "stored-sets": _value("purposes", frozenset()),
    "stored-search-terms": _value("search_terms", ()),
    "stored-moments": _value("booking.opens", None),
    "stored-rest": _value("capacity.max", None),
    "future-kept": _after_contact(_first_price),
    "update-keeps": _after_contact(lambda r: replace(r, values={**r.values, "area": None})),
    "stored-prices": _value("pricing", ()),
    "future-changed": _not_refused(UpdateRoom, None, when=lambda c: "pricing" in c.values),
    "terms-of-own-type": _not_refused(UpdateRoom, None, when=lambda c: "terms.payment" in c.values),
    "too-long": _not_refused(UpdateRoom, None, when=lambda c: "description.fi" in c.values),
    "unknown-room": _not_refused(UpdateRoom, None, when=lambda c: c.room.pk == NOWHERE),
    "picture": _answer(ReadRoom, lambda r: replace(r, images=0)),
    "persons": _not_refused(UpdateRoom, None, when=lambda c: "capacity.min" in c.values),
    "spaces-taken": _sent_when(lambda c: c.spaces == (), spaces=None),
    "hours-in-lists": _answer(ReadHours, lambda hours: dict.fromkeys(hours, ())),
    "odd-offset": _not_refused(UpdateRoom, None, when=lambda c: set(c.values) == {"booking.opens"}),
    "nul": _not_refused(UpdateRoom, None, when=lambda c: "name.sv" in c.values),
    "senseless": _not_refused(
        UpdateRoom, None, when=lambda c: c.values.get("booking.max_per_person") == 0
    ),
    "no-hours": _answer(
        ReadOpenings, lambda o: {pk: replace(x, closed=False) for pk, x in o.items()}
    ),
    "unknown-reference": _not_refused(
        CreateRoom, DRAFT, when=lambda c: c.reference.types[0].pk == NOWHERE
    ),
    "archive": _answer(ArchiveRoom, lambda pk: pk + 1),
}


@pytest.mark.parametrize("fact", TAMPERED)
def test_what_is_not_as_it_should_be_is_found(fact: str) -> None:
    """A booking system that breaks a fact is told so, and what was made is cleared away."""
    with Sandbox(clock=clock) as sandbox, client(sandbox) as api:
        report = write(Tampered(api, TAMPERED[fact]))

        assert fact in differing(report)
        assert differing(report)[fact], "a fact that differs tells what was seen"
        assert not report.holds


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        (ReadRooms, {"rooms-are-known", "by-number", "listed"}),
        (ReadOpenings, {"openings", "no-hours"}),
        (ReadReference, {"reference-names", "space-code", "draft"}),
    ],
)
def test_a_list_under_writers_is_not_tested(kind: type, facts: set[str]) -> None:
    """Where somebody is at work nothing can be said of a fact: it neither holds nor differs."""

    def changing(command: Any, execute: Any) -> Any:
        if isinstance(command, kind):
            raise ListChanging("The list changed in each of 5 readings.", operation="Rooms")
        return execute(command)

    with Sandbox(clock=clock) as sandbox, client(sandbox) as api:
        report = write(Tampered(api, changing))

    assert {} == differing(report)
    assert facts <= by_verdict(report, Verdict.NOT_TESTED)


class _Idle:
    """An owner who does nothing."""

    def add_reservation(self, room: int) -> None:
        """Book nothing."""

    def cancel_reservations(self, room: int) -> None:
        """Cancel nothing."""

    def set_faults(self, faults: Sequence[Mapping[str, Any]]) -> None:
        """Leave everything as it is."""


def test_what_company_should_show_and_does_not_is_found() -> None:
    """A session that did not end, and load that does no harm, are differences too."""
    with Sandbox(clock=clock) as sandbox, client(sandbox) as api:
        others = OtherUsers(
            expired=api, without_retries=api, admin=_Idle(), anonymous=_empty(api), limited=api
        )
        report = write(api, others)

    expected = {"dead-session", "deadlocks", "sixty-seconds", "reserved", "reads-are-public"}
    assert expected <= differing(report).keys()


def test_a_number_that_takes_no_list_down_is_found() -> None:
    """Where a list with the number in it is read all the same, the fact differs."""
    with Sandbox(clock=clock) as sandbox, client(sandbox) as api:
        harmless = _sent_when(
            lambda c: c.values.get("booking.window.max_days", 0) == 2_920_000,
            values={"booking.window.max_days": 90},
        )
        report = write(Tampered(api, harmless), OtherUsers(admin=_Idle()))

    assert "list-breaker" in differing(report)


def _empty(api: BookingAPI) -> BookingAPI:
    return Tampered(api, _answer(ReadRooms, lambda _: ()))
