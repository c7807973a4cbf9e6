"""Rooms of Respa on the command line: from recorded pages into a catalogue, and once more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.respa.recorded import page, rent, resource, unit
from tests.service_map.pretended import serving
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.model import Earlier, Room, Wanted

FREE = {"min_price": "0.00", "max_price": "0.00"}


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """Return the folder of a catalogue without rooms."""
    folder = tmp_path / "city"
    folder.mkdir()
    (folder / "catalogue.yaml").write_text(
        "format: 1\nid: city\norganisation: {fi: Kaupunki}\n", "utf-8"
    )
    return folder


def record(folder: Path, *entries: dict[str, Any], name: str = "resource.json") -> Path:
    """Write a recorded page beside a catalogue, and return its file."""
    file = folder.parent / name
    file.write_bytes(page(*entries))
    return file


def bring(cli: Run, city: Path, *files: Path, more: tuple[str, ...] = ()) -> dict[str, Any]:
    """Import recorded pages; return what the command says of it."""
    recorded = [word for file in files for word in ("--from-respa", str(file))]
    ran = cli("import", *recorded, "--unit", "KIR", "--into", city, "--format", "json", *more)
    assert ran.out, ran.err
    told: dict[str, Any] = json.loads(ran.out)
    return told | {"code": ran.code}


def rooms(city: Path) -> dict[str, Room]:
    """Return the rooms of a catalogue by their key."""
    return {room.key: room for room in read_catalogue(city).usable().rooms}


def test_a_room_comes_whole_and_nothing_changes_the_second_time(cli: Run, city: Path) -> None:
    """Rooms are known by their id in Respa, so that the same page changes nothing."""
    file = record(city, resource(**FREE), resource("axroom2", name={"fi": "Sali"}, **FREE))

    first = bring(cli, city, file)
    written = (city / "kir.yaml").read_bytes()
    again = bring(cli, city, file)

    assert (0, 2, 2) == (first["code"], first["rooms"]["added"], again["rooms"]["same"])
    assert [] == again["written"]
    assert written == (city / "kir.yaml").read_bytes()
    room = rooms(city)["axroom1"]
    assert (Earlier.BOOKABLE, Wanted.DRAFT, "70001") == (
        room.earlier, room.wanted, room.venue.tprek,
    )  # fmt: skip
    assert room.note is not None
    assert "axroom1" in room.note


def test_a_question_makes_a_draft_and_is_asked_until_it_is_answered(cli: Run, city: Path) -> None:
    """What only a person can say stands under ``unread``; who has answered is not asked again."""
    asking = resource(
        min_price="7.00", products=[rent("7.00", "24.00")], specific_terms={"fi": "Ei ruokaa."}
    )
    file = record(city, asking)
    first = bring(cli, city, file)
    assert {"pricing.vat": "24.00 %", "terms.service": "Ei ruokaa."} == rooms(city)[
        "axroom1"
    ].unread
    asked = [one for one in first["findings"] if one["rule"] == "respa-asked"]

    answered = city / "kir.yaml"
    text = answered.read_text("utf-8")
    lines = text.splitlines()
    start = next(n for n, line in enumerate(lines) if line.strip().startswith("unread:"))
    kept = [*lines[:start], "        terms: {service: null}", ""]
    answered.write_text("\n".join(kept).replace("lowest: 7.00", "vat: 25.5, lowest: 7.00"), "utf-8")
    again = bring(cli, city, file)

    assert (1, 2) == (first["code"], len(asked))
    assert (0, [], []) == (again["code"], again["changes"], again["written"])
    assert {} == rooms(city)["axroom1"].unread


def test_questions_of_one_kind_name_the_rooms_and_not_their_ids(cli: Run, city: Path) -> None:
    """Several findings are one line; a person knows rooms by their names."""
    terms = {"fi": "Ei ruokaa."}
    names = {"axroom1": "Arabian sali", "axroom2": "Kallion studio"}
    asking = [
        resource(id=id, name={"fi": name}, specific_terms=terms, **FREE)
        for id, name in names.items()
    ]
    file = record(city, *asking)
    into = ("--unit", "KIR", "--into", city)
    told = cli("import", "--from-respa", file, *into, "--dry-run", "--lang", "fi")

    (grouped,) = [line for line in told.out.splitlines() if "Respasta ei selviä" in line]
    assert all(name in grouped for name in names.values())
    assert not any(id in grouped for id in names)


def test_what_the_catalogue_has_decided_stays(cli: Run, city: Path) -> None:
    """Publishing and notes are the coordinator's; what changes in Respa comes over."""
    bring(cli, city, record(city, resource(**FREE)))
    file = city / "kir.yaml"
    text = file.read_text("utf-8").replace("wanted: draft", "wanted: published")
    file.write_text(text.replace("Tuotu Respasta", "Kysy avain; tuotu Respasta"), "utf-8")

    told = bring(cli, city, record(city, resource(people_capacity=15, **FREE)))

    assert ["capacity", "max"] == told["changes"][0]["path"]
    assert 1 == len(told["changes"])
    assert Wanted.PUBLISHED is rooms(city)["axroom1"].wanted


