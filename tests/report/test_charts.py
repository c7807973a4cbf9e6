"""Charts as SVG: what is known is drawn, what is not is said, and everything is told in words."""

import re
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from tests.report.documents import (
    DAY,
    DEADLINE,
    bar,
    bars,
    growing,
    stages,
    texts_replaced,
    weeks,
)
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.report import Chart, Series, Tone
from varaamo_sync.report.page.charts import draw_chart, legend_of
from varaamo_sync.report.page.charts.amounts import axis_marks
from varaamo_sync.report.page.charts.tones import inks_of

SVG = "{http://www.w3.org/2000/svg}"


def drawn(chart: Chart, lang: Lang = "fi") -> ET.Element:
    """Return a chart as XML, with all its coordinates looked at."""
    text = draw_chart(chart, lang, id="c", today=DAY)
    assert not re.search(r"nan|inf|-\d{3,}", text, re.IGNORECASE)
    return ET.fromstring(text)


def texts(svg: ET.Element) -> list[str]:
    """Return what is written in a chart."""
    return ["".join(one.itertext()) for one in svg.iter(f"{SVG}text")]


def description(svg: ET.Element) -> str:
    """Return what a chart says to whoever does not see it."""
    found = svg.find(f"{SVG}desc")
    assert found is not None
    return found.text or ""


def rooms(place: int) -> tuple[int | None, ...]:
    """Return thousands of rooms."""
    return (place * 400, 3000, 2000 - place, 0)


EXTREMES = {
    "nothing": stages((), growing),
    "one day": stages((DAY,), growing),
    "one day, the deadline": stages((DEADLINE,), growing),
    "all zero": stages(weeks(5), lambda _: (0, 0, 0, 0), target=None),
    "all unknown": stages(weeks(5), lambda _: (None,) * 4),
    "ten years": stages(weeks(520), growing),
    "thousands": stages(weeks(20), rooms, target=10_000),
    "no deadline": stages(weeks(3), growing, deadline=None, target=None),
    "bar of nothing": bar(0, 0, 0),
    "bar unknown": bar(1, None, 2),
    "bar of one": bar(0, 1, 0),
    "bar of shares": bar(Decimal("0.125"), Decimal("0.5"), Decimal("0.375")),
    "bars of none": bars(()),
    "bars of many": bars(tuple((f"Yksikkö {n}", (n, 1, 2, 0)) for n in range(1000))),
    "bars unknown": bars((("KIR", (1, 2, 3, 0)), ("NUP", (None, 2, 3, 0)))),
}


@pytest.mark.parametrize("name", EXTREMES)
def test_every_chart_is_a_picture_with_a_name(name: str) -> None:
    """Well-formed SVG, whatever there is to draw: role, title and description, always the same."""
    chart = EXTREMES[name]
    svg = drawn(chart)
    names = (svg.get("aria-labelledby") or "").split()

    assert "img" == svg.get("role")
    assert ["c-title", "c-desc"] == names
    assert chart.title == svg[0].text
    assert description(svg).startswith(chart.description)
    assert 20 < int(svg.get("height") or 0) < 2500
    assert draw_chart(chart, "fi", id="c", today=DAY) == draw_chart(chart, "fi", id="c", today=DAY)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nothing", "Lukuja ei ole."),
        ("all unknown", "Lukuja ei ole."),
        ("all zero", "Kaikki luvut ovat nollia."),
        ("bar of nothing", "Kaikki luvut ovat nollia."),
        ("bar unknown", "Lukuja ei ole."),
        ("one day", "Lukuja on vain yhdeltä päivältä."),
        ("bars unknown", "Palkki puuttuu, kun kaikkia lukuja ei tiedetä."),
        ("bars of many", "Kuvassa on 40 ensimmäistä, taulukossa kaikki 1000."),
    ],
)
def test_what_a_picture_cannot_show_is_said(name: str, said: str) -> None:
    """Nothing, zero, unknown and too much are four different things."""
    assert said in description(drawn(EXTREMES[name]))


def test_an_unknown_day_is_a_gap() -> None:
    """Areas end before it and begin after it, and the description says so; the future is none."""
    whole = drawn(stages(weeks(9), growing))
    broken = drawn(stages(weeks(20), growing))
    ahead = (*weeks(9), DEADLINE)
    future = drawn(stages(ahead, lambda n: (None,) * 4 if n == 9 else growing(n)))

    assert "Katkokohdissa" in description(broken)
    assert "Katkokohdissa" not in description(whole)
    assert "Katkokohdissa" not in description(future)
    assert _areas(whole) == _areas(future) < _areas(broken)


def _areas(svg: ET.Element) -> int:
    return sum(1 for one in svg.iter(f"{SVG}path") if one.get("fill") != "none")


