"""Checking a catalogue against the rules.

What severity and level mean for a room:

* A draft-level error: the booking system would refuse even a draft. The room is not sent.
* A publish-level error: the room goes to the booking system as a draft, its publishing is
  withheld. Of a room that is wanted as a draft nothing is withheld: there everything above the
  draft level is a warning at the most, and shows what is missing until it can be published.
* Warnings and hints block nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from varaamo_sync.capabilities import VARAAMO, Capabilities
from varaamo_sync.errors import UsageError
from varaamo_sync.findings import Finding, Level, Severity
from varaamo_sync.model import (
    Catalogue,
    Room,
    ServiceUnit,
    Wanted,
    in_helsinki,
    is_unread,
    readable_catalogue,
)
from varaamo_sync.model.units import read_unit
from varaamo_sync.rules.context import Context
from varaamo_sync.rules.own_looks import look_with, own_ids
from varaamo_sync.rules.own_rule import OwnRule
from varaamo_sync.rules.room_view import RoomView
from varaamo_sync.rules.rule import Hit, Needs, RoomLook, Rule
from varaamo_sync.rules.themes import RULES
from varaamo_sync.suggest import join_names, suggest, wrong_kind
from varaamo_sync.words import is_own

if TYPE_CHECKING:
    from varaamo_sync.snapshot import Reference, RemoteVenue
    from varaamo_sync.venue_register import VenueRegister

_OFF = "off"
_SETTINGS = (_OFF, Severity.WARNING.value, Severity.ERROR.value)
_LEVELS = {Level.DRAFT: 0, Level.PUBLISH: 1, Level.QUALITY: 2}


def check(
    catalogue: Catalogue,
    *,
    now: datetime,
    reference: Reference | None = None,
    venues: Sequence[RemoteVenue] | None = None,
    level: Level = Level.QUALITY,
    severities: Mapping[str, str] | None = None,
    rules: Sequence[OwnRule] = (),
    select: Collection[str] | None = None,
    ignore: Collection[str] | None = None,
    unit: ServiceUnit | None = None,
    existing: Collection[str] | None = None,
    register: VenueRegister | None = None,
) -> tuple[Finding, ...]:
    """Return everything that is wrong or weak in a catalogue.

    Findings of the catalogue itself come first, then those of each room in catalogue order, each
    in the order of ``RULES``. Positions are for the caller to add.

    Args:
        catalogue: What is checked.
        now: The moment of the check, with a time zone; decides which prices are in force.
        reference: Reference data of the booking system; see ``unchecked_rules``. Without it the
            catalogue's default target tells what the booking system can do.
        venues: Venues of the booking system; see ``unchecked_rules``.
        level: The highest level that is looked at; those below it are looked at too.
        severities: Severity by rule id (``off``, ``warning`` or ``error``); those that the
            catalogue sets itself (``rules``) where it is ``None``.
        rules: Rules of your own, looked at after ours. One that raises is left, and told of in a
            finding: the others are looked at all the same.
        select: Only these rules.
        ignore: Not these rules.
        unit: Only rooms of this service unit. What is wrong with the catalogue itself stays.
        existing: Keys of the rooms that are in the booking system: what it refuses only when a
            room is made is not foreseen for them. ``None`` where nobody has looked; then that
            holds for rooms that were there before the goal began (``earlier``).
        register: Venues of the service map; see ``unchecked_rules``.

    Raises:
        UsageError: A rule of ``select`` or ``ignore``, a severity, a level or a unit is unknown.
        ValueError: ``now`` has no time zone.
    """
    if now.tzinfo is None:
        raise ValueError("now needs a time zone")
    _require_kinds(catalogue, level)
    unit = unit if unit is None else read_unit(unit)
    system = _system(catalogue) if reference is None else reference.capabilities
    catalogue = readable_catalogue(catalogue)
    overrides = catalogue.rules if severities is None else severities
    context = Context(
        catalogue=catalogue,
        now=in_helsinki(now),
        reference=reference,
        venues=venues,
        overrides=overrides,
        existing=None if existing is None else frozenset(existing),
        register=register,
        system=system,
        own=own_ids(rules) if rules else frozenset(),
    )
    missing = _missing_needs(reference, venues, register)
    chosen = [
        (rule, severity)
        for rule, severity in _severities(context, select, ignore)
        if _LEVELS[rule.level] <= _LEVELS[level]
        and rule.needs not in missing
        and (rule.asks is None or rule.asks in system.features)
    ]
    found = [
        _finding(rule, severity, None, hit)
        for rule, severity in chosen
        if rule.look_at_catalogue is not None
        for hit in rule.look_at_catalogue(context)
    ]
    asked = _Asked([(rule, severity, rule.look) for rule, severity in chosen if rule.look])
    for place, room in enumerate(catalogue.rooms):
        if unit is not None and room.service_unit is not unit:
            continue
        view = RoomView(room, place, context)
        for rule, severity, look in asked.of(room):
            for hit in look(view):
                if not (room.unread and rule.level is not Level.DRAFT and _repeats(room, hit)):
                    found.append(_finding(rule, severity, room, hit))  # noqa: PERF401
    if system.lacks:
        found = list(_of_kept_fields(found, system))
    if rules:
        chosen_own = _own_severities(rules, context, level, select, ignore)
        found += look_with(chosen_own, context, unit, _finding)
    return tuple(found)


_Asking = tuple[Rule, Severity, RoomLook]


class _Asked:
    """Rules as they are asked of a room: those about a part that it does not state are left.

    Of the rules some twenty are about parts that most rooms do without; calling them for nothing
    takes a tenth of the time of all.
    """

    def __init__(self, rules: Sequence[_Asking]) -> None:
        self._rules = rules
        self._parts = sorted({rule.of for rule, _, _ in rules if rule.of})
        self._chosen: dict[tuple[bool, ...], Sequence[_Asking]] = {}

    def of(self, room: Room) -> Sequence[_Asking]:
        """Return the rules that are asked of a room, in their order."""
        stated = tuple([bool(getattr(room, part)) for part in self._parts])
        if stated not in self._chosen:
            left = {
                part for part, is_stated in zip(self._parts, stated, strict=True) if not is_stated
            }
            self._chosen[stated] = [one for one in self._rules if one[0].of not in left]
        return self._chosen[stated]


def _require_kinds(catalogue: Catalogue, level: Level) -> None:
    if not isinstance(catalogue, Catalogue):
        raise wrong_kind("check", "catalogue", catalogue, "a Catalogue: reading.usable()")
    if level not in _LEVELS:
        names = join_names(_LEVELS)
        raise UsageError("argument-none-of", argument="level", value=str(level), names=names)


def _system(catalogue: Catalogue) -> Capabilities:
    """Return what the booking system can do that a catalogue goes to where none is named."""
    target = catalogue.targets.get(catalogue.default_target or "")
    return VARAAMO if target is None else target.capabilities


def _of_kept_fields(found: Iterable[Finding], system: Capabilities) -> Iterator[Finding]:
    """Yield the findings of fields that a booking system has a place for.

    What is never sent cannot be refused; that it is not sent is a finding of its own.
    """
    for finding in found:
        names = [step for step in finding.path if isinstance(step, str)]
        if finding.key is None or system.keeps(".".join(names)) or finding.rule == "field-not-kept":
            yield finding


def _repeats(room: Room, hit: Hit) -> bool:
    """Whether a finding says of a field that it is missing, which another one says is unread."""
    names = [step for step in hit.path if isinstance(step, str)]
    return names[:1] != ["unread"] and bool(names) and is_unread(room, ".".join(names))


def unchecked_rules(
    reference: Reference | None,
    venues: Sequence[RemoteVenue] | None,
    register: VenueRegister | None = None,
) -> tuple[str, ...]:
    """Return the ids of rules that cannot be checked with the reference data at hand."""
    missing = _missing_needs(reference, venues, register)
    return tuple(id for id, rule in RULES.items() if rule.needs in missing)


def _missing_needs(
    reference: Reference | None,
    venues: Sequence[RemoteVenue] | None,
    register: VenueRegister | None,
) -> Collection[Needs]:
    at_hand = {
        Needs.REFERENCE: reference is not None,
        Needs.CANCELLATION_RULES: reference is not None
        and reference.cancellation_rules is not None,
        Needs.VENUES: venues is not None,
        Needs.REGISTER: register is not None,
    }
    return [need for need in Needs if not at_hand[need]]


def blocks_draft(findings: Iterable[Finding]) -> frozenset[str]:
    """Return the keys of rooms that must not be sent: those with a draft-level error."""
    return frozenset(
        finding.key
        for finding in findings
        if finding.key is not None
        and finding.severity is Severity.ERROR
        and finding.level is Level.DRAFT
    )


def blocks_publish(findings: Iterable[Finding]) -> frozenset[str]:
    """Return the keys of rooms whose publishing is withheld: those with any error."""
    return frozenset(
        finding.key
        for finding in findings
        if finding.key is not None and finding.severity is Severity.ERROR
    )


def is_of_rooms(rule: str) -> bool:
    """Whether a rule is about rooms, ours or somebody's own; the others are about reading files."""
    return rule in RULES or is_own(rule)


