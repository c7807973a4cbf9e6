"""A Respa as the booking system that rooms are pushed to, against its double."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make import COMPLETE, catalogue, room
from tests.recording import Recording
from tests.sandbox.api import ORIGIN, START, Clock
from tests.sandbox.respa import EDITOR, VENUE, VIEWER, WRITER, png
from varaamo_sync.booking import (
    ArchiveRoom,
    CheckRights,
    Command,
    ReadReference,
    ReadRoom,
    ReadRooms,
    ReadUser,
    ReadVenues,
)
from varaamo_sync.booking.client import PasswordLogin, VaraamoClient
from varaamo_sync.booking.retry import Patience, Policy
from varaamo_sync.capabilities import RESPA, Feature
from varaamo_sync.catalogue_files import read_reference, write_reference
from varaamo_sync.errors import (
    AmbiguousWrite,
    NotFound,
    PermissionDenied,
    ProtocolMismatch,
    SessionEnded,
)
from varaamo_sync.goal import Reason, Stage, progress
from varaamo_sync.model import Catalogue, Room
from varaamo_sync.plan import Action, RoomMatch
from varaamo_sync.respa.booking import AsyncRespaBookingClient, RespaBookingClient
from varaamo_sync.respa.booking.answers import payload
from varaamo_sync.respa.booking.ids import id_of, number_of
from varaamo_sync.sandbox import AsyncSandboxTransport, Sandbox, SandboxTransport
from varaamo_sync.snapshot import RemoteRoom
from varaamo_sync.state.records import IntentState, Step
from varaamo_sync.sync import (
    PushSettings,
    Status,
    prepare,
    prepare_async,
    push,
    push_async,
    survey,
    verify,
)

WHOLE: dict[str, Any] = COMPLETE | {
    "type": "Kokoustila",
    "purposes": ["Juhlat"],
    "area": 40,
    "description": {"fi": "Iso sali.\n\nA & B < C", "sv": "En sal.", "en": "A hall."},
    "instructions": {"confirmed": {"fi": "Ovi on auki.", "sv": "Öppen.", "en": "Open."}},
    "booking": {
        "interval": "30 min",
        "min": "1 h",
        "max": "1 d",
        "window": {"min_days": 1, "max_days": 90},
        "handling": True,
        "max_per_person": 3,
    },
    "pricing": [{"lowest": 10, "highest": 20, "vat": Decimal("25.5"), "payment": "online"}],
    "contact": "Nuorisotalon toimisto",
    "images": [{"file": "sali.png", "type": "main"}],
    "wanted": "published",
}


def whole(key: str = "nup-sali", **fields: Any) -> Room:
    """Return a room that has all that Respa demands."""
    return room(key, **(WHOLE | fields))


def both(**fields: Any) -> Catalogue:
    """Return a catalogue of a room that is shown, and of a draft."""
    second = {"fi": "Pieni", "sv": "Lilla", "en": "Small"}
    return catalogue(whole(**fields), whole("nup-pieni", name=second, wanted="draft"))


@dataclass
class Place(Recording):
    """A Respa, somebody who may write to it, and what is remembered of it."""

    sandbox: Sandbox
    api: RespaBookingClient
    settings: PushSettings
    sent: list[Command[Any]]

    def push(self, wanted: Catalogue, **options: Any) -> Any:
        """Push a catalogue."""
        return push(
            self, prepare(self, wanted, settings=self.settings, **options), settings=self.settings
        )

    def rooms(self) -> list[RemoteRoom]:
        """Return the rooms of the venue."""
        return list(self.api.execute(ReadRooms((number_of(VENUE),), logged_in=True)))


@pytest.fixture
def clock() -> Clock:
    """Give a clock that stands still."""
    return Clock()


@pytest.fixture
def sandbox(clock: Clock) -> Iterator[Sandbox]:
    """Give a sandbox that nobody else uses."""
    with Sandbox(clock=clock) as made:
        yield made


@pytest.fixture
def transport(sandbox: Sandbox) -> Iterator[SandboxTransport]:
    """Give the way to it."""
    with SandboxTransport(sandbox) as made:
        yield made


def client(
    transport: SandboxTransport, clock: Clock, user: str | None = WRITER
) -> RespaBookingClient:
    """Return a client that tries each request once."""
    login = PasswordLogin(user, user) if user else None
    patience = Patience(policy=Policy(attempts=1), clock=lambda: clock().timestamp())
    return RespaBookingClient(
        f"{ORIGIN}/respa",
        transport=transport,
        login=login,
        patience=patience,
        today=lambda: clock().date(),
    )


@pytest.fixture
def place(sandbox: Sandbox, transport: SandboxTransport, clock: Clock) -> Iterator[Place]:
    """Give a Respa that can be written to."""

    def wait(seconds: float) -> None:
        clock.moment += timedelta(seconds=seconds)

    settings = PushSettings(now=clock, sleep=wait, read_picture=lambda _: png(), concurrency=1)
    with client(transport, clock) as api:
        yield Place(sandbox, api, settings, [])


@given(st.integers(10**15, 2**52 - 1))
def test_ids_that_the_server_made_have_numbers_of_their_own(moment: int) -> None:
    """A number tells the id that the server made, and the id its number."""
    made = id_of(moment)

    assert made is not None
    assert moment == number_of(made)


@given(st.text(min_size=1))
def test_every_id_has_a_number_that_programs_keep(id: str) -> None:
    """Whatever an id is, its number is the same each time and exact in every program."""
    assert 0 < number_of(id) < 2**53
    assert number_of(id) == number_of(id)


def test_same_catalogue_to_both_doubles(place: Place, transport: SandboxTransport) -> None:
    """One catalogue is pushed to Varaamo and to Respa; a second push changes nothing on either."""
    wanted = both()
    varaamo = VaraamoClient(ORIGIN, transport=transport, login=PasswordLogin("admin", "admin"))
    other = PushSettings(now=place.settings.now, read_picture=lambda _: png())

    for api, settings in ((place, place.settings), (varaamo, other)):
        made = prepare(api, wanted, settings=settings)
        result = push(api, made, settings=settings)
        again = prepare(api, wanted, settings=settings)

        assert result.complete
        assert (True, False) == (again.plan.empty, again.plan.pending)
        assert () == verify(result, again.snapshot)
    assert ["CreateRoom", "UpdateRoom", "CreateRoom"] == place.writes()
    assert {"Sali": False, "Pieni": True} == {
        each.name: each.is_draft for each in place.rooms() if each.name in ("Sali", "Pieni")
    }


def test_async_push(clock: Clock) -> None:
    """Asynchronous callers get the same, with the same state."""

    async def twice() -> tuple[bool, bool]:
        settings = PushSettings(now=clock, read_picture=lambda _: png())
        with Sandbox(clock=clock) as sandbox:
            async with AsyncRespaBookingClient(
                f"{ORIGIN}/respa",
                transport=AsyncSandboxTransport(sandbox),
                login=PasswordLogin(WRITER, WRITER),
                today=lambda: clock().date(),
            ) as api:
                made = await prepare_async(api, both(), settings=settings)
                result = await push_async(api, made, settings=settings)
                again = await prepare_async(api, both(), settings=settings)
                return result.complete, again.plan.pending

    assert (True, False) == asyncio.run(twice())


def test_a_changed_language_keeps_the_others(place: Place) -> None:
    """A text goes in all its languages, those that the catalogue does not state as they are."""
    place.push(catalogue(whole()))
    renamed = whole(name={"fi": "Uusi sali"})

    found = prepare(place, catalogue(renamed), settings=place.settings)
    result = push(place, found, settings=place.settings)

    # Without all three languages Respa would refuse it, so the catalogue has to say them.
    assert Action.UNREADY is found.plan.rooms[0].action
    assert result.idle
    place.push(catalogue(whole(name={"fi": "Uusi sali", "sv": "Sal", "en": "Hall"})))
    (there,) = (each for each in place.rooms() if each.name == "Uusi sali")
    assert ("Sal", "Hall") == (there.values["name.sv"], there.values["name.en"])


def test_only_what_changed_is_sent(place: Place) -> None:
    """What staff wrote into other fields stays, and what they wrote into ours is a conflict."""
    place.push(catalogue(whole()))
    place.writes()

    result = place.push(catalogue(whole(area=41, wanted="draft")))

    assert ["UpdateRoom"] == place.writes()
    assert result.complete
    (there,) = (each for each in place.rooms() if each.name == "Sali")
    assert (41, True) == (there.values["area"], there.is_draft)


def test_an_ended_token_is_renewed_in_time_and_when_it_ended(place: Place, clock: Clock) -> None:
    """A token is good for 900 s: a later request logs in anew, and so does one that is refused."""
    place.push(catalogue(whole()))
    first = place.api.session

    clock.moment += timedelta(seconds=850)
    place.rooms()
    second = place.api.session
    place.sandbox.set_faults([{"fault": "session_lost", "count": 1, "operations": ["respa_reads"]}])
    found = place.rooms()

    assert first != second != place.api.session
    assert found


def test_a_wrong_password_is_told_as_one(transport: SandboxTransport, clock: Clock) -> None:
    """The answer to a wrong password is not taken for an ended session, and holds no password."""
    login = PasswordLogin(WRITER, "salasana-123")
    api = RespaBookingClient(f"{ORIGIN}/respa", transport=transport, login=login)
    with api, pytest.raises(PermissionDenied) as caught:
        api.log_in()

    assert "salasana-123" not in f"{caught.value} {caught.value.__cause__} {login!r}"


@pytest.mark.parametrize("body", [b"<html>", b'{"detail": "Not found."}'])
def test_an_address_without_respa_is_told_as_one(body: bytes) -> None:
    """What every Respa has is missing: nothing of the catalogue was taken away."""
    nowhere = httpx.MockTransport(lambda _: httpx.Response(404, content=body))
    with RespaBookingClient("https://respa.example.invalid", transport=nowhere) as api:
        for command in (ReadReference(), ReadVenues()):
            with pytest.raises(ProtocolMismatch, match="404"):
                api.execute(command)
    with pytest.raises(NotFound, match="404" if body[:1] == b"<" else "Not found"):
        payload(404, {}, body, "Room")


def test_no_log_holds_password_or_token(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever is logged on the way, the password and the tokens are not."""
    caplog.set_level(logging.DEBUG)

    place.push(catalogue(whole()))

    assert place.api.session
    assert place.api.session not in caplog.text
    assert f"password={WRITER}" not in caplog.text


