from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.make import NOW
from varaamo_sync.catalogue_files import init_catalogue, read_catalogue
from varaamo_sync.catalogue_files.text.yaml_values import read_yaml
from varaamo_sync.errors import UsageError
from varaamo_sync.model import LANGS, ServiceUnit, Text, Wanted
from varaamo_sync.rules import check

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(
    [*ROOT.glob("examples/**/*.yaml"), *ROOT.glob("varaamo_sync/catalogue_files/start/*.yaml")]
)


def test_a_new_folder_reads_without_findings(tmp_path: Path) -> None:
    """``init`` gives one room per service unit, complete but for what only a person can say."""
    written = init_catalogue(tmp_path / "uusi")

    reading = read_catalogue(tmp_path / "uusi")

    assert {path.name for path in written} == {*reading.files, "goals.yaml"}
    assert () == reading.findings
    assert reading.catalogue is not None
    rooms = reading.catalogue.rooms
    assert list(ServiceUnit) == [room.service_unit for room in rooms]
    assert ["demo-011", "demo-012", "demo-014", "demo-001"] == [room.venue.tprek for room in rooms]
    for room in rooms:
        assert room.description is not None
        assert all(room.name.get(lang) and room.description.get(lang) for lang in LANGS)
        assert not {"pricing", "access"} & room.model_fields_set
        assert (Wanted.DRAFT, False) == (room.wanted, room.goal)
    found = check(reading.catalogue, now=NOW)
    assert {"price-missing", "access-missing"} == {finding.rule for finding in found}
    assert 8 == len(found)


def test_what_is_said_of_a_new_folder_stands_in_it(tmp_path: Path) -> None:
    """Its id, whose rooms they are, and the service units; all else is as in the example."""
    name = Text(fi="Järvelä: ”kylä”", en="Järvelä village")
    written = init_catalogue(tmp_path, id="1.0", organisation=name, units=[ServiceUnit.KULP])

    made = read_catalogue(tmp_path).usable()
    assert ["catalogue.yaml", "goals.yaml", "kulp.yaml"] == [file.name for file in written]
    assert ("1.0", name) == (made.id, made.organisation)
    assert [ServiceUnit.KULP] == [room.service_unit for room in made.rooms]


def test_an_id_that_cannot_be_one_is_refused(tmp_path: Path) -> None:
    """Nothing is written where the catalogue could not be read again."""
    with pytest.raises(UsageError, match="cannot be the id"):
        init_catalogue(tmp_path / "a", id="a b")

    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("units", [(), (ServiceUnit.NUP,)])
def test_nothing_is_overwritten(tmp_path: Path, units: tuple[ServiceUnit, ...]) -> None:
    """Where one file is there already, none is written, though another service unit is wanted."""
    mine = tmp_path / "liiku.yaml"
    mine.write_text("omaa", encoding="utf-8")

    with pytest.raises(UsageError) as caught:
        init_catalogue(tmp_path, units=units)

    assert caught.value.fix
    assert ["liiku.yaml"] == [path.name for path in tmp_path.iterdir()]
    assert "omaa" == mine.read_text(encoding="utf-8")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """A folder that cannot be made is the caller's mistake, not a traceback."""
    (tmp_path / "a").touch()

    with pytest.raises(UsageError):
        init_catalogue(tmp_path / "a")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_both_parsers_read_examples_alike(path: Path) -> None:
    """What is read fast is what the parser that writes back sees."""
    text = path.read_text(encoding="utf-8")

    expected = YAML(typ="safe", pure=True).load(text)

    assert _as_written(expected) == read_yaml(text)


def _as_written(value: Any) -> Any:
    """Undo dates, which only the slow parser makes."""
    if isinstance(value, dict):
        return {key: _as_written(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_written(inner) for inner in value]
    return str(value) if isinstance(value, date | datetime) else value
