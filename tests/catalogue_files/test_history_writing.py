"""Recorded counts in ``history.yaml``: added and dropped in place, with nothing else changed."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.catalogue_files.folders import write
from tests.goal.worlds import worlds
from tests.make import NOW, catalogue, remote, room, snapshot, space
from varaamo_sync.catalogue_files.edit.history import append_entries, drop_entry
from varaamo_sync.catalogue_files.read.history import read_history
from varaamo_sync.catalogue_files.text.yaml_values import read_yaml
from varaamo_sync.errors import CatalogueError, CatalogueInvalid, UsageError
from varaamo_sync.goal import (
    Dropped,
    HistoryEntry,
    ReportedUnit,
    Source,
    entry_to_record,
    entry_to_show,
    progress,
)
from varaamo_sync.model import Catalogue, Coverage, ServiceUnit
from varaamo_sync.snapshot import Snapshot

ROOT = Path(__file__).parents[2]
DROPPED = Dropped("Tiedosto: puuttui", date(2026, 11, 23))
COMMENTED = """\
# Seuranta, jota tiimi pitää.
format: 1
entries:
    # Ensimmäinen taulukko
    - source: reported      # käsin
      date: 2019-06-05
      units:
          KIR: {earlier: "26 (+ 14 Oodi)"}
# loppu
"""


def survey(days: int = 0, *, keys: Sequence[str] = (), **fields: Any) -> HistoryEntry:
    """Return what was counted on a day; the standard room could be booked."""
    rooms = [room(), *(room(key, name={"fi": key}, goal=False) for key in keys)]
    shot = snapshot(
        [remote(5)], [space(5, "demo:nup-sali")], taken=NOW + timedelta(days=days), **fields
    )
    ours = catalogue(*rooms).resting_on(Coverage(files={"nup.yaml": ServiceUnit.NUP}))
    return entry_to_record(progress(ours, shot), {ServiceUnit.NUP: 'Kesken: "osin"\nja muuta'})


def same(one: HistoryEntry, other: HistoryEntry) -> bool:
    """Whether entries agree, whatever the order of the rooms of a goal."""

    def plain(entry: HistoryEntry) -> HistoryEntry:
        rows = {u: replace(r, goal=tuple(sorted(r.goal))) for u, r in entry.surveyed.items()}
        return replace(entry, surveyed=rows)

    return plain(one) == plain(other)


def text(folder: Path) -> str:
    """Return the file as it is."""
    return (folder / "history.yaml").read_text("utf-8")


def test_an_entry_is_added_with_comments_and_order_kept(tmp_path: Path) -> None:
    """What stands in the file stays to the letter; the entry comes back as it was recorded."""
    folder = write(tmp_path, {"history.yaml": COMMENTED})
    entry = survey(keys=["nup-b"])

    assert (entry,) == append_entries(folder, [entry])
    before, _, after = COMMENTED.rpartition("# loppu")
    assert text(folder).startswith(before)
    assert text(folder).endswith(f"# loppu{after}")
    back = read_history(folder)
    assert () == back.findings
    assert (2, True) == (len(back.entries), same(entry, back.entries[1]))


def test_the_example_keeps_its_table_of_2019(tmp_path: Path) -> None:
    """Beside what was recorded, the figures of 5 June 2019 stay as they are."""
    original = (ROOT / "examples" / "helsinki" / "history.yaml").read_text("utf-8")
    folder = write(tmp_path, {"history.yaml": original})
    reported = read_history(folder).entries
    append_entries(folder, [survey()])

    assert text(folder).startswith(original)
    assert reported == read_history(folder).entries[:1]


def test_a_new_file_is_made_and_is_as_its_schema_wants_it(tmp_path: Path) -> None:
    """Recorded, reported and dropped entries are as an editor that knows the schema expects."""
    told = HistoryEntry(
        date=date(2019, 6, 5),
        source=Source.REPORTED,
        reported={ServiceUnit.NUP: ReportedUnit(ready="12 (?)", note="a: b")},
        forecast="toteutumassa",
    )
    entries = [survey(), survey(1, keys=[f"nup-sali-{n}" for n in range(20)]), told]
    append_entries(tmp_path, [*entries[:2], replace(told, dropped=DROPPED)])
    schema = json.loads((ROOT / "schemas" / "history.schema.json").read_text("utf-8"))
    data = read_yaml(text(tmp_path))

    assert [] == list(Draft202012Validator(schema).iter_errors(data))
    assert {entry.id for entry in entries} == {e.id for e in read_history(tmp_path).entries}
    assert max(map(len, text(tmp_path).splitlines())) <= 110


def test_an_entry_is_written_once(tmp_path: Path) -> None:
    """What is there already is left out, and a file that would not change is not written."""
    append_entries(tmp_path, [survey(), survey()])
    written = text(tmp_path)

    assert () == append_entries(tmp_path, [survey()])
    assert (written, 1) == (text(tmp_path), len(read_history(tmp_path).entries))


def test_a_dropped_entry_stays_with_its_reason(tmp_path: Path) -> None:
    """It is marked where it stands, can be taken back, and is the same entry all the time."""
    folder = write(tmp_path, {"history.yaml": COMMENTED})
    entry, other = survey(), survey(1)
    append_entries(folder, [entry, other])
    before = text(folder)
    found = drop_entry(folder, entry.id, DROPPED)
    marked = read_history(folder).entries
    drop_entry(folder, entry.id, None)

    assert found is not None
    assert entry.id == found.id
    assert [None, DROPPED, None] == [e.dropped for e in marked]
    assert [None] * 3 == [e.dropped for e in read_history(folder).entries]
    assert set(before.splitlines()) < set(text(folder).splitlines())
    assert drop_entry(folder, "0" * 10, DROPPED) is None


def test_a_report_can_be_dropped_too(tmp_path: Path) -> None:
    """Its cells and comments stay as they were written."""
    folder = write(tmp_path, {"history.yaml": COMMENTED})
    (reported,) = read_history(folder).entries
    drop_entry(folder, reported.id, DROPPED)

    assert replace(reported, dropped=DROPPED) == read_history(folder).entries[0]
    assert set(COMMENTED.splitlines()) <= set(text(folder).splitlines())


@pytest.mark.parametrize(
    "broken",
    [COMMENTED + "\tx: 1\n", COMMENTED.replace("reported", "counted"), b"\xff\xfe", "format: 2\n"],
)
def test_a_file_that_is_not_understood_is_not_written(tmp_path: Path, broken: str | bytes) -> None:
    """Neither an entry nor a mark goes into a file that cannot be read whole; it stays as it is."""
    folder = write(tmp_path, {"history.yaml": broken})
    before = (folder / "history.yaml").read_bytes()

    for write_into in (
        lambda: append_entries(folder, [survey()]),
        lambda: drop_entry(folder, survey().id, DROPPED),
    ):
        with pytest.raises(
            CatalogueInvalid, match=r"^Not all of history\.yaml can be read"
        ) as told:
            write_into()
        assert "history.yaml" in (told.value.fix or "")
    assert before == (folder / "history.yaml").read_bytes()


def test_a_file_that_cannot_be_edited_in_place_is_left_alone(tmp_path: Path) -> None:
    """An entry that refers to another one cannot be taken for text: nothing is written."""
    row = "{date: 2019-06-05, source: reported, units: {}}"
    odd = f"format: 1\nentries:\n  - &a {row}\n  - *a\n"
    folder = write(tmp_path, {"history.yaml": odd})

    with pytest.raises(CatalogueError, match="cannot be edited in place; nothing was written"):
        append_entries(folder, [survey()])
    assert odd == text(folder)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A folder in the way of the file, or no folder at all, is an error with its reason."""
    with pytest.raises(UsageError, match="cannot be written"):
        append_entries(tmp_path / "nowhere", [survey()])


