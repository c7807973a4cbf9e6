"""A document as JSON values, for programs and for the twins of pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from varaamo_sync.report.document import Chart, Document, Items, Paragraph, Section, Table


def document_as_dict(document: Document) -> dict[str, Any]:
    """Return a document as JSON values: days as ISO 8601, decimal numbers as text.

    Each block says by ``block`` what it is: a paragraph, items, a table, a chart or facts.
    """
    values = _plain(document)
    assert isinstance(values, dict)
    return values


_BLOCKS: Mapping[type, str] = {
    Paragraph: "paragraph",
    Items: "items",
    Table: "table",
    Chart: "chart",
}
_OF_BLOCKS: Mapping[type, str] = {Document: "overview", Section: "blocks"}
"""Where blocks stand within."""


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if not is_dataclass(value):
        return value
    of_blocks = _OF_BLOCKS.get(type(value))
    kind = {"block": _BLOCKS[type(value)]} if type(value) in _BLOCKS else {}
    return kind | {
        field.name: [_block(each) for each in getattr(value, field.name)]
        if field.name == of_blocks
        else _plain(getattr(value, field.name))
        for field in fields(value)
    }


def _block(block: Any) -> Any:
    if isinstance(block, tuple):  # a list of pairs has no class of its own
        return {"block": "facts", "facts": _plain(block)}
    return _plain(block)
