"""XLIFF 1.2, judged by the translate-toolkit, which is another hand's reader and writer."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from translate.storage.xliff import xlifffile

from tests.translations.making import after, only_row, room, rules, texts
from varaamo_sync.translations import (
    Merge,
    Row,
    find_texts,
    is_xliff,
    merge,
    read_xliff,
    rows_to_translate,
    write_xliff,
)

RICH = "<p>Avaa <strong>ovi</strong> &amp; astu.<br>Lue <a href='https://a.fi/'>ohje</a>.</p>"


def come_back(data: bytes, *fields: dict[str, Any]) -> Merge:
    """Return what comes of a file for a catalogue of some rooms."""
    file = read_xliff(data, "sv.xlf")
    return merge(file.rows, texts(*rooms(*fields), name=None))


def rooms(*fields: dict[str, Any]) -> list[dict[str, Any]]:
    """Return rooms with these fields; the first is the one that ``one`` makes a row of."""
    return [room("sali" + str(number or ""), **one) for number, one in enumerate(fields)]


def one(description: str, to: Any = "sv", **more: str) -> tuple[Row, bytes]:
    """Return a row of one description, and the file of it."""
    row = only_row(to, all=bool(more), description={"fi": description, **more})
    return row, write_xliff([row]).data


def target(data: bytes, inner: str, state: str = "translated") -> bytes:
    """Return a file of one text with a target of its own, written by hand."""
    text = re.sub(r"\s*<target.*</target>", "", data.decode("utf-8"), flags=re.DOTALL)
    written = f'</source><target state="{state}">{inner}</target>'
    return text.replace("</source>", written).encode()


def test_another_reader_understands_the_file() -> None:
    """The toolkit finds each text with its languages, id, length and note, and no target."""
    found = texts(room("a", description={"fi": "Iso\n\nsali. <3 & ]]>"}), room("b"), name=None)
    rows = rows_to_translate(found, "sv", all=True)
    store = xlifffile.parsestring(write_xliff(rows).data)

    assert ("fi", "sv") == (store.getsourcelanguage(), store.gettargetlanguage())
    assert [row.finnish for row in rows] == [unit.source for unit in store.units]
    assert [row.translation or None for row in rows] == [unit.target for unit in store.units]
    assert [row.mark for row in rows] == [unit.xmlelement.get("id") for unit in store.units]
    assert ["255", "8000", "255"] == [unit.xmlelement.get("maxwidth") for unit in store.units]
    assert "Sali (a) / description / ≤ 8000" == store.units[1].getnotes("varaamo-sync")


def test_another_writer_s_file_comes_back() -> None:
    """Targets that the toolkit writes are taken; those that it leaves out change nothing."""
    fields = [{"description": {"fi": f"Sali {number}."}} for number in range(3)]
    rows = rows_to_translate(texts(*rooms(*fields), name=None), "sv")
    store = xlifffile.parsestring(write_xliff(rows).data)
    store.units[0].target = "Sal 0 & <mer>"
    store.units[2].target = "Sal 2.\n\nOch mer."

    merged = come_back(bytes(store), *fields)
    assert ["translation-tags"] == rules(merged)
    assert ["Sal 2.\n\nOch mer."] == list(after(merged).values())
    assert 1 == merged.empty


def test_the_toolkit_keeps_our_codes() -> None:
    """A target that it makes of our source's own codes gives back the tags."""
    _, data = one(RICH)
    store = xlifffile.parsestring(data)
    unit = store.units[0]
    unit.rich_target = unit.rich_source

    merged = come_back(bytes(store), {"description": {"fi": RICH}})
    assert RICH == "".join(str(part) for part in unit.xmlelement.find("{*}source").itertext())
    assert [RICH] == list(after(merged).values())


def test_tags_are_codes_and_words_are_words() -> None:
    """Tags that belong together are a pair, one alone is a placeholder, a stray one is isolated."""
    _, data = one("<p>Lue <em>tämä</em>.<br>Ja tuo.</p></strong>")
    source = re.search(r"<source>(.*)</source>", data.decode(), re.DOTALL)

    assert source is not None
    assert (
        '<bpt id="1" ctype="x-html-p">&lt;p&gt;</bpt>Lue '
        '<bpt id="2" ctype="italic">&lt;em&gt;</bpt>tämä<ept id="2">&lt;/em&gt;</ept>.'
        '<ph id="4" ctype="lb">&lt;br&gt;</ph>Ja tuo.<ept id="1">&lt;/p&gt;</ept>'
        '<it id="6" pos="close" ctype="bold">&lt;/strong&gt;</it>'
    ) == source[1].replace(" />", "/>")


