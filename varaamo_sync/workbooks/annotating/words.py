"""What a finding says to a person who has a sheet in front of them, and no catalogue file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from varaamo_sync import words
from varaamo_sync.findings import Finding
from varaamo_sync.model import Lang
from varaamo_sync.words import spoken
from varaamo_sync.workbooks.tables.fields import column_of, fields
from varaamo_sync.workbooks.words import word_file


def sheet_message(finding: Finding, lang: Lang) -> str:
    """Return what is wrong; fields are called as the template calls them."""
    return words.text(finding.rule, "message", lang, _params(finding, lang))


def sheet_fix(finding: Finding, lang: Lang) -> str:
    """Return how to mend it in a sheet."""
    own: Mapping[Lang, str] | None = word_file("annotating/sheet_fixes").get(finding.rule)
    if own is None:
        return words.text(finding.rule, "fix", lang, _params(finding, lang))
    return own[lang].format_map({name: spoken(v) for name, v in finding.params.items()})


def _params(finding: Finding, lang: Lang) -> dict[str, Any]:
    params = dict(finding.params)
    field = fields("room").get(column_of(str(params.get("field"))))
    return params | {"field": field.header[lang]} if field else params
