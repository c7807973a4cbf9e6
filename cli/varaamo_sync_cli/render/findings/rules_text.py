"""The list of rules as text and as JSON."""

from __future__ import annotations

from typing import Any

from varaamo_sync.model import Lang
from varaamo_sync.words import Theme
from varaamo_sync_cli.media.terminal import paint
from varaamo_sync_cli.render.findings.finding_order import severity_word
from varaamo_sync_cli.render.value_text import pick
from varaamo_sync_cli.workspace.rulebook import RuleEntry, rulebook

line = Theme("commands/validate")


def as_text(lang: Lang) -> str:
    """Return a paragraph for each rule."""
    return "\n".join(_paragraph(rule, lang) for rule in rulebook().values())


def _paragraph(rule: RuleEntry, lang: Lang) -> str:
    marks = (
        severity_word(rule.severity, lang),
        line(f"level.{rule.level}", lang),
        line(f"owner.{rule.owner}", lang),
        *([rule.code] if rule.code else []),
    )
    return f"{paint(rule.id, bold=True)}: {rule.text('title', lang)}\n  {' · '.join(marks)}\n"


def as_json(lang: Lang) -> dict[str, Any]:
    """Return all rules as JSON values."""
    return {
        "rules": [one_as_json(rule, lang) for rule in rulebook().values()],
    }


def one_as_json(rule: RuleEntry, lang: Lang) -> dict[str, Any]:
    """Return a rule as JSON values."""
    return {
        **pick(rule, "id", "severity", "level", "owner", "code"),
        "title": rule.text("title", lang),
    }
