"""Cells of opening hours: read whole or not at all, and written so that they are read back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varaamo_sync.model import LANGS, Hours, Lang, OpenTimes
from varaamo_sync.model.hours import (
    MIDNIGHT,
    Span,
    format_times,
    format_weekdays,
    holidays,
    said_hours,
)
from varaamo_sync.words import findings as words
from varaamo_sync.workbooks.cells.hours.reading import read_hours
from varaamo_sync.workbooks.cells.result import CellProblem, Help, Read

CHRISTMAS = ("Jouluaatto", "Joulupäivä", "Tapaninpäivä (toinen joulupäivä)")


def read(text: str, lang: Lang = "fi") -> Read:
    """Return what a cell states."""
    return read_hours(text, Help(lang=lang))


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("arkisin 8–16", {"mon-fri": "08:00-16:00"}),
        ("ma–to 9.00–20.00, pe 9–18", {"mon-thu": "09:00-20:00", "fri": "09:00-18:00"}),
        ("24/7", {"mon-sun": "all day"}),
        ("klo 8-20 joka päivä", {"mon-sun": "08:00-20:00"}),
        ("ma-pe 8.30 - 21, la-su 10-18", {"mon-fri": "08:30-21:00", "sat-sun": "10:00-18:00"}),
        ("ma-to 8-20 pe 8-18 la-ma 9-16", None),
        ("ma – pe klo 8 – 16\nla klo 10 – 15\nsu suljettu",
         {"mon-fri": "08:00-16:00", "sat": "10:00-15:00"}),
        ("Maanantaisin 12-20; ke ja pe 8–12 & 13–16",
         {"mon": "12:00-20:00", "wed,fri": ["08:00-12:00", "13:00-16:00"]}),
        ("8–16 arkisin, la 10–14", {"mon-fri": "08:00-16:00", "sat": "10:00-14:00"}),
        ("pe–la 18–02", {"fri-sat": "18:00-02:00 next day"}),
        ("la 20–8 (seuraavana päivänä)", {"sat": "20:00-08:00 next day"}),
        ("su 10–24", {"sun": "10:00-24:00"}),
        ("1.6.–31.8. ma–pe 9–15", {"from": "06-01", "until": "08-31", "mon-fri": "09:00-15:00"}),
        ("1.9.2027–31.5.2028: ma 8–21",
         {"from": "2027-09-01", "until": "2028-05-31", "mon": "08:00-21:00"}),
        ("1.9.–31.5.2028 ma 8–21",
         {"from": "2027-09-01", "until": "2028-05-31", "mon": "08:00-21:00"}),
        ("1.1.2027 alkaen ma 8–16", {"from": "2027-01-01", "mon": "08:00-16:00"}),
        ("31.5.2027 asti ma 8–16", {"until": "2027-05-31", "mon": "08:00-16:00"}),
        ("toimipisteen aukioloaikoina", {"inherit": "venue"}),
        ("Talon aukioloaikojen mukaan, ma–to 12–20",
         {"inherit": "venue", "mon-thu": "12:00-20:00"}),
        ("ylläpidetään aukiolojärjestelmässä", {"kept_in": "hauki"}),
        ("pidetään aukiolojärjestelmässä", {"kept_in": "hauki"}),
        ("ks. Hauki", {"kept_in": "hauki"}),
        ("kuten nuorisotalo", {"inherit": "venue"}),
        ("ark. 9-17, la-su ei", {"mon-fri": "09:00-17:00"}),
        ("maanantaista torstaihin 8-16, pe läpi vuorokauden",
         {"mon-thu": "08:00-16:00", "fri": "all day"}),
        ("må–fre 8–16, ons stängt", None),
        ("vardagar kl. 8–16, lö 10–14", {"mon-fri": "08:00-16:00", "sat": "10:00-14:00"}),
        ("på vardagar 8.30–16, veckoslut dygnet runt",
         {"mon-fri": "08:30-16:00", "sat-sun": "all day"}),
        ("1 juni–31 augusti må–fre 9–15",
         {"from": "06-01", "until": "08-31", "mon-fri": "09:00-15:00"}),
        ("Mon-Fri 8am-4:30pm, Sat 10-14", {"mon-fri": "08:00-16:30", "sat": "10:00-14:00"}),
        ("Open Mon to Fri 9 to 17", {"mon-fri": "09:00-17:00"}),
        ("Open on Mondays 8-16", {"mon": "08:00-16:00"}),
        ("daily 12pm-12am", {"mon-sun": "12:00-24:00"}),
    ],
)  # fmt: skip
def test_hours_are_read_as_people_write_them(text: str, hours: Any) -> None:
    """In Finnish, Swedish and English; ``None`` where one day is said twice, and otherwise."""
    if hours is None:
        with pytest.raises(CellProblem):
            read(text)
    else:
        assert Hours.model_validate(hours) == Hours.model_validate(read(text).value)
        assert hours == read(text).value


@pytest.mark.parametrize(
    ("text", "exceptions"),
    [
        ("sulj. juhannuksena", dict.fromkeys(("Juhannusaatto", "Juhannuspäivä"), "closed")),
        ("suljettu heinäkuussa", {"07-01..07-31": "closed"}),
        ("ei heinäkuussa", {"07-01..07-31": "closed"}),
        ("kesä–elokuussa suljettu", {"06-01..08-31": "closed"}),
        ("stängt i juli", {"07-01..07-31": "closed"}),
        ("closed June–July", {"06-01..07-31": "closed"}),
        ("suljettu jouluna ja vappuna", dict.fromkeys((*CHRISTMAS, "Vappu"), "closed")),
        ("suljettu jouluna, vappuna klo 10–14",
         dict.fromkeys(CHRISTMAS, "closed") | {"Vappu": "10:00-14:00"}),
        ("24.12. klo 8–12, 24.–26.6.2027 kiinni",
         {"12-24": "08:00-12:00", "2027-06-24..2027-06-26": "closed"}),
        ("1.–7.6. poikkeuksellisesti 10–14", {"06-01..06-07": "10:00-14:00"}),
        ("2. pääsiäispäivä suljettu", {"2. pääsiäispäivä": "closed"}),
    ],
)  # fmt: skip
def test_exceptions_are_read_as_people_write_them(text: str, exceptions: Any) -> None:
    """Holidays by the names that Hauki's pages know, dates with a year or of every year."""
    assert {"exceptions": exceptions} == read(text).value
    both = read(f"ma–pe 8–16, {text}").value

    assert {"exceptions": exceptions, "mon-fri": "08:00-16:00"} == both


