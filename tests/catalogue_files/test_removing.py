"""Taking an entry away: its own characters go, and nothing else does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.catalogue_files.folders import ROOMS, write
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.catalogue_files.edit import REMOVED, Edit, apply_edits

BLOCK = ROOMS + "        area: 5   # m²\n"
ONE = "        unread: {pricing: hinnasto}   # kysytty\n"
TWO = '        unread:\n          pricing: hinnasto\n          capacity.max: "paljon"\n'
AFTER = "        note: loppu\n"


def _after(folder: Path, text: str, *edits: tuple[str, Any], name: str = "a.yaml") -> str:
    write(folder, {name: text})
    changes = [Edit("nup-sali", tuple(path.split("/")), value) for path, value in edits]
    apply_edits(folder, changes)
    after = (folder / name).read_bytes().decode()
    assert () == read_catalogue(folder).findings
    return after


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize("more", ["", AFTER])
def test_the_last_entry_takes_its_key_along(tmp_path: Path, more: str, line_break: str) -> None:
    """When nothing is unread any more, nothing is left of the words; other lines stay."""
    text, left = ((BLOCK + one + more).replace("\n", line_break) for one in (ONE, ""))

    assert left == _after(tmp_path, text, ("unread/pricing", REMOVED))


def test_what_is_still_unread_stays(tmp_path: Path) -> None:
    """Of several fields one is answered."""
    after = _after(tmp_path, BLOCK + TWO + AFTER, ("unread/pricing", REMOVED))

    assert BLOCK + "        unread: {capacity.max: paljon}\n" + AFTER == after


def test_an_answer_and_a_question_at_once(tmp_path: Path) -> None:
    """One field is answered, its value written, and another one becomes unread."""
    after = _after(
        tmp_path,
        BLOCK + ONE,
        ("pricing", [{"free": True}]),
        ("unread/pricing", REMOVED),
        ("unread/access", "ovelta"),
    )

    assert "        pricing: [{free: true}]\n        unread: {access: ovelta}" in after


def test_removing_what_is_not_there_changes_nothing(tmp_path: Path) -> None:
    """A file without the words is left as it is."""
    assert BLOCK == _after(tmp_path, BLOCK, ("unread/pricing", REMOVED))


@pytest.mark.parametrize(
    ("before", "left"),
    [
        ("{key: nup-sali, name: {fi: A}, unread: {area: a}}", "{key: nup-sali, name: {fi: A}}"),
        (
            "{key: nup-sali, unread: {area: a}, name: {fi: A}}",
            "{key: nup-sali, name: {fi: A}}",
        ),
    ],
)
def test_rooms_on_one_line(tmp_path: Path, before: str, left: str) -> None:
    """A room in flow style loses the entry and one comma."""
    head = ROOMS.split("    rooms:")[0] + "    rooms: ["
    after = _after(tmp_path, f"{head}{before}]\n", ("unread/area", REMOVED))

    assert f"{head}{left}]\n" == after


@pytest.mark.parametrize("indent", [2, None])
@pytest.mark.parametrize("order", [("key", "name", "unread"), ("unread", "key", "name")])
def test_json_loses_the_entry(tmp_path: Path, indent: int | None, order: tuple[str, ...]) -> None:
    """JSON files lose the entry, wherever it stands, and stay as they are laid out."""
    values = {"key": "nup-sali", "name": {"fi": "A"}, "unread": {"area": "a", "type": "b"}}
    rooms = [{name: values[name] for name in order}]
    file = {"format": 1, "service_unit": "NUP", "venues": [{"tprek": "demo-001", "rooms": rooms}]}
    text = json.dumps(file, indent=indent)

    first = _after(tmp_path, text, ("unread/area", REMOVED), name="a.json")
    assert {"type": "b"} == json.loads(first)["venues"][0]["rooms"][0]["unread"]
    second = _after(tmp_path, first, ("unread/type", REMOVED), name="a.json")
    del rooms[0]["unread"]
    assert json.dumps(file, indent=indent) == second
