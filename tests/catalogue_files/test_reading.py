import subprocess
import sys
from pathlib import Path

import pytest

from tests.catalogue_files.folders import CATALOGUE, ROOMS, places, read, room, write
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.errors import CatalogueNotFound
from varaamo_sync.findings import Position
from varaamo_sync.model import Room

LAYERS = """\
format: 1
service_unit: NUP
defaults:
  booking: {kind: direct, min: 1 h}
  equipment: [Piano]
  note: tiedostosta
venues:
  - tprek: demo-001
    defaults:
      booking: {min: 2 h}
    rooms:
      - key: a
        name: {fi: A}
        booking: {max: 3 h}
      - key: b
        name: {fi: B}
        equipment: [Tuolit]
        note: null
"""


def rooms(folder: Path, **files: str | bytes) -> dict[str, Room]:
    """Return the rooms of a folder that has no mistakes."""
    reading = read(folder, **files)
    assert () == reading.findings
    assert reading.catalogue is not None
    return reading.catalogue.by_key


def test_nearer_blocks_win_and_mappings_merge_by_key(tmp_path: Path) -> None:
    """Room before venue before file before catalogue; lists and plain values are replaced."""
    head = CATALOGUE + "defaults: {booking: {interval: 1 h, min: 15 min}, area: 5}\n"

    found = rooms(tmp_path, catalogue=head, nup=LAYERS)

    assert {
        "kind": "direct",
        "interval": "1 h",
        "min": "2 h",
        "max": "3 h",
    } == found["a"].booking.model_dump(mode="json", exclude_unset=True)
    assert (5, ("Piano",), "tiedostosta") == (
        found["a"].area,
        found["a"].equipment,
        found["a"].note,
    )
    assert (("Tuolit",), None) == (found["b"].equipment, found["b"].note)


def test_what_a_defaults_block_states_is_stated(tmp_path: Path) -> None:
    """Fields from defaults are managed; fields that nobody wrote are not; null is stated."""
    found = rooms(tmp_path, nup=LAYERS)

    own = {"key", "name", "service_unit", "venue", "booking", "equipment", "note"}
    assert own == found["a"].model_fields_set == found["b"].model_fields_set


def test_money_is_read_to_the_digit(tmp_path: Path) -> None:
    """No price changes on the way from the text."""
    prices = ["0.10", "12.5", "1e1", "1234567890123.45", "7", "0.07"]
    lines = "pricing:\n" + "".join(f"- {{lowest: {price}}}\n" for price in prices)

    found = rooms(tmp_path, nup=room(lines))["nup-sali"]

    assert ["0.10", "12.50", "10.00", "1234567890123.45", "7.00", "0.07"] == [
        str(price.lowest) for price in found.pricing or ()
    ]


def test_yaml_and_json_give_the_same_room(tmp_path: Path) -> None:
    """A room reads the same from either form."""
    text = """{"format": 1, "service_unit": "nupa", "venues": [{"tprek": "demo-001", "rooms": [
        {"key": "nup-sali", "name": {"fi": "Sali"}, "pricing": [{"lowest": 7.30}]}]}]}"""
    folder = write(tmp_path / "json", {"nup.json": text})

    expected = rooms(tmp_path / "yaml", nup=room("pricing: [{lowest: 7.30}]"))

    catalogue = read_catalogue(folder).catalogue
    assert catalogue is not None
    assert expected == catalogue.by_key


def test_words_stay_words(tmp_path: Path) -> None:
    """YAML 1.2: ``no``, ``off`` and ``12:30`` are text."""
    found = rooms(
        tmp_path, catalogue=CATALOGUE + "rules: {area-missing: off}\n", nup=room("type: no")
    )

    assert "no" == found["nup-sali"].type


