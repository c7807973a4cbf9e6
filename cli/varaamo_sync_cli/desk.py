"""Everything that plan and push work with, opened together and closed together."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import click

from varaamo_sync.client import VaraamoClient
from varaamo_sync.errors import UsageError
from varaamo_sync.files import Reading
from varaamo_sync.plan import OnConflict, Plan, make_plan
from varaamo_sync.records import Fate
from varaamo_sync.rooms import Catalogue, ServiceUnit
from varaamo_sync.snapshot import Snapshot
from varaamo_sync.store import Memory, Store, default_url
from varaamo_sync.sync import Conduct, settle, survey, unfinished
from varaamo_sync_cli.clock import now
from varaamo_sync_cli.load import Loaded, checked_against, read
from varaamo_sync_cli.targets import Choice, booking_api, state_folder


@dataclass(frozen=True, slots=True)
class Desk:
    """A catalogue, a booking system, and what is remembered of them.

    Attributes:
        folder: The catalogue's folder.
        conduct: Memory, clock and pictures for the engine.
    """

    folder: Path
    reading: Reading
    catalogue: Catalogue
    api: VaraamoClient
    store: Store
    memory: Memory
    conduct: Conduct


@dataclass(frozen=True, slots=True)
class Options:
    """How a plan is to be made."""

    on_conflict: OnConflict = "theirs"
    archive: bool = False
    units: frozenset[ServiceUnit] = frozenset()


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with what it rests on."""

    plan: Plan
    snapshot: Snapshot
    loaded: Loaded
    options: Options


@contextmanager
def open_desk(
    path: Path, choice: Choice, store: str | None, *, concurrency: int = 4
) -> Iterator[Desk]:
    """Open a catalogue, a booking system and a store.

    Args:
        path: The catalogue's folder.
        choice: Which booking system.
        store: Address of the store; by default ``VARAAMO_SYNC_STORE``, else a file beside the
            catalogue.
        concurrency: Rooms written at once.

    Raises:
        VaraamoSyncError: One of them cannot be used.
    """
    reading, catalogue = read(path)
    with booking_api(choice, catalogue, path) as api:
        url = store or os.environ.get("VARAAMO_SYNC_STORE") or default_url(state_folder(path))
        opened = Store(url)
        try:
            memory = opened.memory(api.origin, catalogue.id)
            conduct = Conduct(
                memory=memory,
                now=now,
                read_picture=lambda image: (path / image.file).read_bytes(),
                settles_after=_settles_after(),
                concurrency=concurrency,
            )
            yield Desk(path, reading, catalogue, api, opened, memory, conduct)
        finally:
            opened.close()


def _settles_after() -> timedelta:
    """Return how long an unanswered write is waited for; a quicker server may be told so."""
    text = os.environ.get("VARAAMO_SYNC_SETTLE_SECONDS", "75")
    try:
        return timedelta(seconds=float(text))
    except ValueError as exc:
        raise UsageError(f"VARAAMO_SYNC_SETTLE_SECONDS is {text!r}, not a number.") from exc


def plan_on(desk: Desk, options: Options, *, moment: datetime, settling: bool = False) -> Planned:
    """Read the booking system, check the catalogue against it, and plan.

    Args:
        desk: What to work with.
        options: How.
        moment: Now.
        settling: First find out what became of what a killed push left open; needs a login.
    """
    snapshot = survey(desk.api, desk.catalogue, now=moment)
    if settling and snapshot.logged_in:
        if desk.memory.intents(Fate.OPEN):
            wait = desk.conduct.settles_after.total_seconds()
            click.echo(
                "An earlier push was interrupted. Looking what became of its last writes; "
                f"the server may have been working on them for up to {wait:.0f} s.",
                err=True,
            )
        left = settle(desk.api, desk.catalogue, snapshot.reference, desk.conduct)
        if left:
            snapshot = survey(desk.api, desk.catalogue, now=now())
    loaded = checked_against(desk.reading, desk.catalogue, snapshot, now=moment)
    plan = make_plan(
        desk.catalogue,
        snapshot,
        now=moment,
        findings=loaded.findings,
        memory=desk.memory.remembered(),
        unfinished=unfinished(desk.memory),
        left_out=desk.reading.left_out,
        pictures=_pictures(desk),
        on_conflict=options.on_conflict,
        archive=options.archive and desk.reading.complete,
    )
    if options.units:
        plan = plan.only(options.units)
    return Planned(plan, snapshot, loaded, options)


def _pictures(desk: Desk) -> dict[str, str]:
    digests: dict[str, str] = {}
    for room in desk.catalogue.rooms:
        for image in room.images or ():
            if image.file not in digests:
                try:
                    content = (desk.folder / image.file).read_bytes()
                except OSError:
                    continue  # a finding of the reader already
                digests[image.file] = hashlib.sha256(content).hexdigest()
    return digests
