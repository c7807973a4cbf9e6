import io
import json
import stat
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.conftest import ROOT, Run
from tests.clock import now
from varaamo_sync.booking.client import PasswordLogin, VaraamoClient
from varaamo_sync.sandbox import Sandbox, running


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


def type_in(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    """Answer the prompts of a command."""
    left = list(answers)
    monkeypatch.setattr("click.prompt", lambda *_, **__: left.pop(0))
    monkeypatch.setattr("varaamo_sync_cli.commands.setup.login.can_ask", lambda: True)


def test_a_pasted_session_is_kept_privately_and_used(
    cli: Run,
    started: Path,
    served: str,
    session: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """The cookie of a browser login is kept in a file of mode 600, and pushes use it."""
    type_in(monkeypatch, session)
    logged_in = cli("login", "--url", served)
    pushed = cli("push", started, "--url", served, "--yes", "--quiet")
    who = cli("whoami", started, "--url", served)

    file = tmp_path / "state" / "varaamo-sync" / "sessions.json"
    assert (0, 0, 0) == (logged_in.code, pushed.code, who.code)
    assert 0o600 == stat.S_IMODE(file.stat().st_mode)
    assert "admin" in who.out
    assert str(file) in who.out
    assert session not in logged_in.out + logged_in.err + pushed.out + pushed.err + who.out


def test_a_password_login_keeps_the_session_and_not_the_password(
    cli: Run, served: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What is kept is the session; the password is forgotten at once."""
    type_in(monkeypatch, "venue-admin", "venue-admin")
    ran = cli("login", "--url", served, "--password")

    text = (tmp_path / "state" / "varaamo-sync" / "sessions.json").read_text(encoding="utf-8")
    assert 0 == ran.code
    assert "venue-admin" not in text


def test_a_session_is_never_used_for_another_host(
    cli: Run,
    started: Path,
    served: str,
    session: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """A session is bound to the host that it was got from."""
    type_in(monkeypatch, session)
    cli("login", "--url", served)
    with Sandbox(tmp_path / "other.db", clock=now) as sandbox, running(sandbox) as other:
        who = cli("whoami", started, "--url", other)

    assert 6 == who.code
    assert "Kukaan ei ole kirjautunut" in who.out


def test_after_logout_nothing_is_left(
    cli: Run, started: Path, served: str, session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Logging out forgets the session."""
    type_in(monkeypatch, session)
    cli("login", "--url", served)
    first, second = (cli("logout", "--url", served, "--lang", "en") for _ in range(2))

    assert "Forgot" in first.out
    assert "No session" in second.out
    assert 6 == cli("whoami", started, "--url", served).code


@pytest.mark.parametrize("typed", ["x" * 32, "a b", "sessionid=abc; x", "ä"])
def test_what_is_no_session_is_not_kept(
    cli: Run, served: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, typed: str
) -> None:
    """A session is tried before it is kept."""
    type_in(monkeypatch, typed)
    ran = cli("login", "--url", served)

    assert ran.code in (2, 6)
    assert not (tmp_path / "state").exists()


@pytest.mark.usefixtures("english")
def test_a_file_that_others_can_read_is_not_used(
    cli: Run,
    started: Path,
    served: str,
    session: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """A session file with open permissions is refused, with the command to close it."""
    type_in(monkeypatch, session)
    cli("login", "--url", served)
    (tmp_path / "state" / "varaamo-sync" / "sessions.json").chmod(0o644)
    ran = cli("whoami", started, "--url", served)

    assert 2 == ran.code
    assert "chmod 600" in ran.err


def test_the_environment_is_bound_to_the_host_that_it_names(
    cli: Run, started: Path, served: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With VARAAMO_SYNC_URL set, credentials go nowhere else, not even to --url."""
    monkeypatch.setenv("VARAAMO_SYNC_USERNAME", "admin")
    monkeypatch.setenv("VARAAMO_SYNC_PASSWORD", "admin")
    open_ = cli("whoami", started, "--url", served)
    monkeypatch.setenv("VARAAMO_SYNC_URL", "https://varaamo.example.invalid")
    bound = cli("whoami", started, "--url", served)

    assert (0, 6) == (open_.code, bound.code)


def test_one_venue_admin_sees_one_venue(
    cli: Run, started: Path, served: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``whoami`` names the venues that the user may manage."""
    monkeypatch.setenv("VARAAMO_SYNC_USERNAME", "venue-admin")
    monkeypatch.setenv("VARAAMO_SYNC_PASSWORD", "venue-admin")
    ran = cli("whoami", started, "--url", served)
    values = json.loads(cli("whoami", started, "--url", served, "--format", "json").out)

    assert "Roolit: ADMIN (Arabian nuorisotalo)." in ran.out
    assert "Istunto: VARAAMO_SYNC_USERNAME and VARAAMO_SYNC_PASSWORD." in ran.out
    assert "Saa hallita näiden toimipisteiden tiloja: Arabian nuorisotalo." in ran.out
    assert [{"role": "ADMIN", "venues": ["Arabian nuorisotalo"]}] == values["roles"]
    assert ["Arabian nuorisotalo"] == values["venues"]


@pytest.mark.parametrize("user", ["admin", "venue-admin", "viewer", None])
def test_who_is_logged_in_is_told_as_its_schema_says(
    cli: Run, tmp_path: Path, served: str, monkeypatch: pytest.MonkeyPatch, user: str | None
) -> None:
    """Whoever asks, the JSON has its published shape."""
    schema = json.loads((ROOT / "schemas" / "whoami.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    if user is not None:
        monkeypatch.setenv("VARAAMO_SYNC_USERNAME", user)
        monkeypatch.setenv("VARAAMO_SYNC_PASSWORD", user)
    ran = cli("whoami", tmp_path, "--url", served, "--format", "json")

    found = list(Draft202012Validator(schema).iter_errors(json.loads(ran.out)))
    assert [] == [error.message for error in found]
    assert (0 if user else 6) == ran.code


def test_roles_that_manage_no_rooms_are_told_too(
    cli: Run, tmp_path: Path, served: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who may only look sees so; with ``--url`` no catalogue is needed."""
    monkeypatch.setenv("VARAAMO_SYNC_USERNAME", "viewer")
    monkeypatch.setenv("VARAAMO_SYNC_PASSWORD", "viewer")
    ran = cli("whoami", tmp_path, "--url", served, "--lang", "en")

    assert "Roles: VIEWER." in ran.out
    assert "May manage the rooms of no venue." in ran.out


@pytest.mark.parametrize("by", [[], ["--password"]], ids=["cookie", "password"])
@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_a_login_that_nobody_can_answer_names_the_setting(
    cli: Run, served: str, monkeypatch: pytest.MonkeyPatch, by: list[str], lang: str
) -> None:
    """Without a terminal nothing is asked: what is piped in could be echoed, or never come."""
    monkeypatch.setattr("sys.stdin", io.StringIO("abc\nabc\n"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ran = cli("login", "--url", served, *by, "--lang", lang)

    assert 2 == ran.code
    assert "VARAAMO_SYNC_SESSION" in ran.err
    assert 2 == len(ran.err.splitlines())


@pytest.mark.parametrize("command", ["login", "logout", "whoami"])
@pytest.mark.parametrize("target", [[], ["--target", "tuotanto"]], ids=["nothing", "target"])
def test_outside_a_catalogue_the_address_is_asked_for(
    cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, target: list[str]
) -> None:
    """Who wants to log in wants no new catalogue."""
    monkeypatch.chdir(tmp_path)
    ran = cli(command, *target)

    assert 2 == ran.code
    assert "--url OSOITE" in ran.err
    assert "init" not in ran.err
