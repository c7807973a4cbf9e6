"""Settings of rules, by which a catalogue may deceive itself."""

from __future__ import annotations

from varaamo_sync import words
from varaamo_sync.findings import Severity
from varaamo_sync.rules.context import Context
from varaamo_sync.rules.rule import Example, Hits, find_rule, hit, setting_warning
from varaamo_sync.rules.rule_ids import ORDER
from varaamo_sync.suggest import join_names, suggest


@setting_warning(
    "rule-unknown",
    bad=Example(rules={"description-mising-sv": "warning"}),
    good=Example(rules={"personal-phone": "off"}),
)
def rule_unknown(context: Context) -> Hits:
    """A setting for a rule that does not exist has no effect."""
    for id in context.overrides:
        # The reader's rules have texts too, but are not of this floor.
        if id not in ORDER and id not in context.own and id not in words.rules("en"):
            near = join_names(suggest(id, {known: known for known in ORDER}))
            yield hit("rules", id, id=id, near=near)


@setting_warning(
    "rule-off-unsafe",
    bad=Example(rules={"type-missing": "off"}),
    good=Example(rules={"personal-phone": "off"}),
)
def rule_off_unsafe(context: Context) -> Hits:
    """What the booking system refuses stays refused, whatever the catalogue says of the rule."""
    for id, severity in context.overrides.items():
        meant = find_rule(id)
        if meant is None or meant.fixed:
            continue
        if meant.foresees_refusal and severity != Severity.ERROR:
            yield hit("rules", id, id=id, severity=severity, code=meant.code or "–")


@setting_warning(
    "rule-fixed",
    bad=Example(rules={"booking-window-too-large": "off"}),
    good=Example(rules={"booking-window-too-large": "error"}),
)
def rule_fixed(context: Context) -> Hits:
    """What would break the booking system for everybody stays an error, whatever is set."""
    for id, severity in context.overrides.items():
        meant = find_rule(id)
        if meant is not None and meant.fixed and severity != meant.severity:
            yield hit("rules", id, id=id, severity=severity)
