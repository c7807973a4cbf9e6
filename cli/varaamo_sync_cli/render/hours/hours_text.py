"""``hours status`` on a terminal."""

from __future__ import annotations

from rich.padding import Padding
from rich.text import Text

from varaamo_sync.model import Lang, Room
from varaamo_sync.words import Theme
from varaamo_sync_cli.render.hours.hours_words import reason_groups, summary
from varaamo_sync_cli.render.next_commands import write_commands
from varaamo_sync_cli.render.rich_console import print_plainly
from varaamo_sync_cli.workspace.access.command_line import Typed
from varaamo_sync_cli.workspace.hours.hours_view import HoursView

said = Theme("commands/hours")

_MOST_ROOMS = 4
"""Rooms that are named of each reason where not all is shown."""


def write_text(view: HoursView, lang: Lang, typed: Typed, *, full: bool) -> None:
    """Write how it stands, then each reason with what to do about it, then what to type next."""
    print_plainly(said("title", lang, source=view.source, when=view.taken))
    print_plainly(Text(summary(view, lang), "bold"))
    for group in reason_groups(view, lang):
        print_plainly(f"\n{group.title}")
        shown = group.rooms if full else group.rooms[:_MOST_ROOMS]
        lines = [_line(room, about, lang) for room, about in shown]
        if rest := len(group.rooms) - len(shown):
            lines.append(said("more", lang, n=rest))
        for line in (*lines, f"→ {group.fix}"):
            print_plainly(Padding(Text(line), (0, 0, 0, 2)))
    if view.missing:
        print_plainly(f"\n{said('missing', lang, count=view.missing)}")
    steps = {"status": typed("status")}
    if not full and len(view.rooms) > view.open:
        steps = {"full": typed("hours status", "--full"), **steps}
    write_commands(
        said("next_title", lang),
        [(command, said(f"next.{name}", lang)) for name, command in steps.items()],
    )


def _line(room: Room, about: str, lang: Lang) -> str:
    name = said("room", lang, name=room.label(lang), key=room.key, venue=room.venue.label(lang))
    return f"{name}: {about}" if about else name
