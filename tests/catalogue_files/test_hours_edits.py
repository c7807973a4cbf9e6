"""Hours that come into a file: what is inherited is not said again, and comments stay."""

from pathlib import Path
from typing import Any

import pytest

from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.catalogue_files.edit import Edits, hours_edits, open_folder, write_changes
from varaamo_sync.model import Hours

HEAD = """\
format: 1
service_unit: NUP
defaults:
  hours:
    mon-fri: 8-16
    exceptions:
      Juhannusaatto: closed
venues:
  - tprek: demo-001
    name: {fi: Arabia}
    rooms:
      - key: nup-sali
        name: {fi: Sali}
"""
OWN = """\
        hours:
          # sovittu
          mon-thu: 8-18   # aina
          fri: 8-14
          exceptions:
            12-24: closed   # joulu
"""
PERIODS = """\
        hours:
          periods:
            # kevät
            - from: 2027-01-01
              until: 2027-05-31
              mon-fri: 8-16   # lukuvuosi
            - from: 2027-06-01
              mon-fri: 9-15
"""
JUNE = {"from": "2027-06-01", "mon-fri": "09:00-15:00"}
WRITTEN: dict[str, tuple[str, dict[str, Any], str]] = {
    "nothing": ("", {"mon-fri": "08:00-16:00", "exceptions": {"Juhannusaatto": "closed"}}, ""),
    "week": (
        "",
        {"mon-fri": "08:00-18:00", "exceptions": {"Juhannusaatto": "closed"}},
        "        hours: {mon-fri: 08:00-18:00}\n",
    ),
    "exceptions": (
        "",
        {"mon-fri": "08:00-16:00", "exceptions": {"12-24": "closed"}},
        '        hours: {exceptions: {"12-24": closed, Juhannusaatto: null}}\n',
    ),
    "lines": (
        OWN,
        {
            "mon-thu": "08:00-20:00",
            "sat": "10:00-12:00",
            "exceptions": {"12-24": "closed", "Juhannusaatto": "closed"},
        },
        """\
        hours:
          # sovittu
          mon-thu: 08:00-20:00   # aina
          exceptions:
            12-24: closed   # joulu
          sat: 10:00-12:00
""",
    ),
    "periods": (
        PERIODS,
        {
            "periods": [
                {"from": "2027-01-01", "until": "2027-05-01", "mon-fri": "08:00-16:00"},
                JUNE,
            ],
            "exceptions": {"Juhannusaatto": "closed"},
        },
        PERIODS.replace("2027-05-31", '"2027-05-01"'),
    ),
    "flow": (
        "        hours: {mon-fri: 8-18, sat: 9-12}\n",
        {"mon-fri": "08:00-18:00", "exceptions": {"Juhannusaatto": "closed"}},
        "        hours: {mon-fri: 8-18}\n",
    ),
    "staff": ("", {"kept_in": "hauki"}, "        hours: {kept_in: hauki}\n"),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_room_states_what_it_is_to_have(tmp_path: Path, name: str) -> None:
    """Read again it has these hours; the rest of the file is as it was."""
    before, hours, expected = WRITTEN[name]
    (tmp_path / "catalogue.yaml").write_text("format: 1\nid: koe\n", "utf-8")
    file = tmp_path / "nup.yaml"
    file.write_text(HEAD + before, "utf-8")
    (room,) = read_catalogue(tmp_path).usable().rooms
    folder = open_folder(tmp_path)
    write_changes(folder.prepare(Edits(hours_edits(folder, room, hours))))
    (after,) = read_catalogue(tmp_path).usable().rooms

    assert HEAD + expected == file.read_text("utf-8")
    if not hours.get("kept_in"):
        assert Hours.model_validate(hours) == after.hours
