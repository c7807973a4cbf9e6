"""The facts that looking shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from varaamo_sync.booking import (
    BookingAPI,
    CheckRights,
    Opening,
    ReadHours,
    ReadOpenings,
    ReadReference,
    ReadRoom,
    ReadRooms,
    ReadSpaces,
    ReadUser,
    ReadVenues,
    User,
)
from varaamo_sync.conformance.report import (
    Differs,
    Recorder,
    Untestable,
    Verdict,
    expect,
    is_unusable,
    of_error,
    remark,
    thing,
)
from varaamo_sync.conformance.runs import OtherUsers, ReadRun
from varaamo_sync.errors import BookingError, ListChanging, PermissionDenied, SessionEnded
from varaamo_sync.snapshot import RemoteRoom, RemoteVenue
from varaamo_sync.words import Phrase

PAGE = 100
NOWHERE = 2_000_000_000
"""A number that no row has."""

_TERMS = frozenset({"PAYMENT", "CANCELLATION", "PRICING", "SERVICE", "GENERIC", "RECURRING"})
_FORTNIGHT = timedelta(days=14)
_RULE = "terms.cancellation_rule"


def check_reads(api: BookingAPI, recorder: Recorder, others: OtherUsers, today: date) -> ReadRun:
    """Look at everything, and record what was found.

    Raises:
        BookingError: The booking system cannot be used.
    """
    user = api.execute(ReadUser())
    told = remark("user", user=user.username) if user else remark("nobody")
    recorder.note("who-am-i", Verdict.HOLDS, told)
    recorder.note("self-made-token", Verdict.HOLDS)
    reference = api.execute(ReadReference(logged_in=user is not None))
    run = ReadRun(api, recorder, others, today, user, reference, api.execute(ReadVenues()))
    _check_reference(run)
    _check_login(run)
    with recorder.check("venue-ids", remark("venues", count=len(run.venues))):
        _expect_unique((venue.tprek for venue in run.venues if venue.tprek), thing("twice-tprek"))
    _check_rights(run)
    _check_no_rights(run)
    _check_spaces(run)
    _check_rooms(run)
    _check_public(run)
    return run


def _check_reference(run: ReadRun) -> None:
    reference, recorder = run.reference, run.recorder
    with recorder.check("reference-names"):
        for rows in (reference.types, reference.purposes, reference.equipment):
            if not rows:
                raise Differs("empty-list")
            nameless = [row.pk for row in rows if not row.name.get("fi")]
            expect([], nameless, thing("nameless"))
            _expect_unique((row.label.casefold() for row in rows), thing("twice-name"))
    with recorder.check("terms-types", remark("terms", count=len(reference.terms))):
        unknown = {row.kind for row in reference.terms} - _TERMS
        expect(set(), unknown, thing("unknown-types"))
        _expect_unique((str(row.pk) for row in reference.terms), thing("twice-id"))
    with recorder.check("vat-free"):
        if not any(tax.enabled and tax.value == 0 for tax in reference.taxes):
            raise Differs("none")


def _check_login(run: ReadRun) -> None:
    detail = remark("logged-in" if run.logged_in else "anonymous")
    with run.recorder.check("rules-need-login", detail):
        if run.logged_in:
            if run.reference.cancellation_rules is None:
                raise Differs("not-shown")
            return
        try:
            run.api.execute(ReadReference(logged_in=True))
        except (PermissionDenied, SessionEnded):
            return
        raise Differs("shown-anonymous")


def _split_venues(
    user: User | None, venues: Iterable[RemoteVenue]
) -> tuple[list[RemoteVenue], list[RemoteVenue]]:
    """Return the venues that a user may write to, and those that not."""
    mine = [v for v in venues if user and (user.manages_all or v.pk in user.venues)]
    return mine, [v for v in venues if v not in mine]


def _check_rights(run: ReadRun) -> None:
    mine, _ = _split_venues(run.user, run.venues)
    with run.recorder.check("rights-by-venue"):
        if not mine:
            raise Untestable("no-role" if run.user else "nobody")
        expect(True, run.api.execute(CheckRights(mine[0].pk)), thing("right", venue=mine[0].tprek))


def _check_no_rights(run: ReadRun) -> None:
    api = run.others.limited or run.api
    user = api.execute(ReadUser())
    _, others = _split_venues(user, run.venues)
    detail = remark("as-user", user=user.username) if user else remark("anonymous")
    with run.recorder.check("no-rights-elsewhere", detail):
        if not others:
            raise Untestable("every-venue")
        expect(False, api.execute(CheckRights(others[0].pk)), thing("right", venue=others[0].tprek))


def _check_public(run: ReadRun) -> None:
    with run.recorder.check("reads-are-public"):
        if run.user is None or not run.user.manages_all:
            return  # everything so far was read without a right to change it
        if run.others.anonymous is None:
            raise Untestable("no-anonymous")
        command = ReadRooms(tuple(venue.pk for venue in run.venues))
        expected = sorted(room.pk for room in run.api.execute(command))
        found = sorted(room.pk for room in run.others.anonymous.execute(command))
        expect(expected, found, thing("rooms-anonymous"))


def _check_spaces(run: ReadRun) -> None:
    with run.recorder.check("spaces-with-code"):
        spaces = run.api.execute(ReadSpaces(tuple(venue.pk for venue in run.venues)))
        _expect_unique((str(space.pk) for space in spaces), thing("twice-number"))
        codeless = [space.pk for space in spaces if not isinstance(space.code, str)]
        expect([], codeless, thing("codeless"))


def _check_rooms(run: ReadRun) -> None:
    api, recorder = run.api, run.recorder
    try:
        rooms = run.read_rooms()
    except BookingError as error:
        if is_unusable(error):
            raise
        verdict = Verdict.NOT_TESTED if isinstance(error, ListChanging) else Verdict.DIFFERS
        recorder.note("rooms-are-known", verdict, of_error(error))
        return
    recorder.note("rooms-are-known", Verdict.HOLDS, remark("rooms", count=len(rooms)))
    with recorder.check("own-identity"):
        _expect_unique((room.ext_uuid for room in rooms), thing("twice-uuid"))
    with recorder.check("pages-of-100", remark("rooms", count=len(rooms))):
        if len(rooms) <= PAGE:
            raise Untestable("few-rooms", count=len(rooms))
        _expect_unique((str(room.pk) for room in rooms), thing("twice-number"))
    with recorder.check("rule-hidden"):
        first = ReadRooms((run.venues[0].pk,), logged_in=False)
        some = api.execute(first) if run.logged_in else rooms
        expect([], [room.pk for room in some if _RULE in room.values], thing("rooms-showing"))
    _check_single(run, rooms)
    visible = tuple(room.pk for room in rooms if room.publishing.visible)[:PAGE]
    with recorder.check("openings", remark("rooms", count=len(visible))):
        if not visible:
            raise Untestable("no-visible")
        openings = api.execute(ReadOpenings(visible))
        expect(sorted(visible), sorted(openings), thing("answered-for"))
        broken = [pk for pk, opening in openings.items() if opening.fault is not None]
        expect([], broken, thing("stumbling"))
        with recorder.check("hours-in-lists", remark("rooms", count=len(visible))):
            _check_hours(run, openings)


def _check_hours(run: ReadRun, openings: Mapping[int, Opening]) -> None:
    api, today = run.api, run.today
    rooms, last = tuple(openings), today + _FORTNIGHT
    hours = api.execute(ReadHours(rooms, today, last))
    linked = {pk for pk, spans in hours.items() if spans is not None}
    expect(sorted(linked), sorted(pk for pk in rooms if openings[pk].linked), thing("linked"))
    if not linked:
        raise Untestable("no-link")
    expect(sorted(rooms), sorted(hours), thing("answered-for"))
    turned = api.execute(ReadHours(rooms, last, today))
    expect({pk: () if pk in linked else None for pk in rooms}, dict(turned), thing("reversed-days"))
    for pk, opening in openings.items():
        first = opening.first_reservable
        if first is not None and first.date() < last:
            spans = hours[pk] or ()
            expect(
                True,
                any(span.opens <= first < span.closes for span in spans),
                thing("open-at", moment=first),
            )


def _check_single(run: ReadRun, rooms: tuple[RemoteRoom, ...]) -> None:
    api, recorder = run.api, run.recorder
    with recorder.check("by-number"):
        unknown = api.execute(ReadRoom(NOWHERE, run.logged_in))
        expect(None, unknown, thing("unknown-number"))
        if not rooms:
            raise Untestable("no-room")
        found = api.execute(ReadRoom(rooms[0].pk, run.logged_in))
        expect(rooms[0].ext_uuid, found.ext_uuid if found else None, thing("room-of-number"))
    with recorder.check("by-venue"):
        if not rooms:
            raise Untestable("no-room")
        venue = rooms[0].venue
        some = api.execute(ReadRooms((venue,), run.logged_in))
        expected = sorted(room.pk for room in rooms if room.venue == venue)
        expect(expected, sorted(room.pk for room in some), thing("rooms-of-venue"))


def _expect_unique(values: Iterable[str], what: Phrase) -> None:
    twice = [value for value, count in Counter(values).items() if count > 1]
    expect([], twice, what)
