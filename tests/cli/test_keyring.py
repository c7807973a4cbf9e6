import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from tests.cli import rings
from tests.cli.conftest import ROOT, Run
from tests.clock import now
from varaamo_sync.booking.client import PasswordLogin, VaraamoClient
from varaamo_sync.errors import CredentialsWithheld
from varaamo_sync.sandbox import Sandbox, running
from varaamo_sync_cli.workspace.access import credentials

ORIGIN = "https://varaamo.example.invalid"
Use = Callable[[type[KeyringBackend]], KeyringBackend]


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Iterator[Use]:
    """Let this process use a keyring, which is waited for only briefly."""
    monkeypatch.setenv("VARAAMO_SYNC_KEYRING", "0.2")
    before = keyring.get_keyring()

    def use(kind: type[KeyringBackend]) -> KeyringBackend:
        made = kind()
        keyring.set_keyring(made)
        return made

    rings.ASKED.clear()
    rings.LET_GO.clear()
    yield use
    rings.LET_GO.set()
    keyring.set_keyring(before)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """Serve a sandbox on this machine."""
    with Sandbox(tmp_path / "sandbox.db", clock=now) as sandbox, running(sandbox) as url:
        yield url


@pytest.fixture
def session(served: str) -> str:
    """Give a session cookie, as a browser would."""
    with VaraamoClient(served, login=PasswordLogin("admin", "admin")) as api:
        api.log_in()
        assert api.session is not None
        return api.session


def files(folder: Path) -> list[str]:
    """Return the names of the files that were written."""
    return sorted(path.name for path in folder.rglob("sessions*") if path.is_file())


@pytest.mark.usefixtures("english")
def test_a_session_is_kept_in_the_keyring_of_the_system(use: Use, tmp_path: Path) -> None:
    """Where there is a keyring, no file holds the session, and each host has its own."""
    use(rings.Ring)
    where = credentials.keep_session(ORIGIN, "secret")
    found = credentials.find_session(ORIGIN)

    assert found is not None
    assert ("secret", "the system's keyring") == (found.session, found.how)
    assert found.how == where
    assert "secret" not in repr(found)
    assert credentials.find_session("https://other.example.invalid") is None
    assert [] == files(tmp_path)


def test_what_is_forgotten_leaves_the_keyring(use: Use) -> None:
    """Forgetting tells whether there was something to forget."""
    ring = use(rings.Ring)
    credentials.keep_session(ORIGIN, "secret")

    assert (True, False) == (credentials.forget_session(ORIGIN), credentials.forget_session(ORIGIN))
    assert isinstance(ring, rings.Ring)
    assert {} == ring.held


@pytest.mark.parametrize("kind", rings.NONE_AT_ALL)
def test_what_holds_nothing_keeps_no_session(
    use: Use, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: type[KeyringBackend]
) -> None:
    """A session is said to be kept where it can be had again, and nowhere else."""
    use(kind)
    where = credentials.keep_session(ORIGIN, "secret")
    found = credentials.find_session(ORIGIN)

    assert found is not None
    assert ("secret", where) == (found.session, found.how)
    assert (["sessions.json"], 0o600) == (files(tmp_path), Path(where).stat().st_mode & 0o777)
    assert "" == capsys.readouterr().err
    assert credentials.forget_session(ORIGIN)
    assert credentials.find_session(ORIGIN) is None


@pytest.mark.parametrize("kind", rings.IN_TROUBLE)
@pytest.mark.usefixtures("english")
def test_a_keyring_in_trouble_gives_way_to_a_private_file(
    use: Use, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: type[KeyringBackend]
) -> None:
    """Nobody is kept from logging in by a broken keyring; that it was not used is said."""
    use(kind)
    where = credentials.keep_session(ORIGIN, "secret")
    told = capsys.readouterr().err
    found = credentials.find_session(ORIGIN)

    assert found is not None
    assert ("secret", where) == (found.session, found.how)
    assert 1 == told.count("note: ")
    assert (["sessions.json"], 0o600) == (files(tmp_path), Path(where).stat().st_mode & 0o777)
    assert credentials.forget_session(ORIGIN)


def test_an_old_session_of_the_keyring_does_not_hide_a_new_one(use: Use) -> None:
    """What the last login kept counts, though the keyring answers again with what it had."""
    ring = use(rings.Ring)
    credentials.keep_session(ORIGIN, "old")
    use(rings.Locked)
    credentials.keep_session(ORIGIN, "new")
    keyring.set_keyring(ring)
    between = credentials.find_session(ORIGIN)
    credentials.keep_session(ORIGIN, "newest")
    last = credentials.find_session(ORIGIN)

    assert between is not None
    assert last is not None
    assert ("new", "newest") == (between.session, last.session)
    assert credentials.KEYRING == last.how


@pytest.mark.usefixtures("english")
def test_a_session_that_cannot_be_forgotten_is_not_said_to_be(use: Use) -> None:
    """While the keyring is locked, nobody can say that it keeps nothing."""
    ring = use(rings.Ring)
    credentials.keep_session(ORIGIN, "secret")
    use(rings.Locked)
    with pytest.raises(CredentialsWithheld, match="may still hold"):
        credentials.forget_session(ORIGIN)
    keyring.set_keyring(ring)

    assert credentials.forget_session(ORIGIN)


@pytest.mark.parametrize("command", ["plan", "status", "import", "history", "unlock"])
def test_a_look_does_not_ask_the_keyring(
    use: Use, cli: Run, started: Path, served: str, command: str
) -> None:
    """What needs no login waits for no keyring."""
    use(rings.Hanging)
    arguments: list[object] = [started]
    if command == "import":
        sheet = started / "tilat.csv"
        sheet.write_text("Tilan nimi\nSali\n", encoding="utf-8")
        arguments = [sheet, "--into", started, "--dry-run"]
    ran = cli(command, *arguments, "--url", served)

    assert ran.code in {0, 1}, ran.err
    assert [] == rings.ASKED


