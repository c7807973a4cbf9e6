"""Catalogues of any size, for measuring: ``python benchmarks/generate.py FOLDER ROOMS [SEED]``.

The rooms stand in the sandbox's venues, are complete in three languages and could be published,
so that a generated catalogue can be validated, planned and pushed. One room in ten costs
something, and has the one warning that every such room has: that finance must add a product.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Sequence
from pathlib import Path

_VENUES = {
    "NUP": [
        ("demo-001", "Arabian nuorisotalo"),
        ("demo-002", "Hertsin nuorisotila"),
        ("demo-003", "Jakomäen nuorisotalo"),
        ("demo-004", "Pasilan nuorisotalo"),
        ("demo-005", "Koskelan nuorisotalo"),
        ("demo-006", "Malmin nuorisotalo"),
        ("demo-007", "Ruoholahden nuorisotalo"),
        ("demo-008", "Fallkullan kotieläintila"),
        ("demo-009", "Nuorten ympäristötila"),
        ("demo-010", "Pukinmäen nuorisotalo"),
    ],
    "KIR": [("demo-011", "Keskustakirjasto Oodi")],
    "KULP": [("demo-012", "Stoa"), ("demo-013", "Caisa")],
    "LIIKU": [
        ("demo-014", "Ala-Malmin liikuntapuisto"),
        ("demo-015", "Merellinen osasto"),
        ("demo-016", "Töölön kisahalli"),
    ],
}
_MOST_IN_A_FILE = 10_000
_TYPES = [
    ("Kokoustila", "Mötesrum", "Meeting room"),
    ("Monitoimitila", "Allaktivitetsrum", "Multi-purpose room"),
    ("Ryhmätyötila", "Grupparbetsrum", "Group work room"),
    ("Liikuntatila", "Motionsutrymme", "Exercise room"),
    ("Studio", "Studio", "Studio"),
]
_PURPOSES = ["Kokoukset ja työskentely", "Liikunta ja pelit", "Juhlat", "Musiikki", "Opiskelu"]
_EQUIPMENT = ["Dataprojektori", "Valkotaulu", "Piano", "Pöydät", "Tuolit", "Kahvinkeitin"]

_ROOM = """\
      - key: {key}
        name:
          fi: {type} {number}
          sv: {type_sv} {number}
          en: {type_en} {number}
        description:
          fi: |
            Valoisa tila kokouksiin ja juhliin.
            Tilaan mahtuu {most} henkeä.
          sv: |
            Ett ljust rum för möten och fester.
            Rummet rymmer {most} personer.
          en: |
            A bright room for meetings and parties.
            The room holds {most} persons.
        type: {type}
        purposes: [{purpose}]
        equipment: [{equipment}]
        capacity: {{min: 1, max: {most}}}
        area: {area}
        booking:
          kind: direct
          interval: 30 min
          min: 1 h
          max: 4 h
          window: {{min_days: 1, max_days: 90}}
        access: [{{type: unrestricted}}]
        pricing: [{price}]
        wanted: published
"""
_SWEDISH = re.compile(r" {10}sv:.*\n(?: {12}.*\n)*")

FLAWS = 2
"""Errors of each room of a flawed catalogue: it has no Swedish name, and no description."""


def generate(
    path: Path,
    rooms: int,
    seed: int,
    *,
    units: Sequence[str] = ("KIR", "KULP", "LIIKU", "NUP"),
    paid: float = 0.1,
    flawed: bool = False,
) -> None:
    """Write a catalogue folder, one file per service unit and 10,000 rooms.

    Args:
        path: Folder; made where it is missing, its files of the same names are replaced.
        rooms: How many rooms in all, shared evenly among the service units.
        seed: The same seed gives the same bytes.
        units: Service units that the rooms are shared among; one unit gives one big file.
        paid: Share of the rooms that cost something.
        flawed: Leave out all Swedish texts, so that each room has ``FLAWS`` errors.
    """
    chance = random.Random(seed)
    path.mkdir(parents=True, exist_ok=True)
    head = f"format: 1\nid: benchmark-{seed}\norganisation: {{fi: Esimerkkikaupunki}}\n"
    (path / "catalogue.yaml").write_text(head, encoding="utf-8")
    for order, unit in enumerate(units):
        count = rooms // len(units) + (order < rooms % len(units))
        for part, first in enumerate(range(0, count, _MOST_IN_A_FILE)):
            numbers = range(first + 1, min(first + _MOST_IN_A_FILE, count) + 1)
            name = f"{unit.lower()}-{part + 1}.yaml" if part else f"{unit.lower()}.yaml"
            text = _file(unit, numbers, chance, paid)
            text = _SWEDISH.sub("", text) if flawed else text
            (path / name).write_text(text, encoding="utf-8")


def _file(unit: str, numbers: range, chance: random.Random, paid: float) -> str:
    venues = _VENUES[unit]
    parts = [f"format: 1\nservice_unit: {unit}\nvenues:\n"]
    for order, (tprek, name) in enumerate(venues):
        mine = numbers[order :: len(venues)]
        parts.append(f"  - tprek: {tprek}\n    name: {{fi: {name}}}\n    rooms:")
        parts.append("\n" if mine else " []\n")
        parts.extend(_room(unit, number, chance, paid) for number in mine)
    return "".join(parts)


def _room(unit: str, number: int, chance: random.Random, paid: float) -> str:
    finnish, swedish, english = chance.choice(_TYPES)
    euros = chance.randrange(5, 60, 5)
    price = f"{{lowest: {euros}, highest: {euros}.50, vat: 25.5, payment: on_site}}"
    return _ROOM.format(
        key=f"{unit.lower()}-{number:06}",
        number=number,
        type=finnish,
        type_sv=swedish,
        type_en=english,
        most=chance.randrange(4, 120),
        area=chance.randrange(10, 400),
        purpose=", ".join(chance.sample(_PURPOSES, 2)),
        equipment=", ".join(chance.sample(_EQUIPMENT, 3)),
        price=price if chance.random() < paid else "{free: true}",
    )


if __name__ == "__main__":
    generate(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if sys.argv[3:] else 1)
