"""The facts that looking shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
from varaamo_sync.conformance.other_users import OtherUsers
from varaamo_sync.conformance.report import (
    Differs,
    Recorder,
    Untestable,
    Verdict,
    expect,
    is_unusable,
)
from varaamo_sync.errors import BookingError, ListChanging, PermissionDenied, SessionEnded
from varaamo_sync.snapshot import Reference, RemoteRoom, RemoteVenue

PAGE = 100
NOWHERE = 2_000_000_000
"""A number that no row has."""

_TERMS = frozenset({"PAYMENT", "CANCELLATION", "PRICING", "SERVICE", "GENERIC", "RECURRING"})
_FORTNIGHT = timedelta(days=14)
_RULE = "terms.cancellation_rule"


@dataclass(frozen=True, slots=True)
class ReadState:
    """What was seen, for those who write."""

    user: User | None
    reference: Reference
    venues: tuple[RemoteVenue, ...]


def check_reads(api: BookingAPI, recorder: Recorder, others: OtherUsers, today: date) -> ReadState:
    """Look at everything, and note what was found.

    Raises:
        BookingError: The booking system cannot be used.
    """
    user = api.execute(ReadUser())
    recorder.note("who-am-i", Verdict.HOLDS, user.username if user else "nobody is logged in")
    recorder.note("self-made-token", Verdict.HOLDS)
    reference = api.execute(ReadReference(logged_in=user is not None))
    venues = api.execute(ReadVenues())
    _reference(recorder, reference)
    _login(api, recorder, user, reference)
    with recorder.check("venue-ids", f"{len(venues)} venues"):
        _unique((venue.tprek for venue in venues if venue.tprek), "TPREK id")
    _rights(api, recorder, user, venues)
    _no_rights(others.limited or api, recorder, venues)
    _spaces(api, recorder, venues)
    _rooms(api, recorder, user, venues, today)
    _public(api, recorder, user, venues, others)
    return ReadState(user, reference, venues)


def _reference(recorder: Recorder, reference: Reference) -> None:
    with recorder.check("reference-names"):
        for rows in (reference.types, reference.purposes, reference.equipment):
            if not rows:
                raise Differs("a list is empty")
            nameless = [row.pk for row in rows if not row.name.get("fi")]
            expect([], nameless, "rows without a Finnish name")
            _unique((row.label.casefold() for row in rows), "name")
    with recorder.check("terms-types", f"{len(reference.terms)} terms"):
        unknown = {row.kind for row in reference.terms} - _TERMS
        expect(set(), unknown, "unknown types")
        _unique((str(row.pk) for row in reference.terms), "id")
    with recorder.check("vat-free"):
        if not any(tax.enabled and tax.value == 0 for tax in reference.taxes):
            raise Differs("there is none")


def _login(api: BookingAPI, recorder: Recorder, user: User | None, reference: Reference) -> None:
    with recorder.check("rules-need-login", "with a login" if user else "without a login"):
        if user is not None:
            if reference.cancellation_rules is None:
                raise Differs("they are not shown with a login")
            return
        try:
            api.execute(ReadReference(logged_in=True))
        except (PermissionDenied, SessionEnded):
            return
        raise Differs("they are shown without a login")


def _rights(
    api: BookingAPI, recorder: Recorder, user: User | None, venues: tuple[RemoteVenue, ...]
) -> None:
    mine = [v for v in venues if user and (user.manages_all or v.pk in user.venues)]
    with recorder.check("rights-by-venue"):
        if not mine:
            raise Untestable("the user has no role" if user else "nobody is logged in")
        expect(True, api.execute(CheckRights(mine[0].pk)), f"right for {mine[0].tprek}")


def _no_rights(api: BookingAPI, recorder: Recorder, venues: tuple[RemoteVenue, ...]) -> None:
    user = api.execute(ReadUser())
    others = [v for v in venues if not user or not (user.manages_all or v.pk in user.venues)]
    with recorder.check(
        "no-rights-elsewhere", f"as {user.username}" if user else "without a login"
    ):
        if not others:
            raise Untestable("the user may write to every venue")
        expect(False, api.execute(CheckRights(others[0].pk)), f"right for {others[0].tprek}")


def _public(
    api: BookingAPI,
    recorder: Recorder,
    user: User | None,
    venues: tuple[RemoteVenue, ...],
    others: OtherUsers,
) -> None:
    with recorder.check("reads-are-public"):
        if user is None or not user.manages_all:
            return  # everything so far was read without a right to change it
        if others.anonymous is None:
            raise Untestable("nobody without a login was at hand")
        command = ReadRooms(tuple(venue.pk for venue in venues))
        expected = sorted(room.pk for room in api.execute(command))
        found = sorted(room.pk for room in others.anonymous.execute(command))
        expect(expected, found, "rooms without a login")


def _spaces(api: BookingAPI, recorder: Recorder, venues: tuple[RemoteVenue, ...]) -> None:
    with recorder.check("spaces-with-code"):
        spaces = api.execute(ReadSpaces(tuple(venue.pk for venue in venues)))
        _unique((str(space.pk) for space in spaces), "number")
        codeless = [space.pk for space in spaces if not isinstance(space.code, str)]
        expect([], codeless, "spaces whose code is no text")


def _rooms(
    api: BookingAPI,
    recorder: Recorder,
    user: User | None,
    venues: tuple[RemoteVenue, ...],
    today: date,
) -> None:
    logged_in = user is not None
    try:
        rooms = api.execute(ReadRooms(tuple(venue.pk for venue in venues), logged_in))
    except BookingError as error:
        if is_unusable(error):
            raise
        moving = isinstance(error, ListChanging)
        recorder.note(
            "rooms-are-known", Verdict.NOT_TESTED if moving else Verdict.DIFFERS, str(error)
        )
        return
    recorder.note("rooms-are-known", Verdict.HOLDS, f"{len(rooms)} rooms")
    with recorder.check("own-identity"):
        _unique((room.ext_uuid for room in rooms), "UUID")
    with recorder.check("pages-of-100", f"{len(rooms)} rooms"):
        if len(rooms) <= PAGE:
            raise Untestable(f"there are {len(rooms)} rooms; more are made only on a sandbox")
        _unique((str(room.pk) for room in rooms), "number")
    with recorder.check("rule-hidden"):
        some = api.execute(ReadRooms((venues[0].pk,), logged_in=False)) if logged_in else rooms
        expect([], [room.pk for room in some if _RULE in room.values], "rooms that show it")
    _single(api, recorder, rooms, logged_in=logged_in)
    visible = tuple(room.pk for room in rooms if room.publishing.visible)[:PAGE]
    with recorder.check("openings", f"{len(visible)} rooms"):
        if not visible:
            raise Untestable("no room is visible")
        openings = api.execute(ReadOpenings(visible))
        expect(sorted(visible), sorted(openings), "rooms answered for")
        broken = [pk for pk, opening in openings.items() if opening.fault is not None]
        expect([], broken, "rooms that the booking system stumbles over")
        with recorder.check("hours-in-lists", f"{len(visible)} rooms"):
            _hours(api, openings, today)


def _hours(api: BookingAPI, openings: Mapping[int, Opening], today: date) -> None:
    rooms, last = tuple(openings), today + _FORTNIGHT
    hours = api.execute(ReadHours(rooms, today, last))
    linked = {pk for pk, spans in hours.items() if spans is not None}
    if not linked:
        raise Untestable("no visible room has a link to the opening-hours system")
    expect(sorted(rooms), sorted(hours), "rooms answered for")
    turned = api.execute(ReadHours(rooms, last, today))
    expect({pk: () if pk in linked else None for pk in rooms}, dict(turned), "of reversed days")
    for pk, opening in openings.items():
        first = opening.first_reservable
        if first is not None and first.date() < last:
            spans = hours[pk] or ()
            expect(True, any(span.opens <= first < span.closes for span in spans), f"{first} open")


def _single(
    api: BookingAPI, recorder: Recorder, rooms: tuple[RemoteRoom, ...], *, logged_in: bool
) -> None:
    with recorder.check("by-number"):
        expect(None, api.execute(ReadRoom(NOWHERE, logged_in)), "room of an unknown number")
        if not rooms:
            raise Untestable("there is no room")
        found = api.execute(ReadRoom(rooms[0].pk, logged_in))
        expect(rooms[0].ext_uuid, found.ext_uuid if found else None, "room of a number")
    with recorder.check("by-venue"):
        if not rooms:
            raise Untestable("there is no room")
        venue = rooms[0].venue
        some = api.execute(ReadRooms((venue,), logged_in))
        expected = sorted(room.pk for room in rooms if room.venue == venue)
        expect(expected, sorted(room.pk for room in some), "rooms of a venue")


def _unique(values: Iterable[str], what: str) -> None:
    twice = [value for value, count in Counter(values).items() if count > 1]
    expect([], twice, f"{what} that is there twice")
