"""Words of the catalogue's rules for people who have a sheet in front of them."""

from __future__ import annotations

import pytest

from tests.words.test_findings import names
from tests.workbooks.books import known, read, room, xlsx
from varaamo_sync import words
from varaamo_sync.findings import Finding, Level, Severity, severity_in_files
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.words.files import word_file
from varaamo_sync.words.findings import SHEET_FIXES
from varaamo_sync.workbooks.annotating import words as sheet_words
from varaamo_sync.workbooks.cells.choices import CLEAR, NO_LABEL, YES_LABEL
from varaamo_sync.workbooks.tables.fields import fields

MARKED = {
    *word_file("findings/rules", "fi"),
    *(
        rule
        for rule in word_file("findings/workbooks", "fi")
        if not rule.startswith("mapping-") and severity_in_files(rule) is not Severity.HINT
    ),
}
"""Rules whose findings are marked in a form."""

COMMANDS: dict[Lang, tuple[str, ...]] = {
    "fi": ("--", "varaamo-sync", "uvaustiedosto", "mapping"),
    "sv": ("--", "varaamo-sync", "eskrivningsfil", "mapping"),
    "en": ("--", "varaamo-sync", "mapping"),
}


def _finding(rule: str, **params: object) -> Finding:
    return Finding(rule=rule, severity=Severity.ERROR, level=Level.PUBLISH, params=params)


@pytest.mark.parametrize("rule", sorted(word_file(SHEET_FIXES, "fi")))
def test_fixes_of_sheets_are_of_rules_that_exist(rule: str) -> None:
    """Each is another way to say the fix of a rule, with the same values."""
    for lang in LANGS:
        own = word_file(SHEET_FIXES, lang)[rule]
        assert names({"fix": own}) <= names(dict(words.rules(lang)[rule]))
        assert own != words.rules(lang)[rule]["fix"]
        assert own.removesuffix("}")[-1] == "."


@pytest.mark.parametrize("rule", sorted(MARKED))
def test_no_fix_of_a_sheet_speaks_of_the_command_line(rule: str) -> None:
    """Who has the form before them has neither commands nor files that describe forms."""
    for lang in LANGS:
        said = word_file(SHEET_FIXES, lang).get(rule, words.rules(lang)[rule]["fix"])
        assert not [word for word in COMMANDS[lang] if word in said], said


def test_columns_are_called_as_the_template_calls_them() -> None:
    """A field of the catalogue is its header; where a rule says more, the sheet's own words."""
    half = _finding("capacity-half", field="capacity.min")

    assert "Kenttä ”Henkilöitä vähintään” on tyhjä." in sheet_words.sheet_message(half, "fi")
    for lang in LANGS:
        said = sheet_words.sheet_fix(_finding("price-missing"), lang)
        assert fields("room")["price.free"].header[lang].rstrip(")") in said
        assert YES_LABEL[lang] in said
        assert CLEAR[lang] in sheet_words.sheet_fix(_finding("part-of-cycle"), lang)
        assert NO_LABEL[lang] in sheet_words.sheet_fix(_finding("goal-season-only"), lang)


def test_a_plan_applied_is_a_catalogue_of_its_own() -> None:
    """The rooms that an import adds are found by their key, whoever looked before."""
    held = known(room())
    assert ["nup-arabia-sali"] == list(held.catalogue.by_key)
    plan = read(xlsx((("Toimipiste", "Nimi"), ("Arabian nuorisotalo", "Kellari"))), held)

    assert ["nup-arabia-sali", "nup-arabia-kellari"] == list(plan.applied(held.catalogue).by_key)