def test_writing_without_a_login_is_refused_before_anything(
    transport: SandboxTransport, clock: Clock
) -> None:
    """Who is not logged in can look, and can send nothing."""
    settings = PushSettings(now=clock, read_picture=lambda _: png())
    with client(transport, clock, None) as api:
        made = prepare(api, catalogue(whole()), settings=settings)

        assert (None, False) == (api.execute(ReadUser()), api.execute(CheckRights(1)))
        with pytest.raises(SessionEnded):
            push(api, made, settings=settings)


def test_a_user_without_rights_fails_for_certain(transport: SandboxTransport, clock: Clock) -> None:
    """A refusal says that nothing was stored."""
    settings = PushSettings(now=clock, read_picture=lambda _: png())
    with client(transport, clock, VIEWER) as api:
        made = prepare(api, catalogue(whole()), settings=settings)
        result = push(api, made, settings=settings)

    (outcome,) = result.outcomes
    assert Status.FAILED is outcome.status
    assert isinstance(outcome.error, PermissionDenied)


@pytest.mark.parametrize("stored", [True, False])
def test_a_create_without_an_answer_is_looked_up(place: Place, stored: bool) -> None:
    """It is found by venue, name and time where it was stored, and only else sent again."""
    fault = {"fault": "cut", "stored": stored, "count": 1, "operations": ["respa_resource_create"]}
    place.sandbox.set_faults([fault])

    result = place.push(catalogue(whole()))

    assert result.complete
    assert 1 == len([each for each in place.rooms() if each.name == "Sali"])
    assert prepare(place, catalogue(whole()), settings=place.settings).plan.empty


