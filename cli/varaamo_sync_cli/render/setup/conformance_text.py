"""A report of conformance as text."""

from __future__ import annotations

from varaamo_sync.conformance import NOT_REACHED, NOTHING_WRITTEN, Report, Result, Verdict
from varaamo_sync.model import Lang
from varaamo_sync.words import Theme
from varaamo_sync_cli.media.terminal import paint

line = Theme("commands/conformance")

_COLOURS = {Verdict.HOLDS: "green", Verdict.DIFFERS: "red", Verdict.NOT_TESTED: "yellow"}


def as_text(report: Report, lang: Lang) -> str:
    """Return a line for each fact, and what it comes to."""
    facts = [result.fact for result in report.results]
    widths = max(len(fact.section) for fact in facts), max(len(fact.id) for fact in facts)
    lines = [row for result in report.results for row in _lines(result, lang, *widths)]
    counts = {verdict.value: count for verdict, count in report.counts().items()}
    lines += ["", line("summary", lang, origin=report.origin, **counts)]
    lines += [line("left", lang, what=what) for what in report.left]
    if report.untried:
        lines.append(line("untried", lang, venue=report.venue))
    if report.venue is None:
        lines.append(line("only_read", lang))
    return "\n".join(lines)


def _lines(result: Result, lang: Lang, sections: int, ids: int) -> list[str]:
    width = max(map(len, line.table("verdict", lang).values()))
    fact, verdict = result.fact, line(f"verdict.{result.verdict}", lang).ljust(width)
    first = "  ".join(
        (
            paint(verdict, fg=_COLOURS[result.verdict]),
            fact.section.ljust(sections),
            fact.id.ljust(ids),
            fact.title.told(lang),
        )
    )
    if result.detail in (None, NOTHING_WRITTEN, NOT_REACHED):  # the last lines tell why
        return [first]
    return [first, f"{' ' * (width + sections + ids + 6)}{_told(result, lang)}"]


def _told(result: Result, lang: Lang) -> str:
    return result.detail.told(lang) if result.detail else ""
