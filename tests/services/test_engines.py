import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ROOT
from tests.clock import now
from tests.starting import answer
from varaamo_sync.catalogue_files import init_catalogue
from varaamo_sync.errors import GuardTripped, Unreachable, UsageError
from varaamo_sync.plan import Breach
from varaamo_sync.sandbox import Sandbox, running

pytestmark = pytest.mark.usefixtures("running_clock")

ENGINES = ROOT / "examples" / "engines"
WHY = "is a hundred packages and more; run by hand where it is installed"


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Give a catalogue of four rooms, a sandbox and a store, as the environment names them."""
    folder = tmp_path / "catalogue"
    init_catalogue(folder)
    answer(folder)
    monkeypatch.syspath_prepend(str(ENGINES))
    with Sandbox(":memory:", clock=now) as sandbox, running(sandbox) as url:
        settings = {
            "CATALOGUES": str(folder),
            "VARAAMO_URL": url,
            "VARAAMO_USERNAME": "admin",
            "VARAAMO_PASSWORD": "admin",
            "STORE_URL": f"sqlite:///{tmp_path / 'store.db'}",
        }
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        yield str(folder)


def engine(name: str) -> Any:
    """Return an engine, or skip."""
    return pytest.importorskip(name, reason=f"{name} {WHY}")


def test_what_engines_call_takes_a_catalogue_once(city: str) -> None:
    """The first call makes the rooms, the second changes nothing."""
    from one_catalogue import sync_one

    assert [{"done": 4}, {"unchanged": 4}] == [sync_one(city), sync_one(city)]


def test_engines_try_again_what_may_pass(city: str) -> None:
    """What is away is tried again, what a person must see to is not, and neither is a bug."""
    from one_catalogue import may_pass

    errors = (
        Unreachable("origin-unreachable", origin="x", reason="y"),
        GuardTripped([Breach("NUP", 14, 10)]),
        UsageError("cron-none", cron="x"),
        ValueError("x"),
    )
    assert [True, False, False, False] == [may_pass(error) for error in errors]


def test_every_engine_is_told_of() -> None:
    """The page shows each engine's file, and no file is left out."""
    page = (ROOT / "docs" / "how-to" / "many-cities.md").read_text("utf-8")
    files = {path.name for path in ENGINES.glob("*.py")}

    assert files == {name for name in files if f"engines/{name}" in page}
    assert {"airflow_dag.py", "dagster_job.py", "prefect_flow.py"} < files


def test_dagster(city: str) -> None:
    """The job takes the catalogue; what a person must see to is not tried again."""
    dagster = engine("dagster")
    from dagster_job import varaamo

    done = varaamo.execute_in_process(instance=dagster.DagsterInstance.ephemeral())
    os.environ["CATALOGUES"] = f"{city}/none"
    failed = varaamo.execute_in_process(
        instance=dagster.DagsterInstance.ephemeral(), raise_on_error=False
    )

    kinds = [event.event_type_value for event in failed.all_events]
    assert (True, False) == (done.success, failed.success)
    assert "STEP_UP_FOR_RETRY" not in kinds


def test_prefect(city: str) -> None:
    """The flow takes the catalogue; what a person must see to is not tried again."""
    engine("prefect")
    from prefect.testing.utilities import prefect_test_harness
    from prefect_flow import varaamo

    with prefect_test_harness():
        done = varaamo()
        os.environ["CATALOGUES"] = f"{city}/none"
        state = varaamo(return_state=True)

    assert [{"done": 4}] == done
    assert state.is_failed()


def test_airflow(city: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The task takes the catalogue; what a person must see to fails for good."""
    monkeypatch.setenv("AIRFLOW_HOME", str(tmp_path / "airflow"))
    engine("airflow")
    from airflow.sdk.exceptions import AirflowFailException
    from airflow_dag import nightly, take

    assert ["take"] == list(nightly.task_ids)
    assert {"done": 4} == take.function(city)
    with pytest.raises(AirflowFailException):
        take.function(f"{city}/none")
    assert "airflow_dag" in sys.modules
