"""What a plan asks of a room that may be there already, and the lines that answer it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from varaamo_sync.catalogue_files.edit import flow, scalar
from varaamo_sync.findings import Position
from varaamo_sync.model import Lang
from varaamo_sync.plan import Plan, RoomMatch, RoomPlan
from varaamo_sync.snapshot import RemoteRoom
from varaamo_sync.suggest import join_names, suggest
from varaamo_sync.words import Theme

word = Theme("commands/plan")

Locate = Callable[[str], Position | None]
"""Tells where a room stands in the files of its catalogue, by its key."""


def nowhere(key: str) -> None:
    """Tell of no room where it stands: the files are not at hand."""
    del key


_MOST_NEAR = 3

_ASKED = (RoomMatch.LIKELY, RoomMatch.NOT_THERE)


def is_asked(planned: RoomPlan) -> bool:
    """Tell whether somebody must say which room of the booking system it is."""
    return planned.pair.match in _ASKED


def question(planned: RoomPlan, lang: Lang) -> str:
    """Return what is asked, as a note beside the room."""
    if planned.pair.match is RoomMatch.LIKELY:
        return word("likely", lang)
    return word("not_there", lang, said=planned.room.same_as)


def answer_lines(planned: RoomPlan, plan: Plan, locate: Locate, lang: Lang) -> Iterator[str]:
    """Yield the rooms that it may be, and the lines for the catalogue that answer."""
    if not is_asked(planned):
        return
    for twin in planned.pair.candidates:
        yield word("twin", lang, room=_twin_label(twin, lang))
    position = locate(planned.key)
    place = f"{position.file}:{position.line}" if position else planned.key
    if planned.pair.match is RoomMatch.NOT_THERE:
        yield word("mend", lang, place=place, names=_nearest_names(planned, plan))
    else:
        yield word("answer", lang, place=place)
    is_json = position is not None and position.file.endswith(".json")
    for name, value in _answers(planned):
        if is_json:
            yield f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)},"
        else:
            written = scalar(value) if isinstance(value, str) else flow(value)
            yield f"  {name}: {written}  # {word(name, lang)}"


def as_json(planned: RoomPlan, locate: Locate) -> dict[str, Any] | None:
    """Return what is asked of a room as JSON values; ``None`` where nothing is."""
    if not is_asked(planned):
        return None
    position = locate(planned.key)
    return {
        "candidates": [
            {
                "pk": twin.pk,
                "name": twin.label,
                "max_persons": twin.values.get("capacity.max"),
                "shown": twin.publishing.visible,
            }
            for twin in planned.pair.candidates
        ],
        "file": position.file if position else None,
        "line": position.line if position else None,
        "same_as": [twin.label for twin in planned.pair.candidates],
        "differs_from": _all_others(planned),
    }


def _answers(planned: RoomPlan) -> Iterator[tuple[str, str | list[str]]]:
    for twin in planned.pair.candidates:
        yield "same_as", twin.label
    if others := _all_others(planned):
        yield "differs_from", others


def _all_others(planned: RoomPlan) -> list[str]:
    """Return the names for ``differs_from``: those that stand there already, and the new ones."""
    if planned.pair.match is RoomMatch.NOT_THERE:
        return []  # what same_as says would still be untrue
    known = planned.room.differs_from or ()
    return list(dict.fromkeys((*known, *(twin.label for twin in planned.pair.candidates))))


def _twin_label(twin: RemoteRoom, lang: Lang) -> str:
    seats = twin.values.get("capacity.max")
    persons = f", {word('seats', lang, count=seats)}" if seats else ""
    shown = word("shown" if twin.publishing.visible else "hidden", lang)
    return f"{twin.label} ({twin.known_as}{persons}, {shown})"


def _nearest_names(planned: RoomPlan, plan: Plan) -> str:
    venue = planned.pair.venue
    free = [room for room in plan.unmanaged if venue is not None and room.venue == venue.pk]
    known = (*planned.pair.candidates, *free)
    names = {room.label.casefold(): room.label for room in known}
    found = suggest(planned.room.same_as or "", names)
    return join_names(tuple(dict.fromkeys((*found, *names.values())))[:_MOST_NEAR])
