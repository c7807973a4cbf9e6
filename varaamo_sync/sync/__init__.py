"""The sync engine: survey a booking system, push a plan. It touches only the port handed in."""

from varaamo_sync.sync.outcomes import Outcome, PushResult, Status
from varaamo_sync.sync.push import push, push_async
from varaamo_sync.sync.survey import survey, survey_async

__all__ = [
    "Outcome",
    "PushResult",
    "Status",
    "push",
    "push_async",
    "survey",
    "survey_async",
]
