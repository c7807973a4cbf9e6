"""Catalogues and snapshots of any kind, for laws that hold whatever Varaamo shows."""

from decimal import Decimal

from hypothesis import strategies as st

from tests.make import TODAY, catalogue, remote, room, snapshot, space
from varaamo_sync.model import Catalogue, Earlier, Room, ServiceUnit, Venue
from varaamo_sync.model.open_times import OpeningHours
from varaamo_sync.snapshot import (
    PublishingState,
    RemoteRoom,
    RemoteSpace,
    RemoteVenue,
    ReservationState,
    Snapshot,
)

MOST = 6
VENUES = (
    RemoteVenue(1, "demo-001", {"fi": "Talo 1"}),
    RemoteVenue(2, "demo-002", {"fi": "Talo 2"}),
)
_NAMES = ("Sali", "Studio", "Sauna")


@st.composite
def rooms(draw: st.DrawFn, key: str, name: str | None = None) -> Room:
    """Draw a room of a catalogue."""
    tprek = draw(st.sampled_from(["demo-001", "demo-002", "demo-404", None]))
    return room(
        key,
        name={"fi": name or draw(st.sampled_from(_NAMES))},
        service_unit=draw(st.sampled_from(ServiceUnit)),
        venue=Venue(tprek=tprek),
        earlier=draw(st.sampled_from(Earlier)),
        goal=draw(st.booleans()),
    )


@st.composite
def remotes(draw: st.DrawFn, pk: int, name: str | None = None, own: bool = False) -> RemoteRoom:
    """Draw a room of the booking system; with ``own`` it uses the space of its number alone."""
    spaces = (pk,) if own else tuple(draw(st.sets(st.integers(1, MOST), max_size=2)))
    return remote(
        pk,
        name=name or draw(st.sampled_from(_NAMES)),
        venue=draw(st.sampled_from([1, 2])),
        spaces=spaces,
        is_draft=draw(st.booleans()),
        publishing=draw(st.sampled_from(PublishingState)),
        reservation=draw(st.sampled_from(ReservationState)),
        season_only=draw(st.booleans()),
        closed=draw(st.sampled_from([True, False, None])),
        linked=draw(st.sampled_from([True, False, None])),
        hours=draw(
            st.sampled_from([None, OpeningHours(TODAY), OpeningHours(TODAY, Decimal("37.5"))])
        ),
    )


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Catalogue, Snapshot]:
    """Draw a catalogue and a snapshot, with names, codes and spaces that may repeat."""
    keys = draw(st.lists(st.sampled_from([f"r{n}" for n in range(MOST)]), max_size=MOST))
    pks = range(1, draw(st.integers(0, MOST)) + 1)
    codes = st.sampled_from(["", *(f"demo:r{n}" for n in range(MOST)), "other:r1"])
    spaces: list[RemoteSpace] = [space(pk, draw(codes)) for pk in range(1, MOST + 1)]
    return (
        catalogue(*(draw(rooms(key)) for key in keys)),
        snapshot([draw(remotes(pk)) for pk in pks], spaces, venues=VENUES),
    )


@st.composite
def plain_worlds(draw: st.DrawFn) -> tuple[Catalogue, Snapshot]:
    """Draw a catalogue and a snapshot in which each room is one room or none."""
    numbers = range(1, draw(st.integers(1, MOST)) + 1)
    ours = [draw(rooms(f"r{n}", f"Sali {n}")) for n in numbers]
    theirs = [draw(remotes(n, f"Sali {n}", own=True)) for n in numbers if draw(st.booleans())]
    spaces = [space(n, f"demo:r{n}" if draw(st.booleans()) else "") for n in numbers]
    return catalogue(*ours), snapshot(theirs, spaces, venues=VENUES)
