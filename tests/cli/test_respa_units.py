"""Units of Respa that a person names: whose rooms come, and which service unit they belong to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.test_import_from_respa import FREE, city, record, rooms
from tests.respa.recorded import resource, unit
from varaamo_sync.model import ServiceUnit

__all__ = ["city"]

PAGES = (
    unit("tprek:70001") | {"name": {"fi": "Satukirjasto", "sv": "Sagobiblioteket"}},
    unit("axhall", "Keksitty halli"),
    unit("axhall2", "Keksitty halli"),
    unit("axempty", "Tyhjä talo"),
    resource("ax1", **FREE),
    resource("ax2", unit="axhall", **FREE),
    resource("ax3", unit="axhall2", **FREE),
)


def brought(cli: Run, city: Path, *words: str) -> Any:
    """Import the pages; return what the command says."""
    ran = cli(
        "import", "--from-respa", record(city, *PAGES), "--into", city, "--format", "json", *words
    )
    return json.loads(ran.out)


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        (("satukirjasto",), {"ax1"}),
        (("Sagobiblioteket",), {"ax1"}),
        (("70001",), {"ax1"}),
        (("tprek:70001", "axhall"), {"ax1", "ax2"}),
        (("Tyhjä talo",), set()),
    ],
)
def test_only_the_rooms_of_named_units_come(
    cli: Run, city: Path, names: tuple[str, ...], keys: set[str]
) -> None:
    """A unit is named by any of its names, its id in Respa, or that in the service map."""
    only = [word for name in names for word in ("--respa-unit", name)]
    told = brought(cli, city, "--unit", "KIR", *only)

    assert keys == {one["key"] for one in told["additions"]}


def test_each_unit_of_respa_has_its_service_unit(cli: Run, city: Path) -> None:
    """Some are named, the rest is ``--unit``'s; nothing is asked, and the files part."""
    told = brought(
        cli, city, "--unit", "NUP", "--unit-of", "Satukirjasto=kir", "--unit-of", "axhall=LIIK"
    )

    units = {key: room.service_unit for key, room in rooms(city).items()}
    assert {"ax1": ServiceUnit.KIR, "ax2": ServiceUnit.LIIKU, "ax3": ServiceUnit.NUP} == units
    assert {"kir.yaml", "liiku.yaml", "nup.yaml"} == {Path(one).name for one in told["written"]}
    assert not [room for room in rooms(city).values() if "service_unit" in room.unread]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--respa-unit", "Satukirjsto"), ("Respa has no unit “Satukirjsto”", "Satukirjasto")),
        (("--respa-unit", "Keksitty halli"), ("several units", "axhall, axhall2")),
        (("--unit-of", "Satukirjasto=XYZ"), ("“XYZ” is no service unit",)),
        (("--unit-of", "Satukirjasto"), ("“Satukirjasto” is no answer",)),
    ],
)
def test_what_names_nothing_is_told(
    cli: Run, city: Path, english: None, words: tuple[str, ...], said: tuple[str, ...]
) -> None:
    """A slip imports nothing, and what is near is named."""
    ran = cli("import", "--from-respa", record(city, *PAGES), "--into", city, *words)

    assert 2 == ran.code
    assert all(one in ran.err for one in said), ran.err
    assert not (city / "kir.yaml").exists()


@pytest.mark.parametrize("words", [("--respa-unit", "A"), ("--unit-of", "A=NUP"), ("--no-images",)])
def test_options_of_respa_are_for_respa(
    cli: Run, city: Path, tmp_path: Path, english: None, words: tuple[str, ...]
) -> None:
    """With a form they would do nothing: that is told."""
    form = tmp_path / "a.csv"
    form.write_text("Nimi;Toimipiste\nSali;Talo\n", "utf-8")
    ran = cli("import", form, "--into", city, *words)

    assert 2 == ran.code
    assert f"The option {words[0]} is only for rooms" in ran.err
