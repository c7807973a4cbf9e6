"""Findings folded: what is missing is told once for all languages, the rest by its title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len

from varaamo_sync.findings import Finding, Severity, dotted
from varaamo_sync.model import Lang
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.words import Theme, field_name
from varaamo_sync_cli.media.terminal import paint
from varaamo_sync_cli.render.findings.finding_order import COLOURS
from varaamo_sync_cli.workspace.catalogue.rulebook import find_rule
from varaamo_sync_cli.workspace.catalogue.validation import RANKS

line = Theme("commands/validate")

_OF_LANGUAGE = lazy_pattern(r"(?P<what>.+)-(?P<lang>fi|sv|en)")
_MISSING = "missing"
_BETWEEN = " · "


class Kind(NamedTuple):
    """What findings have in common that are told as one.

    Attributes:
        rule: Their rule; of rules that differ by the language only, without the language.
        severity: How bad they are.
        field: The field that is missing, where the rule is of several fields.
    """

    rule: str
    severity: Severity
    field: str = ""


@dataclass(slots=True)
class Folded:
    """Findings that are told as one.

    Attributes:
        kind: What they have in common.
        findings: The findings, in the order in which they were found.
    """

    kind: Kind
    findings: list[Finding] = field(default_factory=list)

    @property
    def rules(self) -> tuple[str, ...]:
        """Their rules."""
        return tuple(dict.fromkeys(finding.rule for finding in self.findings))

    def is_missing(self, lang: Lang) -> bool:
        """Whether they are about what is not there."""
        return self.kind.rule in line.table(_MISSING, lang)

    def name(self, lang: Lang) -> str:
        """Return what they are called: what is missing, with its languages, or their title."""
        if not self.is_missing(lang):
            return find_rule(self.kind.rule).text("title", lang)
        of = ", ".join(rule.rpartition("-")[2] for rule in self.rules if rule != self.kind.rule)
        heading = _within(field_name(self.kind.field, lang)) if self.kind.field else ""
        what = line(f"{_MISSING}.{self.kind.rule}", lang, field=heading)
        return f"{what} {of}".rstrip()

    def headline(self, lang: Lang) -> str:
        """Return what they are called where they stand alone."""
        name = self.name(lang)
        return line("missing_alone", lang, what=name) if self.is_missing(lang) else name


def kind_of(finding: Finding) -> Kind:
    """Return what a finding has in common with those that are told with it."""
    table = line.table(_MISSING, "en")
    of_language = _OF_LANGUAGE.fullmatch(finding.rule)
    rule = of_language["what"] if of_language and of_language["what"] in table else finding.rule
    names_field = "{field}" in table.get(rule, "")
    return Kind(rule, finding.severity, dotted(finding.path) if names_field else "")


def fold(findings: Iterable[Finding]) -> list[Folded]:
    """Return findings by kind, the worst first, and otherwise in the order of the findings."""
    kinds: dict[Kind, Folded] = {}
    for finding in findings:
        kind = kind_of(finding)
        kinds.setdefault(kind, Folded(kind)).findings.append(finding)
    return sorted(kinds.values(), key=lambda one: RANKS[one.kind.severity])


def on_a_line(findings: Iterable[Finding], lang: Lang, width: int) -> str:
    """Return findings of one room on one line: what is missing first, equally bad things given.

    Args:
        findings: The findings.
        lang: Language of the words.
        width: Columns that there are; of what does not fit, the number of findings is told.
    """
    by_severity = groupby(fold(findings), key=lambda one: one.kind.severity)
    folded = [
        one
        for _, alike in by_severity
        for one in sorted(alike, key=lambda one: not one.is_missing(lang))
    ]
    left = sum(len(one.findings) for one in folded)
    text, used = "", 0
    for plain, shown, count in _pieces(folded, lang):
        rest = len(f" + {left - count}") if left > count else 0
        if text and used + cell_len(plain) + rest > width:
            return f"{text} + {left}"
        text, used, left = text + shown, used + cell_len(plain), left - count
    return text


def _pieces(folded: Iterable[Folded], lang: Lang) -> Iterator[tuple[str, str, int]]:
    """Yield each piece of a line: plain, in its colour, and how many findings it tells.

    How bad they are is said where one of them is an error; the worst ones come first.
    """
    severity, missing, has_errors, between = None, False, False, ""
    for one in folded:
        has_errors = has_errors or one.kind.severity is Severity.ERROR
        said = one.name(lang)
        if len(one.findings) > len(one.rules):
            said += f" ({len(one.findings)})"
        goes_on = one.kind.severity is severity or not has_errors
        if one.is_missing(lang) and not (goes_on and missing):
            said = line("missing_alone", lang, what=said)
        if not goes_on:
            said = f"{line(f'severity.{one.kind.severity}', lang)} – {said}"
        is_error = one.kind.severity is Severity.ERROR
        shown = paint(said, fg=COLOURS[Severity.ERROR]) if is_error else said
        yield between + said, between + shown, len(one.findings)
        severity, missing, between = one.kind.severity, one.is_missing(lang), _BETWEEN


def _within(heading: str) -> str:
    """Return a heading as it stands within a sentence."""
    return heading if heading[1:2].isupper() else heading[:1].lower() + heading[1:]
