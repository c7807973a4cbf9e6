from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.goal.worlds import VENUES, remotes
from tests.make import NOW, REFERENCE, catalogue, room
from varaamo_sync.booking import (
    Command,
    Opening,
    ReadOpenings,
    ReadReference,
    ReadRooms,
    ReadSpaces,
    ReadUser,
    ReadVenues,
)
from varaamo_sync.snapshot import RemoteRoom
from varaamo_sync.sync import survey


class Shown:
    """A booking system that shows some rooms, and notes whose opening hours were asked for."""

    origin = "http://sandbox.localhost"

    def __init__(self, rooms: tuple[RemoteRoom, ...]) -> None:
        self._rooms = rooms
        self.asked: list[int] = []

    def execute(self, command: Command[Any]) -> Any:
        """Answer a reading."""
        if isinstance(command, ReadOpenings):
            self.asked += command.rooms
            return {pk: Opening(closed=True, first_reservable=None) for pk in command.rooms}
        answers = {
            ReadUser: None,
            ReadReference: REFERENCE,
            ReadVenues: VENUES,
            ReadSpaces: (),
            ReadRooms: self._rooms,
        }
        return answers[type(command)]


@given(st.lists(st.integers(1, 6), unique=True).flatmap(lambda pks: st.tuples(*map(remotes, pks))))
def test_opening_hours_are_read_only_where_they_decide(rooms: tuple[RemoteRoom, ...]) -> None:
    """The slow look-up is made of visible rooms that take direct bookings, and of no others."""
    api = Shown(rooms)
    survey(api, catalogue(room()), now=NOW)

    open_ = [r for r in rooms if r.publishing.visible and r.reservation.open]
    expected = [r.pk for r in open_ if not r.season_only]
    assert expected == api.asked
