"""Likeness of names: which rooms of one venue are likely one room under two names.

Nobody is asked about *ryhmätyötila 1* because of *ryhmätyötila 2*; about *ryhmätyötila 01*,
*ryhmähuone 1* and *Kallion kirjaston ryhmätyötila 1 (6 hlö)* somebody is.
"""

from varaamo_sync.likeness.comparison import Likeness
from varaamo_sync.likeness.venue_rooms import RoomNames, VenueRooms, names_of, rooms_of_venue

__all__ = ["Likeness", "RoomNames", "VenueRooms", "names_of", "rooms_of_venue"]
