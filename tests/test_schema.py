import json
import runpy
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from varaamo_sync.catalogue_files.text.yaml_values import read_yaml
from varaamo_sync.json_schemas import schemas
from varaamo_sync.model import Catalogue, RoomEntry, ServiceUnit

ROOT = Path(__file__).parents[1]
CATALOGUES = sorted(
    [
        *ROOT.glob("examples/*/catalogue.yaml"),
        *ROOT.glob("varaamo_sync/catalogue_files/start/catalogue.yaml"),
    ]
)
UNITS = ("kir.yaml", "kulp.yaml", "liiku.yaml", "nup.yaml")


@cache
def validator(name: str) -> Draft202012Validator:
    """Return what holds plain values against a schema."""
    return Draft202012Validator(schemas()[name])


def refused(name: str, data: Any) -> list[str]:
    """Return where a schema refuses plain values."""
    return sorted(error.json_path for error in validator(name).iter_errors(data))


def rooms(**fields: Any) -> dict[str, Any]:
    """Return a file of one room."""
    entry = {"key": "a", "name": {"fi": "A"}} | fields
    return {"format": 1, "service_unit": "NUP", "venues": [{"tprek": "1", "rooms": [entry]}]}


@pytest.mark.parametrize("name", [*schemas(), "sync"])
def test_published_schemas_are_those_of_the_model(name: str, tmp_path: Path) -> None:
    """The files in ``schemas/`` follow the model and one another: ``make schemas`` writes them."""
    runpy.run_path(str(ROOT / "docs" / "generate_schemas.py"))["write"](tmp_path)
    file = f"{name}.schema.json"
    published = (ROOT / "schemas" / file).read_text(encoding="utf-8")

    assert (tmp_path / file).read_text(encoding="utf-8") == published, "run: make schemas"
    assert file == json.loads(published)["$id"]
    Draft202012Validator.check_schema(json.loads(published))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.name)
def test_examples_are_as_the_schemas_want_them(path: Path) -> None:
    """An editor that knows the schemas marks nothing in an example that reads well."""
    for file in [path, *(path.parent / name for name in UNITS)]:
        text = file.read_text(encoding="utf-8")
        name = "catalogue" if file == path else "rooms"

        assert [] == refused(name, read_yaml(text))


def test_schemas_know_every_field_and_no_other() -> None:
    """Rooms, defaults and catalogue have the model's fields; what stands around is not in them."""
    found = schemas()
    entry = found["rooms"]["$defs"]["RoomEntry"]
    defaults = found["rooms"]["$defs"]["Defaults"]

    assert set(RoomEntry.model_fields) == set(entry["properties"])
    assert set(RoomEntry.model_fields) - {"key", "unread"} == set(defaults["properties"])
    assert {"key", "name"} == set(entry["required"])
    assert "required" not in defaults
    fields = set(Catalogue.model_fields) - {"rooms", "coverage"} | {"format", "defaults"}
    assert fields == set(found["catalogue"]["properties"])


def test_schemas_spell_keys_as_files_do() -> None:
    """``from`` and ``until``, not the names that Python uses."""
    assert [] == refused("rooms", rooms(pricing=[{"from": "2027-01-01", "free": True}]))
    assert ["$.venues[0].rooms[0].publish"] == [
        where.split(".anyOf")[0]
        for where in refused("rooms", rooms(publish={"begins": "2027-01-01"}))
    ]


@given(st.sampled_from(["KIR", "kulp", "Liiku", "LIIK", "nupa", " NUP ", "NUPP", "", "K"]))
def test_service_units_are_those_that_the_model_takes(text: str) -> None:
    """The schema takes the codes that the model takes, in any case."""
    known = ServiceUnit._missing_(text) is not None

    assert known == (refused("rooms", {"format": 1, "service_unit": text}) == [])


@given(st.decimals(0, 10_000, places=2))
def test_no_price_is_refused_by_arithmetic(price: Decimal) -> None:
    """Prices in whole cents pass, though a float is seldom a multiple of 0.01."""
    assert [] == refused("rooms", rooms(pricing=[{"lowest": float(price)}]))
