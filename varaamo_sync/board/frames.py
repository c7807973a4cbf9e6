"""What a board puts around its pages: where one is, what is wrong, and the twin."""

from __future__ import annotations

import datetime as dt

from varaamo_sync.board.rooms import standing_of, venue_id
from varaamo_sync.board.state import BoardState, Notice
from varaamo_sync.model import Lang, Room, ServiceUnit
from varaamo_sync.report import Block, Item, Items, Paragraph, Tone
from varaamo_sync.report.page import Aside, Crumb, Frame, Page, PagePart, lay_out_page
from varaamo_sync.report.sentences import counts
from varaamo_sync.words import Theme

say = Theme("report/board")

BASE = "/"
STILL = "still"
RENEWED_EVERY = 5
"""Minutes after which a browser asks for the report anew."""


def frame_of_report(state: BoardState, lang: Lang, *, renewed: bool) -> Frame:
    """Return the frame of the report, which says whether it renews itself.

    Whoever needs more time stops it by a link (WCAG 2.2, 2.2.1).
    """
    standing = standing_of(state)
    text = say("renewed", lang, n=RENEWED_EVERY) if renewed else say("renewed_not", lang)
    link = Crumb(say("stop", lang), STILL) if renewed else Crumb(say("resume", lang), "")
    told = say("surveyed", lang, when=counts.head(standing, lang)) if standing else ""
    aside = Aside(f"{told} {text}".lstrip(), (link,))
    return Frame(base=BASE, aside=aside, notices=_notices(state), twin="report.json")


def frame_of_unit(state: BoardState, unit: ServiceUnit, lang: Lang) -> Frame:
    """Return the frame of a service unit."""
    return _below(state, (_home(lang),), f"units/{unit.value.lower()}")


def frame_of_venue(state: BoardState, id: str, lang: Lang) -> Frame:
    """Return the frame of a venue."""
    return _below(state, (_home(lang),), f"venues/{id}")


def frame_of_room(state: BoardState, room: Room, lang: Lang) -> Frame:
    """Return the frame of a room: it stands below its unit and its venue."""
    unit = room.service_unit
    trail = (
        _home(lang),
        Crumb(f"{unit.value} {unit.label(lang)}", f"units/{unit.value.lower()}"),
        Crumb(room.venue.label(lang), f"venues/{venue_id(room.venue)}"),
    )
    return _below(state, trail, f"rooms/{room.key}")


def message_page(name: str, lang: Lang, *, board: bool = True) -> str:
    """Return a page that says why there is no other.

    Args:
        name: Name of the message in the word file: ``missing``, ``denied``, ``host`` …
        lang: The language.
        board: Whether whoever reads it may see the board, and is led back to it.
    """
    frame = Frame(base=BASE, trail=(_home(lang),) if board else ())
    return _message(
        say(f"message.{name}.title", lang),
        (Paragraph(say(f"message.{name}.what", lang)),),
        frame,
        lang,
    )


def nothing_page(state: BoardState, lang: Lang) -> str:
    """Return a page that says why nothing can be shown yet."""
    title = say("nothing_yet", lang)
    return _message(title, _notices(state), Frame(base=BASE), lang)


def _message(title: str, blocks: tuple[Block, ...], frame: Frame, lang: Lang) -> str:
    part = PagePart(id="message", heading="", blocks=blocks)
    page = Page(lang=lang, title=title, subtitle="", facts=(), parts=(part,))
    return lay_out_page(page, dt.date.min, frame)


def _home(lang: Lang) -> Crumb:
    return Crumb(say("home", lang), "")


def _below(state: BoardState, trail: tuple[Crumb, ...], address: str) -> Frame:
    return Frame(base=BASE, trail=trail, notices=_notices(state), twin=f"{address}.json")


def _notices(state: BoardState) -> tuple[Block, ...]:
    return tuple(block for notice in state.notices for block in _told(notice))


def _told(notice: Notice) -> tuple[Block, ...]:
    told = Paragraph(notice.text, Tone.WARNING, strong=True)
    details = tuple(Item(detail) for detail in notice.details)
    return (told, Items(details)) if details else (told,)
