"""The facts that changing a room shows: updates, pictures, publishing, archiving."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import cast

from varaamo_sync.booking import ArchiveRoom, ReadOpenings, ReadRoom, ReadRooms, UploadImage
from varaamo_sync.conformance.checks_create import expect_unchanged
from varaamo_sync.conformance.checks_read import NOWHERE
from varaamo_sync.conformance.report import (
    Differs,
    Untestable,
    expect,
    expect_refusal,
    remark,
    thing,
)
from varaamo_sync.conformance.runs import WriteRun
from varaamo_sync.conformance.sample import MARK, PICTURE, bare
from varaamo_sync.errors import NotFound, RequestRejected, ValidationRefused
from varaamo_sync.model import HELSINKI, ImageType
from varaamo_sync.snapshot import PriceRow, PublishingState, RemoteRoom, RemoteSpace, Value
from varaamo_sync.stored_form import stored_html

_TOO_MANY = 4000
"""So many ``&`` are within the limit, but not once they are escaped (facts, section 4b)."""

_LONG_AGO = datetime(1921, 4, 30, 12, tzinfo=HELSINKI)
"""Until the next day Helsinki's offset was 1 h 39 min 49 s."""

_BREAKS = 2_920_000
"""Days from which on the server's calendar ends (facts, section 4c)."""

_WINDOW = "booking.window.max_days"
_SENSELESS: Mapping[str, Value] = {
    "booking.window.min_days": 90,
    _WINDOW: 1,
    "booking.opens": datetime(2099, 12, 31, 16, tzinfo=HELSINKI),
    "booking.closes": datetime(2099, 1, 1, 8, tzinfo=HELSINKI),
    "booking.max_per_person": 0,
}
"""Nobody could book a room like this."""


def check_updates(run: WriteRun, pk: int) -> None:
    """Change the room in ways that must leave the rest alone, or be refused."""
    check = run.recorder.check
    with check("update-keeps"):
        before = run.read(pk)
        run.update(before, {"contact": "Muutettu"})
        after = run.read(pk)
        with check("future-kept"):
            _future_kept(before, after)
        expect("Muutettu", after.values["contact"], "contact")
        expect_unchanged(before, after, "contact")
    with check("future-changed"):
        _future_changed(run, pk)
    with check("terms-of-own-type"):
        other = next((row for row in run.reference.terms if row.kind != "PAYMENT"), None)
        if other is None:
            raise Untestable("no-terms")
        before = run.read(pk)
        with expect_refusal(ValidationRefused, "does_not_exist"):
            run.update(before, {"terms.payment": str(other.pk)})
        expect_unchanged(before, run.read(pk))
    with check("too-long"):
        before = run.read(pk)
        try:
            run.update(before, {"description.fi": "&" * _TOO_MANY})
        except ValidationRefused:
            expect_unchanged(before, run.read(pk))
        else:
            raise Differs("not-refused")
    with check("unknown-room"), expect_refusal(NotFound, "NOT_FOUND"):
        run.update(replace(run.read(pk), pk=NOWHERE), {"contact": "Ei kenenkään"})
    with check("picture"):
        before = run.read(pk)
        run.write(UploadImage(pk, filename=f"{MARK}.png", content=PICTURE, type=ImageType.OTHER))
        after = run.read(pk)
        expect(before.images + 1, after.images, thing("pictures"))
        expect_unchanged(before, after)
        run.update(after, {"contact": "Kuvan jälkeen"})
        expect(after.images, run.read(pk).images, thing("pictures-after"))


def _future_kept(before: RemoteRoom, after: RemoteRoom) -> None:
    future = [row for row in before.prices if row[1].begins is not None]
    if not future:
        raise Untestable("no-vat")
    expect(before.prices, after.prices, thing("prices-numbered"))
    expect(before.access, after.access, thing("access-numbered"))


def _future_changed(run: WriteRun, pk: int) -> None:
    before = run.read(pk)
    rows = cast("tuple[PriceRow, ...]", before.values["pricing"])
    if len(rows) < 2:
        raise Untestable("no-vat")
    wanted = (rows[0], replace(rows[1], highest=Decimal("33.30")))
    run.update(before, {"pricing": wanted})
    after = run.read(pk)
    expect(wanted, after.values["pricing"], thing("prices"))
    expect([row[0] for row in before.prices], [row[0] for row in after.prices], thing("numbers"))
    expect_unchanged(before, after, "pricing")


