"""Runs the facts about an opening-hours system: looking only, unless it may write.

What is written are periods of two days of the year 2000, which change no hours that anybody
could book; all of them are deleted in the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from varaamo_sync.conformance.facts import HOURS_FACTS
from varaamo_sync.conformance.report import (
    Differs,
    Recorder,
    Report,
    Untestable,
    Verdict,
    expect,
    left,
    of_error,
    remark,
    thing,
)
from varaamo_sync.conformance.sample import MARK
from varaamo_sync.errors import HoursError
from varaamo_sync.hours import (
    ROOMS,
    VENUES,
    CheckHoursRight,
    CreatePeriod,
    DatePeriod,
    DeletePeriod,
    HoursAPI,
    PeriodOrigin,
    ReadDailyHours,
    ReadHoursUser,
    ReadPeriods,
    ReadResources,
    ReplacePeriod,
    Resource,
    ResourceId,
    ResourceState,
    TimeSpan,
    TimeSpanGroup,
)
from varaamo_sync.model import HELSINKI
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Phrase

NOWHERE = 2_000_000_000
"""A number that no resource has."""

_FORTNIGHT = timedelta(days=14)
_NO_ROOM = ResourceId.of_room("00000000-0000-4000-8000-000000000000")
_FIRST, _LAST = date(2000, 1, 1), date(2000, 1, 2)


def hours_conformance(api: HoursAPI, *, venue: str, write: bool = False, now: datetime) -> Report:
    """Find out whether an opening-hours system does what the client relies on.

    Args:
        api: The opening-hours system.
        venue: TPREK id of a venue that it knows; periods are written to a room of it.
        write: Also add, change and delete periods, of two days of the year 2000.
        now: The moment, with time zone.
    """
    recorder, remains = Recorder(HOURS_FACTS), list[Phrase]()
    stopped: HoursError | None = None
    found: Resource | None = None
    try:
        run = _HoursRun(api, recorder, now.astimezone(HELSINKI).date())
        found = run.look(venue)
        if write:
            run.write(found, remains)
    except HoursError as error:
        stopped = error
    report = recorder.report(api.origin, now, venue if write else None, remains, stopped)
    return replace(report, untried=write and stopped is None and found is None)


@dataclass(frozen=True, slots=True)
class _HoursRun:
    """What the checks work with."""

    api: HoursAPI
    recorder: Recorder
    today: date

    def look(self, tprek: str) -> Resource | None:
        """Look at a venue and its rooms; return the first room, if there is any."""
        api, check = self.api, self.recorder.check
        id = ResourceId.of_venue(tprek)
        asked = api.execute(ReadResources((id, _NO_ROOM)))
        venue = asked.found.get(id)
        with check("hours-venue"):
            if venue is None or venue.organization is None:
                raise Differs("hours-no-venue", tprek=tprek)
        with check("hours-left-out"):
            expect((_NO_ROOM,), tuple(one for one in asked.missing if one != id), thing("missing"))
        with check("hours-nothing"):
            expect((), api.execute(ReadPeriods((NOWHERE,)))[NOWHERE].read, thing("periods"))
            days = api.execute(ReadDailyHours((NOWHERE,), self.today, self.today))
            expect({}, dict(days), thing("days"))
        rooms = self._look_at_rooms(venue)
        self._look_at_hours([*filter(None, [venue]), *rooms])
        with check("hours-who"):
            self._look_at_user()
        with check("hours-read-only"):
            if venue is None:
                raise Untestable("hours-no-venue", tprek=tprek)
            expect(False, api.execute(CheckHoursRight(venue.pk)), thing("venue-right"))
        return rooms[0] if rooms else None

    def _look_at_rooms(self, venue: Resource | None) -> list[Resource]:
        children = venue.children if venue else ()
        found = self.api.execute(ReadResources(children)).found
        rooms = [one for one in found.values() if ROOMS in one.sources]
        with self.recorder.check("hours-rooms", remark("rooms", count=len(rooms))):
            if venue is None or not rooms:
                raise Untestable("hours-no-rooms")
            strays = [one.pk for one in rooms if venue.pk not in one.parents]
            expect([], strays, thing("strays"))
        return rooms

    def _look_at_hours(self, resources: list[Resource]) -> None:
        pks = tuple(one.pk for one in resources)
        periods = self.api.execute(ReadPeriods(pks))
        count = sum(len(rows.read) for rows in periods.values())
        with self.recorder.check("hours-periods", remark("hours-periods", count=count)):
            unread = [row.pk for rows in periods.values() for row in rows.unread]
            expect([], unread, thing("unread-periods"))
        with self.recorder.check("hours-hash"):
            for one in resources:
                expect(bool(periods[one.pk].read), one.has_periods, thing("hash", pk=str(one.pk)))
        with self.recorder.check("hours-days"):
            last = self.today + _FORTNIGHT
            broken = [p.pk for rows in periods.values() for p in rows.read if p.is_reversed]
            if broken:
                raise Untestable("hours-reversed", pks=[str(pk) for pk in broken])
            days = self.api.execute(ReadDailyHours(pks, self.today, last))
            with_periods = {pk for pk, rows in periods.items() if rows.read}
            expect(with_periods, set(days), thing("days"))
            outside = [d for one in days.values() for d in one.days if not self.today <= d <= last]
            expect([], outside, thing("days-outside"))

    def _look_at_user(self) -> None:
        try:
            user = self.api.execute(ReadHoursUser())
        except HoursError as error:
            if error.problem != "hours-no-token":
                raise
            raise Untestable("hours-no-token") from error
        self.recorder.note("hours-who", Verdict.HOLDS, remark("user", user=user.username))

    def write(self, room: Resource | None, remains: list[Phrase]) -> None:
        """Add, change and delete periods of a room."""
        check = self.recorder.check
        if room is None:
            with check("hours-right"):
                raise Untestable("hours-nothing-to-write-to")
            return
        with check("hours-right"):
            if not self.api.execute(CheckHoursRight(room.pk)):
                raise Differs("hours-no-right")
        if not self.recorder.held("hours-right"):
            return
        period = _sample(room.pk)
        try:
            with check("hours-refused"), _refusal("hours-invalid"):
                self.api.execute(CreatePeriod(replace(period, resource_state="reservable")))
            with check("hours-other-source"), _refusal("hours-invalid"):
                other = PeriodOrigin(VENUES, MARK)
                self.api.execute(CreatePeriod(replace(period, origins=(other,))))
            self._write_period(room, period)
        finally:
            self._clear(room.pk, remains)

    def _write_period(self, room: Resource, period: DatePeriod) -> None:
        api, check = self.api, self.recorder.check
        before = self._hash(room)
        made = api.execute(CreatePeriod(period))
        with check("hours-stored"):
            expect(period.stored_form(), made.stored_form(), thing("stored-period"))
        with check("hours-hash-moves"):
            if before == self._hash(room):
                raise Differs("hours-same-hash")
        with check("hours-twice"):
            api.execute(CreatePeriod(period))
            expect(2, len(self._ours(room.pk)), thing("periods"))
        with check("hours-replaced"):
            span = TimeSpan.between(time(22), time(2))
            groups = (TimeSpanGroup(time_spans=(span,)),)
            changed = replace(period, name={"fi": MARK}, time_span_groups=groups)
            assert made.pk is not None
            stored = api.execute(ReplacePeriod(made.pk, changed))
            expect(changed.stored_form(), stored.stored_form(), thing("stored-period"))
        with check("hours-deleted"):
            assert made.pk is not None
            expect(True, api.execute(DeletePeriod(made.pk)), thing("deleted"))
            expect(False, api.execute(DeletePeriod(made.pk)), thing("deleted-again"))
            expect(1, len(self._ours(room.pk)), thing("periods"))

    def _hash(self, room: Resource) -> str | None:
        return self.api.execute(ReadResources((room.pk,))).found[room.pk].date_periods_hash

    def _ours(self, pk: int) -> list[DatePeriod]:
        origin = PeriodOrigin(ROOMS, f"{MARK}:{pk}")
        return [
            one for one in self.api.execute(ReadPeriods((pk,)))[pk].read if origin in one.origins
        ]

    def _clear(self, pk: int, remains: list[Phrase]) -> None:
        try:
            for period in self._ours(pk):
                assert period.pk is not None
                self.api.execute(DeletePeriod(period.pk))
        except HoursError as error:
            remains.append(left("periods", mark=MARK, why=of_error(error)))


def _sample(resource: int) -> DatePeriod:
    spans = (
        TimeSpan.between(time(8), time(12), weekdays=(1, 2)),
        TimeSpan.between(time(18), time(2), weekdays=(6,), state=ResourceState.OPEN),
        TimeSpan(full_day=True, weekdays=(7,), resource_state=ResourceState.CLOSED),
    )
    return DatePeriod(
        resource=resource,
        name={"fi": MARK, "sv": MARK, "en": MARK},
        start_date=_FIRST,
        end_date=_LAST,
        origins=(PeriodOrigin(ROOMS, f"{MARK}:{resource}"),),
        time_span_groups=(TimeSpanGroup(time_spans=spans),),
    )


@contextmanager
def _refusal(problem: str) -> Iterator[None]:
    """Expect a refusal inside.

    Raises:
        Differs: It was not refused, or otherwise.
    """
    try:
        yield
    except HoursError as error:
        if error.problem != problem:
            raise Differs("expected-code", wanted=problem, found=of_error(error)) from error
    else:
        raise Differs("not-refused")
