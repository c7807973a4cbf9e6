"""A whole deck: its template, its slides, its properties."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn

from varaamo_sync.errors import UsageError
from varaamo_sync.model import Lang
from varaamo_sync.report.document import Document
from varaamo_sync.report.slides.drawing.colours import Palette
from varaamo_sync.report.slides.drawing.slide import Pen, draw_slide
from varaamo_sync.report.slides.drawing.texts import language_tag
from varaamo_sync.report.slides.pages import build_pages
from varaamo_sync.report.slides.templates.layouts import choose_layouts
from varaamo_sync.report.slides.templates.own import own_design
from varaamo_sync.report.slides.templates.package import open_template, pack_parts, unpack_own
from varaamo_sync.report.slides.text import shortened

_WRITTEN_BY = "varaamo-sync"
_LONGEST_PROPERTY = 255
_OF_SLIDES = ("p:custShowLst", "p:extLst")
"""Parts of a presentation that name its slides: shows, and sections in an extension."""


def draw_deck(document: Document, template: bytes | None) -> bytes:
    """Return a document as a deck.

    Args:
        document: What to tell.
        template: A city's presentation or template; ``None`` for our own design.

    Raises:
        UsageError: The template cannot be used.
    """
    deck = own_design(document.lang) if template is None else _opened(open_template(template))
    layouts = choose_layouts(deck)
    if not layouts:
        raise UsageError("slides-template-no-layouts")
    frames = {role: layout.content for role, layout in layouts.items()}
    pens = {
        role: Pen(deck, document.lang, document.title, Palette(one.made.slide_master))
        for role, one in layouts.items()
    }
    for page in build_pages(document, frames):
        draw_slide(pens[page.role], page, layouts[page.role])
    _describe(deck, document, document.lang)
    made = io.BytesIO()
    deck.save(made)
    return pack_parts(unpack_own(made.getvalue()).items())


def _opened(data: bytes) -> Any:
    """Return a template without its slides."""
    try:
        deck = Presentation(io.BytesIO(data))
        _remove_slides(deck)
    except Exception as error:  # python-pptx and lxml raise what they like at a damaged part
        raise UsageError("slides-template-damaged") from error
    return deck


def _remove_slides(deck: Any) -> None:
    for slide_id in list(deck.element.iter(qn("p:sldId"))):
        deck.part.drop_rel(slide_id.rId)
        slide_id.getparent().remove(slide_id)
    for tag in _OF_SLIDES:
        for element in deck.element.findall(qn(tag)):
            deck.element.remove(element)
    for master in deck.slide_masters:
        for one in (master, *master.slide_layouts):
            _remove_links(one)


def _remove_links(layout: Any) -> None:
    """Remove what leads from a layout to a slide that is gone."""
    slides = [
        rid for rid, rel in layout.part.rels.items() if rel.reltype == RELATIONSHIP_TYPE.SLIDE
    ]
    for element in list(layout.element.iter(qn("a:hlinkClick"), qn("a:hlinkHover"))):
        if element.get(qn("r:id")) in slides:
            element.getparent().remove(element)
    for rid in slides:
        layout.part.rels.pop(rid)


def _describe(deck: Any, document: Document, lang: Lang) -> None:
    """Set the properties of a deck; its times are the day that it tells of."""
    when = dt.datetime.combine(document.day, dt.time())
    about = deck.core_properties
    about.title = shortened(document.title, _LONGEST_PROPERTY)
    about.subject = shortened(document.subtitle, _LONGEST_PROPERTY)
    about.author = about.last_modified_by = _WRITTEN_BY
    about.language = language_tag(lang)
    about.created = about.modified = about.last_printed = when
    about.revision = 1
    about.keywords = about.comments = about.category = about.version = ""
