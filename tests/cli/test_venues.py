"""``varaamo-sync venues``: ids from the service map, looked up and never chosen."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_contracts import contract
from tests.cli.test_trust import edit
from tests.service_map.pretended import UNITS, PretendedMap, serving, unit
from varaamo_sync.catalogue_files import VENUES

NOWHERE = "http://127.0.0.1:9/servicemap/v2"


@pytest.fixture
def city(monkeypatch: pytest.MonkeyPatch) -> Iterator[PretendedMap]:
    """Serve the map of an invented city, which the environment names."""
    pretended = PretendedMap()
    with serving(pretended.answer) as url:
        monkeypatch.setenv("VARAAMO_SYNC_SERVICE_MAP", url)
        yield pretended


def test_a_refresh_writes_what_find_then_needs_no_network_for(
    cli: Run, started: Path, city: PretendedMap
) -> None:
    """The first refresh writes the file; from then on a name is looked up offline."""
    refreshed = cli("venues", "refresh", started)
    asked = len(city.asked)
    found = cli("venues", "find", "arabian NUORISOTALO", started)

    assert (0, 0, asked) == (refreshed.code, found.code, len(city.asked))
    assert "4 toimipistettä (Helsinki); 1 ilman osastoa" in refreshed.out
    assert "CC BY 4.0" in refreshed.out
    assert 'tprek: "70001"' in found.out
    assert "Keksittykuja 1 A, 00990 · Helsinki" in found.out
    assert "Valitse itse" in found.out


def test_what_changed_since_the_last_time_is_counted(
    cli: Run, started: Path, city: PretendedMap
) -> None:
    """A venue that is new, one that is gone and one that changed; the rest of the file stays."""
    cli("venues", "refresh", started)
    before = (started / VENUES).read_text("utf-8").splitlines()
    city.units = (UNITS[0], UNITS[1] | {"address_zip": "00995"}, UNITS[3], unit(70009, "Uusi"))
    again = cli("venues", "refresh", started, "--format", "json")
    after = (started / VENUES).read_text("utf-8").splitlines()

    payload = json.loads(again.out)
    contract("venues-refresh").validate(payload)
    assert {"new": 1, "gone": 1, "changed": 1} == payload["changes"]
    assert before[0:9] == after[0:9]


def test_without_a_file_the_service_map_itself_is_asked(
    cli: Run, tmp_path: Path, city: PretendedMap
) -> None:
    """Even before there is a catalogue; the JSON is as its schema says."""
    ran = cli("venues", "find", "Ruoholahden", tmp_path, "--format", "json")
    payload = json.loads(ran.out)

    contract("venues-find").validate(payload)
    assert ("service map", None) == (payload["source"], payload["taken"])
    assert [("70003", False)] == [(c["tprek"], c["department"]) for c in payload["candidates"]]
    assert "/search/?q=Ruoholahden" in city.asked[0]


@pytest.mark.usefixtures("city")
def test_a_venue_without_a_department_is_told(cli: Run, started: Path) -> None:
    """It cannot get opening hours, which nobody would find out before residents do."""
    ran = cli("venues", "find", "Ruoholahden", started, "--lang", "en")

    assert "no department in the service map: Varaamo gets no opening hours" in ran.out


@pytest.mark.usefixtures("city")
def test_whether_varaamo_has_the_venue_is_told_where_it_is_known(cli: Run, started: Path) -> None:
    """The reference data beside the catalogue knows which venues Varaamo has."""
    cli("reference", started, "--sandbox")
    ran = cli("venues", "find", "Arabian", started)

    assert "ei ole Varaamossa; pyydä se Varaamon pääkäyttäjältä" in ran.out


def test_many_candidates_are_a_few_and_a_number(
    cli: Run, started: Path, city: PretendedMap
) -> None:
    """A word of every name does not fill the screen; a program gets all of them."""
    city.units = tuple(unit(number, f"Talo {number}") for number in range(1, 31))
    cli("venues", "refresh", started)
    shown = cli("venues", "find", "talo", started).out
    told = json.loads(cli("venues", "find", "talo", started, "--format", "json").out)

    assert (8, 30) == (shown.count("tprek: "), len(told["candidates"]))
    assert "ja 22 muuta" in shown


@pytest.mark.usefixtures("city")
def test_nothing_found_is_said_with_what_to_try(cli: Run, started: Path) -> None:
    """Offline the service map itself is one more thing to try."""
    cli("venues", "refresh", started)

    assert "--online" in cli("venues", "find", "xyzzy", started).out
    assert "--online" not in cli("venues", "find", "xyzzy", started, "--online").out


@pytest.mark.usefixtures("city")
def test_each_venue_of_a_catalogue_that_does_not_fit_is_told_with_its_line(
    cli: Run, started: Path
) -> None:
    """No id, one that is unknown, one of another venue and one without a department."""
    cli("venues", "refresh", started)
    edit(started / "nup.yaml", "tprek: demo-001", 'tprek: "70003"')
    edit(started / "kir.yaml", "tprek: demo-011", 'tprek: "70004"')
    edit(started / "kulp.yaml", "tprek: demo-012", 'tprek: "70002"')
    ran = cli("venues", "check", started, "--lang", "en")
    payload = json.loads(cli("venues", "check", started, "--format", "json").out)

    contract("venues-check").validate(payload)
    assert 1 == ran.code
    assert "4 venues, service map" in ran.out
    assert "1 in order, 1 unknown id, 2 of another name" in ran.out
    assert f"Arabian nuorisotalo (NUP, {started / 'nup.yaml'}:9)" in ran.out
    assert "The id 70003 is “Ruoholahden nuorisotalo” in the service map." in ran.out
    assert 'tprek: "70001"  Arabia Youth Centre, Keksittykuja 1 A, 00990' in ran.out
    faults = {one["venue"]: one["fault"] for one in payload["venues"]}
    assert {
        "Keskustakirjasto Oodi": None,
        "Stoa": "other_name",
        "Ala-Malmin liikuntapuisto": "unknown",
        "Arabian nuorisotalo": "other_name",
    } == faults


def test_a_check_needs_the_file(cli: Run, started: Path) -> None:
    """Without venues.json nothing is guessed: what to type is told."""
    ran = cli("venues", "check", started)

    assert 2 == ran.code
    assert "varaamo-sync venues refresh" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [("find", "Oodi"), ("refresh",)],
)
def test_a_service_map_that_is_not_there_is_one_error(
    cli: Run, started: Path, arguments: tuple[str, ...]
) -> None:
    """Exit code 6, and nothing is written."""
    ran = cli("venues", *arguments, started, "--service-map", NOWHERE)

    assert (6, "") == (ran.code, ran.out)
    assert "Palvelukartta" in ran.err
    assert not (started / VENUES).exists()


@pytest.mark.usefixtures("city")
def test_a_broken_file_is_told_and_a_refresh_makes_it_anew(cli: Run, started: Path) -> None:
    """What is no list of venues stops find with words; refresh puts a good one in its place."""
    (started / VENUES).write_text("<<<<<<< HEAD", encoding="utf-8")
    broken = cli("venues", "find", "Oodi", started)
    refreshed = cli("venues", "refresh", started)

    assert (1, 0) == (broken.code, refreshed.code)
    assert "venues refresh" in broken.err
    assert 0 == cli("venues", "find", "Oodi", started).code


def test_a_refresh_beside_no_catalogue_writes_nothing(cli: Run, tmp_path: Path) -> None:
    """The file belongs beside a catalogue."""
    ran = cli("venues", "refresh", tmp_path)

    assert 2 == ran.code
    assert [] == list(tmp_path.glob("*.json"))


@pytest.mark.usefixtures("city")
def test_validate_knows_the_venues_that_are_kept_and_does_not_miss_them(
    cli: Run, started: Path
) -> None:
    """With venues.json its rules are asked, and their findings have places; without, unsaid."""
    before = json.loads(cli("validate", started, "--format", "json").out)
    cli("venues", "refresh", started)
    edit(started / "nup.yaml", "tprek: demo-001", 'tprek: "70003"')
    after = json.loads(cli("validate", started, "--format", "json", "--lang", "en").out)

    ours = ("venue-unknown-in-service-map", "venue-without-department")
    found = {
        (one["rule"], one["file"].rpartition("/")[2], one["line"])
        for one in after["findings"]
        if one["rule"] in ours
    }
    assert not set(ours) & {*before["unchecked"], *(one["rule"] for one in before["findings"])}
    assert {
        ("venue-unknown-in-service-map", "kir.yaml", 9),
        ("venue-unknown-in-service-map", "kulp.yaml", 9),
        ("venue-unknown-in-service-map", "liiku.yaml", 9),
        ("venue-without-department", "nup.yaml", 9),
    } == found
