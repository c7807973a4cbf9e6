"""A Varaamo on this machine, for tests and for trying things out (extra ``sandbox``)."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from varaamo_sync.extras import require

if TYPE_CHECKING:
    from varaamo_sync.sandbox.admin import SandboxAdmin
    from varaamo_sync.sandbox.faults.plan import (
        AnyFault,
        Cut,
        Deadlock,
        Fault,
        FaultPlan,
        HoursEvery,
        HtmlPage,
        Instead,
        Latency,
        LocksAway,
        LostUpdate,
        MovingRows,
        SessionLost,
        Slow,
        SpaceDeadlock,
        Status,
        StoredError,
        Truncated,
        WrongType,
        read_faults,
    )
    from varaamo_sync.sandbox.instance import Sandbox
    from varaamo_sync.sandbox.rules.context import Faults, MutationCall
    from varaamo_sync.sandbox.rules.refusals import CODES
    from varaamo_sync.sandbox.server import running, serve
    from varaamo_sync.sandbox.transport import AsyncSandboxTransport, SandboxTransport

__all__ = [
    "CODES",
    "AnyFault",
    "AsyncSandboxTransport",
    "Cut",
    "Deadlock",
    "Fault",
    "FaultPlan",
    "Faults",
    "HoursEvery",
    "HtmlPage",
    "Instead",
    "Latency",
    "LocksAway",
    "LostUpdate",
    "MovingRows",
    "MutationCall",
    "Sandbox",
    "SandboxAdmin",
    "SandboxTransport",
    "SessionLost",
    "Slow",
    "SpaceDeadlock",
    "Status",
    "StoredError",
    "Truncated",
    "WrongType",
    "read_faults",
    "running",
    "serve",
]

_HOMES = {
    "AnyFault": "faults.plan",
    "Cut": "faults.plan",
    "Deadlock": "faults.plan",
    "Fault": "faults.plan",
    "HoursEvery": "faults.plan",
    "HtmlPage": "faults.plan",
    "Instead": "faults.plan",
    "Latency": "faults.plan",
    "LocksAway": "faults.plan",
    "LostUpdate": "faults.plan",
    "MovingRows": "faults.plan",
    "SessionLost": "faults.plan",
    "Slow": "faults.plan",
    "SpaceDeadlock": "faults.plan",
    "Status": "faults.plan",
    "StoredError": "faults.plan",
    "Truncated": "faults.plan",
    "WrongType": "faults.plan",
    "AsyncSandboxTransport": "transport",
    "CODES": "rules.refusals",
    "FaultPlan": "faults.plan",
    "Faults": "rules.context",
    "MutationCall": "rules.context",
    "Sandbox": "instance",
    "SandboxAdmin": "admin",
    "SandboxTransport": "transport",
    "read_faults": "faults.plan",
    "running": "server",
    "serve": "server",
}


def __getattr__(name: str) -> Any:
    # Imported when first used: the web server and GraphQL are an extra, and not light.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    require("sandbox")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
