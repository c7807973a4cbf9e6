"""Validator and booking system agree: what one refuses the other refuses, by the same code."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from tests.agreement import ANSWERED_OTHERWISE, NOT_BY_A_CATALOGUE, REFUSED
from tests.catalogue_files.folders import room as written
from tests.catalogue_files.folders import write
from tests.generated import Maker
from tests.make import NOW, TODAY, catalogue, room
from tests.sandbox.test_images import PNG
from tests.sync.conftest import Town
from varaamo_sync.booking.client import PasswordLogin, VaraamoClient
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.findings import Finding, Level, Severity
from varaamo_sync.model import Catalogue, Room
from varaamo_sync.plan import Action, make_plan
from varaamo_sync.rules import check
from varaamo_sync.sandbox import CODES, Sandbox, SandboxTransport
from varaamo_sync.snapshot import PublishingState, Snapshot
from varaamo_sync.sync import Outcome, Prepared, PushResult, PushSettings, Status, push, verify

CASES = {f"{case.rule}-{number}": case for number, case in enumerate(REFUSED + ANSWERED_OTHERWISE)}
PICTURES = {
    "empty": ("sali.png", b""),
    "invalid_image": ("sali.png", b"ei kuva"),
    "invalid_extension": ("sali.exe", PNG),
    "max_length": ("x" * 97 + ".png", PNG),
}
"""Pictures that are refused, by the code."""
HUNDREDS = int(os.environ.get("VARAAMO_SYNC_HUNDREDS", "5"))
"""Hundreds of made-up rooms that are pushed: 5 in the test suite, 50 under ``make chaos``."""
NO_LOCK = "RESERVATION_UNIT_NOT_FOUND_IN_PINDORA"


@contextmanager
def a_town(picture: bytes = PNG) -> Iterator[Town]:
    """Open a sandbox whose clock stands still, so that the same rooms are always the same."""
    with (
        Sandbox(":memory:", clock=lambda: NOW) as sandbox,
        SandboxTransport(sandbox) as transport,
        VaraamoClient(
            "http://sandbox.localhost",
            login=PasswordLogin("admin", "admin"),
            transport=transport,
            today=lambda: TODAY,
        ) as api,
    ):
        api.log_in()
        settings = PushSettings(
            now=lambda: NOW, settles_after=timedelta(0), read_picture=lambda _: picture
        )
        yield Town(sandbox, api, settings)


def pushed(town: Town, rooms: Catalogue) -> PushResult:
    """Push a catalogue as if nobody had ever checked it."""
    snapshot = town.survey(rooms)
    plan = make_plan(rooms, snapshot, now=NOW)
    return push(town, Prepared(rooms, plan, snapshot), settings=town.settings)


def checked(rooms: Catalogue, snapshot: Snapshot, existing: tuple[str, ...] = ()) -> list[Finding]:
    """Check a catalogue against what a booking system knows."""
    known = {"reference": snapshot.reference, "venues": snapshot.venues, "existing": existing}
    return list(check(rooms, now=NOW, **known))  # type: ignore[arg-type]


def errors(findings: list[Finding]) -> list[Finding]:
    """Return the findings that block."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def the_cases(wanted: str) -> Catalogue:
    """Return the rooms of all cases, by the names of the cases."""
    return catalogue(
        *(room(key, **{**case.fields, "wanted": wanted}) for key, case in CASES.items())
    )


def answers(wanted: str) -> Mapping[str, str]:
    """Push the rooms of all cases, and return what each ends with."""
    with a_town() as town:
        return {item.key: answer(item) for item in pushed(town, the_cases(wanted)).outcomes}


def answer(outcome: Outcome) -> str:
    """Return the code of the error that a room ends with, else its class, else the status."""
    if outcome.error is None:
        return outcome.status.value
    return getattr(outcome.error, "code", None) or type(outcome.error).__name__


@pytest.fixture(scope="module")
def published() -> Mapping[str, str]:
    """Give what becomes of the cases when they are to be published."""
    return answers("published")


@pytest.fixture(scope="module")
def drafted() -> Mapping[str, str]:
    """Give what becomes of the cases when they are to be drafts."""
    return answers("draft")


@pytest.fixture(scope="module")
def found() -> list[Finding]:
    """Give the errors of the cases when they are to be published."""
    with a_town() as town:
        rooms = the_cases("published")
        return errors(checked(rooms, town.survey(rooms)))


