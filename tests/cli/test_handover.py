"""A second machine, or a successor: what is in Varaamo under our code is found, and offered."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.conftest import Ran, Run
from tests.cli.test_contracts import contract
from tests.cli.test_trust import edit
from tests.clock import now
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.sandbox import Sandbox, running

KEY = "nup-esimerkkisali"


@dataclass(frozen=True)
class Machines:
    """Two machines and one Varaamo.

    Attributes:
        first: The catalogue that was pushed, with its store.
        second: The same catalogue as git had it, without a store, and lacking a room.
        url: Address of Varaamo.
    """

    first: Path
    second: Path
    url: str


@pytest.fixture
def machines(
    cli: Run, started: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Machines]:
    """Push on one machine, and give another one that has an older catalogue and no store."""
    with Sandbox(tmp_path / "varaamo.db", clock=now) as sandbox, running(sandbox) as url:
        monkeypatch.setenv("VARAAMO_SYNC_URL", url)
        monkeypatch.setenv("VARAAMO_SYNC_USERNAME", "admin")
        monkeypatch.setenv("VARAAMO_SYNC_PASSWORD", "admin")
        pushed = cli("push", started, "--url", url, "--yes", "--quiet")
        assert 0 == pushed.code, pushed.err
        second = tmp_path / "second"
        shutil.copytree(started, second, ignore=shutil.ignore_patterns(".varaamo-sync"))
        yield Machines(started, second, url)


def lose_room(folder: Path) -> None:
    """Take the youth service's venue with its room out, as if it had not been committed."""
    text = (folder / "nup.yaml").read_text("utf-8")
    file = folder / "nup.yaml"
    file.write_text(text[: text.index("venues:")] + "venues: []\n", encoding="utf-8")


def check_of(ran: Ran, name: str) -> dict[str, str]:
    """Return one part of what doctor found."""
    payload = json.loads(ran.out)
    contract("doctor").validate(payload)
    return next(one for one in payload["checks"] if one["name"] == name)


@pytest.mark.usefixtures("english")
def test_a_second_machine_becomes_whole(cli: Run, machines: Machines) -> None:
    """Doctor tells what is missing and what to type; pull brings it; then nothing is left."""
    lose_room(machines.second)
    place = (machines.second, "--url", machines.url)
    told = check_of(cli("doctor", *place, "--format", "json"), "rooms")
    named = cli("pull", *place, "--unit", "NUP")
    back = cli("pull", *place, "--departed", "--unit", "NUP")
    planned = json.loads(cli("plan", *place, "--format", "json").out)

    command = f"varaamo-sync pull {machines.second} --url {machines.url} --departed"
    assert "note" == told["state"]
    assert "1 room" in told["message"]
    assert KEY in told["message"]
    assert command in told["fix"]
    assert KEY in named.out
    asked = command.replace("--departed", "--unit NUP --departed")
    assert f"this takes it into the catalogue: {asked}" in named.out
    assert 0 == back.code
    assert KEY in read_catalogue(machines.second).usable().by_key
    assert {"nothing"} == {room["action"] for room in planned["rooms"]}
    assert [] == [room["room"] for room in planned["rooms"] if room["conflicts"]]


@pytest.mark.parametrize("command", ["plan", "pull"])
def test_a_fresh_store_is_told_and_rooms_are_known_by_their_codes(
    cli: Run, machines: Machines, command: str
) -> None:
    """Nothing is lost with a store: what is ours is found in Varaamo itself, which is said."""
    fresh = cli(command, machines.second, "--url", machines.url)
    known = cli(command, machines.first, "--url", machines.url)
    quiet = cli(command, machines.second, "--url", machines.url, "--quiet")

    assert "4 luettelon tilaa löytyi sieltä" in fresh.err
    assert "löytyi sieltä" not in known.err
    assert "löytyi sieltä" not in quiet.err


def test_doctor_says_that_a_machine_is_new_until_something_was_pushed(
    cli: Run, machines: Machines
) -> None:
    """What to type first is told; after a push the machine knows its rooms."""
    place = (machines.second, "--url", machines.url)
    before = check_of(cli("doctor", *place, "--format", "json"), "rooms")
    cli("push", *place, "--yes", "--quiet")
    after = check_of(cli("doctor", *place, "--format", "json"), "rooms")

    assert ("note", "ok") == (before["state"], after["state"])
    assert f"varaamo-sync plan {machines.second} --url {machines.url}" in before["fix"]
    assert "4/4" in after["message"]


def test_a_room_that_was_taken_out_here_is_no_stranger(cli: Run, machines: Machines) -> None:
    """Who removed a room knows it: doctor says nothing, and pull offers to bring it back."""
    lose_room(machines.first)
    place = (machines.first, "--url", machines.url)
    told = check_of(cli("doctor", *place, "--format", "json"), "rooms")
    pulled = json.loads(cli("pull", *place, "--dry-run", "--format", "json").out)
    elsewhere = (machines.second, "--url", machines.url)
    lose_room(machines.second)
    strange = json.loads(cli("pull", *elsewhere, "--dry-run", "--format", "json").out)

    contract("pull").validate(strange)
    assert "ok" == told["state"]
    assert [("departed", KEY)] == [(one["reason"], one["room"]) for one in pulled["left"]]
    assert [("unlisted", KEY)] == [(one["reason"], one["room"]) for one in strange["left"]]


def test_with_a_file_that_cannot_be_read_no_room_passes_for_a_stranger(
    cli: Run, machines: Machines
) -> None:
    """A room whose entry nobody can read is not told as one without an entry."""
    edit(machines.second / "nup.yaml", "venues:", "venues: {")
    told = check_of(
        cli("doctor", machines.second, "--url", machines.url, "--format", "json"), "rooms"
    )

    assert "skipped" == told["state"]
    assert KEY not in told["message"]
