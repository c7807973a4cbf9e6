"""Templates as cities have them, made by code: a binary file would tell nobody what it holds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

THEME = "ppt/theme/theme1.xml"
PRESENTATION = "ppt/presentation.xml"
TYPES = "[Content_Types].xml"


def saved(deck: Any) -> bytes:
    """Return the bytes of a presentation."""
    made = io.BytesIO()
    deck.save(made)
    return made.getvalue()


def repacked(data: bytes, changes: Mapping[str, tuple[bytes, bytes]]) -> bytes:
    """Return an archive in whose parts one text stands for another."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            before, after = changes.get(name, (b"", b""))
            new.writestr(name, old.read(name).replace(before, after) if before else old.read(name))
    return made.getvalue()


def city(*, keep: tuple[int, ...] = (10, 5, 1, 3, 0, 2)) -> bytes:
    """Return a 4:3 template with names that say nothing, green, with three slides of its own.

    Args:
        keep: Layouts of python-pptx's default that it has.
    """
    deck = Presentation()
    layouts = list(deck.slide_layouts)
    for number in (0, 1, 5):
        slide = deck.slides.add_slide(layouts[number])
        slide.shapes.title.text = f"Kaupungin oma kalvo {number}"
        slide.notes_slide.notes_text_frame.text = "Vanha muistiinpano"
    ids = "".join(f'<p14:sldId id="{one.get("id")}"/>' for one in deck.element.sldIdLst)
    deck.element.append(
        parse_xml(
            f'<p:extLst {nsdecls("p")}><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}">'
            '<p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
            '<p14:section name="Osa" id="{1D6A5B2C-0000-4000-8000-000000000001}"><p14:sldIdLst>'
            f"{ids}</p14:sldIdLst></p14:section></p14:sectionLst></p:ext></p:extLst>"
        )
    )
    for number, layout in enumerate(layouts):
        layout.element.cSld.set("name", f"Pohja {number * 7 % 11}")
        if number not in keep and number not in (0, 1, 5):
            deck.slide_layouts.remove(layout)
    green = (b'<a:accent1><a:srgbClr val="4F81BD"/>', b'<a:accent1><a:srgbClr val="00A651"/>')
    return repacked(saved(deck), {THEME: green})


def only(*numbers: int, **kinds: str) -> bytes:
    """Return a template with only some layouts of the default, and no slides.

    Args:
        numbers: The layouts.
        kinds: Types of placeholders that become another type, such as ``obj="tbl"``.
    """
    deck = Presentation()
    for number, layout in enumerate(list(deck.slide_layouts)):
        if number not in numbers:
            deck.slide_layouts.remove(layout)
            continue
        for ph in layout.element.iter(qn("p:ph")):
            if (new := kinds.get(ph.get("type", "obj"))) is not None:
                ph.set("type", new)
    return saved(deck)


def as_template(data: bytes) -> bytes:
    """Return a presentation as a .potx has it."""
    return repacked(data, {TYPES: (b"presentation.main+xml", b"template.main+xml")})


def with_macros(data: bytes) -> bytes:
    """Return a presentation as a .pptm has it."""
    return repacked(
        data,
        {
            TYPES: (
                b"vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
                b"vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
            )
        },
    )


def bomb() -> bytes:
    """Return a presentation with a part that unpacks to more than is read."""
    made = io.BytesIO(saved(Presentation()))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ppt/bomb.xml", b"\0" * 21_000_000)
    return made.getvalue()


def with_entities(data: bytes) -> bytes:
    """Return a presentation whose XML declares entities."""
    declared = b'<!DOCTYPE p [<!ENTITY a "b">]><p:presentation '
    return repacked(data, {PRESENTATION: (b"<p:presentation ", declared)})
