"""Decks read back: what a person or a screen reader would find on the slides."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Pt

from varaamo_sync.report import Document
from varaamo_sync.report.slides import write_slides
from varaamo_sync.report.slides.measure import LINE, wrap
from varaamo_sync.report.slides.templates.layouts import FOOTERS, TITLES


def deck_of(document: Document, template: bytes | None = None) -> Any:
    """Return the deck of a document, read back."""
    return Presentation(io.BytesIO(write_slides(document, template)))


def titles(deck: Any) -> list[str]:
    """Return the titles of the slides; what stands above a title is set off by a bar."""
    return [slide.shapes.title.text_frame.text.replace("\v", " | ") for slide in deck.slides]


def slide_called(deck: Any, title: str) -> Any:
    """Return the slide with a title, or the first whose title ends so."""
    return next(slide for slide, name in zip(deck.slides, titles(deck), strict=True)
                if name.endswith(title))  # fmt: skip


def tables(slide: Any) -> list[list[list[str]]]:
    """Return the texts of the tables of a slide."""
    found = [shape.table for shape in slide.shapes if shape.has_table]
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in found]


def charts(slide: Any) -> list[Any]:
    """Return the charts of a slide."""
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def values(chart: Any) -> dict[str, list[float | None]]:
    """Return the values of a chart by the names of its series."""
    return {one.name: list(one.values) for plot in chart.plots for one in plot.series}


def told(deck: Any) -> str:
    """Return the texts of the slides from top to bottom, without titles, footers and notes."""
    shapes = (
        shape
        for slide in deck.slides
        for shape in slide.shapes
        if not shape.is_placeholder or _holds_content(shape)
    )
    texts = (
        (part.text or "\n") if part.tag == qn("a:t") else "\n"
        for shape in shapes
        for part in shape.element.iter(qn("a:t"), qn("a:br"), qn("a:p"))
    )
    return "".join(texts)


def _holds_content(shape: Any) -> bool:
    return shape.placeholder_format.type not in (*TITLES, *FOOTERS)


def workbooks(data: bytes) -> Iterator[zipfile.ZipFile]:
    """Yield the workbooks behind the charts of a deck."""
    with zipfile.ZipFile(io.BytesIO(data)) as deck:
        for name in deck.namelist():
            if name.startswith("ppt/embeddings/"):
                yield zipfile.ZipFile(io.BytesIO(deck.read(name)))


def misfits(deck: Any) -> list[str]:
    """Return what runs out of its slide, over its neighbour, or out of its own box."""
    found = []
    for number, slide in enumerate(deck.slides, 1):
        boxes = [(shape.name, _box(shape)) for shape in slide.shapes]
        for place, (name, (left, top, right, bottom)) in enumerate(boxes):
            if left < 0 or top < 0 or right > deck.slide_width or bottom > deck.slide_height:
                found.append(f"{number}: {name} runs out of the slide")
            for other, (x, y, right_of, below) in boxes[place + 1 :]:
                if left < right_of and x < right and top + 1e4 < below and y + 1e4 < bottom:
                    found.append(f"{number}: {name} lies over {other}")
        found += [f"{number}: {shape.name} is too full" for shape in slide.shapes if _full(shape)]
    return found


def _box(shape: Any) -> tuple[int, int, int, int]:
    height = shape.height
    if shape.has_table:
        height = sum(row.height for row in shape.table.rows)
    return shape.left, shape.top, shape.left + shape.width, shape.top + height


def _full(shape: Any) -> bool:
    """Tell whether the lines of a shape need more room than it has."""
    if shape.has_table:
        return any(
            _height(cell.text_frame, table_column.width - cell.margin_left - cell.margin_right)
            > row.height - cell.margin_top - cell.margin_bottom + Pt(1)
            for row in shape.table.rows
            for cell, table_column in zip(row.cells, shape.table.columns, strict=True)
        )
    if not shape.has_text_frame or (shape.is_placeholder and shape.placeholder_format.idx >= 10):
        return False
    frame = shape.text_frame
    return _height(frame, shape.width - 2 * Pt(7.2)) > shape.height + Pt(1)


def _height(frame: Any, width: int) -> float:
    total = 0.0
    for paragraph in frame.paragraphs:
        properties = paragraph._p.pPr
        indent = int(properties.get("marL", 0)) if properties is not None else 0
        before = paragraph.space_before or 0
        total += before if isinstance(before, int) else 0
        for text, size in _lines(paragraph):
            lines = wrap(text, (width - indent) / 12700 + 0.1, size.pt)
            total += len(lines) * LINE * size
    return total


def _lines(paragraph: Any) -> Iterator[tuple[str, Any]]:
    """Yield what stands between the breaks of a paragraph, and how large it is."""
    end = paragraph._p.find(qn("a:endParaRPr"))
    text, size = "", None if end is None else Pt(int(end.get("sz")) / 100)
    for part in paragraph._p:
        if part.tag == qn("a:r"):
            text += part.text
            size = Pt(int(part.rPr.get("sz")) / 100)
        elif part.tag == qn("a:br"):
            yield text, size or Pt(12)
            text = ""
    yield text, size or Pt(12)
