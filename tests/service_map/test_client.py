"""The service map, asked over a transport that answers as the real one does, or worse."""

import json
from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.service_map.pretended import UNITS, YOUTH, PretendedMap, transport, unit
from varaamo_sync.errors import ServiceMapError, UsageError
from varaamo_sync.model import LANGS
from varaamo_sync.service_map import SERVICE_MAP, ServiceMapClient

DAY = date(2026, 11, 26)

Answer = Callable[[str], tuple[int, bytes]]


def client(answer: Answer) -> ServiceMapClient:
    """Return a client of a map that is only pretended, and that waits for nothing."""
    return ServiceMapClient(transport=transport(answer), sleep=lambda _: None)


def failure(answer: Answer) -> ServiceMapError:
    """Return how a reading of all venues fails."""
    with client(answer) as service_map, pytest.raises(ServiceMapError) as caught:
        service_map.read_register("helsinki", taken=DAY)
    return caught.value


def page(*rows: object, more: bool = False) -> bytes:
    """Return a page of a list."""
    following = "https://x" if more else None
    return json.dumps({"count": len(rows), "next": following, "results": rows}).encode()


def test_all_pages_are_read_and_each_venue_is_there_once() -> None:
    """Pages are asked for by number until none follows; the result is in the order of ids."""
    pretended = PretendedMap(page_size=2)
    with client(pretended.answer) as service_map:
        register = service_map.read_register("Helsinki ", taken=DAY, services=(813, 468))

    queries = [parse_qs(urlsplit(asked).query) for asked in pretended.asked]
    assert ["1", "2"] == [query["page"][0] for query in queries]
    assert {("helsinki", "true", "813,468")} == {
        (q["municipality"][0], q["no_private_services"][0], q["service"][0]) for q in queries
    }
    assert sorted(str(one["id"]) for one in UNITS) == [one.tprek for one in register.venues]
    assert (SERVICE_MAP, "helsinki", (468, 813), DAY) == (
        register.source,
        register.municipality,
        register.services,
        register.taken,
    )


def test_a_venue_has_what_the_catalogue_needs() -> None:
    """Names and addresses by language, postal code, department, municipality and day."""
    with client(PretendedMap().answer) as service_map:
        register = service_map.read_register("helsinki", taken=DAY)

    arabia, without = register.by_tprek["70001"], register.by_tprek["70003"]
    assert "Arabia ungdomsgård" == arabia.name["sv"]
    assert ({"fi": "Keksittykuja 1 A"}, "00990", YOUTH, "helsinki", date(2026, 9, 8)) == (
        arabia.address,
        arabia.zip,
        arabia.department,
        arabia.municipality,
        arabia.modified,
    )
    assert without.department is None


def test_a_search_gives_venues_and_knows_their_departments() -> None:
    """A search names departments by objects, and those of no department by empty ones."""
    with client(PretendedMap().answer) as service_map:
        found = service_map.search("nuorisotalo", municipality="helsinki")
        nothing = service_map.search("  ")

    assert [("70001", YOUTH), ("70003", None)] == [(v.tprek, v.department) for v in found]
    assert () == nothing


def test_a_failure_that_passes_is_asked_again() -> None:
    """The service map answers 503 at times; the third try is the last."""
    pretended, failures = PretendedMap(), [503, 429]
    waits: list[float] = []

    def answer(url: str) -> tuple[int, bytes]:
        return (failures.pop(), b"") if failures else pretended.answer(url)

    with ServiceMapClient(transport=transport(answer), sleep=waits.append) as service_map:
        register = service_map.read_register("helsinki", taken=DAY)

    assert (4, 2) == (len(register.venues), len(waits))


