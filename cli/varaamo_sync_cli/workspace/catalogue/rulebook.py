"""Every rule that a finding can name: those of readiness and those of the reader of files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from varaamo_sync import words
from varaamo_sync.errors import UsageError
from varaamo_sync.findings import Level, Owner, Severity, severity_in_files
from varaamo_sync.model import Lang
from varaamo_sync.rules import RULES, owner_of
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.errors.near_names import did_you_mean
from varaamo_sync_cli.workspace.catalogue.own_rules import own_rules

_say = Theme("commands/validate")


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """What is to be known of a rule without asking it.

    Attributes:
        of_files: It is about reading the files; what it finds cannot be overlooked.
        own: It is not of this library.
    """

    id: str
    severity: Severity
    level: Level
    owner: Owner
    code: str | None = None
    of_files: bool = False
    own: bool = False

    def text(self, part: words.Part, lang: Lang) -> str:
        """Return what the rule is called, says or asks for, with … for what it would name."""
        return words.unnamed_text(self.id, part, lang)

    def why(self, lang: Lang) -> str:
        """Return what comes of what the rule finds."""
        for what in ("translation-file", "translation"):
            if self.id.startswith(f"{what}-"):
                return _say(f"why_guarded.{what}", lang)
        if self.id.startswith("own-rule-"):
            why = "own_broken"
        elif self.own and self.severity is Severity.ERROR and self.level is Level.DRAFT:
            why = "own_draft"
        elif self.of_files and self.severity is not Severity.ERROR:
            why = "read"
        elif self.severity is not Severity.ERROR:
            why = "weak" if self.level is Level.QUALITY else "ahead"
        elif self.level is Level.DRAFT:
            why = "unreadable" if self.of_files else "draft"
        else:
            why = "publish" if self.code else "withheld"
        return _say(f"why_guarded.{why}", lang)


@lru_cache(maxsize=1)
def rulebook() -> Mapping[str, RuleEntry]:
    """Return every rule by its id: those about files, ours in the order of findings, own ones."""
    of_files = {id: _of_files(id) for id in words.rules("en") if id not in RULES}
    ours = {
        id: RuleEntry(id, rule.severity, rule.level, rule.owner, rule.code)
        for id, rule in RULES.items()
    }
    others = {
        rule.id: RuleEntry(rule.id, rule.severity, rule.level, rule.owner, own=True)
        for rule in own_rules().rules
    }
    return of_files | ours | others


def _of_files(id: str) -> RuleEntry:
    severity = severity_in_files(id)
    level = Level.DRAFT if severity is Severity.ERROR else Level.QUALITY
    return RuleEntry(id, severity, level, owner_of(id), of_files=True)


def find_rule(id: str) -> RuleEntry:
    """Return a rule.

    Raises:
        UsageError: There is none of that name; the nearest one is named.
    """
    found = rulebook().get(id)
    if found is None:
        raise UsageError("rule-not-there", id=id, meant=did_you_mean(id, rulebook()))
    return found