def check_odd_values(run: WriteRun, pk: int) -> None:
    """Send the room values that no catalogue with our rules sends; each is put back."""
    check = run.recorder.check
    with check("odd-offset"):
        before = run.read(pk)
        with expect_refusal(RequestRejected, ""):
            run.update(before, {"booking.opens": _LONG_AGO})
        expect_unchanged(before, run.read(pk))
    with check("nul"):
        before = run.read(pk)
        run.update(before, {"description.fi": "<p>a\0b</p>"})
        after = run.read(pk)
        expect(stored_html("<p>a\0b</p>"), after.values["description.fi"], thing("nul"))
        with expect_refusal(ValidationRefused, "null_characters_not_allowed"):
            run.update(after, {"name.sv": "a\0b"})
        run.update(after, {"description.fi": before.values["description.fi"]})
        expect_unchanged(before, run.read(pk))
    with check("senseless"):
        before = run.read(pk)
        run.update(before, _SENSELESS)
        after = run.read(pk)
        for path, value in _SENSELESS.items():
            expect(value, after.values[path], path)
        run.update(after, {path: before.values[path] for path in _SENSELESS})
        expect_unchanged(before, run.read(pk))
    with check("list-breaker"):
        if run.others.admin is None:
            raise Untestable("lists-lost")
        _break_list(run, pk)


def _break_list(run: WriteRun, pk: int) -> None:
    before = run.read(pk)
    run.update(before, {_WINDOW: _BREAKS})
    try:
        expect(_BREAKS, run.read(pk).values[_WINDOW], _WINDOW)
        opening = run.api.execute(ReadOpenings((pk,))).get(pk)
        if opening is None or opening.fault is None:
            raise Differs("openings-read")
    finally:
        run.update(run.read(pk), {_WINDOW: before.values[_WINDOW]})


def check_publishing(run: WriteRun, pk: int, space: RemoteSpace) -> None:
    """Publish the room, and take it back."""
    recorder = run.recorder
    with recorder.check("incomplete"):
        draft = run.read(run.create(bare(run.now), space).pk)
        with expect_refusal(ValidationRefused, "RESERVATION_UNIT_PRICINGS_MISSING"):
            run.update(draft, draft=False)
        expect(True, run.read(draft.pk).is_draft, thing("still-draft"))
    with recorder.check("spaces-taken"):
        _take_spaces(run, pk, space)
    with recorder.check("publish"):
        before = run.read(pk)
        answer = run.update(before, draft=False, spaces=(space.pk,))
        expect(PublishingState.PUBLISHED, answer.publishing, thing("state"))
        shown = run.read(pk)
        expect((False, True), (shown.is_draft, shown.publishing.visible), thing("draft-visible"))
        expect_unchanged(before, shown)
        _check_published(run, shown)
    if not recorder.held("publish"):
        return
    with recorder.check("unpublish"):
        answer = run.update(run.read(pk), draft=True)
        expect(PublishingState.DRAFT, answer.publishing, thing("state"))
        back = run.read(pk)
        expect(True, back.is_draft, thing("draft-again"))
        expect_unchanged(before, back)


def _take_spaces(run: WriteRun, pk: int, space: RemoteSpace) -> None:
    before = run.read(pk)
    answer = run.update(before, draft=False, spaces=())
    try:
        expect(PublishingState.PUBLISHED, answer.publishing, thing("state"))
        expect((), run.read(pk).spaces, thing("room-spaces"))
        left = run.space(space.code)
        expect(space.pk, left.pk if left else None, thing("space-of-code"))
    finally:
        run.update(run.read(pk), draft=True, spaces=before.spaces)
    expect_unchanged(before, run.read(pk))


def _check_published(run: WriteRun, room: RemoteRoom) -> None:
    with run.recorder.check("opens-later", remark("state", state=room.reservation.value)):
        expect(False, room.reservation.open, thing("bookable"))
    with run.recorder.check("no-hours"):
        opening = run.api.execute(ReadOpenings((room.pk,))).get(room.pk)
        if opening is None:
            raise Differs("not-told")
        told = (opening.closed, opening.first_reservable, opening.hours)
        expect((True, None, None), told, thing("closed"))
    with run.recorder.check("persons"):
        code = "RESERVATION_UNIT_MIN_PERSONS_GREATER_THAN_MAX_PERSONS"
        with expect_refusal(ValidationRefused, code):
            run.update(room, {"capacity.min": 9, "capacity.max": 5})


def check_archiving(run: WriteRun, pk: int, space: RemoteSpace) -> None:
    """Archive the room, and look what is left of it."""
    recorder = run.recorder
    with recorder.check("archive"):
        expect(pk, run.write(ArchiveRoom(pk)), thing("answer-number"))
        expect(None, run.api.execute(ReadRoom(pk)), thing("room"))
        rooms = run.api.execute(ReadRooms((run.venue.pk,), logged_in=True))
        expect([], [room.pk for room in rooms if room.pk == pk], thing("rooms-of-number"))
    if not recorder.held("archive"):
        return
    with recorder.check("archive-twice"):
        expect(pk, run.write(ArchiveRoom(pk)), thing("answer-number"))
    run.made.remove(pk)
    with recorder.check("space-stays"):
        left = run.space(space.code)
        expect((space.pk, space.code), (left.pk, left.code) if left else None, thing("space"))
