"""What a board shows: the report, units, venues and rooms, each as a page and as JSON."""

import json
from dataclasses import replace
from urllib.parse import quote

import jsonschema
import pytest

from tests.board.boards import ODD, Source, ask, of_a_year, of_two_rooms
from tests.closure import ROOT
from tests.report.reading import ReadPage
from tests.report.test_page import HOSTILE, SPELLED
from varaamo_sync.board import BoardState, Notice
from varaamo_sync.model import LANGS, Lang

YEAR = of_a_year()
TWO = of_two_rooms()
VENUE = f"/venues/{quote(ODD.casefold(), safe='')}"
ADDRESSES = ("/", "/still", "/units/nup", "/units/KIR", "/venues/demo-001", "/rooms/nup-a")


def read(of: BoardState, address: str, lang: Lang = "fi") -> ReadPage:
    """Return a page that is there."""
    answer = ask(of, address, lang=lang)
    assert 200 == answer.status_code, address
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return ReadPage(answer.text)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_is_a_page_of_its_language(address: str, lang: Lang) -> None:
    """One heading, the language, a way back, and no text of a page that was left out."""
    page = read(YEAR, address, lang)

    assert 1 == len(page.named("h1"))
    assert lang == page.named("html")[0].attributes["lang"]
    assert address in ("/", "/still") or "/" in {one.attributes["href"] for one in page.named("a")}


def test_every_link_leads_somewhere() -> None:
    """From the report one comes to every page and every twin, and none of them is missing."""
    waiting, seen = ["/"], {"/"}
    while waiting:
        answer = ask(TWO, waiting.pop())
        assert 200 == answer.status_code, answer.url
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        for one in ReadPage(answer.text).named("a"):
            address = one.attributes["href"]
            if address.startswith("/") and address not in seen:
                seen.add(address)
                waiting.append(address)

    assert {"/still", "/report.json", "/units/nup", "/units/nup.json", "/rooms/nup-a"} <= seen
    assert {"/venues/demo-001", "/rooms/nup-b.json", "/rooms/nup-b.json.json"} <= seen
    assert any(address.startswith("/venues/v%C3%A4in") for address in seen)


def test_the_report_is_renewed_and_can_be_stopped() -> None:
    """A browser asks for it anew; whoever needs time to read has a link; it says how old it is."""
    renewed, still = ask(YEAR, "/"), ask(YEAR, "/still")

    assert "300" == renewed.headers["refresh"]
    assert "refresh" not in still.headers
    assert "/still" in [one.attributes["href"] for one in ReadPage(renewed.text).named("a")]
    assert "3 h vanha" in renewed.text
    assert "3 h vanha" in still.text


def test_a_room_tells_its_evidence_findings_and_history() -> None:
    """What Varaamo showed, what was found and where, and since when it has been at each stage."""
    found = " ".join(read(TWO, "/rooms/nup-a").texts)
    history = ask(YEAR, "/rooms/kir-a.json").json()["history"]

    assert "Numero Varaamossa 7" in found
    assert "nup.yaml:3:5" in found
    assert "varoitus" in found
    assert [("2027-03-15", "ready"), ("2027-01-04", "in_progress")] == [
        (one["since"], one["stage"]) for one in history
    ]


def test_a_unit_tells_of_its_rooms_alone() -> None:
    """Its table, its chart over time and its rooms; no room of another unit."""
    page = read(YEAR, "/units/kir")

    assert {"kir-a"} == {
        one.text for one in page.named("a") if one.attributes["href"].startswith("/rooms/")
    }
    assert page.named("svg")
    assert "nup-a" not in page.html


