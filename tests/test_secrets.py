"""No session cookie, token or password is ever written, printed or logged."""

import asyncio
import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.clock import now
from tests.starting import answer
from varaamo_sync.booking import CreateSpace, ReadUser, ReadVenues
from varaamo_sync.booking.client import AsyncVaraamoClient, PasswordLogin, VaraamoClient, origin_of
from varaamo_sync.booking.protocol.exchange import Keys, Request, Response
from varaamo_sync.booking.retry import Patience, Policy
from varaamo_sync.errors import BookingError, UsageError
from varaamo_sync.sandbox import FaultPlan, Sandbox, running
from varaamo_sync.sandbox.faults.plan import (
    Cut,
    Deadlock,
    Fault,
    HtmlPage,
    SessionLost,
    Status,
    StoredError,
    Truncated,
)
from varaamo_sync_cli.main import run

PASSWORD = "merkitty-salasana-8841"
SESSION = "merkittyistunto0merkittyistunto1"
LOGIN = PasswordLogin("admin", PASSWORD)
SPACE = CreateSpace(code="demo:a", venue=1, name={"fi": "A"})
ONCE = Patience(policy=Policy(attempts=1))


@dataclass
class Recorder:
    """An application that notes every secret that passes through it."""

    app: ASGIApp
    secrets: set[str] = field(default_factory=lambda: {PASSWORD, SESSION})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note what comes in and goes out."""
        sent = Headers(scope=scope)
        self.note(sent.get("cookie", ""), sent.get("x-csrftoken", ""))

        async def noted(message: Message) -> None:
            for name, value in message.get("headers", ()):
                if name.lower() == b"set-cookie":
                    self.note(value.decode().partition(";")[0])
            await send(message)

        await self.app(scope, receive, noted)

    def note(self, *texts: str) -> None:
        """Note the values of cookies, and bare tokens."""
        for text in texts:
            for pair in text.split("; "):
                value = pair.rpartition("=")[2]
                if value:
                    self.secrets.add(value)


@contextmanager
def served(*faults: Fault) -> Iterator[tuple[str, Recorder]]:
    """Serve a sandbox whose administrator has a marked password and a marked session."""
    with Sandbox(clock=now, faults=FaultPlan(faults=faults)) as sandbox:
        database = sandbox._database
        database.run("UPDATE user SET password = ? WHERE username = 'admin'", PASSWORD)
        session = {"key": SESSION, "user": 1, "expires": "2999-01-01T00:00:00+00:00"}
        database.insert("session", session)
        recorder = Recorder(sandbox.app)
        sandbox.app = recorder  # type: ignore[assignment]  # any ASGI application will do
        with running(sandbox) as url:
            yield url, recorder


def leaked(secrets: set[str], *texts: str) -> list[str]:
    """Return the secrets that stand in texts."""
    return sorted(secret for secret in secrets if any(secret in text for text in texts))


def texts_of(folder: Path) -> list[str]:
    """Return every file below a folder as text, byte by byte."""
    return [file.read_bytes().decode("latin-1") for file in folder.rglob("*") if file.is_file()]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the tests away from the sessions and settings of who runs them."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("VARAAMO_SYNC_KEYRING", "off")
    for name in ("URL", "SESSION", "USERNAME", "PASSWORD", "STORE"):
        monkeypatch.delenv(f"VARAAMO_SYNC_{name}", raising=False)


CREATES = ("createSpace", "createReservationUnit")
FAULTS: tuple[Fault, ...] = (
    Cut(operations=("unitsAll", "units"), probability=0.3, count=4),
    Cut(stored=True, operations=CREATES, probability=0.2, count=2),
    Status(status=502, stored=True, operations=CREATES, probability=0.2, count=2),
    Status(status=429, retry_after=0, probability=0.1, count=4),
    SessionLost(operations=("archiveReservationUnit",), count=1),
    Deadlock(probability=0.1, count=2),
    StoredError(operations=CREATES, probability=0.2, count=2),
    HtmlPage(operations=("intendedUses",), probability=0.3, count=2),
    Truncated(operations=CREATES, probability=0.2, count=2),
)
"""Every write that nobody answers is stored: otherwise a push waits for over a minute."""


@pytest.mark.parametrize(
    "environment",
    [{"USERNAME": "admin", "PASSWORD": PASSWORD}, {"SESSION": SESSION}],
    ids=["password", "cookie"],
)
def test_no_command_shows_or_keeps_a_secret(
    environment: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Every command against a server with faults: output, logs, store, journal and files."""
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("VARAAMO_SYNC_DEBUG", "1")
    folder = tmp_path / "catalogue"
    run(["init", str(folder)])
    answer(folder)
    with served(*FAULTS) as (url, recorder):
        for name, value in environment.items():
            monkeypatch.setenv(f"VARAAMO_SYNC_{name}", value)
        here = [str(folder), "--url", url]
        codes = [
            run(arguments)
            for arguments in (
                ["whoami", *here],
                ["reference", *here],
                ["plan", *here, "--format", "json", "--out", str(folder / "plan.json")],
                ["push", *here, "--yes", "--events", str(folder / "events.ndjson")],
                ["push", *here, "--yes", "--format", "json"],
                ["status", *here, "--format", "json", "--record"],
                ["conformance", *here, "--write", "--venue", "demo-002", "--format", "json"],
                ["conformance", *here],
                ["whoami", *here, "--format", "json"],
            )
        ]
    captured = capfd.readouterr()

    files = texts_of(tmp_path)
    assert recorder.secrets > {PASSWORD, SESSION}, "the server saw tokens and cookies"
    assert [] == leaked(recorder.secrets, captured.out, captured.err, caplog.text, *files)
    fields = [repr(vars(r)) for r in caplog.records if r.name.startswith("varaamo_sync")]
    assert any("'operation': 'createReservationUnit'" in text for text in fields)
    assert [] == leaked(recorder.secrets, *fields)
    assert any("demo-001" in text for text in files), "the files were read"
    assert "httpcore" in {record.name.partition(".")[0] for record in caplog.records}
    assert 70 not in codes, captured.err


