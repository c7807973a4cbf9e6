"""What a finding says to a person who has a sheet in front of them, and no catalogue file."""

from __future__ import annotations

from varaamo_sync import words
from varaamo_sync.findings import Finding
from varaamo_sync.model import Lang


def sheet_message(finding: Finding, lang: Lang) -> str:
    """Return what is wrong; fields are called as the template calls them."""
    return words.text(finding.rule, "message", lang, finding.params)


def sheet_fix(finding: Finding, lang: Lang) -> str:
    """Return how to mend it in a sheet."""
    return words.sheet_fix(finding.rule, lang, finding.params)
