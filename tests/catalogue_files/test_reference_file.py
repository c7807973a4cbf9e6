import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varaamo_sync.catalogue_files.reference_file import read_reference, write_reference
from varaamo_sync.errors import CatalogueError, UsageError
from varaamo_sync.model import LANGS
from varaamo_sync.snapshot import Named, Reference, RemoteVenue, TaxRate

ORIGIN, DAY = "https://varaamo.example.invalid", date(2027, 3, 1)

words = st.text(st.characters(codec="utf-8"), max_size=6)
names = st.dictionaries(st.sampled_from(LANGS), words)
rows = st.lists(st.builds(Named, st.integers(1, 999), names), max_size=3).map(tuple)
terms = st.lists(st.builds(Named, words, names, words), max_size=3).map(tuple)
taxes = st.lists(
    st.builds(TaxRate, st.integers(1, 9), st.decimals(0, 100, places=2), st.booleans()), max_size=3
).map(tuple)
references = st.builds(Reference, rows, rows, rows, terms, st.none() | rows, taxes)
venues = st.lists(
    st.builds(RemoteVenue, st.integers(1, 99), st.none() | words, names), max_size=3
).map(tuple)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a file to write and read."""
    return tmp_path_factory.mktemp("reference") / "reference.json"


@given(references, venues)
def test_reference_data_comes_back_as_it_was(
    file: Path, reference: Reference, known: tuple[RemoteVenue, ...]
) -> None:
    """Reading what was written gives the same rows in the same order, decimals to the cent."""
    write_reference(file, reference, known, origin=ORIGIN, taken=DAY)

    assert (reference, known) == read_reference(file)


def test_the_file_says_where_it_is_from(file: Path) -> None:
    """A person sees the version of the format, the booking system and the day."""
    write_reference(file, Reference(), (), origin=ORIGIN, taken=DAY)
    head = json.loads(file.read_text(encoding="utf-8"))

    assert (1, ORIGIN, "2027-03-01") == (head["format"], head["origin"], head["taken"])
    assert [file] == list(file.parent.iterdir())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": 2}, "format"),
        ({"types": None}, "types"),
        ({"types": [{"pk": True, "name": {}}]}, "types.0.pk"),
        ({"types": [{"pk": 1, "name": {"de": "Saal"}}]}, "types.0.name"),
        ({"taxes": [{"pk": 1, "value": 25.5, "enabled": True}]}, "taxes.0.value"),
        ({"taxes": [{"pk": 1, "value": "NaN", "enabled": True}]}, "taxes.0.value"),
        ({"extra": 1}, "extra"),
    ],
)
def test_what_is_not_ours_is_refused(file: Path, change: dict[str, Any], said: str) -> None:
    """A field that is missing, unknown or of another kind is named."""
    write_reference(file, Reference(), (), origin=ORIGIN, taken=DAY)
    data = json.loads(file.read_text(encoding="utf-8")) | change
    file.write_text(json.dumps(data), encoding="utf-8")

    with pytest.raises(CatalogueError, match=said) as caught:
        read_reference(file)
    assert caught.value.fix


@given(st.binary(max_size=40))
def test_any_bytes_give_one_error(file: Path, content: bytes) -> None:
    """Rubbish is a fault of the data, never a traceback."""
    file.write_bytes(content)

    with pytest.raises(CatalogueError, match=r"reference\.json"):
        read_reference(file)


def test_a_folder_or_nothing_gives_one_error(tmp_path: Path) -> None:
    """What is no file is refused, and so is writing where a folder is."""
    (tmp_path / "reference.json").mkdir()

    for path in (tmp_path / "reference.json", tmp_path / "missing.json"):
        with pytest.raises(CatalogueError):
            read_reference(path)
    with pytest.raises(UsageError):
        write_reference(tmp_path / "reference.json", Reference(), (), origin=ORIGIN, taken=DAY)
    assert ["reference.json"] == [path.name for path in tmp_path.iterdir()]


def test_a_vat_that_is_written_is_read(file: Path) -> None:
    """Percentages keep their decimals as the booking system writes them."""
    reference = Reference(taxes=(TaxRate(1, Decimal("25.50"), enabled=False),))
    write_reference(file, reference, (), origin=ORIGIN, taken=DAY)

    assert '"value": "25.50"' in file.read_text(encoding="utf-8")
