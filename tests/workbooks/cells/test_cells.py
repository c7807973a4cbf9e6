"""Reading cells honestly: to the letter, or said, or a problem; never nothing."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varaamo_sync.model import LANGS, format_duration, parse_duration
from varaamo_sync.workbooks.cells.cell import KINDS, read_cell
from varaamo_sync.workbooks.cells.choices import CHOICES, CLEAR, label
from varaamo_sync.workbooks.cells.result import CLEARED, CellProblem, Help, Read
from varaamo_sync.workbooks.files.grid import Raw


def _moment(*parts: int) -> datetime:
    """Return a moment as a spreadsheet has it: without a time zone."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


LETTERS = (
    ("duration", "1 h 30 min", "1 h 30 min"),
    ("duration", "0:30:00", "30 min"),
    ("duration", "24:00:00", "24 h"),
    ("duration", "2h", "2 h"),
    ("duration", "90 min", "1 h 30 min"),
    ("duration", time(0, 30), "30 min"),
    ("duration", timedelta(days=1), "24 h"),
    ("duration", date(1900, 1, 1), "24 h"),
    ("duration", _moment(1900, 1, 1, 12), "36 h"),
    ("flag", "x", True),
    ("flag", "Kyllä", True),
    ("flag", "KYLLÄ", True),
    ("flag", "Ei", False),
    ("flag", "true", True),
    ("flag", "”kyllä”", True),
    ("flag", False, False),
    ("choice:login", "Heikko", "weak"),
    ("choice:login", "Vahva", "strong"),
    ("choice:service_unit", "Nuorisopalvelut", "NUP"),
    ("most", "30\xa0hlö", 30),
    ("most", 20.0, 20),
    ("most", "1\xa0000", 1000),
    ("area", "138 m²", 138),
    ("lowest", "7,30 €", Decimal("7.30")),
    ("lowest", 7.3, Decimal("7.30")),
    ("highest", 7.300000000000001, Decimal("7.30")),
    ("percent", "25,5 %", Decimal("25.50")),
    ("percent", "0,5 %", Decimal("0.50")),
    ("id", 51342, "51342"),
    ("id", "demo-001", "demo-001"),
    ("day", "31.1.2027", "2027-01-31"),
    ("day", _moment(2027, 1, 31), "2027-01-31"),
    ("moment", "1.9.2027 klo 8.00", "2027-09-01 08:00"),
    ("moment", _moment(2027, 9, 1, 8), "2027-09-01 08:00"),
    ("moment", "2027-09-01 00:00", "2027-09-01 00:00"),
    ("moment", "2026-10-25 03:30:00+02:00", "2026-10-25 03:30:00+02:00"),
    ("names", "Kokoukset; Juhlat", ["Kokoukset", "Juhlat"]),
    ("names", "• Kokoukset\n• Juhlat", ["Kokoukset", "Juhlat"]),
    ("names", "Kokous, työ;", ["Kokous, työ"]),
    ("images", "a.jpg (pääkuva); b.jpg", [{"file": "a.jpg", "type": "main"}, {"file": "b.jpg"}]),
    ("text", " Yksi\u200b\r\n\r\nKaksi _x000D_", "Yksi\n\nKaksi"),
    ("text", "'=ei kaava", "=ei kaava"),
    ("whole", "-5", -5),
)
SAID = (
    ("duration", 0, "0 min", "0 min"),
    ("duration", "1,5 t", "1 h 30 min", "1 h 30 min"),
    ("duration", "1:30", "1 h 30 min", "1 h 30 min"),
    ("duration", "1½ h", "1 h 30 min", "1 h 30 min"),
    ("duration", "1h30", "1 h 30 min", "1 h 30 min"),
    ("duration", "1h30m", "1 h 30 min", "1 h 30 min"),
    ("duration", "puoli tuntia", "30 min", "30 min"),
    ("duration", "PT24H00M00S", "24 h", "24 h"),
    ("choice:login", "ei mitään", "weak", "heikko"),
    ("choice:login", "Kevyt", "weak", "heikko"),
    ("choice:wanted", "x", "published", "julkaistaan"),
    ("most", "10–20 hlö", 20, "10–20"),
    ("most", "max 20", 20, "20"),
    ("area", "n. 40 m²", 40, "40 m²"),
    ("area", "40,5 m²", 41, "41 m²"),
    ("days", "2 vko", 14, "14 pv"),
    ("id", "1.0", "1", "1"),
    ("percent", 0.255, Decimal("25.50"), "25,5 %"),
    ("name", "Sali\nyläkerta", "Sali yläkerta", "Sali yläkerta"),
    ("moment", "1.9.2027", "2027-09-01 00:00", "2027-09-01 00:00"),
    ("moment", date(2027, 9, 1), "2027-09-01 00:00", "2027-09-01 00:00"),
    ("price", "7,5 €/h", True, "7,50 € / tunti"),
    ("price", "€ 7/h", True, "7,00 € / tunti"),
)
PROBLEMS = (
    ("duration", "30", "cell-duration-unit"),
    ("duration", 0.5, "cell-duration-unit"),
    ("duration", "koko päivä", "cell-duration"),
    ("duration", "1.30 h", "cell-duration"),
    ("duration", "1–4 h", "cell-range"),
    ("duration", "0:30:30", "cell-not-whole"),
    ("interval", "25 min", "cell-interval"),
    ("flag", "ehkä", "cell-choice"),
    ("choice:access", "ovelta", "cell-choice"),
    ("most", "kaksi", "cell-number"),
    ("most", "20 + 5", "cell-number"),
    ("most", "20,5", "cell-not-whole"),
    ("most", "ks. liite", "cell-points-elsewhere"),
    ("text", "Ks. erillinen liite 3", "cell-points-elsewhere"),
    ("most", "?", "cell-placeholder"),
    ("area", "40–50 m²", "cell-range"),
    ("area", "1.200", "cell-number-unsure"),
    ("area", "n. 1,200 m²", "cell-number-unsure"),
    ("price", "1.200 €/pv", "cell-number-unsure"),
    ("lowest", "7,3055", "cell-decimals"),
    ("names", "ei", "cell-placeholder"),
    ("names", "x", "cell-placeholder"),
    ("name", "Ei ole", "cell-placeholder"),
    ("known", "ei mitään", "cell-placeholder"),
    ("choice:wanted", date(2027, 9, 1), "cell-choice"),
    ("flag", date(2027, 9, 1), "cell-choice"),
    ("day", "1/31/2027", "cell-date"),
    ("day", "31.2.2027", "cell-date"),
    ("moment", "28.3.2027 klo 3.30", "cell-moment-shifted"),
    ("moment", "31.10.2027 klo 3.30", "cell-moment-shifted"),
    ("moment", "huomenna", "cell-moment"),
    ("key", "nup sali", "cell-key"),
    ("name", time(8, 0), "cell-text"),
    ("price", "7 € + alv", "cell-price-without-vat"),
    ("price", "alkaen 7 €", "cell-price"),
    ("price", "30 € / 2 h", "cell-price"),
)
PRICES: tuple[tuple[Raw, dict[str, Any]], ...] = (
    ("7 €/h", {"price.lowest": 7, "price.highest": 7, "price.unit": "per_hour"}),
    ("5–10 e / kerta", {"price.lowest": 5, "price.highest": 10, "price.unit": "fixed"}),
    ("50,50 €/pv", {"price.lowest": Decimal("50.5"), "price.highest": Decimal("50.5"),
                    "price.unit": "per_day"}),
    ("10 € (sis. alv 25,5 %)", {"price.lowest": 10, "price.highest": 10,
                                "price.vat": Decimal("25.5")}),
    ("ilmainen", {"price.free": True}),
    ("Maksuton (0 €)", {"price.free": True}),
    (0, {"price.free": True}),
    (7, {"price.lowest": 7, "price.highest": 7}),
)  # fmt: skip