def test_what_is_written_alike_is_kept_once(tmp_path: Path) -> None:
    """Rooms share equal parts, but never what is only equal to Python, such as 1 and true."""
    lines = room("booking: {max_per_person: 1}") + "".join(
        f"      - {{key: {key}, name: {{fi: A}}, booking: {{max_per_person: {most}}}}}\n"
        for key, most in (("b", 1), ("c", "true"), ("d", 1.0))
    )

    reading = read(tmp_path, nup=lines)

    assert reading.catalogue is not None
    assert ["nup-sali", "b"] == list(reading.catalogue.by_key)
    first, second = reading.catalogue.rooms
    assert first.booking is second.booking
    assert ["c", "d"] == [finding.key for finding in reading.findings]


def test_a_mistake_in_defaults_is_told_once(tmp_path: Path) -> None:
    """Rooms that inherit a mistake are left out without a finding of their own."""
    text = LAYERS.replace("min: 2 h", "min: kaksi")

    reading = read(tmp_path, nup=text.replace("max: 3 h", "min: 2 h"))

    assert [("value-duration", "nup.yaml:10:22")] == places(reading.findings)
    assert {"b"} == reading.left_out
    assert reading.catalogue is not None
    assert {"a"} == set(reading.catalogue.by_key)


def test_a_room_with_a_mistake_leaves_the_others_alone(tmp_path: Path) -> None:
    """The rest of the file is read, and the reading knows that it is not complete."""
    reading = read(tmp_path, nup=LAYERS.replace("max: 3 h", "max: 3"))

    assert [("value-duration", "nup.yaml:14:24")] == places(reading.findings)
    assert reading.catalogue is not None
    assert (["b"], {"a"}) == (list(reading.catalogue.by_key), reading.left_out)
    assert not reading.complete


def test_rooms_are_checked_even_where_their_venue_cannot_be_used(tmp_path: Path) -> None:
    """A mistake around rooms does not hide the mistakes in them."""
    text = room("area: iso").replace("NUP", "NUO").replace("demo-001", "7")

    reading = read(tmp_path, nup=text)

    assert ["value-choice", "value-text", "value-whole"] == [
        finding.rule for finding in reading.findings
    ]
    assert {"nup-sali"} == reading.left_out


def test_mistakes_in_the_catalogue_file_leave_what_is_right(tmp_path: Path) -> None:
    """A wrong goal does not keep the rooms from being read; a missing id does."""
    head = CATALOGUE + "goal: {deadline: pian}\norganisation: {fi: Kaupunki}\n"

    reading = read(tmp_path / "a", catalogue=head, nup=ROOMS)
    without_id = read(tmp_path / "b", catalogue="format: 1\n", nup=ROOMS)

    assert reading.catalogue is not None
    assert "Kaupunki" == reading.catalogue.organisation.fi
    assert ["nup-sali"] == list(reading.catalogue.by_key)
    assert without_id.catalogue is None
    assert [("value-missing", "catalogue.yaml:1:1")] == places(without_id.findings)


def test_a_repeated_key_names_the_first_place(tmp_path: Path) -> None:
    """The first room with a key is kept, and the finding says where it is."""
    reading = read(tmp_path, a=ROOMS, b=room("area: 5"))

    assert "a.yaml:6:14" == reading.findings[0].params["first"]
    assert reading.catalogue is not None
    assert [None] == [found.area for found in reading.catalogue.rooms]
    assert set() == reading.left_out


def test_only_files_of_rooms_are_read(tmp_path: Path) -> None:
    """Subfolders are; hidden files, reference data, history and other files are not."""
    junk = "- [ no yaml"
    names = [".a.yaml", ".git/a.yaml", "reference.json", "history.yaml", "README.md", "a/.b/c.yml"]

    reading = read_catalogue(write(tmp_path, {"a/b.yml": ROOMS} | dict.fromkeys(names, junk)))

    assert () == reading.findings
    assert ("catalogue.yaml", "a/b.yml") == reading.files


def test_a_byte_order_mark_and_windows_line_ends_are_taken(tmp_path: Path) -> None:
    """What Windows editors save is read, and places are the same."""
    data = room("area: iso").replace("\n", "\r\n").encode()

    reading = read(tmp_path, nup=b"\xef\xbb\xbf" + data)

    assert [("value-whole", "nup.yaml:8:15")] == places(reading.findings)


