"""What every engine calls: one catalogue to its booking system, and what is worth another try."""

import os

from varaamo_sync import VaraamoSyncError
from varaamo_sync.booking.client import PasswordLogin, VaraamoClient
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.jobs import wait_after
from varaamo_sync.store import Store
from varaamo_sync.sync import sync


def sync_one(folder: str) -> dict[str, int]:
    """Take the rooms of a catalogue into Varaamo; return how many there are of each outcome."""
    env = os.environ
    login = PasswordLogin(env["VARAAMO_USERNAME"], env["VARAAMO_PASSWORD"])
    with Store(env["STORE_URL"]) as store, VaraamoClient(env["VARAAMO_URL"], login=login) as api:
        api.log_in()
        result = sync(read_catalogue(folder), api, store, command="engine")
    return {status.value: count for status, count in result.push.counts().items() if count}


def may_pass(error: BaseException) -> bool:
    """Whether another try may help; else a person must act first, and no retry is worth it."""
    return isinstance(error, VaraamoSyncError) and wait_after(error, tries=1) is not None
