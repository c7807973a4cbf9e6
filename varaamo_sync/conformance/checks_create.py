"""The facts that writing shows: spaces, a draft, its fields, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from varaamo_sync.booking import CreateSpace, DeleteSpace, ReadRooms, Stored, UpdateSpace
from varaamo_sync.conformance.checks_read import NOWHERE
from varaamo_sync.conformance.report import Differs, Untestable, expect, expect_refusal, left, thing
from varaamo_sync.conformance.runs import WriteRun
from varaamo_sync.conformance.sample import GROUPS, MARK, sample
from varaamo_sync.errors import NotFound, ValidationRefused
from varaamo_sync.snapshot import PublishingState, RemoteRoom, RemoteSpace, Value

_PART = f"{MARK}:osa"
_BRIEF = f"{MARK}:poistettava"


def check_spaces(run: WriteRun) -> RemoteSpace | None:
    """Make the spaces of the run, or take those of an earlier one; return the whole."""
    recorder = run.recorder
    with recorder.check("unknown-venue"), expect_refusal(NotFound, "ENTITY_NOT_FOUND"):
        run.write(CreateSpace(code=MARK, venue=NOWHERE, name={"fi": MARK}))
    space: RemoteSpace | None = None
    with recorder.check("space-code"):
        space = _space(run, MARK, None)
    if space is None:
        return None
    with recorder.check("space-update"):
        area = 13 if space.area == 12 else 12
        run.write(UpdateSpace(pk=space.pk, changes={"area": area}))
        expect(replace(space, area=area), run.space(MARK), thing("space-changed"))
    with recorder.check("space-parent"):
        part = _space(run, _PART, space.pk)
        expect(space.pk, part.parent, thing("parent"))
    with recorder.check("space-deleted"):
        known = run.space(_BRIEF)
        pk = known.pk if known else run.write(_space_to_make(run, _BRIEF, None))
        run.write(DeleteSpace(pk))
        expect(None, run.space(_BRIEF), thing("space-deleted"))
    return space


def _space(run: WriteRun, code: str, parent: int | None) -> RemoteSpace:
    known = run.space(code)
    if known is None:
        pk = run.write(_space_to_make(run, code, parent))
        known = run.space(code)
        if known is None:
            raise Differs("no-space", mark=code)
        expect(pk, known.pk, thing("space-number"))
    run.left.append(left("space", pk=str(known.pk), mark=code))
    return known


def _space_to_make(run: WriteRun, code: str, parent: int | None) -> CreateSpace:
    return CreateSpace(
        code=code,
        venue=run.venue.pk,
        name={"fi": f"{MARK} (ei varattavissa)", "sv": MARK, "en": MARK},
        area=12,
        max_persons=5,
        parent=parent,
    )


def check_creation(run: WriteRun, space: RemoteSpace) -> RemoteRoom | None:
    """Make the room of the run, and compare each field with what was sent."""
    recorder = run.recorder
    values = sample(run.reference, run.today, run.now)
    with recorder.check("unknown-reference"):
        _unknown_reference(run, space)
    made: Stored | None = None
    room: RemoteRoom | None = None
    with recorder.check("draft"):
        made = run.create(values, space)
        expect(PublishingState.DRAFT, made.publishing, thing("state"))
        room = run.read(made.pk)
        expect((True, False), (room.is_draft, room.publishing.visible), thing("draft-visible"))
    if made is None or room is None:
        return None
    with recorder.check("identity-answered"):
        expect(made.ext_uuid, room.ext_uuid, thing("uuid"))
    _stored(run, values, room)
    second: Stored | None = None
    with recorder.check("not-idempotent"):
        second = run.create(values, space)
        expect(
            (True, True),
            (second.pk != made.pk, second.ext_uuid != made.ext_uuid),
            thing("two-rooms"),
        )
        expect(room.spaces, run.read(second.pk).spaces, thing("second-spaces"))
    with recorder.check("listed"):
        wanted = dict.fromkeys((made.pk, *([second.pk] if second else [])), (space.pk,))
        rooms = run.api.execute(ReadRooms((run.venue.pk,), logged_in=True))
        expect(wanted, {r.pk: r.spaces for r in rooms if r.pk in wanted}, thing("rooms-with-space"))
    return room


def _unknown_reference(run: WriteRun, space: RemoteSpace) -> None:
    reference = run.reference
    if not reference.types or not reference.cancellation_rules:
        raise Untestable("no-rules")
    kind, rule = reference.types[0], reference.cancellation_rules[0]
    unknown = replace(
        reference,
        types=(replace(kind, pk=NOWHERE),),
        cancellation_rules=(replace(rule, pk=NOWHERE),),
    )
    values: dict[str, Value] = {
        "name.fi": f"{MARK} (tuntematon viite)",
        "type": kind.label,
        "terms.cancellation_rule": rule.label,
    }
    try:
        run.create(values, space, unknown)
    except ValidationRefused as error:
        found = {(item.field, item.code) for item in error.fields}
        fields = ("reservationUnitType", "cancellationRule")
        expect({(field, "does_not_exist") for field in fields}, found, thing("refused-fields"))
    else:
        raise Differs("not-refused")


def _stored(run: WriteRun, sent: Mapping[str, Value], room: RemoteRoom) -> None:
    rest = dict(sent)
    for fact, beginnings in GROUPS.items():
        mine = {path: rest.pop(path) for path in list(rest) if path.startswith(beginnings)}
        with run.recorder.check(fact):
            if not mine:
                raise Untestable("nothing-to-send")
            for path, value in mine.items():
                if path not in room.values:
                    raise Differs("not-shown-field", field=path)
                expect(value, room.values[path], path)


def expect_unchanged(before: RemoteRoom, after: RemoteRoom, *changed: str) -> None:
    """Raise where a field changed that nobody changed.

    Raises:
        Differs: One did.
    """
    for path, value in before.values.items():
        if path not in changed:
            expect(value, after.values.get(path), path)
    expect(before.spaces, after.spaces, thing("spaces"))
    expect(before.ext_uuid, after.ext_uuid, thing("uuid"))