def test_the_digest_follows_the_content(tmp_path: Path) -> None:
    """Equal folders have equal digests; a changed byte changes it."""
    first = read(tmp_path / "a", nup=ROOMS).digest

    assert first == read(tmp_path / "b", nup=ROOMS).digest
    assert first != read(tmp_path / "b", nup=ROOMS + "#").digest


def test_a_missing_catalogue_says_what_to_do(tmp_path: Path) -> None:
    """Without a folder or its ``catalogue.yaml`` there is nothing to read."""
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(CatalogueNotFound) as caught:
            read_catalogue(folder)

        assert caught.value.fix


def test_images_are_found_beside_the_file_that_names_them(tmp_path: Path) -> None:
    """The model holds the path within the catalogue folder."""
    text = room("images: [{file: ../kuvat/sali.jpg, type: main}]")
    folder = write(tmp_path, {"kuvat/sali.jpg": b"\xff\xd8\xff", "tilat/nup.yaml": text})

    reading = read_catalogue(folder)

    assert () == reading.findings
    assert reading.catalogue is not None
    assert ["kuvat/sali.jpg"] == [image.file for image in reading.catalogue.rooms[0].images or ()]


def test_a_link_is_no_way_out_for_an_image(tmp_path: Path) -> None:
    """An image that a link leads outside to is refused like any other outside."""
    (tmp_path / "ulkona.jpg").touch()
    folder = write(tmp_path / "a", {"nup.yaml": room("images: [{file: sali.jpg}]")})
    (folder / "sali.jpg").symlink_to(tmp_path / "ulkona.jpg")

    assert [("image-outside", "nup.yaml:8:25")] == places(read_catalogue(folder).findings)


def test_places_of_other_rules_are_found_later(tmp_path: Path) -> None:
    """A value is where it is written, be it in a block; what is missing is at its room's key."""
    head = CATALOGUE + "defaults: {area: 5}\n"
    reading = read(tmp_path, catalogue=head, nup=LAYERS)

    expected = {
        ("name", "fi"): "nup.yaml:13:20",
        ("name", "sv"): "nup.yaml:13:9",
        ("description",): "nup.yaml:12:9",
        ("booking", "min"): "nup.yaml:10:22",
        ("booking", "kind"): "nup.yaml:4:19",
        ("booking", "window", "min_days"): "nup.yaml:14:9",
        ("equipment", 0): "nup.yaml:5:15",
        ("area",): "catalogue.yaml:3:18",
        ("venue", "tprek"): "nup.yaml:8:12",
        ("venue", "name", "fi"): "nup.yaml:8:5",
        ("service_unit",): "nup.yaml:2:15",
    }

    assert expected == {path: str(reading.locate("a", path)) for path in expected}
    assert Position("catalogue.yaml", 2, 5) == reading.locate(None, ("id",))
    assert "nup.yaml:17:9" == str(reading.locate("b", ("equipment", 3)))
    assert reading.locate("c", ()) is None


def test_the_source_is_there_for_showing(tmp_path: Path) -> None:
    """The text of a file is what was read, and empty for what was not."""
    reading = read(tmp_path, nup=b"\xef\xbb\xbf" + ROOMS.encode())

    assert ROOMS == reading.source("nup.yaml")
    assert "" == reading.source("kir.yaml")


def test_a_folder_without_mistakes_needs_no_places(tmp_path: Path) -> None:
    """The slow parser is not even imported unless a place asks for it."""
    program = (
        "import sys; from varaamo_sync.catalogue_files import read_catalogue; "
        "reading = read_catalogue(sys.argv[1]); "
        "sys.exit(not reading.complete or 'yaml' in sys.modules)"
    )
    folder = write(tmp_path, {"nup.yaml": LAYERS})

    assert 0 == subprocess.call([sys.executable, "-c", program, folder])
