import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.starting import answer
from varaamo_sync_cli.console.run_language import set_language_of_run
from varaamo_sync_cli.main import run

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the tests away from the sessions, the keyring and the settings of who runs them."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("VARAAMO_SYNC_KEYRING", "off")
    for name in (
        "URL",
        "SESSION",
        "USERNAME",
        "PASSWORD",
        "STORE",
        "LANG",
        "HOURS_URL",
        "HOURS_TOKEN",
    ):
        monkeypatch.delenv(f"VARAAMO_SYNC_{name}", raising=False)


@pytest.fixture(autouse=True)
def _no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask servers that do not answer once more at once: none of these tests is about the time."""
    monkeypatch.setattr("varaamo_sync_cli.console.clock.wait", lambda _: None)


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command line speak English where ``--lang`` does not say otherwise."""
    monkeypatch.setenv("VARAAMO_SYNC_LANG", "en")
    set_language_of_run([])


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process."""

    def call(*arguments: object) -> Ran:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return call


def copy_of_example(folder: Path) -> Path:
    """Copy the example catalogue into a folder, without local state."""
    target = folder / "helsinki"
    source, ignore = ROOT / "examples" / "helsinki", shutil.ignore_patterns(".varaamo-sync")
    return Path(shutil.copytree(source, target, ignore=ignore))


@pytest.fixture
def helsinki(tmp_path: Path) -> Path:
    """Give a copy of the example catalogue."""
    return copy_of_example(tmp_path)


@pytest.fixture
def started(tmp_path: Path, cli: Run) -> Path:
    """Give a catalogue as ``init`` makes it, with prices and ways in as a person adds them."""
    folder = tmp_path / "catalogue"
    assert cli("init", folder).code == 0
    answer(folder)
    return folder