def test_an_ambiguous_create_is_left_and_told(place: Place, clock: Clock) -> None:
    """Where two rooms may be ours none is chosen, none is made, and a person is told both."""
    fault = {"fault": "cut", "stored": True, "count": 1, "operations": ["respa_resource_create"]}
    place.sandbox.set_faults([fault])
    staff = place.sandbox.respa

    class Meddling(Place):
        def execute(self, command: Command[Any]) -> Any:
            try:
                return super().execute(command)
            finally:
                if type(command).__name__ == "CreateRoom":
                    staff.add_room("Sali", VENUE)

    meddled = Meddling(place.sandbox, place.api, place.settings, [])
    result = meddled.push(catalogue(whole()))
    again = prepare(place, catalogue(whole()), settings=place.settings)
    place.push(catalogue(whole()))

    (outcome,) = result.outcomes
    assert isinstance(outcome.error, AmbiguousWrite)
    assert Status.UNKNOWN is outcome.status
    (planned,) = again.plan.rooms
    assert (Action.CONFLICT, RoomMatch.SEVERAL) == (planned.action, planned.pair.match)
    assert 2 == len([each for each in place.rooms() if each.name == "Sali"])


def test_a_room_that_is_there_twice_is_told(place: Place) -> None:
    """A create that landed late beside its repetition is found after the push, and named."""
    staff = place.sandbox.respa

    class Late(Place):
        def execute(self, command: Command[Any]) -> Any:
            answer = super().execute(command)
            if type(command).__name__ == "CreateRoom":
                staff.add_room("Sali", VENUE)
            return answer

    result = Late(place.sandbox, place.api, place.settings, []).push(catalogue(whole()))

    (double,) = result.doubles
    assert ("nup-sali", (), 2) == (double.key, double.spaces, len(double.rooms))
    assert not result.complete
    assert all(room.known_as == room.ext_uuid for room in double.rooms)


