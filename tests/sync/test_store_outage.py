"""A shared store that stops in mid-push: what is known is told, and nothing is doubled."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests.make import catalogue, room
from tests.sync.conftest import Town
from tests.sync.test_done_once import Push, twins
from tests.sync.test_push import named
from varaamo_sync.errors import StoreUnusable
from varaamo_sync.store import Store
from varaamo_sync.sync import Status, prepare

ROOMS = catalogue(*(room(f"nup-{n}", name=named(f"Sali {n}")) for n in range(4)))


@contextmanager
def administrator(store_url: str) -> Iterator[sa.Connection]:
    """Give a connection to the server of a store, beside the store's own database."""
    url = sa.engine.make_url(store_url).set(drivername="postgresql+psycopg", database="postgres")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def let_in(store_url: str, *, allowed: bool) -> None:
    """Open or close the database of a store; closing it ends all that is connected."""
    name = sa.engine.make_url(store_url).database
    with administrator(store_url) as connection:
        connection.execute(sa.text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS {allowed}"))
        if not allowed:
            ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"
            connection.execute(sa.text(ended), {"name": name})


class Closing(Town):
    """A town in which the store stops right after some writes have landed."""

    after = 0
    store_url = ""

    def execute(self, command):  # type: ignore[no-untyped-def]
        """Pass a command on, and stop the store when it is time."""
        answer = super().execute(command)
        if not type(command).__name__.startswith(("Read", "Check")):
            self.after -= 1
            if self.after == 0:
                let_in(self.store_url, allowed=False)
        return answer


@twins
@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("after", [1, 4, 6])
def test_a_store_that_stops_mid_push_takes_no_outcome_with_it(
    town: Town, carry_out: Push, store_url: str, after: int
) -> None:
    """Every room has its outcome, the store is named as the cause, and the next push finishes."""
    slow = Closing(town.sandbox, town.api, town.settings)
    slow.after, slow.store_url = after, store_url
    with Store(store_url) as store:
        settings = replace(town.settings, state=store.state(town.origin, "demo"), concurrency=2)
        made = prepare(slow, ROOMS, settings=settings)
        result = carry_out(slow, ROOMS, made, settings=settings)
    let_in(store_url, allowed=True)

    failed = [item.error for item in result.outcomes if item.error is not None]
    assert result.interrupted
    assert failed
    assert all(isinstance(error, StoreUnusable) for error in failed)
    with Store(store_url) as store:
        town.settings = replace(town.settings, state=store.state(town.origin, "demo"))
        rest = prepare(town, ROOMS, settings=town.settings)
        finished = carry_out(town, ROOMS, rest, settings=town.settings)
        last = prepare(town, ROOMS, settings=town.settings)

    names = Counter(item.values["name.fi"] for item in last.snapshot.rooms)
    codes = Counter(space.code for space in last.snapshot.spaces)
    assert {Status.DONE, Status.UNCHANGED} >= {item.status for item in finished.outcomes}
    assert [1] * 4 == [names[f"Sali {n}"] for n in range(4)]
    assert [1] * 4 == [codes[f"demo:nup-{n}"] for n in range(4)]
    assert last.plan.empty