def test_a_bar_is_as_long_as_what_it_counts() -> None:
    """Each part begins where the one before it ends, and together they are the whole."""
    svg = drawn(bar(20, 30, 50))
    parts = [(one.get("x"), one.get("width")) for one in svg.findall(f"{SVG}rect")]

    assert [("0%", "20%"), ("20%", "30%"), ("50%", "50%")] == parts
    assert ["20", "30", "50"] == texts(svg)


@pytest.mark.parametrize(
    ("lang", "today", "end", "thousand"),
    [
        ("fi", "tilanne 4.6.2027", "määräaika 31.12.2027", "10\xa0000"),
        ("sv", "läget 4.6.2027", "tidsfrist 31.12.2027", "10\xa0000"),
        ("en", "as of 2027-06-04", "deadline 2027-12-31", "10,000"),
    ],
)
def test_days_and_numbers_are_the_languages(
    lang: Lang, today: str, end: str, thousand: str
) -> None:
    """The day of the report and the deadline are named, the scale has the language's marks."""
    written = texts(drawn(EXTREMES["thousands"], lang))

    assert {today, end, thousand} <= set(written)


def test_the_line_to_reach_ends_at_the_deadline() -> None:
    """What is wanted last is wanted until then, whether or not the deadline is a category."""
    ahead = (*weeks(9), DEADLINE)
    for days in (weeks(9), ahead):
        chart = stages(days, lambda n: (None,) * 4 if n == 9 else (n, 1, 1, 0))
        lines = [one.get("d") or "" for one in drawn(chart).iter(f"{SVG}path")
                 if one.get("fill") == "none"]  # fmt: skip
        ends = {line.rpartition("L")[2] for line in lines}
        assert {"1000.00"} == {end.split()[0] for end in ends}


def test_labels_of_days_have_room() -> None:
    """Ten years of surveys have at most four labels of days, however narrow the picture is."""
    written = texts(drawn(EXTREMES["ten years"]))
    days = [text for text in written if re.fullmatch(r"\d+\.\d+\.\d{4}", text)]

    assert 2 <= len(days) <= 4
    assert "31.12.2027" in days


@pytest.mark.parametrize("top", [0, 1, 3, 60, 99, 101, 9999, Decimal("0.4"), Decimal("12.5")])
def test_a_scale_has_few_round_marks(top: int | Decimal) -> None:
    """It begins at 0, reaches what is shown, and counts whole things in whole numbers."""
    marks = axis_marks(top)

    assert 0 == marks[0]
    assert top <= marks[-1]
    assert 2 <= len(marks) <= 6
    assert top != int(top) or all(mark == int(mark) for mark in marks)


def test_series_are_told_apart_without_colour() -> None:
    """The stages differ by pattern or by lightness, also where two have one tone."""
    chart = EXTREMES["one day"]
    inks = inks_of((*chart.series, Series("Aiemmin", (1,), Tone.READY)))

    assert len(set(inks)) == len(inks)
    assert len({(ink.line, ink.every, ink.ground) for ink in inks}) == len(inks)
    assert 3 <= sum(1 for ink in inks if ink.line)


@pytest.mark.parametrize("lang", LANGS)
def test_a_legend_has_each_series_with_its_value(lang: Lang) -> None:
    """The value is that of the day of the report; what is not known there is said."""
    entries = legend_of(EXTREMES["one day"], lang, id="c", today=DAY)
    unknown = legend_of(EXTREMES["all unknown"], "fi", id="c", today=DAY)

    assert ["0", "0", "36", "4", "60"] == [entry.value for entry in entries]
    assert ["ei tiedossa"] * 4 == [entry.value for entry in unknown[:4]]


def test_hostile_texts_stay_in_their_elements() -> None:
    """No name of a series, a unit or a chart opens an element or ends one."""
    hostile = "</text></svg><script>x</script>\"' \u202e ]]> <!--"
    for name in ("bars of many", "bar of shares", "ten years"):
        chart = texts_replaced(EXTREMES[name], hostile)
        svg = drawn(chart)
        assert (svg[0].text or "").startswith("</text></svg><script>")
        assert "\u202e" not in "".join(svg.itertext())
        assert {"svg", "title", "desc", "defs", "pattern", "rect", "line", "text", "path"} >= {
            one.tag.removeprefix(SVG) for one in svg.iter()
        }


def test_days_out_of_order_are_put_in_order() -> None:
    """A chart whose days were handed in backwards is the same picture."""
    days = weeks(6)
    backwards = stages(tuple(reversed(days)), lambda n: growing(5 - n))

    expected = drawn(stages(days, growing))
    assert [one.get("d") for one in expected.iter(f"{SVG}path")] == [
        one.get("d") for one in drawn(backwards).iter(f"{SVG}path")
    ]
