"""The page of a report: one file that needs nothing else, for whoever reads it and however."""

import re
import tomllib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from tests.report.documents import table, texts_replaced, tilavaraus
from tests.report.reading import ReadPage
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.report import Cell, Column, Fact, Paragraph, Row, Table
from varaamo_sync.report.page import (
    Aside,
    Crumb,
    Frame,
    Page,
    PagePart,
    lay_out_page,
    page_of,
    write_page,
)
from varaamo_sync.report.page.links import href

HOSTILE = (
    "<script>window.ran = 1</script><img src=x onerror='window.ran = 1'>\"'&amp; {{ 7 * 7 }} "
    "=1+1 \u202egnp.exe\u2066 </style></title></svg>"
)
SPELLED = HOSTILE.replace("\u202e", "\\u202e").replace("\u2066", "\\u2066")
PAGE = ReadPage(write_page(tilavaraus()))


def test_the_same_report_is_the_same_page() -> None:
    """Twice the same values are twice the same bytes."""
    assert write_page(tilavaraus()) == PAGE.html


def test_a_page_asks_for_nothing() -> None:
    """No element loads anything, no style does, there is no script, and the policy forbids it."""
    loading = {"src", "srcset", "data", "poster", "background", "action", "formaction", "ping"}
    policy = next(
        one.attributes["content"] for one in PAGE.named("meta") if "http-equiv" in one.attributes
    )
    css = PAGE.named("style")[0].text

    assert [] == PAGE.named("script", "link", "img", "iframe", "object", "embed", "base", "form")
    assert [] == [one for one in PAGE.elements if loading & set(one.attributes)]
    assert [] == [n for one in PAGE.elements for n in one.attributes if n.startswith("on")]
    assert [] == [one for one in PAGE.elements if "style" in one.attributes]
    assert "url(" not in css
    assert "@import" not in css
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert [] == [one for one in PAGE.named("a") if not one.attributes["href"].startswith("#")]


def test_headings_go_down_one_by_one() -> None:
    """One heading of the first level, and none below it leaves a level out."""
    levels = [int(one.name[1]) for one in PAGE.named("h1", "h2", "h3", "h4", "h5", "h6")]

    assert 1 == levels[0]
    assert 1 == levels.count(1)
    assert all(low - high <= 1 for high, low in pairwise(levels))


def test_a_page_has_landmarks_and_a_way_past_them() -> None:
    """Header, navigation, main and footer; the first link leads to what the page is for."""
    skip = PAGE.named("a")[0]
    main = PAGE.named("main")

    assert 1 == len(main) == len(PAGE.named("footer"))
    assert f"#{main[0].attributes['id']}" == skip.attributes["href"]
    assert 1 == len([one for one in PAGE.named("header") if one.above[-1] == "body"])
    assert all("aria-label" in n.attributes or "aria-labelledby" in n.attributes
               for n in PAGE.named("nav"))  # fmt: skip


def test_every_reference_on_a_page_leads_somewhere() -> None:
    """Links and labels point at ids that are there, and no id stands twice."""
    ids = [one.attributes["id"] for one in PAGE.elements if "id" in one.attributes]
    pointed = {
        name
        for one in PAGE.elements
        for attribute in ("aria-labelledby", "aria-describedby")
        for name in one.attributes.get(attribute, "").split()
    }
    pointed |= {one.attributes["href"][1:] for one in PAGE.named("a")}
    fills = {n for one in PAGE.elements for n in re.findall(r"#([\w-]+)\)", str(one.attributes))}

    assert len(set(ids)) == len(ids)
    assert pointed | fills <= set(ids)


def test_every_table_says_what_it_is() -> None:
    """A caption, headings with their scope, the first cell of each row as its heading."""
    tables = PAGE.named("table")
    captions = PAGE.named("caption")
    scopes = [one.attributes.get("scope") for one in PAGE.named("th")]

    assert len(tables) == len(captions) == len(PAGE.with_class("scroll"))
    assert all(one.text.strip() for one in captions)
    assert {"col", "row"} == set(scopes)
    assert all(one.attributes.get("tabindex") == "0" for one in PAGE.with_class("scroll"))


def test_without_styles_a_page_reads_from_top_to_bottom() -> None:
    """The texts stand in the order of the report: how it stands, the goal, its numbers, risks."""
    told = "\n".join(PAGE.texts)
    order = (
        "Sitovat tavoitteet 2027", "Yhteenveto", "Tavoitteet 4.6.2027", "Tilavaraus",
        "19 tilaa 60:stä on varattavissa", "Ositettu tavoitteiden toteutuminen", "tehty",
        "Edellyttänyt Varaamon kehittämistä", "Ilmoitettu: ihmisen", "Aukioloajat: 12 tilaa",
        "Tavoite on vaarassa.", "Varautuminen: rajataan", "Pikapalaute", "luettu Varaamosta 4.6",
    )  # fmt: skip
    at = 0
    for text in order:
        at = told.find(text, at)
        assert at >= 0, text


