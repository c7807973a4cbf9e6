import json
import threading
from pathlib import Path

import pytest

from tests.booking.client.sockets import Connection, Server, serving
from tests.cli.conftest import Run
from tests.clock import now
from varaamo_sync.sandbox import Sandbox, running
from varaamo_sync_cli.workspace.access.credentials import Credentials


def add_target(folder: Path, url: str, more: str) -> None:
    """Let a catalogue name a booking system as its default."""
    file = folder / "catalogue.yaml"
    text = file.read_text(encoding="utf-8")
    target = f"\ntargets:\n  here: {{url: '{url}', {more}}}\ndefault_target: here\n"
    file.write_text(f"{text}{target}", encoding="utf-8")


def test_a_target_has_its_own_patience(cli: Run, started: Path) -> None:
    """A timeout of the catalogue is kept: a server that says nothing is given up in time."""
    over = threading.Event()

    def serve(connection: Connection, server: Server) -> None:
        connection.request()
        over.wait(300)

    with serving(serve) as server:
        add_target(started, server.url, "timeouts: {read: 0.05}")
        ran = cli("whoami", started)
        over.set()

    assert 6 == ran.code


def test_a_target_has_its_own_pace(
    cli: Run, started: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rate limit of the catalogue is kept, on this machine too."""
    waits: list[float] = []
    monkeypatch.setattr("varaamo_sync_cli.console.clock.wait", waits.append)
    with Sandbox(tmp_path / "s.db", clock=now) as sandbox, running(sandbox) as url:
        add_target(started, url, "requests_per_second: 0.01")
        ran = cli("whoami", started, "--format", "json")

    assert url == json.loads(ran.out)["origin"]
    assert max(waits) > 50, "two requests are a hundred seconds apart"


def test_a_senseless_timeout_is_a_finding(cli: Run, started: Path) -> None:
    """A timeout of nothing, or of words, is told with its place."""
    add_target(started, "https://varaamo.example.invalid", "timeouts: {read: 0, write: soon}")
    ran = cli("validate", started, "--format", "json")

    paths = {".".join(finding["path"]) for finding in json.loads(ran.out)["findings"]}
    assert 1 == ran.code
    assert {f"targets.here.timeouts.{name}" for name in ("read", "write")} <= paths


def test_credentials_do_not_show_the_session() -> None:
    """What a debugger shows of credentials is not the session."""
    assert "merkitty" not in repr(Credentials(session="merkitty"))


@pytest.mark.parametrize("value", ["soon", "nan", "inf", "-5", "-inf", "1e12", "86401"])
@pytest.mark.usefixtures("english")
def test_a_senseless_settling_time_is_named(
    value: str, cli: Run, started: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the environment says is refused by its name, whatever stands there."""
    monkeypatch.setenv("VARAAMO_SYNC_SETTLE_SECONDS", value)
    ran = cli("plan", started, "--sandbox")

    assert 2 == ran.code
    assert f"VARAAMO_SYNC_SETTLE_SECONDS is “{value}”, not a number" in ran.err


def test_a_catalogue_without_targets_names_none(cli: Run, started: Path) -> None:
    """A list of none would help nobody: it says that there are none, and what else there is."""
    ran = cli("plan", started, "--target", "tuotanto", "--lang", "fi")

    assert 2 == ran.code
    assert "–" not in ran.err
    assert "lisää komentoon --sandbox tai --url OSOITE" in ran.err
