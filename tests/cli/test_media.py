"""Doors for text that leaves: whatever comes, nothing of it does anything in its medium."""

import csv
import datetime as dt
import io
import json
import re
from decimal import Decimal
from html import unescape
from xml.etree import ElementTree as ET

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.text import Text

from varaamo_sync.model import Lang
from varaamo_sync.words import UNSEEN_SIGNS, on_one_line
from varaamo_sync_cli.console.output import Outlet
from varaamo_sync_cli.media import signs
from varaamo_sync_cli.media.csv_cells import BOM, CsvStyle, as_csv, cell
from varaamo_sync_cli.media.markdown import code, escape, in_html
from varaamo_sync_cli.media.terminal import paint, plain_for_terminal
from varaamo_sync_cli.media.workflow import command
from varaamo_sync_cli.media.xml import text_for_xml
from varaamo_sync_cli.render.rich_console import out
from varaamo_sync_cli.render.table_forms import markdown

PIECES = (
    "\x1b[31m", "\x1b]8;;https://x.example\x1b\\", "\x1b[0Ksection_start:1:a\r\x1b[0K", "\x9b2J",
    "\r", "\n", "\r\n", "\v", "\f", "\x85", "\u2028", "\u2029", "\0", "\b", "\x7f", "\ud800",
    "\u202e", "\u2066", "\u2069", "\u200e", "\u200f", "\u061c",
    "::error::", "::stop-commands::x", "::", ":", " ", "\t", "##[group]", "##", "[", "##vso[a]",
    "##teamcity[x]", "![a](https://x.example/b.png)", "<img src=x>", "<b>", "[a](https://x.example)",
    "https://x.example", "www.x.example", "`", "|", "\\", "*", "_", "~", "&lt;", "&#60;", "- a",
    "1. ", "#", "---", "=", "+", "-", "@", "=cmd|' /C calc'!A0", "\uff1d", '"', "'", ";", ",",
    "@everyone", "@a", "maija@example.com", "#12", "GH-1", "!3", "&4", ":+1:", ":tada:", "$x$",
    "/close", "%0A::error::", "]]>", "&", "Sali", "ä", "漢", "😀", "\u00ad",
)  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=8).map("".join)

ACTIVE = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]"
)
COMMAND = re.compile(r"^\s*::|##\[|##[a-z]+\[", re.MULTILINE | re.IGNORECASE)


def does_nothing(text: str) -> bool:
    """Whether a text neither moves a terminal nor opens a command of a CI log."""
    return ACTIVE.search(text) is None and COMMAND.search(text) is None


@given(texts)
def test_a_terminal_is_told_nothing_to_do(text: str) -> None:
    """No control sequence, no turning mark, no command of a CI log; the rest stays as it was."""
    told = plain_for_terminal(text)

    assert does_nothing(told)
    assert told == plain_for_terminal(told)
    if does_nothing(text):
        assert text == told


@given(texts)
def test_json_says_the_same_behind_the_door_of_the_terminal(text: str) -> None:
    """A program reads the same values: the door spells signs as JSON spells them."""
    sendable = text.encode("utf-8", "replace").decode()
    for indent in (None, 2):
        written = json.dumps({sendable: [sendable]}, ensure_ascii=False, indent=indent)
        told = plain_for_terminal(written)

        assert does_nothing(told)
        assert {sendable: [sendable]} == json.loads(told)


@given(texts, texts)
def test_colours_of_our_own_pass_and_no_others(text: str, more: str) -> None:
    """What is paint is coloured, and what stands in it and beside it colours nothing."""
    told = plain_for_terminal(f"{paint(text, fg='red', bold=True)}{more}")

    assert told.startswith("\x1b[31m\x1b[1m")
    assert 3 == told.count("\x1b")
    bare = told.replace("\x1b[31m", "").replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert ACTIVE.search(bare) is None
    assert COMMAND.search(told) is None
    assert does_nothing(plain_for_terminal(click.unstyle(f"{paint(text, fg='red')}{more}")))