def test_a_killed_create_is_settled_by_the_next_push(place: Place) -> None:
    """What a killed push left open is found by venue, name and time, and is remembered as ours."""
    wanted = catalogue(whole())
    made = prepare(place, wanted, settings=place.settings)
    state = place.settings.state
    detail: dict[str, Any] = {
        "venue": number_of(VENUE),
        "space": None,
        "name": "Sali",
        "before": [],
    }
    state.note("nup-sali", Step.CREATE_ROOM, detail, place.settings.now())
    other = PushSettings(now=place.settings.now, read_picture=lambda _: png())
    push(place.api, made, settings=other)  # the room is there, and this memory knows only the note

    found = prepare(place, wanted, settings=place.settings)

    (planned,) = found.plan.rooms
    assert RoomMatch.STORE is planned.pair.match
    assert () == planned.conflicts
    assert () == state.intents(IntentState.OPEN)


def test_archived_and_back(place: Place) -> None:
    """A room that left is archived, and is brought back under its key when it returns."""
    place.push(both())
    (gone,) = (each for each in place.rooms() if each.name == "Pieni")

    departed = place.push(catalogue(whole()), archive=True)
    after = {each.name for each in place.rooms()}
    made = prepare(place, both(), settings=place.settings)
    restored = push(place, made, settings=place.settings)
    again = prepare(place, both(), settings=place.settings)

    assert departed.complete
    assert "Pieni" not in after
    assert [Action.NOTHING, Action.RESTORE] == [planned.action for planned in made.plan.rooms]
    assert restored.complete
    (back,) = (each for each in place.rooms() if each.name == "Pieni")
    assert gone.ext_uuid == back.ext_uuid
    assert not again.plan.pending


def test_a_published_room_that_is_brought_back_is_shown_again(place: Place) -> None:
    """Restoring leaves a room hidden and unbookable; the push makes it as it is wanted."""
    place.push(both(name={"fi": "Iso", "sv": "Stora", "en": "Big"}))
    small = whole("nup-pieni", name={"fi": "Pieni", "sv": "Lilla", "en": "Small"}, wanted="draft")
    made = prepare(place, catalogue(small), settings=place.settings, archive=True)
    push(place, made, settings=place.settings, allowed={"NUP": 1})

    result = place.push(both(name={"fi": "Iso", "sv": "Stora", "en": "Big"}))

    (back,) = (each for each in place.rooms() if each.name == "Iso")
    assert result.complete
    assert (True, True) == (back.publishing.visible, back.reservation.open)


