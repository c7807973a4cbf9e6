"""Checked by mypy and pyright, never run: the types that callers see."""

from datetime import datetime
from typing import assert_type

from varaamo_sync import (
    Catalogue,
    Counts,
    GoalStatus,
    Plan,
    Progress,
    Room,
    Snapshot,
    evaluate,
    make_plan,
    progress,
    recorded,
)
from varaamo_sync.booking import BookingAPI, Opening, ReadOpenings, ReadRoom, ReadUser, User
from varaamo_sync.client import AsyncVaraamoClient, VaraamoClient
from varaamo_sync.snapshot import RemoteRoom
from varaamo_sync.sync import PushResult, push, survey


def sync_caller(api: VaraamoClient, catalogue: Catalogue, now: datetime) -> None:
    """Everything that a caller of the sync client touches has a type."""
    port: BookingAPI = api
    snapshot = survey(port, catalogue, now=now)
    assert_type(snapshot, Snapshot)
    plan = make_plan(catalogue, snapshot, now=now)
    assert_type(plan, Plan)
    assert_type(push(port, catalogue, plan, snapshot.reference), PushResult)
    made = progress(catalogue, snapshot)
    assert_type(made, Progress)
    assert_type(made.counts(), Counts)
    assert_type(evaluate(catalogue.goal, made, (recorded(made),), now.date()), GoalStatus)
    assert_type(catalogue.rooms, tuple[Room, ...])
    assert_type(api.execute(ReadUser()), User | None)
    assert_type(api.execute(ReadRoom(1)), RemoteRoom | None)
    assert_type(api.execute(ReadOpenings((1,)))[1], Opening)


async def async_caller(api: AsyncVaraamoClient) -> None:
    """The async client answers with the same types."""
    assert_type(await api.execute(ReadUser()), User | None)