@pytest.mark.parametrize("command", ["login", "logout"])
def test_a_session_is_kept_in_its_file_and_nowhere_else(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A pasted cookie stands in the private file alone, and after a logout nowhere."""
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr("click.prompt", lambda *_, **__: SESSION)
    monkeypatch.setattr("varaamo_sync_cli.commands.setup.login.can_ask", lambda: True)
    with served() as (url, recorder):
        assert 0 == run(["login", "--url", url])
        if command == "logout":
            assert 0 == run(["logout", "--url", url])
    captured = capfd.readouterr()

    kept = [SESSION] if command == "login" else []
    assert [] == leaked(recorder.secrets, captured.out, captured.err, caplog.text)
    assert kept == leaked(recorder.secrets, *texts_of(tmp_path))


TROUBLE: dict[str, Fault] = {
    "502": Status(status=502),
    "503": Status(status=503, retry_after=1000),
    "cut": Cut(),
    "reset": Cut(reset=True),
    "html 500": HtmlPage(),
    "html 200": HtmlPage(status=200),
    "truncated": Truncated(),
    "stored error": StoredError(),
    "session lost": SessionLost(),
}


def told(error: BaseException) -> str:
    """Return everything that an error and its causes tell."""
    return "".join(traceback.format_exception(error)) + repr(error) + repr(vars(error))


@pytest.mark.parametrize("name", TROUBLE)
def test_no_error_tells_a_secret(name: str, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever goes wrong, at a login, a read or a write: errors and logs hold no secret."""
    caplog.set_level(logging.DEBUG)
    found: list[str] = []
    everything = ("login", "reads", "writes")
    fault = TROUBLE[name].model_copy(update={"operations": everything})
    with served(fault) as (url, recorder):
        with VaraamoClient(url, session=SESSION, patience=ONCE) as api:
            found += [_failure(lambda c=c: api.execute(c)) for c in (SPACE, ReadVenues())]
        with VaraamoClient(url, login=LOGIN, patience=ONCE) as api:
            found += [_failure(api.log_in), _failure(lambda: api.execute(SPACE))]
            found.append(repr(api))
        found.append(_failure(lambda: asyncio.run(_asynchronously(url))))

    assert any("BookingError" in text or "errors." in text for text in found)
    assert [] == leaked(recorder.secrets, caplog.text, *found)


def _failure(call: Callable[[], Any]) -> str:
    try:
        call()
    except BookingError as error:
        return told(error)
    return ""


async def _asynchronously(url: str) -> None:
    async with AsyncVaraamoClient(url, session=SESSION, login=LOGIN, patience=ONCE) as api:
        await api.log_in()
        await api.execute(ReadUser())
        await api.execute(SPACE)


def test_values_that_hold_secrets_do_not_show_them() -> None:
    """What a debugger or a log of values shows of keys, logins, requests and answers."""
    keys = Keys(csrf=SESSION, session=SESSION)
    request = LOGIN.request(keys, "https://varaamo.example.invalid")
    answer = Response(302, {"set-cookie": SESSION}, SESSION.encode(), {"sessionid": SESSION})
    shown = [repr(value) for value in (keys, LOGIN, request, answer)]

    assert [] == leaked({PASSWORD, SESSION}, *shown)
    assert isinstance(request, Request)


@pytest.mark.parametrize(
    "url",
    [
        f"https://admin:{PASSWORD}@varaamo.example.invalid",
        f"ftp://admin:{PASSWORD}@varaamo.example.invalid",
        f"admin:{PASSWORD}@varaamo.example.invalid",
        f"https://admin:{PASSWORD}@",
        f"https://admin:{PASSWORD}@varaamo.example.invalid:port",
        f"//admin:{PASSWORD}@varaamo.example.invalid",
    ],
)
def test_an_address_with_a_password_is_refused_without_telling_it(
    url: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A password in an address is a usage error, and the error does not repeat it."""
    with pytest.raises(UsageError) as caught:
        origin_of(url)
    run(["init", str(tmp_path / "c")])
    code = run(["plan", str(tmp_path / "c"), "--url", url])
    captured = capfd.readouterr()

    assert 2 == code
    assert [] == leaked({PASSWORD}, told(caught.value), captured.out, captured.err)


@pytest.mark.parametrize("scheme", ["postgresql", "mysql", "sqlite", "nonsense"])
def test_a_store_whose_address_holds_a_password_does_not_tell_it(
    scheme: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A store that cannot be opened is named without the password of its address."""
    folder = tmp_path / "catalogue"
    run(["init", str(folder)])
    store = f"{scheme}://admin:{PASSWORD}@127.0.0.1:9/state?connect_timeout=1"
    code = run(["push", str(folder), "--sandbox", "--yes", "--store", store])
    captured = capfd.readouterr()

    assert code not in (0, 70), captured.err
    assert [] == leaked({PASSWORD}, captured.out, captured.err)
