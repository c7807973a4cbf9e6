"""Carrying out a plan, and looking afterwards whether it was stored."""

from varaamo_sync.sync.pushes.outcomes import Outcome, PushResult, Status
from varaamo_sync.sync.pushes.schedule import push, push_async
from varaamo_sync.sync.pushes.verification import Mismatch, Surprise, verify

__all__ = [
    "Mismatch",
    "Outcome",
    "PushResult",
    "Status",
    "Surprise",
    "push",
    "push_async",
    "verify",
]
