"""What a catalogue says of files that could not be read, or that are gone."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.catalogue_files.folders import CATALOGUE, ROOMS, read, room, write
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.catalogue_files.edit.history import append_entries
from varaamo_sync.catalogue_files.read.salvage import Salvage, salvage
from varaamo_sync.goal import HistoryEntry, Source, Stage, SurveyedUnit
from varaamo_sync.goal.losses import add_unaccounted_rooms, entry_of_pushed_rooms
from varaamo_sync.model import HELSINKI, Coverage, ServiceUnit, UnreadRoom

NUP, KIR = ServiceUnit.NUP, ServiceUnit.KIR
ALL = set(ServiceUnit)
KIR_ROOMS = ROOMS.replace("NUP", "KIR").replace("nup-sali", "kir-sali")


def covered(folder: Path, **files: str | bytes) -> Coverage:
    """Return the coverage of a folder."""
    return read(folder, **files).usable().coverage


def counted(rows: Mapping[ServiceUnit, SurveyedUnit], day: int = 1) -> HistoryEntry:
    """Return what was counted on a day of June 2027."""
    return HistoryEntry(
        date=date(2027, 6, day),
        source=Source.SURVEYED,
        taken=datetime(2027, 6, day, 12, tzinfo=HELSINKI),
        origin="https://varaamo.example.invalid",
        surveyed=rows,
    )


def row(*keys: str, files: tuple[str, ...] = (), goal: tuple[str, ...] | None = None) -> Any:
    """Return rooms of a service unit that could be booked."""
    return SurveyedUnit({Stage.READY: keys}, goal=keys if goal is None else goal, files=files)


def test_a_whole_reading_has_no_gaps(tmp_path: Path) -> None:
    """Files that were understood are known with their service unit, and hide nothing."""
    found = covered(tmp_path, nup=ROOMS, kir=KIR_ROOMS)

    assert {"nup.yaml": NUP, "kir.yaml": KIR} == found.files
    assert (True, frozenset(), {}) == (found.whole, found.units, found.unread)
    assert not found.may_hold("nup-vanha")


@pytest.mark.parametrize(
    ("spoiled", "units", "keys"),
    [
        (ROOMS + "\tnote: a\n", {NUP}, {"nup-sali"}),
        (ROOMS.replace("name: {fi: Sali}", "name: {fi: Sali"), {NUP}, {"nup-sali"}),
        ("<<<<<<< HEAD\n" + ROOMS, {NUP}, {"nup-sali"}),
        (ROOMS.encode() + b"# s\xe4\xe4", {NUP}, {"nup-sali"}),
        (ROOMS.replace("format: 1", "format: 2"), {NUP}, {"nup-sali"}),
        (ROOMS.replace("venues:", "venuess:"), {NUP}, set()),
        (ROOMS.replace("    rooms:", "    room:"), {NUP}, set()),
        (ROOMS.replace("- key: nup-sali\n        name", "- name"), {NUP}, set()),
        (ROOMS.replace("nup-sali", "nup sali"), {NUP}, {"nup sali"}),
        (ROOMS.replace("nup-sali", "12"), {NUP}, set()),
        (ROOMS + "      - nup-toinen\n", {NUP}, set()),
        (ROOMS + ROOMS.partition("    rooms:\n")[2], {NUP}, set()),
        (ROOMS.replace("service_unit: NUP", "service_unit: NIP"), ALL, {"nup-sali"}),
        (ROOMS.encode("utf-16"), ALL, set()),
        ("", ALL, set()),
    ],
)
def test_a_file_that_was_not_read_whole_may_hold_any_room_of_its_unit(
    tmp_path: Path, spoiled: str | bytes, units: set[ServiceUnit], keys: set[str]
) -> None:
    """Whatever is wrong with it: its unit is not whole, no room has left, keys are seen if any."""
    found = covered(tmp_path, nup=spoiled, kir=KIR_ROOMS)

    assert (False, units, keys) == (found.whole, found.units, set(found.unread))
    assert found.may_hold("nup-vanha")


def test_a_file_that_cannot_be_opened_may_hold_any_room(tmp_path: Path) -> None:
    """A folder in its place, and a link to nowhere, are files that could not be read."""
    folder = write(tmp_path, {"kir.yaml": KIR_ROOMS})
    (folder / "liiku.yaml").mkdir()
    (folder / "nup.yaml").symlink_to(folder / "nowhere.yaml")
    found = read_catalogue(folder).usable().coverage

    assert ({"liiku.yaml", "nup.yaml"}, ALL) == (found.broken, found.units)


def test_more_files_than_are_read_may_hold_any_room(tmp_path: Path) -> None:
    """Where no file is read because there are too many, no service unit is whole."""
    folder = write(tmp_path, {"nup.yaml": ROOMS, "kir.yaml": KIR_ROOMS})

    assert read_catalogue(folder, max_files=1).usable().coverage.units == ALL


def test_a_room_of_which_only_the_key_was_read_is_unread(tmp_path: Path) -> None:
    """One spoiled room leaves the others countable; its unit is not whole, the other one is."""
    spoiled = room("area: 12.5") + ROOMS.partition("    rooms:\n")[2].replace("sali", "studio")
    found = covered(tmp_path, nup=spoiled, kir=KIR_ROOMS)

    assert ({"nup-sali": UnreadRoom(NUP)}, {NUP}) == (found.unread, found.units)
    assert frozenset() == found.broken


def test_faults_of_the_head_hide_no_room(tmp_path: Path) -> None:
    """A wrong key in ``catalogue.yaml`` makes the reading partial, but hides no rooms."""
    found = covered(tmp_path, catalogue=CATALOGUE + "gaol: {}\n", nup=ROOMS)

    assert (False, frozenset()) == (found.whole, found.units)


def test_a_catalogue_made_in_code_is_whole() -> None:
    """What was not read from files lacks none, whatever was counted before."""
    last = counted({NUP: row("nup-sali", files=("nup.yaml",))})

    assert Coverage() == add_unaccounted_rooms(Coverage(), (), last)
    assert Coverage().whole


def test_two_readings_of_the_same_rooms_are_equal(tmp_path: Path) -> None:
    """How the files are called is no difference between catalogues; what could not be read is."""
    one = read(tmp_path / "a", nup=ROOMS).usable()
    other = read(tmp_path / "b", nuoriso=ROOMS).usable()
    partial = read(tmp_path / "c", nup=ROOMS, kir="\t").usable()

    assert one == other
    assert one != partial


def test_a_file_that_is_gone_has_not_taken_its_rooms_away(tmp_path: Path) -> None:
    """Rooms that were counted in a file that is there no more are unread, and a finding says so."""
    last = counted({NUP: row("nup-sali", files=("nup.yaml",)), KIR: row("kir-sali")})
    reading = read(tmp_path, kir=KIR_ROOMS).held_against([last])
    found = reading.usable().coverage

    assert ({"nup-sali": UnreadRoom(NUP)}, {NUP: ("nup.yaml",)}) == (found.unread, found.lost)
    assert ({NUP}, False) == (found.units, reading.complete)
    assert [("file-lost", NUP)] == [(f.rule, f.unit) for f in reading.findings]


def test_history_beside_the_catalogue_tells_of_lost_files_by_itself(tmp_path: Path) -> None:
    """Whoever reads the folder is told, without keeping anything: the file knows what was there."""
    append_entries(tmp_path, [counted({NUP: row("nup-sali", files=("nup.yaml",))})])
    reading = read(tmp_path, kir=KIR_ROOMS)

    assert ["file-lost"] == [finding.rule for finding in reading.findings]
    assert {NUP} == reading.usable().coverage.units


def test_one_of_two_files_of_a_unit_is_missed(tmp_path: Path) -> None:
    """Rooms of a unit that has other files are missed as well; those that moved are not."""
    files = ("nup.yaml", "uusi.yaml")
    last = counted({NUP: row("nup-sali", "nup-a", "nup-b", files=files)})
    moved = ROOMS + ROOMS.partition("    rooms:\n")[2].replace("nup-sali", "nup-a")
    found = read(tmp_path, nup=moved).held_against([last]).usable().coverage

    assert ({"nup-b"}, {NUP: ("uusi.yaml",)}) == (set(found.unread), found.lost)


@pytest.mark.parametrize(
    "files",
    [
        {"nup": ROOMS},
        {"nup": ROOMS.partition("venues")[0] + "venues: []\n"},
        {"nuoriso": ROOMS + ROOMS.partition("    rooms:\n")[2].replace("nup-sali", "nup-b")},
    ],
)
def test_rooms_that_were_taken_out_have_left(tmp_path: Path, files: dict[str, str]) -> None:
    """Out of a file that stays, all of them even, or into one of another name: nothing is lost."""
    last = counted({NUP: row("nup-sali", "nup-b", files=("nup.yaml",))})
    reading = read(tmp_path, **files).held_against([last])

    assert (True, {}) == (reading.complete, reading.usable().coverage.unread)


def test_before_files_were_noted_a_whole_unit_is_missed(tmp_path: Path) -> None:
    """An old entry names no files: a unit of which no file speaks any more is lost, others not."""
    last = counted({NUP: row("nup-sali", "nup-b"), KIR: row("kir-sali", "kir-b")})
    reading = read(tmp_path, kir=KIR_ROOMS).held_against([last])

    assert ({NUP: ()}, {NUP}) == (reading.usable().coverage.lost, reading.usable().coverage.units)
    assert "service_unit: NUP" == reading.findings[0].params["file"]


def test_the_last_count_decides(tmp_path: Path) -> None:
    """What had left by the latest survey is not missed again, whatever an earlier one knew."""
    old = counted({NUP: row("nup-sali", files=("nup.yaml",))}, day=1)
    new = counted({NUP: row(), KIR: row("kir-sali", files=("kir.yaml",))}, day=2)
    append_entries(tmp_path, [old])
    reading = read(tmp_path, kir=KIR_ROOMS)

    assert not reading.complete
    assert reading.held_against([new]).complete
    assert not reading.held_against([new]).held_against([counted({NUP: row("x")}, 3)]).complete


def test_what_a_broken_file_held_is_known_from_the_last_count(tmp_path: Path) -> None:
    """An unreadable file belongs to the unit that it had, with the rooms and goals of that day."""
    last = counted(
        {
            NUP: row("nup-sali", "nup-b", files=("nup.yaml",), goal=("nup-b",)),
            KIR: row("kir-sali", "kir-vanha", files=("kir.yaml",)),
        }
    )
    reading = read(tmp_path, nup=b"\xff\xfe\x00", kir=KIR_ROOMS).held_against([last])
    found = reading.usable().coverage

    assert {NUP} == found.units
    assert {"nup-sali": UnreadRoom(NUP, goal=False), "nup-b": UnreadRoom(NUP)} == found.unread


def test_files_in_a_folder_that_cannot_be_listed_are_not_lost(tmp_path: Path) -> None:
    """What stands in the way is told once: the folder, not every file that was in it."""
    folder = write(tmp_path, {"kir.yaml": KIR_ROOMS})
    (folder / "nuoriso.yaml").mkdir()
    last = counted({NUP: row("nup-sali", files=("nuoriso.yaml/nup.yaml",))})
    found = read_catalogue(folder).held_against([last]).usable().coverage

    assert ({}, {NUP}, {"nup-sali"}) == (found.lost, found.units, set(found.unread))


def test_what_pushes_remember_is_the_last_witness(tmp_path: Path) -> None:
    """Rooms that nobody has counted are missed with their file; any count knows better."""
    pushed = entry_of_pushed_rooms({"nup-sali": NUP, "kir-sali": KIR})
    reading = read(tmp_path, kir=KIR_ROOMS)
    last = counted({KIR: row("kir-sali", files=("kir.yaml",))})

    assert {NUP: ()} == reading.held_against([pushed]).usable().coverage.lost
    assert reading.held_against([last, pushed]).complete


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("service_unit: nupa\n- key: a-1\n  key:   b\n\tkey: c\n", Salvage(NUP, ("a-1", "b", "c"))),
        ('{"service_unit": "KIR", \n "rooms": [\n {"key": "k-1", ', Salvage(KIR, ("k-1",))),
        (
            "# service_unit: NUP\n# - key: a\nmonkey: b\nkey: c d\n- key: e # f\n",
            Salvage(None, ("e",)),
        ),
        ("service_unit: NUP\nservice_unit: KIR\n", Salvage(None, ())),
        ("service_unit: KIRJASTO\n", Salvage(None, ())),
        ('- {key: "a", name: b}\n', Salvage(None, ("a",))),
    ],
)
def test_lines_tell_what_a_broken_text_holds(text: str, expected: Salvage) -> None:
    """Keys and unit are seen in YAML and JSON; comments and other words are no keys."""
    assert expected == salvage(text)


PIECES = ["\t", "\n", ": ", "- ", "[", "}", '"', "key: ", "venues: ", "NUP", "x", "\0", "\xe4", "#"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=3), st.integers(0, len(ROOMS)))
def test_no_room_is_lost_between_the_lines(junk: list[str], place: int) -> None:
    """A file that is spoiled anywhere is whole, or none of its rooms is said to have left."""
    spoiled = ROOMS[:place] + "".join(junk) + ROOMS[place:]
    with TemporaryDirectory() as folder:
        reading = read(Path(folder), nup=spoiled, kir=KIR_ROOMS)
    found = reading.usable()

    assert reading.complete is found.coverage.whole
    if not reading.complete:
        assert "nup-sali" in found.by_key or found.coverage.may_hold("nup-sali")
