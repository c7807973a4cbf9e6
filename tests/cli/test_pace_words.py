"""Paces as people say them: sensible from one a decade to fifty a week, and never contradicted."""

import re
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from varaamo_sync.model import LANGS, Lang
from varaamo_sync.report.sentences.pace import compare_paces, pace_for, pace_of
from varaamo_sync.words import Theme

rates = st.fractions(Fraction(1, 50), 60, max_denominator=500)
near = st.fractions(Fraction(9, 20), Fraction(11, 5), max_denominator=200)

DAYS = {"week": Fraction(7), "month": Fraction(1461, 48), "year": Fraction(1461, 4)}


@pytest.mark.parametrize(
    ("weekly", "fi", "sv", "en"),
    [
        (
            "1/10",
            "noin viisi tilaa vuodessa",
            "ungefär fem lokaler om året",
            "about five rooms a year",
        ),
        (
            "47/100",
            "noin kaksi tilaa kuukaudessa",
            "ungefär två lokaler i månaden",
            "about two rooms a month",
        ),
        ("1", "yksi tila viikossa", "en lokal i veckan", "one room a week"),
        (
            "1/3",
            "noin 1,5 tilaa kuukaudessa",
            "ungefär 1,5 lokaler i månaden",
            "about 1.5 rooms a month",
        ),
        (
            "13/5",
            "noin kolme tilaa viikossa",
            "ungefär tre lokaler i veckan",
            "about three rooms a week",
        ),
        ("249/5", "noin 50 tilaa viikossa", "ungefär 50 lokaler i veckan", "about 50 rooms a week"),
        (
            "1/1000",
            "alle yksi tila vuodessa",
            "mindre än en lokal om året",
            "less than one room a year",
        ),
    ],
)
def test_a_pace_is_said_in_the_span_that_suits_it(weekly: str, fi: str, sv: str, en: str) -> None:
    """Rooms a week, a month or a year, in words up to ten, with the plural of each language."""
    pace = pace_of(Fraction(weekly))

    assert [fi, sv, en] == [pace.told(lang) for lang in LANGS]


@given(rates)
def test_a_pace_is_not_rounded_away(weekly: Fraction) -> None:
    """What is said is within a third of what is so, and "about" stands where it is not the same."""
    pace = pace_of(weekly)

    assert abs(pace.weekly - weekly) <= weekly / 3 or pace.span == "year"
    assert pace.exact == (pace.weekly == weekly)
    assert pace.exact != pace.told("fi").startswith("noin ")


@given(st.integers(1, 200), st.integers(1, 1000))
def test_what_is_needed_is_never_more_than_all_that_is_missing(rooms: int, days: int) -> None:
    """In a span that is longer than the time left, the rooms and the days are told themselves."""
    pace = pace_for(rooms, days)

    assert pace.days <= days
    assert pace.span is not None or (rooms, days) == (pace.count, pace.days)


def spoken_rates(text: str, lang: Lang) -> list[Fraction]:
    """Return the paces that a sentence names, in rooms a week, as whoever reads it does."""
    pace = Theme("report/pace")
    numbers = {word: Fraction(n) for n, word in pace.table("number", lang).items()}
    found = []
    for span, days in DAYS.items():
        tail = re.escape(pace.table("span", lang)[span].split("} ")[-1])
        for match in re.finditer(rf"(\S+) \w+ {tail}", text):
            count = numbers.get(match[1]) or Fraction(match[1].replace(",", "."))
            found.append((match.start(), count * 7 / days))
    return [rate for _, rate in sorted(found)]


@given(rates, near, st.sampled_from(LANGS))
@example(Fraction("0.466"), Fraction("0.474") / Fraction("0.466"), "fi")
@example(Fraction(1, 2), Fraction(2), "fi")
@example(Fraction(17, 5), Fraction(2), "sv")
def test_rounding_never_makes_a_forecast_contradict_itself(
    weekly: Fraction, times: Fraction, lang: Lang
) -> None:
    """Where two figures are named they are to each other as the verdict says; else words say it."""
    needed = weekly * times
    told = compare_paces(weekly, needed, pace_of(needed), lang)
    named = spoken_rates(told, lang)

    assert len(named) in (1, 2)
    if len(named) == 2:
        shown, wanted = named
        assert (weekly >= needed) == (shown >= wanted)
        assert (2 * weekly >= needed) == (2 * shown >= wanted)
    else:
        (said,) = (name for name in WITHOUT_FIGURES if _tail(name, lang) in told)
        least, most = WITHOUT_FIGURES[said]
        assert least <= times <= most


WITHOUT_FIGURES = {
    "enough": (Fraction(0), Fraction(1)),
    "little_more": (Fraction(1), Fraction(3, 2)),
    "about_twice": (Fraction(3, 2), Fraction(2)),
    "over_twice": (Fraction(2), Fraction(3)),
}
"""How many times the pace is what is needed, at the least and at the most."""


def _tail(name: str, lang: Lang) -> str:
    """Return what of a sentence stands behind the pace."""
    return Theme("report/pace")(name, lang, pace="|").rpartition("|")[2]


@pytest.mark.parametrize("weekly", [Fraction(0), Fraction(-1, 2)])
def test_no_pace_is_no_figure(weekly: Fraction) -> None:
    """Where no more rooms became bookable, or fewer can be booked, that is said in words."""
    needed = Fraction(1)
    told = [compare_paces(weekly, needed, pace_of(needed), lang) for lang in LANGS]

    assert all(re.search(r"\d", text) is None for text in told)
    assert all(pace_of(needed).told(lang) in text for lang, text in zip(LANGS, told, strict=True))
