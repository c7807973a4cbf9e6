"""The sync engine: survey a booking system, push a plan. It touches only the port handed in."""

from varaamo_sync.sync.outcomes import Outcome, PushResult, Status
from varaamo_sync.sync.ports import BriefMemory, Conduct, Memory
from varaamo_sync.sync.push import push, push_async
from varaamo_sync.sync.settling import unfinished
from varaamo_sync.sync.survey import settle, settle_async, survey, survey_async
from varaamo_sync.sync.verify import Mismatch, Surprise, verify

__all__ = [
    "BriefMemory",
    "Conduct",
    "Memory",
    "Mismatch",
    "Outcome",
    "PushResult",
    "Status",
    "Surprise",
    "push",
    "push_async",
    "settle",
    "settle_async",
    "survey",
    "survey_async",
    "unfinished",
    "verify",
]
