"""Boards for tests: a source that hands out a state, and a way to ask without a socket."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

import httpx

from tests.make import remote, room
from tests.report.reports import standing, year
from varaamo_sync.board import Access, BoardState, board_app
from varaamo_sync.findings import Finding, Level, Position, Severity
from varaamo_sync.model import Lang
from varaamo_sync.report import Standing, make_report

LOCAL = "http://127.0.0.1:8124"
ODD = "Väinölän 50 % / ”talo” #1?"
"""A venue that has no TPREK id, and a name that means much in an address."""


@dataclass
class Source:
    """Hands out a state, and counts how often it was asked."""

    now: BoardState
    asked: int = 0

    def state(self) -> BoardState:
        """Return the state."""
        self.asked += 1
        return self.now


def state_of(of: Standing, **values: Any) -> BoardState:
    """Return a state in which somebody has looked at the booking system."""
    return BoardState(report=make_report(of.entry.date, of), **values)


def of_a_year() -> BoardState:
    """Return the state after a year of surveys."""
    now, history = year(12)
    return state_of(replace(now, history=history, age=dt.timedelta(hours=3)))


def of_two_rooms(name: str = "Sali") -> BoardState:
    """Return the state of a room that can be booked and one at an odd venue, with findings."""
    first = room("nup-a", name={"fi": name})
    second = room("nup-b.json", name={"fi": "Pikku ”sali”"}, venue={"name": {"fi": ODD}})
    found = standing((first, second), (remote(7, name="nup-a"),))
    findings = (
        Finding(
            rule="description-missing-sv",
            severity=Severity.WARNING,
            level=Level.QUALITY,
            key="nup-a",
            path=("description",),
            position=Position("nup.yaml", 3, 5),
        ),
        Finding(rule="tprek-missing", severity=Severity.ERROR, level=Level.DRAFT, key="nup-b.json"),
    )
    return state_of(found, findings=findings)


def ask(
    of: BoardState | Source,
    address: str = "/",
    *,
    method: str = "GET",
    lang: Lang = "fi",
    access: Access | None = None,
    base: str = LOCAL,
    **headers: str,
) -> httpx.Response:
    """Return what a board answers."""
    source = of if isinstance(of, Source) else Source(of)
    app = board_app(source, lang, access)

    async def call() -> httpx.Response:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=base) as client:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            return await client.request(method, address, headers=named)

    return asyncio.run(call())
