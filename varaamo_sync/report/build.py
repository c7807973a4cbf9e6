"""Says a report in a language: what it rests on, all goals at a glance, a chapter for each."""

from __future__ import annotations

from collections.abc import Iterator

from varaamo_sync.goal import Source
from varaamo_sync.model import Lang
from varaamo_sync.report.chapters import blocks
from varaamo_sync.report.chapters.goal_chapter import chapters, deadline_words
from varaamo_sync.report.document import (
    Block,
    Cell,
    Chapter,
    ColumnKind,
    Document,
    Fact,
    Paragraph,
    Table,
    Tone,
)
from varaamo_sync.report.report import Report, is_surveyed
from varaamo_sync.report.sentences import counts
from varaamo_sync.report.sentences.scorecard import (
    in_language,
    level_words,
    milestones_done,
    weighted_result,
)
from varaamo_sync.scorecard import Goal
from varaamo_sync.words import Theme, day

said = Theme("report/document")
standing_said = Theme("report/standing")


def write_document(report: Report, lang: Lang) -> Document:
    """Return a report as a document in a language.

    Args:
        report: What is known of the goals.
        lang: Language of its sentences; names and notes that people wrote stay as they are where
            there is no translation.
    """
    made = tuple(chapters(report, lang))
    return Document(
        lang=lang,
        title=_title(report, lang),
        subtitle=_subtitle(report, lang),
        day=report.day,
        chapters=made,
        facts=tuple(_facts(report, lang)),
        overview=tuple(_overview(report, made, lang)),
    )


def _title(report: Report, lang: Lang) -> str:
    name = in_language(report.scorecard.scorecard.name, lang) if report.scorecard else ""
    return name or said("binding_goal", lang)


def _subtitle(report: Report, lang: Lang) -> str:
    standing = report.standing
    whose = in_language(standing.catalogue.organisation, lang) if standing else ""
    name = "subtitle_of" if whose else "subtitle"
    return said(name, lang, whose=whose, day=report.day)


def _facts(report: Report, lang: Lang) -> Iterator[Fact]:
    yield Fact(said("fact.day", lang), day(report.day, lang))
    standing = report.standing
    if standing is not None:
        yield Fact(said("fact.counts", lang), counts.source(standing, lang))
        yield Fact(said("fact.catalogue", lang), standing.catalogue.id)
        if report.comparison is not None:
            then = report.comparison.before
            source = standing_said(f"source_of_counts.{then.source}", lang)
            text = said("compared_with", lang, when=then.taken or then.date, source=source)
            yield Fact(said("fact.compared", lang), text)
    if report.scorecard is not None:
        year = str(report.scorecard.scorecard.year)
        yield Fact(said("fact.scorecard", lang), said("kept_by_people", lang, year=year))
    if report.faults:
        yield Fact(said("fact.faults", lang), said("faults", lang, count=report.faults))


def _overview(report: Report, made: tuple[Chapter, ...], lang: Lang) -> Iterator[Block]:
    if report.faults:
        yield Paragraph(said("faults", lang, count=report.faults), Tone.WARNING, strong=True)
    standing = report.standing
    if standing is not None and standing.entry.source is Source.SURVEYED and not standing.whole:
        yield from (
            Paragraph(line, Tone.WARNING) for line in counts.gaps(standing, lang, recording=False)
        )
    if report.scorecard is None:
        yield from (Paragraph(one.summary, one.tone, strong=True) for one in made)
        return
    yield _goals_table(report, made, lang)
    if not report.goals:
        yield Paragraph(weighted_result(report.scorecard, lang))


def _goals_table(report: Report, made: tuple[Chapter, ...], lang: Lang) -> Table:
    results = report.results
    weighed = any(item.goal.weight is not None for item in results)
    heads = blocks.columns(
        said("fact.goal", lang),
        *([(said("fact.weight", lang), ColumnKind.PERCENT)] if weighed else []),
        said("stands", lang),
        said("level", lang),
        said("milestones", lang),
        said("fact.deadline", lang),
        (said("risks", lang), ColumnKind.NUMBER),
    )
    body = [
        [
            Cell(chapter.title, link=f"goals/{chapter.id}"),
            *([blocks.percent(item.goal.weight, lang)] if weighed else []),
            Cell(chapter.summary, tone=chapter.tone),
            Cell(level_words(item, lang) if item.goal.levels else blocks.NOTHING),
            Cell(milestones_done(item.goal, lang) if item.goal.milestones else blocks.NOTHING),
            Cell(_deadline(report, item.goal, lang) or blocks.NOTHING),
            Cell(str(len(item.goal.risks)), len(item.goal.risks)),
        ]
        for item, chapter in zip(results, made, strict=True)
    ]
    return blocks.table(said("goals", lang, day=report.day), heads, body, lang)


def _deadline(report: Report, goal: Goal, lang: Lang) -> str:
    counted = report.standing if is_surveyed(goal) else None
    return deadline_words(goal, counted.catalogue.goal if counted else None, lang)
