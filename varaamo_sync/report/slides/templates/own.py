"""Our own design: calm, 16:9, made from python-pptx's default presentation by code."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu

from varaamo_sync.model import Lang
from varaamo_sync.report.slides.frames import Frame, emu, place
from varaamo_sync.report.slides.templates.package import THUMBNAIL, pack_parts, unpack_own
from varaamo_sync.words import Theme

said = Theme("report/slides")

_THEME = "ppt/theme/theme1.xml"
_COLOURS: Mapping[str, str] = {
    "dk1": "1B1F24",
    "lt1": "FFFFFF",
    "dk2": "12324F",
    "lt2": "EEF2F6",
    "accent1": "1F5A8C",
    "accent2": "3C7A57",
    "accent3": "8A6D1B",
    "accent4": "7B4B94",
    "accent5": "A34A3A",
    "accent6": "4B5D6B",
    "hlink": "1F5A8C",
    "folHlink": "5B3E78",
}
_FONT = "Arial"
_WIDTH, _HEIGHT = 960.0, 540.0
_TITLE, _BODY = Frame(44, 26, 872, 70), Frame(44, 110, 872, 384)
_FOOTER, _NUMBER = Frame(44, 502, 640, 24), Frame(816, 502, 100, 24)
_BIG_TITLE, _BIG_BODY = Frame(72, 130, 816, 150), Frame(72, 296, 816, 180)
_KEPT: Mapping[int, str] = {0: "cover", 1: "content", 2: "opening", 5: "title"}
"""Layouts of python-pptx's default that are kept, and what they are called here."""

_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_BODIES = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.SUBTITLE)


def own_design(lang: Lang) -> Any:
    """Return an empty presentation in our own design.

    Args:
        lang: Language of the names of its layouts.
    """
    return Presentation(io.BytesIO(_own_design(lang)))


@lru_cache(maxsize=3)
def _own_design(lang: Lang) -> bytes:
    deck = Presentation(io.BytesIO(_plain_default()))
    deck.slide_width, deck.slide_height = Emu(emu(_WIDTH)), Emu(emu(_HEIGHT))
    deck.element.sldSz.attrib.pop("type", None)  # it says 4:3
    layouts = list(deck.slide_layouts)
    for number, layout in enumerate(layouts):
        if number not in _KEPT:
            deck.slide_layouts.remove(layout)
    _place_all(deck.slide_master.placeholders, _TITLE, _BODY)
    _style_master(deck.slide_master)
    for number, name in _KEPT.items():
        layout = layouts[number]
        layout.element.cSld.set("name", said(f"layout.{name}", lang))
        if name in ("cover", "opening"):
            _place_all(layout.placeholders, _BIG_TITLE, _BIG_BODY)
            _make_big(layout, dark=name == "cover")
        else:
            _place_all(layout.placeholders, _TITLE, _BODY)
    made = io.BytesIO()
    deck.save(made)
    return made.getvalue()


def _plain_default() -> bytes:
    """Return python-pptx's default presentation in our colours, without its picture."""
    made = io.BytesIO()
    Presentation().save(made)
    parts = unpack_own(made.getvalue())
    theme = parse_xml(parts[_THEME])
    theme.set("name", "varaamo-sync")
    for scheme in theme.iter(qn("a:clrScheme")):
        scheme.set("name", "varaamo-sync")
        for slot in list(scheme):
            colour = _COLOURS[slot.tag.rpartition("}")[2]]
            slot.clear()
            slot.append(parse_xml(f'<a:srgbClr {nsdecls("a")} val="{colour}"/>'))
    for fonts in theme.iter(qn("a:majorFont"), qn("a:minorFont")):
        fonts.find(qn("a:latin")).set("typeface", _FONT)
    parts[_THEME] = serialize_part_xml(theme)
    rels = parse_xml(parts["_rels/.rels"])
    for relationship in list(rels):
        if relationship.get("Target", "").startswith(THUMBNAIL):
            rels.remove(relationship)
    parts["_rels/.rels"] = serialize_part_xml(rels)
    return pack_parts((n, d) for n, d in parts.items() if not n.startswith(THUMBNAIL))


