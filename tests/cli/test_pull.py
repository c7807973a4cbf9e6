import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.test_contracts import contract
from tests.cli.test_trust import edit
from tests.clock import now
from tests.sync.conftest import Town
from tests.sync.killing import Life, killed_push
from varaamo_sync.booking import UpdateRoom
from varaamo_sync.booking.client import PasswordLogin, VaraamoClient
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.plan.pairing import pair
from varaamo_sync.sandbox import Sandbox, SandboxTransport, running
from varaamo_sync.store import Store, locked
from varaamo_sync.sync import survey


def staff(folder: Path, key: str, **values: object) -> None:
    """Change a room in the sandbox of a catalogue, as the booking system's staff would."""
    catalogue = read_catalogue(folder).catalogue
    assert catalogue is not None
    login = PasswordLogin("admin", "admin")
    with (
        Sandbox(folder / ".varaamo-sync" / "sandbox.db", clock=now) as sandbox,
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


@pytest.mark.usefixtures("english")
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
    assert "Most persons: 100 → 90" in dry.out
    assert untouched != reading.digest
    assert room.capacity is not None
    assert room.description is not None
    assert (90, "Uusi teksti.\n\nToinen.") == (room.capacity.max, room.description.fi)
    assert comments == (helsinki / "nup.yaml").read_text(encoding="utf-8").count("#")
    planned = cli("plan", helsinki, "--sandbox").out
    assert "conflict" not in planned
    assert "Persons in the space: 100 → 90" in planned  # the room's own space follows it


def test_rooms_that_only_the_booking_system_has_become_entries(cli: Run, helsinki: Path) -> None:
    """A room that the catalogue does not know becomes an entry, and is adopted from then on."""
    cli("push", helsinki, "--sandbox", "--on-conflict", "ours", "--quiet")
    pulled = cli("pull", helsinki, "--sandbox")

    reading = read_catalogue(helsinki)
    assert reading.catalogue is not None
    room = reading.catalogue.by_key["kir-keskustakirjasto-oodin-vanha-studio"]
    planned = cli("plan", helsinki, "--sandbox")
    assert (0, "Oodin vanha studio", ()) == (pulled.code, room.name.fi, reading.findings)
    assert "olevaan tilaan: 1 tila – Oodin vanha studio" in planned.out
    assert "ristirii" not in planned.out, "defaults of the catalogue do not speak over staff"
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


@pytest.mark.usefixtures("english")
def test_a_catalogue_that_says_it_all_is_left_alone(cli: Run, started: Path) -> None:
    """With nothing to take, nothing is written."""
    cli("push", started, "--sandbox", "--quiet")
    digest = read_catalogue(started).digest
    edit(started / "catalogue.yaml", "format: 1", "format: 1")
    pulled = cli("pull", started, "--sandbox", "--unit", "NUP")

    assert "Nothing to take" in pulled.out
    assert digest == read_catalogue(started).digest


@pytest.mark.usefixtures("english")
def test_a_dry_run_says_exactly_what_is_then_written(cli: Run, started: Path) -> None:
    """The dry run writes nothing; the run says the same; a second one takes nothing."""
    cli("push", started, "--sandbox", "--quiet")
    before = read_catalogue(started).digest
    dry = cli("pull", started, "--sandbox", "--dry-run")
    untouched = read_catalogue(started).digest
    run = cli("pull", started, "--sandbox")
    written = read_catalogue(started).digest
    again = cli("pull", started, "--sandbox")

    assert before == untouched
    same = dry.out.splitlines()[1:-1]
    assert "Rooms:" in same
    assert same == run.out.splitlines()[1:-2]
    assert f"Written: {started}/kir.yaml, {started}/kulp.yaml\n" in run.out
    assert f"Next: varaamo-sync plan {started} --sandbox\n" in run.out
    assert "Nothing to take: the catalogue says what the booking system has.\n" == again.out
    assert written == read_catalogue(started).digest


def test_what_is_pulled_leaves_no_difference(cli: Run, started: Path) -> None:
    """No field changes, whatever defaults say; rooms are adopted, and then all is one."""
    cli("push", started, "--sandbox", "--quiet")
    cli("pull", started, "--sandbox")
    planned = json.loads(cli("plan", started, "--sandbox", "--format", "json").out)
    cli("push", started, "--sandbox", "--quiet")
    after = json.loads(cli("plan", started, "--sandbox", "--format", "json").out)

    changed = {change["path"] for room in planned["rooms"] for change in room["changes"]}
    assert ({"space.code"}, []) == (
        changed,
        [room["room"] for room in planned["rooms"] if room["conflicts"]],
    )
    assert {"nothing"} == {room["action"] for room in after["rooms"]}
    assert [] == after["unmanaged"]


def test_pulled_rooms_are_no_progress(cli: Run, started: Path) -> None:
    """Rooms that were bookable count as earlier, and a paused draft is outside the goal."""

    def counts() -> tuple[int, int, int]:
        asked = cli("status", started, "--sandbox", "--quiet", "--format", "json")
        status = json.loads(asked.out)
        goal = sum(len(unit["rooms"]) for unit in status["goal"]["units"].values())
        return status["total"]["ready"], status["total"]["earlier"], goal

    cli("push", started, "--sandbox", "--quiet")
    before = counts()
    pulled = cli("pull", started, "--sandbox").out
    listed = counts()
    cli("push", started, "--sandbox", "--quiet")

    assert ((0, 0, 4), (0, 3, 7), (0, 3, 7)) == (before, listed, counts())
    assert 3 == pulled.count("oli varattavissa jo ennen liittämistä (earlier: bookable)")
    assert "henkilökunnan luonnos, ei tavoitteessa (goal: false)" in pulled
    catalogue = read_catalogue(started).catalogue
    assert catalogue is not None
    studio = catalogue.by_key["kir-keskustakirjasto-oodin-vanha-studio"]
    assert (False, True) == (studio.goal, "luonnoksena" in (studio.note or ""))


def empty_unit(file: Path) -> None:
    """Take every room out of a file, which stays."""
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index("venues:")] + "venues: []\n", encoding="utf-8")


