"""A report of conformance as text and as JSON; ``schemas/conformance.schema.json`` shapes it."""

from __future__ import annotations

from typing import Any

from varaamo_sync.conformance import NOT_REACHED, NOTHING_WRITTEN, Report, Result, Verdict
from varaamo_sync.explanations import explained
from varaamo_sync.json_values import pick
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


def as_json(report: Report, lang: Lang) -> dict[str, Any]:
    """Return a report as JSON values; what it says is told in a language."""
    stopped = None if report.stopped is None else explained(report.stopped, lang)[0]
    return {
        "origin": report.origin,
        "taken": report.taken.isoformat(timespec="seconds"),
        "venue": report.venue,
        "holds": report.holds,
        "counts": {verdict.value: count for verdict, count in report.counts().items()},
        "facts": [
            {
                **pick(result.fact, "id", "section"),
                "title": result.fact.title.told(lang),
                **pick(result, "verdict"),
                "detail": _told(result, lang),
            }
            for result in report.results
        ],
        "left": [what.told(lang) for what in report.left],
        "stopped": None
        if stopped is None
        else {
            "message": f"{stopped.what}. {stopped.why}" if stopped.why else stopped.what,
            "fix": stopped.fix,
        },
    }
