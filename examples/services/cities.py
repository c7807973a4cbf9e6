"""An asynchronous worker for many cities: read and checked in processes, synced beside each other.

What the processes return are values: a reading with all that its rooms state, findings, and errors
with what they know. What became of a city is JSON, whether it went well or not.
"""

import asyncio
import json
import os
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from varaamo_sync import HELSINKI, Finding, Level, Severity, VaraamoSyncError, check
from varaamo_sync.booking.client import AsyncVaraamoClient, PasswordLogin
from varaamo_sync.catalogue_files import Reading, read_catalogue
from varaamo_sync.explanations import error_as_dict
from varaamo_sync.store import Store
from varaamo_sync.sync import sync_async


@dataclass(frozen=True)
class City:
    """A catalogue, and where its rooms go."""

    name: str
    catalogue: Path
    url: str
    login: PasswordLogin | None = None


def read(folder: Path) -> tuple[Reading, tuple[Finding, ...]]:
    """Read and check a catalogue; it takes a processor, so that a process of the pool does it."""
    reading = read_catalogue(folder)
    found = check(reading.usable(), now=datetime.now(HELSINKI), level=Level.PUBLISH)
    return reading, (*reading.findings, *found)


async def sync_city(city: City, store: Store, pool: ProcessPoolExecutor) -> dict[str, Any]:
    """Take the rooms of a city into its booking system; return what became of them."""
    try:
        loop = asyncio.get_running_loop()
        reading, found = await loop.run_in_executor(pool, read, city.catalogue)
        async with AsyncVaraamoClient(city.url, login=city.login) as api:
            result = await sync_async(reading, api, store, command=f"cities: {city.name}")
    except VaraamoSyncError as error:
        return {"city": city.name, "error": error_as_dict(error, "en", audience="web")}
    errors = [one.as_dict("en") for one in found if one.severity is Severity.ERROR]
    return {"city": city.name, "errors": errors, "sync": result.as_dict("en")}


async def sync_cities(
    cities: Iterable[City], store_url: str, *, processes: int | None = None
) -> list[dict[str, Any]]:
    """Take many cities to their booking systems at once; none waits for another."""
    with (
        Store(store_url) as store,
        ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool,
    ):
        async with asyncio.TaskGroup() as group:  # whatever happens, none outlives the store
            tasks = [group.create_task(sync_city(city, store, pool)) for city in cities]
    return [task.result() for task in tasks]


if __name__ == "__main__":  # names, folders and addresses of cities as JSON on stdin
    given = [City(it["name"], Path(it["catalogue"]), it["url"]) for it in json.load(sys.stdin)]
    json.dump(asyncio.run(sync_cities(given, os.environ["STORE_URL"])), sys.stdout, indent=2)
