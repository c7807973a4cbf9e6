"""A scheduled job that takes the rooms into Varaamo; run as many replicas as you like.

All replicas share one store, and its lock lets one of them work: the others end well at once. A
job that was killed is finished by the next one, which repeats nothing.
"""

import logging
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Unpack

from varaamo_sync import LockHeld, VaraamoSyncError
from varaamo_sync.booking.client import PasswordLogin, VaraamoClient
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.store import Store
from varaamo_sync.sync import SyncOptions, SyncResult, sync

log = logging.getLogger("nightly")


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


def sync_rooms(settings: Settings, **options: Unpack[SyncOptions]) -> SyncResult:
    """Take the rooms of the catalogue into Varaamo, and keep how far they are.

    Raises:
        LockHeld: Somebody else is at it.
        GuardTripped: The plan changes more at once than goes through unasked.
        VaraamoSyncError: Catalogue, store or booking system cannot be used.
    """
    with Store(settings.store) as store, settings.client() as api:
        return sync(read_catalogue(settings.catalogue), api, store, **options)


def main() -> int:
    """Run once, as a scheduler would start it."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        result = sync_rooms(Settings.from_environment(), command="nightly")
    except LockHeld as held:
        log.info("another replica is at it since %s", held.holder.since.isoformat())
        return 0
    except VaraamoSyncError as error:
        log.error("%s %s", error, error.fix or "")  # noqa: TRY400  # it says what to do
        return 1
    return 0 if result.complete else 1


if __name__ == "__main__":
    sys.exit(main())
