"""A plan as Markdown, for a pull request."""

from __future__ import annotations

from varaamo_sync.plan import Action, FieldChange, Plan, RoomPlan
from varaamo_sync.rooms import Lang
from varaamo_sync_cli.render.values import shown


def write_markdown(plan: Plan, lang: Lang) -> str:
    """Return a plan as Markdown: the summary, a table of rooms, and what changes in each."""
    lines = [f"### {plan.summary()}", "", f"For {plan.origin}, {plan.today.isoformat()}.", ""]
    rooms = [p for p in plan.rooms if p.action is not Action.NOTHING or p.withheld]
    if rooms:
        lines += ["| | room | venue | |", "| --- | --- | --- | --- |"]
        lines += [_row(planned, lang) for planned in rooms]
        lines.append("")
    for planned in rooms:
        lines += _details(planned)
    if plan.departed:
        verb = "Archived" if plan.archives else "Left the catalogue, left alone"
        keys = ", ".join(f"`{item.key}`" for item in plan.departed)
        lines += [f"{verb}: {keys}", ""]
    return "\n".join(lines)


def _row(planned: RoomPlan, lang: Lang) -> str:
    notes = []
    if planned.draft is False:
        notes.append("publish")
    if planned.opens:
        notes.append("opens for booking")
    if planned.withheld:
        notes.append("withheld: " + ", ".join(planned.withheld))
    cells = (
        planned.action.value,
        f"`{planned.key}` {planned.room.label(lang)}",
        planned.room.venue.label(lang),
        "; ".join(notes),
    )
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _details(planned: RoomPlan) -> list[str]:
    if not planned.changes and not planned.conflicts:
        return []
    lines = [f"<details><summary><code>{planned.key}</code></summary>", ""]
    lines += ["| field | before | after | |", "| --- | --- | --- | --- |"]
    lines += [_change(change, "") for change in planned.changes]
    lines += [_change(change, "kept") for change in planned.conflicts]
    return [*lines, "", "</details>", ""]


def _change(change: FieldChange, note: str) -> str:
    cells = (change.path, shown(change.before), shown(change.after), note)
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")
