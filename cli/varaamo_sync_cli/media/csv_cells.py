"""CSV as spreadsheet programs open it and as programs read it: no text of it is a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from io import StringIO

from varaamo_sync.model import Lang
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.words import Theme, moment

said = Theme("commands/tables")

BOM = "\ufeff"
"""By this mark a spreadsheet program knows UTF-8."""

_FORMULA = lazy_pattern(r"\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""Begins a formula or a command; some programs read the wide forms of these signs as well."""

_NUMBER = lazy_pattern(r"[+-]?\d+(?:[.,]\d+)?")


class CsvStyle(StrEnum):
    """For whom CSV is written."""

    EXCEL = "excel"
    """For a person whose Excel is Finnish or Swedish: semicolons, a mark of UTF-8, decimal commas,
    headings, words and days of the language."""
    RFC4180 = "rfc4180"
    """For programs: commas, ISO 8601, decimal points, and the words of the JSON output."""

    @staticmethod
    def chosen(name: str | None, lang: Lang) -> CsvStyle:
        """Return the style of a name; without one, that of the Excel of the language."""
        if name is not None:
            return CsvStyle(name)
        return CsvStyle.RFC4180 if lang == "en" else CsvStyle.EXCEL


def cell(value: object) -> object:
    """Return the value of a cell; a text that would be a formula is marked as text by ``'``.

    The mark is that of spreadsheet programs, and workbooks are read without it.
    """
    if not isinstance(value, str) or _NUMBER.fullmatch(value):
        return value
    return f"'{value}" if _FORMULA.match(value) else value


def as_csv(
    head: Sequence[str],
    rows: Iterable[Sequence[object]],
    style: CsvStyle = CsvStyle.RFC4180,
    lang: Lang = "en",
) -> str:
    """Return a table as CSV, without the last line's end.

    Args:
        head: Headings.
        rows: Rows of values: texts, numbers, days, moments, yes or no; ``None`` stays empty.
        style: For whom it is.
        lang: Language of days, numbers and words, where a person reads it.
    """
    excel = style is CsvStyle.EXCEL
    text = StringIO()
    writer = csv.writer(text, delimiter=";" if excel else ",")
    writer.writerow(head)
    for row in rows:
        writer.writerow([cell(_for_person(v, lang) if excel else _for_program(v)) for v in row])
    return (BOM if excel else "") + text.getvalue().removesuffix("\r\n")


def _for_program(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else value


def _for_person(value: object, lang: Lang) -> object:
    if isinstance(value, bool):
        return said("yes" if value else "no", lang)
    if isinstance(value, date):
        return moment(value, lang)
    if isinstance(value, float | Decimal):
        return str(value) if lang == "en" else str(value).replace(".", ",")
    return value
