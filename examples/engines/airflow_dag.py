"""Apache Airflow: each night one task for each catalogue, one at a time for each booking system."""

import os
from datetime import datetime

from airflow.sdk import dag, task
from airflow.sdk.exceptions import AirflowFailException
from one_catalogue import may_pass, sync_one


@task(retries=7, retry_exponential_backoff=True, pool="varaamo", map_index_template="{{ folder }}")
def take(folder: str) -> dict[str, int]:
    """Take one catalogue; what a person must see to is not tried again."""
    try:
        return sync_one(folder)
    except Exception as error:
        raise error if may_pass(error) else AirflowFailException(str(error)) from error


@dag(schedule="0 3 * * *", start_date=datetime(2027, 1, 1), catchup=False)  # noqa: DTZ001
def varaamo() -> None:
    """All catalogues; the pool ``varaamo`` has one slot."""
    take.expand(folder=os.environ["CATALOGUES"].split(os.pathsep))


nightly = varaamo()
