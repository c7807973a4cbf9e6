"""A city's template: its layouts and colours, whatever they are called; and files that are none."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from tests.report.slides.cities import (
    PRESENTATION,
    as_template,
    bomb,
    city,
    only,
    repacked,
    saved,
    with_entities,
    with_macros,
)
from tests.report.slides.decks import charts, deck_of, misfits, slide_called, tables, titles, told
from tests.report.slides.documents import document
from varaamo_sync.errors import UsageError
from varaamo_sync.explanations import explained
from varaamo_sync.model import LANGS
from varaamo_sync.report.slides import write_slides
from varaamo_sync.report.slides.templates import package

PROGRESS = "Ositettu tavoitteiden toteutuminen"


@pytest.fixture(scope="module")
def own() -> str:
    """Return what our own design tells."""
    return "".join(sorted(told(deck_of(document())).replace("\n", "")))


@pytest.fixture(scope="module")
def deck() -> Any:
    """Return the deck in the design of a city."""
    return deck_of(document(), city())


def test_layouts_are_chosen_by_their_placeholders(deck: Any) -> None:
    """A cover has a centred title, content one large placeholder, an opening a section's title."""
    kinds = [
        {one.placeholder_format.type for one in slide.slide_layout.placeholders}
        for slide in deck.slides
    ]

    assert PP_PLACEHOLDER.CENTER_TITLE in kinds[0]
    assert "secHead" == deck.slides[2].slide_layout.element.get("type")
    assert {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.OBJECT} < kinds[3]
    assert [] == misfits(deck)


def test_the_slides_of_a_template_are_left_out(deck: Any) -> None:
    """Its layouts stay, its slides with their notes and sections do not."""
    parts = zipfile.ZipFile(io.BytesIO(write_slides(document(), city()))).namelist()

    assert not any("Kaupungin oma kalvo" in title for title in titles(deck))
    assert 9 < len(deck.slide_layouts) + 5
    assert len(parts) == len(set(parts))
    slides = [name for name in parts if name.startswith("ppt/slides/slide")]
    assert len(deck.slides) == len(slides)
    assert deck.element.find(f".//{{{deck.element.nsmap['p']}}}extLst") is None


def test_charts_take_the_themes_colours(deck: Any) -> None:
    """Nothing that is drawn has a colour of its own, so the city's green is its green."""
    (chart,) = charts(slide_called(deck, PROGRESS))
    xml = chart.part.blob

    assert b'schemeClr val="accent1"' in xml
    assert b"srgbClr" not in xml


@pytest.mark.parametrize(
    "template",
    [
        pytest.param(only(6), id="blank"),
        pytest.param(only(5), id="title only"),
        pytest.param(only(3), id="two contents"),
        pytest.param(only(8), id="picture"),
        pytest.param(only(9, 10), id="turned"),
        pytest.param(only(1, obj="tbl"), id="table"),
        pytest.param(only(1, obj="chart"), id="chart"),
        pytest.param(only(1, title="body", obj="body"), id="no title"),
        pytest.param(as_template(city()), id="potx"),
    ],
)
def test_what_a_template_lacks_is_drawn_in_its_free_area(template: bytes, own: str) -> None:
    """Everything is told, with a title that is one, and nothing lies over anything."""
    deck = deck_of(document(), template)

    assert own == "".join(sorted(told(deck).replace("\n", ""))) or len(deck.slides) > 7
    assert all(slide.shapes.title.text_frame.text for slide in deck.slides)
    assert 1 == len(charts(slide_called(deck, PROGRESS)))
    assert tables(slide_called(deck, "Koonti"))
    assert [] == misfits(deck)
    assert [] == [
        shape.name
        for slide in deck.slides
        for shape in slide.placeholders
        if shape.has_text_frame and not shape.text_frame.text
    ]


def test_a_table_takes_the_placeholder_for_tables() -> None:
    """Where a layout has a place for a table, that is where it stands."""
    deck = deck_of(document(), only(1, obj="tbl"))
    (shape,) = (one for one in slide_called(deck, "Koonti").shapes if one.has_table)

    assert shape.is_placeholder
    assert PP_PLACEHOLDER.TABLE is shape.placeholder_format.type


WRONG: dict[str, tuple[bytes, str, str]] = {
    "empty": (b"", "slides-template-format", "tyhjä tiedosto"),
    "text": (b"kaupunki", "slides-template-format", "muu tiedosto"),
    "pdf": (b"%PDF-1.7", "slides-template-format", "PDF-tiedosto"),
    "picture": (b"\x89PNG\r\n", "slides-template-format", "kuva"),
    "old": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "PowerPoint Document".encode("utf-16-le"),
        "slides-template-format",
        "(.ppt)",
    ),
    "password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "slides-template-password",
        "salasanalla",
    ),
    "damaged": (saved(Presentation())[:4000], "slides-template-damaged", "vioittunut"),
    "broken part": (
        repacked(saved(Presentation()), {PRESENTATION: (b"</p:presentation>", b"")}),
        "slides-template-damaged",
        "vioittunut",
    ),
    "macros": (with_macros(saved(Presentation())), "slides-template-macros", "makroja"),
    "bomb": (bomb(), "slides-template-too-large", "300 Mt"),
    "entities": (with_entities(saved(Presentation())), "slides-template-damaged", "vioittunut"),
    "no layouts": (only(), "slides-template-no-layouts", "asettelua"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_file_that_is_no_template_is_told(kind: str) -> None:
    """What is wrong with it is said in three languages, with what to do."""
    data, problem, words = WRONG[kind]

    with pytest.raises(UsageError) as error:
        write_slides(document(), data)
    assert problem == error.value.problem
    assert words in explained(error.value, "fi")[0].what
    assert all(explained(error.value, lang)[0].fix for lang in LANGS)


@pytest.mark.parametrize(
    ("part", "kind"),
    [("word/document.xml", "Word-asiakirja"), ("xl/workbook.xml", "Excel-työkirja"),
     ("mimetype", "OpenDocument-esitys (.odp)"), ("a.txt", "muu pakattu tiedosto")],
)  # fmt: skip
def test_another_package_is_told(part: str, kind: str) -> None:
    """A package of another program is called what it is."""
    mime = b"application/vnd.oasis.opendocument.presentation"
    types = () if part in ("mimetype", "a.txt") else ((package.CONTENT_TYPES, b"<Types/>"),)
    data = package.pack_parts((*types, (part, mime)))

    with pytest.raises(UsageError) as error:
        write_slides(document(), data)
    assert kind in explained(error.value, "fi")[0].what
