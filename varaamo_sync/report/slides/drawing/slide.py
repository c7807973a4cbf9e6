"""One slide: its title, its content from top to bottom, its footer and its notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.oxml.slide import CT_NotesSlide
from pptx.parts.slide import NotesSlidePart
from pptx.util import Emu

from varaamo_sync.model import Lang
from varaamo_sync.report.slides.drawing.charts import draw_chart
from varaamo_sync.report.slides.drawing.colours import Palette
from varaamo_sync.report.slides.drawing.tables import draw_table
from varaamo_sync.report.slides.drawing.texts import fill_box, hand, put_text, run_xml
from varaamo_sync.report.slides.frames import EMU, Frame, emu, place
from varaamo_sync.report.slides.measure import LINE, text_width, wrap
from varaamo_sync.report.slides.pages import Page
from varaamo_sync.report.slides.templates.layouts import (
    CHARTS,
    FOOTERS,
    TABLES,
    TEXTS,
    TITLES,
    Layout,
)
from varaamo_sync.report.slides.text import on_one_line, shortened
from varaamo_sync.report.slides.units import INSET, Drawing, Para, Run, TableRow, Unit
from varaamo_sync.startup.fast_dataclass import dataclass

_SMALLEST_TITLE = 14
_LARGEST_TITLE = 44
_TITLE_INSETS = 10.0
_FOOTER_SIZE = 11.0
_FIELD = "{C1FF6DA9-008F-8B48-92A6-B652298478BF}"


@dataclass(frozen=True, slots=True)
class Pen:
    """What all slides of a deck share.

    Attributes:
        deck: The presentation.
        lang: Language of its texts.
        footer: What stands in the footer.
        palette: The colours of its theme.
    """

    deck: Any
    lang: Lang
    footer: str
    palette: Palette


def draw_slide(pen: Pen, page: Page, layout: Layout) -> None:
    """Add a slide to a deck.

    Args:
        pen: The deck.
        page: What to tell.
        layout: Its layout.
    """
    slide = pen.deck.slides.add_slide(layout.made)
    tree = slide.shapes.element
    body = _placeholder(slide, layout.body)
    titled = (one for one in slide.placeholders if one.placeholder_format.type in TITLES)
    title = next(titled, None)
    for other in list(slide.placeholders):
        if not _is(other, title) and not _is(other, body):
            tree.remove(other.element)
    _write_title(slide, title, pen, page, layout)
    order = [_draw(slide, group, frame, pen, body) for group, frame in _placed(page, layout)]
    if body is not None and body.element.getparent() is not None and body.element not in order:
        tree.remove(body.element)
    for element in order:  # a screen reader reads in this order
        tree.append(element)
    for placeholder in layout.made.placeholders:
        if placeholder.placeholder_format.type in FOOTERS:
            _write_footer(tree, placeholder, pen, len(pen.deck.slides))
    _write_notes(slide, page, pen)


def _is(one: Any, other: Any) -> bool:
    return other is not None and one.element is other.element


def _placeholder(slide: Any, number: int | None) -> Any:
    found = (one for one in slide.placeholders if one.placeholder_format.idx == number)
    return next(found, None) if number is not None else None


def _write_title(slide: Any, title: Any, pen: Pen, page: Page, layout: Layout) -> None:
    """Write the title, and above it in smaller letters what it is of."""
    if title is None:
        sp = parse_xml(_title_xml(1 + max(int(each) for each in _ids(slide))))
        slide.shapes.element.insert(2, sp)
        place(sp, layout.title)
    else:
        sp = title.element
    size, small = _title_sizes(page, layout)
    above = run_xml(Run(f"{page.kicker}\n"), pen.lang, size=small) if page.kicker else ""
    heading = run_xml(Run(page.heading), pen.lang, size=size)
    put_text(sp, [f"<a:p {nsdecls('a')}>{above}{heading}</a:p>"])


def _title_xml(number: int) -> str:
    return (
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name="Title {number}"/>'
        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="title"/></p:nvPr>'
        "</p:nvSpPr><p:spPr/><p:txBody><a:bodyPr><a:normAutofit/></a:bodyPr><a:lstStyle/><a:p/>"
        "</p:txBody></p:sp>"
    )


def _ids(slide: Any) -> Iterator[str]:
    for named in slide.shapes.element.iter(qn("p:cNvPr")):
        yield named.get("id")


def _title_sizes(page: Page, layout: Layout) -> tuple[float, float]:
    """Return the largest sizes at which a title and what stands above it fit."""
    texts = [page.heading, page.kicker]
    if layout.capitals:
        texts = [text.upper() for text in texts]
    width = layout.title.width - 2 * _TITLE_INSETS
    size = min(layout.title_size, _LARGEST_TITLE)
    while True:
        small = max(12.0, round(size * 0.5))
        height = len(wrap(texts[0], width, size, bold=True)) * size
        height += len(wrap(texts[1], width, small, bold=True)) * small if page.kicker else 0
        if height * LINE <= layout.title.height - 2 * 3.6 or size <= _SMALLEST_TITLE:
            return size, small
        size = max(size - 2, _SMALLEST_TITLE)


def _placed(page: Page, layout: Layout) -> Iterator[tuple[Sequence[Unit], Frame]]:
    """Yield what is one shape of its own (texts, a table, a chart), with its place."""
    frame = layout.content
    top, last = frame.top, None
    for _, group in groupby(_grown(page.units, frame.height), key=_shape_of):
        units = list(group)
        begin = top = top + units[0].gap_after(last)
        for unit, before in _with_last(units):
            top += unit.height + (unit.gap_after(before) if before is not None else 0.0)
        if isinstance(units[0], TableRow):
            begin -= units[0].grid.header_height
        last = units[-1]
        yield units, Frame(frame.left, begin, frame.width, top - begin)


def _grown(units: Sequence[Unit], room: float) -> list[Unit]:
    """Return pieces of which those that may grow take the room that is left."""
    left = room - sum(unit.gap_after(last) + unit.height for unit, last in _with_last(units))
    growing = sum(isinstance(unit, Drawing) and unit.grows for unit in units)
    return [
        replace(unit, height=unit.height + max(left, 0.0) / growing)
        if isinstance(unit, Drawing) and unit.grows
        else unit
        for unit in units
    ]


def _with_last(units: Sequence[Unit]) -> Iterator[tuple[Unit, Unit | None]]:
    """Yield each piece with the one before it."""
    yield from zip(units, [None, *units], strict=False)


def _shape_of(unit: Unit) -> object:
    if isinstance(unit, TableRow):
        return id(unit.grid)
    return id(unit) if isinstance(unit, Drawing) else "text"


def _draw(slide: Any, units: Sequence[Unit], frame: Frame, pen: Pen, body: Any) -> Any:
    """Draw a shape and return its element; the placeholder for content takes the first it can."""
    kind = _kind_if_free(body)
    first = units[0]
    if isinstance(first, Para):
        paras = [unit for unit in units if isinstance(unit, Para)]
        box = body if kind in TEXTS else slide.shapes.add_textbox(*(Emu(emu(n)) for n in frame))
        fill_box(box.element, paras, frame, pen.lang, pen.palette)
        return box.element
    if isinstance(first, TableRow):
        rows = [unit for unit in units if isinstance(unit, TableRow)]
        width = sum(first.grid.widths)
        made = draw_table(slide.shapes, rows, frame._replace(width=width), pen.lang, pen.palette)
        return _adopted(made, body if kind in TABLES else None)
    assert isinstance(first, Drawing)
    made = draw_chart(slide.shapes, first, frame, pen.lang, pen.palette)
    return _adopted(made, body if kind in CHARTS else None)


def _kind_if_free(body: Any) -> Any:
    """Return the type of the placeholder for content, or nothing where it is taken or missing."""
    if body is None or body.element.getparent() is None:
        return None
    taken = body.has_text_frame and body.text_frame.text
    return None if taken else body.placeholder_format.type


def _adopted(made: Any, body: Any) -> Any:
    """Let a table or chart take the place of a placeholder, and return its element."""
    if body is not None:
        place_of = made.element.nvGraphicFramePr.nvPr
        place_of.append(body.element.ph)
        body.element.getparent().remove(body.element)
    return made.element


def _write_footer(tree: Any, placeholder: Any, pen: Pen, number: int) -> None:
    ph = placeholder.element.ph
    attributes = " ".join(f'{name}="{value}"' for name, value in ph.attrib.items())
    text = _footer_text(placeholder, pen)
    run = run_xml(Run(text), pen.lang, size=_FOOTER_SIZE)
    if placeholder.placeholder_format.type is PP_PLACEHOLDER.SLIDE_NUMBER:
        style = f"<a:rPr {hand(pen.lang, _FOOTER_SIZE)}/>"
        run = f'<a:fld id="{_FIELD}" type="slidenum">{style}<a:t>{number}</a:t></a:fld>'
    used = 1 + max(int(each.get("id")) for each in tree.iter(qn("p:cNvPr")))
    tree.append(
        parse_xml(
            f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{used}" name="Footer {used}"/>'
            f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {attributes}/></p:nvPr>'
            f"</p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p>{run}</a:p></p:txBody></p:sp>"
        )
    )


def _footer_text(placeholder: Any, pen: Pen) -> str:
    """Return as much of the report's title as fits on the footer's one line."""
    width = (placeholder.width or 0) / EMU - 2 * INSET
    text = on_one_line(pen.footer)
    most = len(text)
    while most > 1 and text_width(shortened(text, most), _FOOTER_SIZE) > width:
        most -= 1
    return shortened(text, most) if most > 1 else ""


def _write_notes(slide: Any, page: Page, pen: Pen) -> None:
    notes = _new_notes(slide, pen.deck)
    sp = next((one.element for one in notes.placeholders if _is_notes(one)), None)
    if sp is None:
        return
    lines = (run_xml(Run(line), pen.lang) for line in page.notes)
    put_text(sp, [f"<a:p {nsdecls('a')}>{line}</a:p>" for line in lines])


def _new_notes(slide: Any, deck: Any) -> Any:
    """Return new notes of a slide.

    They are numbered as the slides are: python-pptx would look through the whole deck for a name.
    """
    master = deck.part.notes_master_part
    name = PackURI(f"/ppt/notesSlides/notesSlide{len(deck.slides)}.xml")
    part = NotesSlidePart(
        name, CONTENT_TYPE.PML_NOTES_SLIDE, deck.part.package, CT_NotesSlide.new()
    )
    part.relate_to(master, RELATIONSHIP_TYPE.NOTES_MASTER)
    part.relate_to(slide.part, RELATIONSHIP_TYPE.SLIDE)
    part.notes_slide.clone_master_placeholders(master.notes_master)
    slide.part.relate_to(part, RELATIONSHIP_TYPE.NOTES_SLIDE)
    return part.notes_slide


def _is_notes(placeholder: Any) -> bool:
    return bool(placeholder.placeholder_format.type is PP_PLACEHOLDER.BODY)
