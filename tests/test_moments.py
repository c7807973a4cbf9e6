"""Moments around the night when the clocks go back: 3:00 to 4:00 comes twice in Helsinki."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tests.make import catalogue, remote, room, snapshot, space
from varaamo_sync.booking.flow import Flow, Pause
from varaamo_sync.booking.protocol.fields.nodes import openings
from varaamo_sync.booking.protocol.fields.wire import FIELDS
from varaamo_sync.catalogue_form import catalogue_value
from varaamo_sync.goal.evidence import Evidence, evidence_as_dict, evidence_from_dict
from varaamo_sync.model import HELSINKI
from varaamo_sync.model.values import Moment
from varaamo_sync.plan import make_plan
from varaamo_sync.rules import check
from varaamo_sync.state.records import Step
from varaamo_sync.state.values import dumps, loads
from varaamo_sync.stored_form import agree
from varaamo_sync.sync import InMemoryState, PushSettings
from varaamo_sync.sync.journal import poll_until
from varaamo_sync.workbooks.cells.times import read_moment

BACK = datetime(2027, 10, 31, 1, tzinfo=UTC)
"""When Helsinki's clocks go back from 4:00 to 3:00."""

instants = st.one_of(
    st.integers(-60, 59).map(lambda n: BACK + timedelta(minutes=n)),  # the hour that comes twice
    st.integers(-600, 600).map(lambda n: BACK + timedelta(minutes=n)),
    st.datetimes(datetime(2027, 1, 1), datetime(2028, 1, 1)).map(  # noqa: DTZ001
        lambda naive: naive.replace(second=0, microsecond=0, tzinfo=UTC)
    ),
)
"""Instants of a year, mostly of the night when an hour comes twice."""

_OPENS = next(field for field in FIELDS if field.path == "booking.opens")
_MOMENT: TypeAdapter[datetime] = TypeAdapter(Moment)


def local(instant: datetime) -> str:
    """Write an instant as a person in Helsinki does who knows which of two hours is meant."""
    return instant.astimezone(HELSINKI).isoformat()


def of_store(instant: datetime) -> datetime:
    """Return an instant as the store gives it back."""
    back = loads(dumps(_MOMENT.validate_python(local(instant))))
    assert isinstance(back, datetime)
    return back


def of_sheet(instant: datetime) -> datetime:
    """Return an instant as a cell of a workbook has it, once it is in the catalogue."""
    return _MOMENT.validate_python(read_moment(local(instant), None).value)


def of_evidence(instant: datetime) -> datetime:
    """Return an instant as a survey that was kept has it."""
    kept = json.loads(json.dumps(evidence_as_dict(Evidence(opens=_OPENS.decode(local(instant))))))
    back = evidence_from_dict(kept).opens
    assert back is not None
    return back


def of_opening(instant: datetime) -> datetime:
    """Return an instant as Varaamo says when a room is first free."""
    node = {"pk": 1, "isClosed": False, "firstReservableDatetime": instant.isoformat()}
    node["reservableTimeSpans"] = None
    first = openings([node], instant.date(), instant.date())[0][1].first_reservable
    assert first is not None
    return first


def of_pull(instant: datetime) -> datetime:
    """Return an instant of Varaamo as ``pull`` writes it into the catalogue."""
    written = catalogue_value("booking.opens", _OPENS.decode(instant.isoformat()))
    return _MOMENT.validate_python(written)


SOURCES: dict[str, Callable[[datetime], datetime]] = {
    "file": lambda instant: _MOMENT.validate_python(local(instant)),
    "caller": lambda instant: _MOMENT.validate_python(instant.astimezone(HELSINKI)),
    "caller in UTC": _MOMENT.validate_python,
    "Varaamo": lambda instant: _OPENS.decode(local(instant)),
    "Varaamo in UTC": lambda instant: _OPENS.decode(instant.isoformat()),
    "store": of_store,
    "sheet": of_sheet,
    "survey": of_evidence,
    "opening": of_opening,
    "pull": of_pull,
}
"""Where a moment that is compared with another comes from."""

sources = st.sampled_from(list(SOURCES.values()))


