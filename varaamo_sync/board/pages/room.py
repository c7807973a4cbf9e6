"""The page of a room: its stage and what that rests on, what was found in it, its history."""

from __future__ import annotations

from collections.abc import Iterator

from varaamo_sync.board.pages.tables import OF_STAGE, findings_part, history_of_stages
from varaamo_sync.board.rooms import history_of_room, standing_of
from varaamo_sync.board.state import BoardState
from varaamo_sync.goal import Evidence, RoomProgress
from varaamo_sync.model import Lang
from varaamo_sync.report import Fact, Paragraph
from varaamo_sync.report.page import Page, PagePart
from varaamo_sync.report.sentences import counts
from varaamo_sync.report.sentences import rooms as sentences
from varaamo_sync.words import Theme, day, decimal, moment

say = Theme("report/board")
standing_said = Theme("report/standing")


def room_page(state: BoardState, item: RoomProgress, lang: Lang) -> Page:
    """Return the page of a room.

    Args:
        state: What is known.
        item: The room.
        lang: The language.
    """
    standing = standing_of(state)
    stage = standing_said(f"stage.{item.stage}", lang)
    told = say("stands", lang, stage=stage, why=sentences.why(item, lang))
    evidence = PagePart(
        id="evidence",
        heading=say("evidence", lang),
        blocks=(
            Paragraph(told, OF_STAGE[item.stage], strong=True),
            tuple(_evidence(item, lang)),
        ),
    )
    return Page(
        lang=lang,
        title=item.room.label(lang),
        subtitle=counts.head(standing, lang) if standing else "",
        facts=(),
        parts=(
            PagePart(id="room", heading=say("room", lang), blocks=(tuple(_facts(item, lang)),)),
            evidence,
            findings_part(state, (item,), lang, named=False),
            history_of_stages(history_of_room(state, item.room.key), lang),
        ),
    )


def _facts(item: RoomProgress, lang: Lang) -> Iterator[Fact]:
    room = item.room
    unit = room.service_unit
    yield Fact(say("fact.key", lang), room.key)
    yield Fact(say("fact.unit", lang), f"{unit.value} {unit.label(lang)}")
    yield Fact(say("fact.venue", lang), room.venue.label(lang))
    yield Fact(say("fact.goal", lang), say("yes" if room.goal else "no", lang))
    yield Fact(say("fact.earlier", lang), say(f"earlier.{item.earlier}", lang))


def _evidence(item: RoomProgress, lang: Lang) -> Iterator[Fact]:
    """Yield what the booking system showed; what it did not show is left out."""
    found = item.evidence
    read = moment(found.read, lang) if found.read else say("not_read", lang)
    yield Fact(say("evidence_of.read", lang), read)
    if found.pk is None:
        return
    yield Fact(say("evidence_of.pk", lang), str(found.pk))
    if found.publishing is not None:
        yield Fact(say("evidence_of.publishing", lang), say(f"publishing.{found.publishing}", lang))
    if found.reservation is not None:
        told = say(f"reservation.{found.reservation}", lang)
        yield Fact(say("evidence_of.reservation", lang), told)
    for name in ("season_only", "handled"):
        if getattr(found, name):
            yield Fact(say(f"evidence_of.{name}", lang), say("yes", lang))
    yield from _openings(found, lang)


def _openings(found: Evidence, lang: Lang) -> Iterator[Fact]:
    hours = {None: "not_read", True: "hours_none", False: "hours_some"}[found.closed]
    yield Fact(say("evidence_of.closed", lang), say(hours, lang))
    if found.opening_fault:
        yield Fact(say("evidence_of.opening_fault", lang), found.opening_fault)
    for name in ("first_reservable", "shown_from", "shown_until", "opens", "closes"):
        value = getattr(found, name)
        if value is not None:
            yield Fact(say(f"evidence_of.{name}", lang), moment(value, lang))
    if found.price is not None:
        amount = decimal(found.price, lang, decimals=2)
        yield Fact(say("evidence_of.price", lang), say("euros", lang, amount=amount))
    if found.next_price is not None:
        yield Fact(say("evidence_of.next_price", lang), day(found.next_price, lang))
