"""A plan as a page: it fits into a comment, says what it leaves out, and holds texts as texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings

from tests.cli.html_reader import HtmlReader
from tests.cli.plan_pages import as_html, as_markdown
from tests.cli.test_media import CALLS, READER, calls, does_nothing, of_markdown, texts
from tests.make import REFERENCE, TODAY, remote, room, space
from tests.plan.making import kept, matching_space, plan
from varaamo_sync.model import LANGS
from varaamo_sync.plan import Plan
from varaamo_sync.state.records import Pairing, RoomState
from varaamo_sync.stored_form import stated_values
from varaamo_sync_cli.render.page.blocks import (
    Code,
    Command,
    Item,
    Page,
    PageWords,
    Rows,
    Section,
    Strong,
)
from varaamo_sync_cli.render.page.html_page import HtmlPage
from varaamo_sync_cli.render.page.markdown_page import MarkdownPage
from varaamo_sync_cli.render.page.page_size import (
    MOST,
    MOST_OF_A_COMMENT,
    Medium,
    count_characters,
    write_page,
)
from varaamo_sync_cli.render.plan.page.plan_page import plan_page
from varaamo_sync_cli.render.plan.plan_text import Telling

MEDIA: dict[str, Medium] = {"markdown": MarkdownPage(), "html": HtmlPage()}
HUGE = "Sali 😀|`</details> @everyone" * 4_000


@cache
def updates(count: int, names: str = "Sali", before: str = "", after: str = "") -> Plan:
    """Return a plan in which every room of a number of rooms changes, in name and capacity."""
    wanted = [
        room(f"nup-{n}", name={"fi": f"{names} {n}"}, description={"fi": f"{after} {n}"})
        for n in range(count)
    ]
    changes = {"capacity.max": 20, "booking.max": None, "description.fi": before}
    there = [
        kept(n + 10, made=one, values=changes, spaces=(n + 10,)) for n, one in enumerate(wanted)
    ]
    spaces = [space(n + 10, f"demo:nup-{n}", name={"fi": f"{names} {n}"}) for n in range(count)]
    values = dict(stated_values(wanted[0], REFERENCE, TODAY)) | {"wanted": "published"} | changes
    state = {
        one.key: RoomState(Pairing(n + 10, f"uuid-{n + 10}", n + 10), values | {"name.fi": name})
        for n, one in enumerate(wanted)
        if (name := one.name.fi)
    }
    return plan(*wanted, remotes=there, spaces=spaces, remembered=state)


def whole(form: str, told: str) -> None:
    """Hold that a page ends nothing that it began in another place than at its end."""
    told.encode("utf-8")  # no half of a pair
    if form == "html":
        HtmlReader(told)
        return
    assert told.count("<details>") == told.count("</details>")
    rows = [line for line in told.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} <= {5}
    for row in rows:
        assert 0 == re.sub(r"\\.", "", row).count("`") % 2
    kinds = [token.type for token in READER.parse(told)]
    for kind in ("table", "list_item", "bullet_list", "tr"):
        assert kinds.count(f"{kind}_open") == kinds.count(f"{kind}_close")


@pytest.mark.parametrize("form", MEDIA)
@pytest.mark.parametrize(
    ("of", "too_long_as"),
    [
        ((400,), {"html"}),
        ((400, "Sali", HUGE[:3000], HUGE[7:3000]), {"markdown", "html"}),
        ((30, HUGE), set()),
        ((150, HUGE, HUGE, HUGE[7:]), {"markdown", "html"}),
    ],
    ids=["many", "many long ones", "few huge ones", "huge ones"],
)
def test_a_plan_fits_into_a_comment_and_tells_what_it_leaves_out(
    form: str, of: Any, too_long_as: set[str]
) -> None:
    """The counts are whole; each room is there whole or counted among those that are not."""
    made = updates(*of)
    told = write_page(plan_page(made, "en"), MEDIA[form])
    shown = len(re.findall(r"<code>nup-\d+</code>|`nup-\d+`", told))
    left = [int(count) for count in re.findall(r"\+ (\d+) entr", told)]

    assert count_characters(told) <= MOST < MOST_OF_A_COMMENT
    assert f"{len(made.rooms)} to update" in told
    assert len(made.rooms) == shown + sum(left)
    assert 0 < shown
    assert bool(left) is (form in too_long_as)
    if left:
        assert re.search(rf"\b{sum(left)} entr\w+ (is|are) left out", told)
        assert "varaamo-sync plan --full" in told
        assert MOST - count_characters(told) < 3_000
    whole(form, told)


@pytest.mark.parametrize("form", MEDIA)
def test_a_full_page_leaves_nothing_out(form: str) -> None:
    """Without a bound every room is there, and nobody is told of any that is not."""
    told = write_page(plan_page(updates(400), "en", Telling(full=True)), MEDIA[form], None)

    assert 400 == len(re.findall(r"<code>nup-\d+</code>|`nup-\d+`", told))
    assert "left out" not in told
    whole(form, told)


def test_a_long_list_hides_no_short_one() -> None:
    """What stands below a list that does not fit has its first entries all the same."""
    left = [remote(9 + n, name=f"Vanha {n}") for n in range(3)]
    spaces = [space(9 + n, f"demo:nup-vanha-{n}") for n in range(3)]
    rooms = [room(f"nup-{n}", name={"fi": f"Sali {n}"}) for n in range(400)]
    made = plan(*rooms, remotes=left, spaces=spaces, archive=True)
    told = write_page(plan_page(made, "fi"), MarkdownPage())

    assert "joita tässä ei ole" in told
    assert 3 == len(re.findall(r"\* \*\*Vanha \d\*\* `nup-vanha-\d`\n", told))


@pytest.mark.parametrize("most", [0, 500, 900, 1_500, 3_000])
@pytest.mark.parametrize("form", MEDIA)
def test_however_little_fits_nothing_is_cut_in_two(form: str, most: int) -> None:
    """Sections and entries go as wholes; the heading alone stays."""
    told = write_page(plan_page(updates(40), "sv"), MEDIA[form], most)

    assert "40 ändras" in told
    assert count_characters(told) <= max(most, 2_500)
    whole(form, told)


def test_characters_are_counted_as_the_strictest_host_does() -> None:
    """What stands outside the first plane counts as two."""
    assert 4 == count_characters("aä😀")


@pytest.mark.parametrize("lang", LANGS)
def test_html_is_a_page_of_its_own(lang: Any) -> None:
    """Its language, its headings and its tables are marked, and it asks nobody for anything."""
    told = as_html(updates(2), lang)
    read = HtmlReader(told)

    assert told.startswith(f'<!DOCTYPE html>\n<html lang="{lang}">')
    assert 1 == read.names.count("h1")
    assert read.names.index("h1") < read.names.index("h2")
    assert 4 == told.count('<th scope="col">')
    assert 2 == len(re.findall(r'<th scope="row(group)?"', told))
    assert [] == read.requests
    assert not {"script", "link", "img", "iframe"} & set(read.names)
    assert "default-src 'none'" in told
    assert "://" not in told


def test_a_command_is_whole_whatever_it_holds() -> None:
    """A folder with signs of Markdown and HTML is typed as it is."""
    command = "varaamo-sync push 'a|b `c` <d> & e  f'"
    page = plan_page(updates(1), "en", Telling(typed=lambda *_: command))
    (told,) = re.findall("Next: (.*)", write_page(page, MarkdownPage()))
    html = HtmlReader(write_page(page, HtmlPage()))

    assert f"``{command}``" == told
    assert command in html.words


seen = texts.filter(str.split)
"""Texts that are not blank; no name of ours is."""


def pages(texts_: list[str]) -> Iterator[Page]:
    """Yield a page that holds a text in each place that there is."""
    one, two = texts_
    words = PageWords("fi", lambda _: one, lambda _: two, lambda _: ((one,),))
    line = (Strong(one), " ", Code(two), f" – {one}")
    items = tuple(Item(line, ((two,),), (one, two)) for _ in range(2))
    rows = tuple(Rows(line, (((one,), (two,)), ((two,), (one,)))) for _ in range(13))
    listed = Section(two, items, after=(("x: ", Command(one), ""),))
    yield Page(one, ((two,),), (listed, Section(one, rows, (one, two, one))), words)


@settings(max_examples=30, deadline=None)
@given(one=seen, two=seen)
def test_whatever_a_text_holds_the_page_is_the_same(one: str, two: str) -> None:
    """No text makes an element, a cell, a link or a picture, calls anybody, or ends anything."""
    (hostile,) = pages([one, two])
    (plain,) = pages(["a", "b"])
    for medium in MEDIA.values():
        told, expected = (write_page(page, medium, None) for page in (hostile, plain))
        assert does_nothing(told.replace("\n", " "))
        if isinstance(medium, HtmlPage):
            assert HtmlReader(expected).names == HtmlReader(told).names
            assert not [text for text in HtmlReader(told).shown if CALLS.search(text)]
            continue
        shape = [token.type for token in READER.parse(expected)]
        assert shape == [token.type for token in READER.parse(told)]
        marks = ("heading_open", "bullet_list_open", "fence", "code_inline", "strong_open")
        assert not set(of_markdown(told)[0]) - {*marks, "html_block"}
        assert [] == calls(told)


def test_the_page_tells_what_the_text_tells() -> None:
    """Each room that the text of --full names is on the page as well, and in that order."""
    made = plan(
        room(type="Sali"),
        room("nup-b", name={"fi": "B"}),
        remotes=[kept(values={"type": "Kokoustila"}), remote(9, name="Varasto")],
        spaces=[matching_space(code="")],
    )
    told = as_markdown(made, "fi")
    order = ["Suunnitelma:", "Kohde", "Päätettävä", "push --on-conflict", "Uudet tilat"]
    order += ["Liitetään", "Ei luettelossa", "Seuraavaksi"]

    assert sorted(order, key=told.index) == order
