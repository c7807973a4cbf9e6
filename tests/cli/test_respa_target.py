from __future__ import annotations

import json
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Ran, Run
from tests.cli.one_room import SALI, write_catalogue
from tests.clock import now
from tests.sandbox.respa import WRITER, png
from varaamo_sync.booking import ReadUser
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.errors import CredentialsWithheld
from varaamo_sync.explanations import explained
from varaamo_sync.jobs import Schedule, schedule_of
from varaamo_sync.model import LANGS, Catalogue, Lang
from varaamo_sync.sandbox import Sandbox, running
from varaamo_sync.words import Theme, field_name
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.run_language import words_of_run
from varaamo_sync_cli.workspace.access.targets import Choice, origin_named
from varaamo_sync_cli.workspace.jobs.logins import Logins, opener_of, read_logins

ROOM = (
    SALI
    + """\
        name: {fi: Arabian sali, sv: Arabiasalen, en: Arabia hall}
        description: {fi: Tila juhliin., sv: Ett rum., en: A room.}
        type: Monitoimitila
        purposes: [Juhlat]
        equipment: [Piano]
        capacity: {max: 100}
        instructions: {confirmed: {fi: Ovi on auki., sv: Dörren är öppen., en: Open.}}
        booking: {interval: 30 min, min: 1 h, max: 4 h}
        pricing: [{free: true}]
        images: [{file: sali.png}]
        wanted: published
"""
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a sandbox, and give its address."""
    file = tmp_path_factory.mktemp("served") / "sandbox.db"
    with Sandbox(file, clock=now) as sandbox, running(sandbox) as url:
        yield url


@pytest.fixture
def folder(tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a catalogue whose target is a Respa, and the login for it."""
    target = f"{{system: respa, url: {address}/respa/v1}}"
    head = f"id: siirto\ntargets: {{vanha: {target}}}\ndefault_target: vanha\n"
    write_catalogue(tmp_path, ROOM, head)
    (tmp_path / "sali.png").write_bytes(png())
    monkeypatch.setenv("VARAAMO_SYNC_URL", address)
    monkeypatch.setenv("VARAAMO_SYNC_USERNAME", WRITER)
    monkeypatch.setenv("VARAAMO_SYNC_PASSWORD", WRITER)
    return tmp_path


def test_the_whole_way(cli: Run, folder: Path) -> None:
    """Plan, push and status speak of Respa; a second push sends nothing; archiving is undone."""
    planned = cli("plan", folder, "--lang", "fi")
    pushed = cli("push", folder, "--yes", "--lang", "fi")
    again = cli("push", folder, "--yes", "--lang", "en")
    shown = cli("status", folder, "--rooms", "--lang", "sv")

    assert f"Ei lähetetä, koska Respa ei säilytä: {field_name('equipment', 'fi')}" in planned.out
    assert (Exit.DONE, Exit.DONE) == (pushed.code, again.code)
    assert "nothing was sent" in again.out
    assert "öppettider saknas i Respa" in shown.out
    _speaks_of_respa(planned, pushed, again, shown)

    (folder / "nup.yaml").write_text("format: 1\nservice_unit: NUP\nvenues: []\n", "utf-8")
    archived = cli("push", folder, "--archive", "--allow", "NUP=1", "--yes", "--lang", "en")
    (folder / "nup.yaml").write_text(ROOM, "utf-8")
    back = cli("plan", folder, "--lang", "fi")
    restored = cli("push", folder, "--yes", "--lang", "fi")

    assert "a room is restored when it is put back into the catalogue" in archived.out
    assert "arkistoimme sen aiemmin; se palautetaan" in back.out
    assert Exit.DONE == restored.code
    _speaks_of_respa(archived, back, restored)


def test_without_a_login_it_says_what_is_not_seen(
    cli: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is not logged in is told that drafts are not seen; credentials stay at their host."""
    monkeypatch.setenv("VARAAMO_SYNC_URL", "https://varaamo.example.invalid")

    shown = cli("plan", folder, "--lang", "fi")

    assert "Respa näyttää kirjautumattomalle vain julkiset tilat" in shown.err
    assert WRITER not in shown.out + shown.err


def test_a_doctor_asks_for_no_session_of_a_respa(
    cli: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session cannot be kept there: user name and password are what is missing."""
    for name in ("VARAAMO_SYNC_USERNAME", "VARAAMO_SYNC_PASSWORD"):
        monkeypatch.delenv(name)

    told = cli("doctor", folder, "--lang", "fi").out

    assert "Aseta VARAAMO_SYNC_URL, VARAAMO_SYNC_USERNAME ja VARAAMO_SYNC_PASSWORD." in told
    assert "varaamo-sync login" not in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("login", "--password"), "The login cannot be kept: Respa"),
        (("hours", "plan"), "Respa does not take opening hours"),
        (("hours", "status"), "Respa does not take opening hours"),
        (("conformance",), "This command does not prove a Respa."),
    ],
)
def test_what_a_respa_cannot_do_is_refused(
    cli: Run, folder: Path, words: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command that makes no sense there says so, and asks nothing."""
    monkeypatch.delenv("VARAAMO_SYNC_HOURS_URL", raising=False)
    command, *rest = words

    refused = cli(command, *rest, folder, "--lang", "en")

    assert Exit.USAGE == refused.code
    assert said in refused.err


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("command", ["plan", "push", "hours plan"])
def test_a_typed_address_is_a_varaamo(cli: Run, folder: Path, command: str, lang: Lang) -> None:
    """That of a Respa is refused before anybody is asked, with what to type in its place."""
    (target,) = read_catalogue(folder).usable().targets.values()
    refused = cli(*command.split(), folder, "--url", f"{target.url}/", "--lang", lang)
    other = cli(*command.split(), folder, "--url", f"{target.url}/muu", "--lang", lang)

    assert (Exit.USAGE, Exit.USAGE) == (refused.code, other.code)
    assert "--target vanha" in refused.err
    assert "system: respa" in other.err


def test_a_worker_logs_in_behind_a_path(
    folder: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its file names the Respa with its path or its host, the environment the host."""
    catalogue = read_catalogue(folder).usable()
    origin = catalogue.targets["vanha"].origin
    night = schedule_of("yö", folder, origin, cron="0 3 * * *", now=now(), target="vanha")
    users = [_user_of(night, catalogue, {})]
    for name in ("USERNAME", "PASSWORD", "URL"):
        monkeypatch.delenv(f"VARAAMO_SYNC_{name}")
    file = folder / "logins.json"
    for url in (f"{address}/respa/v1", f"{address}/respa", address):
        file.write_text(json.dumps({url: {"username": WRITER, "password": WRITER}}), "utf-8")
        file.chmod(0o600)
        users.append(_user_of(night, catalogue, read_logins(file)))

    assert [WRITER] * 4 == users
    assert "Varaamo" in Theme("commands/plan")("differing_head", "en", count=1)


@pytest.mark.parametrize(
    "url",
    [
        "https://matti:salasana-1@varaamo.example",
        "https://salasana-1@respa.example/v1",
        "https://varaamo.example/?token=salasana-1",
        "https://respa.example/v1#salasana-1",
    ],
)
def test_a_secret_in_an_address_of_logins_is_refused_and_not_told(tmp_path: Path, url: str) -> None:
    """Neither a person, a program nor a traceback reads it."""
    file = tmp_path / "logins.json"
    file.write_text(json.dumps({url: {"username": "u", "password": "salasana-2"}}), "utf-8")
    file.chmod(0o600)
    with pytest.raises(CredentialsWithheld) as caught:
        read_logins(file)
    told = [
        *(f"{one.what} {one.fix}" for lang in LANGS for one in explained(caught.value, lang)),
        "".join(traceback.format_exception(caught.value)),
        repr(caught.value),
    ]

    assert "logins.json" in told[0]
    assert not [text for text in told if "salasana" in text]


def test_a_run_speaks_of_its_respa_until_it_ends(folder: Path) -> None:
    """Who asks for the target inside a run is spoken to of it, who asks outside of no other."""
    catalogue, says = read_catalogue(folder).usable(), Theme("commands/plan")

    def said() -> str:
        origin_named(Choice(target="vanha"), catalogue)
        return says("differing_head", "en", count=1)

    with words_of_run(["plan", "--lang", "en"]):
        within = [said(), says("differing_head", "en", count=1)]
        origin_named(Choice(sandbox=True), catalogue)
        other = says("differing_head", "en", count=1)
    outside = said()

    assert ["Respa" in text and "Varaamo" not in text for text in within] == [True, True]
    assert "Varaamo" in other
    assert "Varaamo" in outside


def _user_of(schedule: Schedule, catalogue: Catalogue, logins: Logins) -> str | None:
    with opener_of(logins)(schedule, catalogue) as api:
        user = api.execute(ReadUser())
    return user.username if user else None


def test_a_varaamo_has_no_path(cli: Run, folder: Path) -> None:
    """A path behind the address of a Varaamo is a mistake, and is told where it stands."""
    file = folder / "catalogue.yaml"
    file.write_text(file.read_text("utf-8").replace("system: respa, ", ""), "utf-8")

    refused = cli("validate", folder, "--lang", "fi")

    assert "target-url" in refused.out


def _speaks_of_respa(*shown: Ran) -> None:
    for ran in shown:
        assert "Varaamo" not in ran.out + ran.err
        assert "Respa" in ran.out + ran.err or "respa" in ran.out
