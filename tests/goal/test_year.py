"""A year of one goal, step by step, with the clock in hand."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from tests.make import remote, room, snapshot, space
from varaamo_sync.goal import (
    Counts,
    GoalStatus,
    Ground,
    HistoryEntry,
    Outlook,
    Prospect,
    Reason,
    entry_to_record,
    evaluate,
    progress,
)
from varaamo_sync.model import HELSINKI, Catalogue, GoalTerms, ServiceUnit
from varaamo_sync.snapshot import PublishingState, RemoteRoom, ReservationState

KEYS = ("kir", "kulp", "liiku", "nup-uusi", "nup-vanha")
GOAL = GoalTerms(start=date(2027, 1, 1), deadline=date(2027, 12, 31))
CATALOGUE = Catalogue(
    id="demo",
    goal=GOAL,
    rooms=tuple(
        room(
            key,
            name={"fi": key},
            service_unit=key.split("-")[0].upper(),
            earlier="viewable" if key == "nup-vanha" else "none",
        )
        for key in KEYS
    ),
)
SHOWN: dict[str, Any] = {
    "publishing": PublishingState.PUBLISHED,
    "reservation": ReservationState.RESERVABLE,
    "is_draft": False,
    "closed": False,
}
DRAFT = SHOWN | {"publishing": PublishingState.DRAFT, "is_draft": True, "closed": None}
VIEWABLE = SHOWN | {"reservation": ReservationState.RESERVATION_CLOSED, "prices": ()}
HIDDEN = SHOWN | {"publishing": PublishingState.HIDDEN, "closed": None}


@dataclass
class Year:
    """What Varaamo holds, what was recorded, and a clock that is moved by hand."""

    rooms: dict[str, RemoteRoom] = field(default_factory=dict)
    history: list[HistoryEntry] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)

    def put(self, state: dict[str, Any], *keys: str) -> None:
        """Put rooms into a state in Varaamo."""
        for key in keys:
            pk = KEYS.index(key) + 1
            self.rooms[key] = replace(remote(pk, name=key), **state)

    def on(self, year: int, month: int, day: int) -> GoalStatus:
        """Survey, evaluate and record on a day."""
        taken = datetime(year, month, day, 12, tzinfo=HELSINKI)
        spaces = [space(KEYS.index(key) + 1, f"demo:{key}") for key in self.rooms]
        made = progress(CATALOGUE, snapshot(self.rooms.values(), spaces, taken=taken))
        found = evaluate(GOAL, made, self.history, taken.date())
        self.history.append(entry_to_record(made))
        self.counts = made.counts()
        return found


def told(found: GoalStatus) -> tuple[Outlook, Prospect, Ground]:
    """Return what the goal and the forecast say."""
    return found.outlook, found.forecast.prospect, found.forecast.ground


def test_a_year_of_the_goal() -> None:
    """Status, goal and forecast are right at every step, and every figure names its rooms."""
    year = Year()
    year.put(VIEWABLE, "nup-vanha")

    found = year.on(2027, 1, 4)  # the rooms are gathered; one has long been there to look at
    assert Counts(prepared=4, in_progress=1, viewable=1) == year.counts
    assert (Outlook.NOT_MET, Prospect.OPEN, Ground.TOO_LITTLE_HISTORY) == told(found)
    assert Fraction(5 * 7, 362) == found.needed

    year.put(DRAFT, "kir", "kulp", "liiku", "nup-uusi")
    found = year.on(2027, 3, 1)  # pushed as drafts: nothing that residents could book
    assert Counts(in_progress=5, viewable=1) == year.counts
    assert (Outlook.NOT_MET, Prospect.FAILING, Ground.PACE) == told(found)
    assert Reason.DRAFT is found.units[ServiceUnit.KIR].missing[0].progress.reason  # type: ignore[union-attr]

    year.put(SHOWN, "kir", "kulp", "liiku", "nup-uusi")
    found = year.on(2027, 5, 3)  # published
    assert Counts(in_progress=1, ready=4, viewable=1) == year.counts
    assert (Outlook.NOT_MET, Prospect.ON_TRACK, Ground.PACE) == told(found)
    assert ("kir", "kulp", "liiku", "nup-uusi") == found.forecast.gained
    assert (date(2027, 3, 1), date(2027, 5, 3)) == (found.forecast.since, found.forecast.until)
    assert ["nup-vanha"] == [room.key for room in found.missing]

    year.put(HIDDEN, "kir")
    found = year.on(2027, 8, 2)  # staff hide a room
    assert Counts(in_progress=2, ready=3, viewable=1) == year.counts
    assert (Outlook.NOT_MET, Prospect.FAILING, Ground.PACE) == told(found)
    assert ("kir",) == found.forecast.lost
    assert Outlook.NOT_MET is found.units[ServiceUnit.KIR].outlook

    year.put(SHOWN, "kir", "nup-vanha")
    found = year.on(2027, 10, 4)  # it is shown again, and the viewable one is opened
    assert Counts(ready=5, viewable=1) == year.counts
    assert (Outlook.MET, Prospect.ON_TRACK, Ground.MET) == told(found)

    year.put(HIDDEN, "nup-vanha")
    found = year.on(2027, 12, 1)
    assert (Outlook.NOT_MET, Prospect.FAILING, Ground.PACE) == told(found)
    assert 31 == found.days_left

    found = year.on(2028, 1, 1)  # the deadline passes
    assert (Outlook.NOT_MET, Prospect.FAILING, Ground.DEADLINE_PASSED) == told(found)
    assert (-1, None) == (found.days_left, found.needed)

    year.put(SHOWN, "nup-vanha")
    found = year.on(2028, 1, 10)  # met, but too late
    assert Counts(ready=5, viewable=1) == year.counts
    assert (Outlook.MET, Prospect.FAILING, Ground.MET_LATE) == told(found)
    assert date(2027, 12, 1) == found.forecast.judged
