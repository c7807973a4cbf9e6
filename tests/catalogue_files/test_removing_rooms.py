"""Rooms that are taken out of files go with a venue that is empty then, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.catalogue_files.folders import CATALOGUE
from varaamo_sync.catalogue_files.edit import Edits, open_folder, write_changes

YAML = """\
format: 1
service_unit: NUP
venues:
  # the first
  - tprek: '1'
    rooms:
      - key: a   # stays
        name: {fi: A}

      - key: b
        name: {fi: B}
        note: |-
          two
          lines
      - key: c
        name: {fi: C}
  - tprek: '2'
    rooms:
      - key: d
        name: {fi: D}
  - tprek: '3'
    hours: {ma-pe: 8-16}
    rooms: [{key: e, name: {fi: E}}, {key: f, name: {fi: F}}]
"""


def after(folder: Path, text: str, *keys: str, name: str = "nup.yaml") -> str:
    """Return a file after some rooms were taken out of it."""
    (folder / "catalogue.yaml").write_text(CATALOGUE, "utf-8")
    file = folder / name
    file.write_bytes(text.encode())
    write_changes(open_folder(folder).prepare(Edits(removed_rooms=keys)))
    return file.read_bytes().decode()


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_lines_of_a_room_go_and_no_others(tmp_path: Path, line_end: str) -> None:
    """Comments, gaps and other rooms stay as they are written."""
    text = YAML.replace("\n", line_end)
    gone = YAML.replace(
        "      - key: b\n        name: {fi: B}\n        note: |-\n          two\n          lines\n",
        "",
    )

    assert gone.replace("\n", line_end) == after(tmp_path, text, "b")


def test_a_venue_goes_with_its_last_room_unless_it_says_something(tmp_path: Path) -> None:
    """What a venue says for rooms to come stays with it."""
    text = after(tmp_path, YAML, "d", "e", "f")

    assert "tprek: '2'" not in text
    assert text.endswith("  - tprek: '3'\n    hours: {ma-pe: 8-16}\n    rooms: []\n")
    assert "venues: []" in after(tmp_path, YAML[: YAML.index("  - tprek: '3'")], "a", "b", "c", "d")


def test_of_a_list_in_brackets_and_of_json_the_rest_is_written_anew(tmp_path: Path) -> None:
    """Whatever the form of the file, it says the same but for the rooms that went."""
    assert "rooms: [{key: f, name: {fi: F}}]" in after(tmp_path, YAML, "e")
    data = {
        "format": 1, "service_unit": "NUP",
        "venues": [{"tprek": "1", "rooms": [{"key": k, "name": {"fi": k}} for k in "abc"]}],
    }  # fmt: skip
    (tmp_path / "nup.yaml").unlink()
    data["venues"] += [{"tprek": "2", "rooms": [{"key": "d", "name": {"fi": "D"}}]}]  # type: ignore[operator]
    text = after(tmp_path, json.dumps(data, indent=2), "a", "b", "d", name="nup.json")

    (venue,) = json.loads(text)["venues"]
    assert ["c"] == [room["key"] for room in venue["rooms"]]
