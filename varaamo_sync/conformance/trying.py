"""The facts that writing shows: spaces, a draft, its fields, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from varaamo_sync.booking import CreateSpace, ReadRooms, Stored, UpdateSpace
from varaamo_sync.conformance.looking import NOWHERE
from varaamo_sync.conformance.report import Differs, Untestable, expect, refused
from varaamo_sync.conformance.sample import GROUPS, MARK, sample
from varaamo_sync.conformance.trial import Trial
from varaamo_sync.errors import NotFound, ValidationRefused
from varaamo_sync.snapshot import PublishingState, RemoteRoom, RemoteSpace, Value

_PART = f"{MARK}:osa"


def try_spaces(trial: Trial) -> RemoteSpace | None:
    """Make the spaces of the trial, or take those of an earlier one; return the whole."""
    book = trial.book
    with book.fact("unknown-venue"), refused(NotFound, "ENTITY_NOT_FOUND"):
        trial.write(CreateSpace(code=MARK, venue=NOWHERE, name={"fi": MARK}))
    space: RemoteSpace | None = None
    with book.fact("space-code"):
        space = _space(trial, MARK, None)
    if space is None:
        return None
    with book.fact("space-update"):
        area = 13 if space.area == 12 else 12
        trial.write(UpdateSpace(pk=space.pk, changes={"area": area}))
        expect(replace(space, area=area), trial.space(MARK), "space after a change of its area")
    with book.fact("space-parent"):
        part = _space(trial, _PART, space.pk)
        expect(space.pk, part.parent, "parent of the part")
    return space


def _space(trial: Trial, code: str, parent: int | None) -> RemoteSpace:
    known = trial.space(code)
    if known is None:
        names = {"fi": f"{MARK} (ei varattavissa)", "sv": MARK, "en": MARK}
        command = CreateSpace(
            code=code,
            venue=trial.venue.pk,
            name=names,  # type: ignore[arg-type]  # languages by their literal names
            area=12,
            max_persons=5,
            parent=parent,
        )
        pk = trial.write(command)
        known = trial.space(code)
        if known is None:
            raise Differs(f"no space carries the code {code!r} that was just sent")
        expect(pk, known.pk, "number of the space")
    trial.left.append(f"space {known.pk} with the code {code}: spaces cannot be archived")
    return known


def try_creating(trial: Trial, space: RemoteSpace) -> RemoteRoom | None:
    """Make the room of the trial, and compare each field with what was sent."""
    book = trial.book
    values = sample(trial.reference, trial.today, trial.now)
    with book.fact("unknown-reference"):
        _unknown_reference(trial, space)
    made: Stored | None = None
    room: RemoteRoom | None = None
    with book.fact("draft"):
        made = trial.create(values, space)
        expect(PublishingState.DRAFT, made.publishing, "state of the answer")
        room = trial.read(made.pk)
        expect((True, False), (room.is_draft, room.publishing.visible), "draft, and visible")
    if made is None or room is None:
        return None
    with book.fact("identity-answered"):
        expect(made.ext_uuid, room.ext_uuid, "UUID")
    _stored(trial, values, room)
    second: Stored | None = None
    with book.fact("not-idempotent"):
        second = trial.create(values, space)
        expect((True, True), (second.pk != made.pk, second.ext_uuid != made.ext_uuid), "two rooms")
        expect(room.spaces, trial.read(second.pk).spaces, "spaces of the second room")
    with book.fact("listed"):
        wanted = dict.fromkeys((made.pk, *([second.pk] if second else [])), (space.pk,))
        rooms = trial.api.execute(ReadRooms((trial.venue.pk,), logged_in=True))
        expect(wanted, {r.pk: r.spaces for r in rooms if r.pk in wanted}, "rooms with their space")
    return room


def _unknown_reference(trial: Trial, space: RemoteSpace) -> None:
    reference = trial.reference
    if not reference.types or not reference.cancellation_rules:
        raise Untestable("there are no types or no cancellation rules")
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
        trial.create(values, space, unknown)
    except ValidationRefused as error:
        found = {(item.field, item.code) for item in error.fields}
        fields = ("reservationUnitType", "cancellationRule")
        expect({(field, "does_not_exist") for field in fields}, found, "refused fields")
    else:
        raise Differs("it was not refused")


def _stored(trial: Trial, sent: Mapping[str, Value], room: RemoteRoom) -> None:
    rest = dict(sent)
    for fact, beginnings in GROUPS.items():
        mine = {path: rest.pop(path) for path in list(rest) if path.startswith(beginnings)}
        with trial.book.fact(fact):
            if not mine:
                raise Untestable("there was nothing to send")
            for path, value in mine.items():
                if path not in room.values:
                    raise Differs(f"{path} is not shown")
                expect(value, room.values[path], path)


def others_same(before: RemoteRoom, after: RemoteRoom, *changed: str) -> None:
    """Raise where a field changed that nobody changed.

    Raises:
        Differs: One did.
    """
    for path, value in before.values.items():
        if path not in changed:
            expect(value, after.values.get(path), path)
    expect(before.spaces, after.spaces, "spaces")
    expect(before.ext_uuid, after.ext_uuid, "UUID")
