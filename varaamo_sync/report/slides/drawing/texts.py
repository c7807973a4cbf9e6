"""Paragraphs as DrawingML: everything that decides how much room they take is written out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from varaamo_sync.model import Lang
from varaamo_sync.report.document import Tone
from varaamo_sync.report.slides.drawing.colours import Palette
from varaamo_sync.report.slides.frames import Frame, emu, place
from varaamo_sync.report.slides.units import INSET, Para, Run

_LANGUAGES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}


def language_tag(lang: Lang) -> str:
    """Return the language of a text as slides name it."""
    return _LANGUAGES[lang]


def hand(lang: Lang, size: float | None = None, *, bold: bool = False, italic: bool = False) -> str:
    """Return the attributes of a text: its language, size and so on."""
    attributes = f'lang="{language_tag(lang)}"'
    if size is not None:
        attributes += f' sz="{round(size * 100)}"'
    return attributes + ' b="1"' * bold + ' i="1"' * italic


def run_xml(
    run: Run, lang: Lang, *, size: float | None = None, colour: str = "", italic: bool = False
) -> str:
    """Return a run as XML, its lines parted by breaks.

    Args:
        run: The run.
        lang: Its language.
        size: Size of its font in points; ``None`` for the one that its box gives it.
        colour: Its fill as XML; empty for the one that its box gives it.
        italic: Whether it is slanted.
    """
    style = f"<a:rPr {hand(lang, size, bold=run.bold, italic=italic)}>{colour}</a:rPr>"
    lines = run.text.split("\n")
    return f"<a:br>{style}</a:br>".join(
        f"<a:r>{style}<a:t>{escape(line)}</a:t></a:r>" if line else "" for line in lines
    )


def paragraph_xml(para: Para, lang: Lang, palette: Palette, *, first: bool = False) -> str:
    """Return a paragraph of a box as XML.

    Args:
        para: The paragraph.
        lang: Its language.
        palette: Colours of tones.
        first: Whether it is the first of its box, with no room before it.
    """
    before = 0 if first else round(para.before * 100)
    margin = emu(para.indent)
    hanging = emu(para.hanging)
    mark = "<a:buNone/>"
    if para.number is not None:
        mark = f'<a:buAutoNum type="arabicPeriod" startAt="{para.number}"/>'
    elif para.bullet:
        mark = f'<a:buFont typeface="Arial"/><a:buChar char="{para.bullet}"/>'
    elif para.level:
        hanging = 0
    properties = (
        f'<a:pPr marL="{margin}" indent="{-hanging}" algn="l">'
        '<a:lnSpc><a:spcPct val="100000"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{before}"/></a:spcBef>'
        f'<a:spcAft><a:spcPts val="0"/></a:spcAft>{mark}</a:pPr>'
    )
    colour = palette.text_fill(para.tone)
    italic = para.tone is Tone.UNKNOWN
    runs = "".join(
        run_xml(run, lang, size=para.size, colour=colour, italic=italic) for run in para.runs
    )
    return f"<a:p {nsdecls('a')}>{properties}{runs}</a:p>"


def fill_box(sp: Any, paras: Sequence[Para], frame: Frame, lang: Lang, palette: Palette) -> None:
    """Put paragraphs into a shape, at a place of the slide.

    Args:
        sp: Element of the shape: a placeholder or a text box.
        paras: The paragraphs.
        frame: Its place.
        lang: Their language.
        palette: Colours of tones.
    """
    place(sp, frame)
    lines = [
        paragraph_xml(para, lang, palette, first=number == 0) for number, para in enumerate(paras)
    ]
    inset = emu(INSET)
    body = (
        f'<a:bodyPr {nsdecls("a")} vert="horz" wrap="square" lIns="{inset}" tIns="0" '
        f'rIns="{inset}" bIns="0" anchor="t" numCol="1"><a:normAutofit/></a:bodyPr>'
    )
    put_text(sp, lines, body)


def put_text(sp: Any, paragraphs: Iterable[str], body: str | None = None) -> None:
    """Replace the text of a shape.

    Args:
        sp: Element of the shape.
        paragraphs: Its paragraphs as XML.
        body: Its ``bodyPr`` as XML; ``None`` to leave it as it is.
    """
    text = sp.get_or_add_txBody()
    for old in text.findall(qn("a:p")):
        text.remove(old)
    if body is not None:
        text.replace(text.bodyPr, parse_xml(body))
    for paragraph in paragraphs:
        text.append(parse_xml(paragraph))
