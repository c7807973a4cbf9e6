"""What would unlock most: which mended rule, and whose work, lets how many rooms go on.

A room waits when an error blocks it. It is unlocked *by this alone* when every error that blocks
it is of one rule, or, for an owner, when all of them are that owner's to mend.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from varaamo_sync.findings import Finding, Owner, Severity
from varaamo_sync.model import ServiceUnit
from varaamo_sync.rules.own_rule import find_own_rule
from varaamo_sync.rules.themes import RULES
from varaamo_sync.startup.fast_dataclass import dataclass

T = TypeVar("T", str, Owner)


@dataclass(frozen=True, slots=True)
class Share:
    """How many rooms wait for something.

    Attributes:
        rooms: Rooms that wait for it.
        alone: Those of them that wait for nothing else.
    """

    rooms: int
    alone: int


@dataclass(frozen=True, slots=True)
class Lever:
    """What one rule holds back.

    Attributes:
        units: The same by service unit; ``None`` where the service unit is not known.
    """

    rule: str
    owner: Owner
    total: Share
    units: Mapping[ServiceUnit | None, Share]


@dataclass(frozen=True, slots=True)
class Work:
    """What one owner's work holds back, by service unit too."""

    owner: Owner
    total: Share
    units: Mapping[ServiceUnit | None, Share]


@dataclass(frozen=True, slots=True)
class Leverage:
    """What would unlock most, best first.

    Attributes:
        blocked: Rooms that wait for anything.
    """

    blocked: int
    owners: tuple[Work, ...]
    rules: tuple[Lever, ...]


def owner_of(rule: str) -> Owner:
    """Return who usually mends a rule; what cannot be read is the coordinator's."""
    known = RULES.get(rule) or find_own_rule(rule)
    return known.owner if known else Owner.COORDINATOR


def leverage(findings: Iterable[Finding], *, unread: Collection[str] = ()) -> Leverage:
    """Count what would unlock most.

    Args:
        findings: Everything that was found; a rule left out makes others look decisive.
        unread: Keys of rooms that could not be read: what else blocks them is not known, so
            nothing unlocks them alone.
    """
    rules: dict[str, set[str]] = defaultdict(set)
    units: dict[str, ServiceUnit | None] = {}
    for finding in findings:
        if finding.key is not None and finding.severity is Severity.ERROR:
            rules[finding.key].add(finding.rule)
            units[finding.key] = finding.unit
    owners = {key: {owner_of(rule) for rule in broken} for key, broken in rules.items()}
    by_rule = _shares(rules, units, unread)
    by_owner = _shares(owners, units, unread)
    return Leverage(
        blocked=len(rules),
        owners=tuple(Work(owner, *by_owner[owner]) for owner in _best(by_owner)),
        rules=tuple(Lever(rule, owner_of(rule), *by_rule[rule]) for rule in _best(by_rule)),
    )


_Shares = Mapping[T, tuple[Share, Mapping[ServiceUnit | None, Share]]]


def _shares(
    causes: Mapping[str, Collection[T]],
    units: Mapping[str, ServiceUnit | None],
    unread: Collection[str],
) -> _Shares[T]:
    counted: dict[T, dict[ServiceUnit | None, list[int]]] = defaultdict(
        lambda: defaultdict(lambda: [0, 0])
    )
    for key, waits_for in causes.items():
        alone = len(waits_for) == 1 and key not in unread
        for cause in waits_for:
            count = counted[cause][units[key]]
            count[0] += 1
            count[1] += alone
    return {
        cause: (
            Share(sum(rooms for rooms, _ in of.values()), sum(alone for _, alone in of.values())),
            {unit: Share(*of[unit]) for unit in (*ServiceUnit, None) if unit in of},
        )
        for cause, of in counted.items()
    }


def _best(shares: _Shares[T]) -> list[T]:
    """Return causes by what each unlocks alone, then by how many rooms it holds back."""
    return sorted(
        shares, key=lambda cause: (-shares[cause][0].alone, -shares[cause][0].rooms, cause)
    )
