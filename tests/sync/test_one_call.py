"""``sync`` does in one call what a scheduled job must not forget; ``sync_async`` does the same."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.clock import now
from tests.starting import answer
from varaamo_sync.booking import CreateRoom, ReadRooms
from varaamo_sync.booking.client import AsyncVaraamoClient, PasswordLogin, VaraamoClient
from varaamo_sync.catalogue_files import Reading, init_catalogue, read_catalogue
from varaamo_sync.errors import (
    GuardTripped,
    LockHeld,
    PermissionDenied,
    PushRefused,
    SessionEnded,
    StoreUnusable,
    Unreachable,
)
from varaamo_sync.goal import Stage
from varaamo_sync.model import Image, ServiceUnit
from varaamo_sync.sandbox import AsyncSandboxTransport, Sandbox, SandboxTransport
from varaamo_sync.state.records import IntentState
from varaamo_sync.store import Store
from varaamo_sync.sync import (
    CountHistory,
    Prepared,
    PushSettings,
    Status,
    SyncResult,
    sync,
    sync_async,
)

SCHEMA = Path(__file__).parents[2] / "schemas" / "sync.schema.json"
ORIGIN = "http://sandbox.localhost"
LOGIN = PasswordLogin("admin", "admin")
SETTINGS = PushSettings(now=now, settles_after=timedelta(0), repeats_for=timedelta(0))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a catalogue of four rooms that can be published."""
    init_catalogue(tmp_path / "catalogue")
    answer(tmp_path / "catalogue")
    return tmp_path / "catalogue"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """Give an empty Varaamo."""
    with Sandbox(":memory:", clock=now) as made:
        yield made


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give a store that others could open as well."""
    with Store(f"sqlite:///{tmp_path / 'store.db'}") as opened:
        yield opened


@contextmanager
def client_of(sandbox: Sandbox, login: PasswordLogin | None = LOGIN) -> Iterator[VaraamoClient]:
    """Open a client of a sandbox."""
    with (
        SandboxTransport(sandbox) as transport,
        VaraamoClient(ORIGIN, login=login, transport=transport) as api,
    ):
        yield api


def synced(sandbox: Sandbox, folder: Path, store: Store, **options: Any) -> SyncResult:
    """Sync a folder as a job does."""
    with client_of(sandbox) as api:
        return sync(read_catalogue(folder), api, store, settings=SETTINGS, **options)


def synced_beside(sandbox: Sandbox, folder: Path, store: Store, **options: Any) -> SyncResult:
    """Do the same asynchronously."""

    async def job() -> SyncResult:
        async with AsyncVaraamoClient(
            ORIGIN, login=LOGIN, transport=AsyncSandboxTransport(sandbox)
        ) as api:
            reading = read_catalogue(folder)
            return await sync_async(reading, api, store, settings=SETTINGS, **options)

    return asyncio.run(job())


def told(result: SyncResult) -> dict[str, Any]:
    """Return a result as a program reads it, which its schema has to know."""
    text = json.dumps(result.as_dict("en"), allow_nan=False)
    Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(json.loads(text))
    return dict(json.loads(text))


@pytest.mark.parametrize("job", [synced, synced_beside])
def test_one_call_writes_looks_again_and_keeps_the_counts(
    job: Any, sandbox: Sandbox, folder: Path, store: Store
) -> None:
    """Four rooms are there, seen again and counted; the second call sends nothing."""
    first = job(sandbox, folder, store)
    second = job(sandbox, folder, store)

    assert (True, False, False) == (first.complete, first.idle, first.interrupted)
    assert (True, True) == (second.complete, second.idle)
    assert first.progress is not None
    assert 4 == first.progress.counts().in_progress
    assert first.goal is not None
    assert 1 == told(first)["goal"]["units"]["NUP"]["short"]
    assert ([], 4) == (told(second)["errors"], told(second)["push"]["counts"]["unchanged"])
    kept = CountHistory(store, ORIGIN, first.catalogue.id).entries()
    assert [first.aftermath.entry, second.aftermath.entry] == list(kept)
    assert store.lock_holder(ORIGIN, first.catalogue.id) is None


def test_the_lock_is_held_while_rooms_are_written(
    sandbox: Sandbox, folder: Path, store: Store
) -> None:
    """A second sync that comes while one is at it is refused, and says who holds the lock."""
    refused: list[LockHeld] = []

    def come_between(_: Prepared) -> None:
        with pytest.raises(LockHeld) as held:
            synced(sandbox, folder, store)
        refused.append(held.value)

    result = synced(sandbox, folder, store, on_plan=come_between, command="nightly")

    assert result.complete
    assert ["nightly"] == [error.holder.command for error in refused]


def test_what_the_plan_makes_too_much_of_is_not_sent(
    sandbox: Sandbox, folder: Path, store: Store
) -> None:
    """The guard stands in the call, and what it lets through is an option of it."""
    synced(sandbox, folder, store)
    file = folder / "nup.yaml"
    file.write_text(file.read_text("utf-8").split("venues:")[0] + "venues: []\n", "utf-8")

    with pytest.raises(GuardTripped):
        synced(sandbox, folder, store, archive=True)
    allowed = synced(sandbox, folder, store, archive=True, allowed={"NUP": 1, "archive": 1})

    assert Status.DONE in {outcome.status for outcome in allowed.outcomes}


def test_a_file_that_is_lost_takes_no_room_away(
    sandbox: Sandbox, folder: Path, store: Store
) -> None:
    """What the store counted last says which rooms are missing: none is archived or counted out."""
    synced(sandbox, folder, store)
    (folder / "nup.yaml").unlink()
    result = synced(sandbox, folder, store, archive=True)

    assert ["file-lost"] == [finding.rule for finding in result.source_findings]
    assert (False, None) == (result.complete, result.aftermath.entry)
    assert not result.plan.to_archive
    assert result.progress is not None
    assert 1 == sum(item.stage is Stage.UNKNOWN for item in result.progress.rooms)


def test_what_a_killed_sync_left_open_is_settled(
    sandbox: Sandbox, folder: Path, store: Store
) -> None:
    """A room whose answer never came is found, not made a second time."""

    class Killed(BaseException):
        pass

    class Dying(VaraamoClient):
        def execute(self, command: Any) -> Any:
            answer = super().execute(command)
            if isinstance(command, CreateRoom):
                raise Killed
            return answer

    one = replace(SETTINGS, concurrency=1)
    with (
        SandboxTransport(sandbox) as transport,
        Dying(ORIGIN, login=LOGIN, transport=transport) as api,
        pytest.raises(Killed),
    ):
        sync(read_catalogue(folder), api, store, settings=one)
    id = read_catalogue(folder).usable().id
    left = store.state(ORIGIN, id).intents(IntentState.OPEN)
    result = synced(sandbox, folder, store)

    assert left
    assert store.lock_holder(ORIGIN, id) is None
    assert result.complete
    assert () == result.push.doubles


def test_a_sync_needs_a_login_and_a_catalogue_of_ones_own(
    sandbox: Sandbox, folder: Path, store: Store, tmp_path: Path
) -> None:
    """Without a login nothing is planned from half of what there is; the example is refused."""
    with client_of(sandbox, None) as api, pytest.raises(SessionEnded):
        sync(read_catalogue(folder), api, store, settings=SETTINGS)
    text = (folder / "catalogue.yaml").read_text("utf-8")
    (folder / "catalogue.yaml").write_text(text.replace("localhost", "x"), "utf-8")
    with (
        VaraamoClient("https://varaamo.example.invalid", login=LOGIN) as api,
        pytest.raises(PushRefused),
    ):
        sync(read_catalogue(folder), api, store, settings=SETTINGS)


@pytest.mark.parametrize(
    "wrong", [Unreachable("unreachable"), StoreUnusable("store-failed", reason="")]
)
def test_what_fails_after_the_rooms_were_written_is_told(
    wrong: Exception, sandbox: Sandbox, folder: Path, store: Store
) -> None:
    """Rooms that were written are told, whatever cannot be read or kept afterwards."""

    class Failing(VaraamoClient):
        surveys = 0

        def execute(self, command: Any) -> Any:
            self.surveys += isinstance(command, ReadRooms)
            if isinstance(wrong, Unreachable) and self.surveys == 3:
                raise wrong
            return super().execute(command)

    class Keeping(Store):
        def add_history(self, *values: Any) -> None:
            if isinstance(wrong, StoreUnusable):
                raise wrong
            super().add_history(*values)

    with (
        SandboxTransport(sandbox) as transport,
        Failing(ORIGIN, login=LOGIN, transport=transport) as api,
        Keeping("sqlite://") as keeping,
    ):
        result = sync(read_catalogue(folder), api, keeping, settings=SETTINGS)

    assert {Status.DONE} == {outcome.status for outcome in result.outcomes}
    assert result.aftermath.problem is wrong
    assert [(None, type(wrong).__name__)] == [
        (one["room"], one["error"]["kind"]) for one in told(result)["errors"]
    ]
    assert not result.complete


class Foreign(Exception):
    """An error of somebody else's store."""