@pytest.mark.parametrize("key", CASES)
def test_what_breaks_one_check_is_refused_by_both(
    key: str, found: list[Finding], published: Mapping[str, str], drafted: Mapping[str, str]
) -> None:
    """One error at the right level, foreseen by the code that is answered, and not before."""
    case = CASES[key]
    of_drafts = case.answer if case.level is Level.DRAFT else Status.DONE.value

    assert [(case.rule, case.level, case.code)] == [
        (finding.rule, finding.level, finding.code) for finding in found if finding.key == key
    ]
    assert (case.answer, of_drafts) == (published[key], drafted[key])


def test_every_code_of_the_sandbox_is_accounted_for() -> None:
    """Each code that the sandbox can answer is provoked here, or cannot be by a catalogue."""
    provoked = {case.answer for case in CASES.values() if case.answer in CODES}
    provoked |= {*PICTURES, NO_LOCK}

    assert CODES == provoked | NOT_BY_A_CATALOGUE.keys()
    assert set() == provoked & NOT_BY_A_CATALOGUE.keys()


@pytest.mark.parametrize("code", PICTURES)
def test_what_is_no_picture_is_refused_by_both(code: str, tmp_path: Path) -> None:
    """A picture that the sandbox refuses is found where it is read, before any rule is asked."""
    name, content = PICTURES[code]
    folder = write(tmp_path, {"nup.yaml": written(f"images: [{{file: {name}}}]"), name: content})

    with a_town(content) as town:
        (outcome,) = pushed(town, catalogue(room(images=[{"file": name}]))).outcomes

    assert ["image-format"] == [finding.rule for finding in read_catalogue(folder).findings]
    assert (code, False) == (answer(outcome), outcome.published)


def test_door_code_of_a_room_that_is_there() -> None:
    """Only the lock system knows the lock: a hint that foresees the code by which it is refused."""
    coded = catalogue(room(access=[{"type": "access_code"}]))

    with a_town() as town:
        pushed(town, catalogue(room()))
        hints = checked(coded, town.survey(coded), existing=("nup-sali",))
        (outcome,) = pushed(town, coded).outcomes

    assert [(Severity.HINT, NO_LOCK)] == [(finding.severity, finding.code) for finding in hints]
    assert NO_LOCK == answer(outcome)


def without_errors(rooms: Catalogue, snapshot: Snapshot) -> Catalogue:
    """Leave out rooms with errors, and the parts of what is left out."""
    kept = rooms
    while broken := {finding.key for finding in errors(checked(kept, snapshot))}:
        kept = catalogue(*(room for room in kept.rooms if room.key not in broken))
    return kept


def shown_as(room: Room) -> PublishingState:
    """Return what a published room is by the days on which it is to be shown."""
    begins = room.publish.begins if room.publish else None
    ends = room.publish.ends if room.publish else None
    if begins and begins > NOW:
        scheduled = PublishingState.SCHEDULED_PERIOD
        return scheduled if ends else PublishingState.SCHEDULED_PUBLISHING
    if ends:
        return PublishingState.SCHEDULED_HIDING if ends > NOW else PublishingState.HIDDEN
    return PublishingState.PUBLISHED


@pytest.mark.parametrize("seed", range(HUNDREDS))
def test_rooms_without_errors_are_published(seed: int) -> None:
    """Of some hundreds of rooms that pass, each is accepted, and shown when it says.

    Read back they are what the catalogue says: without a store, where the plan takes every
    difference for its own to change, there is nothing left to do.
    """
    with a_town() as town:
        known = town.survey(catalogue())
        made = Maker(seed, TODAY, known.reference, known.venues).catalogue(175)
        rooms = without_errors(made, known)
        result = pushed(town, rooms)
        after = town.survey(rooms)
        again = make_plan(rooms, after, now=NOW)

    there = {planned.key: planned.pair.remote for planned in again.rooms}
    assert 100 <= len(rooms.rooms) < len(made.rooms)
    assert [] == [(out.key, out.error) for out in result.outcomes if out.status is not Status.DONE]
    assert {room.key: shown_as(room) for room in rooms.rooms} == {
        key: remote.publishing for key, remote in there.items() if remote
    }
    assert [] == [room for room in again.rooms if room.action is not Action.NOTHING]
    assert () == verify(result, after)
