"""Whoever works in the catalogue's folder saves there what commands write: it is no catalogue."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from varaamo_sync.catalogue_files import read_catalogue

WRITERS = [
    "plan --sandbox --out plan.json",
    "validate --write-baseline known.json",
    "validate --format json --output found.json",
    "validate --format sarif --output found.json",
    "validate --format gitlab --output found.json",
    "translations export sv.json --to sv --all",
]


@pytest.mark.parametrize("command", WRITERS)
def test_what_a_command_writes_is_no_file_of_the_catalogue(
    cli: Run, started: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """The catalogue is as whole as before, and the same: no plan is stale because of itself."""
    monkeypatch.chdir(started)
    before = read_catalogue(Path())
    there = set(Path().iterdir())
    ran = cli(*command.split())
    after = read_catalogue(Path())

    assert (0, 1) == (ran.code, len({*Path().glob("*.json")} - there))
    assert (before.digest, before.files, ()) == (after.digest, after.files, after.findings)


def test_a_plan_saved_in_the_folder_is_carried_out(
    cli: Run, started: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both commands as they are typed there."""
    monkeypatch.chdir(started)
    cli("plan", "--sandbox", "--out", "plan.json")
    pushed = cli("push", "--sandbox", "--plan", "plan.json")

    assert 0 == pushed.code, pushed.err


@pytest.mark.parametrize(
    "text", ["[1]", '{"venues": [], "format_version": 1}', '{"entries": []}', "{", "", "[[]]"]
)
def test_what_may_be_rooms_is_still_told(started: Path, text: str) -> None:
    """A file that no command wrote is not passed over."""
    (started / "tilat.json").write_text(text, encoding="utf-8")

    assert {"tilat.json"} == {
        found.position.file for found in read_catalogue(started).findings if found.position
    }