AMOUNTS: tuple[tuple[str, Raw, object, dict[str, Any]], ...] = (
    ("lowest", "12,50 €/h", Decimal("12.50"), {"price.unit": "per_hour"}),
    ("lowest", "12,50 € / tunti (sis. alv 25,5 %)", Decimal("12.50"),
     {"price.unit": "per_hour", "price.vat": Decimal("25.5")}),
    ("lowest", "alkaen 7 €", Decimal(7), {}),
    ("lowest", "alk. 7 €/kerta", Decimal(7), {"price.unit": "fixed"}),
    ("lowest", "5–10 €/h", Decimal(5), {"price.highest": 10, "price.unit": "per_hour"}),
    ("highest", "5–10 €/h", Decimal(10), {"price.lowest": 5, "price.unit": "per_hour"}),
    ("highest", "enintään 15 €/pv", Decimal(15), {"price.unit": "per_day"}),
    ("lowest", "maksuton", None, {"price.free": True}),
    ("highest", "ilmainen", None, {"price.free": True}),
    ("free", "maksuton", True, {}),
    ("free", "0 €", True, {}),
    ("free", "maksullinen", False, {}),
    ("free", "12 €/h", False,
     {"price.lowest": 12, "price.highest": 12, "price.unit": "per_hour"}),
    ("choice:price_unit", "€/h", "per_hour", {}),
    ("choice:price_unit", "per tunti", "per_hour", {}),
    ("choice:price_unit", "€ / kerta", "fixed", {}),
)  # fmt: skip
UNREADABLE_PRICES = (
    ("lowest", "hinnaston mukaan", "cell-placeholder"),
    ("lowest", "12,50 €/h alv 0", "cell-price-without-vat"),
    ("highest", "12,50 €/h + alv", "cell-price-without-vat"),
    ("lowest", "12,50 € / 2 h", "cell-price"),
    ("lowest", "maksullinen, katso varaushinnat tästä", "cell-price"),
    ("price", "maksullinen, katso varaushinnat tästä", "cell-price"),
    ("price", "maksuton alle 18-vuotiaille", "cell-price"),
    ("price", "12,50 ¤/h", "cell-price"),
    ("free", "kyllä / ei", "cell-undecided"),
    ("free", "maksuton nuorille", "cell-price"),
    ("free", "maksullinen, katso hinnasto", "cell-price"),
    ("lowest", "-5", "cell-price"),
    ("flag", "kyllä / ei", "cell-undecided"),
    ("flag", "Ei/Kyllä", "cell-undecided"),
    ("flag", "ja eller nej", "cell-undecided"),
    ("choice:wanted", "luonnos / julkaistaan", "cell-undecided"),
    ("choice:access", "avain tai ovikoodi", "cell-undecided"),
    ("most", "sovitaan", "cell-placeholder"),
    ("area", "mitataan", "cell-placeholder"),
    ("names", "Tuolit; ks. liite", "cell-points-elsewhere"),
    ("names", "Tuolit; NULL", "cell-machine-word"),
    *(
        (kind, word, rule)
        for kind in ("name", "text", "known", "names", "most", "price", "lowest", "flag",
                     "duration", "choice:wanted", "key", "images")
        for word, rule in (("NULL", "cell-machine-word"), ("(null)", "cell-machine-word"),
                           ("#PUUTTUU!", "cell-error"), ("#VÄRDEFEL!", "cell-error"),
                           ("Err:502", "cell-error"), ("#####", "cell-error"),
                           ("NaN", "cell-machine-word"), ("\\N", "cell-machine-word"))
    ),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "raw", "value", "also"), AMOUNTS)