@given(texts)
def test_everything_printed_passes_the_door(text: str) -> None:
    """A way out lets nothing through that does something, whoever wrote it there."""
    stream = io.StringIO()
    Outlet(stream, "stdout", vital=True).write(text)

    assert does_nothing(stream.getvalue())


@pytest.mark.parametrize("colour", ["", "1"])
@given(text=texts)
def test_a_console_lets_through_its_own_colours_alone(text: str, colour: str) -> None:
    """Tables and styles of rich pass the door with what they hold made harmless."""
    stream = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FORCE_COLOR", colour)
        console = out()
    console.file = Outlet(stream, "stdout", vital=True)  # type: ignore[assignment]
    try:
        console.print(Text(text, "bold red"), Text(text, "link https://x.example"), soft_wrap=True)
    finally:
        console.file = None  # type: ignore[assignment]
    bare = re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue())

    assert ACTIVE.search(bare) is None
    assert COMMAND.search(stream.getvalue()) is None
    assert "\x1b]" not in stream.getvalue()


@given(texts)
def test_a_name_begins_no_line(text: str) -> None:
    """Whatever a name holds, it is one line of what is printed."""
    assert 1 == len(f"a{on_one_line(text)}b".splitlines())


@given(texts, texts)
def test_a_workflow_command_holds_no_other(text: str, title: str) -> None:
    """One line, one command; the text and each property say what they were given."""
    written = command("error", text, file=title, title=title)
    head, _, told = written.removeprefix("::error ").partition("::")

    assert 1 == len(written.splitlines())
    assert ACTIVE.search(written) is None
    assert "##[" not in written
    assert "::" not in told[:2]
    assert ["file", "title"] == [part.partition("=")[0] for part in head.split(",")]


CALLS = re.compile(r"@[^\s\u200b]|[#!&]\d|GH-\d|(?<!\d):[\w+-]+:", re.IGNORECASE)
"""What a code host looks for in the text that is shown: persons, issues, faces."""

SHOWN = (
    *("image", "link_open", "html_inline", "html_block", "em_open", "strong_open", "s_open"),
    *("code_inline", "fence", "heading_open", "hr", "bullet_list_open", "ordered_list_open"),
)


READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def of_markdown(source: str) -> tuple[list[str], str]:
    """Return what Markdown makes of a source: kinds of what is more than text, and the text."""
    kinds: list[str] = []
    shown: list[str] = []
    for block in READER.parse(source):
        kinds.append(block.type)
        for token in block.children or ():
            kinds.append(token.type)
            shown.append(token.content if token.type in ("text", "text_special") else "")
    return [kind for kind in kinds if kind in SHOWN], "".join(shown)


def calls(source: str) -> list[str]:
    """Return what a code host would find in what Markdown shows, outside code."""
    found = []
    for block in READER.parse(source):
        parts = block.children or ()
        shown = (part.content if part.type.startswith("text") else "\n" for part in parts)
        found += CALLS.findall("".join(shown))
    return found


@given(texts)
def test_markdown_shows_a_text_as_text(text: str) -> None:
    """No image, link, HTML or code is made of a text; what is shown is the text."""
    told = escape(text)
    kinds, shown = of_markdown(told)

    assert does_nothing(told)
    assert [] == kinds
    assert unparted(plain_for_terminal(" ".join(text.split()))) == unparted(shown)
    assert not re.search(r"[a-z]://|www\.|(?<!\\)\$|^/", told, re.IGNORECASE)
    assert [] == calls(told)


def unparted(text: str) -> str:
    """Return a text without what parts signs from what they would call."""
    return text.replace("\u200b", "")


@given(st.lists(texts, min_size=2, max_size=2))
def test_a_table_of_markdown_keeps_its_cells(row: list[str]) -> None:
    """No text opens a cell, a row or anything else of its own."""
    written = markdown(["a", "b"], [row])
    tokens = READER.parse(written)

    assert 3 == len(written.splitlines())
    assert 4 == sum(token.type in ("th_open", "td_open") for token in tokens)
    assert [] == of_markdown(written)[0]


