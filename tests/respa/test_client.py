"""A Respa, asked over a transport that answers as the real one does, or worse."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.respa.recorded import page, resource, unit
from varaamo_sync.errors import RespaError, UsageError
from varaamo_sync.respa import Page, RespaClient

URL = "https://respa.example.invalid"

Answer = Callable[[str], tuple[int, bytes]]


def read(answer: Answer, url: str = URL) -> list[Page]:
    """Return all pages of a Respa that is only pretended, without waiting for anything."""

    def handle(request: httpx.Request) -> httpx.Response:
        status, body = answer(str(request.url))
        return httpx.Response(status, content=body, headers={"Location": "https://x/"})

    transport = httpx.MockTransport(handle)
    with RespaClient(url, transport=transport, sleep=lambda _: None) as respa:
        return list(respa.pages())


def rooms(address: str) -> str | None:
    """Return the number of the page of rooms that is asked for; ``None`` for one of units."""
    parts = urlsplit(address)
    assert "500" == parse_qs(parts.query)["page_size"][0]
    return parse_qs(parts.query).get("page", ["1"])[0] if "/resource/" in parts.path else None


@pytest.mark.parametrize(
    "url", [URL, f"{URL}/v1/", f"{URL}/v1/resource/?page_size=500", f"{URL}/v1/unit"]
)
@pytest.mark.parametrize("scheme", ["https", "http"])
def test_all_pages_are_read(url: str, scheme: str) -> None:
    """Units first; then rooms, page by page, however a proxy lets Respa call its own host."""
    following = f"{scheme}://respa.example.invalid/v1/resource/?page=2&page_size=500"

    def answer(address: str) -> tuple[int, bytes]:
        number = rooms(address)
        if number is None:
            return 200, page(unit())
        link = following if number == "1" else None
        return 200, page(resource(f"axroom{number}"), following=link)

    found = read(answer, url)

    assert ["axunit1"] == [one["id"] for each in found for one in each.units]
    assert ["axroom1", "axroom2"] == [one["id"] for each in found for one in each.resources]


@pytest.mark.parametrize(
    "following",
    [
        "https://elsewhere.example.invalid/v1/resource/?page=2&page_size=500",
        "https://respa.example.invalid/admin/?page=2&page_size=500",
        "https://respa.example.invalid/v1/resource/?page_size=500&format=json",
        "http://[",
        "",
    ],
)
def test_links_lead_nowhere_else_and_lists_end(following: str) -> None:
    """A page that leads to another host, out of the API or back to itself ends the reading."""
    asked: list[str] = []

    def answer(address: str) -> tuple[int, bytes]:
        asked.append(urlsplit(address).hostname or "")
        return 200, page(following=following if rooms(address) else None)

    with pytest.raises(RespaError) as caught:
        read(answer)
    assert "respa-pages-odd" == caught.value.problem
    assert {"respa.example.invalid"} == set(asked)


@pytest.mark.parametrize(
    ("status", "body", "problem", "tries"),
    [
        (503, b"", "respa-fault", 3),
        (301, b"", "respa-redirects", 1),
        (404, b'{"detail": "Not found."}', "respa-garbled", 1),
        (200, b"<html>", "respa-garbled", 1),
        (200, b"{}", "respa-garbled", 1),
    ],
)
def test_failures_are_respas(status: int, body: bytes, problem: str, tries: int) -> None:
    """What may pass is tried again; what is no Respa is told at once."""
    asked: list[str] = []

    def answer(address: str) -> tuple[int, bytes]:
        asked.append(address)
        return status, body

    with pytest.raises(RespaError) as caught:
        read(answer)
    assert (problem, tries) == (caught.value.problem, len(asked))


def test_nobody_there_is_told_with_the_address() -> None:
    """A host that does not answer is named."""

    def answer(_: str) -> tuple[int, bytes]:
        raise httpx.ConnectError("no route")

    with pytest.raises(RespaError, match=r"respa\.example\.invalid"):
        read(answer)


@pytest.mark.parametrize(
    "url", ["http://respa.example.invalid", "https://a:b@x", "https://x/v1?a=1", "x", "https://"]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    """Nothing is asked in the open, and no address holds a password."""
    with pytest.raises(UsageError):
        RespaClient(url)


@pytest.mark.parametrize("status", [302, 404])
def test_a_picture_that_moved_is_not_followed(status: int) -> None:
    """A redirect may lead anywhere: it is a failure as any other."""
    asked: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(status, headers={"Location": "http://169.254.169.254/"})

    transport = httpx.MockTransport(handle)
    with RespaClient(URL, transport=transport, sleep=lambda _: None) as respa:
        with pytest.raises(RespaError):
            respa.picture("http://respa.example.invalid/resource_image/1?dim=9x9")
        with pytest.raises(RespaError):
            respa.picture("https://other.example.invalid/resource_image/1")

    assert [f"{URL}/resource_image/1?dim=9x9"] == asked
