"""Rooms that are kept in a database are read as those of files are: findings, no exceptions."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import ryaml

from tests.cli.conftest import ROOT
from varaamo_sync.catalogue_files import read_catalogue, read_rooms
from varaamo_sync.errors import CatalogueInvalid
from varaamo_sync.model import LANGS, ServiceUnit, lay_over

VENUE = {"tprek": "demo-001", "name": {"fi": "Arabian nuorisotalo"}}


def row(key: Any = "nup-sali", **fields: Any) -> dict[str, Any]:
    """Return a row as a database gives it."""
    return {
        "key": key,
        "name": {"fi": "Sali"},
        "service_unit": "NUP",
        "venue": VENUE,
        **fields,
    }


def test_rows_give_the_same_rooms_as_files() -> None:
    """Row by row it is the same catalogue as from files: defaults, stated fields and all."""
    folder = ROOT / "examples" / "helsinki"
    head = ryaml.loads((folder / "catalogue.yaml").read_text("utf-8"))
    files = [folder / f"{name}.yaml" for name in ("kir", "kulp", "liiku", "nup")]
    rows = [one for file in files for one in _rows_of(file)]
    from_files = read_catalogue(folder).usable()
    reading = read_rooms(rows, id=head.pop("id"), catalogue=head)

    assert () == reading.findings
    assert from_files.rooms == reading.usable().rooms
    for ours, theirs in zip(from_files.rooms, reading.usable().rooms, strict=True):
        assert ours.model_fields_set == theirs.model_fields_set


def _rows_of(file: Path) -> Iterator[dict[str, Any]]:
    """Yield the rooms of a file, each with what stands around it."""
    data = ryaml.loads(file.read_text("utf-8"))
    for venue in data["venues"]:
        own = {name: value for name, value in venue.items() if name != "rooms"}
        defaults = lay_over(data.get("defaults", {}), own.get("defaults", {}))
        around = {"service_unit": data["service_unit"], "venue": own | {"defaults": defaults}}
        yield from ({**entry, **around} for entry in venue["rooms"])


def test_what_is_wrong_becomes_findings_with_the_room_and_the_path() -> None:
    """Nothing raises; rooms that can be read are, and the others are known to be there."""
    rows: list[Any] = [
        row(),
        row("nup-x", area="large", colour="red"),
        row(None),
        row("nup-y", service_unit="NUPPI"),
        row("nup-z", venue=3),
        5,
        row(),
    ]
    reading = read_rooms(rows, id="demo")
    told = {(finding.rule, finding.key, finding.path) for finding in reading.findings}

    assert {
        ("value-whole", "nup-x", ("area",)),
        ("unknown-key", "nup-x", ("colour",)),
        ("value-missing", None, ("rooms", 2, "key")),
        ("value-choice", "nup-y", ("service_unit",)),
        ("value-mapping", "nup-z", ("venue",)),
        ("value-mapping", None, ("rooms", 5)),
        ("key-repeated", "nup-sali", ("key",)),
    } == told
    assert ["nup-sali"] == [one.key for one in reading.usable().rooms]
    assert {"nup-x", "nup-y", "nup-z"} == reading.left_out
    assert not reading.complete
    assert reading.usable().coverage.may_hold("nup-anything")


def test_a_column_without_a_value_states_nothing() -> None:
    """Else a query that gives all columns would clear what staff have written."""
    empty = row(description=None, area=None)
    silent = read_rooms([{**empty, "name": {"fi": "Sali", "sv": None}}], id="demo")
    clearing = read_rooms([empty], id="demo", nulls_clear=True)
    one, other = silent.usable().rooms[0], clearing.usable().rooms[0]

    assert not {"description", "area"} & one.model_fields_set
    assert {"description", "area"} <= other.model_fields_set
    assert ["fi"] == [lang for lang in LANGS if lang in one.name.model_fields_set]


def test_values_of_python_are_taken() -> None:
    """Exact money, spans of time and enumerations need not become text first."""
    reading = read_rooms(
        [
            row(
                service_unit=ServiceUnit.NUP,
                pricing=({"lowest": Decimal("12.50"), "vat": 25.5},),
                booking={"kind": "direct", "interval": timedelta(minutes=30)},
            )
        ],
        id="demo",
    )

    assert () == reading.findings
    (price,) = reading.usable().rooms[0].pricing or ()
    assert Decimal("12.50") == price.lowest


def test_a_whole_number_of_a_driver_is_one() -> None:
    """A column without decimals comes as a decimal; ten is a whole number there, too."""
    reading = read_rooms([row(capacity={"max": Decimal(10)}, area=Decimal("12.50"))], id="demo")
    (found,) = reading.findings
    whole = read_rooms([row(capacity={"max": Decimal(10)})], id="demo").usable().rooms[0].capacity

    assert ("value-whole", ("area",)) == (found.rule, found.path)
    assert whole is not None
    assert 10 == whole.max


RECURSIVE: dict[str, Any] = {"kind": "direct"}
RECURSIVE["self"] = RECURSIVE
DEEP: list[Any] = []
for _ in range(5000):
    DEEP = [DEEP]


@pytest.mark.parametrize(
    ("fields", "rule", "said"),
    [
        ({"area": 10**400}, "number-too-long", "1000000000"),
        ({"area": 10**5000}, "number-too-long", "1000000000"),
        ({"area": Decimal("1E+5000")}, "value-whole", "1E+5000"),
        ({"booking": RECURSIVE}, "unknown-key", "self"),
        ({"purposes": DEEP}, "value-text", "[…]"),
        ({"note": b"x"}, "value-text", "b'x'"),
        ({"note": object()}, "value-text", "<object>"),
        ({"publish": {"from": date(2027, 1, 1)}}, "value-moment", "2027-01-01"),
        ({"note": UUID(int=5)}, "value-text", "00000000-0000-0000-0000-000000000005"),
    ],
)
def test_any_value_of_a_driver_is_told(fields: dict[str, Any], rule: str, said: str) -> None:
    """However large, deep or odd a value is, the finding shows it, and other rows are read."""
    reading = read_rooms([row("nup-x", **fields), row()], id="demo")
    (found,) = reading.findings

    assert (rule, "nup-x") == (found.rule, found.key)
    assert said in found.as_dict("en")["message"]
    assert len(found.as_dict("en")["message"]) < 200
    assert ["nup-sali"] == [one.key for one in reading.usable().rooms]


def test_rows_stay_as_they_are() -> None:
    """What the caller keeps is not changed by reading it."""
    kept = [row(pricing=[{"lowest": 12.5}], images=[{"file": "a.png", "type": "main"}])]
    read_rooms(kept, id="demo")

    assert [{"lowest": 12.5}] == kept[0]["pricing"]


def test_a_catalogue_without_a_usable_id_is_refused_when_it_is_asked_for() -> None:
    """Its findings say why, as for files."""
    reading = read_rooms([row()], id="Not An Id!")

    assert reading.findings
    with pytest.raises(CatalogueInvalid):
        reading.usable()


def test_the_digest_follows_the_rows() -> None:
    """Who keeps a plan can see whether the rows have changed since."""
    one, same, other = (read_rooms(rows, id="demo").digest for rows in ([row()], [row()], []))

    assert one == same != other


class Record(Mapping[str, Any]):
    """A row of a driver of its own; what ``repr`` says of it is where it stands in memory."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def test_the_digest_is_of_values_alone() -> None:
    """Else a plan that was approved would be stale in another process, or when rows come anew."""
    terms = "abcdefgh"
    (one, same, generated, another) = (
        read_rooms([kind(row(search_terms=words))], id="demo").digest
        for kind, words in (
            (Record, set(terms)),
            (dict, sorted(terms)),
            (Record, iter(terms)),
            (dict, [*terms[:-1], "i"]),
        )
    )

    assert one == same == generated != another
