"""Catalogues of one file, for what a command does with a room or two."""

from pathlib import Path

SALI = """\
format: 1
service_unit: NUP
venues:
  - tprek: demo-001
    name: {fi: Arabian nuorisotalo}
    rooms:
      - key: nup-sali
"""
"""A file up to the key of its room; the fields follow."""


def write_catalogue(folder: Path, rooms: str, head: str = "id: nuta\n") -> Path:
    """Write a catalogue of one file, and return its folder."""
    folder.mkdir(exist_ok=True)
    (folder / "catalogue.yaml").write_text(f"format: 1\n{head}", "utf-8")
    (folder / "nup.yaml").write_text(rooms, "utf-8")
    return folder