def test_a_unit_without_tprek_is_asked_for_once_its_rooms_are_there(cli: Run, city: Path) -> None:
    """Rooms come with the names of their unit; whoever knows its id is not asked."""
    pages = (record(city, resource(unit="axunit1", **FREE)), record(city, unit(), name="unit.json"))
    bring(cli, city, *pages)
    room = rooms(city)["axroom1"]
    known = {"venue.tprek": "axunit1"}
    assert (known, "Satukirjasto", "Satukatu 4") == (
        dict(room.unread), room.venue.name.fi, room.venue.address,
    )  # fmt: skip

    file = city / "kir.yaml"
    text = file.read_text("utf-8").replace(
        "  - name: {fi: Satukirjasto}", "  - tprek: '70009'\n    name: {fi: Satukirjasto}"
    )
    file.write_text(text.replace("        unread: {venue.tprek: axunit1}\n", ""), "utf-8")
    again = bring(cli, city, *pages)

    assert (0, []) == (again["code"], again["changes"])
    assert "70009" == rooms(city)["axroom1"].venue.tprek


def test_oddities_and_losses_are_told(cli: Run, city: Path, english: None) -> None:
    """Prices as people write them, what has no counterpart by its name; in words."""
    odd = resource(
        min_price="7.00",
        max_price="7.00",
        products=[rent("7.30")],
        generic_terms={"fi": "Ehdot."},
        location={"type": "Point", "coordinates": [60.44, 22.24]},
    )
    ran = cli(
        "import", "--from-respa", record(city, odd), "--unit", "KIR", "--into", city, "--full"
    )

    assert "7.00 €" in ran.out
    assert "7.30 €" in ran.out
    assert "generic terms" in ran.out
    assert "[respa-price-differs]" in ran.out
    assert "[respa-point-swapped]" in ran.out
    assert "pricing" in rooms(city)["axroom1"].unread


def test_a_list_and_a_detail_are_one_room(cli: Run, city: Path) -> None:
    """The page that is named last says more, and what it does not say stays."""
    file = record(city, resource(area=30, **FREE))
    detail = city.parent / "detail.json"
    detail.write_text(json.dumps({"id": "axroom1", "unit": "tprek:70001", "name": {"fi": "Uusi"}}))

    told = bring(cli, city, file, detail)

    assert 1 == told["rooms"]["added"]
    assert ("Uusi", 30) == (rooms(city)["axroom1"].name.fi, rooms(city)["axroom1"].area)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[1]", b'{"detail": "Not found."}'])
def test_a_file_that_is_no_page_imports_nothing(cli: Run, city: Path, body: bytes) -> None:
    """Nothing is written, and the file is named."""
    good, bad = record(city, resource(**FREE)), city.parent / "bad.json"
    bad.write_bytes(body)

    told = bring(cli, city, good, bad)

    assert (1, ["respa-unreadable"]) == (
        told["code"],
        [one["rule"] for one in told["findings"]][:1],
    )
    assert [] == told["written"]
    assert not (city / "kir.yaml").exists()


