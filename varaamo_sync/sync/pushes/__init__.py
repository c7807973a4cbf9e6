"""Carrying out a plan, and looking afterwards whether it was stored."""

from typing import TYPE_CHECKING

from varaamo_sync.startup.lazy_door import open_lazily

if TYPE_CHECKING:
    from varaamo_sync.sync.pushes.outcomes import Outcome, PushResult, Status
    from varaamo_sync.sync.pushes.schedule import push, push_async
    from varaamo_sync.sync.pushes.verification import Mismatch, Surprise, verify

_HOMES = {
    "outcomes": "Outcome PushResult Status",
    "schedule": "push push_async",
    "verification": "Mismatch Surprise verify",
}
"""Where each name is at home."""

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


if not TYPE_CHECKING:  # they see the imports above, and no name beside these
    __getattr__, __dir__ = open_lazily(__name__, _HOMES)
