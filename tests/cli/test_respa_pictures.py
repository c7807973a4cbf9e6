"""Pictures of Respa's rooms: fetched once, under names that stay, and never from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.catalogue_files.pictures import png
from tests.cli.conftest import Run
from tests.cli.test_import_from_respa import FREE, bring, city, record, rooms
from tests.respa.recorded import page, resource
from tests.respa.test_mapping import carried
from tests.service_map.pretended import serving
from varaamo_sync.model import Catalogue
from varaamo_sync.respa import RespaClient
from varaamo_sync_cli.workspace.exchange.respa_pictures import bring_pictures

__all__ = ["city"]

JPEG = b"\xff\xd8\xff\xe0" + bytes(64)
LISTED = (
    {"url": "/resource_image/11", "type": "other", "caption": {"fi": "Ikkuna"}},
    {"url": "/resource_image/12", "type": "main", "caption": None},
    {"url": "/resource_image/13", "type": "ground_plan", "caption": None},
)

Answer = Callable[[str], tuple[int, bytes]]


def respa(pictures: dict[str, bytes], asked: list[str], *listed: dict[str, Any]) -> Answer:
    """Return what answers as a Respa with one room: pictures by path, 404 for others."""

    def answer(path: str) -> tuple[int, bytes]:
        if "/v1/unit/" in path:
            return 200, page()
        if "/v1/resource/" in path:
            return 200, page(resource(images=list(listed), **FREE))
        asked.append(path)
        return (200, pictures[path]) if path in pictures else (404, b"")

    return answer


def test_pictures_come_once_under_names_that_stay(cli: Run, city: Path) -> None:
    """By their bytes, the main one first; a second import asks for none and changes nothing."""
    asked: list[str] = []
    sound = {f"/resource_image/{n}": JPEG for n in (11, 13)}
    sound["/resource_image/12"] = png(4, 4)
    with serving(respa(sound, asked, *LISTED)) as url:
        call = ("import", "--from-respa", url, "--unit", "KIR", "--into", city)
        first = cli(*call, "--format", "json")
        before = {file: file.read_bytes() for file in city.rglob("*") if file.is_file()}
        again = cli(*call)

    told = json.loads(first.out)
    assert (0, {"fetched": 3, "to_fetch": 0}) == (first.code, told["images"])
    images = rooms(city)["axroom1"].images or ()
    assert [
        ("images/axroom1-12.png", "main"),
        ("images/axroom1-11.jpg", "other"),
        ("images/axroom1-13.jpg", "other"),
    ] == [(one.file, one.type.value) for one in images]
    note = rooms(city)["axroom1"].note or ""
    assert "axroom1-11: Ikkuna" in note
    assert "ground_plan" in note
    assert 3 == len(asked)
    assert 0 == again.code
    assert before == {file: file.read_bytes() for file in city.rglob("*") if file.is_file()}


@pytest.mark.parametrize(
    ("listed", "pictures"),
    [
        ({"url": "/resource_image/1"}, {}),
        ({"url": "/resource_image/1"}, {"/resource_image/1": b"<html>sorry</html>"}),
        ({"url": "/resource_image/1"}, {"/resource_image/1": png(60_000, 60_000)}),
    ],
)
def test_a_picture_that_cannot_be_had_is_asked_for_until_it_is_there(
    cli: Run, city: Path, listed: dict[str, Any], pictures: dict[str, bytes]
) -> None:
    """What is missing, is no picture, or is too large is a question; the next import answers."""
    with serving(respa(pictures, [], listed)) as url:
        call = ("import", "--from-respa", url, "--unit", "KIR", "--into", city)
        first = cli(*call)
        assert {"images": "/resource_image/1"} == rooms(city)["axroom1"].unread
        pictures["/resource_image/1"] = JPEG
        again = cli(*call)

    assert (1, 0) == (first.code, again.code)
    assert {} == rooms(city)["axroom1"].unread
    assert (city / "images" / "axroom1-1.jpg").read_bytes() == JPEG


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example.invalid/resource_image/1",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "//[",
        "ftp://localhost/1",
    ],
)
def test_no_other_host_is_asked(cli: Run, city: Path, address: str) -> None:
    """An address that the page names elsewhere stays in the note, and the hint names it."""
    asked: list[str] = []
    with serving(respa({}, asked, {"url": address, "type": "main"})) as url:
        ran = cli("import", "--from-respa", url, "--unit", "KIR", "--into", city)

    assert (0, []) == (ran.code, asked)
    assert address in (rooms(city)["axroom1"].note or "")
    assert not (city / "images").exists()


def test_without_pictures_and_before_anything_is_written_none_is_asked(
    cli: Run, city: Path, english: None
) -> None:
    """A dry run tells how many there are; ``--no-images`` keeps their addresses."""
    asked: list[str] = []
    with serving(respa({}, asked, *LISTED)) as url:
        call = ("import", "--from-respa", url, "--unit", "KIR", "--into", city)
        dry = cli(*call, "--dry-run")
        without = cli(*call, "--no-images")

    assert "3 images are fetched from Respa once the import is written." in dry.out
    assert (0, []) == (without.code, asked)
    assert "/resource_image/12" in (rooms(city)["axroom1"].note or "")


def test_pictures_that_somebody_chose_stay(cli: Run, city: Path) -> None:
    """A room whose pictures the catalogue states is asked for none, not even where it has none."""
    bring(cli, city, record(city, resource(**FREE)))
    file = city / "kir.yaml"
    file.write_text(
        file.read_text("utf-8").replace(
            "        wanted: draft", "        images: []\n        wanted: draft"
        ),
        "utf-8",
    )
    asked: list[str] = []
    with serving(respa({}, asked, *LISTED)) as url:
        ran = cli("import", "--from-respa", url, "--unit", "KIR", "--into", city)

    assert (0, []) == (ran.code, asked)


def test_a_respa_that_is_away_is_not_asked_for_each_picture(tmp_path: Path) -> None:
    """After some failures in a row the rest waits for the next import."""
    asked: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(503)

    def opened(address: str) -> RespaClient:
        return RespaClient(address, transport=httpx.MockTransport(handle), sleep=lambda _: None)

    listed = [{"url": f"/resource_image/{n}"} for n in range(9)]
    room = carried(images=listed)
    brought = bring_pictures(
        [("https://respa.example.invalid", room)],
        Catalogue(id="city"), tmp_path, fetch=True, opened=opened,
    )  # fmt: skip

    assert 9 == len(brought.rooms["axroom1"].missing)
    assert 3 == len(set(asked))
    assert not (tmp_path / "images").exists()
