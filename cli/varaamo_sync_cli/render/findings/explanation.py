"""One rule with its examples, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import indent
from typing import Any

from varaamo_sync.model import Lang
from varaamo_sync.rules import RULES, check
from varaamo_sync.rules.examples import NOW, REGISTER, VENUES, catalogue, reference_of
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.errors.error_text import finding_text
from varaamo_sync_cli.media.terminal import paint
from varaamo_sync_cli.render.findings.example_yaml import as_yaml
from varaamo_sync_cli.render.findings.rules_text import one_as_json
from varaamo_sync_cli.workspace.catalogue.rulebook import RuleEntry

line = Theme("commands/validate")


def as_text(rule: RuleEntry, lang: Lang) -> str:
    """Return what a person wants to know of a rule."""
    severity, level = line(f"severity.{rule.severity}", lang), line(f"level.{rule.level}", lang)
    message, fix = _message_and_fix(rule, lang)
    parts = [
        paint(rule.text("title", lang), bold=True),
        f"{severity} · {level} · {line(f'owner.{rule.owner}', lang)}",
        "",
        _label("message", message, lang),
        _label("why", rule.why(lang), lang),
        _label("fix", fix, lang),
    ]
    parts.append(_label("id", rule.id, lang))
    if rule.code:
        parts.append(_label("code", rule.code, lang))
    for name, example in _examples(rule):
        parts += ["", paint(f"{line(name, lang)}:", bold=True), indent(example.rstrip(), "  ")]
    return "\n".join(parts) + "\n"


def as_json(rule: RuleEntry, lang: Lang) -> dict[str, Any]:
    """Return a rule with its examples as JSON values."""
    message, fix = _message_and_fix(rule, lang)
    return {
        **one_as_json(rule, lang),
        "message": message,
        "why": rule.why(lang),
        "fix": fix,
        "examples": dict(_examples(rule)),
    }


def _message_and_fix(rule: RuleEntry, lang: Lang) -> tuple[str, str]:
    """Return message and fix as they read for the bad example, where there is one."""
    if rule.id not in RULES:
        return rule.text("message", lang), rule.text("fix", lang)
    found, *_ = check(
        catalogue(RULES[rule.id].bad),
        now=NOW,
        reference=reference_of(RULES[rule.id].bad),
        venues=VENUES,
        register=REGISTER,
        select=[rule.id],
    )
    return finding_text(found, "message", lang), found.fix(lang)


def _examples(known: RuleEntry) -> Iterator[tuple[str, str]]:
    rule = RULES.get(known.id)
    if rule is not None:
        yield "bad", as_yaml(rule, rule.bad)
        yield "good", as_yaml(rule, rule.good)


def _label(name: str, text: str, lang: Lang) -> str:
    return f"{paint(line(name, lang), bold=True)}: {text}"