def test_a_name_is_text_to_the_letter() -> None:
    """A name is no HTML for the booking system, so what looks like a tag there is no code."""
    row = only_row(name={"fi": "Sali <b>"})

    assert b"<source>Sali &lt;b&gt;</source>" in write_xliff([row]).data


@pytest.mark.parametrize(
    "inner",
    [
        (
            '<bpt id="1">&lt;p&gt;</bpt>A <bpt id="2">&lt;em&gt;</bpt>b'
            '<ept id="2">&lt;/em&gt;</ept><ph id="4">&lt;br&gt;</ph>c<ept id="1">&lt;/p&gt;</ept>'
        ),
        '<bpt id="1"/>A <bpt id="2"/>b<ept id="2"/><ph id="4"/>c<ept id="1"/>',
        '<g id="1">A <g id="2">b</g><x id="4"/>c</g>',
        '<bx id="1"/>A <bx id="2"/>b<ex id="2"/><x id="4"/>c<ex id="1"/>',
        (
            '<mrk mtype="seg" mid="1"><bx id="1"/>A <g id="2">b</g></mrk>'
            '<mrk mtype="seg" mid="2"><x id="4"/>c<ex id="1"/></mrk>'
        ),
        "&lt;p&gt;A &lt;em&gt;b&lt;/em&gt;&lt;br&gt;c&lt;/p&gt;",
    ],
    ids=["with-tags", "empty", "g-and-x", "bx-and-ex", "segments", "typed"],
)
def test_codes_come_back_in_every_way_of_writing_them(inner: str) -> None:
    """Programs keep the tag, empty it, or make pairs of it; the text has its tags again."""
    source = "<p>Yksi <em>kaksi</em><br>kolme</p>"
    merged = come_back(target(one(source)[1], inner), {"description": {"fi": source}})

    assert ["<p>A <em>b</em><br>c</p>"] == list(after(merged).values())


@pytest.mark.parametrize(
    ("inner", "lost", "gained"),
    [
        ('<g id="1">A <x id="4"/>c</g>', "<em> </em>", "–"),
        ('<g id="1">A <g id="2">b</g><x id="4"/><x id="4"/>c</g>', "–", "<br>"),
        ('<g id="1">A <g id="9">b</g><x id="4"/>c</g>', "<em> </em>", "–"),
        ("A b c", "<p> <em> </em> <br> </p>", "–"),
    ],
)
def test_a_code_too_few_or_too_many_is_refused(inner: str, lost: str, gained: str) -> None:
    """What a program dropped, doubled or made up is named at its row."""
    source = "<p>Yksi <em>kaksi</em><br>kolme</p>"
    merged = come_back(target(one(source)[1], inner), {"description": {"fi": source}})

    assert [("translation-tags", lost, gained)] == [
        (found.rule, found.params["lost"], found.params["gained"]) for found in merged.findings
    ]


@pytest.mark.parametrize("state", ["new", "needs-translation"])
def test_what_a_program_marks_as_untranslated_is_told(state: str) -> None:
    """A program that copies the source into each target says so; that is no translation."""
    source = "Iso sali."
    file = read_xliff(target(one(source)[1], "Iso sali.", state), "sv.xlf")

    merged = merge(file.rows, texts(room(description={"fi": source})))
    assert ["translation-unfinished"] == rules(merged)
    assert () == merged.changes


def test_proposals_of_a_program_are_no_translation() -> None:
    """``alt-trans`` holds what a program remembers; only the target of the unit counts."""
    _, data = one("Iso sali.")
    alternative = b"</source><alt-trans><target>Stor sal.</target></alt-trans>"
    file = read_xliff(data.replace(b"</source>", alternative), "sv.xlf")

    assert [{"fi": "Iso sali."}] == [row.texts for row in file.rows]


