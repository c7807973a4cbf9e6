"""Runs the facts about a Respa: looking only, unless it may write.

What is written are rooms that nobody sees or books; all of them are deleted in the end.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from urllib.parse import quote

from varaamo_sync.conformance.facts import RESPA_FACTS
from varaamo_sync.conformance.report import (
    Differs,
    Recorder,
    Report,
    Untestable,
    expect,
    remark,
    thing,
)
from varaamo_sync.conformance.respa_trial import RespaTrial
from varaamo_sync.conformance.respa_ways import (
    JSON,
    MOST_ROWS,
    NOT_FOUND,
    Asking,
    RespaWays,
    as_told,
    expect_status,
)
from varaamo_sync.errors import RespaError
from varaamo_sync.model import HELSINKI, LANGS
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Phrase

_NO_PAGE = 1_000_000
_KNOWN = {
    "authentication": ("unauthenticated", "none", "weak", "strong"),
    "price_type": ("hourly", "daily", "weekly", "fixed"),
}
_TEXTS = ("name", "description", "reservation_info")
_DAY = timedelta(days=1)
_LATER = timedelta(days=30)


def respa_conformance(api: RespaWays, *, venue: str, write: bool = False, now: datetime) -> Report:
    """Find out whether a Respa does what the client relies on.

    Args:
        api: The Respa.
        venue: TPREK id of a unit that it knows, or the id of one without; rooms are written to it.
        write: Also add, change, delete and restore rooms, which nobody sees or books.
        now: The moment, with time zone.
    """
    recorder, left = Recorder(RESPA_FACTS), list[Phrase]()
    stopped: RespaError | None = None
    try:
        run = _RespaRun(Asking(api), recorder, now.astimezone(HELSINKI).date())
        unit = run.look(venue)
        if write and unit is not None:
            RespaTrial(Asking(api), recorder, unit, now, left).write()
    except RespaError as error:
        stopped = error
    return recorder.report(api.origin, now, venue if write else None, left, stopped)


@dataclass(frozen=True, slots=True)
class _RespaRun:
    """What the checks work with."""

    asking: Asking
    recorder: Recorder
    today: date

    def look(self, venue: str) -> str | None:
        """Look at lists, a unit and its rooms; return the id of the unit."""
        asking, check = self.asking, self.recorder.check
        _, page = asking.api.ask("GET", "resource/?page_size=9999")
        if not isinstance(page, dict) or "results" not in page:  # of what is none no fact is told
            raise RespaError("respa-garbled", source=asking.api.origin)
        with check("respa-lists"), as_told():
            expect(True, len(page["results"]) <= min(page["count"], MOST_ROWS), thing("respa-rows"))
        with check("respa-past-end"):
            expect_status(NOT_FOUND, asking.api.ask("GET", f"resource/?page={_NO_PAGE}"))
        unit = self._unit(venue)
        rooms = self._rooms()
        self._look_at_rooms(rooms)
        with check("respa-by-unit"), as_told():
            if unit is None:
                raise Untestable("respa-no-unit", venue=venue)
            found = asking.rows(f"resource/?unit={quote(unit)}")
            expect([], [row["id"] for row in found if row["unit"] != unit], thing("strays"))
        return unit

    def _unit(self, venue: str) -> str | None:
        """Return the id of a unit: that of the service map's, or its own."""
        found: str | None = None
        with self.recorder.check("respa-unit"):
            answers = (
                (id, self.asking.api.ask("GET", f"unit/{quote(id)}/")[0])
                for id in (f"tprek:{venue}", venue)
            )
            found = next((id for id, status in answers if status != NOT_FOUND), None)
            if found is None:
                raise Differs("respa-no-unit", venue=venue)
        return found

    def _rooms(self) -> list[JSON]:
        with self.recorder.check("respa-known"), as_told():
            rooms = self.asking.rows("resource/")
            odd = [row["id"] for row in rooms if any(row[key] not in _KNOWN[key] for key in _KNOWN)]
            expect([], odd, thing("respa-odd-rooms"))
            return rooms
        return []

    def _look_at_rooms(self, rooms: list[JSON]) -> None:
        check, count = self.recorder.check, remark("rooms", count=len(rooms))
        with check("respa-texts", count), as_told():
            _demand(rooms)
            odd = [row["id"] for row in rooms if not all(_is_text(row[key]) for key in _TEXTS)]
            expect([], odd, thing("respa-odd-rooms"))
        with check("respa-public", count), as_told():
            _demand(rooms)
            hidden = [row["id"] for row in rooms if row["public"] is not True]
            expect([], hidden, thing("respa-hidden"))
        with check("respa-may-book", count), as_told():
            _demand(rooms)
            odd = [
                row["id"]
                for row in rooms
                if row["user_permissions"]["can_make_reservations"] is not row["reservable"]
            ]
            expect([], odd, thing("respa-odd-rooms"))
        with check("respa-whole-unit"), as_told():
            _demand(rooms)
            alone = self.asking.read(f"resource/{quote(rooms[0]['id'])}/")
            expect(rooms[0]["unit"], alone["unit"]["id"], thing("respa-units"))
        with check("respa-days"), as_told():
            _demand(rooms)
            self._look_at_days(rooms[0]["id"])

    def _look_at_days(self, id: str) -> None:
        first = datetime.combine(self.today + _LATER, datetime.min.time(), HELSINKI)
        asked = (quote(moment.isoformat()) for moment in (first, first + _DAY))
        found = self.asking.read("resource/{}/?start={}&end={}".format(quote(id), *asked))
        days = [row["date"] for row in found["opening_hours"]]
        wanted = [(first.date() - _DAY).isoformat(), first.date().isoformat()]
        expect(wanted, days, thing("respa-days"))


def _demand(rooms: list[JSON]) -> None:
    if not rooms:
        raise Untestable("no-room")


def _is_text(text: object) -> bool:
    if text is None:
        return True
    return isinstance(text, dict) and all(
        lang in LANGS and isinstance(one, str) and one for lang, one in text.items()
    )
