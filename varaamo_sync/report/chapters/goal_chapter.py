"""The chapter of a goal: counted from rooms, or kept by people as data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from varaamo_sync.model import GoalTerms, Lang
from varaamo_sync.report.chapters import blocks
from varaamo_sync.report.chapters.change import change_blocks
from varaamo_sync.report.chapters.levels import levels_table
from varaamo_sync.report.chapters.measures import measure_blocks, values_over_time
from varaamo_sync.report.chapters.missing import missing_blocks
from varaamo_sync.report.chapters.outlook import forecast_blocks
from varaamo_sync.report.chapters.principles import difference_blocks
from varaamo_sync.report.chapters.progress import OF_OUTLOOK, progress_blocks
from varaamo_sync.report.document import (
    Block,
    Chapter,
    Fact,
    Paragraph,
    Section,
    SectionKind,
    Tone,
)
from varaamo_sync.report.report import Report, is_surveyed
from varaamo_sync.report.sentences import goal as goals
from varaamo_sync.report.sentences.scorecard import amount, in_language, level_words
from varaamo_sync.report.standing import Standing
from varaamo_sync.scorecard import Goal, GoalResult
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.words import Theme, day

said = Theme("report/document")
card_said = Theme("report/scorecard")
standing_said = Theme("report/standing")

_SENTENCE_END = lazy_pattern(r"(?<=[a-zåäö)][.!?])\s+(?=[A-ZÅÄÖ0-9])")

GOAL_ID = "goal"
"""Id of the counted goal where no scorecard gives it one."""


def chapters(report: Report, lang: Lang) -> Iterator[Chapter]:
    """Yield a chapter for each goal; the catalogue's own where no scorecard is kept."""
    for result in report.results:
        standing = report.standing if is_surveyed(result.goal) else None
        yield _chapter(report, result, standing, lang)
    if report.scorecard is None and report.standing is not None:
        yield _chapter(report, None, report.standing, lang)


def _chapter(
    report: Report, result: GoalResult | None, standing: Standing | None, lang: Lang
) -> Chapter:
    goal = result.goal if result else None
    terms = standing.catalogue.goal if standing else None
    summary, tone = summary_of(result, standing, report.day, lang)
    parts: list[tuple[SectionKind, Iterable[Block]]] = [
        (SectionKind.GOAL, _goal(goal, terms, lang)),
        (SectionKind.PROGRESS, _progress(report, result, standing, lang)),
        (SectionKind.CHANGE, _change(report, result, standing, lang)),
    ]
    if standing is not None:
        parts.append((SectionKind.MISSING, missing_blocks(standing, lang)))
        if not standing.past:
            parts.append((SectionKind.DIFFERENCES, difference_blocks(report.differences, lang)))
    counted = standing.goal if standing else None
    parts.append((SectionKind.FORECAST, forecast_blocks(counted, goal, report.day, lang)))
    made = ((kind, tuple(found)) for kind, found in parts)
    return Chapter(
        id=goal.id if goal else GOAL_ID,
        title=_title(goal, terms, lang),
        area=in_language(goal.area, lang) if goal else "",
        summary=summary,
        tone=tone,
        sections=tuple(
            Section(kind=kind, heading=said(f"section.{kind}", lang), blocks=found)
            for kind, found in made
            if found
        ),
    )


def _title(goal: Goal | None, terms: GoalTerms | None, lang: Lang) -> str:
    name = in_language(goal.name, lang) if goal else ""
    if not name and terms is not None:
        name = in_language(terms.name, lang)
    return name or (goal.id if goal else said("binding_goal", lang))


