"""The report: how the goals stand, as a document that pages, slides and workbooks show."""

from typing import TYPE_CHECKING

from varaamo_sync.startup.lazy_door import open_lazily

if TYPE_CHECKING:
    from varaamo_sync.report.build import write_document
    from varaamo_sync.report.changes import Comparison, Move, compare_entries
    from varaamo_sync.report.differences import InUse, Principle, Subject, find_differences
    from varaamo_sync.report.document import (
        REPORTED_SIGN,
        Block,
        Cell,
        Chapter,
        Chart,
        ChartKind,
        Column,
        ColumnKind,
        Document,
        Fact,
        Item,
        Items,
        Mark,
        Paragraph,
        Row,
        Section,
        SectionKind,
        Series,
        Table,
        Tone,
    )
    from varaamo_sync.report.plain import document_as_dict
    from varaamo_sync.report.report import Report, is_surveyed, make_report, scorecard_of_day
    from varaamo_sync.report.standing import Standing

_HOMES = {
    "build": "write_document",
    "changes": "Comparison Move compare_entries",
    "differences": "InUse Principle Subject find_differences",
    "document": (
        "REPORTED_SIGN Block Cell Chapter Chart ChartKind Column ColumnKind Document "
        "Fact Item Items Mark Paragraph Row Section SectionKind Series Table Tone"
    ),
    "plain": "document_as_dict",
    "report": "Report is_surveyed make_report scorecard_of_day",
    "standing": "Standing",
}
"""Where each name is at home."""

__all__ = [
    "REPORTED_SIGN",
    "Block",
    "Cell",
    "Chapter",
    "Chart",
    "ChartKind",
    "Column",
    "ColumnKind",
    "Comparison",
    "Document",
    "Fact",
    "InUse",
    "Item",
    "Items",
    "Mark",
    "Move",
    "Paragraph",
    "Principle",
    "Report",
    "Row",
    "Section",
    "SectionKind",
    "Series",
    "Standing",
    "Subject",
    "Table",
    "Tone",
    "compare_entries",
    "document_as_dict",
    "find_differences",
    "is_surveyed",
    "make_report",
    "scorecard_of_day",
    "write_document",
]


if not TYPE_CHECKING:  # they see the imports above, and no name beside these
    __getattr__, __dir__ = open_lazily(__name__, _HOMES)
