from pathlib import Path

import pytest

from tests.catalogue_files.folders import ROOMS, places, read, room, write
from varaamo_sync.catalogue_files import read_catalogue

NESTED = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + above] * 9)}]\n"
    for above, name in zip("abcdefghi", "bcdefghij", strict=True)
)
HOSTILE = {
    "aliases of aliases": (NESTED, "yaml-repetition", "a.yaml:2:8"),
    "one long list many times": (
        f"a: &a [{'x,' * 10_000}]\nb: [{'*a,' * 10_000}]\n",
        "yaml-repetition",
        "a.yaml:2:5",
    ),
    "an alias of itself": ("a: &a [*a]\n", "yaml-repetition", "a.yaml:1:8"),
    "aliases, and a mistake at the end": (NESTED + "a: 1\n", "yaml-duplicate-key", "a.yaml:11:1"),
    "anchors on keys": ("&a b: 1\nc: *a\n", "yaml-repetition", "a.yaml:2:4"),
    "a million brackets": ("a: " + "[" * 1_000_000, "yaml-depth", "a.yaml:1:504"),
    "a million dashes": ("- " * 1_000_000, "yaml-depth", "a.yaml:1:257"),
    "a long number where none is": ("1" * 1_000_000, "file-shape", "a.yaml:1:1"),
    "a long number with a point": (room(f"area: {'1' * 40}.5"), "number-too-long", "a.yaml:8:15"),
    "a whole number beyond 64 bits": (
        room("area: 99999999999999999999999"),
        "number-too-long",
        "a.yaml:8:15",
    ),
    "nothing but tabs": ("a:\n" + "\t" * 1_000_000, "yaml-tab", "a.yaml:2:1"),
    "a quote that is never closed": (room('note: "sali\narea: 1'), "yaml-syntax", "a.yaml:8:15"),
    "a list as a key": ("? [a]\n: 1\n", "key-not-text", "a.yaml:1:1"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_one_finding(name: str, tmp_path: Path) -> None:
    """What would fill the memory or take hours is refused; the other files are read."""
    text, rule, place = HOSTILE[name]

    reading = read(tmp_path, a=text, b=ROOMS.replace("sali", "b"))

    assert [(rule, place)] == places(reading.findings)
    assert reading.catalogue is not None
    assert ["nup-b"] == list(reading.catalogue.by_key)


@pytest.mark.parametrize(
    ("text", "rule", "place"),
    [
        ("[" * 1_000_000, "yaml-depth", "a.json:1:1"),
        ('{"a": 1, "b": {"c": 1,\n"c": 2}}', "yaml-duplicate-key", "a.json:2:1"),
        ('{"format": 1, "note": "\\ud800"}', "json-syntax", "a.json:1:24"),
        ('{"format": 1, "venues": [], "service_unit": NaN}', "value-choice", "a.json:1:45"),
        ('{"format": 1000000000000000000}', "format-unknown", "a.json:1:12"),
    ],
)
def test_hostile_json_is_one_finding(text: str, rule: str, place: str, tmp_path: Path) -> None:
    """JSON is as strict as YAML."""
    assert [(rule, place)] == places(read_catalogue(write(tmp_path, {"a.json": text})).findings)


def test_ordinary_aliases_are_taken(tmp_path: Path) -> None:
    """A text that is written once and used twice reads as if it were written twice."""
    lines = "description: &d {fi: Sali, sv: Sal}\ninstructions: {pending: *d}"

    reading = read(tmp_path, nup=room(lines))

    assert () == reading.findings
    assert reading.catalogue is not None
    found = reading.catalogue.rooms[0]
    assert found.instructions is not None
    assert found.description == found.instructions.pending


def test_signs_of_aliases_in_texts_are_no_aliases(tmp_path: Path) -> None:
    """Stars and ampersands in prose are left alone."""
    lines = 'description: {fi: "Q&A *A tila, *A"}\nnote: Jazz &A ja *A'

    reading = read(tmp_path, nup=room(lines))

    assert () == reading.findings
    assert reading.catalogue is not None
    assert "Jazz &A ja *A" == reading.catalogue.rooms[0].note


def test_long_numbers_in_texts_are_text(tmp_path: Path) -> None:
    """References of twenty digits may stand in quotes and in prose."""
    lines = 'note: "12345678901234567890"\ncontact: |\n  Viite:\n  12345678901234567890\narea: 5'

    assert () == read(tmp_path, nup=room(lines)).findings
