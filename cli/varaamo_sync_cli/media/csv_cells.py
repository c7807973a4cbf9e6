"""Cells of CSV: no text is taken for a formula by the spreadsheet program that opens it."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""Begins a formula or a command; some programs read the wide forms of these signs as well."""

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def cell(value: object) -> object:
    """Return the value of a cell; a text that would be a formula is marked as text by ``'``.

    The mark is that of spreadsheet programs, and workbooks are read without it.
    """
    if not isinstance(value, str) or _NUMBER.fullmatch(value):
        return value
    return f"'{value}" if _FORMULA.match(value) else value
