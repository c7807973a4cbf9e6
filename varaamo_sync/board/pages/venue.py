"""The page of a venue: its rooms, what was found in them, and how many could be booked when."""

from __future__ import annotations

from varaamo_sync.board.pages.tables import findings_part, history_of_counts, rooms_part
from varaamo_sync.board.rooms import rooms_of_venue, standing_of
from varaamo_sync.board.state import BoardState
from varaamo_sync.model import Lang
from varaamo_sync.report import Fact
from varaamo_sync.report.page import Page, PagePart
from varaamo_sync.report.sentences import counts
from varaamo_sync.words import Theme

say = Theme("report/board")


def venue_page(state: BoardState, id: str, lang: Lang) -> Page:
    """Return the page of a venue.

    Args:
        state: What is known.
        id: What the venue is called in an address; it has rooms.
        lang: The language.
    """
    rooms, standing = rooms_of_venue(state, id), standing_of(state)
    venue = rooms[0].room.venue
    units = list(dict.fromkeys(item.room.service_unit.value for item in rooms))
    told = {
        "address": venue.address or "",
        "tprek": venue.tprek or say("none", lang),
        "units": ", ".join(units),
    }
    facts = tuple(Fact(say(f"fact.{name}", lang), text) for name, text in told.items() if text)
    return Page(
        lang=lang,
        title=venue.label(lang),
        subtitle=counts.head(standing, lang) if standing else "",
        facts=(),
        parts=(
            PagePart(id="venue", heading=say("venue", lang), blocks=(facts,)),
            rooms_part(rooms, lang, venues=False),
            findings_part(state, rooms, lang),
            history_of_counts(state, rooms, lang),
        ),
    )