def _severities(
    context: Context, select: Collection[str] | None, ignore: Collection[str] | None
) -> Iterable[tuple[Rule, Severity]]:
    overrides = context.overrides
    for id in (*(select or ()), *(ignore or ())):
        if id not in RULES and id not in context.own:
            close = join_names(suggest(id, {known: known for known in RULES}))
            raise UsageError("rule-unknown", id=id, near=close)
    for id, severity in overrides.items():
        if severity not in _SETTINGS:
            raise UsageError("rule-setting", id=id, setting=severity, known=list(_SETTINGS))
    for id, rule in RULES.items():
        if (select is not None and id not in select) or id in (ignore or ()):
            continue
        setting = rule.severity if rule.fixed else overrides.get(id, rule.severity)
        if setting != _OFF:
            yield rule, Severity(setting)


def _own_severities(
    rules: Sequence[OwnRule],
    context: Context,
    level: Level,
    select: Collection[str] | None,
    ignore: Collection[str] | None,
) -> Iterator[tuple[OwnRule, Severity]]:
    for rule in rules:
        wanted = (select is None or rule.id in select) and rule.id not in (ignore or ())
        setting = context.overrides.get(rule.id, rule.severity)
        if wanted and setting != _OFF and _LEVELS[rule.level] <= _LEVELS[level]:
            yield rule, Severity(setting)


def _finding(rule: Rule | OwnRule, severity: Severity, room: Room | None, hit: Hit) -> Finding:
    if (
        room is not None
        and severity is Severity.ERROR
        and rule.level is not Level.DRAFT
        and room.wanted is Wanted.DRAFT
    ):
        severity = Severity.WARNING
    return Finding(
        rule=rule.id,
        severity=severity,
        level=rule.level,
        key=None if room is None else room.key,
        unit=None if room is None else room.service_unit,
        path=hit.path,
        params=hit.params,
        code=rule.code,
    )
