from pathlib import Path

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
    assert "never touched" not in planned.out


def test_a_catalogue_that_says_it_all_is_left_alone(cli: Run, started: Path) -> None:
    """With nothing to take, nothing is written."""
    cli("push", started, "--sandbox", "--quiet")
    digest = read_catalogue(started).digest
    edit(started / "catalogue.yaml", "format: 1", "format: 1")
    pulled = cli("pull", started, "--sandbox", "--unit", "NUP")

    assert "Nothing to take" in pulled.out
    assert digest == read_catalogue(started).digest
