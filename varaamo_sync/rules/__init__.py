"""Readiness: the rules that coordinators, CI and the booking API all agree with."""

from varaamo_sync.rules.checker import (
    blocks_draft,
    blocks_publish,
    check,
    is_of_rooms,
    unchecked_rules,
)
from varaamo_sync.rules.context import Context
from varaamo_sync.rules.levers import Lever, Leverage, Share, Work, leverage, owner_of
from varaamo_sync.rules.own_looks import broken_rule
from varaamo_sync.rules.own_rule import OwnCatalogueLook, OwnRoomLook, OwnRule, Said, find_own_rule
from varaamo_sync.rules.room_readiness import (
    Readiness,
    Ready,
    RoomReadiness,
    UnitReadiness,
    readiness,
    state_of,
)
from varaamo_sync.rules.rule import CatalogueLook, Example, Hit, Needs, RoomLook, Rule, hit
from varaamo_sync.rules.rule_ids import RuleId
from varaamo_sync.rules.themes import RULES
from varaamo_sync.rules.themes.bounds import MOST_DAYS_AHEAD
from varaamo_sync.rules.themes.system import unkept_fields

__all__ = [
    "MOST_DAYS_AHEAD",
    "RULES",
    "CatalogueLook",
    "Context",
    "Example",
    "Hit",
    "Lever",
    "Leverage",
    "Needs",
    "OwnCatalogueLook",
    "OwnRoomLook",
    "OwnRule",
    "Readiness",
    "Ready",
    "RoomLook",
    "RoomReadiness",
    "Rule",
    "RuleId",
    "Said",
    "Share",
    "UnitReadiness",
    "Work",
    "blocks_draft",
    "blocks_publish",
    "broken_rule",
    "check",
    "find_own_rule",
    "hit",
    "is_of_rooms",
    "leverage",
    "owner_of",
    "readiness",
    "state_of",
    "unchecked_rules",
    "unkept_fields",
]
