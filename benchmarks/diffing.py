"""Comparing: the plan of a big catalogue, all in memory."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from benchmarks.clock import seconds
from benchmarks.rows import Row, below
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.model import HELSINKI, Catalogue
from varaamo_sync.plan import make_plan, wanted_space
from varaamo_sync.snapshot import (
    PublishingState,
    Reference,
    RemoteRoom,
    RemoteSpace,
    RemoteVenue,
    ReservationState,
    Snapshot,
)
from varaamo_sync.state.records import Pairing, RoomState
from varaamo_sync.stored_form import stated_values
from varaamo_sync_cli.console.gc_pause import paused_collector

DEFAULTS = """\
defaults:
  contact: Varaukset ja avaimet talon aulasta
  search_terms: [kokous, juhla]
  booking: {buffer_before: 30 min, max_per_person: 2, login: strong, handling: true}
  instructions:
    confirmed:
      fi: Avain haetaan talon aulasta.
      sv: Nyckeln hämtas i husets aula.
      en: Fetch the key from the lobby of the house.
"""
"""What is stated for every room beside its own fields: with it a room has some thirty."""

_CHANGED = 10
"""One room in so many differs."""


def diff(folder: Path, repeats: int) -> Row:
    """Make a plan of rooms that all exist, of which one in ten differs."""
    reading = read_catalogue(folder)
    catalogue = reading.catalogue
    assert catalogue is not None
    now = datetime.now(HELSINKI)
    snapshot, memory = _there(catalogue, now)

    def plan() -> None:
        made = make_plan(catalogue, snapshot, now=now, remembered=memory)
        assert len(made.writes) == -(-len(catalogue.rooms) // _CHANGED)

    with paused_collector():
        took = min(seconds(plan) for _ in range(repeats))
    rooms = len(catalogue.rooms)
    fields = len(snapshot.rooms[0].values) + len(wanted_space(catalogue.rooms[0]))
    note = f"{took / rooms * 1e6:.0f} µs per room of {fields} fields, make_plan in memory"
    return below(f"compare {rooms:,} rooms", took, unit="s", note=note)


def _there(catalogue: Catalogue, now: datetime) -> tuple[Snapshot, dict[str, RoomState]]:
    """Return a booking system that holds every room, and what was applied to it."""
    tpreks = sorted({room.venue.tprek or "" for room in catalogue.rooms})
    venues = {tprek: RemoteVenue(pk, tprek, {"fi": tprek}) for pk, tprek in enumerate(tpreks, 1)}
    rooms, spaces, memory = [], [], {}
    for pk, room in enumerate(catalogue.rooms, 1):
        values = stated_values(room, Reference(), now.date())
        venue, space = venues[room.venue.tprek or ""].pk, wanted_space(room)
        if pk % _CHANGED == 1:
            values["capacity.max"] = 1  # so it was left, and the catalogue has another by now
        memory[room.key] = RoomState(Pairing(pk, f"uuid-{pk}", pk), values | space)
        spaces.append(
            RemoteSpace(
                pk=pk,
                code=catalogue.code(room.key),
                venue=venue,
                name={"fi": room.name.fi or "", "sv": room.name.sv or "", "en": room.name.en or ""},
                area=room.area,
                max_persons=room.capacity.max if room.capacity else None,
            )
        )
        rooms.append(
            RemoteRoom(
                pk=pk,
                ext_uuid=f"uuid-{pk}",
                venue=venue,
                values=values,
                spaces=(pk,),
                is_draft=False,
                publishing=PublishingState.PUBLISHED,
                reservation=ReservationState.RESERVABLE,
                season_only=False,
            )
        )
    snapshot = Snapshot(
        taken=now,
        origin="http://sandbox.localhost",
        reference=Reference(),
        venues=tuple(venues.values()),
        spaces=tuple(spaces),
        rooms=tuple(rooms),
        logged_in=True,
    )
    return snapshot, memory
