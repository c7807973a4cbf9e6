"""The reports of 2019 and 2021 print every figure of the slides, as it stands there."""

from datetime import date

import pytest

from tests.report.reports import cards, chapter_of, document, tables_of, text_of
from varaamo_sync.report import Document


@pytest.fixture(scope="module")
def of_2019() -> Document:
    """Give the report of the day on which the forecasts of 2019 were made."""
    return document(None, cards()[2019], day=date(2019, 6, 10))


@pytest.fixture(scope="module")
def of_2021() -> Document:
    """Give the report of the end of 2021."""
    return document(None, cards()[2021], day=date(2021, 12, 31))


@pytest.mark.parametrize(
    ("goal", "told"),
    [
        ("harrastuspassi", ["185 000 euroa", "Päivitetty: 4.6.2019", "Tavoite on toteutumassa."]),
        (
            "olosuhteet",
            [
                "Päivitetty: 5.6.2019",
                "Määräaika: vuoden 2019 loppuun mennessä",
                "3-5 saavutettavuustarkastelua",
                "6.6.2019 järjestetään",
                "valmistuu 3-5 palvelun",
            ],
        ),
        (
            "oma-helsinki",
            ["Päivitetty: 28.3.2019", "vähintään 2/3", "jäsenkorttitiedot ja liikuntapalveluiden"],
        ),
        (
            "palvelupolut",
            [
                "kulttuurin (4), liikunnan (3), nuorison (4), kirjaston (4)",
                "hallinto ja tukipalveluissa (4)",
                "Määräaika: 30.10.2019 mennessä",
                "30 kehitettävää palvelupolkua",
                "ollaan saavuttamassa 100%",
                "15.4., 24.5., 13.6., 16.9., 20.9. ja ylimääräinen 23.9.2019",
                "NUP Nuorisopalvelut | ei tiedossa | 3 | 4 | 5",
                "LIIKU Liikuntapalvelut | ei tiedossa | 3 | 4 | 5",
                "KULP Kulttuuripalvelut | ei tiedossa | 4 | 5 | 6",
                "KIR Kirjastopalvelut | ei tiedossa | 4 | 5 | 6",
                "HALLINTO Hallinto ja tukipalvelut | ei tiedossa | 4 | 5 | 6",
                "Päivitetty: 21.3.2019",
            ],
        ),
        (
            "palvelutarjotin",
            [
                "Päivitetty: 25.3.2019",
                "Malminkartano/Kannelmäki, Vuosaari",
                "vähintään 2 aluetta",
                "Määräaika: Vuoden 2019 loppuun mennessä",
                "20.9.",
            ],
        ),
        (
            "tilavaraus",
            [
                "KIR Kirjastopalvelut |  |  |  |  | 26 (+ 14 Oodi) | ",
                "KULP Kulttuuripalvelut | 2 | 3 | 1 | 0 |  | ",
                "LIIKU Liikuntapalvelut | 2 | 3 | 3 | 0 |  | Edellyttänyt varaamon kehittämistä",
                "NUP Nuorisopalvelut | 3 | 16 | 1 | 12 (?) |  | Tiloja viety aiemmin Varaamoon",
                "Päivitetty: 5.6.2019",
                "1.6.",
                "(tavoite A4)",
            ],
        ),
        (
            "pikapalaute",
            [
                "40 pystylaitetta on hankittu",
                "33 laitetta on valjastettu TUPA-tavoitteen mittaamiseen",
                "30 pikapalautelaitetta on sijoitettu",
                "NPS-indeksin vertailuarvo on 2 pistettä korkeampi kuin lähtöarvo",
                "NPS-indeksin vertailuarvo on 4 pistettä korkeampi kuin lähtöarvo",
                "vaihteluväli −100…100",
                "Päivitetty: 28.3.2019",
            ],
        ),
    ],
)
def test_2019_prints_what_stands_on_its_slides(
    of_2019: Document, goal: str, told: list[str]
) -> None:
    """Numbers, days, texts that are no numbers, and the sentence that the table contradicts."""
    text = text_of(chapter_of(of_2019, goal))

    assert [] == [one for one in told if one not in text]
    assert "toteutumassa" in text


