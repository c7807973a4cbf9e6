"""The file ``venues.json``: what is written is read again, and what is none is told."""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.cli.test_contracts import contract
from varaamo_sync.catalogue_files import VENUES, read_catalogue, read_venues, write_venues
from varaamo_sync.errors import CatalogueError
from varaamo_sync.model import LANGS
from varaamo_sync.venue_register import RegisteredVenue, VenueRegister

REGISTER = VenueRegister(
    source="https://kartta.example.invalid/v2",
    municipality="helsinki",
    services=(468, 813),
    taken=date(2026, 11, 26),
    venues=(
        RegisteredVenue(
            tprek="7",
            name={"fi": "Keksitty talo", "sv": "Påhittat hus"},
            address={"fi": "Keksittykuja 1"},
            zip="00990",
            department="d",
            municipality="helsinki",
            modified=date(2026, 9, 8),
        ),
        RegisteredVenue(tprek="40", name={}, address={}, municipality="helsinki"),
    ),
)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """Nothing is lost, the file is as its schema says, and a catalogue does not take it for rooms.

    The order of the venues is that of their ids, whatever order they came in.
    """
    file = tmp_path / VENUES
    backwards = VenueRegister(**{**vars(REGISTER), "venues": REGISTER.venues[::-1]})
    write_venues(file, backwards)
    (tmp_path / "catalogue.yaml").write_text("format: 1\nid: x\n", encoding="utf-8")

    assert REGISTER == read_venues(file)
    contract("venues").validate(json.loads(file.read_text("utf-8")))
    assert ("catalogue.yaml",) == read_catalogue(tmp_path).files


def test_a_venue_stands_on_a_line_of_its_own(tmp_path: Path) -> None:
    """What changed in one venue is one line of a diff."""
    file = tmp_path / VENUES
    write_venues(file, REGISTER)

    assert 2 == sum('"tprek"' in line for line in file.read_text("utf-8").splitlines())


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "venues-unreadable"),
        (b"{", "venues-unreadable"),
        (b"\xff\xfe\x00", "venues-unreadable"),
        (b"[]", "venues-unreadable"),
        (b'{"format": 2}', "venues-misfit"),
        (b'{"format": 1, "venues": [{"tprek": 7}]}', "venues-misfit"),
    ],
)
def test_a_file_that_is_none_is_told_in_words(tmp_path: Path, content: bytes, problem: str) -> None:
    """The error names the file and what to do, in three languages."""
    file = tmp_path / VENUES
    file.write_bytes(content)
    with pytest.raises(CatalogueError) as caught:
        read_venues(file)

    assert problem == caught.value.problem
    for lang in LANGS:
        assert VENUES in caught.value.what.told(lang)  # type: ignore[union-attr]
    assert "venues refresh" in str(caught.value.fix)
