"""``hours status`` on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.padding import Padding
from rich.text import Text

from varaamo_sync.model import Lang, Room
from varaamo_sync.words import Theme
from varaamo_sync_cli.render.hours.hours_plan_words import dropped_groups
from varaamo_sync_cli.render.hours.hours_words import reason_groups, summary, title
from varaamo_sync_cli.render.next_commands import write_commands
from varaamo_sync_cli.render.rich_console import print_line, print_plainly, quote
from varaamo_sync_cli.workspace.access.command_line import Typed
from varaamo_sync_cli.workspace.hours.hours_view import HoursView

said = Theme("commands/hours")
link_said = Theme("report/opening_hours")

_MOST_ROOMS = 4
"""Rooms that are named of each reason where not all is shown."""

_MOST_VENUES = 3
"""Venues whose addresses stand there where not all is shown."""


def write_text(view: HoursView, lang: Lang, typed: Typed, *, full: bool) -> None:
    """Write how it stands, then each reason with what to do about it, then what to type next."""
    print_plainly(title(view, lang))
    print_plainly(Text(summary(view, lang), "bold"))
    for group in reason_groups(view, lang):
        lines = [_line(room, about, lang) for room, about in group.rooms]
        _write_group(group.title, lines, group.fix, lang, full=full)
    for dropped in dropped_groups(view.dropped, lang):
        _write_group(dropped.title, dropped.lines, dropped.fix, lang, full=full)
    _write_links(view, lang, full=full)
    if view.missing:
        print_plainly(f"\n{said('missing', lang, count=view.missing)}")
    steps = {"status": typed("status")}
    if not full and view.rooms:
        steps = {"full": typed("hours status", "--full"), **steps}
    if any(item.awaits_push for item in view.rooms):
        steps = {"plan": typed("hours plan"), **steps}
    write_commands(
        said("next_title", lang),
        [(command, said(f"next.{name}", lang)) for name, command in steps.items()],
    )


def _write_group(title: str, lines: Sequence[str], fix: str, lang: Lang, *, full: bool) -> None:
    """Write rooms that share something, with what to do about it."""
    print_plainly(f"\n{title}")
    shown = list(lines if full else lines[:_MOST_ROOMS])
    if rest := len(lines) - len(shown):
        shown.append(said("more", lang, n=rest))
    for line in (*shown, *([f"→ {fix}"] if fix else [])):
        print_plainly(Padding(Text(line), (0, 0, 0, 2)))


def _write_links(view: HoursView, lang: Lang, *, full: bool) -> None:
    """Write the address for each venue; it is not broken, so that it can be copied."""
    links = view.links
    if not links:
        return
    print_plainly(f"\n{link_said('heading', lang)}:")
    print_plainly(Padding(Text(link_said("how", lang)), (0, 0, 0, 2)))
    for item in links if full else links[:_MOST_VENUES]:
        venue = link_said("venue", lang, venue=item.venue.label(lang), count=len(item.rooms))
        print_plainly(Padding(Text(f"{venue}:"), (0, 0, 0, 2)))
        print_line(quote(f"    {item.link}"))
    rest = 0 if full else len(links) - _MOST_VENUES
    if rest > 0:
        print_plainly(Padding(Text(link_said("others", lang, n=rest)), (0, 0, 0, 2)))


def _line(room: Room, about: str, lang: Lang) -> str:
    name = said("room", lang, name=room.label(lang), key=room.key, venue=room.venue.label(lang))
    return f"{name}: {about}" if about else name