@pytest.mark.parametrize(
    ("goal", "steps", "risks", "cared"),
    [
        ("harrastuspassi", 4, 2, 2),
        ("olosuhteet", 5, 3, 0),
        ("oma-helsinki", 5, 4, 3),
        ("palvelupolut", 4, 3, 3),
        ("palvelutarjotin", 4, 5, 4),
        ("tilavaraus", 3, 5, 1),
        ("pikapalaute", 3, 4, 0),
    ],
)
def test_2019_prints_all_steps_and_risks(
    of_2019: Document, goal: str, steps: int, risks: int, cared: int
) -> None:
    """As many as the slide has; a risk of which nothing is written has a dash beside it."""
    chapter = chapter_of(of_2019, goal)
    card = next(one for one in cards()[2019].goals if one.id == goal)
    table = next(t for t in tables_of(chapter) if t.columns[0].heading == "Riski")
    text = text_of(chapter)

    assert steps == sum(step in text for step in card.steps)
    assert risks == len(table.rows)
    assert cared == sum(row.cells[1].text != "–" for row in table.rows)


def test_what_is_done_about_risks_stands_by_itself_where_it_did(of_2019: Document) -> None:
    """The three lines of a goal whose risks are not paired with them."""
    text = text_of(chapter_of(of_2019, "olosuhteet"))

    assert "\nVarautuminen\nRajataan näkökulma" in text
    assert "Edetään rohkeasti ja kokeiluluonteisesti" in text


def test_places_of_bars_are_unknown(of_2019: Document) -> None:
    """Each of the phases is named, from 0 % to 100 %, and of none it is told how far it is."""
    bars = [t for t in tables_of(of_2019) if t.caption.endswith("(0 %–100 %)")]
    phases = [row.cells[0].text for table in bars for row in table.rows]

    assert 7 == len(bars)
    assert 22 == len(phases)
    assert {"INNOVAATIOKILPAILU JA HANKINTA", "JALKAUTUS", "LAUTAKUNNAN HYVÄKSYNTÄ"} < set(phases)
    assert {"ei tiedossa"} == {row.cells[1].text for table in bars for row in table.rows}


def test_no_level_of_2019_is_reached_and_no_weight_is_told(of_2019: Document) -> None:
    """Nobody wrote down a value, so nobody knows; the slides gave no weights."""
    text = text_of(of_2019)

    assert " | kyllä" not in text.replace("Sitova: kyllä", "")
    assert "Painoarvo" not in text
    assert 7 == len(of_2019.chapters)


def test_2021_prints_weights_levels_and_baselines(of_2021: Document) -> None:
    """30, 30 and 40 percent; three levels each, to the letter; no weighted result is made up."""
    text = text_of(of_2021)

    assert ["30 %", "30 %", "40 %"] == [row.cells[1].text for row in tables_of(of_2021)[0].rows]
    for told in (
        "Tavoitealue: Vastuullinen taloudenpito",
        "Tavoitealue: Maailman toimivin kaupunki",
        "Tavoitealue: Uudistuvat palvelut",
        "eur/suorite",
        "Minimitaso | Toimialan yksikkökustannus ennallaan",
        "paranee (pienenee) min 0,5 % vrt. TP2020",
        "paranee (pienenee) min. 1% vrt. TP2020",
        "TP2020: ei tiedossa",
        "vaihteluväli −100…100",
        "40 (2019)",
        "NPS-suositteluindeksin lähtöarvo on 40.",
        "NPS-suositteluindeksi on vuoden lopussa 41.",
        "NPS-suositteluindeksi on vuoden lopussa 43.",
        "määrällinen mittari 5/5",
        "määrällinen mittari 4/4",
        "määrällinen mittari 8/8",
        "vähintään 5 kuvausta",
        "vähintään 4 palvelua",
        "vähintään 8 palvelua",
        "kirjasto, kulttuuri, liikunta, nuoriso, hallinto",
        "Painotettua tulosta ei voi laskea",
    ):
        assert told in text
    assert 3 == sum("Saavutettu taso: ei tiedossa." == one.summary for one in of_2021.chapters)
