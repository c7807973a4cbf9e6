"""``hours status`` as Markdown."""

from __future__ import annotations

from varaamo_sync.model import Lang
from varaamo_sync.words import Theme
from varaamo_sync_cli.media.markdown import escape
from varaamo_sync_cli.render.hours.hours_plan_words import dropped_groups
from varaamo_sync_cli.render.hours.hours_words import reason_groups, summary, title
from varaamo_sync_cli.render.table_forms import markdown
from varaamo_sync_cli.workspace.hours.hours_view import HoursView, VenueLink

said = Theme("commands/hours")
link_said = Theme("report/opening_hours")


def as_markdown(view: HoursView, lang: Lang) -> str:
    """Return a heading, how it stands, and a table for each reason."""
    parts = [
        f"## {escape(said('heading', lang))}",
        escape(summary(view, lang)),
        escape(title(view, lang)),
    ]
    head = [said(f"column.{name}", lang) for name in ("room", "key", "venue", "about")]
    for group in reason_groups(view, lang):
        rows = [
            (room.label(lang), room.key, room.venue.label(lang), about)
            for room, about in group.rooms
        ]
        parts += [f"### {escape(group.title)}", escape(group.fix), markdown(head, rows)]
    for dropped in dropped_groups(view.dropped, lang):
        items = "\n".join(f"* {escape(line)}" for line in dropped.lines)
        parts += [f"### {escape(dropped.title)}", escape(dropped.fix), items]
    if view.links:
        links = [f"* {escape(_venue(item, lang))}: <{item.link}>" for item in view.links]
        heading = f"### {escape(link_said('heading', lang))}"
        parts += [heading, escape(link_said("how", lang)), "\n".join(links)]
    if view.missing:
        parts.append(escape(said("missing", lang, count=view.missing)))
    return "\n\n".join(part for part in parts if part)


def _venue(item: VenueLink, lang: Lang) -> str:
    return link_said("venue", lang, venue=item.venue.label(lang), count=len(item.rooms))
