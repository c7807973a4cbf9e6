"""Prefect: a flow with a task for each catalogue; ``varaamo.serve(cron="0 3 * * *")`` runs it."""

import os
from typing import Any

from one_catalogue import may_pass, sync_one
from prefect import flow, task


def _worth_it(_task: Any, _run: Any, state: Any) -> bool:
    return may_pass(state.data)


@task(retries=7, retry_delay_seconds=60, retry_condition_fn=_worth_it, task_run_name="{folder}")
def take(folder: str) -> dict[str, int]:
    """Take one catalogue."""
    return sync_one(folder)


@flow
def varaamo() -> list[dict[str, int]]:
    """Take all catalogues, one after the other."""
    return [take(folder) for folder in os.environ["CATALOGUES"].split(os.pathsep)]


if __name__ == "__main__":
    varaamo.serve(name="varaamo", cron="0 3 * * *")
