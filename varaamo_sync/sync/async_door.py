"""The door to carrying out flows on an event loop, which is loaded by who has one."""

from __future__ import annotations

from typing import TypeVar

from varaamo_sync.booking import AsyncBookingAPI
from varaamo_sync.sync.flow import Part
from varaamo_sync.sync.settings import PushSettings

T = TypeVar("T")


async def run_async(part: Part[T], api: AsyncBookingAPI, settings: PushSettings) -> T:
    """Carry out a flow of commands; those that it starts beside it run in tasks.

    What a flow does between two commands may wait: for a store, a picture, a large plan. So all
    steps are taken in one thread beside the event loop, one at a time.

    Cancelled while a write is noted or under way, a flow first hears what became of it and notes
    it, so that a journal is settled; only then it ends. A second cancelling ends it at once.
    """
    from varaamo_sync.sync.async_flow import carry_out  # loads the event loop, of no use to most

    return await carry_out(part, api, settings)
