"""Writing into files that people keep: what is edited changes, and not a character more."""

from __future__ import annotations

import difflib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.catalogue_files.folders import ROOMS, write
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.catalogue_files.edit import (
    Edit,
    Edits,
    NewRoom,
    NewVenue,
    VenueEdit,
    apply_edits,
    open_folder,
    write_changes,
)
from varaamo_sync.catalogue_files.edit.yaml_emitter import scalar
from varaamo_sync.errors import CatalogueError, CatalogueNotFound, UsageError
from varaamo_sync.model import ServiceUnit, Venue

ARABIA = Venue.model_validate({"tprek": "demo-001", "name": {"fi": "Arabian nuorisotalo"}})
TEXT = """\
# yaml-language-server: $schema=x
format: 1
service_unit: NUP
defaults:
  booking: {kind: direct}     # kaikille
venues:
  - tprek: demo-001           # talo
    name: {fi: Arabian nuorisotalo}
    rooms:
      # ensimmäinen
      - key: nup-sali
        name: {fi: Sali}      # nimi
        description:
          fi: |
            Rivi yksi.

            # ei kommentti
          sv: >-
            En lång
            text.
        capacity: {min: 1, max: 100}
        note: 'yksi ''lainaus'''
        wanted: "draft"   # vielä

      - key: nup-aula
        name:
          fi: Aula
        purposes:
          - Juhlat            # eka
          - Työ
        booking:
          min: 1 h
        area:
  # lopuksi
  - tprek: demo-002
    name: {fi: Toinen talo}
    rooms: []
"""


def _edit(folder: Path, *edits: Edit, text: str = TEXT, name: str = "nup.yaml") -> list[str]:
    """Return the lines that edits took out (-) and put in (+)."""
    write(folder, {name: text.encode()})
    apply_edits(folder, edits)
    after = (folder / name).read_bytes().decode()
    changed = difflib.ndiff(text.splitlines(), after.splitlines())
    return sorted(line for line in changed if line[0] in "+-")


@pytest.mark.parametrize(
    ("path", "value", "lines"),
    [
        ("capacity.max", 80, ["-         capacity: {min: 1, max: 100}",
                              "+         capacity: {min: 1, max: 80}"]),
        ("name.fi", "Iso sali", ["-         name: {fi: Sali}      # nimi",
                                 "+         name: {fi: Iso sali}      # nimi"]),
        ("name.sv", "Sal", ["-         name: {fi: Sali}      # nimi",
                            "+         name: {fi: Sali, sv: Sal}      # nimi"]),
        ("wanted", "published", ['-         wanted: "draft"   # vielä',
                                 '+         wanted: "published"   # vielä']),
        ("note", "a 'b'", ["-         note: 'yksi ''lainaus'''", "+         note: 'a ''b'''"]),
        ("note", None, ["-         note: 'yksi ''lainaus'''", "+         note: null"]),
        ("description.sv", "Kort.", ["-           sv: >-", "-             En lång",
                                     "-             text.", "+           sv: Kort."]),
        ("description.en", "Short.", ["+           en: Short."]),
        ("area", 12, ["+         area: 12"]),
        ("booking.max", "2 h", ["+         booking: {max: 2 h}"]),
        ("capacity", None, ["-         capacity: {min: 1, max: 100}", "+         capacity: null"]),
        ("pricing", [{"lowest": Decimal("7.30"), "vat": Decimal("25.5")}],
         ["+         pricing: [{lowest: 7.30, vat: 25.5}]"]),
    ],
)  # fmt: skip
def test_an_edit_touches_its_own_characters_only(
    path: str, value: Any, lines: list[str], tmp_path: Path
) -> None:
    """Comments, quotes, order and every other line stay; the edited line keeps its style."""
    assert sorted(lines) == _edit(tmp_path, Edit("nup-sali", tuple(path.split(".")), value))


@pytest.mark.parametrize(
    ("path", "value", "lines"),
    [
        ("area", 12, ["-         area:", "+         area: 12"]),
        ("purposes", ["Juhlat"], ["-         purposes:", "-           - Juhlat            # eka",
                                  "-           - Työ", "+         purposes: [Juhlat]"]),
        ("booking.min", "2 h", ["-           min: 1 h", "+           min: 2 h"]),
        ("booking.max", "4 h", ["+           max: 4 h"]),
        ("name.fi", "no", ["-           fi: Aula", '+           fi: "no"']),
        ("name.fi", "12:30", ["-           fi: Aula", '+           fi: "12:30"']),
        ("name", {"fi": "Aula", "sv": "Aula"}, ["-         name:", "-           fi: Aula",
                                                "+         name: {fi: Aula, sv: Aula}"]),
        ("description.fi", "Yksi\n\nKaksi: #3", ["+         description:", "+           fi: |-",
                                                 "+             Yksi", "+ ",
                                                 "+             Kaksi: #3"]),
    ],
)  # fmt: skip
def test_block_style_is_edited_in_place(
    path: str, value: Any, lines: list[str], tmp_path: Path
) -> None:
    """Mappings and lists in block style, empty values and texts of several lines are edited."""
    assert sorted(lines) == _edit(tmp_path, Edit("nup-aula", tuple(path.split(".")), value))


