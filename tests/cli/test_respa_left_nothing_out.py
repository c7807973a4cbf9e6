"""Rooms of Respa are never left out: what is not certain of them is a draft with a question."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.test_import_from_respa import FREE, bring, record, rooms
from tests.respa.recorded import resource, unit

KNOWN = """\
format: 1
service_unit: KIR
venues:
  - tprek: '70001'
    name: {fi: Keskustakirjasto Satu}
    address: Satukatu 4
    rooms:
      - key: kir-satu-sali
        name: {fi: Iso sali}
  - tprek: '70002'
    name: {fi: Tarinakirjasto}
"""


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """Return the folder of a catalogue with two venues and a room."""
    folder = tmp_path / "city"
    folder.mkdir()
    (folder / "catalogue.yaml").write_text(
        "format: 1\nid: city\norganisation: {fi: Kaupunki}\n", "utf-8"
    )
    (folder / "kir.yaml").write_text(KNOWN, "utf-8")
    return folder


def rules(told: dict[str, Any]) -> set[str]:
    """Return the rules of what an import says, but for hints."""
    return {one["rule"] for one in told["findings"] if one["severity"] != "hint"}


def bring_in(cli: Run, city: Path, *entries: dict[str, Any], more: tuple[str, ...] = ()) -> Any:
    """Import some records."""
    return bring(cli, city, record(city, *entries), more=more)


NEAR = (
    (resource(unit="axunit1", **FREE), unit(name="Satu", street_address={"fi": "Muu katu 1"})),
    "venue",
    "respa-venue-asked",
    ("--venue", "Satu=70001"),
)
OTHER_ID = (
    (
        resource(unit="tprek:79999", **FREE),
        unit("tprek:79999", "Tarinakirjasto", street_address={"fi": "Muu katu 2"}),
    ),
    "venue",
    "respa-venue-asked",
    None,
)
NAMESAKE = (
    (resource(name={"fi": "Iso-sali"}, **FREE),),
    "key",
    "respa-room-asked",
    ("--room", "Iso-sali=uusi"),
)


@pytest.mark.parametrize(("entries", "path", "rule", "answer"), [NEAR, OTHER_ID, NAMESAKE])
def test_what_is_only_near_is_a_draft_with_its_question(
    cli: Run,
    city: Path,
    entries: tuple[dict[str, Any], ...],
    path: str,
    rule: str,
    answer: tuple[str, str] | None,
) -> None:
    """It is written, told until it is answered, and not sent; the answer alone changes it."""
    first = bring_in(cli, city, *entries)
    room = rooms(city)["axroom1"]
    assert (1, 0) == (first["rooms"]["added"], first["rooms"]["left_out"])
    assert {path} == set(room.unread)
    assert rule in rules(first)

    again = bring_in(cli, city, *entries)
    assert ([], []) == (again["changes"], again["written"])
    assert rule in rules(again)
    checked = cli("validate", city, "--format", "json")
    assert "room-unsettled" in checked.out

    if answer is not None:
        settled = bring_in(cli, city, *entries, more=answer)
        assert {} == rooms(city)["axroom1"].unread
        assert 0 == settled["code"], settled["findings"]
        assert [] == bring_in(cli, city, *entries)["written"]


def test_an_answer_moves_a_room_to_the_venue_that_is_meant(cli: Run, city: Path) -> None:
    """Its venue gets the id, which the catalogue's venue of another name has, too."""
    entries, *_ = NEAR
    bring_in(cli, city, *entries)
    bring_in(cli, city, *entries, more=("--venue", "Satu=70001"))

    assert "70001" == rooms(city)["axroom1"].venue.tprek
    assert "70001" == rooms(city)["kir-satu-sali"].venue.tprek


def test_a_room_that_is_another_takes_the_values_to_it(cli: Run, city: Path) -> None:
    """Who says that a draft is a room of the catalogue is told which one to delete."""
    entry = resource(name={"fi": "Iso-sali"}, people_capacity=44, **FREE)
    bring_in(cli, city, entry)
    told = bring_in(cli, city, entry, more=("--room", "Iso-sali=kir-satu-sali"))

    assert "import-room-merged" in rules(told)
    assert 44 == rooms(city)["kir-satu-sali"].capacity.max  # type: ignore[union-attr]


