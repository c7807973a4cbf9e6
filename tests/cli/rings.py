"""Keyrings of every kind that a machine may have, real ones as far as the library can tell.

``PYTHON_KEYRING_BACKEND=tests.cli.rings.Hanging`` loads one by keyring's own means.
"""

import threading

from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.backends.chainer import ChainerBackend
from keyring.errors import InitError, KeyringLocked, PasswordDeleteError, PasswordSetError

ASKED: list[str] = []
"""What the keyrings here were asked since the list was emptied."""

LET_GO = threading.Event()
"""Ends the waiting of keyrings that hang."""


class Ring(KeyringBackend):
    """A keyring in memory."""

    priority = 9  # type: ignore[assignment]
    error: type[BaseException] | None = None

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        self.asked("get")
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.asked("set")
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.asked("delete")
        if self.held.pop((service, username), None) is None:
            raise PasswordDeleteError

    def asked(self, what: str) -> None:
        """Note that something is asked, and do what this kind does then."""
        ASKED.append(what)
        if self.error is not None:
            raise self.error("no")


class Locked(Ring):
    """A keyring that somebody has to open first, and nobody does."""

    error = KeyringLocked


class Uninitialised(Ring):
    """A keyring that does not come up."""

    error = InitError


class Broken(Ring):
    """A keyring of a library that fails in its own way."""

    error = RuntimeError


class Panicking(Ring):
    """A keyring of a library whose failures are no exceptions of Python's usual kind."""

    error = BaseException


class Hanging(Ring):
    """A keyring that waits for a person who is not there."""

    def asked(self, what: str) -> None:
        """Wait."""
        ASKED.append(what)
        LET_GO.wait(600)


class Cramped(Ring):
    """A keyring that holds nothing as long as a session."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise PasswordSetError("(1783, 'CredWrite', 'too long')")


class Forgetful(Ring):
    """A keyring that takes everything and holds nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        self.asked("set")


class ChainOfNothing(ChainerBackend):
    """A chain of keyrings that hold nothing."""

    backends = (null.Keyring(), null.Keyring())


class ChainOfBoth(ChainerBackend):
    """A chain that begins with a keyring that holds nothing."""

    backends = (null.Keyring(), Ring())


class ChainOfFailure(ChainerBackend):
    """A chain of keyrings that are none."""

    backends = (fail.Keyring(),)


NONE_AT_ALL = (null.Keyring, fail.Keyring, ChainOfNothing, ChainOfBoth, ChainOfFailure, Forgetful)
"""Keyrings that hold nothing, and are not to be complained of."""

IN_TROUBLE = (Locked, Uninitialised, Broken, Panicking, Hanging, Cramped)
"""Keyrings that would hold something, but do not answer."""
