from collections.abc import Mapping
from string import Formatter

import pytest

from varaamo_sync.model import LANGS, Lang
from varaamo_sync.words import rules, text
from varaamo_sync.words.files import word_file
from varaamo_sync.words.findings import THEMES


def names(texts: Mapping[str, str], lang: Lang = "fi") -> set[str]:
    """Return the names that the templates of a rule use; what_fi and what_sv are one name."""
    found = {field[1] for part in texts.values() for field in Formatter().parse(part)}
    return {name.removesuffix(f"_{lang}") for name in found if name is not None}


@pytest.mark.parametrize("rule", sorted(rules("fi")))
def test_every_rule_speaks_three_languages(rule: str) -> None:
    """Each language has title, message and fix, of the same values; titles stand alone."""
    finnish = rules("fi")[rule]

    for lang in LANGS:
        texts = rules(lang)[rule]
        assert {"title", "message", "fix"} == set(texts) - {"file"}
        assert all(part and part == part.strip() for part in texts.values())
        assert names(finnish) == names(texts, lang)
        assert not names({"title": texts["title"]})
        assert texts["title"][-1] not in ".:"
        message = texts["message"].removesuffix("}")  # what only stands where there is something
        assert message[-1] in ".?!" or texts["message"].endswith(f"{{reason_{lang}}}")


def test_no_language_has_rules_of_its_own() -> None:
    """The same rules are told in every language."""
    assert set(rules("fi")) == set(rules("sv")) == set(rules("en"))


def test_values_are_filled_in_as_they_are() -> None:
    """Braces in a value are no template."""
    told = text("value-text", "message", "en", {"value": "{x}"})

    assert "The value {x} is not text." == told


@pytest.mark.parametrize("lang", LANGS)
def test_two_files_do_not_speak_of_one_rule(lang: Lang) -> None:
    """A rule's texts stand in one place."""
    assert len(rules(lang)) == sum(len(word_file(theme, lang)) for theme in THEMES)
