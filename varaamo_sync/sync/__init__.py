"""The sync engine: survey, prepare, push. It touches only the ports handed in."""

from varaamo_sync.sync.earlier import note_earlier, unstated_earlier
from varaamo_sync.sync.outcomes import Outcome, PushResult, Status
from varaamo_sync.sync.ports import BriefMemory, Conduct, Memory
from varaamo_sync.sync.preparing import Prepared, check_against, prepare, prepare_async
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
    "Prepared",
    "PushResult",
    "Status",
    "Surprise",
    "check_against",
    "note_earlier",
    "prepare",
    "prepare_async",
    "push",
    "push_async",
    "settle",
    "settle_async",
    "survey",
    "survey_async",
    "unfinished",
    "unstated_earlier",
    "verify",
]
