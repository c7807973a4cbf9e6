"""What is to be expected of a goal: forecast, what was said, milestones and risks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from varaamo_sync.goal import GoalStatus, Prospect
from varaamo_sync.model import Lang, Milestone, Phase, Risk
from varaamo_sync.report.chapters import blocks
from varaamo_sync.report.document import (
    Block,
    Cell,
    ColumnKind,
    Mark,
    Paragraph,
    Row,
    Table,
    Tone,
)
from varaamo_sync.report.sentences import goal as goals
from varaamo_sync.report.sentences.scorecard import in_language
from varaamo_sync.scorecard import Goal
from varaamo_sync.words import Theme, day

said = Theme("report/document")
standing_said = Theme("report/standing")
card_said = Theme("report/scorecard")

OF_PROSPECT: Mapping[Prospect, Tone] = {
    Prospect.ON_TRACK: Tone.GOOD,
    Prospect.AT_RISK: Tone.WARNING,
    Prospect.FAILING: Tone.BAD,
    Prospect.OPEN: Tone.UNKNOWN,
}

OF_PHASE: Mapping[Phase | None, Tone] = {
    Phase.NOT_STARTED: Tone.PREPARED,
    Phase.IN_PROGRESS: Tone.IN_PROGRESS,
    Phase.DONE: Tone.READY,
    None: Tone.UNKNOWN,
}


def forecast_blocks(
    counted: GoalStatus | None, goal: Goal | None, on: dt.date, lang: Lang
) -> Iterator[Block]:
    """Yield what is to be expected.

    Args:
        counted: The counted goal, where it is one that can be judged.
        goal: What people keep of the goal, if anything.
        on: The day; what was said later is not told.
        lang: The language.
    """
    if counted is not None:
        tone = OF_PROSPECT[counted.forecast.prospect]
        yield Paragraph(goals.forecast(counted, lang), tone, strong=True)
        yield Paragraph(standing_said("method", lang))
    known = [one for one in goal.forecast if one.date <= on] if goal else []
    spoken = [f"{day(one.date, lang)}: {one.text}" for one in known]
    yield from blocks.items(spoken, said("said_of_it", lang))
    if counted is None and not spoken:
        yield Paragraph(said("no_forecast", lang), Tone.UNKNOWN)
    milestones = goal.milestones if goal else counted.goal.milestones if counted else ()
    if milestones:
        yield _milestones(milestones, goal.updated if goal else None, lang)
    risks = goal.risks if goal else counted.goal.risks if counted else ()
    if risks:
        yield _risks(risks, lang)
    if goal is not None and goal.mitigations:
        yield from blocks.items(goal.mitigations, card_said("mitigation", lang))


def _milestones(milestones: Sequence[Milestone], updated: dt.date | None, lang: Lang) -> Table:
    """Return how far each milestone is, as people judge it."""
    name = "milestones_kept_on" if updated else "milestones_kept"
    heads = blocks.columns(
        said("milestone", lang),
        said("phase", lang),
        (said("percent", lang), ColumnKind.PERCENT),
    )
    body = [
        [
            Cell(in_language(item.name, lang) or "?"),
            _phase(item, lang),
            _percent(item, lang),
        ]
        for item in milestones
    ]
    return blocks.table(said(name, lang, day=updated), heads, body, lang)


def _phase(item: Milestone, lang: Lang) -> Cell:
    phase = item.judged_phase
    word = standing_said(f"phase.{phase or 'unknown'}", lang)
    return Cell(word, tone=OF_PHASE[phase], mark=Mark.REPORTED if phase else None)


def _percent(item: Milestone, lang: Lang) -> Cell:
    cell = blocks.percent(item.shown_percent, lang)
    return cell if cell.value is None else Cell(cell.text, cell.value, mark=Mark.REPORTED)


def _risks(risks: Sequence[Risk], lang: Lang) -> Table:
    heads = blocks.columns(card_said("risk", lang), card_said("mitigation", lang))
    body = [
        Row((Cell(in_language(risk.name, lang) or "?"), _care(in_language(risk.mitigation, lang))))
        for risk in risks
    ]
    return blocks.table(standing_said("risks", lang), heads, body, lang)


def _care(text: str) -> Cell:
    return Cell(text) if text else Cell(blocks.NOTHING, tone=Tone.UNKNOWN)
