"""Values of findings as people write them, in the form that a text asks for."""

import re

import pytest

from varaamo_sync.model import LANGS, Lang
from varaamo_sync.rules import RULES, check
from varaamo_sync.rules.examples import NOW, REFERENCE, VENUES, catalogue
from varaamo_sync.words import rules, text, text_in_file, unnamed_text
from varaamo_sync.words.said import Said

FILE_WORDS = re.compile(r"\b[a-z]+[._][a-z]+[._a-z]*\b|: (true|false)")
"""Paths of fields, names with underscores, and values of files."""


@pytest.mark.parametrize(
    ("value", "form", "fi", "en"),
    [
        ("12.50", "euros", "12,50 €", "12.50 €"),
        ("40.00", "euros", "40 €", "40 €"),
        ("1000000", "euros", "1\xa0000\xa0000 €", "1,000,000 €"),
        ("-5", "euros", "−5 €", "-5 €"),
        ("25.50", "percent", "25,5 %", "25.5 %"),
        ("0.00, 10.00, 25.50", "percent", "0, 10, 25,5 %", "0, 10, 25.5 %"),
        ("–", "percent", "–", "–"),
        ("25.5", "amount", "25,50", "25.50"),
        (3_000_000_000, "number", "3\xa0000\xa0000\xa0000", "3,000,000,000"),
        ("2026-12-10", "moment", "10.12.2026", "2026-12-10"),
        ("2026-12-10 08:00", "moment", "10.12.2026 08:00", "2026-12-10 08:00"),
        ("2026-12-10T06:00:00+00:00", "moment", "10.12.2026 08:00", "2026-12-10 08:00"),
        ("–", "moment", "–", "–"),
        ("capacity.min", "heading", "Henkilöitä vähintään", "Fewest persons"),
        ([], "stated_price", "hintaa ei ole kerrottu", "no price is stated"),
        (["0", "0"], "stated_price", "tila on maksuton", "the room is free"),
        (["5.50", "5.50"], "stated_price", "hinta on 5,50 €", "the price is 5.50 €"),
        (["0", "10"], "stated_price", "hinta on 0–10 €", "the price is 0–10 €"),
        ("sali, halli", "? Lähimmät: #.", " Lähimmät: sali, halli.", " Lähimmät: sali, halli."),
        ("–", "? Lähimmät: #.", "", ""),
        (1, "# osa|# osaa", "1 osa", "1 osa"),
        (2, "# osa|# osaa", "2 osaa", "2 osaa"),
        ('"suuri"', "quoted", "”suuri”", "“suuri”"),
        ("12.5", "quoted", "12.5", "12.5"),
        ('"', "quoted", '"', '"'),
        ("{x}", "", "{x}", "{x}"),
    ],
)
def test_a_value_is_written_as_the_language_does(
    value: object, form: str, fi: str, en: str
) -> None:
    """Money, percentages, days, fields and names, each in the form that is asked for."""
    assert (fi, en) == (format(Said(value, "fi"), form), format(Said(value, "en"), form))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("rule", RULES)
def test_what_a_rule_finds_is_told_without_words_of_the_files(rule: str, lang: Lang) -> None:
    """No field is told by its path, no value as a file holds it: those are in its own part."""
    found = check(
        catalogue(RULES[rule].bad), now=NOW, reference=REFERENCE, venues=VENUES, select=[rule]
    )
    settings = rule.startswith(("rule-", "goal-date"))  # they stand in a file only
    for finding in found:
        message, fix = (text(rule, part, lang, finding.params) for part in ("message", "fix"))
        told = f"{message} {fix}"
        assert settings or not re.search(
            r"\b[a-z]+[._][a-z]+[._a-z]*\b(?!\.fi)|: (true|false)", _bare(told)
        )
        assert lang == "en" or not re.search(r"\b\d{4}-\d\d-\d\d|\d\.\d\d? [€%]", told)
        assert not re.search(r"[:.] [–—]\.|\{|\}|  ", told)


def _bare(told: str) -> str:
    """Return a text without addresses of the web and of mail."""
    return re.sub(r"\S*(://|@|www\.|mailto:)\S*", "", told)


@pytest.mark.parametrize("lang", LANGS)
def test_a_file_says_it_in_its_own_words(lang: Lang) -> None:
    """Where the words of files help, they stand in a part of their own, as one types them."""
    told = {rule: text_in_file(rule, lang, {"field": "pricing"}) for rule in rules(lang)}
    given = [how for how in told.values() if how]

    assert "`pricing: [{free: true}]`" == told["price-missing"]
    assert told["name-too-long"] is None
    assert [] == [how for how in given if "`" not in how or how.endswith(".")]


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_not_known_is_left_open(lang: Lang) -> None:
    """A rule can be told without a finding: with … for what it would name, and no template."""
    for rule in rules(lang):
        for part in ("title", "message", "fix"):
            template, told = rules(lang)[rule][part], unnamed_text(rule, part, lang)
            gaps = len(re.findall(r"(?<!\{)\{(?!\{)", template))
            assert gaps <= told.count("…")
            assert "|" not in told