def test_what_a_person_reported_is_told_apart_in_words() -> None:
    """Beside the sign that notes explain stands the word, for whoever does not see it."""
    marked = [one for one in PAGE.named("td") if "†" in one.text]

    assert marked
    assert all(one.text.startswith("12 (?)") for one in marked)
    assert all("ilmoitettu" in one.text for one in marked)


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_is_in_its_language(lang: Lang) -> None:
    """The attribute says it, and so does what stands around the report."""
    read = ReadPage(write_page(tilavaraus(lang)))
    words = Path(__file__).parents[2] / "varaamo_sync" / "words" / lang / "report" / "page.toml"
    said = tomllib.loads(words.read_text(encoding="utf-8"))

    assert lang == read.named("html")[0].attributes["lang"]
    assert {said["skip"], said["contents"], said["overview"], said["figures"]} <= set(read.texts)


def test_hostile_texts_are_texts() -> None:
    """Markup, scripts, templates and signs that turn the writing are shown, wherever they stand."""
    document = texts_replaced(tilavaraus(), HOSTILE)
    frame = Frame(
        base="/", trail=(Crumb(HOSTILE, HOSTILE),), notices=(Paragraph(HOSTILE),), twin=HOSTILE
    )
    for read in (ReadPage(write_page(document)), ReadPage(write_page(document, frame))):
        told = [text for text in read.texts if "window.ran" in text]
        names = {one.name for one in read.elements}

        assert not {"script", "img"} & names
        assert {" ".join(SPELLED.split())} <= set(told)
        assert "\u202e" not in read.html
        assert all("{{ 7 * 7 }}" in text for text in told)
        assert [] == [n for one in read.elements for n in one.attributes if n.startswith("on")]


@pytest.mark.parametrize(
    ("link", "in_file", "on_board"),
    [
        (None, None, None),
        ("rooms/nup:a", None, "/b/rooms/nup:a"),
        ("rooms/a b/ä?#x", None, "/b/rooms/a%20b/%C3%A4%3F%23x"),
        ("rooms/..", None, "/b/rooms/%2E%2E"),
        ("https://example.org/a?b=c", "https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("https://", None, None),
        ("https://[", None, None),
        ("javascript:alert(1)", None, None),
        ("JaVaScRiPt:alert(1)", None, None),
        ("data:text/html,x", None, None),
        ("//example.org/a", None, None),
        ("https://a\nb", None, None),
    ],
)
def test_links_lead_to_the_board_or_the_web(
    link: str | None, in_file: str | None, on_board: str | None
) -> None:
    """Nothing else becomes a link, names in addresses are encoded, and a file has no board."""
    assert in_file == href(link, None)
    assert on_board == href(link, "/b/")


def test_the_goals_at_a_glance_lead_to_their_chapters() -> None:
    """A goal is told of on the same page, in a file as on the board."""
    goal = Table(
        caption="Tavoitteet",
        columns=(Column("Tavoite"),),
        rows=(Row((Cell("Pikapalaute", link="goals/pikapalaute"),)),),
    )
    for frame in (None, Frame(base="/")):
        read = ReadPage(write_page(replace(tilavaraus(), overview=(goal,)), frame))
        links = [one.attributes["href"] for one in read.named("a") if "table" in one.above]
        assert "#goal-2" in links


def test_what_a_board_puts_around_a_page() -> None:
    """It says that it is renewed, leads upwards, warns first and has a twin."""
    page = Page(
        lang="fi",
        title="Arabian sali",
        subtitle="",
        facts=(Fact("Tilanne", "4.6.2027"),),
        parts=(PagePart(id="a", heading="Havainnot", blocks=(table(),)),),
    )
    frame = Frame(
        base="/", aside=Aside("Sivu päivittyy.", (Crumb("Pysäytä", "still"),)),
        trail=(Crumb("Etusivu", ""), Crumb("NUP", "units/NUP")),
        notices=(Paragraph("Tilaluettelossa on vika."),), twin="rooms/a.json",
    )  # fmt: skip
    read = ReadPage(lay_out_page(page, tilavaraus().day, frame))

    assert ["/still"] == [
        one.attributes["href"] for one in read.named("a") if "header" in one.above[-2:]
    ]
    assert ["/", "/units/NUP"] == [
        one.attributes["href"] for one in read.named("a") if "ol" in one.above
    ]
    assert read.texts.index("Tilaluettelossa on vika.") < read.texts.index("Havainnot")
    assert "/rooms/a.json" in [one.attributes["href"] for one in read.named("a")]
    assert "/units/KIR" in [one.attributes["href"] for one in read.named("a")]


def test_a_report_of_nothing_is_a_page() -> None:
    """No goals, no overview, an empty table: still a heading and a main part."""
    empty = Table(caption="Tyhjä", columns=(Column("A"), Column("B")), rows=())
    page = page_of(tilavaraus())
    bare = Page(
        lang="fi", title=page.title, subtitle="", facts=(),
        parts=(PagePart(id="a", heading="A", blocks=(empty, ())),),
    )  # fmt: skip

    read = ReadPage(lay_out_page(bare, tilavaraus().day))
    assert ["A"] == [one.text for one in read.named("h2")]
    assert [] == read.named("td")


def test_many_rooms_are_written_quickly_and_whole() -> None:
    """A table of thousands of rows has them all."""
    rows = tuple(Row((Cell(f"tila {number}"), Cell(""))) for number in range(3000))
    big = Table(caption="Tilat", columns=(Column("Tila"), Column("Syy")), rows=rows)
    part = PagePart(id="a", heading="A", blocks=(big,))
    page = Page(lang="fi", title="T", subtitle="", facts=(), parts=(part,))

    assert 3001 == lay_out_page(page, tilavaraus().day).count("<tr>")
