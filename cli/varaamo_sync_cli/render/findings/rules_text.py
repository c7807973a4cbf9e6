"""The list of rules as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from varaamo_sync.findings import Severity
from varaamo_sync.json_values import pick
from varaamo_sync.model import Lang
from varaamo_sync.words import Theme
from varaamo_sync_cli.media.terminal import paint
from varaamo_sync_cli.render.findings.finding_order import COLOURS, severity_word
from varaamo_sync_cli.workspace.catalogue.rulebook import RuleEntry, rulebook

line = Theme("commands/validate")


_GROUPS = ("draft", "publish", "quality", "files")


def as_text(lang: Lang, *, full: bool = False) -> str:
    """Return a line for each rule, by what it stands in the way of; in full, a paragraph."""
    if full:
        return "\n".join(_paragraph(rule, lang) for rule in rulebook().values())
    groups: dict[str, list[RuleEntry]] = {name: [] for name in _GROUPS}
    for rule in rulebook().values():
        blocks = rule.severity is Severity.ERROR
        name = rule.level.value if blocks else "quality"
        groups["files" if rule.of_files else name].append(rule)
    parts = [line("rules_counted", lang, count=len(rulebook()))]
    for name, rules in groups.items():
        parts += ["", paint(line(f"guards.{name}", lang, count=len(rules)), bold=True)]
        parts += _lines(rules, lang)
    return "\n".join([*parts, "", line("rules_more", lang)])


def _lines(rules: list[RuleEntry], lang: Lang) -> Iterator[str]:
    words = {severity: line(f"severity.{severity}", lang) for severity in Severity}
    longest = max(map(len, words.values()))
    for rule in rules:
        word = paint(words[rule.severity], fg=COLOURS[rule.severity])
        blanks = " " * (longest - len(words[rule.severity]))
        owner = line(f"owner.{rule.owner}", lang)
        id = paint(f"[{rule.id}]", dim=True)
        yield f"  {word}{blanks}  {rule.text('title', lang)} · {owner} {id}"


def _paragraph(rule: RuleEntry, lang: Lang) -> str:
    marks = (
        severity_word(rule.severity, lang),
        line(f"level.{rule.level}", lang),
        line(f"owner.{rule.owner}", lang),
        rule.id,
        *([rule.code] if rule.code else []),
    )
    return f"{paint(rule.text('title', lang), bold=True)}\n  {' · '.join(marks)}\n"


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
