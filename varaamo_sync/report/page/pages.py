"""A page before it is HTML: what a report, or a page of the board, says from top to bottom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from varaamo_sync.model import Lang
from varaamo_sync.report.document import Block, Document, Fact, Tone
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Theme

_say = Theme("report/page")


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePart:
    """A part of a page under a heading, with the parts below it.

    Attributes:
        id: Where a link on the page leads, unique on it.
        heading: Its heading; empty for none, where the title of the page says enough.
        above: What stands in small above the heading, such as an area of goals.
        summary: How it stands, in a line.
        tone: What that means.
        blocks: What it says.
        parts: Parts under headings one level lower.
    """

    id: str
    heading: str
    above: str = ""
    summary: str = ""
    tone: Tone = Tone.NEUTRAL
    blocks: tuple[Block, ...] = ()
    parts: tuple[PagePart, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page in one language.

    Attributes:
        lang: The language of its sentences.
        title: Its heading.
        subtitle: What stands below it.
        facts: What it rests on.
        parts: What it says.
        anchors: Ids of parts by what links call them (``goals/tilavaraus``).
    """

    lang: Lang
    title: str
    subtitle: str
    facts: tuple[Fact, ...]
    parts: tuple[PagePart, ...]
    anchors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Crumb:
    """Another page of the board: its name and its address, not encoded."""

    name: str
    link: str


@dataclass(frozen=True, slots=True)
class Aside:
    """What is said of a page itself, with links beside it."""

    text: str
    links: tuple[Crumb, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the board puts around a page; a file has nothing around it.

    Attributes:
        base: What addresses within the board begin with; ``None`` where there is no board, so
            that what leads to its pages is plain text.
        trail: The pages above this one, the first of them first.
        aside: What is said of the page itself, such as that it is renewed, and links beside it.
        notices: What has to be known before anything else, such as a catalogue that is broken.
        twin: Address within the board of the same as JSON.
    """

    base: str | None = None
    trail: tuple[Crumb, ...] = ()
    aside: Aside | None = None
    notices: tuple[Block, ...] = ()
    twin: str | None = None


def page_of(document: Document) -> Page:
    """Return a report as a page: the goals at a glance, then a part for each."""
    parts = [
        PagePart(
            id=f"goal-{number}",
            heading=chapter.title,
            above=chapter.area,
            summary=chapter.summary,
            tone=chapter.tone,
            parts=tuple(
                PagePart(
                    id=f"goal-{number}-{place}", heading=section.heading, blocks=section.blocks
                )
                for place, section in enumerate(chapter.sections, start=1)
            ),
        )
        for number, chapter in enumerate(document.chapters, start=1)
    ]
    if document.overview:
        heading = _say("overview", document.lang)
        parts.insert(0, PagePart(id="overview", heading=heading, blocks=document.overview))
    return Page(
        lang=document.lang,
        title=document.title,
        subtitle=document.subtitle,
        facts=document.facts,
        parts=tuple(parts),
        anchors={
            f"goals/{chapter.id}": f"goal-{number}"
            for number, chapter in enumerate(document.chapters, start=1)
        },
    )
