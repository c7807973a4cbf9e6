"""Dagster: an op that takes one catalogue, its job, and the schedule of each night."""

import os

from dagster import (
    Backoff,
    Definitions,
    Failure,
    OpExecutionContext,
    RetryPolicy,
    ScheduleDefinition,
    job,
    op,
)
from one_catalogue import may_pass, sync_one


@op(retry_policy=RetryPolicy(max_retries=7, delay=60, backoff=Backoff.EXPONENTIAL))
def take(context: OpExecutionContext) -> None:
    """Take all catalogues, one after the other; what a person must see to is not tried again."""
    for folder in os.environ["CATALOGUES"].split(os.pathsep):
        try:
            context.log.info("%s: %s", folder, sync_one(folder))
        except Exception as error:
            raise Failure(str(error), allow_retries=may_pass(error)) from error


@job
def varaamo() -> None:
    """Take what there is."""
    take()


defs = Definitions(
    jobs=[varaamo], schedules=[ScheduleDefinition(job=varaamo, cron_schedule="0 3 * * *")]
)