@pytest.mark.parametrize("kind", rings.IN_TROUBLE)
@pytest.mark.parametrize("command", ["whoami", "doctor", "reference", "pull --dry-run"])
def test_who_asks_for_the_login_is_told_that_the_keyring_does_not_answer(
    use: Use, cli: Run, started: Path, served: str, command: str, kind: type[KeyringBackend]
) -> None:
    """The question is answered without the keyring, in a word that a person understands."""
    use(kind)
    name, *options = command.split()
    ran = cli(name, started, "--url", served, *options, "-q")
    silent = kind is rings.Cramped  # it holds nothing, and says so

    assert ran.code in {0, 1, 6}, ran.err
    assert "Traceback" not in ran.err
    assert silent is ("avainreng" not in ran.out + ran.err)


def test_a_push_that_needs_the_keyring_is_refused_with_the_reason(
    use: Use, cli: Run, started: Path, served: str
) -> None:
    """A write waits for the keyring, but not for ever, and nobody wonders why it was refused."""
    use(rings.Hanging)
    ran = cli("push", started, "--url", served, "--yes", "-q", "--lang", "en")

    assert 6 == ran.code
    assert ["get"] == rings.ASKED
    assert "keyring did not answer within 0.2 s" in ran.err


def test_how_long_to_wait_is_a_setting(
    use: Use, cli: Run, started: Path, served: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """VARAAMO_SYNC_KEYRING is off or a number of seconds; anything else is told."""
    use(rings.Ring)
    codes = []
    for setting in ("off", "0.5", "", "on", "soon", "-1", "nan", "inf"):
        monkeypatch.setenv("VARAAMO_SYNC_KEYRING", setting)
        codes.append(cli("whoami", started, "--url", served).code)

    assert [6, 6, 6, 6, 2, 2, 2, 2] == codes
    assert 3 == len(rings.ASKED)


@pytest.mark.parametrize(
    ("backend", "code"), [("tests.cli.rings.Hanging", 6), ("keyring.backends.null.Keyring", 6)]
)
def test_a_process_ends_though_its_keyring_hangs(started: Path, backend: str, code: int) -> None:
    """Nothing that a keyring does keeps a process of its own from ending."""
    with Sandbox(started / "sandbox.db", clock=now) as sandbox, running(sandbox) as url:
        ran = subprocess.run(
            [sys.executable, "-m", "varaamo_sync_cli.main", "whoami", started, "--url", url],
            env=os.environ
            | {
                "PYTHON_KEYRING_BACKEND": backend,
                "PYTHONPATH": str(ROOT),
                "VARAAMO_SYNC_KEYRING": "0.2",
            },
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    assert code == ran.returncode, ran.stderr


def test_a_dead_session_of_the_environment_is_named(
    cli: Run,
    started: Path,
    served: str,
    session: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who logs in anew, and is still nobody, learns that the environment goes first."""
    monkeypatch.setenv("VARAAMO_SYNC_SESSION", "x" * 32)
    monkeypatch.setattr("click.prompt", lambda *_, **__: session)
    monkeypatch.setattr("varaamo_sync_cli.commands.setup.login.can_ask", lambda: True)
    login = cli("login", "--url", served)
    whoami = cli("whoami", started, "--url", served)
    as_json = cli("whoami", started, "--url", served, "--format", "json")
    doctor = cli("doctor", started, "--url", served)
    push = cli("push", started, "--url", served, "--yes")
    monkeypatch.delenv("VARAAMO_SYNC_SESSION")
    after = cli("whoami", started, "--url", served)

    assert (0, 6, 6, 1, 6, 0) == tuple(
        ran.code for ran in (login, whoami, as_json, doctor, push, after)
    )
    assert '"session_ended": "VARAAMO_SYNC_SESSION"' in as_json.out
    for ran in (login, whoami, doctor, push):
        assert "VARAAMO_SYNC_SESSION" in ran.out + ran.err
        assert "unset" in ran.out + ran.err


def test_an_environment_for_another_host_hides_no_login(
    cli: Run, started: Path, served: str, session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is bound to another host is used here neither before a login nor after it."""
    monkeypatch.setenv("VARAAMO_SYNC_SESSION", "x" * 32)
    monkeypatch.setenv("VARAAMO_SYNC_URL", "https://varaamo.example.invalid")
    monkeypatch.setattr("click.prompt", lambda *_, **__: session)
    monkeypatch.setattr("varaamo_sync_cli.commands.setup.login.can_ask", lambda: True)
    login = cli("login", "--url", served)

    assert "VARAAMO_SYNC_SESSION" not in login.out + login.err
    assert 0 == cli("whoami", started, "--url", served).code


def test_a_kept_session_that_has_ended_is_named(
    cli: Run, started: Path, served: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session that login kept and that is over is told from none at all."""
    credentials.keep_session(served, "x" * 32)
    whoami = cli("whoami", started, "--url", served, "--lang", "en")
    doctor = cli("doctor", started, "--url", served, "--lang", "en")

    assert "has ended. Log in anew" in whoami.out
    assert "the session has ended" in doctor.out


@pytest.mark.usefixtures("english")
def test_a_session_that_cannot_be_kept_is_told(tmp_path: Path) -> None:
    """Where nothing can be written a login ends with what to do, and not as a bug."""
    (tmp_path / "state").write_text("", encoding="utf-8")
    with pytest.raises(CredentialsWithheld, match="cannot be"):
        credentials.keep_session(ORIGIN, "secret")
