"""Ctrl-C during a push: the first finishes what is in flight, the second leaves at once."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

from varaamo_sync.words import Theme
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.run_language import current_language

say = Theme("commands/notes")


@contextmanager
def stoppable() -> Iterator[threading.Event]:
    """Give an event that the first Ctrl-C (or SIGTERM) sets."""
    asked = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield asked  # only the main thread hears signals
        return

    def hear(number: int, frame: FrameType | None) -> None:
        del number, frame
        if asked.is_set():
            os._exit(Exit.INTERRUPTED)
        asked.set()
        click.echo("\n" + say("stopping", current_language()), err=True)

    before = {number: signal.signal(number, hear) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