@given(instants, instants, sources, sources)
def test_moments_compare_as_instants_wherever_they_come_from(
    one: datetime,
    other: datetime,
    first: Callable[[datetime], datetime],
    second: Callable[[datetime], datetime],
) -> None:
    """Order and equality are those of the instants, also in the hour that comes twice."""
    left, right = first(one), second(other)

    assert (one < other, one == other, one > other) == (left < right, left == right, left > right)
    assert (one <= other) is (left <= right)
    assert sorted([one, other]) == sorted([left, right])
    assert (one == other) is agree(left, right)
    assert one == left
    assert one != other or hash(left) == hash(right)


@given(instants, instants)
def test_rules_compare_instants(begins: datetime, ends: datetime) -> None:
    """What ends before it begins is found by the instants; what does not is not."""
    made = catalogue(
        room(
            booking={"opens": local(begins), "closes": local(ends)},
            publish={"from": local(begins), "until": local(ends)},
        )
    )
    rules = ["booking-closes-before-opens", "publish-ends-before-begins"]
    found = [finding.rule for finding in check(made, now=BACK - timedelta(days=9), select=rules)]

    assert (sorted(rules) if ends <= begins else []) == sorted(found)


@given(instants, instants)
def test_what_is_over_is_told_by_the_instant(now: datetime, ends: datetime) -> None:
    """Booking and showing are over from their last instant on, whatever the clock on the wall."""
    made = catalogue(room(booking={"closes": local(ends)}, publish={"until": local(ends)}))
    rules = ["booking-over", "publish-over"]
    found = [f.rule for f in check(made, now=now.astimezone(HELSINKI), select=rules)]

    assert (sorted(rules) if ends <= now else []) == sorted(found)


def test_two_moments_of_one_wall_clock_are_told_apart_in_words() -> None:
    """Who reads that booking ends before it begins sees which of the two hours is meant."""
    made = catalogue(
        room(booking={"opens": "2027-10-31 03:30+02:00", "closes": "2027-10-31 03:30+03:00"})
    )
    (found,) = check(made, now=BACK, select=["booking-closes-before-opens"])

    assert found.params["opens"] != found.params["closes"]


@given(instants, instants)
@example(BACK - timedelta(minutes=30), BACK + timedelta(minutes=30))
def test_a_plan_changes_a_moment_only_where_the_instants_differ(
    ours: datetime, theirs: datetime
) -> None:
    """A moment that Varaamo has already is not sent again; one an hour later is."""
    opens = {"booking.opens": _OPENS.decode(theirs.isoformat())}
    wanted = catalogue(room(complete=False, booking={"opens": local(ours)}, wanted="draft"))
    there = snapshot(
        [remote(1, values=opens, is_draft=True)], [space(1, "demo:nup-sali")], taken=BACK
    )
    (planned,) = make_plan(wanted, there, now=BACK, on_conflict="ours").rooms
    paths = [change.path for change in planned.changes]

    assert (ours != theirs) is ("booking.opens" in paths)


@given(instants, instants)
def test_evidence_knows_what_is_past(moment: datetime, read: datetime) -> None:
    """A moment has passed when its instant has come, whatever the clock on the wall."""
    opens = _OPENS.decode(local(moment))

    assert (moment <= read) is Evidence(read=read.astimezone(HELSINKI)).past(opens)


@given(instants)
def test_a_moment_is_written_so_that_it_can_be_read_back(instant: datetime) -> None:
    """What is written of a moment means that moment."""
    assert instant == of_pull(instant) == of_sheet(instant)


def nothing() -> Flow[None]:
    """Look, and find nothing."""
    yield from ()


@given(instants)
@example(BACK - timedelta(minutes=1))
def test_waiting_is_as_long_in_the_night_of_two_hours(sent: datetime) -> None:
    """A server has its time from the sending on, though the clock on the wall goes back."""
    clock = sent
    settings = PushSettings(
        state=InMemoryState(),
        now=lambda: clock.astimezone(HELSINKI),
        settles_after=timedelta(seconds=75),
    )
    note = settings.state.note("nup-sali", Step.CREATE_SPACE, {}, settings.now())
    for wait in poll_until(settings, settings.now(), note, nothing):
        assert isinstance(wait, Pause)
        clock += timedelta(seconds=wait.seconds)

    assert timedelta(seconds=75) == clock - sent
