"""What a finding says to a person who has a sheet in front of them, and no catalogue file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

from varaamo_sync import words
from varaamo_sync.findings import Finding
from varaamo_sync.model import Lang
from varaamo_sync.words import spoken
from varaamo_sync.workbooks.fields import fields
from varaamo_sync.workbooks.unread_fields import column_of


def message(finding: Finding, lang: Lang) -> str:
    """Return what is wrong; fields are called as the template calls them."""
    return words.text(finding.rule, "message", lang, _params(finding, lang))


def fix(finding: Finding, lang: Lang) -> str:
    """Return how to mend it in a sheet."""
    own = fixes().get(finding.rule)
    if own is None:
        return words.text(finding.rule, "fix", lang, _params(finding, lang))
    return own[lang].format_map({name: spoken(v) for name, v in finding.params.items()})


@lru_cache(maxsize=1)
def fixes() -> Mapping[str, Mapping[Lang, str]]:
    """Return the fixes that read differently in a sheet, by rule and language."""
    file = resources.files("varaamo_sync.workbooks") / "sheet_fixes.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _params(finding: Finding, lang: Lang) -> dict[str, Any]:
    params = dict(finding.params)
    field = fields("room").get(column_of(str(params.get("field"))))
    return params | {"field": field.header[lang]} if field else params