def _place_all(placeholders: Any, title: Frame, body: Frame) -> None:
    frames = dict.fromkeys(_TITLES, title) | dict.fromkeys(_BODIES, body)
    frames |= {PP_PLACEHOLDER.FOOTER: _FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER: _NUMBER}
    for placeholder in list(placeholders):
        kind = placeholder.placeholder_format.type
        if kind is PP_PLACEHOLDER.DATE:
            placeholder.element.getparent().remove(placeholder.element)
        elif kind in frames:
            place(placeholder.element, frames[kind])


def _style_master(master: Any) -> None:
    """Set the master's letters, and the line under its title."""
    styles = master.element.find(qn("p:txStyles"))
    title = styles.find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    title.set("algn", "l")
    letters = title.find(qn("a:defRPr"))
    letters.set("sz", "2800")
    letters.set("b", "1")
    letters.find(qn("a:solidFill")).find(qn("a:schemeClr")).set("val", "tx2")
    for level, size in zip(styles.find(qn("p:bodyStyle")), (18, 16, 14, 14, 14), strict=False):
        level.find(qn("a:defRPr")).set("sz", str(size * 100))
    for placeholder in master.placeholders:
        for tint in list(placeholder.element.iter(qn("a:tint"))):  # too pale to be read
            tint.getparent().remove(tint)
        if placeholder.placeholder_format.type is PP_PLACEHOLDER.FOOTER:
            placeholder.element.txBody.find(qn("a:lstStyle")).find(qn("a:lvl1pPr")).set("algn", "l")
        if placeholder.placeholder_format.type in _TITLES:
            placeholder.element.txBody.bodyPr.set("anchor", "b")
    tree = master.shapes.element
    tree.insert(2, parse_xml(_line_xml(Frame(44, 101, 872, 1.5))))


def _line_xml(frame: Frame) -> str:
    left, top, width, height = (emu(each) for each in frame)
    return (
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="90" name="Line"/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        '</a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/>'
        "</a:ln></p:spPr></p:sp>"
    )


def _make_big(layout: Any, *, dark: bool) -> None:
    """Make a layout that opens something: a ground of its own, and large letters."""
    layout.element.set("showMasterSp", "0")
    ground, ink = ("tx2", "bg1") if dark else ("bg2", "tx2")
    body_ink = "bg1" if dark else "tx1"
    layout.element.cSld.insert(
        0,
        parse_xml(
            f'<p:bg {nsdecls("p", "a")}><p:bgPr><a:solidFill><a:schemeClr val="{ground}"/>'
            "</a:solidFill><a:effectLst/></p:bgPr></p:bg>"
        ),
    )
    for placeholder in layout.placeholders:
        kind = placeholder.placeholder_format.type
        if kind in _TITLES:
            _set_letters(placeholder.element, ink, 40 if dark else 36, "b", bold=True)
        elif kind in _BODIES:
            _set_letters(placeholder.element, body_ink, 18, "t", bold=False)
        else:
            _set_letters(placeholder.element, body_ink, 12, "ctr", bold=False)


def _set_letters(sp: Any, ink: str, size: int, anchor: str, *, bold: bool) -> None:
    text = sp.get_or_add_txBody()
    text.bodyPr.set("anchor", anchor)
    style = text.find(qn("a:lstStyle"))
    made = parse_xml(
        f'<a:lstStyle {nsdecls("a")}><a:lvl1pPr marL="0" indent="0"><a:buNone/>'
        f'<a:defRPr sz="{size * 100}" b="{int(bold)}" cap="none"><a:solidFill>'
        f'<a:schemeClr val="{ink}"/></a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle>'
    )
    if not sp.ph.type.name.endswith("NUMBER"):
        made.find(qn("a:lvl1pPr")).set("algn", "l")
    text.replace(style, made)