class ForeignStore(Store):
    """A store of somebody else's that breaks once rooms were written.

    Attributes:
        breaks: Where: ``history``, ``lock`` or ``lost``.
    """

    breaks = ""

    def add_history(self, *values: Any) -> None:
        """Keep counts, or break."""
        if self.breaks == "history":
            raise Foreign("no such index")
        super().add_history(*values)

    @contextmanager
    def lock(self, *names: Any, **options: Any) -> Iterator[Any]:
        """Hold the lock, and break when it is given back, or when it is asked for."""
        with super().lock(*names, **options) as held:
            yield BrokenTurn(held) if self.breaks == "lost" else held
        if self.breaks == "lock":
            raise Foreign("the lock is owned by somebody else")


class BrokenTurn:
    """A lock that breaks once everything was written."""

    def __init__(self, held: Any) -> None:
        self.fence, self._asked = held.fence, 0

    def is_lost(self) -> bool:
        """Say that it is held, before each of four rooms, and once more; then break."""
        self._asked += 1
        if self._asked > 4:
            raise Foreign("the key has expired")
        return False


@pytest.mark.parametrize("breaks", ["history", "lock", "lost"])
def test_a_store_that_breaks_afterwards_takes_no_result_away(
    breaks: str, sandbox: Sandbox, folder: Path
) -> None:
    """A store of somebody else's may raise anything: what became of the rooms is told."""
    with ForeignStore("sqlite://") as broken:
        broken.breaks = breaks
        result = synced(sandbox, folder, broken)

    assert {Status.DONE} == {outcome.status for outcome in result.outcomes}
    problem, kept = result.aftermath.problem, breaks != "history"
    assert (kept, kept, breaks == "lost") == (
        problem is None, result.aftermath.kept, result.lock_lost
    )  # fmt: skip