def test_every_column_of_a_price_is_read_alike(
    kind: str, raw: Raw, value: object, also: dict[str, Any]
) -> None:
    """Our template's cells are read as generously as a foreign form's column of prices."""
    read = read_cell(kind, raw, Help())

    assert read is not None
    assert (value, also) == (read.value, {k: v for k, v in read.also.items() if k != "price.free"
                                          or kind != "free"})  # fmt: skip


@pytest.mark.parametrize(("kind", "raw", "rule"), UNREADABLE_PRICES)
def test_what_is_no_answer_is_none_in_any_column(kind: str, raw: Raw, rule: str) -> None:
    """Words that point elsewhere, offer both, or are a program's are never read as a value."""
    with pytest.raises(CellProblem) as raised:
        read_cell(kind, raw, Help())

    assert rule == raised.value.rule


@pytest.mark.parametrize("unit", ["per_hour", "per_day", "fixed"])
def test_a_header_says_what_an_amount_is_per(unit: str) -> None:
    """``Alin hinta (€/pv)`` is a price per day, as a number and as text."""
    for raw in (7, "7", "7,00 €"):
        read = read_cell("lowest", raw, Help(unit=unit))
        assert read is not None
        assert {"price.unit": unit} == read.also


@pytest.mark.parametrize(("kind", "raw", "value"), LETTERS)
def test_what_stands_there_is_read_to_the_letter(kind: str, raw: Raw, value: object) -> None:
    """A cell that says what it means is read so, and nothing is said about it."""
    assert Read(value) == read_cell(kind, raw, Help())


@pytest.mark.parametrize(("kind", "raw", "value", "said"), SAID)
def test_what_is_not_to_the_letter_is_said(kind: str, raw: Raw, value: object, said: str) -> None:
    """A cell that is read freely comes with how it was read."""
    read = read_cell(kind, raw, Help())

    assert read is not None
    assert (value, said) == (read.value, read.said)


