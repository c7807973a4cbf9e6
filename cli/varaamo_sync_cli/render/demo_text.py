"""The demo as text: a few lines for each step, and the same five rooms in all of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch

from rich.padding import Padding
from rich.text import Text

from varaamo_sync.findings import Severity
from varaamo_sync.goal import Stage
from varaamo_sync.model import Lang, Room, Wanted
from varaamo_sync.model.hours import said_hours
from varaamo_sync.plan import RoomPlan
from varaamo_sync.plan.values import plan_summary
from varaamo_sync.report.sentences import goal, rooms
from varaamo_sync.sync import Outcome, Status
from varaamo_sync.words import Theme, on_one_line, text
from varaamo_sync_cli.console.typed_commands import as_typed
from varaamo_sync_cli.media.width import columns
from varaamo_sync_cli.render.next_commands import write_commands
from varaamo_sync_cli.render.plan.plan_notes import notes
from varaamo_sync_cli.render.plan.plan_residents import line_to_residents, says_to_residents
from varaamo_sync_cli.render.push.push_outcomes import deeds
from varaamo_sync_cli.render.rich_console import print_plainly
from varaamo_sync_cli.render.status.status_table import print_counts
from varaamo_sync_cli.render.table_forms import text_table
from varaamo_sync_cli.workspace.catalogue.validation import ValidationReport
from varaamo_sync_cli.workspace.demo.demonstration import (
    FOLLOWED,
    Checked,
    Counted,
    Opened,
    Planned,
    Pushed,
    Step,
)

say = Theme("commands/demo")
word = Theme("commands/plan")
became = Theme("commands/push")
stages = Theme("report/standing")

_NAMED = 5
"""Rooms of each stage that are named; the others are counted."""

_STEPS = 7

_NAME = 44
"""Columns for the name of a room."""


class DemoText:
    """Writes the steps of a demo as they come.

    Args:
        folder: The folder, as it is shown in commands.
        lang: Language of the words.
    """

    def __init__(self, folder: str, lang: Lang) -> None:
        self._folder = as_typed(folder)
        self._lang: Lang = lang
        self._number = 0

    def write(self, step: Step) -> None:
        """Write a step: what it is about, what one types for it, and what comes of it."""
        if not self._number:
            print_plainly(say("opening", self._lang))
        self._number += 1
        title = say(f"title.{step.name}", self._lang)
        command = say(f"command.{step.name}", self._lang, folder=self._folder)
        print_plainly(Text(f"\n{self._number}/{_STEPS}  {title}", "bold"))
        print_plainly(Text(f"$ {command}\n", "dim"))
        _write(step, self._lang)

    def write_end(self, *, kept: bool) -> None:
        """Write what has become of the folder, and what to type next."""
        lang, folder = self._lang, self._folder
        print_plainly(f"\n{say('kept' if kept else 'removed', lang, folder=folder)}")
        rows = [
            (say(f"next_command.{name}", lang, folder=folder), say(f"next_reason.{name}", lang))
            for name in ("look" if kept else "keep", "own", "form")
        ]
        write_commands(say("next", lang), rows)


@singledispatch
def _write(step: object, lang: Lang) -> None:
    raise NotImplementedError(type(step).__name__)


@_write.register
def _(step: Checked, lang: Lang) -> None:
    rooms = {room.key: room for room in step.report.rooms}
    blocked = {key for key in rooms if _lacking(step.report, key)}
    drafts = {key for key, room in rooms.items() if room.wanted is not Wanted.PUBLISHED} - blocked
    ready = len(rooms) - len(blocked) - len(drafts)
    counts = {"ready": ready, "drafts": len(drafts), "blocked": len(blocked)}
    print_plainly(say("checked", lang, rooms=len(rooms), **counts))
    _write_rooms(
        lang,
        (
            (rooms[key], ", ".join(_lacking(step.report, key)) or say("lacks_nothing", lang))
            for key in FOLLOWED
        ),
    )


def _lacking(report: ValidationReport, key: str) -> list[str]:
    """Return what keeps a room from residents, each thing once."""
    titles = (
        text(finding.rule, "title", report.lang, {})
        for finding in report.findings
        if finding.key == key and finding.severity is Severity.ERROR
    )
    return list(dict.fromkeys(titles))


@_write.register
def _(step: Counted, lang: Lang) -> None:
    view = step.view
    print_counts(view, lang, columns())
    if step.name == "before":
        return
    print_plainly("")
    for stage in (Stage.READY, Stage.EARLIER, Stage.IN_PROGRESS, Stage.PREPARED):
        names = [item.room.label(lang) for item in view.rooms if item.stage is stage]
        heading = stages(f"stage.{stage}", lang)
        shown = rooms.some(names, lang, _NAMED) or "–"
        print_plainly(say("stage", lang, stage=heading, count=len(names), names=shown))
    print_plainly("")
    found = {item.room.key: item for item in view.rooms}
    _write_rooms(lang, ((found[key].room, rooms.why(found[key], lang)) for key in FOLLOWED))
    if view.goal is not None:
        print_plainly(Text(f"\n{goal.verdict(view.goal, lang)}", "bold"))


@_write.register
def _(step: Planned, lang: Lang) -> None:
    plan = step.planned.plan
    rooms = {planned.key: planned for planned in plan.rooms}
    print_plainly(plan_summary(plan, lang))
    _write_rooms(lang, ((rooms[key].room, _intended(rooms[key], lang)) for key in FOLLOWED))


def _intended(planned: RoomPlan, lang: Lang) -> str:
    told = [word(f"action.{planned.action}", lang), *notes(planned, lang)]
    shown = says_to_residents(planned) and planned.draft is False
    residents = [line_to_residents(planned, lang)] if shown else []
    return "\n".join([", ".join(told), *residents])


@_write.register
def _(step: Pushed, lang: Lang) -> None:
    if step.result.idle:
        print_plainly(Text(Theme("commands/notes")("no_changes", lang), "bold"))
        return
    outcomes = {outcome.key: outcome for outcome in step.result.outcomes}
    counts = step.result.counts()
    print_plainly(
        ", ".join(_count(status, counts[status], lang) for status in Status if counts[status]) + "."
    )
    _write_rooms(lang, ((step.rooms[key], _became(outcomes[key], lang)) for key in FOLLOWED))


def _count(status: Status, count: int, lang: Lang) -> str:
    return f"{count} {became(f'outcome.{status}', lang)}"


def _became(outcome: Outcome, lang: Lang) -> str:
    done, status = deeds(outcome, lang), became(f"outcome.{outcome.status}", lang)
    if not done:
        return status
    return done if outcome.status is Status.DONE else f"{status}: {done}"


@_write.register
def _(step: Opened, lang: Lang) -> None:
    print_plainly(say("opened", lang, count=step.result.counts()[Status.DONE]))
    waiting = {item.key for item in step.result.outcomes if item.status is Status.UNREADY}
    followed = {key: step.rooms[key] for key in FOLLOWED}
    _write_rooms(
        lang,
        (
            (room, say("hours_wait", lang) if key in waiting else _hours(room, lang))
            for key, room in followed.items()
        ),
    )


def _hours(room: Room, lang: Lang) -> str:
    return (room.hours and said_hours(room.hours, lang)) or "–"


def _write_rooms(lang: Lang, rows: Iterable[tuple[Room, str]]) -> None:
    _write_table((on_one_line(room.label(lang)), told) for room, told in rows)


def _write_table(rows: Iterable[tuple[str, str]]) -> None:
    table = text_table(box=None, show_header=False)
    table.add_column(overflow="fold", max_width=_NAME)
    table.add_column(overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    print_plainly(Padding(table, (0, 0, 0, 2)))
