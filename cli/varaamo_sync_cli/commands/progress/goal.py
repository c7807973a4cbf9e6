"""``varaamo-sync goal``: the scorecards of ``goals.yaml``, and how far their milestones are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from varaamo_sync.catalogue_files.edit import read_whole_goals, set_milestone, set_note
from varaamo_sync.errors import UsageError
from varaamo_sync.model import HELSINKI, Lang, Phase
from varaamo_sync.report.sentences import scorecard as words
from varaamo_sync.scorecard import (
    choose_scorecard,
    evaluate_scorecard,
    find_goal,
    find_milestone,
    known_unit,
    scorecard_as_dict,
)
from varaamo_sync.words import Theme
from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.one_of import OneOf
from varaamo_sync_cli.console.help.spoken_commands import spoken_group
from varaamo_sync_cli.console.help.value_types import Whole
from varaamo_sync_cli.console.output import print_json
from varaamo_sync_cli.render.goals import goals_text as render

said = Theme("commands/goal")
phases = Theme("report/standing")

_DONE = 100

year = click.option("--year", type=Whole(), metavar="YEAR")
goal = click.option("--goal", "goal", metavar="GOAL")


@spoken_group("goal")
def command() -> None:
    """Show the scorecards, and keep their milestones and notes."""


@command.command("list")
@parameters.path
@year
@click.option("--as-of", type=parameters.PAST_DAY, metavar="DATE")
@click.option("--full", is_flag=True)
@parameters.output("text", "json")
def list_(
    path: Path, year: int | None, as_of: date | None, full: bool, form: str, lang: Lang
) -> int:
    """Show the goals of a scorecard, and which level each has reached."""
    _, card = choose_scorecard(read_whole_goals(path), year)
    result = evaluate_scorecard(card, as_of or now().astimezone(HELSINKI).date())
    if form == "json":
        print_json(scorecard_as_dict(result))
    else:
        render.write_text(result, path, lang, full=full)
    return Exit.DONE


@command.command("set")
@click.argument("milestone")
@parameters.path
@click.option("--phase", type=OneOf([phase.value for phase in Phase]))
@click.option("--percent", type=Whole(0, _DONE), metavar="PERCENT")
@goal
@year
@parameters.output()
def set_(
    milestone: str,
    path: Path,
    phase: str | None,
    percent: int | None,
    goal: str | None,
    year: int | None,
    lang: Lang,
) -> int:
    """Write how far a milestone is; comments and all else in the file stay."""
    if phase is None and percent is None:
        raise UsageError("milestone-without-value")
    found = find_milestone(read_whole_goals(path), milestone, goal=goal, year=year)
    stage = Phase(phase) if phase else _phase_of(percent)
    if percent is not None and not _agree(stage, percent):
        word = phases(f"phase.{stage}", lang)
        raise UsageError("milestone-phase-percent", phase=word, percent=percent)
    set_milestone(path, found.path, stage, percent)
    name = words.in_language(found.milestone.name, lang)
    share = f" {percent} %" if percent is not None else ""
    click.echo(said("milestone_set", lang, name=name, phase=phases(f"phase.{stage}", lang) + share))
    return Exit.DONE


def _phase_of(percent: int | None) -> Phase:
    """Return the phase that a percentage stands for."""
    if not percent:
        return Phase.NOT_STARTED
    return Phase.DONE if percent == _DONE else Phase.IN_PROGRESS


def _agree(phase: Phase, percent: int) -> bool:
    if phase is Phase.NOT_STARTED:
        return percent == 0
    return (phase is Phase.DONE) == (percent == _DONE)


@command.command()
@click.argument("text")
@parameters.path
@click.option("--unit", "unit", required=True, metavar="UNIT")
@click.option("--goal", "goal", required=True, metavar="GOAL")
@year
@parameters.output()
def note(text: str, path: Path, unit: str, goal: str, year: int | None, lang: Lang) -> int:
    """Write the note of a unit, in place of the one that is there."""
    cards = read_whole_goals(path)
    found = find_goal(cards, goal, year)
    _, card = choose_scorecard(cards, year)
    code = known_unit(card, unit)
    set_note(path, found.path, code, text)
    click.echo(said("note_set", lang, name=words.in_language(found.goal.name, lang), unit=code))
    return Exit.DONE
