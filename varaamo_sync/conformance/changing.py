"""The facts that changing a room shows: updates, pictures, publishing, archiving."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import cast

from varaamo_sync.booking import ArchiveRoom, ReadOpenings, ReadRoom, ReadRooms, UploadImage
from varaamo_sync.conformance.looking import NOWHERE
from varaamo_sync.conformance.report import Differs, Untestable, expect, refused
from varaamo_sync.conformance.sample import MARK, PICTURE, bare
from varaamo_sync.conformance.trial import Trial
from varaamo_sync.conformance.trying import others_same
from varaamo_sync.errors import NotFound, ValidationRefused
from varaamo_sync.model import ImageType
from varaamo_sync.snapshot import PriceRow, PublishingState, RemoteRoom, RemoteSpace

_TOO_MANY = 4000
"""So many ``&`` are within the limit, but not once they are escaped (facts, section 4b)."""

Change = Callable[[RemoteRoom], RemoteRoom]


def try_changing(trial: Trial, pk: int) -> None:
    """Change the room in ways that must leave the rest alone, or be refused."""
    book = trial.book
    with book.fact("update-keeps"):
        before = trial.read(pk)
        trial.update(before, {"contact": "Muutettu"})
        after = trial.read(pk)
        with book.fact("future-kept"):
            _future_kept(before, after)
        expect("Muutettu", after.values["contact"], "contact")
        others_same(before, after, "contact")
    with book.fact("future-changed"):
        _future_changed(trial, pk)
    with book.fact("terms-of-own-type"):
        _foreign_terms(trial, pk)
    with book.fact("too-long"):
        _too_long(trial, pk)
    with book.fact("unknown-room"), refused(NotFound, "NOT_FOUND"):
        trial.update(replace(trial.read(pk), pk=NOWHERE), {"contact": "Ei kenenkään"})
    with book.fact("picture"):
        _picture(trial, pk)


def _future_kept(before: RemoteRoom, after: RemoteRoom) -> None:
    future = [row for row in before.prices if row[1].begins is not None]
    if not future:
        raise Untestable("there was no VAT for a price to come")
    expect(before.prices, after.prices, "prices with their numbers")
    expect(before.access, after.access, "ways in with their numbers")


def _future_changed(trial: Trial, pk: int) -> None:
    before = trial.read(pk)
    rows = cast("tuple[PriceRow, ...]", before.values["pricing"])
    if len(rows) < 2:
        raise Untestable("there was no VAT for a price to come")
    wanted = (rows[0], replace(rows[1], highest=Decimal("33.30")))
    trial.update(before, {"pricing": wanted})
    after = trial.read(pk)
    expect(wanted, after.values["pricing"], "prices")
    expect([row[0] for row in before.prices], [row[0] for row in after.prices], "their numbers")
    others_same(before, after, "pricing")


def _foreign_terms(trial: Trial, pk: int) -> None:
    other = next((row for row in trial.reference.terms if row.kind != "PAYMENT"), None)
    if other is None:
        raise Untestable("there are no terms of another type")
    before = trial.read(pk)
    with refused(ValidationRefused, "does_not_exist"):
        trial.update(before, {"terms.payment": str(other.pk)})
    others_same(before, trial.read(pk))


def _too_long(trial: Trial, pk: int) -> None:
    before = trial.read(pk)
    try:
        trial.update(before, {"description.fi": "&" * _TOO_MANY})
    except ValidationRefused:
        others_same(before, trial.read(pk))
    else:
        raise Differs("it was not refused")


def _picture(trial: Trial, pk: int) -> None:
    before = trial.read(pk)
    trial.write(UploadImage(pk, filename=f"{MARK}.png", content=PICTURE, type=ImageType.OTHER))
    after = trial.read(pk)
    expect(before.images + 1, after.images, "pictures")
    others_same(before, after)
    trial.update(after, {"contact": "Kuvan jälkeen"})
    expect(after.images, trial.read(pk).images, "pictures after an update")


def try_publishing(trial: Trial, pk: int, space: RemoteSpace) -> None:
    """Publish the room, and take it back."""
    book = trial.book
    with book.fact("incomplete"):
        draft = trial.read(trial.create(bare(trial.now), space).pk)
        with refused(ValidationRefused, "RESERVATION_UNIT_PRICINGS_MISSING"):
            trial.update(draft, draft=False)
        expect(True, trial.read(draft.pk).is_draft, "still a draft")
    with book.fact("spaces-taken"):
        _take_spaces(trial, pk, space)
    with book.fact("publish"):
        before = trial.read(pk)
        answer = trial.update(before, draft=False, spaces=(space.pk,))
        expect(PublishingState.PUBLISHED, answer.publishing, "state of the answer")
        shown = trial.read(pk)
        expect((False, True), (shown.is_draft, shown.publishing.visible), "draft, and visible")
        others_same(before, shown)
        _try_shown(trial, shown)
    if not book.held("publish"):
        return
    with book.fact("unpublish"):
        answer = trial.update(trial.read(pk), draft=True)
        expect(PublishingState.DRAFT, answer.publishing, "state of the answer")
        back = trial.read(pk)
        expect(True, back.is_draft, "a draft again")
        others_same(before, back)


def _take_spaces(trial: Trial, pk: int, space: RemoteSpace) -> None:
    before = trial.read(pk)
    answer = trial.update(before, draft=False, spaces=())
    try:
        expect(PublishingState.PUBLISHED, answer.publishing, "state of the answer")
        expect((), trial.read(pk).spaces, "spaces of the room")
        left = trial.space(space.code)
        expect(space.pk, left.pk if left else None, "space with the code")
    finally:
        trial.update(trial.read(pk), draft=True, spaces=before.spaces)
    others_same(before, trial.read(pk))


def _try_shown(trial: Trial, room: RemoteRoom) -> None:
    with trial.book.fact("opens-later", room.reservation):
        expect(False, room.reservation.open, "whether it takes bookings")
    with trial.book.fact("no-hours"):
        opening = trial.api.execute(ReadOpenings((room.pk,))).get(room.pk)
        if opening is None:
            raise Differs("it does not tell")
        expect((True, None), (opening.closed, opening.first_reservable), "closed, first free")
    with trial.book.fact("persons"):
        code = "RESERVATION_UNIT_MIN_PERSONS_GREATER_THAN_MAX_PERSONS"
        with refused(ValidationRefused, code):
            trial.update(room, {"capacity.min": 9, "capacity.max": 5})


def try_archiving(trial: Trial, pk: int, space: RemoteSpace) -> None:
    """Archive the room, and look what is left of it."""
    book = trial.book
    with book.fact("archive"):
        expect(pk, trial.write(ArchiveRoom(pk)), "number of the answer")
        expect(None, trial.api.execute(ReadRoom(pk)), "room")
        rooms = trial.api.execute(ReadRooms((trial.venue.pk,), logged_in=True))
        expect([], [room.pk for room in rooms if room.pk == pk], "rooms of its number")
    if not book.held("archive"):
        return
    with book.fact("archive-twice"):
        expect(pk, trial.write(ArchiveRoom(pk)), "number of the answer")
    trial.made.remove(pk)
    with book.fact("space-stays"):
        left = trial.space(space.code)
        expect((space.pk, space.code), (left.pk, left.code) if left else None, "space")