def test_what_is_pulled_is_told_as_json(cli: Run, started: Path) -> None:
    """The JSON is as its schema says, and has what each room was and what is left."""
    cli("push", started, "--sandbox", "--quiet")
    empty_unit(started / "nup.yaml")
    ran = cli("pull", started, "--sandbox", "--dry-run", "--format", "json", "--lang", "en")
    pulled = json.loads(ran.out)

    contract("pull").validate(pulled)
    assert [f"{started}/kir.yaml", f"{started}/kulp.yaml"] == pulled["files"]
    assert {("bookable", True), ("none", False)} == {
        (room["earlier"], room["goal"]) for room in pulled["rooms"]
    }
    (left,) = pulled["left"]
    assert ("departed", "nup-esimerkkisali") == (left["reason"], left["room"])
    assert "pull --departed" in left["said"]


def drop(folder: Path, name: str) -> None:
    """Lose a file of a catalogue, and the store with it."""
    (folder / name).unlink()
    for file in (folder / ".varaamo-sync").glob("state.db*"):
        file.unlink()


@pytest.mark.usefixtures("english")
def test_a_lost_file_is_named_and_brought_back_when_asked_for(cli: Run, started: Path) -> None:
    """The room lives on in Varaamo: it is named with what can be done, and returns as it was."""
    cli("push", started, "--sandbox", "--quiet")
    drop(started, "nup.yaml")
    named = cli("pull", started, "--sandbox", "--unit", "NUP", "--quiet")
    other = cli("pull", started, "--sandbox", "--unit", "LIIKU")
    untouched = not (started / "nup.yaml").exists()
    back = cli("pull", started, "--sandbox", "--unit", "NUP", "--departed")
    planned = json.loads(cli("plan", started, "--sandbox", "--format", "json").out)
    again = cli("pull", started, "--sandbox", "--unit", "NUP", "--departed")

    assert "nup-esimerkkisali, Esimerkkisali" in named.out
    assert f"varaamo-sync pull {started} --sandbox --unit NUP --departed" in named.out
    assert "Nothing to take" not in named.out
    assert "nup-esimerkkisali" not in other.out
    assert untouched
    assert "nup-esimerkkisali: back, Esimerkkisali, Arabia Youth Centre" in back.out
    assert {"nothing"} == {room["action"] for room in planned["rooms"]}
    assert [] == [room["room"] for room in planned["rooms"] if room["conflicts"]]
    assert "Nothing to take" in again.out


