"""Rooms of Respa for an import: recorded pages are read, and what they say is handed on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from varaamo_sync.findings import Finding, Level, Position, Severity
from varaamo_sync.model import LANGS, Lang, ServiceUnit, Text, Venue
from varaamo_sync.respa import (
    KEPT,
    CarriedRoom,
    CarriedVenue,
    Kept,
    Page,
    Record,
    RespaClient,
    carry_over,
    read_page,
    venue_of,
)
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Theme, system_reason
from varaamo_sync.workbooks import (
    Book,
    ImportContext,
    ImportPlan,
    StatedRoom,
    plan_stated_rooms,
)
from varaamo_sync_cli.console import clock
from varaamo_sync_cli.workspace.exchange.respa_pictures import RoomPictures

words = Theme("commands/respa")

_MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class RecordedPages:
    """Pages as they were recorded.

    Attributes:
        pages: The pages by the name of their file.
        unreadable: Files that are none.
        addresses: Names of pages that were read at an address.
    """

    pages: tuple[tuple[str, Page], ...]
    unreadable: tuple[Finding, ...]
    addresses: frozenset[str] = frozenset()

    @property
    def units(self) -> dict[str, Record]:
        """The units of Respa by their id."""
        return {str(unit["id"]): unit for _, page in self.pages for unit in page.units}

    @property
    def books(self) -> tuple[Book, ...]:
        """The files as those of an import are listed."""
        names = dict.fromkeys(name for name, _ in self.pages)
        return tuple(Book(name, "json", ()) for name in names)


def read_pages(places: Iterable[Path | str]) -> RecordedPages:
    """Read recorded pages, and those of addresses; a file that is none becomes a finding.

    Raises:
        RespaError: A Respa could not be read.
        UsageError: An address is none.
    """
    pages: list[tuple[str, Page]] = []
    unreadable: list[Finding] = []
    addresses: set[str] = set()
    for file in places:
        if isinstance(file, str):
            with RespaClient(file, sleep=clock.wait) as respa:
                addresses.add(respa.source)
                pages += [(respa.source, page) for page in respa.pages()]
            continue
        at = Position(file.name, 1, 1)
        try:
            with file.open("rb") as stream:
                body = stream.read(_MOST_BYTES + 1)
        except OSError as error:
            reason = {f"reason_{lang}": system_reason(error) for lang in ("fi", "sv", "en")}
            unreadable.append(_error("workbook-unreadable", at, **reason))
            continue
        page = read_page(body) if len(body) <= _MOST_BYTES else None
        if page is None:
            unreadable.append(_error("respa-unreadable", at))
        else:
            pages.append((file.name, page))
    return RecordedPages(tuple(pages), tuple(unreadable), frozenset(addresses))


@dataclass(frozen=True, slots=True)
class ReadRoom:
    """A room of Respa, and where it was read.

    Attributes:
        place: The name of its file, or the address of its Respa.
        number: Its number on its page, from 1.
        live: Whether it was read at an address.
        unit: Whose it is, where a person said so.
    """

    room: CarriedRoom
    place: str
    number: int
    live: bool
    unit: ServiceUnit | None = None


def read_rooms(recorded: RecordedPages) -> tuple[ReadRoom, ...]:
    """Return the rooms of pages.

    A room that stands on several pages is one: a page of its own says more than a list, and the
    page that is named last holds.
    """
    units = recorded.units
    resources: dict[str, tuple[str, int, dict[str, object]]] = {}
    for name, page in recorded.pages:
        for number, resource in enumerate(page.resources, 1):
            _, _, before = resources.get(resource["id"], (name, number, {}))
            resources[resource["id"]] = (name, number, {**before, **resource})
    return tuple(
        ReadRoom(carry_over(resource, units), name, number, name in recorded.addresses)
        for name, number, resource in resources.values()
    )


def read_units(recorded: RecordedPages) -> tuple[CarriedVenue, ...]:
    """Return the units that pages describe."""
    units = recorded.units
    return tuple(venue_of({"unit": id}, units) for id in units)


def plan_from_respa(
    recorded: RecordedPages,
    read: Sequence[ReadRoom],
    pictures: Mapping[str, RoomPictures],
    context: ImportContext,
) -> ImportPlan:
    """Return what an import of rooms of Respa would change.

    Args:
        recorded: The pages.
        read: Their rooms.
        pictures: What became of their pictures, by their ids.
        context: What an import needs to know beside them.

    Raises:
        UsageError: An answer names nothing that there is.
    """
    lang = context.catalogue.lang or "fi"
    rooms = [_stated(one, pictures[one.room.id], lang) for one in read]
    plan = plan_stated_rooms(rooms, context, asked_by="respa")
    odd = tuple(
        _error("respa-entry-odd", Position(name, 1, 1), count=page.odd)
        for name, page in recorded.pages
        if page.odd
    )
    return replace(plan, findings=(*plan.findings, *odd))


def _stated(read: ReadRoom, pictures: RoomPictures, lang: Lang) -> StatedRoom:
    room, venue = read.room, read.room.venue
    values: dict[str, tuple[Any, str]] = dict(room.taken)
    asked: dict[str, tuple[str, str]] = dict(room.asked)
    kept = room.kept
    if pictures.entries:
        values["images"] = (pictures.entries, "images")
    if pictures.missing:
        asked["images"] = (" ".join(pictures.missing), "images")
    if pictures.left:
        kept = (*kept, Kept("images", " ".join(pictures.left)))
    notes: list[tuple[str, str, dict[str, object]]] = [
        (one.rule, one.source, dict(one.params)) for one in room.oddities
    ]
    if kept:
        told: dict[str, object] = {
            f"fields_{spoken}": [field_words(one.source, spoken) for one in kept]
            for spoken in LANGS
        }
        notes.append(("respa-kept", "id", told))
    return StatedRoom(
        file=read.place,
        number=read.number,
        unit=read.unit,
        key=room.key,
        venue=Venue(
            tprek=venue.tprek or None,
            name=Text.model_validate(dict(venue.name)),
            address=venue.address or None,
        ),
        values={**values, "note": (_note(room, kept, lang), "id")},
        price=room.price,
        asked=asked,
        notes=notes,
    )


def _note(room: CarriedRoom, kept: Iterable[Kept], lang: Lang) -> str:
    """Return what colleagues should know of a room that has moved."""
    source, value = room.evidence
    earlier = "bookable" if room.taken["earlier"].value == "bookable" else "viewable"
    if source == "public":
        earlier = "hidden"
    lines = [
        str(words("note", lang, id=room.id)),
        str(words(earlier, lang, field=field_words(source, lang), value=_said(value, lang))),
    ]
    lines += [
        str(words("kept", lang, field=field_words(one.source, lang), text=_said(one.text, lang)))
        for one in kept
    ]
    return "\n".join(lines)


def _said(text: str, lang: Lang) -> str:
    """Return what Respa says in a word of programs as people write it."""
    known = {"true": "yes", "false": "no"}
    return str(words(known[text], lang)) if text in known else text


def field_words(source: str, lang: Lang) -> str:
    """Return what a field of Respa is called; one that is not known by its own name."""
    return str(words(f"fields.{source}", lang)) if source in KEPT else source


def _error(rule: str, at: Position, **params: object) -> Finding:
    return Finding(
        rule=rule, severity=Severity.ERROR, level=Level.DRAFT, params=params, position=at
    )
