"""What a plan tells beside the rooms of the catalogue: rooms that left, and those of others."""

from __future__ import annotations

from collections.abc import Iterator

from varaamo_sync.capabilities import Feature
from varaamo_sync.model import Lang
from varaamo_sync.plan import Plan
from varaamo_sync.rules import unkept_fields
from varaamo_sync.words import Theme, field_name
from varaamo_sync_cli.render.plan.plan_notes import foreign_line
from varaamo_sync_cli.render.rich_console import quote
from varaamo_sync_cli.render.value_text import few

word = Theme("commands/plan")

_MOST_NAMES = 3


def departed_lines(plan: Plan, lang: Lang, *, full: bool) -> Iterator[str]:
    """Yield which rooms have left the catalogue, with markup."""
    for line in departed_told(plan, lang, full=full):
        yield ""
        yield f"[red]-[/red] {quote(line)}" if plan.archives else quote(line)


def unread_lines(plan: Plan, lang: Lang, *, full: bool) -> Iterator[str]:
    """Yield of which rooms it cannot be told whether they have left, with markup."""
    for line in unread_told(plan, lang, full=full):
        yield ""
        yield f"[yellow]{quote(line)}[/yellow]"


def untouched_lines(plan: Plan, lang: Lang, *, full: bool) -> Iterator[str]:
    """Yield what is not ours to touch, and what could not be compared, with markup."""
    lines = untouched_told(plan, lang, full=full)
    if lines:
        yield ""
        yield from (f"[dim]{quote(line)}[/dim]" for line in lines)


def departed_told(plan: Plan, lang: Lang, *, full: bool) -> list[str]:
    """Return which rooms have left the catalogue; all of them where they are archived."""
    if not plan.departed:
        return []
    names = [f"{item.remote.name} ({item.key})" for item in plan.departed]
    code = archived_code(plan) if plan.archives else "departed"
    shown = few(names, len(names) if full or plan.archives else _MOST_NAMES)
    return [word(code, lang, count=len(names), rooms=shown)]


def archived_code(plan: Plan) -> str:
    """Return what is said of rooms that are archived: that it can be undone, or that it cannot."""
    undoable = plan.capabilities.has(Feature.UNDOABLE_ARCHIVE)
    return "archived_undoably" if undoable else "archived"


def unread_told(plan: Plan, lang: Lang, *, full: bool) -> list[str]:
    """Return of which rooms it cannot be told whether they have left the catalogue."""
    if not plan.unread:
        return []
    rooms = few(plan.unread, len(plan.unread) if full else _MOST_NAMES)
    return [word("unread", lang, count=len(plan.unread), rooms=rooms)]


def not_kept_line(plan: Plan, lang: Lang) -> str:
    """Return what rooms of the catalogue say that the booking system has no place for."""
    system = plan.capabilities
    paths = {path for planned in plan.rooms for path in unkept_fields(planned.room, system)}
    if not paths:
        return ""
    fields = ", ".join(field_name(path, lang) for path in sorted(paths))
    return word("not_kept", lang, system=system.name, fields=fields)


def untouched_told(plan: Plan, lang: Lang, *, full: bool) -> list[str]:
    """Return what is not ours to touch, and what could not be compared."""
    lines = []
    if plan.unmanaged:
        names = [room.name or room.known_as for room in plan.unmanaged]
        shown = few(names, len(names) if full else _MOST_NAMES)
        lines.append(word("unmanaged", lang, count=len(names), names=shown))
    if plan.foreign:
        lines.append(foreign_line(plan, lang, full=full))
    if kept := not_kept_line(plan, lang):
        lines.append(kept)
    missing = sorted({path for planned in plan.rooms for path in planned.not_compared})
    if missing:
        fields = ", ".join(field_name(path, lang) for path in missing)
        lines.append(word("not_compared", lang, fields=fields))
    return lines
