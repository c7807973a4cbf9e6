"""A plan that somebody approves before it is carried out, maybe tomorrow, maybe elsewhere.

What is kept in between is text: a row of a database, a message of a queue, a file.
"""

import json

from nightly import Settings, sync_rooms

from varaamo_sync import Plan, Prepared, prepare
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.plan import Seal
from varaamo_sync.store import Store
from varaamo_sync.sync import PushSettings, SyncResult


def propose(settings: Settings) -> str:
    """Return a plan as text, for whoever approves it; nothing is written."""
    reading = read_catalogue(settings.catalogue)
    catalogue = reading.usable()
    with Store(settings.store) as store, settings.client() as api:
        api.log_in()
        made = prepare(
            api,
            catalogue,
            settings=PushSettings(state=store.state(api.origin, catalogue.id)),
            found=reading.findings,
            left_out=reading.left_out,
        )
    return json.dumps({"digest": reading.digest, "plan": made.plan.as_dict("fi")})


def carry_out(settings: Settings, approved: str) -> SyncResult:
    """Carry out what was approved, if it is still what would be done.

    Raises:
        PlanStale: Catalogue, booking system or day have moved; the error says what.
        VaraamoSyncError: See ``nightly.sync_rooms``.
    """
    kept = json.loads(approved)
    seal = Seal.of(Plan.from_dict(kept["plan"]), kept["digest"])

    def require_the_same(made: Prepared) -> None:
        seal.require(Seal.of(made.plan, read_catalogue(settings.catalogue).digest))

    return sync_rooms(settings, command="approved plan", on_plan=require_the_same)
