"""Documents as the tests of pages lay them out: a goal with all that a section may hold."""

import datetime as dt
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

from varaamo_sync.model import Lang
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

DAY = dt.date(2027, 6, 4)
DEADLINE = dt.date(2027, 12, 31)
STAGES = (
    ("Valmis", Tone.READY),
    ("Käynnissä", Tone.IN_PROGRESS),
    ("Valmistelussa", Tone.PREPARED),
    ("Ei tiedossa", Tone.UNKNOWN),
)
UNITS = (
    ("KIR", (14, 9, 3, 0), ""),
    ("KULP", (1, 3, 2, 0), ""),
    ("LIIKU", (3, 3, 2, 1), "Edellyttänyt Varaamon kehittämistä (kalenteri, maksaminen)"),
    ("NUP", (1, 16, 3, 0), "Tiloja viety aiemmin Varaamoon vain katseltavaksi."),
)


def table(caption: str = "Tilat vaiheittain 4.6.2027, luettu Varaamosta") -> Table:
    """Return the table of the slide, with its notes."""
    numbers = [Column(name, ColumnKind.NUMBER) for name, _ in STAGES]
    rows = [
        Row(
            (
                Cell(unit, link=f"units/{unit}"),
                *(Cell(str(count), count) for count in counts),
                Cell(note),
            )
        )
        for unit, counts, note in UNITS
    ]
    reported = Row((Cell("NUP 2019"), *(Cell("12 (?)", mark=Mark.REPORTED),) * 4, Cell("")))
    total = Row((Cell("Yhteensä"), *(Cell("19", 19),) * 4, Cell("")), total=True)
    return Table(
        caption=caption,
        columns=(Column("Palvelukokonaisuus"), *numbers, Column("Huomiot")),
        rows=(*rows, reported, total),
        notes=("Ilmoitettu: ihmisen kirjaama luku, jota ei lasketa yhteen.",),
    )


def bar(*values: int | Decimal | None, title: str = "Tavoitteen eteneminen") -> Chart:
    """Return the bar of what is done, under way and not begun."""
    names = (("tehty", Tone.READY), ("tekeillä", Tone.IN_PROGRESS), ("tekemättä", Tone.PREPARED))
    return Chart(
        kind=ChartKind.BAR,
        title=title,
        description="Tiloista tehty, tekeillä ja tekemättä.",
        categories=("Kaikki",),
        series=tuple(
            Series(name, (value,), tone) for (name, tone), value in zip(names, values, strict=True)
        ),
        table=table("Samat luvut"),
    )


def bars(units: tuple[tuple[str, tuple[int | None, ...]], ...]) -> Chart:
    """Return a bar a unit."""
    return Chart(
        kind=ChartKind.BARS,
        title="Tilat palvelukokonaisuuksittain",
        description="Yksi palkki palvelukokonaisuutta kohti.",
        categories=tuple(name for name, _ in units),
        series=tuple(
            Series(name, tuple(counts[place] for _, counts in units), tone)
            for place, (name, tone) in enumerate(STAGES)
        ),
        table=table("Samat luvut"),
    )


def stages(
    days: tuple[dt.date, ...],
    count: Callable[[int], tuple[int | None, ...]],
    *,
    target: int | None = 60,
    deadline: dt.date | None = DEADLINE,
) -> Chart:
    """Return areas over days; ``count`` tells what is stacked on each."""
    counts = [count(place) for place in range(len(days))]
    return Chart(
        kind=ChartKind.STAGES,
        title="Tilat vaiheittain ajan mukaan",
        description="Vaiheet päällekkäin, tavoite viivana määräaikaan asti.",
        categories=days,
        series=tuple(
            Series(name, tuple(each[place] for each in counts), tone)
            for place, (name, tone) in enumerate(STAGES)
        ),
        target=None if target is None else Series("Tavoite", (target,) * len(days)),
        deadline=deadline,
        table=table("Samat luvut"),
    )


def weeks(count: int, until: dt.date = DAY) -> tuple[dt.date, ...]:
    """Return one day a week up to a day."""
    return tuple(until - dt.timedelta(weeks=place) for place in reversed(range(count)))