@pytest.mark.parametrize(
    "address", ["/report.json", "/units/nup.json", "/rooms/nup-b.json.json", f"{VENUE}.json"]
)
def test_twins_keep_their_contract(address: str) -> None:
    """JSON as ``schemas/board.schema.json`` says; the report as its own schema says."""
    found = ask(TWO, address)
    values = found.json()
    for name, part in (("board", values), ("report", values.get("report"))):
        if part:
            schema = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text("utf-8"))
            jsonschema.Draft202012Validator(schema).validate(part)

    assert "application/json" == found.headers["content-type"]


def test_venues_are_found_by_odd_names() -> None:
    """A name with signs that mean something in an address leads to its page."""
    page = read(TWO, VENUE)

    assert ODD == page.named("h1")[0].text


@pytest.mark.parametrize(
    "address", ["/x", "/rooms/", "/rooms/nup-c", "/units/xx", "/venues/%2E%2E/x", "/rooms/a%00b"]
)
def test_what_is_not_there_is_said_on_a_page(address: str) -> None:
    """An unknown address has a page with a way back."""
    answer = ask(TWO, address)

    assert 404 == answer.status_code
    assert "Sivua ei ole" in ReadPage(answer.text).texts
    assert "/" in [one.attributes["href"] for one in ReadPage(answer.text).named("a")]


def test_what_is_wrong_is_told_on_every_page() -> None:
    """A broken catalogue stands above the last good state, in words and in the twin."""
    notice = Notice("Tilaluettelossa on vika.", ("nup.yaml:3:1: ei YAMLia",))
    broken = replace(TWO, notices=(notice,))
    for address in (*ADDRESSES[:3], "/rooms/nup-a"):
        texts = read(broken, address).texts
        assert {"Tilaluettelossa on vika.", "nup.yaml:3:1: ei YAMLia"} <= set(texts)

    twin = ask(broken, "/rooms/nup-a.json").json()
    assert [{"text": notice.text, "details": list(notice.details)}] == twin["notices"]


@pytest.mark.parametrize(
    ("of", "address", "status", "told"),
    [
        (TWO, "/units/xx.json", 404, "Sivua ei ole"),
        (TWO, "/rooms/nup-c.json", 404, "Sivua ei ole"),
        (TWO, "/x.json", 404, "Sivua ei ole"),
        (BoardState(notices=(Notice("Aja status kerran."),)), "/report.json", 503, "Aja status"),
        (BoardState(notices=(Notice("Aja status kerran."),)), "/units/nup.json", 503, "Aja status"),
    ],
)
def test_a_twin_that_is_not_there_is_json(
    of: BoardState, address: str, status: int, told: str
) -> None:
    """Who asks for JSON is told in JSON why there is none, as the schema says."""
    answer = ask(of, address)

    assert (status, "application/json") == (answer.status_code, answer.headers["content-type"])
    schema = json.loads((ROOT / "schemas" / "board.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(answer.json())
    assert told in answer.text


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_board_of_nothing_says_why(address: str) -> None:
    """Before the first survey each page says what to do, and the report still asks anew."""
    answer = ask(BoardState(notices=(Notice("Aja status kerran."),)), address)

    assert 503 == answer.status_code
    assert "Aja status kerran." in ReadPage(answer.text).texts


def test_hostile_names_are_texts() -> None:
    """A room's name in the page, its trail and its title."""
    hostile = of_two_rooms(HOSTILE)
    for address in ("/rooms/nup-a", "/units/nup", "/"):
        page = read(hostile, address)
        assert not {"script", "img"} & {one.name for one in page.elements}
    assert " ".join(SPELLED.split()) == " ".join(
        read(hostile, "/rooms/nup-a").named("h1")[0].text.split()
    )


def test_a_page_that_fails_is_a_page_without_reasons() -> None:
    """What went wrong is for the terminal, and for nobody else."""

    class Failing(Source):
        def state(self) -> BoardState:
            message = "secret reason"
            raise RuntimeError(message)

    answer = ask(Failing(TWO), "/")

    assert 500 == answer.status_code
    assert "Sivua ei voitu tehdä" in answer.text
    assert "secret reason" not in answer.text
