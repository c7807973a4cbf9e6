"""Looking at rooms with rules of somebody else's, which may raise anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from varaamo_sync.errors import UsageError
from varaamo_sync.findings import Finding, Level, Severity
from varaamo_sync.model import Room, ServiceUnit
from varaamo_sync.rules.context import Context
from varaamo_sync.rules.own_rule import OwnRule
from varaamo_sync.rules.rule import Hit
from varaamo_sync.secrecy import without_passwords

MakeFinding = Callable[[OwnRule, Severity, Room | None, Hit], Finding]
"""Makes a finding of what a rule found."""


def own_ids(rules: Sequence[OwnRule]) -> frozenset[str]:
    """Return the ids of some rules.

    Raises:
        TypeError: Something among them is no rule.
        UsageError: Two have the same id.
    """
    for rule in rules:
        if not isinstance(rule, OwnRule):
            raise TypeError(f"rules= takes own rules, not {rule!r}; severities= takes settings")
    ids = [rule.id for rule in rules]
    twice = next((id for id in ids if ids.count(id) > 1), None)
    if twice is not None:
        raise UsageError("own-rule-twice", id=twice)
    return frozenset(ids)


def look_with(
    chosen: Iterable[tuple[OwnRule, Severity]],
    context: Context,
    unit: ServiceUnit | None,
    make: MakeFinding,
) -> list[Finding]:
    """Return what some own rules find, of the catalogue first, then of each room.

    Args:
        chosen: The rules, each with its severity.
        context: What the check is of.
        unit: Only rooms of this service unit.
        make: Makes a finding of a hit.
    """
    looking = list(chosen)
    found: list[Finding] = []
    broken: set[str] = set()

    def ask(rule: OwnRule, severity: Severity, room: Room | None) -> None:
        if rule.id in broken:
            return
        try:
            found.extend([make(rule, severity, room, hit) for hit in _hits(rule, room, context)])
        except Exception as error:  # noqa: BLE001  # somebody else's code may raise anything
            broken.add(rule.id)
            found.append(broken_rule(rule.id, error, room))

    for rule, severity in looking:
        ask(rule, severity, None)
    for room in context.catalogue.rooms:
        if unit is None or room.service_unit is unit:
            for rule, severity in looking:
                ask(rule, severity, room)
    return found


def broken_rule(rule: str, error: Exception, room: Room | None = None) -> Finding:
    """Return the finding that a rule of somebody else's raised, and was left.

    Args:
        rule: Its id, or the name of what was to bring it.
        error: What was raised.
        room: The room that it looked at.
    """
    reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    params = {"id": rule, "reason": without_passwords(reason)}
    return Finding(
        rule="own-rule-broken-room" if room is not None else "own-rule-broken",
        severity=Severity.ERROR,
        level=Level.DRAFT,
        params=params | ({"room": room.key} if room is not None else {}),
    )


def _hits(rule: OwnRule, room: Room | None, context: Context) -> Iterator[Hit]:
    if room is None:
        looked = rule.look_at_catalogue(context) if rule.look_at_catalogue else ()
    else:
        looked = rule.look(room, context) if rule.look else ()
    for hit in looked:
        if not isinstance(hit, Hit):
            raise TypeError(f"it gave {type(hit).__name__}, and no hit")
        yield hit
