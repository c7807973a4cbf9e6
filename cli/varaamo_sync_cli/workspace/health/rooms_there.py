"""Which rooms of the booking system are ours, and whether this machine knows them."""

from __future__ import annotations

from datetime import datetime

from varaamo_sync.catalogue_files import Reading
from varaamo_sync.model import Lang
from varaamo_sync.store import DatabaseState
from varaamo_sync.sync import InMemoryState, Prepared, PushSettings, prepare
from varaamo_sync.words import Theme
from varaamo_sync_cli.workspace.access.command_line import typed_at
from varaamo_sync_cli.workspace.access.targets import Place, Use, booking_api
from varaamo_sync_cli.workspace.booking.notices import count_recognised
from varaamo_sync_cli.workspace.health.checks import Found, State

line = Theme("commands/doctor")

_MOST_NAMED = 5


def check_rooms(
    place: Place, reading: Reading, state: DatabaseState | None, *, now: datetime, lang: Lang
) -> Found:
    """Tell how many rooms of the catalogue are in the booking system, and whose code is unknown.

    It sees what a plan and a pull would see.

    Raises:
        BookingError: The booking system could not be read.
    """
    catalogue = reading.usable()
    with booking_api(place.choice, catalogue, place.folder, Use.LOOK) as api:
        prepared = prepare(
            api,
            catalogue,
            settings=PushSettings(state=state or InMemoryState(), now=lambda: now),
            settling=False,
            everywhere=True,
        )
    there = sum(room.pair.remote is not None for room in prepared.plan.rooms)
    if strangers := find_unlisted(prepared):
        shown = [*strangers[:_MOST_NAMED], *("…" for _ in strangers[_MOST_NAMED:][:1])]
        said = line("rooms_unlisted", lang, count=len(strangers), rooms=", ".join(shown))
        command = typed_at(place, "pull", "--departed")
        return State.NOTE, said, line("rooms_unlisted_fix", lang, command=command)
    if recognised := count_recognised(prepared):
        said = line("rooms_new_here", lang, count=recognised)
        return State.NOTE, said, line("rooms_new_here_fix", lang, command=typed_at(place, "plan"))
    return State.OK, line("rooms", lang, there=there, rooms=str(len(catalogue.rooms))), None


def find_unlisted(prepared: Prepared) -> list[str]:
    """Return the keys that rooms there carry, and that neither catalogue nor store knows."""
    return sorted(one.key for one in prepared.plan.departed if one.key not in prepared.remembered)
