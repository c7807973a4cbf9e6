"""What a rule is, and how small functions become rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from enum import StrEnum
from functools import partial
from typing import Any, Literal, NamedTuple, SupportsIndex

from varaamo_sync.capabilities import Feature, SystemName
from varaamo_sync.findings import Level, Owner, Path, Severity, dotted
from varaamo_sync.rules.context import Context
from varaamo_sync.rules.room_view import RoomView
from varaamo_sync.rules.rule_ids import ORDER, RuleId
from varaamo_sync.startup.fast_dataclass import dataclass

Fields = Mapping[str, Any]
"""Fields of a room as people write them, laid over those of a sound room."""


class Needs(StrEnum):
    """What a rule needs beside the catalogue."""

    REFERENCE = "reference"
    """Reference data."""
    CANCELLATION_RULES = "cancellation-rules"
    """Cancellation rules, which only a session can read."""
    VENUES = "venues"
    """Venues of the booking system."""
    REGISTER = "register"
    """Venues of the service map, which a catalogue may do without."""


RoomPart = Literal[
    "contact", "hours", "instructions", "part_of", "same_as", "search_terms", "unread"
]
"""Parts that most rooms do without."""


class Hit(NamedTuple):
    """Where in a room (or in the catalogue) a rule found something, and what its message says."""

    path: Path
    params: Mapping[str, Any]


Hits = Iterator[Hit]


def hit(*path: str | int, **params: Any) -> Hit:
    """Return what a rule found.

    Args:
        path: Where it stands.
        params: What the message speaks of.
    """
    return Hit(path, params)


def hit_field(*path: str | int, **params: Any) -> Hit:
    """Return what a rule found in a field that its message names; see ``hit``."""
    return Hit(path, {"field": dotted(path), **params})


@dataclass(frozen=True, slots=True)
class Example:
    """A catalogue in a few fields, each room laid over a sound one (``examples.catalogue``).

    Attributes:
        rooms: Fields of each room.
        rules: Severities that the catalogue sets itself.
        goal: The binding goal as the catalogue states it.
        system: The booking system that it is checked against.
    """

    rooms: tuple[Fields, ...] = ({},)
    rules: Mapping[str, str] = field(default_factory=dict)
    goal: Fields = field(default_factory=dict)
    system: SystemName = "varaamo"


def a_room(**fields: Any) -> Example:
    """Return the example of one room with some fields of its own."""
    return Example((fields,))


def some_rooms(*each: Fields) -> Example:
    """Return the example of some rooms, each with some fields of its own."""
    return Example(each)


SOUND = Example()
"""A room that breaks no rule."""

RoomLook = Callable[[RoomView], Hits]
"""Yields what is wrong or weak in one room."""

CatalogueLook = Callable[[Context], Hits]
"""Yields what is wrong or weak in the catalogue itself, outside its rooms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that can be wrong or weak.

    Attributes:
        severity: How bad it is, unless the catalogue sets another severity.
        level: What it stands in the way of.
        id: Stable id.
        bad: What it finds.
        good: What it does not find fault with.
        owner: Who usually mends it.
        code: Error code by which the booking API would refuse the room, where there is one.
        needs: What it needs beside the catalogue.
        asks: What the booking system must be able to do; elsewhere the rule says nothing.
        of: The part of a room that it is about; it is not asked where the room states none.
        fixed: Whether no setting of a catalogue can lower it: what it finds would harm others.
        look: Looks at one room, where it looks at rooms.
        look_at_catalogue: Looks at the catalogue itself, where it does.
    """

    severity: Severity
    level: Level
    id: RuleId
    bad: Example
    good: Example = SOUND
    owner: Owner = Owner.UNIT
    code: str | None = None
    needs: Needs | None = None
    asks: Feature | None = None
    of: RoomPart | None = None
    fixed: bool = False
    look: RoomLook | None = None
    look_at_catalogue: CatalogueLook | None = None

    def __reduce_ex__(self, protocol: SupportsIndex) -> str | tuple[Any, ...]:
        """Travel by its id, where it is one of ours: what looks is code, which is there already."""
        if _registered.get(self.id) is self:
            return find_rule, (self.id,)
        return object.__reduce_ex__(self, protocol)

    @property
    def foresees_refusal(self) -> bool:
        """Whether the booking system would refuse what this finds."""
        return self.severity is Severity.ERROR and (
            self.level is Level.DRAFT or self.code is not None
        )


def rule(
    severity: Severity,
    level: Level,
    id: RuleId,
    *,
    bad: Example,
    good: Example = SOUND,
    owner: Owner = Owner.UNIT,
    code: str | None = None,
    needs: Needs | None = None,
    asks: Feature | None = None,
    of: RoomPart | None = None,
    fixed: bool = False,
    look_at_catalogue: CatalogueLook | None = None,
) -> Callable[[RoomLook], RoomLook]:
    """Make a rule of a function that looks at one room; see ``Rule`` for the arguments.

    Raises:
        ValueError: The id is unknown, or another rule has it.
    """

    def register(look: RoomLook) -> RoomLook:
        _register(
            Rule(
                severity=severity,
                level=level,
                id=id,
                bad=bad,
                good=good,
                owner=owner,
                code=code,
                needs=needs,
                asks=asks,
                of=of,
                fixed=fixed,
                look=look,
                look_at_catalogue=look_at_catalogue,
            )
        )
        return look

    return register


draft_error = partial(rule, Severity.ERROR, Level.DRAFT)
"""The booking system would refuse even a draft, or would come to harm."""

publish_error = partial(rule, Severity.ERROR, Level.PUBLISH)
"""The booking system would refuse to publish, or would publish nonsense."""

quality_warning = partial(rule, Severity.WARNING, Level.QUALITY)
"""The booking system would accept it, and residents would be served badly."""

quality_hint = partial(rule, Severity.HINT, Level.QUALITY)
"""Worth knowing."""


def catalogue_rule(
    severity: Severity, level: Level, id: RuleId, *, bad: Example, good: Example
) -> Callable[[CatalogueLook], CatalogueLook]:
    """Make a rule of a function that looks at what stands outside the rooms."""

    def register(look: CatalogueLook) -> CatalogueLook:
        _register(
            Rule(
                severity=severity,
                level=level,
                id=id,
                bad=bad,
                good=good,
                owner=Owner.COORDINATOR,
                look_at_catalogue=look,
            )
        )
        return look

    return register


setting_warning = partial(catalogue_rule, Severity.WARNING, Level.DRAFT)
"""A setting of the catalogue has not the effect that it seems to have."""

goal_error = partial(catalogue_rule, Severity.ERROR, Level.QUALITY)
"""What is derived from the binding goal would be wrong."""


_registered: dict[str, Rule] = {}


def _register(new: Rule) -> None:
    if new.id not in ORDER:
        raise ValueError(f"rule {new.id}: the id is not among those of rule_ids.py")
    if new.id in _registered:
        raise ValueError(f"rule {new.id}: another rule has this id")
    _registered[new.id] = new


def registered_rules() -> dict[str, Rule]:
    """Return every rule by its id, in the order of ``rule_ids.py``.

    Raises:
        ValueError: An id of ``rule_ids.py`` has no rule.
    """
    missing = [id for id in ORDER if id not in _registered]
    if missing:
        raise ValueError(f"ids without a rule: {', '.join(missing)}")
    return {id: _registered[id] for id in ORDER}


def find_rule(id: str) -> Rule | None:
    """Return a rule by its id, or ``None``; for rules about rules."""
    return _registered.get(id)
