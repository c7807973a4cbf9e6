"""Places in files of a catalogue: named as they are found from where a person stands."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from varaamo_sync_cli.main import run

_PLACE = re.compile(r"([^\s(]*?)\b(?:nup|catalogue|history|goals)\.(?:yaml|json):\d+")
_COMMANDS = (
    "validate H --full",
    "plan H --sandbox",
    "push H --sandbox",
    "pull H --sandbox",
    "status H --sandbox",
    "status H --sandbox --offline",
    "report H --sandbox --out raportti.md",
    "history show H --sandbox",
    "goal list H",
    "goal note Hyvin H --unit NUP --goal tilavaraus",
    "hours status H --sandbox",
    "hours plan H --sandbox",
    "doctor H --sandbox",
    "export H",
    "translations export H --to sv --format json",
)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a catalogue in each of whose files something cannot be read."""
    home = tmp_path_factory.mktemp("places")
    assert 0 == run(["init", str(home / "H")])
    for name, line in {
        "nup.yaml": "        nonsense: 1\n",
        "history.yaml": "entries: 5\n",
        "goals.yaml": "nonsense: 1\n",
    }.items():
        with (home / "H" / name).open("a", encoding="utf-8") as file:
            file.write(line)
    return home


@pytest.mark.parametrize("command", _COMMANDS)
def test_places_begin_with_the_folder_as_it_was_given(
    cli: Run, broken: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Whichever command tells of a place in a file, it is found from where one stands."""
    monkeypatch.chdir(broken)
    ran = cli(*command.split())

    assert {"H/"} == set(_PLACE.findall(ran.out + ran.err)), ran