def test_notes_are_kept_down_and_results_are_not(cli: Run, started: Path) -> None:
    """With ``-q`` only what is taken, and what of ours is at stake, is told."""
    cli("push", started, "--sandbox", "--quiet")
    edit(started / "catalogue.yaml", "id: ", "id: toinen-")
    told = cli("pull", started, "--sandbox", "--dry-run")
    quiet = cli("pull", started, "--sandbox", "--dry-run", "--quiet")

    assert "Tilaluettelon esimerkkiluettelo tiloja 4, niihin ei kosketa: Esimerkki" in told.out
    assert ("", "") == (told.err, quiet.err)
    assert told.out.startswith(quiet.out)
    assert "esimerkkiluettelo" not in quiet.out
    assert "Esimerkkisali" not in quiet.out, "what is another catalogue's is never offered"


def test_while_somebody_pushes_nothing_is_pulled(cli: Run, started: Path) -> None:
    """What a push is writing is not staff's edit: a pull waits for the lock like a push."""
    cli("push", started, "--sandbox", "--quiet")
    before = read_catalogue(started)
    catalogue = before.usable()
    url = f"sqlite:///{started / '.varaamo-sync' / 'state.db'}"
    held: dict[str, Any] = {"owner": "x", "host": "kone", "command": "push", "now": now}
    with (
        Store(url) as store,
        locked(store, "http://sandbox.localhost", catalogue.id, **held),
    ):
        refused = cli("pull", started, "--sandbox")

    assert (5, before.digest) == (refused.code, read_catalogue(started).digest)
    assert "kone" in refused.err


@pytest.mark.parametrize("logged_in", [True, False])
def test_after_a_killed_push_the_catalogue_stays_as_it_is(
    cli: Run, started: Path, monkeypatch: pytest.MonkeyPatch, logged_in: bool
) -> None:
    """With a login it is found out what became of the push; without one the room is left, named."""
    monkeypatch.setenv("VARAAMO_SYNC_SETTLE_SECONDS", "0")
    reading = read_catalogue(started)
    with Sandbox(":memory:", clock=now) as sandbox, running(sandbox) as url:
        login = PasswordLogin("admin", "admin")
        with VaraamoClient(url, login=login) as api:
            api.log_in()
            file = started / ".varaamo-sync" / "state.db"
            file.parent.mkdir()
            killed_push(Town(sandbox, api), file, reading.usable(), Life(1, stored=True))
        if logged_in:
            monkeypatch.setenv("VARAAMO_SYNC_URL", url)
            monkeypatch.setenv("VARAAMO_SYNC_USERNAME", "admin")
            monkeypatch.setenv("VARAAMO_SYNC_PASSWORD", "admin")
        pulled = cli("pull", started, "--url", url, "--unit", "NUP", "--unit", "KIR", "--quiet")
        units = [["--unit", unit] for unit in ("KIR", "KULP", "LIIKU", "NUP")]
        told = [cli("pull", started, "--url", url, "--dry-run", "-q", *unit).out for unit in units]

    after = read_catalogue(started).usable()
    assert 0 == pulled.code
    assert reading.usable().rooms == tuple(after.by_key[key] for key in reading.usable().by_key)
    named = sum("vienti keskeytyi tämän tilan kohdalla" in out for out in told)
    assert (0 if logged_in else 1) == named
