from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from varaamo_sync_cli import credentials

ORIGIN = "https://varaamo.example.invalid"


class Ring(KeyringBackend):
    """A keyring in memory, which may be locked."""

    priority = 1  # type: ignore[assignment]

    def __init__(self, *, locked: bool = False) -> None:
        self.held: dict[tuple[str, str], str] = {}
        self.locked = locked

    def get_password(self, service: str, username: str) -> str | None:
        self._unlocked()
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._unlocked()
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.held.pop((service, username), None) is None:
            raise PasswordDeleteError

    def _unlocked(self) -> None:
        if self.locked:
            raise KeyringLocked


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ring]:
    """Give a keyring that this process uses."""
    monkeypatch.delenv("VARAAMO_SYNC_KEYRING")
    before, made = keyring.get_keyring(), Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def files(folder: Path) -> list[str]:
    """Return the names of the files that were written."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_session_is_kept_in_the_keyring_of_the_system(ring: Ring, tmp_path: Path) -> None:
    """Where there is a keyring, no file holds the session, and each host has its own."""
    credentials.keep(ORIGIN, "secret")
    found = credentials.kept(ORIGIN)

    assert found is not None
    assert ("secret", "the system's keyring") == (found.session, found.how)
    assert "secret" not in repr(found)
    assert credentials.kept("https://other.example.invalid") is None
    assert [] == files(tmp_path)


def test_what_is_forgotten_leaves_the_keyring(ring: Ring) -> None:
    """Forgetting tells whether there was something to forget."""
    credentials.keep(ORIGIN, "secret")

    assert (True, False) == (credentials.forget(ORIGIN), credentials.forget(ORIGIN))
    assert {} == ring.held


def test_a_locked_keyring_gives_way_to_a_private_file(
    ring: Ring, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody is kept from logging in by a broken keyring; that it was not used is said."""
    ring.locked = True
    where = Path(credentials.keep(ORIGIN, "secret"))
    found = credentials.kept(ORIGIN)

    assert found is not None
    assert ("secret", str(where)) == (found.session, found.how)
    assert "KeyringLocked" in capsys.readouterr().err
    assert (["sessions.json"], 0) == (files(tmp_path), where.stat().st_mode & 0o077)
    assert credentials.forget(ORIGIN)
    assert credentials.kept(ORIGIN) is None
