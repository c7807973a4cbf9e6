"""Pushing: our time against bare httpx with the same requests, and how many requests there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from time import perf_counter

import httpx

from benchmarks.clock import side_by_side
from benchmarks.replaying import CONCURRENCY, Recorder, Script, counted, replay, script_of
from benchmarks.rows import Row, slower
from benchmarks.serving import served
from varaamo_sync.client import PasswordLogin, VaraamoClient
from varaamo_sync.files import read_catalogue
from varaamo_sync.findings import Level
from varaamo_sync.plan import make_plan
from varaamo_sync.readiness import check
from varaamo_sync.rooms import HELSINKI
from varaamo_sync.store import Store
from varaamo_sync.sync import Conduct, push, survey, unfinished, verify

_LISTS = frozenset(
    {
        "CurrentUser",
        "CancellationRules",
        "Types",
        "Purposes",
        "Equipment",
        "Terms",
        "Taxes",
        "Venues",
        "Spaces",
        "Rooms",
        "Openings",
    }
)
"""What a push that changes nothing may ask: lists, reference data, and who it is."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a first push sent, and what a second one."""

    script: Script
    first: Counter[str]
    second: Counter[str]


def record(folder: Path, scratch: Path) -> Recorded:
    """Push a catalogue twice to a fresh sandbox, and keep the requests.

    Args:
        folder: The catalogue.
        scratch: For databases.
    """
    recorder, store = Recorder(), scratch / "recorded-state.db"
    with served(scratch / "recorded.db") as url:
        _push(folder, url, store, recorder)
        first = list(recorder.exchanges)
        recorder = Recorder()
        _push(folder, url, store, recorder)
    return Recorded(script_of(first), counted(first), counted(recorder.exchanges))


def against_bare_httpx(
    folder: Path, recorded: Recorded, scratch: Path, rooms: int, repeats: int
) -> Row:
    """Hold a push against the same requests sent by bare httpx, each to a fresh sandbox."""
    numbers = count(1)

    def fresh(call: Callable[[str], float]) -> float:
        with served(scratch / f"sandbox-{next(numbers)}.db") as url:
            return call(url)

    ours, theirs = side_by_side(
        lambda: fresh(lambda url: _push(folder, url, scratch / f"state-{next(numbers)}.db")),
        lambda: fresh(lambda url: replay(url, recorded.script)),
        repeats,
    )
    note = f"read, survey, check, plan, push, survey; {CONCURRENCY} rooms at once"
    return slower(f"push {rooms:,} rooms", ours, theirs, most=1.10, note=note)


def first_requests(recorded: Recorded, rooms: int) -> Row:
    """Return the requests of a push of new rooms: space, draft, publish, and a read before."""
    writes = sum(recorded.first[name] for name in ("CreateSpace", "CreateRoom", "UpdateRoom"))
    return Row(
        name=f"push {rooms:,} rooms, requests",
        ours=recorded.first.total(),
        unit="requests",
        target="3 mutations a room",
        met=writes == 3 * rooms,
        note=_listed(recorded.first),
    )


def second_requests(recorded: Recorded, rooms: int) -> Row:
    """Return the requests of a push that changes nothing."""
    return Row(
        name=f"push {rooms:,} rooms again, requests",
        ours=recorded.second.total(),
        unit="requests",
        target="lists only",
        met=recorded.second.keys() <= _LISTS,
        note=_listed(recorded.second),
    )


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counts.items())


def _push(
    folder: Path, url: str, store: Path, transport: httpx.BaseTransport | None = None
) -> float:
    """Do all that ``varaamo-sync push`` does but starting; return the seconds that it took."""
    login = PasswordLogin("admin", "admin")
    with (
        VaraamoClient(url, login=login, transport=transport) as api,
        closing(Store(f"sqlite:///{store}")) as opened,
    ):
        api.log_in()
        begun = perf_counter()
        catalogue = read_catalogue(folder).catalogue
        assert catalogue is not None
        memory = opened.memory(api.origin, catalogue.id)
        now = datetime.now(HELSINKI)
        snapshot = survey(api, catalogue, now=now)
        findings = check(
            catalogue,
            now=now,
            reference=snapshot.reference,
            venues=snapshot.venues,
            level=Level.PUBLISH,
        )
        plan = make_plan(
            catalogue,
            snapshot,
            now=now,
            findings=findings,
            memory=memory.remembered(),
            unfinished=unfinished(memory),
        )
        conduct = Conduct(memory=memory, concurrency=CONCURRENCY)
        result = push(api, catalogue, plan, snapshot.reference, conduct=conduct)
        if not result.complete:
            raise RuntimeError("not every room was pushed")
        if not result.idle:
            assert not verify(result, survey(api, catalogue, now=now))
        return perf_counter() - begun