def test_findings_name_the_line_of_their_text() -> None:
    """A row of XLIFF is found by its line."""
    _, data = one("Iso sali.")
    (row,) = read_xliff(target(data, "Stor sal."), "sv.xlf").rows
    lines = data.decode().splitlines()

    assert "<trans-unit" in lines[row.position.line - 1]
    assert ("sv.xlf", "Sali (sali)", "description") == (row.position.file, row.room, row.field)


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><xliff version="1.2">&a;</xliff>'
DEEP = '<xliff version="1.2">' + "<g>" * 5000 + "</g>" * 5000 + "</xliff>"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (BOMB, "translation-file-broken"),
        (DEEP, "translation-file-broken"),
        ("<xliff version='1.2'>", "translation-file-broken"),
        ("<?xml version='1.0' encoding='x-none'?><xliff/>", "translation-file-broken"),
        ("<xliff version='2.0'/>", "translation-file-broken"),
        ("<?xml version='1.0'?><html/>", "translation-file-broken"),
        ("<xliff version='1.2'/>", "translation-file-unknown"),
        ("<?xml version='1.0'?>", "translation-file-broken"),
    ],
)
def test_what_is_no_xliff_of_ours_is_refused_whole(text: str, rule: str) -> None:
    """Entities, endless depth, another version or another document: told, never a traceback."""
    file = read_xliff(text.encode(), "x.xlf")

    assert is_xliff(text.encode())
    assert ((), rule) == (file.rows, file.unreadable.rule if file.unreadable else None)


@given(st.binary(max_size=300), st.integers(0, 2000))
def test_no_bytes_give_a_traceback(noise: bytes, at: int) -> None:
    """A file that was cut or overwritten somewhere is read or refused."""
    _, data = one(RICH, sv="<p>Öppna.</p>")
    broken = data[:at] + noise + data[at + len(noise) :]

    file = read_xliff(broken, "x.xlf")
    assert file.rows or file.unreadable


SIGNS = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t")
PARTS = ["<p>", "</p>", "<br>", "<a href='x'>", "</a>", "<!-- a -->", "<", "&amp;"]
PIECES = st.one_of(st.text(SIGNS, max_size=9), st.sampled_from(PARTS))
TAGGED = st.lists(PIECES, max_size=9).map("".join)


@given(TAGGED, TAGGED)
def test_an_untouched_file_says_nothing(finnish: str, swedish: str) -> None:
    """Whatever stands in the texts, a file that comes back as it went out changes nothing."""
    found = texts(room(description={"fi": finnish, "sv": swedish}), name=None)
    rows = rows_to_translate(found, "sv", all=True)
    written = write_xliff(rows)

    merged = merge(read_xliff(written.data, "sv.xlf").rows, found)
    assert ((), ()) == (merged.changes, merged.findings)
    assert len(rows) - len(written.left_out) == merged.unchanged + merged.empty


def test_a_text_that_xml_cannot_hold_is_left_out_and_named() -> None:
    """A control character is no reason to leave the others at home."""
    found = texts(room("a", name={"fi": "Sali\x07"}), room("b", name={"fi": "Aula"}), name=None)
    written = write_xliff(rows_to_translate(found, "sv"))

    assert ["Sali\x07"] == [row.finnish for row in written.left_out]
    assert ["Aula"] == [unit.source for unit in xlifffile.parsestring(written.data).units]


def test_a_room_whose_name_no_file_can_hold_can_be_translated() -> None:
    """Where a text is of is said without control characters, in XML as anywhere."""
    found = texts(room(name={"fi": "Sa\x1bli\ud800"}, description={"fi": "Iso."}), name=None)
    written = write_xliff(rows_to_translate(found, "sv"))

    assert ["name"] == [row.source.field for row in written.left_out]
    (unit,) = xlifffile.parsestring(written.data).units
    assert "Sa li (sali) / description" == unit.xmlelement.get("resname")


def test_each_file_of_the_catalogue_is_a_file_of_the_xliff() -> None:
    """A translator sees which texts belong together."""
    block = {"format": 1, "service_unit": "KIR", "venues": []}
    values = {
        "kir.yaml": {**block, "defaults": {"instructions": {"pending": {"fi": "Odota."}}}},
        "catalogue.yaml": {"format": 1, "id": "x", "organisation": {"fi": "Kaupunki"}},
    }
    data = write_xliff(rows_to_translate(find_texts(values), "en")).data

    store = xlifffile.parsestring(data)
    assert ["kir.yaml", "catalogue.yaml"] == list(store.getfilenames())