def test_a_week_without_days_of_the_year_holds_on_all_others() -> None:
    """Who writes that summer is otherwise means that the rest is as it was said first."""
    yearly = read("ma–pe 8–16, kesä 1.6.–31.8. ma–to 9–15, 24.12. suljettu").value
    otherwise = read("1.6.–31.8. ma–to 9–15, muulloin ma–pe 8–16, 24.12. suljettu").value
    dated = read("ma–pe 8–16, 1.6.–31.8.2027 ma–to 9–15").value

    assert [
        {"from": "09-01", "until": "05-31", "mon-fri": "08:00-16:00"},
        {"from": "06-01", "until": "08-31", "mon-thu": "09:00-15:00"},
    ] == yearly["periods"]
    assert yearly == otherwise
    assert [
        {"until": "2027-05-31", "mon-fri": "08:00-16:00"},
        {"from": "2027-09-01", "mon-fri": "08:00-16:00"},
        {"from": "2027-06-01", "until": "2027-08-31", "mon-thu": "09:00-15:00"},
    ] == dated["periods"]


@pytest.mark.parametrize(
    ("text", "fault", "said"),
    [
        ("klo 8–16", "days", "Viikonpäivät puuttuvat."),
        ("arkisin", "times", "Kellonajat puuttuvat."),
        ("pe 16–8", "order", "Loppuaika ei ole alkuajan jälkeen."),
        ("ma 8–8", "order", "Loppuaika ei ole alkuajan jälkeen."),
        ("ma–pe 8–16, kesällä 9–15", "season", "Kauden ensimmäinen ja viimeinen päivä puuttuvat."),
        ("ma–pe 8–16, pe 9–14", "twice", "Samalle päivälle on kahdet ajat."),
        ("sopimuksen mukaan", "", "aukioloajoiksi. Tätä kohtaa ei ymmärretty: ”sopimuksen”."),
    ],
)
def test_what_is_missing_is_named(text: str, fault: str, said: str) -> None:
    """Who wrote the cell need not guess what of it is wrong."""
    with pytest.raises(CellProblem) as caught:
        read(text)
    params = caught.value.params

    assert fault == params["fault"]
    assert said in words.text("cell-hours", "message", "fi", {"header": "", **params})


