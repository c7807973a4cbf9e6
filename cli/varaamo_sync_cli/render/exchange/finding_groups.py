"""Findings of files folded: those of one rule together, the first few cells, one way to mend."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from varaamo_sync.findings import Finding
from varaamo_sync.model import Lang
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.errors.error_text import finding_text
from varaamo_sync_cli.render.findings.finding_order import by_place, severity_word
from varaamo_sync_cli.render.value_text import cut
from varaamo_sync_cli.workspace.catalogue.validation import RANKS

line = Theme("commands/workbooks")

_OF_RESPA = "respa-"
_MOST_GROUPS = 5
_MOST_CELLS = 4
_LONGEST = 300


def group_lines(
    findings: Iterable[Finding], lang: Lang, where: Callable[[Finding], str]
) -> Iterator[str]:
    """Yield what was found, the worst first: one finding by itself, several of a rule by its title.

    Args:
        findings: What was found.
        lang: Language of the words.
        where: Says where in its file a finding stands; empty where it stands nowhere.
    """
    groups = _groups(findings)
    for group in groups[:_MOST_GROUPS]:
        yield from _lines_of(group, lang, where)
    left = sum(len(group) for group in groups[_MOST_GROUPS:])
    if left:
        yield f"  {line('more_findings', lang, count=left)}"


def place_in(finding: Finding, *, several: bool, line_word: str = "") -> str:
    """Return where in its file a finding stands; with the file's name where there are ``several``.

    Args:
        finding: The finding.
        several: Whether several files were read.
        line_word: What stands for a place that is no cell.
    """
    at = finding.position
    if at is None:
        return ""
    place = at.cell or line_word
    return f"{at.file} {place}".strip() if several else place


def some(names: Sequence[str], most: int, lang: Lang) -> str:
    """Return the first few of some names, and how many more there are."""
    between = "; " if any("," in name for name in names[:most]) else ", "
    shown, left = between.join(names[:most]), len(names) - most
    return f"{shown} {line('and_more', lang, count=left)}" if left > 0 else shown


def _groups(findings: Iterable[Finding]) -> list[list[Finding]]:
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding in by_place(findings):
        groups[finding.rule].append(finding)
    return sorted(groups.values(), key=lambda group: RANKS[group[0].severity])


def _room_of(finding: Finding) -> str:
    """Return the room's name where a finding stands at the id that Respa made for it."""
    return str(finding.params.get("room", "")) if finding.rule.startswith(_OF_RESPA) else ""


def _lines_of(
    group: Sequence[Finding], lang: Lang, where: Callable[[Finding], str]
) -> Iterator[str]:
    first = group[0]
    severity = severity_word(first.severity, lang, bold=True)
    if len(group) == 1:
        place = f"{found}: " if (found := where(first)) else ""
        yield f"  {severity}  {place}{cut(finding_text(first, 'message', lang), _LONGEST)}"
    else:
        title = finding_text(first, "title", lang)
        places = list(
            dict.fromkeys(place for one in group if (place := _room_of(one) or where(one)))
        )
        shown = some(places, _MOST_CELLS, lang)
        told = line("group", lang, title=title, count=len(group), places=shown)
        yield f"  {severity}  {told}"
    yield f"    → {finding_text(first, 'fix', lang)}"
