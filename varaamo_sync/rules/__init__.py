"""Readiness: the rules that coordinators, CI and the booking API all agree with."""

from varaamo_sync.rules.checker import blocks_draft, blocks_publish, check, unchecked_rules
from varaamo_sync.rules.rule import Example, Needs, Rule
from varaamo_sync.rules.themes import RULES

__all__ = [
    "RULES",
    "Example",
    "Needs",
    "Rule",
    "blocks_draft",
    "blocks_publish",
    "check",
    "unchecked_rules",
]
