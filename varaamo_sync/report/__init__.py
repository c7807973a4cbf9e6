"""The report: how the goals stand, as a document that pages, slides and workbooks show."""

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
