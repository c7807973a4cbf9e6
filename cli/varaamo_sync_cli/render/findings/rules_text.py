"""The list of rules as text and as JSON."""

from __future__ import annotations

from typing import Any

from varaamo_sync.model import Lang
from varaamo_sync_cli.media.terminal import styled
from varaamo_sync_cli.render.findings.validation_report import COLOURS
from varaamo_sync_cli.words.common import line
from varaamo_sync_cli.words.rule import LEVELS, OWNERS
from varaamo_sync_cli.workspace.rulebook import Known, rulebook

FORMAT_VERSION = 1


def as_text(lang: Lang) -> str:
    """Return a paragraph for each rule."""
    return "\n".join(_paragraph(rule, lang) for rule in rulebook().values())


def _paragraph(rule: Known, lang: Lang) -> str:
    marks = (
        styled(line(rule.severity.value, lang), fg=COLOURS[rule.severity]),
        LEVELS[rule.level][lang],
        OWNERS[rule.owner][lang],
        *([rule.code] if rule.code else []),
    )
    return f"{styled(rule.id, bold=True)}: {rule.title(lang)}\n  {' · '.join(marks)}\n"


def as_json(lang: Lang) -> dict[str, Any]:
    """Return all rules as JSON values."""
    return {
        "format_version": FORMAT_VERSION,
        "rules": [one_as_json(rule, lang) for rule in rulebook().values()],
    }


def one_as_json(rule: Known, lang: Lang) -> dict[str, Any]:
    """Return a rule as JSON values."""
    return {
        "id": rule.id,
        "severity": rule.severity.value,
        "level": rule.level.value,
        "owner": rule.owner.value,
        "code": rule.code,
        "title": rule.title(lang),
    }