@given(texts)
def test_a_name_as_code_stays_code(text: str) -> None:
    """A key or a code in backticks neither leaves them nor its cell; in HTML it is no element."""
    kinds, _ = of_markdown(f"x {code(text)} y")

    assert ["code_inline"] == kinds
    assert not re.search(r"[<>`|*_\[\]\\@]|www\.", in_html(text))
    assert not CALLS.search(unescape(in_html(text)))


@pytest.mark.parametrize(("style", "mark"), [(CsvStyle.RFC4180, ","), (CsvStyle.EXCEL, ";")])
@given(row=st.lists(st.one_of(texts, st.integers(), st.none()), min_size=1, max_size=4))
def test_no_cell_of_csv_is_a_formula(style: CsvStyle, mark: str, row: list[object]) -> None:
    """A cell that a spreadsheet program would run is text; numbers stay numbers."""
    sendable = [v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for v in row]
    written = io.StringIO(as_csv(["a"], [sendable], style, "fi").removeprefix(BOM), newline="")
    (read,) = list(csv.reader(written, delimiter=mark))[1:] or [[""]]

    for given_, found in zip(sendable, read, strict=False):
        is_number = re.fullmatch(r"[+-]?\d+([.,]\d+)?", found)
        assert is_number or not re.match(r"\s*[=+\-@\t\r＝＋－＠]", found)
        assert found.removeprefix("'") == str("" if given_ is None else given_).removeprefix("'")


@pytest.mark.parametrize(
    ("style", "lang", "expected"),
    [
        (CsvStyle.EXCEL, "fi", "\ufeffa;b\r\n5.6.2019;26.11.2026 14:28;kyllä;ei;−;1,25;12;;x;y"),
        (CsvStyle.EXCEL, "sv", "\ufeffa;b\r\n5.6.2019;26.11.2026 14:28;ja;nej;−;1,25;12;;x;y"),
        (CsvStyle.EXCEL, "en", "\ufeffa;b\r\n2019-06-05;2026-11-26 14:28;yes;no;−;1.25;12;;x;y"),
        (
            CsvStyle.RFC4180,
            "fi",
            "a,b\r\n2019-06-05,2026-11-26T12:28:00+00:00,yes,no,−,1.25,12,,x;y",
        ),
    ],
)
def test_cells_of_csv_are_values_as_their_reader_writes_them(
    style: CsvStyle, lang: Lang, expected: str
) -> None:
    """A person gets days, decimals and words of the language; a program gets ISO and points."""
    moment = dt.datetime(2026, 11, 26, 12, 28, tzinfo=dt.UTC)
    row = [dt.date(2019, 6, 5), moment, True, False, "−", Decimal("1.25"), 12, None, "x;y"]
    told = as_csv(["a", "b"], [row], style, lang)

    assert expected == told.replace('"x;y"', "x;y")


@given(texts)
def test_xml_holds_a_text(text: str) -> None:
    """What is written into an element is read back, and does nothing to a screen."""
    element = ET.Element("failure", message=text_for_xml(text))
    element.text = text_for_xml(text)
    read = ET.fromstring(ET.tostring(element, encoding="unicode"))

    assert text_for_xml(text) == (read.text or "")
    assert does_nothing(read.text or "")


def test_numbers_and_marked_texts_of_csv_stay() -> None:
    """-5, +3,5 and 'tekstiä are what they were."""
    assert ["-5", "+3,5", "'tekstiä", -5, None] == [
        cell(value) for value in ("-5", "+3,5", "'tekstiä", -5, None)
    ]


def test_terminals_and_pages_hold_the_same_signs_for_unseen() -> None:
    """Their set is written twice, so that a program that only starts imports no library."""
    assert UNSEEN_SIGNS == signs.UNSEEN_SIGNS
