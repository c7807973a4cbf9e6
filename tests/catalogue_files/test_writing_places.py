"""Edits of places: texts in rooms, venues, defaults and ``catalogue.yaml``, where they stand."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.catalogue_files.folders import write
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.catalogue_files.edit import Edits, PlaceEdit, open_folder, write_changes
from varaamo_sync.errors import CatalogueError
from varaamo_sync.findings import Path as Steps

HEAD = """\
# yhteiset
format: 1
id: test
organisation:
  fi: Kaupunki      # oma
defaults:
  instructions:
    confirmed: {fi: Tervetuloa.}
"""
GOALS = """\
format: 1
scorecards:
  - year: 2027
    name: {fi: Kortti}
    goals:
      - id: tilat
        name: {fi: Tilat}
        milestones:
          - name: {fi: Askel}   # eka
            phase: done
"""
ROOMS = """\
format: 1
service_unit: NUP
defaults:
  instructions:
    pending:
      fi: |-
        Odota.

        Vastaamme.
venues:
  - tprek: demo-001
    name: {fi: Talo}      # talo
    defaults: {instructions: {cancelled: {fi: Peruttu.}}}
    rooms:
      - key: nup-sali
        name: {fi: Sali}
        pricing:
          - {free: true, material: {fi: Savi.}}
"""


def edited(folder: Path, edits: Mapping[tuple[str, Steps], Any]) -> list[str]:
    """Return the lines that edits of places took out (-) and put in (+)."""
    before_all = {"catalogue.yaml": HEAD, "goals.yaml": GOALS, "nup.yaml": ROOMS}
    write(folder, before_all)
    places = tuple(PlaceEdit(file, path, value) for (file, path), value in edits.items())
    write_changes(open_folder(folder).prepare(Edits(places=places)))
    lines: list[str] = []
    for name, before in before_all.items():
        after = (folder / name).read_text(encoding="utf-8")
        lines += list(difflib.ndiff(before.splitlines(), after.splitlines()))
    return [line for line in lines if line[0] in "+-"]


@pytest.mark.parametrize(
    ("file", "path", "line"),
    [
        ("catalogue.yaml", "organisation.sv", "+   sv: Ja"),
        ("goals.yaml", "scorecards.0.goals.0.milestones.0.name.sv",
         "+           - name: {fi: Askel, sv: Ja}   # eka"),
        ("catalogue.yaml", "defaults.instructions.confirmed.sv",
         "+     confirmed: {fi: Tervetuloa., sv: Ja}"),
        ("nup.yaml", "defaults.instructions.pending.sv", "+       sv: Ja"),
        ("nup.yaml", "venues.0.name.sv", "+     name: {fi: Talo, sv: Ja}      # talo"),
        ("nup.yaml", "venues.0.defaults.instructions.cancelled.sv",
         "+     defaults: {instructions: {cancelled: {fi: Peruttu., sv: Ja}}}"),
        ("nup.yaml", "venues.0.rooms.0.name.sv", "+         name: {fi: Sali, sv: Ja}"),
        ("nup.yaml", "venues.0.rooms.0.pricing.0.material.sv",
         "+           - {free: true, material: {fi: Savi., sv: Ja}}"),
    ],
)  # fmt: skip
def test_a_place_is_edited_wherever_it_is(file: str, path: str, line: str, tmp_path: Path) -> None:
    """One line changes, in whichever block and file the text stands; comments stay."""
    steps = tuple(int(step) if step.isdigit() else step for step in path.split("."))
    changed = edited(tmp_path, {(file, steps): "Ja"})

    assert line in changed
    assert 2 >= len(changed)
    assert read_catalogue(tmp_path).complete


def test_places_of_all_kinds_are_edited_together(tmp_path: Path) -> None:
    """Edits of several blocks of two files are one change; each file says all of it."""
    edits = {
        ("nup.yaml", ("defaults", "instructions", "pending", "sv")): "Vänta.\n\nVi svarar.",
        ("nup.yaml", ("venues", 0, "name", "en")): "House",
        ("nup.yaml", ("venues", 0, "rooms", 0, "name", "sv")): "Sal",
        ("catalogue.yaml", ("organisation", "en")): "City",
    }
    edited(tmp_path, edits)

    catalogue = read_catalogue(tmp_path).usable()
    room = catalogue.by_key["nup-sali"]
    assert room.instructions is not None
    assert room.instructions.pending is not None
    assert ("Vänta.\n\nVi svarar.", "House", "Sal", "City") == (
        room.instructions.pending.sv,
        room.venue.name.en,
        room.name.sv,
        catalogue.organisation.en,
    )


def test_a_place_of_json_is_edited(tmp_path: Path) -> None:
    """A file of rooms in JSON keeps its form, and a block beside the rooms is reached."""
    data = {
        "format": 1,
        "service_unit": "NUP",
        "defaults": {"instructions": {"pending": {"fi": "Odota."}}},
        "venues": [],
    }
    write(tmp_path, {"nup.json": json.dumps(data, indent=2)})
    edit = PlaceEdit("nup.json", ("defaults", "instructions", "pending", "sv"), "Vänta.")
    write_changes(open_folder(tmp_path).prepare(Edits(places=(edit,))))

    after = json.loads((tmp_path / "nup.json").read_text(encoding="utf-8"))
    assert {"fi": "Odota.", "sv": "Vänta."} == after["defaults"]["instructions"]["pending"]


def test_a_file_that_is_not_there_is_no_place(tmp_path: Path) -> None:
    """An edit of a file that went away writes nothing at all."""
    write(tmp_path, {"nup.yaml": ROOMS})
    edits = Edits(
        places=(
            PlaceEdit("nup.yaml", ("venues", 0, "name", "sv"), "Hus"),
            PlaceEdit("kir.yaml", ("venues", 0, "name", "sv"), "Hus"),
        )
    )

    with pytest.raises(CatalogueError, match=r"kir\.yaml"):
        open_folder(tmp_path).prepare(edits)


def test_the_values_of_a_folder_are_those_of_its_files(tmp_path: Path) -> None:
    """Every file that can be read is there by its name, ``catalogue.yaml`` first."""
    write(tmp_path, {"catalogue.yaml": HEAD, "b/nup.yaml": ROOMS, "x.yaml": "format: ["})

    values = open_folder(tmp_path).values
    assert ["catalogue.yaml", "b/nup.yaml"] == list(values)
    assert {"fi": "Kaupunki"} == values["catalogue.yaml"]["organisation"]
