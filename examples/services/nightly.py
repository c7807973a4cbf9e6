"""A scheduled job that takes the rooms into Varaamo; run as many replicas as you like.

All replicas share one store, and its lock lets one of them work: the others end well at once. A
job that was killed is finished by the next one, which repeats nothing.
"""

import logging
import os
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from varaamo_sync import HELSINKI, LockHeld, VaraamoSyncError
from varaamo_sync.booking.client import PasswordLogin, VaraamoClient
from varaamo_sync.catalogue_files import picture_reader, read_catalogue
from varaamo_sync.store import Store, locked
from varaamo_sync.sync import Outcome, PushResult, PushSettings, prepare, push

log = logging.getLogger("nightly")


def now() -> datetime:
    """Return the moment that it is."""
    return datetime.now(HELSINKI)


@dataclass(frozen=True)
class Settings:
    """Where everything is."""

    catalogue: Path
    url: str
    store: str
    session: str | None = field(default=None, repr=False)
    login: PasswordLogin | None = None

    @classmethod
    def from_environment(cls) -> "Settings":
        """Read the settings from the environment."""
        env = os.environ
        login = None
        if "VARAAMO_USERNAME" in env:
            login = PasswordLogin(env["VARAAMO_USERNAME"], env["VARAAMO_PASSWORD"])
        return cls(
            catalogue=Path(env["CATALOGUE"]),
            url=env["VARAAMO_URL"],
            store=env["STORE_URL"],
            session=env.get("VARAAMO_SESSION"),
            login=login,
        )

    def client(self) -> VaraamoClient:
        """Open a client of the booking system."""
        return VaraamoClient(self.url, session=self.session, login=self.login)


def sync(settings: Settings, on_outcome: Callable[[Outcome], None] | None = None) -> PushResult:
    """Make a plan and carry it out.

    Raises:
        LockHeld: Somebody else is at it.
        GuardTripped: The plan changes more at once than goes through unasked.
        VaraamoSyncError: Catalogue, store or booking system cannot be used.
    """
    reading = read_catalogue(settings.catalogue)
    catalogue = reading.usable()
    with (
        Store(settings.store) as store,
        settings.client() as api,
        locked(
            store,
            api.origin,
            catalogue.id,
            owner=uuid4().hex,
            host=socket.gethostname(),
            command="nightly sync",
            now=now,
        ) as lock,
    ):
        api.log_in()
        push_settings = PushSettings(
            state=store.state(api.origin, catalogue.id, lock.fence),
            now=now,
            read_picture=picture_reader(settings.catalogue),
        )
        prepared = prepare(
            api,
            catalogue,
            settings=push_settings,
            found=reading.findings,
            left_out=reading.left_out,
        )
        return push(
            api,
            prepared,
            settings=push_settings,
            on_outcome=on_outcome,
            should_stop=lock.is_lost,
        )


def main() -> int:
    """Run once, as a scheduler would start it."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        result = sync(Settings.from_environment())
    except LockHeld as held:
        log.info("another replica is at it since %s", held.holder.since.isoformat())
        return 0
    except VaraamoSyncError as error:
        log.error("%s %s", error, error.fix or "")  # noqa: TRY400  # it says what to do
        return 1
    return 0 if result.complete else 1


if __name__ == "__main__":
    sys.exit(main())