def test_a_partial_count_never_gets_into_the_file(tmp_path: Path) -> None:
    """What rooms are missing from cannot be written, whoever asks."""
    partial = catalogue(room()).resting_on(Coverage(files={}, whole=False))

    with pytest.raises(ValueError, match=r"^counts that rooms are missing from are not kept$"):
        append_entries(tmp_path, [entry_to_show(progress(partial, snapshot()))])
    assert not (tmp_path / "history.yaml").exists()


def test_a_survey_of_nobody_knows_where_is_not_written(tmp_path: Path) -> None:
    """Without its booking system an entry would mix with those of others."""
    with pytest.raises(ValueError, match=r"^a survey has a moment and an origin$"):
        append_entries(tmp_path, [replace(survey(), origin=None)])


@settings(max_examples=60, deadline=None)
@given(worlds(), st.dictionaries(st.sampled_from(ServiceUnit), st.text(max_size=12)))
def test_whatever_is_recorded_comes_back(
    world: tuple[Catalogue, Snapshot], notes: dict[ServiceUnit, str]
) -> None:
    """Any survey of rooms with their own keys is in the file as it was recorded, notes included."""
    ours, shot = world
    single = {one.key: one for one in ours.rooms}
    entry = entry_to_record(progress(catalogue(*single.values()), shot), notes)
    with TemporaryDirectory() as folder:
        append_entries(folder, [entry])
        (back,), findings = read_history(folder)

    assert () == findings
    assert same(entry, back)


def test_a_moment_keeps_its_parts_of_a_second(tmp_path: Path) -> None:
    """Two records within a second are two, and each has its id after writing and reading."""
    moments = [datetime(2026, 11, 22, 12, 0, 0, n, tzinfo=NOW.tzinfo) for n in (1, 2)]
    entries = [replace(survey(), taken=moment) for moment in moments]
    append_entries(tmp_path, entries)

    assert [e.id for e in entries] == [e.id for e in read_history(tmp_path).entries]


def test_an_entry_that_a_merge_left_twice_is_dropped_twice(tmp_path: Path) -> None:
    """Both are marked, and both are taken back: no copy of it counts on."""
    append_entries(tmp_path, [survey()])
    head, entries, rest = text(tmp_path).partition("entries:\n")
    doubled = write(tmp_path, {"history.yaml": head + entries + rest + rest})
    drop_entry(doubled, survey().id, DROPPED)
    marked = [entry.dropped for entry in read_history(doubled).entries]
    drop_entry(doubled, survey().id, None)

    assert [DROPPED] * 2 == marked
    assert [None] * 2 == [entry.dropped for entry in read_history(doubled).entries]


def test_what_could_not_be_read_back_is_not_written(tmp_path: Path) -> None:
    """An entry that contradicts itself, such as one key for two rooms, would spoil the file."""
    later = snapshot(taken=NOW + timedelta(days=1))
    twice = entry_to_record(progress(catalogue(room(), room()), later))

    with pytest.raises(CatalogueError, match=r"history-altered at units\.NUP; nothing was"):
        append_entries(tmp_path, [survey(), twice])
    assert not (tmp_path / "history.yaml").exists()