def growing(place: int) -> tuple[int | None, ...]:
    """Return the counts of a stage chart that grows, with a gap and with something unknown."""
    if place == 9:
        return (None,) * 4
    ready = min(19, place)
    return (ready, min(31, 2 * place), 36 - ready, 4 if place < 5 else 0)


def tilavaraus(lang: Lang = "fi") -> Document:
    """Return a report of two goals with every kind of block."""
    progress = Section(
        kind=SectionKind.PROGRESS,
        heading="Ositettu tavoitteiden toteutuminen",
        blocks=(
            bar(19, 31, 10),
            table(),
            bars(tuple((unit, counts) for unit, counts, _ in UNITS)),
        ),
    )
    change = Section(
        kind=SectionKind.CHANGE,
        heading="Miten tilanne on muuttunut",
        blocks=(stages(weeks(24), growing),),
    )
    goal = Section(
        kind=SectionKind.GOAL,
        heading="Tavoite",
        blocks=(
            Paragraph(
                "”Toimialan tilojen varausjärjestelmien yhteiset periaatteet ja prosessit on "
                "määritelty.”"
            ),
            (Fact("Määräaika", "31.12.2027"), Fact("Mittari", "Varattavissa olevat tilat")),
        ),
    )
    missing = Section(
        kind=SectionKind.MISSING,
        heading="Mitä puuttuu ja kenen vuoro on",
        blocks=(
            Items(
                (
                    Item("Aukioloajat: 12 tilaa – toimipiste", ("Arabia, Pasila ja 10 muuta",)),
                    Item("Voimassa oleva hinta: 3 tilaa", tone=Tone.WARNING),
                ),
                lead="Seuraavaksi",
                numbered=True,
            ),
            Items((Item("Kaikki lukevat"), Item("Kukaan ei", tone=Tone.UNKNOWN))),
        ),
    )
    forecast = Section(
        kind=SectionKind.FORECAST,
        heading="Ennuste tavoitteiden toteutumisesta ja riskit",
        blocks=(
            Paragraph("Tavoite on vaarassa.", Tone.WARNING, strong=True),
            Paragraph("Tahti on 0,47 tilaa viikossa, tarvitaan 0,9."),
            Items((Item("Riski: prosessit ovat moninaiset", ("Varautuminen: rajataan",)),)),
        ),
    )
    other = Section(
        kind=SectionKind.GOAL,
        heading="Tavoite",
        blocks=(Paragraph("NPS-suositteluindeksi kasvaa.", Tone.GOOD),),
    )
    return Document(
        lang=lang,
        title="Sitovat tavoitteet 2027",
        subtitle="Kulttuurin ja vapaa-ajan toimiala, tilanne 4.6.2027",
        day=DAY,
        facts=(Fact("Tilanne", "luettu Varaamosta 4.6.2027 9:30"), Fact("Tilaluettelo", "tilat")),
        overview=(
            Table(
                caption="Tavoitteet 4.6.2027",
                columns=(Column("Tavoite"), Column("Tilanne")),
                rows=(
                    Row((Cell("Tilavaraus"), Cell("vaarassa", tone=Tone.WARNING))),
                    Row((Cell("Pikapalaute"), Cell("toteutumassa", tone=Tone.GOOD))),
                ),
            ),
        ),
        chapters=(
            Chapter(
                id="tilavaraus",
                title="Tilavaraus",
                area="Koko kaupunki on oppimisen paikka",
                summary="19 tilaa 60:stä on varattavissa. Tavoite on vaarassa.",
                tone=Tone.WARNING,
                sections=(goal, progress, change, missing, forecast),
            ),
            Chapter(
                id="pikapalaute",
                title="Pikapalaute",
                summary="Toteutumassa.",
                tone=Tone.GOOD,
                sections=(other,),
            ),
        ),
    )


def texts_replaced(value: Any, text: str) -> Any:
    """Return a document in which every text for people is another one."""
    if isinstance(value, tuple):
        return tuple(texts_replaced(one, text) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: texts_replaced(getattr(value, field.name), text)
            for field in fields(value)
            if field.name not in {"lang", "kind", "tone", "mark", "id", "link"}
        }
        return replace(value, **changed)
    return text if type(value) is str and value else value
