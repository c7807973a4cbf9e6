"""Rules that are not of this library: packages that are installed beside it offer them.

A package names them under the entry points ``varaamo_sync.rules``: a rule, several of them, or a
function that returns either. What cannot be loaded is told by its name, and stops nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import EntryPoint, distributions

from varaamo_sync.findings import Finding
from varaamo_sync.rules import OwnRule, broken_rule
from varaamo_sync.startup.fast_dataclass import dataclass

GROUP = "varaamo_sync.rules"
"""Entry points under which packages offer rules."""


@dataclass(frozen=True, slots=True)
class OwnRules:
    """What other packages offer.

    Attributes:
        rules: Their rules, in the order of their ids.
        broken: What could not be loaded, as findings.
    """

    rules: tuple[OwnRule, ...] = ()
    broken: tuple[Finding, ...] = ()


@cache
def own_rules() -> OwnRules:
    """Return the rules of the packages that are installed here."""
    return load_rules(_points())


def _points() -> Iterator[EntryPoint]:
    """Yield the entry points of the group; those of others are not read into values."""
    for found in distributions():
        if f"[{GROUP}]" in (found.read_text("entry_points.txt") or ""):
            yield from found.entry_points.select(group=GROUP)


def load_rules(points: Iterable[EntryPoint]) -> OwnRules:
    """Load rules.

    Args:
        points: Where they are.
    """
    rules: dict[str, OwnRule] = {}
    broken: list[Finding] = []
    for point in sorted(points, key=lambda one: one.name):
        try:
            for rule in _rules_of(point.load()):
                _add(rule, rules)
        except Exception as error:  # noqa: BLE001  # somebody else's code may raise anything
            broken.append(broken_rule(_name_of(point), error))
    return OwnRules(tuple(rules[id] for id in sorted(rules)), tuple(broken))


def _add(rule: OwnRule, rules: dict[str, OwnRule]) -> None:
    if rules.setdefault(rule.id, rule) is not rule:
        raise ValueError(f"there is another rule {rule.id}")


def _rules_of(offered: object) -> Iterator[OwnRule]:
    if callable(offered) and not isinstance(offered, OwnRule):
        offered = offered()
    for rule in offered if isinstance(offered, Iterable) else (offered,):
        if not isinstance(rule, OwnRule):
            raise TypeError(f"it offers {type(rule).__name__}, and no rule")
        yield rule


def _name_of(point: EntryPoint) -> str:
    """Return what a person knows it by: its name, and the package that brings it."""
    package = point.dist.name if point.dist is not None else point.value
    return f"{point.name} ({package})"
