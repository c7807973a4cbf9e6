"""Documents that follow the city's slides of June 2019."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from varaamo_sync.report import (
    Cell,
    Chapter,
    Chart,
    ChartKind,
    Column,
    ColumnKind,
    Document,
    Fact,
    Item,
    Items,
    Mark,
    Paragraph,
    Row,
    Section,
    SectionKind,
    Series,
    Table,
    Tone,
)
from varaamo_sync.report.document import Block

DAY = dt.date(2019, 6, 5)
SOURCE = "Varaamon kysely 5.6.2019"


def table(caption: str, heads: str, *rows: str, total: bool = False) -> Table:
    """Return a table written with ``|``: texts first, then numbers where all cells are such."""
    names = heads.split("|")
    cells = [tuple(Cell(text) for text in row.split("|")) for row in rows]
    kinds = [
        ColumnKind.NUMBER if all(row[n].text.isdigit() for row in cells) else ColumnKind.TEXT
        for n in range(len(names))
    ]
    columns = tuple(Column(name, kind) for name, kind in zip(names, kinds, strict=True))
    made = [Row(row, total and number == len(cells)) for number, row in enumerate(cells, 1)]
    return Table(caption=caption, columns=columns, rows=tuple(made))


def bar(*values: int | Decimal | None) -> Chart:
    """Return the bar of a goal: to do, in progress, done."""
    names = ("Tekemättä", "Tekeillä", "Tehty")
    tones = (Tone.PREPARED, Tone.IN_PROGRESS, Tone.READY)
    parts = zip(names, values, tones, strict=True)
    shown = ["ei tiedossa" if value is None else str(value) for value in values]
    return Chart(
        kind=ChartKind.BAR,
        title="Tavoitteen tilat",
        description="Tavoitteen tiloista on tekemättä 7, tekeillä 22 ja tehty 17.",
        categories=("Tavoitteen tilat",),
        series=tuple(Series(name, (value,), tone) for name, value, tone in parts),
        table=table(
            f"Tavoitteen tilat. {SOURCE}", f"|{'|'.join(names)}", f"Tilat|{'|'.join(shown)}"
        ),
    )


def bars(units: dict[str, tuple[int | None, int | None]]) -> Chart:
    """Return a bar a unit: in progress, done."""
    return Chart(
        kind=ChartKind.BARS,
        title="Tilat palvelukokonaisuuksittain",
        description="Varattavia tiloja palvelukokonaisuuksittain.",
        categories=tuple(units),
        series=(
            Series("Käynnissä", tuple(one for one, _ in units.values()), Tone.IN_PROGRESS),
            Series("Valmis", tuple(two for _, two in units.values()), Tone.READY),
        ),
        table=table(
            f"Tilat vaiheittain. {SOURCE}",
            "Palvelu|Käynnissä|Valmis",
            *(f"{name}|{one}|{two}" for name, (one, two) in units.items()),
        ),
    )


def stages() -> Chart:
    """Return counts of five months, with the line to the end of the year."""
    days = tuple(dt.date(2019, month, 5) for month in range(2, 7))
    line = [Decimal(n) for n in (4, 8, 12, 16, 20)]
    return Chart(
        kind=ChartKind.STAGES,
        title="Tilat ajan mittaan",
        description="Varattavia tavoitteen tiloja oli 5.2.2019 4 ja 5.6.2019 17.",
        categories=(*days, dt.date(2019, 12, 31)),
        series=(
            Series("Varaamossa aiemmin", (4, 4, 4, 12, 12, None), Tone.EARLIER),
            Series("Valmis", (0, 1, 2, 3, 5, None), Tone.READY),
            Series("Käynnissä", (2, 8, 12, 20, 22, None), Tone.IN_PROGRESS),
            Series("Valmistelussa", (20, 15, 12, 8, 7, None), Tone.PREPARED),
        ),
        target=Series("Tavoite 31.12.2019", (*line, Decimal(46))),
        deadline=dt.date(2019, 12, 31),
        table=table(
            f"Tilat vaiheittain. {SOURCE}",
            "Päivä|Valmis",
            *(f"{day:%d.%m.%Y}|{n}" for n, day in enumerate(days)),
        ),
    )


COUNTS = Table(
    caption=f"Tilojen vienti Varaamoon. {SOURCE}",
    columns=(
        Column("Palvelukokonaisuus"),
        *(Column(name, ColumnKind.NUMBER) for name in ("Valmistelussa", "Käynnissä", "Valmis")),
        Column("Varaamossa aiemmin", ColumnKind.NUMBER),
        Column("Huomiot"),
    ),
    rows=(
        Row(
            (
                Cell("KIR"),
                Cell(""),
                Cell(""),
                Cell(""),
                Cell("26 (+ 14 Oodi)", mark=Mark.REPORTED),
                Cell(""),
            )
        ),
        Row((Cell("KULP"), Cell("2", 2), Cell("3", 3), Cell("1", 1), Cell("0", 0), Cell(""))),
        Row(
            (
                Cell("LIIK"),
                Cell("2", 2),
                Cell("3", 3),
                Cell("3", 3),
                Cell("0", 0),
                Cell("Edellyttänyt varaamon kehittämistä (kalenteri ominaisuudet, maksaminen)"),
            )
        ),
        Row(
            (
                Cell("NUP"),
                Cell("3", 3),
                Cell("16", 16),
                Cell("1", 1),
                Cell("12 (?)", mark=Mark.REPORTED),
                Cell(
                    "Tiloja viety aiemmin Varaamoon vain katseltavaksi, ei varattavaksi. Uusien "
                    "tilojen lisäksi vanhoja avataan varattavaksi."
                ),
            )
        ),
        Row(
            (
                Cell("Yhteensä"),
                Cell("7", 7),
                Cell("22", 22),
                Cell("5", 5),
                Cell("12", 12),
                Cell(""),
            ),
            total=True,
        ),
    ),
    notes=("† = ilmoitettu: ihmisen kirjaama tieto, jota ei ole johdettu Varaamosta.",),
)

RISKS = (
    (
        "Tilavarausprosessit ovat moninaiset ja monimutkaiset: käyttötapauksia on useita.",
        "Prosessien haasteellisuutta on tunnistettu.",
    ),
    (
        "Tilakartoitus on käynnistynyt vasta kesäkuussa: kaikkia tiloja ei ehkä ehditä käydä.",
        "",
    ),
    ("Uusien tilojen vieminen Varaamoon tuottaa kehitystarpeita.", ""),
    ("Kaupungin digiohjelman tilavarauskokonaisuus (tavoite A4) käynnistyy pian.", ""),
)


def section(kind: SectionKind, *blocks: Block) -> Section:
    """Return a section under the heading of the city's slides."""
    headings = {
        SectionKind.GOAL: "Tavoite",
        SectionKind.PROGRESS: "Ositettu tavoitteiden toteutuminen",
        SectionKind.CHANGE: "Muutos",
        SectionKind.FORECAST: "Ennuste tavoitteiden toteutumisesta ja riskit",
    }
    return Section(kind=kind, heading=headings[kind], blocks=blocks)