def test_line_ends_and_byte_order_mark_stay(tmp_path: Path) -> None:
    """A file of Windows keeps its line ends and its mark; new lines get the same ends."""
    text = "\ufeff" + TEXT.replace("\n", "\r\n")
    _edit(tmp_path, Edit("nup-aula", ("area",), 5), Edit("nup-sali", ("area",), 6), text=text)

    data = (tmp_path / "nup.yaml").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf# yaml")
    assert data.count(b"\n") == data.count(b"\r\n")


def test_new_rooms_and_venues_go_to_the_right_place(tmp_path: Path) -> None:
    """A room goes after the last of its venue, a venue to the end; other units get a file."""
    write(tmp_path, {"nup.yaml": TEXT})
    stoa = Venue.model_validate({"tprek": "demo-012", "name": {"fi": "Stoa"}, "aliases": ["S"]})
    second = Venue.model_validate({"tprek": "demo-002", "name": {"fi": "Toinen talo"}})
    new = [
        NewRoom(ServiceUnit.NUP, ARABIA, {"key": "nup-uusi", "name": {"fi": "Uusi"}}),
        NewRoom(ServiceUnit.NUP, second, {"key": "nup-toka", "name": {"fi": "Toka"}}),
        NewRoom(ServiceUnit.NUP, stoa, {"key": "nup-stoa", "name": {"fi": "yes"}}),
        NewRoom(ServiceUnit.KULP, stoa, {"key": "kulp-stoa", "name": {"fi": "Lava"}}),
    ]
    changed = apply_edits(tmp_path, [], new)
    reading = read_catalogue(tmp_path)

    assert ["nup.yaml", "kulp.yaml"] == [path.name for path in changed]
    assert () == reading.findings
    assert reading.catalogue is not None
    assert ["kulp-stoa", "nup-sali", "nup-aula", "nup-uusi", "nup-toka", "nup-stoa"] == list(
        reading.catalogue.by_key
    )
    text = (tmp_path / "nup.yaml").read_text(encoding="utf-8")
    assert TEXT.partition("  # lopuksi")[0].rstrip() in text
    assert "demo-012" == reading.catalogue.by_key["nup-stoa"].venue.tprek


def test_venues_are_edited_wherever_they_stand(tmp_path: Path) -> None:
    """An alias goes to the venue in every file that has it; an empty venue can be added."""
    other = TEXT.replace("NUP", "KULP").replace("nup-", "kulp-")
    write(tmp_path, {"nup.yaml": TEXT, "kulp.yaml": other})
    edits = Edits(
        venues=(VenueEdit(ARABIA, ("aliases",), ["Arabia"]),),
        new_venues=(
            NewVenue(ServiceUnit.NUP, Venue(address="Katu 1")),
            NewVenue(ServiceUnit.NUP, ARABIA),
        ),
    )
    write_changes(open_folder(tmp_path).prepare(edits))

    placed = open_folder(tmp_path).venues
    assert [("Arabia",), ("Arabia",)] == [
        p.venue.aliases for p in placed if p.venue.tprek == "demo-001"
    ]
    assert ["Katu 1"] == [p.venue.address for p in placed if p.venue.address]


def test_an_id_that_is_found_later_stands_above_the_rooms(tmp_path: Path) -> None:
    """The id of a venue that came in by its address is written where one looks for it."""
    text = (
        "format: 1\nservice_unit: NUP\nvenues:\n"
        "  - address: Katu 1\n    rooms:\n      - {key: nup-a, name: {fi: A}}\n"
    )
    write(tmp_path, {"nup.yaml": text})
    edit = VenueEdit(Venue(address="Katu 1"), ("tprek",), "demo-005")
    write_changes(open_folder(tmp_path).prepare(Edits(venues=(edit,))))

    expected = text.replace("Katu 1\n", "Katu 1\n    tprek: demo-005\n")
    assert expected == (tmp_path / "nup.yaml").read_text(encoding="utf-8")


JSON = json.dumps(
    {"format": 1, "service_unit": "NUP", "venues": [
        {"tprek": "demo-001", "rooms": [{"key": "nup-sali", "name": {"fi": "Sääli"}, "area": 5}]}
    ]}, ensure_ascii=False, indent=4,
)  # fmt: skip


