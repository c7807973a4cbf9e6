"""Readiness: the rules that coordinators, CI and the booking API all agree with."""

from typing import TYPE_CHECKING

from varaamo_sync.startup.lazy_door import open_lazily

if TYPE_CHECKING:
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
    from varaamo_sync.rules.own_rule import (
        OwnCatalogueLook,
        OwnRoomLook,
        OwnRule,
        Said,
        find_own_rule,
    )
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

_HOMES = {
    "checker": "blocks_draft blocks_publish check is_of_rooms unchecked_rules",
    "context": "Context",
    "levers": "Lever Leverage Share Work leverage owner_of",
    "own_looks": "broken_rule",
    "own_rule": "OwnCatalogueLook OwnRoomLook OwnRule Said find_own_rule",
    "room_readiness": "Readiness Ready RoomReadiness UnitReadiness readiness state_of",
    "rule": "CatalogueLook Example Hit Needs RoomLook Rule hit",
    "rule_ids": "RuleId",
    "themes": "RULES",
    "themes.bounds": "MOST_DAYS_AHEAD",
    "themes.system": "unkept_fields",
}
"""Where each name is at home."""

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


if not TYPE_CHECKING:  # they see the imports above, and no name beside these
    __getattr__, __dir__ = open_lazily(__name__, _HOMES)
