"""Unread fields in files: a default never speaks in their place, and each is named at its line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.catalogue_files.folders import read, room
from tests.make import NOW
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.rules import check

HEAD = """\
format: 1
service_unit: NUP
defaults:
  access: [{type: unrestricted}]
  pricing: [{free: true}]
  booking: {kind: direct, min: 1 h, window: {min_days: 1, max_days: 90}}
  wanted: published
venues:
  - tprek: demo-001
    defaults:
      capacity: {min: 1, max: 20}
    rooms:
      - key: nup-sali
        name: {fi: Sali}
"""


def _with_unread(folder: Path, unread: dict[str, str], more: str = "") -> Any:
    lines = f"        unread: {json.dumps(unread, ensure_ascii=False)}\n"
    catalogue = read(folder, nup=HEAD + more + lines).catalogue
    assert catalogue is not None
    return catalogue.by_key["nup-sali"]


@pytest.mark.parametrize(
    ("path", "gone"),
    [
        ("pricing", ("pricing",)),
        ("pricing.vat", ("pricing",)),
        ("pricing.0.vat", ("pricing",)),
        ("access.type", ("access",)),
        ("wanted", ("wanted",)),
        ("booking.min", ("booking", "min")),
        ("booking.window.max_days", ("booking", "window", "max_days")),
        ("capacity.max", ("capacity", "max")),
    ],
)
def test_an_unread_field_takes_no_default(tmp_path: Path, path: str, gone: tuple[str, ...]) -> None:
    """Neither the file, the venue nor the catalogue speaks for a field that nobody could read."""
    part = _with_unread(tmp_path, {path: "ks. liite"})
    for step in gone[:-1]:
        part = getattr(part, step)

    assert gone[-1] not in part.model_fields_set


def test_other_fields_keep_their_defaults(tmp_path: Path) -> None:
    """What could be read, or was not asked for, is as it always was."""
    found = _with_unread(tmp_path, {"booking.min": "hetki"})

    assert "direct" == found.booking.kind
    assert 90 == found.booking.window.max_days
    assert 1 == len(found.pricing)
    assert "published" == found.wanted


def test_what_the_room_states_itself_stays_beside_the_words(tmp_path: Path) -> None:
    """An older value of the room's own is kept in the catalogue, until a person decides."""
    found = _with_unread(tmp_path, {"capacity.max": "paljon"}, "        capacity: {max: 5}\n")

    assert {"capacity.max": "paljon"} == found.unread
    assert 5 == found.capacity.max


def test_json_reads_the_same(tmp_path: Path) -> None:
    """Files of both kinds hold unread fields."""
    rooms = [{"key": "a", "name": {"fi": "A"}, "unread": {"pricing": "hinnasto"}}]
    file = {
        "format": 1,
        "service_unit": "NUP",
        "defaults": {"pricing": [{"free": True}]},
        "venues": [{"tprek": "demo-001", "rooms": rooms}],
    }
    (tmp_path / "catalogue.yaml").write_text("format: 1\nid: a\n", encoding="utf-8")
    (tmp_path / "nup.json").write_text(json.dumps(file), encoding="utf-8")
    catalogue = read_catalogue(tmp_path).catalogue

    assert catalogue is not None
    assert {"pricing": "hinnasto"} == catalogue.rooms[0].unread
    assert catalogue.rooms[0].pricing is None


@pytest.mark.parametrize(
    ("unread", "near"),
    [
        ("{pricng: x}", "pricing"),
        ("{capacity.mx: x}", "max"),
        ("{pricing.0.vta: x}", ""),
        ("{unread.key: x}", ""),
    ],
)
def test_a_path_that_names_no_field_is_refused(tmp_path: Path, unread: str, near: str) -> None:
    """A slip in a path would leave the field to a default: it is told at its place."""
    reading = read(tmp_path, nup=room(f"unread: {unread}"))

    (finding,) = reading.findings
    assert "unknown-key" == finding.rule
    assert 8 == (finding.position.line if finding.position else 0)
    assert near in str(finding.params["near"])


@pytest.mark.parametrize("unread", ["{pricing: 5}", "{pricing: }", "[pricing]", '{pricing: ""}'])
def test_words_are_text(tmp_path: Path, unread: str) -> None:
    """The words are those of the form, and there are some."""
    reading = read(tmp_path, nup=room(f"unread: {unread}"))

    assert 1 == len(reading.findings)
    assert {"nup-sali"} == reading.left_out


def test_validate_names_the_line_of_the_words(tmp_path: Path) -> None:
    """The finding of an unread field stands where its words do."""
    reading = read(
        tmp_path, nup=room("unread:\n  access: avain\n  pricing.vat: ks. liite\nwanted: published")
    )
    assert reading.catalogue is not None
    found = check(reading.catalogue, now=NOW, select={"field-unread"})

    places = [reading.locate(finding.key, finding.path) for finding in found]
    assert ["nup.yaml:9:11", "nup.yaml:10:11"] == [
        str(place).replace(f":{place.column}", ":11") for place in places if place
    ]
    assert ["error", "error"] == [finding.severity for finding in found]
    assert ["avain", "ks. liite"] == [finding.params["text"] for finding in found]
