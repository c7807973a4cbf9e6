from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_trust import edit
from varaamo_sync.booking import UpdateRoom
from varaamo_sync.client import PasswordLogin, VaraamoClient
from varaamo_sync.files import read_catalogue
from varaamo_sync.pairing import pair
from varaamo_sync.sandbox import Sandbox, SandboxTransport
from varaamo_sync.sync import survey
from varaamo_sync_cli.clock import now


def staff(folder: Path, key: str, **values: object) -> None:
    """Change a room in the sandbox of a catalogue, as the booking system's staff would."""
    catalogue = read_catalogue(folder).catalogue
    assert catalogue is not None
    login = PasswordLogin("admin", "admin")
    with (
        Sandbox(folder / ".varaamo-sync" / "sandbox.db") as sandbox,
        SandboxTransport(sandbox) as transport,
        VaraamoClient("http://sandbox.localhost", login=login, transport=transport) as api,
    ):
        api.log_in()
        snapshot = survey(api, catalogue, now=now())
        remote = pair(catalogue, snapshot)[key].remote
        assert remote is not None
        api.execute(
            UpdateRoom(
                room=remote,
                reference=snapshot.reference,
                today=now().date(),
                values=values,  # type: ignore[arg-type]
            )
        )


def test_staffs_values_come_into_the_files_and_the_conflict_is_gone(
    cli: Run, helsinki: Path
) -> None:
    """What staff changed is written where it stands, comments stay, and the plan is at peace."""
    cli("push", helsinki, "--sandbox", "--on-conflict", "ours", "--quiet")
    changed = {"capacity.max": 90, "description.fi": "<p>Uusi teksti.</p><p>Toinen.</p>"}
    staff(helsinki, "nup-arabia-sali", **changed)
    comments = (helsinki / "nup.yaml").read_text(encoding="utf-8").count("#")

    dry = cli("pull", helsinki, "--sandbox", "--dry-run")
    untouched = read_catalogue(helsinki).digest
    pulled = cli("pull", helsinki, "--sandbox", "--unit", "NUP")

    reading = read_catalogue(helsinki)
    assert reading.catalogue is not None
    room = reading.catalogue.by_key["nup-arabia-sali"]
    assert (0, 0, ()) == (dry.code, pulled.code, reading.findings)
    assert "nup-arabia-sali capacity.max: 100 → 90" in dry.out
    assert untouched != reading.digest
    assert room.capacity is not None
    assert room.description is not None
    assert (90, "Uusi teksti.\n\nToinen.") == (room.capacity.max, room.description.fi)
    assert comments == (helsinki / "nup.yaml").read_text(encoding="utf-8").count("#")
    planned = cli("plan", helsinki, "--sandbox").out
    assert "0 conflicts" in planned
    assert "space.max_persons: 100 → 90" in planned  # the room's own space follows it


def test_rooms_that_only_the_booking_system_has_become_entries(cli: Run, helsinki: Path) -> None:
    """A room that the catalogue does not know becomes an entry, and is adopted from then on."""
    cli("push", helsinki, "--sandbox", "--on-conflict", "ours", "--quiet")
    pulled = cli("pull", helsinki, "--sandbox")

    reading = read_catalogue(helsinki)
    assert reading.catalogue is not None
    room = reading.catalogue.by_key["kir-keskustakirjasto-oodin-vanha-studio"]
    planned = cli("plan", helsinki, "--sandbox")
    assert (0, "Oodin vanha studio", ()) == (pulled.code, room.name.fi, reading.findings)
    assert "= liitetään    kir-keskustakirjasto-oodin-vanha-studio" in planned.out
    assert "0 conflicts" in planned.out, "defaults of the catalogue do not speak over staff"
    assert "Ei luettelossa" not in planned.out


@pytest.mark.parametrize("command", ["plan", "push", "status"])
def test_a_file_that_cannot_be_read_is_told(cli: Run, started: Path, command: str) -> None:
    """What is shown of the rest is not taken for all: place, reason, and what happens are said."""
    edit(started / "nup.yaml", "venues:", "venues: {")
    ran = cli(command, started, "--sandbox")

    assert "nup.yaml:" in ran.err
    assert "varaamo-sync validate" in ran.err


@pytest.mark.parametrize("command", [("pull", "--sandbox"), ("export", "--out", "a.xlsx")])
def test_what_compares_rooms_wants_all_of_them(
    cli: Run, started: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a file that cannot be read nothing is pulled or exported."""
    monkeypatch.chdir(started)
    edit(started / "nup.yaml", "venues:", "venues: {")
    before = read_catalogue(started).digest
    ran = cli(command[0], started, *command[1:])

    assert 1 == ran.code, ran.err
    assert "nup.yaml:" in ran.err
    assert before == read_catalogue(started).digest
    assert not (started / "a.xlsx").exists()


def test_a_catalogue_that_says_it_all_is_left_alone(cli: Run, started: Path) -> None:
    """With nothing to take, nothing is written."""
    cli("push", started, "--sandbox", "--quiet")
    digest = read_catalogue(started).digest
    edit(started / "catalogue.yaml", "format: 1", "format: 1")
    pulled = cli("pull", started, "--sandbox", "--unit", "NUP")

    assert "Nothing to take" in pulled.out
    assert digest == read_catalogue(started).digest
