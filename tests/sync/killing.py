"""A push that dies at one of its writes, as ``kill -9`` lets it die: nothing is flushed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.clock import now
from tests.sync.conftest import Town
from varaamo_sync.booking import (
    ArchiveRoom,
    BookingAPI,
    Command,
    CreateRoom,
    CreateSpace,
    UpdateRoom,
    UpdateSpace,
)
from varaamo_sync.model import Catalogue, Earlier
from varaamo_sync.state.records import Intent, IntentState, RoomState, StateUpdate, Step
from varaamo_sync.store import Store
from varaamo_sync.sync import PushSettings, StateStore, prepare, push

WRITES = (ArchiveRoom, CreateRoom, CreateSpace, UpdateRoom, UpdateSpace)


class Killed(BaseException):
    """The process is no more."""


@dataclass
class Life:
    """How long a process lives.

    Attributes:
        writes: Writes that it sends and notes; it dies at the next.
        stored: Whether that one is stored before it dies.
    """

    writes: int
    stored: bool
    dead: bool = False

    def breathe(self) -> None:
        """Do nothing, if that is still possible."""
        if self.dead:
            raise Killed

    def die(self) -> None:
        """Be no more."""
        self.dead = True
        raise Killed


@dataclass
class MortalAPI:
    """A booking system as a process sees it that dies at a write."""

    api: BookingAPI
    life: Life

    @property
    def origin(self) -> str:
        """Say which booking system it is."""
        return self.api.origin

    def execute(self, command: Command[Any]) -> Any:
        """Pass a command on, while there is life."""
        self.life.breathe()
        if not isinstance(command, WRITES):
            return self.api.execute(command)
        if self.life.writes == 0 and not self.life.stored:
            self.life.die()
        answer = self.api.execute(command)
        if self.life.writes == 0:
            self.life.die()
        self.life.writes -= 1
        return answer


@dataclass
class MortalMemory:
    """A memory whose process dies: what it kept back is lost."""

    state: StateStore
    life: Life

    def remembered(self) -> Mapping[str, RoomState]:
        """Pass it on."""
        self.life.breathe()
        return self.state.remembered()

    def recall(self, key: str) -> RoomState | None:
        """Pass it on."""
        self.life.breathe()
        return self.state.recall(key)

    def remember(self, update: StateUpdate) -> None:
        """Pass it on."""
        self.life.breathe()
        self.state.remember(update)

    def earlier(self) -> Mapping[str, Earlier]:
        """Pass it on."""
        self.life.breathe()
        return self.state.earlier()

    def note_earlier(self, found: Mapping[str, Earlier]) -> None:
        """Pass it on."""
        self.life.breathe()
        self.state.note_earlier(found)

    def note(self, key: str, step: Step, detail: Mapping[str, Any], begun: datetime) -> int:
        """Pass it on."""
        self.life.breathe()
        return self.state.note(key, step, detail, begun)

    def settle(
        self,
        intent: int,
        state: IntentState,
        at: datetime,
        pk: int | None = None,
        update: StateUpdate | None = None,
    ) -> None:
        """Pass it on."""
        self.life.breathe()
        self.state.settle(intent, state, at, pk, update)

    def flush(self) -> None:
        """Pass it on; the dead write nothing."""
        if not self.life.dead:
            self.state.flush()

    def intents(self, *states: IntentState) -> tuple[Intent, ...]:
        """Pass it on."""
        self.life.breathe()
        return self.state.intents(*states)

    def require_lock(self) -> None:
        """Pass it on."""
        self.life.breathe()
        self.state.require_lock()

    def last_note(self) -> int:
        """Pass it on."""
        self.life.breathe()
        return self.state.last_note()


@contextmanager
def settings_of(town: Town, file: Path, catalogue: Catalogue) -> Iterator[PushSettings]:
    """Open a store in a file, as a process of its own would."""
    store = Store(f"sqlite:///{file}")
    memory = store.state(town.origin, catalogue.id)
    yield PushSettings(state=memory, now=now, settles_after=timedelta(0), concurrency=1)
    store.close()


def killed_push(town: Town, file: Path, catalogue: Catalogue, life: Life, **options: Any) -> bool:
    """Push in a process that dies at some write; tell whether it died."""
    with settings_of(town, file, catalogue) as settings:
        mortal = replace(settings, state=MortalMemory(settings.state, life))
        api = MortalAPI(town, life)
        try:
            prepared = prepare(api, catalogue, settings=mortal, **options)
            push(api, prepared, settings=mortal)
        except Killed:
            return True
    return False
