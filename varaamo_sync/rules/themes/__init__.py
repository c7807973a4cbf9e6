"""Every rule, one small function each, by theme."""

from collections.abc import Mapping
from types import MappingProxyType

from varaamo_sync.rules.rule import Rule, registered_rules
from varaamo_sync.rules.themes import (
    access,
    booking_times,
    bounds,
    capacity,
    goal,
    hours,
    identity,
    pricing,
    publishing,
    reference_data,
    settings,
    spaces,
    system,
    texts,
    unread,
)

__all__ = [
    "RULES",
    "access",
    "booking_times",
    "bounds",
    "capacity",
    "goal",
    "hours",
    "identity",
    "pricing",
    "publishing",
    "reference_data",
    "settings",
    "spaces",
    "system",
    "texts",
    "unread",
]

RULES: Mapping[str, Rule] = MappingProxyType(registered_rules())
"""Every rule by its id, in the order in which findings of one room are listed."""