def summary_of(
    result: GoalResult | None, standing: Standing | None, on: dt.date, lang: Lang
) -> tuple[str, Tone]:
    """Return how a goal stands, in a line, and what that means."""
    if standing is not None and standing.goal is not None:
        return goals.verdict(standing.goal, lang), OF_OUTLOOK[standing.outlook]
    if standing is not None:
        return said("reported_only", lang, day=standing.entry.date), Tone.UNKNOWN
    if result is not None and is_surveyed(result.goal):
        return said("not_surveyed", lang, day=on), Tone.UNKNOWN
    spoken = last_said(result.goal, on, lang) if result else ""
    if result is None or not result.goal.levels:
        return spoken or said("not_counted", lang), Tone.UNKNOWN
    level = level_words(result, lang)
    reached, top = result.reached, result.goal.levels[-1]
    tone = Tone.UNKNOWN
    if reached is not None:
        tone = Tone.GOOD if reached is top else Tone.WARNING
    elif result.certain:
        tone = Tone.BAD
    return f"{said('level_reached', lang, level=level)}. {spoken}".removesuffix(" "), tone


def last_said(goal: Goal, on: dt.date, lang: Lang) -> str:
    """Return the first sentence of what was said last of a goal by a day, with its own day."""
    known = [one for one in goal.forecast if one.date <= on]
    if not known:
        return ""
    last = max(known, key=lambda one: one.date)
    return f"{day(last.date, lang)}: {_SENTENCE_END.split(last.text, maxsplit=1)[0]}"


def deadline_words(goal: Goal | None, terms: GoalTerms | None, lang: Lang) -> str:
    """Return the last day of a goal, or what was written in place of it."""
    written = goal.deadline if goal else None
    if written is not None and written.text:
        return written.text
    last = (written.date if written else None) or (terms.deadline if terms else None)
    return day(last, lang) if last else ""


def _goal(goal: Goal | None, terms: GoalTerms | None, lang: Lang) -> Iterator[Block]:
    promise = in_language(goal.promise, lang) if goal else ""
    if not promise and terms is not None:
        promise = in_language(terms.name, lang)
    if promise:
        yield Paragraph(promise, strong=True)
    told: dict[str, str] = {}
    if goal is not None:
        told["area"] = in_language(goal.area, lang)
        told["weight"] = f"{amount(goal.weight, lang)} %" if goal.weight is not None else ""
        told["binding"] = card_said("answer.yes" if goal.binding else "answer.no", lang)
    told["start"] = day(terms.start, lang) if terms and terms.start else ""
    told["deadline"] = deadline_words(goal, terms, lang)
    told["rule"] = _rule(terms, lang) if terms else ""
    told["updated"] = day(goal.updated, lang) if goal and goal.updated else ""
    facts = tuple(Fact(said(f"fact.{name}", lang), text) for name, text in told.items() if text)
    if facts:
        yield facts


def _rule(terms: GoalTerms, lang: Lang) -> str:
    """Return when a counted goal is met: what its rooms need, and what its units must say."""
    names = (goals.requirement_name(item, lang) for item in terms.requirements)
    return "; ".join((said(f"rule.{terms.rule}", lang), *names))


def _progress(
    report: Report, result: GoalResult | None, standing: Standing | None, lang: Lang
) -> Iterator[Block]:
    summary, tone = summary_of(result, standing, report.day, lang)
    yield Paragraph(summary, tone, strong=True)
    if standing is not None:
        yield from progress_blocks(standing, lang)
    if result is None or report.scorecard is None:
        return
    goal = result.goal
    if goal.levels:
        yield levels_table(result, day(report.day, lang), lang)
    card = report.scorecard.scorecard
    noted = standing is None  # else they stand in the table of counts
    yield from measure_blocks(goal, card, report.day, lang, noted=noted)
    yield from blocks.items(goal.steps, said("steps", lang), numbered=True)


def _change(
    report: Report, result: GoalResult | None, standing: Standing | None, lang: Lang
) -> Iterator[Block]:
    if standing is not None:
        yield from change_blocks(standing, report.comparison, lang)
    if result is None:
        return
    if report.before is not None and result.goal.levels:
        then = next(one for one in report.before.goals if one.goal.id == result.goal.id)
        before, now = level_words(then, lang), level_words(result, lang)
        yield Paragraph(said("levels_then", lang, day=report.before.day, before=before, now=now))
    table = values_over_time(result.goal, report.day, lang)
    if table is not None:
        yield table
