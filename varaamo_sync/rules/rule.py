"""What a rule is, and how small functions become rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from varaamo_sync.findings import Level, Owner, Path, Severity
from varaamo_sync.rules.context import Context
from varaamo_sync.rules.rule_ids import ORDER, RuleId
from varaamo_sync.snapshot import Reference, RemoteVenue

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

    def at_hand(self, reference: Reference | None, venues: Sequence[RemoteVenue] | None) -> bool:
        """Whether this is there."""
        if self is Needs.VENUES:
            return venues is not None
        if self is Needs.CANCELLATION_RULES:
            return reference is not None and reference.cancellation_rules is not None
        return reference is not None


class Hit(NamedTuple):
    """Where a rule found something, and what its message speaks of.

    ``place`` is that of the room among the rooms of the catalogue; ``None`` where the finding
    is not one room's.
    """

    place: int | None
    path: Path
    params: Mapping[str, Any] = {}


Look = Callable[[Context], Iterator[Hit]]
"""Goes through a catalogue and yields what it finds, in the order of the rooms."""

_LookT = TypeVar("_LookT", bound=Look)


@dataclass(frozen=True, slots=True)
class Example:
    """A catalogue in a few fields, each room laid over a sound one (``examples.catalogue``).

    Attributes:
        rooms: Fields of each room.
        rules: Severities that the catalogue sets itself.
        goal: The binding goal as the catalogue states it.
    """

    rooms: tuple[Fields, ...] = ({},)
    rules: Mapping[str, str] = field(default_factory=dict)
    goal: Fields = field(default_factory=dict)


def a_room(**fields: Any) -> Example:
    """Return the example of one room with some fields of its own."""
    return Example((fields,))


def some_rooms(*each: Fields) -> Example:
    """Return the example of some rooms, each with some fields of its own."""
    return Example(each)


SOUND = Example()
"""A room that breaks no rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that can be wrong or weak.

    Attributes:
        id: Stable id.
        severity: How bad it is, unless the catalogue sets another severity.
        level: What it stands in the way of.
        owner: Who usually mends it.
        code: Error code by which the booking API would refuse the room, where there is one.
        needs: What it needs beside the catalogue.
        fixed: Whether no setting of a catalogue can lower it: what it finds would harm others.
        good: What it does not find fault with.
        bad: What it finds.
        look: The check itself.
    """

    id: RuleId
    severity: Severity
    level: Level
    owner: Owner
    code: str | None
    needs: Needs | None
    fixed: bool
    good: Example
    bad: Example
    look: Look

    @property
    def foresees_refusal(self) -> bool:
        """Whether the booking system would refuse what this finds."""
        return self.severity is Severity.ERROR and (
            self.level is Level.DRAFT or self.code is not None
        )


_registered: dict[RuleId, Rule] = {}


def rule(
    *,
    id: RuleId,
    severity: Severity,
    level: Level,
    owner: Owner,
    bad: Example,
    good: Example = SOUND,
    code: str | None = None,
    needs: Needs | None = None,
    fixed: bool = False,
) -> Callable[[_LookT], _LookT]:
    """Make a rule of a function; see ``Rule`` for the arguments.

    Raises:
        ValueError: The id is unknown, or another rule has it.
    """

    def register(look: _LookT) -> _LookT:
        _register(
            Rule(
                id=id,
                severity=severity,
                level=level,
                owner=owner,
                code=code,
                needs=needs,
                fixed=fixed,
                good=good,
                bad=bad,
                look=look,
            )
        )
        return look

    return register


def _register(new: Rule) -> None:
    if new.id not in ORDER:
        raise ValueError(f"rule {new.id}: the id is not among those of ids.py")
    if new.id in _registered:
        raise ValueError(f"rule {new.id}: another rule has this id")
    _registered[new.id] = new


def registered() -> dict[str, Rule]:
    """Return every rule by its id, in the order of ``ids.py``.

    Raises:
        ValueError: An id of ``ids.py`` has no rule.
    """
    missing = [id for id in ORDER if id not in _registered]
    if missing:
        raise ValueError(f"ids without a rule: {', '.join(missing)}")
    return {id: _registered[id] for id in sorted(_registered, key=ORDER.__getitem__)}


def lookup(id: str) -> Rule | None:
    """Return a rule by its id, or ``None``; for rules about rules."""
    return _registered.get(id)  # type: ignore[call-overload, no-any-return]
