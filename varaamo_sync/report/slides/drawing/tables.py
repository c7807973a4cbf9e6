"""Tables of a slide: real ones, with a header row, in the theme's colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu

from varaamo_sync.model import Lang
from varaamo_sync.report.document import ColumnKind, Tone
from varaamo_sync.report.slides.drawing.colours import Palette
from varaamo_sync.report.slides.drawing.texts import hand, run_xml
from varaamo_sync.report.slides.frames import Frame, emu
from varaamo_sync.report.slides.units import PAD_X, PAD_Y, Entry, Grid, Run, TableRow

_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_TEXT = '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
_NO_LINE = '<a:ln{side} w="0"><a:noFill/></a:ln{side}>'
_HEADER_LINE = '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'


def draw_table(
    shapes: Any, rows: Sequence[TableRow], frame: Frame, lang: Lang, palette: Palette
) -> Any:
    """Draw the rows of a table that stand on a slide, under its header, and return its frame.

    Args:
        shapes: Shapes of the slide.
        rows: The rows.
        frame: Where it stands.
        lang: Language of its texts.
        palette: Colours of tones.
    """
    grid = rows[0].grid
    made = shapes.add_table(1, 1, *(Emu(emu(each)) for each in frame))
    data = made.element.graphic.graphicData
    data.replace(data.tbl, parse_xml(_table_xml(grid, rows, lang, palette)))
    made.element.nvGraphicFramePr.cNvPr.set("descr", grid.caption)
    _link(made.table, rows)
    return made


def _link(table: Any, rows: Sequence[TableRow]) -> None:
    """Let cells lead to their addresses; the first row is the header."""
    for number, row in enumerate(rows, 1):
        for place, cell in enumerate(row.cells):
            if cell.address is None:
                continue
            for paragraph in table.cell(number, place).text_frame.paragraphs:
                for run in paragraph.runs:
                    run.hyperlink.address = cell.address


def _table_xml(grid: Grid, rows: Sequence[TableRow], lang: Lang, palette: Palette) -> str:
    columns = "".join(f'<a:gridCol w="{emu(width)}"/>' for width in grid.widths)
    heads = tuple(Entry(column.heading) for column in grid.columns)
    body = [_row_xml(grid, heads, grid.header_height, lang, palette, header=True, bold=True)]
    body += [
        _row_xml(grid, row.cells, row.height, lang, palette, header=False, bold=row.total)
        for row in rows
    ]
    return (
        f'<a:tbl {nsdecls("a")}><a:tblPr firstRow="1" firstCol="1">'
        f"<a:tableStyleId>{_NO_STYLE}</a:tableStyleId></a:tblPr>"
        f"<a:tblGrid>{columns}</a:tblGrid>{''.join(body)}</a:tbl>"
    )


def _row_xml(
    grid: Grid,
    cells: Sequence[Entry],
    height: float,
    lang: Lang,
    palette: Palette,
    *,
    header: bool,
    bold: bool,
) -> str:
    width, fill = (19050, _HEADER_LINE) if header else (6350, palette.quiet_fill())
    line = f'<a:lnB w="{width}">{fill}</a:lnB>'
    sides = "".join(_NO_LINE.format(side=side) for side in ("L", "R", "T"))
    anchor = "b" if header else "t"
    shown = []
    for column, cell in zip(grid.columns, cells, strict=True):
        side = "l" if column.kind is ColumnKind.TEXT else "r"
        colour = palette.text_fill(cell.tone) or _TEXT
        italic = cell.tone is Tone.UNKNOWN and not header
        run = run_xml(Run(cell.text, bold), lang, size=grid.size, colour=colour, italic=italic)
        shown.append(
            "<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>"
            f'<a:p><a:pPr algn="{side}"/>{run}<a:endParaRPr {hand(lang, grid.size)}/></a:p>'
            "</a:txBody>"
            f'<a:tcPr marL="{emu(PAD_X)}" marR="{emu(PAD_X)}" marT="{emu(PAD_Y)}" '
            f'marB="{emu(PAD_Y)}" anchor="{anchor}">{sides}{line}<a:noFill/></a:tcPr></a:tc>'
        )
    return f'<a:tr h="{emu(height)}">{"".join(shown)}</a:tr>'
