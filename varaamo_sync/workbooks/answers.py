"""A person's answers to an import: each must name something that there is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from varaamo_sync.errors import UsageError, part
from varaamo_sync.model import Catalogue
from varaamo_sync.snapshot import RemoteVenue
from varaamo_sync.words import Phrase
from varaamo_sync.workbooks.choices import NEW
from varaamo_sync.workbooks.letters import folded
from varaamo_sync.workbooks.venues import Placed, Venues

_ID = re.compile(r"[\w.:-]+")


def demand_rooms(answers: Mapping[str, str], catalogue: Catalogue) -> None:
    """Make sure that each answer is a room of the catalogue, or that the room is new.

    Raises:
        UsageError: One is neither.
    """
    for said, answer in answers.items():
        if answer not in catalogue.by_key and folded(answer) not in NEW:
            raise UsageError(
                "answer-no-room",
                answer=answer,
                said=said,
                meant=_meant(answer, _keys_called(answer, catalogue)),
            )


def demand_venues(
    answers: Mapping[str, str], placed: Iterable[Placed], remote: Collection[RemoteVenue]
) -> None:
    """Make sure that each answer is the TPREK id of a venue that somebody knows.

    Without the venues of a booking system a new id may be right, so any id goes.

    Raises:
        UsageError: One is none.
    """
    placed = tuple(placed)
    ids = {venue.tprek for _, venue in placed} | {one.tprek for one in remote}
    for said, answer in answers.items():
        if answer in ids or (not remote and _ID.fullmatch(answer)):
            continue
        found = Venues(placed, remote).called(answer)
        raise UsageError(
            "answer-no-venue",
            answer=answer,
            said=said,
            meant=_meant(answer, [venue.tprek for venue in found if venue.tprek]),
        )


def _keys_called(name: str, catalogue: Catalogue) -> list[str]:
    return [
        room.key
        for room in catalogue.rooms
        if folded(name) in {folded(room.key), folded(room.label())}
    ]


def _meant(answer: str, found: Collection[str]) -> Phrase | str:
    """Return a question to put behind a sentence; empty where nothing is called so."""
    others = [one for one in found if one != answer]
    return part("meant", names=others[:3]) if others else ""