def test_two_rooms_of_one_name_stay_two(cli: Run, city: Path) -> None:
    """The first is the catalogue's room of that name, the second asks; none is lost."""
    names = {"fi": "Iso sali"}
    told = bring_in(
        cli, city, resource(name=names, **FREE), resource("axroom2", name=names, **FREE)
    )

    assert (1, 0) == (told["rooms"]["added"], told["rooms"]["left_out"])
    assert {"key": "Iso sali = Iso sali (kir-satu-sali)?"} == rooms(city)["axroom2"].unread


def test_a_room_that_came_before_does_not_take_its_new_namesake(cli: Run, city: Path) -> None:
    """What is known by its id is known first, whatever order the pages have."""
    names = {"fi": "Pieni huone"}
    bring_in(cli, city, resource("axroom2", name=names, **FREE))
    told = bring_in(
        cli, city, resource(name=names, **FREE), resource("axroom2", name=names, **FREE)
    )

    assert (1, 0) == (told["rooms"]["added"], told["rooms"]["left_out"])
    assert {} == rooms(city)["axroom1"].unread


def test_without_a_service_unit_rooms_wait_for_one(cli: Run, city: Path) -> None:
    """They wait in a file that there is, are not sent, and the same unit answers them."""
    file = record(city, resource(unit="tprek:70777", **FREE))
    ran = cli("import", "--from-respa", file, "--into", city)

    assert 1 == ran.code
    assert {"service_unit": "70777 = KIR / KULP / LIIKU / NUP?"} == rooms(city)["axroom1"].unread
    assert "--unit KIR" in ran.out
    assert 0 == bring(cli, city, file)["code"]  # with --unit KIR
    assert {} == rooms(city)["axroom1"].unread


def test_the_answer_moves_what_waited_into_the_file_of_its_unit(cli: Run, city: Path) -> None:
    """With their venue, where nothing else stands there; and the next import changes nothing."""
    entries = [
        resource("ax1", unit="axunit1", **FREE),
        resource("ax2", unit="axunit1", **FREE),
        resource("ax3", unit="tprek:70001", name={"fi": "Sauna"}, **FREE),
        unit("axunit1", "Hyllykatu", street_address={"fi": "Hyllykatu 9"}),
    ]
    file = record(city, *entries)
    cli("import", "--from-respa", file, "--into", city)
    call = ("import", "--from-respa", file, "--into", city, "--unit-of", "axunit1=NUP")
    cli(*call)
    written = (city / "kir.yaml").read_text("utf-8"), (city / "nup.yaml").read_text("utf-8")
    again = cli(*call)

    units = {key: room.service_unit.value for key, room in rooms(city).items()}
    assert {"ax1": "NUP", "ax2": "NUP", "ax3": "KIR", "kir-satu-sali": "KIR"} == units
    assert "service_unit" not in rooms(city)["ax1"].unread
    assert "Hyllykatu" not in written[0]
    assert 1 == written[1].count("name: {fi: Hyllykatu}")
    assert written == (
        (city / "kir.yaml").read_text("utf-8"),
        (city / "nup.yaml").read_text("utf-8"),
    )
    assert "ennallaan 3" in again.out


def test_a_unit_that_its_venue_is_not_of_is_asked(cli: Run, city: Path) -> None:
    """A venue of one unit may have rooms of another: nobody guesses, nothing is left out."""
    file = record(city, resource(**FREE))
    cli("import", "--from-respa", file, "--unit", "NUP", "--into", city)

    assert {"service_unit": "70001 = KIR / NUP?"} == rooms(city)["axroom1"].unread
    ran = cli("import", "--from-respa", file, "--unit", "NUP", "--into", city)
    assert "ennallaan 1" in ran.out
    assert "Ei ole varma" not in ran.err


def test_a_room_without_a_name_or_with_an_odd_id_is_a_draft(cli: Run, city: Path) -> None:
    """A name is asked for, and an id that can be no key is written as one that can."""
    told = bring_in(
        cli, city, resource(name=None, **FREE), resource("sali 2/ä", name={"sv": "Sal"}, **FREE)
    )

    assert (2, 0) == (told["rooms"]["added"], told["rooms"]["left_out"])
    assert {"name.fi": "id axroom1"} == rooms(city)["axroom1"].unread
    (odd,) = set(rooms(city)) - {"axroom1", "kir-satu-sali"}
    assert "sali 2/ä" in (rooms(city)[odd].note or "")
    again = bring_in(
        cli, city, resource(name=None, **FREE), resource("sali 2/ä", name={"sv": "Sal"}, **FREE)
    )
    assert [] == again["written"]