def test_only_some_units_are_pushed_and_all_are_counted(
    sandbox: Sandbox, folder: Path, store: Store
) -> None:
    """``units`` narrows what is sent, not what is looked at."""
    result = synced(sandbox, folder, store, units=[ServiceUnit.NUP])

    assert 1 == len(result.outcomes)
    assert result.progress is not None
    assert (1, 3) == (result.progress.counts().in_progress, result.progress.counts().prepared)


def test_pictures_are_read_from_the_folder(folder: Path) -> None:
    """A reading reads its own pictures; who asks for others is told that there is none."""
    (folder / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    reading: Reading = read_catalogue(folder)

    assert reading.read_picture(Image(file="a.png", type="main")).startswith(b"\x89PNG")
    with pytest.raises(FileNotFoundError):
        reading.read_picture(Image(file="b.png", type="main"))


def test_what_failed_goes_to_programs_with_its_fields(
    sandbox: Sandbox, folder: Path, store: Store
) -> None:
    """The result as JSON is as its schema says, and errors have what they know."""

    class Refusing(VaraamoClient):
        def execute(self, command: Any) -> Any:
            if isinstance(command, CreateRoom):
                raise PermissionDenied("denied", operation="createReservationUnit", certain=True)
            return super().execute(command)

    with (
        SandboxTransport(sandbox) as transport,
        Refusing(ORIGIN, login=LOGIN, transport=transport) as api,
    ):
        result = told(sync(read_catalogue(folder), api, store, settings=SETTINGS))

    assert (False, True) == (result["complete"], result["interrupted"])
    first = result["errors"][0]["error"]
    assert ("PermissionDenied", True) == (first["kind"], first["request"]["certain"])
