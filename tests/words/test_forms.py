"""Numbers, days, lists and plural forms, as each language has them."""

import datetime as dt
import subprocess
import sys
from fractions import Fraction

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from varaamo_sync.model import HELSINKI, LANGS, Lang
from varaamo_sync.words import Theme, day, moment, number, parse_day
from varaamo_sync.words.forms import Counted, Listed

DAY = dt.date(2027, 3, 9)


@pytest.mark.parametrize(
    ("lang", "expected"), [("fi", "9.3.2027"), ("sv", "9.3.2027"), ("en", "2027-03-09")]
)
def test_a_day_is_written_as_the_language_writes_it(lang: Lang, expected: str) -> None:
    """Alone, in a moment of Helsinki's time, and within a text; midnight is but a day."""
    noon = dt.datetime(2027, 3, 9, 10, 30, tzinfo=dt.UTC)
    midnight = dt.datetime(2027, 3, 9, tzinfo=HELSINKI)

    assert expected == day(DAY, lang) == moment(DAY, lang) == moment(midnight, lang)
    assert f"{expected} 12:30" == moment(noon, lang)
    assert expected in Theme("notes")("paused", lang, day=DAY)


@given(st.dates())
def test_every_way_in_which_a_day_is_written_is_read(value: dt.date) -> None:
    """A day comes back from what any language writes, with noughts before it and in ISO 8601."""
    ways = {value.isoformat(), f"{value:%d.%m.}{value.year:04}", f" {value.day}. {value.month}. "}
    written = {way if not way.endswith(" ") else f"{way}{value.year:04} " for way in ways}

    for text in written | {day(value, lang) for lang in LANGS if value.year > 999}:
        assert value == parse_day(text)


@pytest.mark.parametrize(
    "text", ["", "31.2.2027", "31.1.27", "1.2027", "2027-1-31", "20270131", "31/1/2027", "١.١.٢٠٢٧"]
)
def test_what_is_no_day_is_not_guessed(text: str) -> None:
    """A day that is not there, a year of two digits and other orders are refused."""
    with pytest.raises(ValueError, match=r"."):
        parse_day(text or "-")


@pytest.mark.parametrize(
    ("value", "fi", "en"),
    [
        (Fraction(7, 2), "3,5", "3.5"),
        (Fraction(1, 4), "0,25", "0.25"),
        (Fraction(-3), "−3,0", "-3.0"),
        (None, "–", "–"),
    ],
)
def test_a_number_has_the_marks_of_the_language(value: Fraction | None, fi: str, en: str) -> None:
    """A decimal comma and a real minus in Finnish and Swedish; two decimals below one."""
    assert (fi, fi, en) == (number(value, "fi"), number(value, "sv"), number(value, "en"))


@pytest.mark.parametrize(("count", "said"), [(0, "0 tilaa"), (1, "1 tila"), (2, "2 tilaa")])
def test_a_number_chooses_the_words_beside_it(count: int, said: str) -> None:
    """One room and several rooms are two words, by the rules of the language."""
    assert said == f"{Counted(count, 'fi'):# tila|# tilaa}"
    assert f"{count:03}" == f"{Counted(count, 'fi'):03}"


@pytest.mark.parametrize("lang", LANGS)
def test_which_number_takes_which_words_is_what_cldr_says(lang: Lang) -> None:
    """Its tables are not loaded for it, so they are asked here."""
    rule = Locale(lang).plural_form

    for count in (*range(-3, 1002), 10**6):
        assert rule(count) == f"{Counted(count, lang):one|other}"


def test_several_things_stand_side_by_side_or_as_a_choice() -> None:
    """A list is one of commas, unless one of it is meant; another mark may part it."""
    things = Listed(("a", "b"), "fi")

    assert ("a, b", "a tai b", "a; b") == (f"{things}", f"{things:or}", f"{things:; }")
    assert ("a eller b", "a or b") == tuple(
        f"{Listed(('a', 'b'), lang):or}"
        for lang in ("sv", "en")  # type: ignore[arg-type]
    )


def test_only_the_words_that_are_said_are_read() -> None:
    """A command reads the word files of its language, and of its themes alone."""
    code = (
        "import sys; opened = []; "
        "sys.addaudithook(lambda event, args: event == 'open' and opened.append(str(args[0]))); "
        "from varaamo_sync_cli.main import run; run(['rules', '--lang', 'sv']); "
        "print(*(name for name in opened if 'words' in name and name.endswith('.toml')), "
        "sep='\\n', file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    read = {line.rpartition("/words/")[2] for line in ran.stderr.splitlines()}

    themes = {name for name in read if "/findings/" not in name}  # every rule has a name of its own
    assert {"sv/commands/validate.toml"} == themes