@pytest.mark.parametrize("text", [JSON, json.dumps(json.loads(JSON)), JSON.replace("\n", "\r\n")])
def test_json_is_edited_in_place(text: str, tmp_path: Path) -> None:
    """JSON files keep their indentation, line ends and escapes; only what is edited changes."""
    room = {"key": "nup-b", "name": {"fi": "Ä"}, "pricing": [{"lowest": Decimal("7.30")}]}
    write(tmp_path, {"nup.json": text})
    apply_edits(
        tmp_path,
        [Edit("nup-sali", ("area",), 6), Edit("nup-sali", ("capacity", "max"), 9)],
        [NewRoom(ServiceUnit.NUP, Venue(tprek="demo-001"), room)],
    )
    after = (tmp_path / "nup.json").read_bytes().decode()

    reading = read_catalogue(tmp_path)
    assert () == reading.findings
    assert reading.catalogue is not None
    held = reading.catalogue.by_key["nup-sali"]
    assert (6, 9) == (held.area, held.capacity.max if held.capacity else None)
    assert "7.30" in after
    assert ("\r\n" in text) == ("\r\n" in after)
    assert text.isascii() == after.isascii()
    assert ("\n" in text) == ("\n" in after)


@pytest.mark.parametrize(
    "text",
    [
        ROOMS.replace("- key", "- &a\n        key") + "      - {<<: *a}\n",
        ROOMS.replace("{fi: Sali}", "&n {fi: Sali}") + "        description: *n\n",
    ],
)
def test_what_cannot_be_edited_in_place_is_left_alone(text: str, tmp_path: Path) -> None:
    """A file with anchors that an edit would break is refused as a whole, and not written."""
    write(tmp_path, {"a.yaml": text})
    before = (tmp_path / "a.yaml").read_bytes()

    with pytest.raises(CatalogueError):
        apply_edits(tmp_path, [Edit("nup-sali", ("name", "fi"), "Uusi")])

    assert before == (tmp_path / "a.yaml").read_bytes()


def test_rooms_in_flow_style_are_edited_too(tmp_path: Path) -> None:
    """A room on one line, and a list of rooms on one line, take edits and new rooms."""
    flow = ROOMS.split("    rooms:")[0] + "    rooms: [{key: nup-sali, name: {fi: Sali}}]\n"
    write(tmp_path, {"a.yaml": flow})
    new = NewRoom(ServiceUnit.NUP, Venue(tprek="demo-001"), {"key": "nup-b", "name": {"fi": "B"}})
    apply_edits(tmp_path, [Edit("nup-sali", ("area",), 5)], [new])

    text = (tmp_path / "a.yaml").read_text(encoding="utf-8")
    assert "[{key: nup-sali, name: {fi: Sali}, area: 5}, {key: nup-b, name: {fi: B}}]" in text


def test_images_count_from_the_file_that_names_them(tmp_path: Path) -> None:
    """Paths of images are given from the folder and written from the file."""
    write(tmp_path, {"nup/a.yaml": ROOMS, "kuvat/sali.jpg": b"\xff\xd8\xff"})
    apply_edits(tmp_path, [Edit("nup-sali", ("images",), [{"file": "kuvat/sali.jpg"}])])

    reading = read_catalogue(tmp_path)
    assert () == reading.findings
    assert "../kuvat/sali.jpg" in (tmp_path / "nup" / "a.yaml").read_text(encoding="utf-8")


def test_a_room_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """An edit of an unknown room writes nothing, and says which."""
    write(tmp_path, {"a.yaml": ROOMS})

    with pytest.raises(CatalogueError, match="nup-ei"):
        apply_edits(tmp_path, [Edit("nup-ei", ("area",), 5)])
    with pytest.raises(CatalogueNotFound):
        apply_edits(tmp_path / "ei", [])


def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    """Somebody saved the file between reading and writing: nothing of theirs is lost."""
    write(tmp_path, {"a.yaml": ROOMS, "b.yaml": ROOMS.replace("nup-sali", "nup-b")})
    edits = Edits((Edit("nup-sali", ("area",), 5), Edit("nup-b", ("area",), 5)))
    changes = open_folder(tmp_path).prepare(edits)
    (tmp_path / "b.yaml").write_text(ROOMS + "# muutos\n", encoding="utf-8")

    with pytest.raises(UsageError, match="meanwhile"):
        write_changes(changes)

    assert ROOMS == (tmp_path / "a.yaml").read_text(encoding="utf-8")
    assert ["a.yaml", "b.yaml", "catalogue.yaml"] == sorted(p.name for p in tmp_path.iterdir())


def test_an_edit_that_changes_nothing_writes_nothing(tmp_path: Path) -> None:
    """A value that is written already leaves the file as it is."""
    write(tmp_path, {"a.yaml": TEXT})

    assert () == apply_edits(tmp_path, [Edit("nup-sali", ("capacity", "max"), 100)])


def test_equal_numbers_are_written_as_each_was_given() -> None:
    """Money has the decimals that it was given, whatever equal amount was written before."""
    assert ["25.50", "25.5", "25.50"] == [scalar(Decimal(n)) for n in ("25.50", "25.5", "25.50")]
