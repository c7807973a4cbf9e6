"""A script: how far the binding goal is, as JSON. It needs no login and writes nothing."""

import asyncio
import json
import os
import sys
from datetime import datetime

from varaamo_sync import HELSINKI, evaluate, progress
from varaamo_sync.booking.client import AsyncVaraamoClient
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.sync import survey_async


async def report(folder: str, url: str) -> dict[str, object]:
    """Return the counts of each service unit, and whether the goal is met."""
    catalogue = read_catalogue(folder).usable()
    async with AsyncVaraamoClient(url) as api:
        snapshot = await survey_async(api, catalogue, now=datetime.now(HELSINKI))
    made = progress(catalogue, snapshot)
    goal = evaluate(catalogue.goal, made)
    units = {
        unit.value: {
            "goal": status.outlook.value,
            "bookable": made.counts(unit).ready + made.counts(unit).earlier,
            "rooms": made.counts(unit).total,
        }
        for unit, status in goal.units.items()
    }
    whole = made.complete  # else rooms that nobody could read are unknown
    return {"goal": goal.outlook.value, "missing": goal.short, "complete": whole, "units": units}


if __name__ == "__main__":
    found = asyncio.run(report(os.environ["CATALOGUE"], os.environ["VARAAMO_URL"]))
    sys.stdout.write(json.dumps(found, indent=2) + "\n")