@pytest.mark.parametrize(
    ("text", "piece", "understood"),
    [
        ("8–16", "", ""),
        ("suljettu", "", ""),
        ("suljettu viikonloppuisin", "", ""),
        ("arkisin", "", ""),
        ("kesällä ma–pe 8–16", "", ""),
        ("pe 16–8", "", ""),
        ("ma 8–8", "", ""),
        ("ma 8–12 ja 11–15", "", ""),
        ("arkisin 8–25", "8-25", ""),
        ("ma–pe 8–16, la sopimuksen mukaan", "sopimuksen", "ma–pe 8–16"),
        ("ma–pe 8–16, kesällä suljettu", "kesällä suljettu", "ma–pe 8–16"),
        ("ma–pe 8–16, pe 9–14", "pe 9-14", "ma–pe 8–16"),
        ("ma–pe 8–16, heinäkuussa 10–14", "heinäkuussa 10-14", "ma–pe 8–16"),
        ("1.6.–31.8. ma–pe 9–15; la 10–14", "la 10-14", "1.6.–31.8. ma–pe 9–15"),
        ("ma–pe 8–16, 1.6.–31.8. la–su suljettu", "", ""),
        ("ma 8–16, 30.2. suljettu", "30.2.", "ma 8–16"),
        ("26.5. suljetaan klo 17", "suljetaan", ""),
        ("ma–pe 8–16, 1.6.–31.8. ma 9–15, 1.1.–31.5.2027 ma 9–15", "", ""),
    ],
)
def test_a_cell_that_is_not_understood_whole_is_not_read_at_all(
    text: str, piece: str, understood: str
) -> None:
    """It tells at which words it stopped, and how the rest would be read, as a question."""
    with pytest.raises(CellProblem) as caught:
        read(text)

    told = caught.value
    assert ("cell-hours", piece) == (told.rule, told.params["piece"])
    assert understood == told.params["understood"]


def test_what_is_read_freely_is_said_in_our_own_words() -> None:
    """In the language of the sheet; what is written as we would write it needs no word."""
    assert "ma–pe 8–16; juhannusaatto, juhannuspäivä suljettu" == (
        read("arkisin 8-16, sulj. juhannuksena").said
    )
    assert "må–fre 8.30–16" == read("vardagar 8:30-16", "sv").said
    assert "Mon–Fri 8:30–16" == read("vardagar 8:30-16", "en").said
    assert read("ma–pe 8–16").said is None
    assert read("ma–pe 8–16; juhannusaatto, 24.12.–26.12., vappu suljettu").said is None


def _times() -> st.SearchStrategy[OpenTimes]:
    cuts = st.lists(st.integers(0, MIDNIGHT), min_size=2, max_size=4, unique=True).map(sorted)
    by_day = cuts.map(
        lambda at: OpenTimes(Span(a, b) for a, b in zip(at[::2], at[1::2], strict=False))
    )
    night = st.tuples(st.integers(721, MIDNIGHT - 1), st.integers(1, 720)).map(
        lambda at: OpenTimes([Span(*at, next_day=True)])
    )
    return st.one_of(by_day, night)


def _weeks() -> st.SearchStrategy[dict[str, Any]]:
    weeks = st.dictionaries(st.integers(1, 7), _times(), min_size=1)
    return weeks.map(lambda week: {format_weekdays((d,)): format_times(t) for d, t in week.items()})


YEARLY = st.sampled_from(["06-01", "08-31", "12-24", "02-29"])
SOME_DAYS = st.one_of(
    st.sampled_from([*holidays()]),
    YEARLY,
    st.permutations(["06-01", "08-31", "12-24"]).map(lambda days: "..".join(days[:2])),
    st.just("2027-07-01..2027-07-31"),
)


@pytest.mark.parametrize("lang", LANGS)
def test_hours_are_read_back_as_they_were_written(lang: Lang) -> None:
    """Whatever a catalogue can say in words, a cell says, and it means the same."""

    @given(
        st.one_of(
            _weeks(),
            _weeks().map(lambda week: week | {"from": "2027-01-01", "until": "2027-05-31"}),
            _weeks().map(lambda week: week | {"inherit": "venue"}),
            st.tuples(_weeks(), _weeks()).map(
                lambda two: {
                    "periods": [
                        two[0] | {"from": "09-01", "until": "05-31"},
                        two[1] | {"from": "06-01", "until": "08-31"},
                    ]
                }
            ),
            st.just({"inherit": "venue", "from": "2027-01-01"}),
            st.just({"kept_in": "hauki"}),
            st.just({}),
        ),
        st.dictionaries(SOME_DAYS, st.one_of(st.just(OpenTimes()), _times()), max_size=3),
    )
    def holds(said: dict[str, Any], exceptions: dict[str, OpenTimes]) -> None:
        hours = Hours.model_validate(said | {"exceptions": exceptions})
        text = said_hours(hours, lang)
        if text:
            back = read(text, lang)
            assert hours == Hours.model_validate(back.value), text
            assert back.said is None, text
        else:
            assert not said
            assert not exceptions

    holds()


@pytest.mark.parametrize(
    "said",
    [
        {"mon": "8-16", "name": {"fi": "Kevät"}},
        {"mon": "8-16", "state": "open"},
        {"mon": "16-8"},
        {"mon": "8-16", "exceptions": {"Juhanus": "closed"}},
        {"periods": [{"mon": "8-16"}, {"from": "2027-01-01", "tue": "8-16"}]},
        {"from": "2027-12-31", "until": "2027-01-01", "mon": "8-16"},
    ],
)
def test_what_no_words_say_is_not_said(said: Any) -> None:
    """A form would lose it, or turn what is wrong into something else."""
    assert said_hours(Hours.model_validate(said), "fi") is None
