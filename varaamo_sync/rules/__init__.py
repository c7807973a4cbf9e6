"""Readiness: the rules that coordinators, CI and the booking API all agree with."""

from varaamo_sync.rules.checker import blocks_draft, blocks_publish, check, unchecked_rules
from varaamo_sync.rules.levers import Lever, Leverage, Share, Work, leverage, owner_of
from varaamo_sync.rules.rule import Example, Needs, Rule
from varaamo_sync.rules.themes import RULES
from varaamo_sync.rules.themes.bounds import MOST_DAYS_AHEAD
from varaamo_sync.rules.themes.system import unkept_fields

__all__ = [
    "MOST_DAYS_AHEAD",
    "RULES",
    "Example",
    "Lever",
    "Leverage",
    "Needs",
    "Rule",
    "Share",
    "Work",
    "blocks_draft",
    "blocks_publish",
    "check",
    "leverage",
    "owner_of",
    "unchecked_rules",
    "unkept_fields",
]
