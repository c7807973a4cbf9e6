"""A goal that asks more than rooms is not met before every unit has said yes to that, too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from tests.make import catalogue, remote, room, snapshot, space
from varaamo_sync.goal import (
    Ground,
    Outlook,
    Prospect,
    entry_to_record,
    evaluate,
    evaluate_entry,
    progress,
)
from varaamo_sync.goal.counts import Progress
from varaamo_sync.goal.history import HistoryEntry
from varaamo_sync.model import HELSINKI, GoalTerms, Requirement, ServiceUnit, UnitAnswers

NUP, KIR = ServiceUnit.NUP, ServiceUnit.KIR
SAID = dt.date(2027, 5, 1)
BEFORE, AFTER = dt.date(2027, 4, 30), dt.date(2027, 6, 1)
END = dt.date(2027, 12, 31)
Answers = dict[ServiceUnit, bool]


def terms(*answers: tuple[dt.date, Answers]) -> GoalTerms:
    """Return the terms of a goal of two units, which asks for common principles."""
    told = tuple(UnitAnswers(date=day, units=units) for day, units in answers)
    asked = Requirement(id="periaatteet", answers=told)
    return GoalTerms(deadline=END, units=(KIR, NUP), requirements=(asked,))


def shown(day: dt.date = AFTER, *, bookable: int = 2) -> Progress:
    """Return what a survey of a day shows: two rooms, of which so many can be booked."""
    held = catalogue(room("nup-a", name={"fi": "A"}), room("kir-a", service_unit="KIR"))
    remotes = [remote(1, name="A"), remote(2, is_draft=bookable == 1)]
    spaces = [space(1, "demo:nup-a"), space(2, "demo:kir-a")]
    taken = dt.datetime.combine(day, dt.time(12), HELSINKI)
    return progress(held, snapshot(remotes, spaces, taken=taken))


def recorded(days: Sequence[dt.date], bookable: int = 2) -> list[HistoryEntry]:
    """Return the entries of surveys on some days."""
    return [entry_to_record(shown(day, bookable=bookable)) for day in days]


@pytest.mark.parametrize(
    ("answers", "day", "expected"),
    [
        ([(SAID, {NUP: True, KIR: True})], AFTER, Outlook.MET),
        ([(SAID, {NUP: True, KIR: False})], AFTER, Outlook.NOT_MET),
        ([(SAID, {NUP: True})], AFTER, Outlook.UNKNOWN),
        ([], AFTER, Outlook.UNKNOWN),
        ([(SAID, {NUP: True, KIR: True})], BEFORE, Outlook.UNKNOWN),
        ([(BEFORE, {NUP: True, KIR: False}), (SAID, {NUP: True, KIR: True})], BEFORE, "not_met"),
    ],
)
def test_the_goal_is_met_once_every_unit_has_said_yes(
    answers: list[tuple[dt.date, Answers]], day: dt.date, expected: Outlook
) -> None:
    """By the answers of the day that is judged; what nobody said is unknown, not a no."""
    found = evaluate(terms(*answers), shown(), today=day)

    assert (expected, Outlook.MET) == (found.outlook, found.rooms_outlook)
    (entry,) = recorded([AFTER])
    assert found.outlook is evaluate_entry(terms(*answers), entry, (), day).outlook


def test_a_unit_is_judged_by_its_own_answer() -> None:
    """One unit that has said yes meets the goal, whatever the others have said."""
    found = evaluate(terms((SAID, {NUP: True, KIR: False})), shown())

    assert Outlook.MET is found.units[NUP].outlook
    assert (Outlook.NOT_MET, Outlook.MET) == (
        found.units[KIR].outlook,
        found.units[KIR].rooms_outlook,
    )
    assert ((NUP,), (KIR,), ()) == (
        found.requirements[0].agreed,
        found.requirements[0].refused,
        found.requirements[0].silent,
    )


def test_a_yes_does_not_stand_for_a_room() -> None:
    """Both halves are needed: with every yes and a room missing it is not met."""
    found = evaluate(terms((SAID, {NUP: True, KIR: True})), shown(bookable=1))

    assert (Outlook.NOT_MET, Outlook.NOT_MET) == (found.outlook, found.rooms_outlook)


@pytest.mark.parametrize(
    ("answers", "today", "surveys", "bookable", "expected"),
    [
        # every room can be booked: no pace tells when the units will say yes
        ([(SAID, {NUP: True, KIR: False})], AFTER, [AFTER], 2, (Prospect.OPEN, Ground.ROOMS_MET)),
        ([], AFTER, [AFTER], 2, (Prospect.OPEN, Ground.ROOMS_MET)),
        ([(SAID, {NUP: True, KIR: True})], AFTER, [AFTER], 2, (Prospect.ON_TRACK, Ground.MET)),
        # after the last day: the answers of that day count, whenever the rooms were read
        (
            [(BEFORE, {NUP: True, KIR: False}), (END, {NUP: True, KIR: True})],
            dt.date(2028, 1, 5),
            [AFTER],
            2,
            (Prospect.ON_TRACK, Ground.MET),
        ),
        (
            [(SAID, {NUP: True, KIR: False})],
            dt.date(2028, 1, 5),
            [AFTER],
            2,
            (Prospect.FAILING, Ground.DEADLINE_PASSED),
        ),
        (
            [
                (SAID, {NUP: True, KIR: False}),
                (dt.date(2028, 1, 3), {NUP: True, KIR: True}),
            ],
            dt.date(2028, 1, 5),
            [AFTER],
            2,
            (Prospect.FAILING, Ground.MET_LATE),
        ),
        (
            [
                (SAID, {NUP: True, KIR: False}),
                (dt.date(2028, 1, 3), {NUP: True, KIR: True}),
            ],
            dt.date(2028, 1, 5),
            [],
            2,
            (Prospect.FAILING, Ground.DEADLINE_PASSED),
        ),
        (
            [(dt.date(2028, 1, 3), {NUP: True, KIR: True})],
            dt.date(2028, 1, 5),
            [AFTER],
            2,
            (Prospect.OPEN, Ground.UNSAID),
        ),
        ([], dt.date(2028, 1, 5), [AFTER], 2, (Prospect.OPEN, Ground.UNSAID)),
    ],
)
def test_the_forecast_waits_for_both_halves(
    answers: list[tuple[dt.date, Answers]],
    today: dt.date,
    surveys: list[dt.date],
    bookable: int,
    expected: tuple[Prospect, Ground],
) -> None:
    """What the rooms alone would have met is not called met, on track or late."""
    history = recorded(surveys)
    day = today if today > END else AFTER
    found = evaluate(terms(*answers), shown(day, bookable=bookable), history, today).forecast

    assert expected == (found.prospect, found.ground)


@pytest.mark.parametrize(
    ("yes", "expected"),
    [
        (True, (Prospect.ON_TRACK, Ground.PACE)),
        (False, (Prospect.OPEN, Ground.ROOMS_ON_PACE)),
    ],
)
def test_a_pace_of_rooms_is_no_pace_of_answers(
    yes: bool, expected: tuple[Prospect, Ground]
) -> None:
    """Where the rooms are on track and a unit has not said yes, the whole is open."""
    names = {key: {"fi": key} for key in ("nup-a", "nup-b", "kir-a")}
    held = catalogue(
        *(room(k, name=n, service_unit=k[:3].upper()) for k, n in names.items()),
    )

    def on(day: dt.date, bookable: int) -> Progress:
        remotes = [remote(n, name=k, is_draft=n > bookable) for n, k in enumerate(names, 1)]
        spaces = [space(n, f"demo:{k}") for n, k in enumerate(names, 1)]
        return progress(
            held,
            snapshot(remotes, spaces, taken=dt.datetime.combine(day, dt.time(12), HELSINKI)),
        )

    asked = terms((BEFORE, {NUP: True, KIR: yes}))
    found = evaluate(asked, on(AFTER, 2), [entry_to_record(on(SAID, 0))])

    assert expected == (found.forecast.prospect, found.forecast.ground)


def test_a_goal_that_asks_for_rooms_alone_is_judged_by_them() -> None:
    """Where no such measure is kept, all is as it was."""
    found = evaluate(GoalTerms(deadline=END, units=(KIR, NUP)), shown())

    assert (Outlook.MET, ()) == (found.outlook, found.requirements)
    assert (Prospect.ON_TRACK, Ground.MET) == (found.forecast.prospect, found.forecast.ground)
