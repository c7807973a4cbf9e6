"""Opening hours in files: in rooms, venues and blocks, with their places, and edited in place."""

from __future__ import annotations

from pathlib import Path

from tests.catalogue_files.folders import CATALOGUE, places, read, write
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.catalogue_files.edit import Edit, apply_edits, open_folder
from varaamo_sync.model import Room, ServiceUnit, Venue, room_entry

NUP = """\
format: 1
service_unit: NUP
defaults:
  hours: {mon-fri: 08:00-16:00, exceptions: {Juhannusaatto: closed, Vappu: closed}}
venues:
  - tprek: demo-001
    hours:  # talon ajat
      mon-sun: 9-21
    rooms:
      - {key: nup-a, name: {fi: A}}
      - key: nup-b
        name: {fi: B}
        hours:
          mon-thu: [08:00-12:00, 13:00-20:00]  # ruokatunti
          exceptions:
            Vappu: null
            2027-07-01..2027-07-31: closed
  - tprek: demo-002
    rooms:
      - {key: nup-c, name: {fi: C}}
      - {key: nup-d, name: {fi: D}, hours: null}
"""


def said(room: Room) -> object:
    """Return the hours of a room as a file would state them."""
    return room_entry(room)["hours"]


def test_a_room_has_its_own_hours_else_its_venues_else_those_of_a_block(tmp_path: Path) -> None:
    """When it is open is said as a whole, exceptions one by one, and ``null`` clears."""
    rooms = read(tmp_path, nup=NUP).catalogue.by_key  # type: ignore[union-attr]
    closed = {"Juhannusaatto": "closed", "Vappu": "closed"}

    assert {"mon-sun": "09:00-21:00", "exceptions": closed} == said(rooms["nup-a"])
    assert {
        "mon-thu": ["08:00-12:00", "13:00-20:00"],
        "exceptions": closed | {"Vappu": None, "2027-07-01..2027-07-31": "closed"},
    } == said(rooms["nup-b"])
    assert {"mon-fri": "08:00-16:00", "exceptions": closed} == said(rooms["nup-c"])
    assert said(rooms["nup-d"]) is None


def test_what_is_wrong_at_a_venue_or_a_block_is_told_there_once(tmp_path: Path) -> None:
    """And the rooms that would inherit it are left out, not given other hours."""
    reading = read(tmp_path, nup=NUP.replace("9-21", "9-29").replace("Vappu: closed", "31.4.: x"))

    assert [
        ("value-exception-days", "nup.yaml:4:69"),
        ("value-hours", "nup.yaml:4:76"),
        ("value-hours", "nup.yaml:8:16"),
    ] == places(reading.findings)
    assert reading.catalogue is not None
    assert ["nup-d"] == [room.key for room in reading.catalogue.rooms]


def test_a_word_that_is_no_weekday_is_told_with_those_that_are(tmp_path: Path) -> None:
    """At the key, as for every other key that there is not."""
    (finding,) = read(tmp_path, nup=NUP.replace("mon-thu", "monn")).findings

    assert ("unknown-key", "nup.yaml:14:11") == (finding.rule, str(finding.position))
    assert "mon" == finding.params["near"]
    for spoken in ("ma–to", "maanantai-torstai", "måndag-torsdag", "Mon-Thu"):
        (finding,) = read(tmp_path, nup=NUP.replace("mon-thu", spoken)).findings
        assert "mon-thu" == finding.params["near"]


def test_hours_without_weekdays_are_told_how_hours_look(tmp_path: Path) -> None:
    """Who writes the times alone is shown weekdays, and no name of a room."""
    wrong = NUP.replace("{Juhannusaatto: closed, Vappu: closed}", "closed")
    for text, like in ((NUP.replace("null}", "8-16}"), "mon-fri: 08:00-16:00"), (wrong, "Juh")):
        (finding,) = read(tmp_path, nup=text).findings
        assert "value-mapping" == finding.rule
        assert str(finding.params["example"]).startswith(like)


def test_hours_are_edited_in_place_and_comments_stay(tmp_path: Path) -> None:
    """One weekday or all hours: what stands around keeps its words."""
    write(tmp_path, {"catalogue.yaml": CATALOGUE, "nup.yaml": NUP})
    hours = {"periods": [{"from": "06-01", "until": "08-31", "mon-fri": "09:00-15:00"}]}
    apply_edits(
        tmp_path,
        [
            Edit("nup-b", ("hours", "mon-thu"), "08:00-20:00"),
            Edit("nup-c", ("hours",), hours),
        ],
    )
    text = (tmp_path / "nup.yaml").read_text(encoding="utf-8")
    reading = read_catalogue(tmp_path)

    assert "mon-thu: 08:00-20:00  # ruokatunti\n" in text
    assert "hours:  # talon ajat\n" in text
    assert reading.catalogue is not None
    assert hours | {"exceptions": {"Juhannusaatto": "closed", "Vappu": "closed"}} == said(
        reading.catalogue.by_key["nup-c"]
    )


def test_a_new_room_of_a_venue_is_held_against_the_hours_of_the_venue(tmp_path: Path) -> None:
    """What the venue says goes over what the blocks say."""
    write(tmp_path, {"catalogue.yaml": CATALOGUE, "nup.yaml": NUP})
    defaults = open_folder(tmp_path).defaults(ServiceUnit.NUP, Venue(tprek="demo-001"))

    assert "9-21" == defaults["hours"]["mon-sun"]
    assert {"mon-sun", "exceptions"} == set(defaults["hours"])
