"""Commands as flows: generators that yield operations and are sent their answers.

A flow knows the order of requests and nothing of HTTP; a driver knows HTTP and nothing of the
order. So sync and async callers share every line of what is hard.
"""

from __future__ import annotations

from typing import TypeVar, cast

from varaamo_sync.booking.flow import Flow
from varaamo_sync.booking.port import Command
from varaamo_sync.booking.protocol.reads import READS, Today
from varaamo_sync.booking.protocol.writes import WRITES

T = TypeVar("T")

FLOWS = {**READS, **WRITES}
"""The flow of every command of ``varaamo_sync.booking``."""


def flow_of(command: Command[T], today: Today) -> Flow[T]:
    """Return the flow that carries out a command.

    Args:
        command: What to do.
        today: Tells the day in Helsinki.

    Raises:
        TypeError: The command is not one of ``varaamo_sync.booking``.
    """
    maker = FLOWS.get(type(command))
    if maker is None:
        raise TypeError(f"unknown command {type(command).__name__}")
    return cast("Flow[T]", maker(command, today))
