from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.clock import now
from tests.starting import answer
from tests.sync.conftest import settings_of_tests
from varaamo_sync.booking.client import PasswordLogin, VaraamoClient
from varaamo_sync.catalogue_files import init_catalogue
from varaamo_sync.jobs import Run, Schedule, Workshop, schedule_of
from varaamo_sync.model import SANDBOX_ORIGIN, Catalogue
from varaamo_sync.sandbox import Sandbox, SandboxTransport
from varaamo_sync.store import Store


@dataclass
class City:
    """A catalogue of four rooms, a sandbox, and a store that workers share.

    Attributes:
        runs: Runs that were told of.
        problem: What opening the booking system raises, if anything.
    """

    folder: Path
    sandbox: Sandbox
    store: Store
    runs: list[Run] = field(default_factory=list)
    problem: Exception | None = None

    @property
    def workshop(self) -> Workshop:
        """With what jobs are done."""
        settings = settings_of_tests(settles_after=timedelta(seconds=0.1))
        return Workshop(self.store, self._open, settings=settings, on_run=self.runs.append)

    def _open(self, schedule: Schedule, catalogue: Catalogue) -> AbstractContextManager[Any]:
        del schedule, catalogue
        if self.problem is not None:
            raise self.problem
        return opened(self.sandbox)

    def schedule(self, name: str = "demo", *, ago: timedelta = timedelta(days=2)) -> Schedule:
        """Put the catalogue on the schedule of each night, as somebody did some time ago."""
        made = schedule_of(name, self.folder, SANDBOX_ORIGIN, cron="0 3 * * *", now=now() - ago)
        assert self.store.schedules.add(made)
        return made

    def sql(self, query: str) -> list[tuple[Any, ...]]:
        """Ask the database, past everything."""
        with psycopg.connect(self.store.psycopg_address) as connection:
            cursor = connection.execute(query)  # type: ignore[call-overload]
            return list(cursor.fetchall()) if cursor.description else []


@contextmanager
def opened(sandbox: Sandbox) -> Iterator[VaraamoClient]:
    """Open a client of a sandbox."""
    with (
        SandboxTransport(sandbox) as transport,
        VaraamoClient(
            SANDBOX_ORIGIN, transport=transport, login=PasswordLogin("admin", "admin")
        ) as api,
    ):
        api.log_in()
        yield api


@pytest.fixture(scope="session")
def team_database(postgres: str) -> str:
    """Give the address of a database of its own: making its tables takes half a second."""
    name = f"jobs_{uuid4().hex[:12]}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
    return postgres.replace("/postgres?", f"/{name}?")


@pytest.fixture
def team_store(team_database: str) -> Iterator[Store]:
    """Give an empty store on PostgreSQL."""
    with Store(team_database) as store:
        with psycopg.connect(store.psycopg_address) as connection:
            tables = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                " AND tablename <> 'varaamo_sync_version'"
            ).fetchall()
            names = ", ".join(name for (name,) in tables)
            connection.execute(f"TRUNCATE {names} CASCADE")  # type: ignore[call-overload]
        yield store


@pytest.fixture
def city(tmp_path: Path, team_store: Store) -> Iterator[City]:
    """Give a city."""
    init_catalogue(tmp_path / "catalogue")
    answer(tmp_path / "catalogue")
    with Sandbox(":memory:", clock=now) as sandbox:
        yield City(tmp_path / "catalogue", sandbox, team_store)


def helsinki(text: str) -> datetime:
    """Return a moment of Helsinki's time."""
    from varaamo_sync.model import HELSINKI

    return datetime.fromisoformat(text).replace(tzinfo=HELSINKI)
