"""Pushing: our time against bare httpx with the same requests, and how many requests there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import httpx

from benchmarks.clock import side_by_side
from benchmarks.replaying import CONCURRENCY, Recorder, Script, counted, replay, script_of
from benchmarks.rows import Row, slower
from benchmarks.serving import Server
from varaamo_sync.booking.client import PasswordLogin, VaraamoClient
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.findings import Level
from varaamo_sync.model import HELSINKI
from varaamo_sync.plan import make_plan
from varaamo_sync.rules import check
from varaamo_sync.store import Store
from varaamo_sync.sync import Prepared, PushSettings, push, survey, unfinished, verify

_LISTS = frozenset(
    {
        "CurrentUser",
        "Reference",
        "Venues",
        "Spaces",
        "RoomNumbers",
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


def record(folder: Path, server: Server) -> Recorded:
    """Push a catalogue twice to a fresh sandbox, and keep the requests."""
    recorder = Recorder()
    with TemporaryDirectory() as name, server.serving(Path(name) / "sandbox.db") as url:
        store = Path(name) / "state.db"
        _push(folder, url, store, recorder)
        first = list(recorder.exchanges)
        recorder = Recorder()
        _push(folder, url, store, recorder)
    return Recorded(script_of(first), counted(first), counted(recorder.exchanges))


def against_bare_httpx(
    folder: Path,
    script: Script,
    server: Server,
    *,
    rooms: int,
    repeats: int,
    latency: float = 0.0,
) -> Row:
    """Hold a push against the same requests sent by bare httpx, each to a fresh sandbox.

    Args:
        folder: The catalogue.
        script: What a push of it sends.
        server: Serves the sandboxes.
        rooms: Rooms of the catalogue.
        repeats: How often each is measured.
        latency: Seconds that the sandbox takes longer for every answer.
    """

    def fresh(call: Callable[[str, Path], float]) -> float:
        with TemporaryDirectory() as name, server.serving(Path(name) / "s.db", latency) as url:
            return call(url, Path(name) / "state.db")

    ours, theirs = side_by_side(
        lambda: fresh(lambda url, store: _push(folder, url, store)),
        lambda: fresh(lambda url, _: replay(url, script)),
        repeats,
    )
    speed = f" that answers after {latency:g} s" if latency else ""
    name = f"push {rooms:,} rooms to a sandbox{speed}, against bare httpx"
    note = f"by the clock: read, survey, check, plan, push, survey; {CONCURRENCY} rooms at once"
    if not latency:
        note += "; answered at once, so that one waits for the slower of client and sandbox"
    return slower(name, ours, theirs, most=1.10 if latency else 1.25, note=note)


def first_requests(recorded: Recorded, rooms: int) -> Row:
    """Return the requests of a push of new rooms: space, draft, publish, and a read before."""
    writes = sum(recorded.first[name] for name in ("CreateSpace", "CreateRoom", "UpdateRoom"))
    return Row(
        name=f"requests of a push of {rooms:,} rooms",
        ours=recorded.first.total(),
        unit="requests",
        target="3 mutations a room",
        met=writes == 3 * rooms,
        note=_listed(recorded.first),
    )


def second_requests(recorded: Recorded, rooms: int) -> Row:
    """Return the requests of a push that changes nothing."""
    return Row(
        name=f"requests of a second push of {rooms:,} rooms",
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
        Store(f"sqlite:///{store}") as opened,
    ):
        api.log_in()
        begun = perf_counter()
        catalogue = read_catalogue(folder).catalogue
        assert catalogue is not None
        state = opened.state(api.origin, catalogue.id)
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
            remembered=state.remembered(),
            unfinished=unfinished(state),
        )
        settings = PushSettings(state=state, concurrency=CONCURRENCY)
        result = push(api, Prepared(catalogue, plan, snapshot), settings=settings)
        if not result.complete:
            raise RuntimeError("not every room was pushed")
        if not result.idle:
            assert not verify(result, survey(api, catalogue, now=now))
        return perf_counter() - begun
