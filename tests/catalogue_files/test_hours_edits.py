"""Hours that come into a file: what is inherited is not said again, and comments stay."""

from pathlib import Path
from typing import Any

import pytest

from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.catalogue_files.edit import hours_edits, open_folder, write_changes
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
      - key: nup-muu
        name: {fi: Muu}
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
    folder = open_folder(tmp_path)
    write_changes(folder.prepare(hours_edits(folder, {"nup-sali": hours})))
    after = read_catalogue(tmp_path).usable().by_key["nup-sali"]

    assert HEAD + expected == file.read_text("utf-8")
    if not hours.get("kept_in"):
        assert Hours.model_validate(hours) == after.hours


SHARED = """\
format: 1
service_unit: NUP
defaults:
  hours:   # kaikki talot
    mon-fri: 8-16   # arkisin
    exceptions:
      Juhannusaatto: closed
venues:
  - tprek: demo-001
    name: {fi: Arabia}
    hours:
      # talon omat
      mon-fri: 9-17
    rooms:
      - {key: a-1, name: {fi: Yksi}}
      - {key: a-2, name: {fi: Kaksi}}
      - {key: a-3, name: {fi: Kolme}, hours: {sat: 10-14}}
  - tprek: demo-002
    name: {fi: Pasila}
    rooms:
      - {key: p-1, name: {fi: Yksi}}
      - {key: p-2, name: {fi: Kaksi}, hours: {kept_in: hauki}}
"""
EVE = {"exceptions": {"Juhannusaatto": "closed"}}
LATE = {"mon-fri": "09:00-20:00", **EVE}
EARLY = {"mon-fri": "07:00-16:00", **EVE}
WITHOUT_EVE = {"mon-fri": "08:00-16:00", "exceptions": {"12-24": "closed"}}
NO_EVE = '{"12-24": closed, Juhannusaatto: null}'
OF_SEVERAL: dict[str, tuple[dict[str, Any], list[tuple[str, str]]]] = {
    "all of a venue": ({"a-1": LATE, "a-2": LATE}, [("mon-fri: 9-17", "mon-fri: 09:00-20:00")]),
    "one of a venue": (
        {"a-1": LATE},
        [
            (
                "{fi: Yksi}}\n      - {key: a-2",
                "{fi: Yksi}, hours: {mon-fri: 09:00-20:00}}\n      - {key: a-2",
            )
        ],
    ),
    "each of a venue otherwise": (
        {"a-1": LATE, "a-2": EARLY},
        [
            (
                "{fi: Yksi}}\n      - {key: a-2",
                "{fi: Yksi}, hours: {mon-fri: 09:00-20:00}}\n      - {key: a-2",
            ),
            ("{fi: Kaksi}}", "{fi: Kaksi}, hours: {mon-fri: 07:00-16:00}}"),
        ],
    ),
    "all of the defaults": ({"p-1": EARLY}, [("mon-fri: 8-16 ", "mon-fri: 07:00-16:00 ")]),
    "the defaults and a venue": (
        {"p-1": EARLY, "a-1": LATE, "a-2": LATE},
        [("mon-fri: 8-16 ", "mon-fri: 07:00-16:00 "), ("mon-fri: 9-17", "mon-fri: 09:00-20:00")],
    ),
    "an exception that others take, too": (
        {"p-1": WITHOUT_EVE},
        [
            (
                "{key: p-1, name: {fi: Yksi}}",
                f"{{key: p-1, name: {{fi: Yksi}}, hours: {{exceptions: {NO_EVE}}}}}",
            )
        ],
    ),
    "nobody's any more": (
        {"a-1": {"kept_in": "hauki"}, "a-2": {"kept_in": "hauki"}},
        [
            (
                "    hours:\n      # talon omat\n      mon-fri: 9-17\n",
                "    hours: {kept_in: hauki}\n",
            )
        ],
    ),
}


@pytest.mark.parametrize("name", OF_SEVERAL)
def test_what_is_said_for_several_stays_said_once(tmp_path: Path, name: str) -> None:
    """Where all who take it from there change alike, it changes there, and nobody else does."""
    wanted, changes = OF_SEVERAL[name]
    expected = SHARED
    for old, new in changes:
        assert 1 == expected.count(old)
        expected = expected.replace(old, new)
    (tmp_path / "catalogue.yaml").write_text("format: 1\nid: koe\n", "utf-8")
    file = tmp_path / "nup.yaml"
    file.write_text(SHARED, "utf-8")
    before = read_catalogue(tmp_path).usable().by_key
    folder = open_folder(tmp_path)
    write_changes(folder.prepare(hours_edits(folder, wanted)))
    after = read_catalogue(tmp_path).usable().by_key

    assert expected == file.read_text("utf-8")
    others = [key for key in before if key not in wanted]
    assert [before[key].hours for key in others] == [after[key].hours for key in others]
    for key, hours in wanted.items():
        read = after[key].hours
        assert Hours.model_validate(hours) == read or (read and read.kept_in)
