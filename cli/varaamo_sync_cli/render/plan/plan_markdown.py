"""A plan as Markdown, for a pull request."""

from __future__ import annotations

from varaamo_sync.model import Lang
from varaamo_sync.plan import Action, FieldChange, Plan, RoomPlan
from varaamo_sync.words import Theme, field_name
from varaamo_sync_cli.media.markdown import code, code_block, escape, in_html
from varaamo_sync_cli.render.plan.plan_notes import foreign_line, notes, summary
from varaamo_sync_cli.render.plan.plan_residents import line_to_residents, says_to_residents
from varaamo_sync_cli.render.plan.plan_twins import Locate, answer_lines, nowhere, question
from varaamo_sync_cli.render.value_text import preview_change
from varaamo_sync_cli.workspace.booking.notices import double_line

word = Theme("commands/plan")

_RULE = "| --- | --- | --- | --- |"


def as_markdown(plan: Plan, lang: Lang, locate: Locate = nowhere) -> str:
    """Return a plan as Markdown: the summary, a table of rooms, and what changes in each."""
    heading = word("for", lang, origin=plan.origin, day=plan.today)
    lines = [f"### {summary(plan, lang)}", "", heading, ""]
    rooms = [p for p in plan.rooms if p.action is not Action.NOTHING or p.withheld]
    if rooms:
        lines += [f"| | {word('room', lang)} | {word('venue', lang)} | |", _RULE]
        lines += [_row(planned, lang) for planned in rooms]
        lines.append("")
    new = [planned for planned in rooms if says_to_residents(planned)]
    if new:
        said = ((planned.key, line_to_residents(planned, lang)) for planned in new)
        lines += [f"* {code(key)} {escape(line)}" for key, line in said]
        lines.append("")
    for planned in rooms:
        lines += _question(planned, plan, locate, lang)
        lines += _details(planned, lang)
    if plan.departed:
        keys = ", ".join(code(item.key) for item in plan.departed)
        became = "archived" if plan.archives else "departed"
        lines += [word(became, lang, count=len(plan.departed), rooms=keys), ""]
    if plan.unread:
        keys = ", ".join(code(key) for key in plan.unread)
        lines += [word("unread", lang, count=len(plan.unread), rooms=keys), ""]
    lines += [f"* {escape(double_line(double, lang))}" for double in plan.doubles]
    if plan.foreign:
        lines += ["", escape(foreign_line(plan, lang, full=True)), ""]
    return "\n".join(lines)


def _row(planned: RoomPlan, lang: Lang) -> str:
    cells = (
        word(f"action.{planned.action}", lang),
        f"{code(planned.key)} {escape(planned.room.label(lang))}",
        escape(planned.room.venue.label(lang)),
        escape("; ".join(notes(planned, lang))),
    )
    return f"| {' | '.join(cells)} |"


def _question(planned: RoomPlan, plan: Plan, locate: Locate, lang: Lang) -> list[str]:
    asked = list(answer_lines(planned, plan, locate, lang))
    if not asked:
        return []
    said = [f"* {escape(line)}" for line in asked if not line.startswith(" ")]
    typed = [line.strip() for line in asked if line.startswith(" ")]
    block = [*code_block("yaml", typed), ""] if typed else []
    return [f"{code(planned.key)}: {escape(question(planned, lang))}", "", *said, "", *block]


def _details(planned: RoomPlan, lang: Lang) -> list[str]:
    if not planned.changes and not planned.conflicts:
        return []
    lines = [f"<details><summary><code>{in_html(planned.key)}</code></summary>", ""]
    heads = (word(name, lang) for name in ("field", "before", "after"))
    lines += [f"| {' | '.join(heads)} | |", _RULE]
    lines += [_change(change, "", lang) for change in planned.changes]
    lines += [_change(change, word("kept", lang), lang) for change in planned.conflicts]
    return [*lines, "", "</details>", ""]


def _change(change: FieldChange, note: str, lang: Lang) -> str:
    values = preview_change(change.before, change.after, lang, change.path)
    cells = (field_name(change.path, lang), *values, note)
    return f"| {' | '.join(escape(cell) for cell in cells)} |"
