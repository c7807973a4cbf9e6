"""Syncs of many catalogues as jobs: what is due, done, tried again, and by which worker."""

from varaamo_sync.jobs.due import check_cron, latest_due, next_due
from varaamo_sync.jobs.one_job import OpenAPI, Workshop, carry_out, schedule_of
from varaamo_sync.jobs.queueing import Pulse, demand_queue
from varaamo_sync.jobs.retries import wait_after
from varaamo_sync.jobs.worker import work
from varaamo_sync.state.schedules import Run, RunResult, Schedule, SyncJob

__all__ = [
    "OpenAPI",
    "Pulse",
    "Run",
    "RunResult",
    "Schedule",
    "SyncJob",
    "Workshop",
    "carry_out",
    "check_cron",
    "demand_queue",
    "latest_due",
    "next_due",
    "schedule_of",
    "wait_after",
    "work",
]