def test_entries_that_are_no_rooms_are_told(cli: Run, city: Path) -> None:
    """A page that holds something else is imported as far as it goes, and not silently."""
    told = bring(cli, city, record(city, resource(**FREE), {"id": "x"}))

    assert (1, 1) == (told["code"], told["rooms"]["added"])
    assert "respa-entry-odd" in [one["rule"] for one in told["findings"]]


def test_names_that_the_booking_system_does_not_have_are_asked(cli: Run, city: Path) -> None:
    """Where its lists are known, a type that it lacks is a question and no wrong value."""
    assert 0 == cli("reference", city, "--sandbox").code
    bring(cli, city, record(city, resource(type={"name": {"fi": "Kummallinen"}}, **FREE)))

    room = rooms(city)["axroom1"]
    assert ("Kummallinen", None) == (room.unread["type"], room.type)


def test_forms_and_pages_are_imported_apart(cli: Run, city: Path, english: None) -> None:
    """A wrong call says what to type."""
    file = record(city, resource())

    both = cli("import", file, "--from-respa", file, "--into", city)
    none = cli("import", "--into", city)

    assert (2, 2) == (both.code, none.code)
    assert "--from-respa" in both.err
    assert "--from-respa" in none.err


def test_a_respa_is_read_at_its_address(cli: Run, city: Path) -> None:
    """The pages of its units and rooms are an import like that of recorded ones."""

    def answer(path: str) -> tuple[int, bytes]:
        if "/resource/" in path:
            return 200, page(resource(unit="axunit1", **FREE))
        return 200, page(unit())

    with serving(answer) as url:
        ran = cli("import", "--from-respa", url, "--unit", "KIR", "--into", city)

    assert 1 == ran.code  # the venue has no TPREK id
    assert f"{url}/v1" in ran.out
    assert "Satukirjasto" == rooms(city)["axroom1"].venue.name.fi


def test_a_respa_that_fails_writes_nothing(cli: Run, city: Path, english: None) -> None:
    """Where one page is missing, nothing is imported of the others."""
    pages = iter([(200, page(unit())), (200, page(resource(), following="https://x/"))])
    with serving(lambda _: next(pages)) as url:
        ran = cli("import", "--from-respa", url, "--unit", "KIR", "--into", city)

    assert (6, "") == (ran.code, ran.out)
    assert "leads to another address" in ran.err
    assert not (city / "kir.yaml").exists()


def test_an_address_without_its_beginning_is_told_as_one(cli: Run, city: Path) -> None:
    """Who leaves out https:// has meant no file."""
    ran = cli("import", "--from-respa", "respa.example.invalid", "--unit", "KIR", "--into", city)

    assert 2 == ran.code
    assert "kirjoita sen alkuun https://" in ran.err


def test_a_room_of_turku_comes_whole_and_stays(cli: Run, city: Path) -> None:
    """What its fork adds is taken where there is a place for it, and told in words elsewhere."""
    odd = resource(
        cooldown="00:15:00",
        min_age=18,
        max_age=29,
        overnight_reservations=True,
        overnight_start_time="14:00:00",
        overnight_end_time="11:00:00",
        timmi_resource=True,
        public=False,
        publish_date={"begin": "2027-01-01T06:00:00Z", "end": None, "reservable": True},
        **FREE,
    )
    file = record(city, odd)
    first = bring(cli, city, file)
    again = bring(cli, city, file)

    assert (0, [], []) == (first["code"], again["changes"], again["written"])
    room = rooms(city)["axroom1"]
    assert room.booking is not None
    assert room.publish is not None
    assert room.publish.begins is not None
    assert (15, True) == (
        room.booking.buffer_after and room.booking.buffer_after.total_seconds() / 60,
        room.booking.adults_only,
    )
    assert "2027-01-01 08:00" == f"{room.publish.begins:%Y-%m-%d %H:%M}"
    note = (room.note or "").splitlines()
    assert {
        "Tila ei ollut siellä julkinen (julkinen: ei).",
        "yön yli varattava: 14:00–11:00",
        "varaukset myös Timmissä: kyllä",
        "yläikäraja: 29",
    } <= set(note)
