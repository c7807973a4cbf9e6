"""Pages of a board: the report, a page for a unit, a venue and a room, and what is not there."""

from varaamo_sync.board.pages.room import room_page
from varaamo_sync.board.pages.unit import unit_page
from varaamo_sync.board.pages.venue import venue_page

__all__ = ["room_page", "unit_page", "venue_page"]
