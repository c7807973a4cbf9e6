"""Keeping the garbage collector from walking over thousands of rooms that stay anyway.

Only the command line does so: a library call must not stop the collector of a service.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused_collector() -> Iterator[None]:
    """Pause the garbage collector; what is no longer used goes by its reference count.

    Reading 10,000 rooms takes a third less time so.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
