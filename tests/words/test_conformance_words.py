"""What a trial of a booking system says: every fact and remark has words, and all are said."""

import re
from collections.abc import Iterator

import pytest

from tests.words.test_word_files import ROOT, asked, texts
from varaamo_sync.conformance import FACTS, HOURS_FACTS, RESPA_FACTS

SOURCE = "".join(
    file.read_text(encoding="utf-8")
    for file in sorted((ROOT / "varaamo_sync" / "conformance").glob("*.py"))
)
CALLS = {
    "remark": ("remark", "Differs", "Untestable"),
    "what": ("thing",),
    "left": ("left",),
}
"""What makes a text of each table."""


def said(table: str) -> Iterator[str]:
    """Yield the codes of a table that the checks say."""
    for name in CALLS[table]:
        for call in re.findall(rf'\b{name}\(\s*("[^)]*)', SOURCE):
            choice = re.match(r'"([a-z-]+)"(?: if \S+ else "([a-z-]+)")?', call)
            if choice:
                yield from filter(None, choice.groups())


def test_every_fact_has_a_title_and_every_title_a_fact() -> None:
    """The facts are told one by one, in the order of a report."""
    told = [code for code in texts("conformance", "fi") if code.startswith("fact.")]

    assert [f"fact.{fact.id}" for fact in (*FACTS, *HOURS_FACTS, *RESPA_FACTS)] == told


@pytest.mark.parametrize("table", CALLS)
def test_every_remark_has_words_and_all_words_are_said(table: str) -> None:
    """No check says what has no words, and no words are left of a check that is gone."""
    codes = (code.split(".", 1) for code in texts("conformance", "fi"))

    assert {code for home, code in codes if home == table} == set(said(table))


def test_values_have_the_names_that_checks_give() -> None:
    """Whatever the words ask for is given by some check."""
    given = set(re.findall(r"(\w+)=", SOURCE))
    wanted = [asked(text, "fi") for text in texts("conformance", "fi").values()]

    assert set().union(*wanted) <= given
