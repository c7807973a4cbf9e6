"""What a plan asks of a room that may be there already, and the lines that answer it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from varaamo_sync.catalogue_files.edit import flow, scalar
from varaamo_sync.model import Lang
from varaamo_sync.plan import Plan, RoomMatch, RoomPlan
from varaamo_sync.plan.values import Locate, is_asked, names_of_others
from varaamo_sync.snapshot import RemoteRoom
from varaamo_sync.suggest import join_names, suggest
from varaamo_sync.words import Theme

word = Theme("commands/plan")


def nowhere(key: str) -> None:
    """Tell of no room where it stands: the files are not at hand."""
    del key


_MOST_NEAR = 3


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


def _answers(planned: RoomPlan) -> Iterator[tuple[str, str | list[str]]]:
    for twin in planned.pair.candidates:
        yield "same_as", twin.label
    if others := names_of_others(planned):
        yield "differs_from", others


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