@pytest.mark.parametrize(("kind", "raw", "rule"), PROBLEMS)
def test_what_cannot_be_read_is_a_problem(kind: str, raw: Raw, rule: str) -> None:
    """A cell that cannot be read raises its own rule, with what it says."""
    with pytest.raises(CellProblem) as raised:
        read_cell(kind, raw, Help())

    assert rule == raised.value.rule
    assert raised.value.params["text"]


@pytest.mark.parametrize(("raw", "parts"), PRICES)
def test_prices_in_words_fall_into_parts(raw: Raw, parts: dict[str, Any]) -> None:
    """A price in words gives amounts, unit, VAT, or that it is free."""
    read = read_cell("price", raw, Help())

    assert read is not None
    assert parts == read.also


def test_the_header_tells_what_a_bare_number_counts() -> None:
    """Decimal hours are read where header or form says that hours are meant."""
    assert Read("1 h 30 min", "1 h 30 min") == read_cell("duration", "1,5", Help(unit="h"))
    assert Read("30 min", "30 min") == read_cell("duration", 30, Help(unit="min"))


def test_the_two_ends_of_a_range_are_both_stated() -> None:
    """A range of persons states fewest and most, from whichever column it stands in."""
    most = read_cell("most", "10–20", Help())
    least = read_cell("least", "10–20", Help())

    assert most is not None
    assert least is not None
    assert (20, {"capacity.min": 10}) == (most.value, most.also)
    assert (10, {"capacity.max": 20}) == (least.value, least.also)


@pytest.mark.parametrize("name", CHOICES)
@pytest.mark.parametrize("lang", LANGS)
def test_labels_of_every_language_are_read_back(name: str, lang: Any) -> None:
    """What the template calls a value is read as that value, whatever the sheet's language."""
    for choice in CHOICES[name]:
        read = read_cell(f"choice:{name}", label(name, choice.value, lang), Help())

        assert Read(choice.value) == read


@pytest.mark.parametrize("kind", KINDS)
def test_empty_cells_state_nothing_and_clearing_is_a_word(kind: str) -> None:
    """Blank cells of every kind state nothing; taking away is said in words."""
    for blank in (None, "", " ", "\xa0\n"):
        assert read_cell(kind, blank, Help()) is None
    for word in CLEAR.values():
        assert Read(CLEARED) == read_cell(kind, word, Help())


anything = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="0123456789,.:-–/ %€hmintvkopä²½?x=", max_size=12),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
)


@given(st.sampled_from(sorted(KINDS)), anything)
def test_no_cell_stops_an_import(kind: str, raw: Raw) -> None:
    """Whatever a cell holds, it is read, empty, or a problem; nothing else is ever raised."""
    rule, read = "", None
    try:
        read = read_cell(kind, raw, Help())
    except CellProblem as problem:
        rule = problem.rule

    assert rule.startswith("cell-") if rule else read is not None or isinstance(raw, str)


@given(st.integers(0, 10_000))
def test_durations_survive_every_way_of_writing_them(minutes: int) -> None:
    """Minutes, clock, decimal hours and our own form all give the same length of time."""
    value = format_duration(timedelta(minutes=minutes))
    hours, rest = divmod(minutes, 60)
    ways: list[Raw] = [value, f"{minutes} min", f"{hours}:{rest:02}:00", timedelta(minutes=minutes)]
    if minutes % 15 == 0:
        ways += [f"{minutes / 60:g} h", f"{minutes / 60:g} t".replace(".", ",")]

    for way in ways:
        read = read_cell("duration", way, Help())
        assert read is not None
        assert parse_duration(value) == parse_duration(read.value)


@given(st.decimals(0, 99_999, places=2))
def test_money_survives_text_and_float(amount: Decimal) -> None:
    """An amount comes out to the cent, from text with a comma and from Excel's float."""
    for raw in (f"{amount} €".replace(".", ","), float(amount)):
        read = read_cell("lowest", raw, Help())
        assert read is not None
        assert amount == read.value


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_days_survive_both_ways_of_writing_them(day: date) -> None:
    """A Finnish date, an ISO date and Excel's own give the same day."""
    for raw in (f"{day.day}.{day.month}.{day.year}", day.isoformat(), day):
        assert Read(day.isoformat()) == read_cell("day", raw, Help())