def test_stages_of_a_respa(place: Place, transport: SandboxTransport, clock: Clock) -> None:
    """Shown only, booked elsewhere, handled, open, closed and hidden: each room has its stage."""
    staff = place.sandbox.respa
    values: dict[str, dict[str, Any]] = {
        "Katseltava": {"reservable": False},
        "Muualla": {"reservable": True, "external_reservation_url": "https://example.invalid"},
        "Käsiteltävä": {"reservable": True, "need_manual_confirmation": True},
        "Kiinni": {"reservable": True},
    }
    for name, stored in values.items():
        staff.add_room(name, VENUE, stored)
    staff.open_room(_id_of(place, "Käsiteltävä"))
    wanted = catalogue(
        *(whole(f"nup-{number}", name={"fi": name}) for number, name in enumerate(values))
    )
    with client(transport, clock, None) as anyone:
        found = survey(anyone, wanted, now=clock())

    shown = progress(wanted, found)
    assert [
        (Stage.IN_PROGRESS, Reason.VIEW_ONLY),
        (Stage.IN_PROGRESS, Reason.BOOKED_ELSEWHERE),
        (Stage.EARLIER, Reason.BOOKABLE),
        (Stage.IN_PROGRESS, Reason.HOURS_UNSET),
    ] == [(item.stage, item.reason) for item in shown.rooms]
    assert [None, None, True, None] == [item.evidence.handled for item in shown.rooms]


def _id_of(place: Place, name: str) -> str:
    return next(each.ext_uuid for each in place.rooms() if each.name == name)


def test_anonymous_survey_sees_only_what_is_public(
    place: Place, transport: SandboxTransport, clock: Clock
) -> None:
    """A draft of ours is not seen without a login, and is not taken for missing."""
    place.push(both())
    pairings = {k: item.pairing for k, item in place.settings.state.remembered().items()}
    with client(transport, clock, None) as anyone:
        found = survey(anyone, both(), now=clock())

    shown = {
        item.room.key: (item.stage, item.reason) for item in progress(both(), found, pairings).rooms
    }
    assert (Stage.IN_PROGRESS, Reason.DRAFT) == shown["nup-pieni"]
    assert (Stage.IN_PROGRESS, Reason.HOURS_UNSET) == shown["nup-sali"]


def test_a_venue_without_a_tprek_id_is_told_and_not_guessed(place: Place) -> None:
    """A unit whose id is random has no TPREK id; its rooms are nobody's."""
    venues = place.api.execute(ReadVenues())

    assert {None} < {venue.tprek for venue in venues}
    assert len(venues) == len({venue.pk for venue in venues})


def test_capabilities_come_with_the_reference_data(place: Place) -> None:
    """The system declares what it can do where everybody reads it."""
    reference = place.api.execute(ReadReference())

    assert RESPA is reference.capabilities
    assert not reference.capabilities.has(Feature.SPACES)


def test_a_room_that_is_gone_is_not_there(place: Place) -> None:
    """A number that nobody knows is looked for once, and is no room."""
    assert place.api.execute(ReadRoom(12345)) is None
    with pytest.raises(NotFound):
        place.api.execute(ArchiveRoom(12345))


def test_a_picture_is_added_to_a_room_that_is_there(place: Place) -> None:
    """A further picture goes by itself; the first ones are not sent again."""
    place.push(catalogue(whole()))
    place.writes()
    more = whole(images=[{"file": "sali.png", "type": "main"}, {"file": "toinen.png"}])
    pictures = {"sali.png": png(), "toinen.png": png(300, 200)}
    settings = PushSettings(
        state=place.settings.state,
        now=place.settings.now,
        read_picture=lambda image: pictures[image.file],
    )

    made = prepare(place, catalogue(more), settings=settings)
    result = push(place, made, settings=settings)

    assert result.complete
    assert ["UploadImage"] == place.writes()
    assert 2 == next(each.images for each in place.rooms() if each.name == "Sali")


def test_editor_may_not_archive(place: Place, transport: SandboxTransport, clock: Clock) -> None:
    """Deleting is a right of its own: without it the room stays, and it is told."""
    place.push(both())
    with client(transport, clock, EDITOR) as api:
        made = prepare(api, catalogue(whole()), settings=place.settings, archive=True)
        result = push(api, made, settings=place.settings)

        there = api.execute(ReadRooms((number_of(VENUE),), logged_in=True))

    assert Status.FAILED is result.outcomes[-1].status
    assert "Pieni" in {each.name for each in there}


def test_reference_data_can_be_kept_beside_the_catalogue(place: Place, tmp_path: Path) -> None:
    """The copy for offline use says which system it is of, and holds its long numbers."""
    reference, venues = place.api.execute(ReadReference()), place.api.execute(ReadVenues())
    file = tmp_path / "reference.json"

    write_reference(file, reference, venues, origin=place.origin, taken=START.date())

    assert (reference, venues) == read_reference(file)
