"""The real wait of asynchronous callers, where no other is handed in."""

from __future__ import annotations


async def sleep_async(seconds: float) -> None:
    """Wait some seconds on an event loop."""
    import asyncio  # who waits so has loaded it; most commands have no event loop

    await asyncio.sleep(seconds)
