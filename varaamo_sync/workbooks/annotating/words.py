"""What a finding says to a person who has a sheet in front of them, and no catalogue file."""

from __future__ import annotations

from typing import Any

from varaamo_sync import words
from varaamo_sync.findings import Finding
from varaamo_sync.model import Lang
from varaamo_sync.workbooks.tables.fields import column_of, fields


def sheet_message(finding: Finding, lang: Lang) -> str:
    """Return what is wrong; fields are called as the template calls them."""
    return words.text(finding.rule, "message", lang, _params(finding, lang))


def sheet_fix(finding: Finding, lang: Lang) -> str:
    """Return how to mend it in a sheet."""
    return words.sheet_fix(finding.rule, lang, _params(finding, lang))


def _params(finding: Finding, lang: Lang) -> dict[str, Any]:
    params = dict(finding.params)
    field = fields("room").get(column_of(str(params.get("field"))))
    return params | {"field": field.header[lang]} if field else params