def risks(lines: tuple[tuple[str, str], ...] = RISKS) -> Items:
    """Return risks with how they are met."""
    items = tuple(Item(risk, (f"Varautuminen: {by}",) if by else ()) for risk, by in lines)
    return Items(items, "Riskit ja niihin varautuminen", numbered=True)


def tilavaraus() -> Chapter:
    """Return the goal of June 2019."""
    return Chapter(
        id="tilavaraus",
        title="Tilavaraus",
        area="Maailman toimivin kaupunki",
        summary="Tavoite on toteutumassa: 17/46 tilaa on varattavissa.",
        tone=Tone.GOOD,
        sections=(
            section(
                SectionKind.GOAL,
                Paragraph(
                    "Toimialan tilojen varausjärjestelmien yhteiset periaatteet ja prosessit "
                    "on määritelty. Jokaisessa palvelukokonaisuudessa (KULP, LIIKU, NUP, KIR) "
                    "on määritelty tilat, jotka ovat varattavissa nopeasti asukaskäyttöön ja "
                    "ne on viety Varaamoon."
                ),
                (Fact("Määräaika", "31.12.2019"), Fact("Sitova", "kyllä")),
            ),
            section(
                SectionKind.PROGRESS,
                Paragraph("Tavoite on toteutumassa.", Tone.GOOD, strong=True),
                bar(7, 22, 17),
                COUNTS,
                Paragraph("Kahdesta tilasta ei ole tietoa.", Tone.WARNING),
            ),
            section(
                SectionKind.CHANGE,
                stages(),
                bars({"KIR": (None, None), "KULP": (3, 1), "NUP": (16, 13)}),
            ),
            section(
                SectionKind.FORECAST,
                Paragraph("Sitovien osatavoitteiden osalta tavoite on toteutumassa.", strong=True),
                Paragraph("Nuorison ja liikunnan tilavarausprosesseja on kuvattu."),
                risks(),
            ),
        ),
    )


def document(*chapters: Chapter, **changes: object) -> Document:
    """Return a report of some goals; of Tilavaraus where none is named."""
    values: dict[str, object] = {
        "lang": "fi",
        "title": "Sitovat toiminnalliset tavoitteet 2019",
        "subtitle": "Ennuste toteutumisesta 10.6.2019",
        "day": DAY,
        "facts": (
            Fact("Kysely", "5.6.2019 klo 12.00, harjoitus-Varaamo"),
            Fact("Tilaluettelo", "Helsinki"),
        ),
        "overview": (table("Tavoitteet", "Tavoite|Tilanne", "Tilavaraus|toteutumassa"),),
    }
    return Document(**(values | {"chapters": chapters or (tilavaraus(),)} | changes))  # type: ignore[arg-type]