def refused(url: str) -> tuple[int, bytes]:
    """Fail as a machine does on which nothing listens."""
    raise httpx.ConnectError("connection refused")


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (refused, "map-unreachable"),
        (lambda _: (503, b"down"), "map-fault"),
        (lambda _: (400, b'["municipality not found"]'), "map-refused"),
        (lambda _: (404, b"<html>"), "map-refused"),
        (lambda _: (302, b""), "map-redirects"),
        (lambda _: (200, b"<html>Maintenance</html>"), "map-garbled"),
        (lambda _: (200, '{"results": [{"name": "Töölö"}]}'.encode("latin-1")), "map-garbled"),
        (lambda _: (200, b'{"results": ' + b"[" * 100_000), "map-garbled"),
        (lambda _: (200, b"[]"), "map-garbled"),
        (lambda _: (200, b'{"results": {}}'), "map-garbled"),
        (lambda _: (200, b'{"results": null, "next": null}'), "map-garbled"),
        (lambda _: (200, page("Oodi")), "map-garbled"),
        (lambda _: (200, page({"name": {"fi": "Oodi"}})), "map-garbled"),
        (lambda _: (200, page({"id": True, "name": {"fi": "Oodi"}})), "map-garbled"),
        (lambda _: (200, page({"id": 1, "name": "Oodi"})), "map-garbled"),
        (lambda _: (200, page({"id": 1, "name": {"fi": ["Oodi"]}})), "map-garbled"),
        (lambda _: (200, page(unit(1, "x" * 501))), "map-garbled"),
        (lambda _: (200, page(unit(1, "A", address_zip=990))), "map-garbled"),
        (lambda _: (200, page(unit(1, "A", department=["x"]))), "map-garbled"),
        (lambda _: (200, page()), "map-empty"),
        (lambda _: (200, page(unit(1, "A"), more=True)), "map-pages-odd"),
        (lambda _: (200, page(more=True)), "map-pages-odd"),
        (lambda _: (200, page(unit(1, "A"), unit(1, "B"))), "map-pages-odd"),
    ],
)
def test_an_answer_that_is_none_is_one_error_with_words(answer: Answer, problem: str) -> None:
    """Wrong types, pages, HTML, another encoding: each ends in one error in three languages."""
    error = failure(answer)

    assert problem == error.problem
    assert error.how is not None
    for lang in LANGS:
        assert SERVICE_MAP in error.what.told(lang)  # type: ignore[union-attr]
        assert error.how.told(lang)


def test_a_list_without_an_end_is_given_up() -> None:
    """A service map that has one more page each time is not followed for ever."""
    asked: list[str] = []

    def answer(url: str) -> tuple[int, bytes]:
        asked.append(url)
        return 200, page(unit(len(asked), "A"), more=True)

    assert "map-pages-odd" == failure(answer).problem
    assert 100 == len(asked)


def test_an_answer_without_an_end_is_given_up() -> None:
    """An answer larger than any of this API is not kept in memory."""

    def endless(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=httpx.ByteStream(b" " * 60_000_000))

    map_ = ServiceMapClient(transport=httpx.MockTransport(endless), sleep=lambda _: None)
    with map_ as service_map, pytest.raises(ServiceMapError) as caught:
        service_map.search("Oodi")

    assert "map-garbled" == caught.value.problem


def test_a_redirect_is_not_followed() -> None:
    """What a server says of another address is told, and nobody goes there."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        return httpx.Response(301, headers={"location": "http://169.254.0.1/"})

    with (
        ServiceMapClient(transport=httpx.MockTransport(answer)) as service_map,
        pytest.raises(ServiceMapError),
    ):
        service_map.search("Oodi")

    assert ["api.hel.fi"] == asked


def test_signs_that_nobody_sees_are_left_out_of_names() -> None:
    """A name stands on one line, whatever a server sends."""
    rows = page(unit(1, "Oodi\r\n \x1b[31mpunainen\x85"), unit(2, "B", last_modified_time="x"))
    with client(lambda _: (200, rows)) as service_map:
        first, second = service_map.read_register("helsinki", taken=DAY).venues

    assert "Oodi [31mpunainen" == first.name["fi"]
    assert second.modified is None


@pytest.mark.parametrize(
    ("sent", "read"), [("TÃ¶Ã¶lÃ¶", "Töölö"), ("Ã\x84Ã¤ni", "Ääni"), ("Ã¶ ☕", "Ã¶ ☕"), ("Ã", "Ã")]
)
def test_a_name_that_was_encoded_twice_is_read_as_it_was_meant(sent: str, read: str) -> None:
    """The service map has had such names; where it is not certain, a name stays as it is."""
    with client(lambda _: (200, page(unit(1, sent)))) as service_map:
        (venue,) = service_map.search("x")

    assert read == venue.name["fi"]


@pytest.mark.parametrize(
    "url",
    [
        "api.hel.fi",
        "https://api.hel.fi/v2?x=1",
        "ftp://api.hel.fi/",
        "https://maija:salainen@api.hel.fi/v2",
        "http://api.hel.fi/servicemap/v2",
    ],
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    """Only https, or this machine; a password in an address is not told."""
    with pytest.raises(UsageError) as caught:
        ServiceMapClient(url)

    assert "salainen" not in str(caught.value)


def test_the_path_of_an_address_is_kept() -> None:
    """Other cities serve theirs below another path."""
    pretended = PretendedMap()
    map_ = ServiceMapClient(
        "https://kartta.example.invalid/api/v2/", transport=transport(pretended.answer)
    )
    with map_ as service_map:
        service_map.search("Oodi")

    assert pretended.asked[0].startswith("/api/v2/search/?")
    assert "https://kartta.example.invalid/api/v2" == service_map.source
