from pathlib import Path

from tests.catalogue_files.folders import places, write
from varaamo_sync.catalogue_files import read_catalogue

CATALOGUE = """\
format: 1
id: helsinki
goal:
  deadline: joulukuussa
defaults:
  booking: {kind: suora}
"""
YOUTH = """\
# Nuorisotilat
format: 1
service_unit: NUP
defaults:
  pricing:
    - lowest: 10.005
      highest: 12
      vat: 25.5

venues:
  - tprek: demo-001
    name: {fi: Arabian nuorisotalo}
    rooms:
      - key: nup-sali
        name: {fi: Sali}
        description:
          fi: |
            Sali, jossa on
            key: tilaa
        capasity: {min: 1, max: 20}
      - name: {fi: Studio}
        key: nup-studio
        booking:
          kind: direct
          max: 4 tuntia
        pricing: [{free: true}]
        access:
          - type: unrestricted
          - {from: 2027-01-01, type: avoin}
      - key: nup-olotila
        booking: {kind: both}
        pricing: [{free: true}]
"""
SPORTS = """\
{
  "format": 1,
  "service_unit": "LIIK",
  "venues": [
    {"tprek": "demo-014", "rooms": [
      {"key": "nup-sali", "name": {"fi": "Kenttä"}},
      {"key": "liiku-halli", "name": {"fi": "Halli"}, "booking": {"kind": "both"},
       "area": "40"}
    ]}
  ]
}
"""
CULTURE = "format: 1\nservice_unit: KULP\nvenues:\n  - tprek: demo-012\n   rooms: []\n"


def test_ten_kinds_of_mistakes_are_told_in_one_run(tmp_path: Path) -> None:
    """Everything is found in one run, each mistake once and where it was made."""
    folder = write(
        tmp_path,
        {
            "catalogue.yaml": CATALOGUE,
            "kulp.yaml": CULTURE,
            "liiku.json": SPORTS,
            "nup.yaml": YOUTH,
        },
    )

    reading = read_catalogue(folder)

    assert [
        ("value-date", "catalogue.yaml:4:13"),
        ("value-choice", "catalogue.yaml:6:19"),
        ("yaml-syntax", "kulp.yaml:5:4"),
        ("value-whole", "liiku.json:8:16"),
        ("value-money-decimals", "nup.yaml:6:15"),
        ("key-repeated", "nup.yaml:14:14"),
        ("unknown-key", "nup.yaml:20:9"),
        ("value-duration", "nup.yaml:25:16"),
        ("value-choice", "nup.yaml:29:38"),
        ("value-missing", "nup.yaml:30:9"),
    ] == places(reading.findings)


def test_a_finding_names_the_room_and_what_in_it_is_wrong(tmp_path: Path) -> None:
    """Findings carry key, service unit and path, as the catalogue writes them."""
    folder = write(tmp_path, {"liiku.json": SPORTS.replace('"area": "40"', '"publish": 1')})

    finding = read_catalogue(folder).findings[0]

    assert ("liiku-halli", "LIIKU", ("publish",)) == (finding.key, finding.unit, finding.path)
    assert "1" == finding.params["value"]
